import type { GraphQLResolveInfo } from 'graphql';
import { GraphQLDate } from 'graphql-scalars';
import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Info,
  InputType,
  Int,
  Query,
  Resolver,
  Root,
  registerEnumType,
} from 'type-graphql';
import { CodedError } from '../../../shared/errors';
import { allowedEvents } from '../../../shared/machine';
import {
  Access,
  GraphType,
  Key,
  PageArgs,
  RegionFilter,
  SortDirection,
  connectionOf,
  enumFilter,
  enumOf,
  findHistoryOf,
  listConnection,
  machineWords,
} from '../../../shared/subgraph';
import type { Connection, HistoryRow, SubgraphContext } from '../../../shared/subgraph';
import { HELPER_MACHINE } from './helper';
import type { HelperEvent, HelperRow } from './helper';
import { HELPER_LIST, findCounts, findHelper } from './helper.loader';
import { PSKS_TYPES } from './psks';
import type { PsksCountRow } from './psks';

export const PsksTypeEnum = enumOf('PsksType', 'Who helps, the twelve types of Permensos 8/2012.', PSKS_TYPES);
export const HELPER_WORDS = machineWords(HELPER_MACHINE, 'PsksHelper', 'PSEUDONYM');

@GraphType('PsksCount', 'How many helpers of a type a regency reported for a year.')
export class PsksCount {
  @Field(() => PsksTypeEnum)
  @Access('REFERENCE')
  type!: string;

  @Field(() => ID)
  @Access('REFERENCE')
  regencyCode!: string;

  @Field(() => Int)
  @Access('REFERENCE')
  year!: number;

  @Field(() => Int)
  @Access('REFERENCE')
  number!: number;
}

@Key('id')
@GraphType('PsksHelper', 'Somebody who helps (PSKS), as the register has them.')
export class PsksHelper {
  @Field(() => ID)
  @Access('PSEUDONYM')
  id!: string;

  @Field(() => PsksTypeEnum, { nullable: true })
  @Access('PSEUDONYM')
  type?: string;

  @Field(() => ID, { nullable: true, description: 'Village they work in.' })
  @Access('PSEUDONYM')
  regionCode?: string;

  @Field(() => HELPER_WORDS.Status, { nullable: true })
  @Access('PSEUDONYM')
  status?: string;

  @Field(() => Int, { nullable: true })
  @Access('PSEUDONYM')
  version?: number;

  @Field(() => GraphQLDate, { nullable: true })
  @Access('PSEUDONYM')
  activeOn?: string;

  @Field(() => GraphQLDate, { nullable: true })
  @Access('PSEUDONYM')
  endedOn?: string;

  @Field(() => String, { nullable: true, description: 'One of the codes of the step.' })
  @Access('PSEUDONYM')
  endReason?: string;
}

const PsksTypeFilter = enumFilter(PsksTypeEnum, 'PsksType');
const PsksHelperStatusFilter = enumFilter(HELPER_WORDS.Status, 'PsksHelperStatus');

@InputType()
class PsksHelperListFilter {
  @Field(() => PsksTypeFilter, { nullable: true })
  type?: object;

  @Field(() => PsksHelperStatusFilter, { nullable: true })
  status?: object;

  @Field(() => RegionFilter, { nullable: true })
  region?: RegionFilter;
}

const PsksHelperSort = { TYPE: 'TYPE' } as const;
registerEnumType(PsksHelperSort, { name: 'PsksHelperSort' });

@InputType()
class PsksHelperOrder {
  @Field(() => PsksHelperSort)
  field!: keyof typeof PsksHelperSort;

  @Field(() => SortDirection, { defaultValue: 'ASC' })
  direction!: SortDirection;
}

@ArgsType()
class PsksHelperListArgs extends PageArgs {
  @Field(() => PsksHelperListFilter, { nullable: true })
  filter?: PsksHelperListFilter;

  @Field(() => [PsksHelperOrder], { nullable: true })
  orderBy?: PsksHelperOrder[];
}

const PsksHelperConnection = connectionOf('PsksHelper', () => PsksHelper);

@Resolver(() => PsksHelper)
export class PsksHelperResolver {
  @Query(() => PsksHelper, { nullable: true, description: 'One helper by id; null also for one you may not see.' })
  @Access('STRUCTURE')
  psksHelper(
    @Arg('id', () => ID) id: string,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<HelperRow | undefined> {
    return findHelper(context, id, info);
  }

  @Query(() => PsksHelperConnection, { description: 'Helpers you may see.' })
  @Access('STRUCTURE')
  psksHelpers(
    @Args(() => PsksHelperListArgs) args: PsksHelperListArgs,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<HelperRow>> {
    return listConnection(
      context,
      HELPER_LIST,
      context.scope('PsksHelper'),
      { ...args, filter: { ...args.filter } },
      info,
    );
  }

  @Query(() => [PsksCount], { description: 'How many helpers the regencies of a province reported for a year.' })
  @Access('STRUCTURE')
  psksCounts(
    @Arg('code', () => ID, { description: 'A province or regency.' }) code: string,
    @Arg('year', () => Int) year: number,
    @Ctx() context: SubgraphContext,
  ): Promise<PsksCountRow[]> {
    if (!/^\d{2}(\d{2})?$/.test(code)) {
      throw new CodedError('BAD_USER_INPUT', { reason: 'code is that of a province or regency' });
    }
    return findCounts(context, code, year);
  }

  @FieldResolver(() => String, { nullable: true })
  @Access('NAME')
  name(@Root() { nameSealed }: HelperRow, @Ctx() context: SubgraphContext): string {
    return context.tools.cipher.open(nameSealed);
  }

  @FieldResolver(() => [HELPER_WORDS.Event], { nullable: true, description: 'What your role may let happen now.' })
  @Access('PSEUDONYM')
  allowedEvents(@Root() { status }: HelperRow, @Ctx() { viewer }: SubgraphContext): HelperEvent[] {
    return allowedEvents(HELPER_MACHINE, status, viewer.role);
  }

  @FieldResolver(() => [HELPER_WORDS.History], { nullable: true, description: 'What happened to it, oldest first.' })
  @Access('PSEUDONYM')
  history(@Root() { id }: HelperRow, @Ctx() context: SubgraphContext): Promise<HistoryRow[]> {
    return findHistoryOf(context, HELPER_MACHINE, id, { id });
  }
}
