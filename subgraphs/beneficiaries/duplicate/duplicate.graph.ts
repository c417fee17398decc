import type { GraphQLResolveInfo } from 'graphql';
import { GraphQLDateTime } from 'graphql-scalars';
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
import {
  Access,
  GraphType,
  Key,
  PageArgs,
  RegionFilter,
  SortDirection,
  connectionOf,
  enumFilter,
  listConnection,
} from '../../../shared/subgraph';
import type { Connection, SubgraphContext } from '../../../shared/subgraph';
import { CodedError } from '../../../shared/errors';
import { Person } from '../person/person.graph';
import type { PersonRow } from '../person/person';
import { findPerson } from '../person/person.loader';
import { ComparedField } from './compare.graph';
import { findComparison } from './compare.loader';
import type { FieldComparison } from './compare.loader';
import {
  DuplicateEvent,
  DuplicateEventEnum,
  DuplicateKindEnum,
  DuplicateMerge,
  DuplicateReason,
  DuplicateStatusEnum,
} from './duplicate-detail.graph';
import { touching } from './duplicate.access';
import { allowedEvents } from './duplicate';
import type { DuplicateRow } from './duplicate';
import { CANDIDATE_LIST, findCandidate, findCandidatesOf, findHistory, findMerges } from './duplicate.loader';

@Key('id')
@GraphType('DuplicateCandidate', 'Two records that may be one person, waiting for or holding a decision.')
export class DuplicateCandidate {
  @Field(() => ID)
  @Access('DATA_QUALITY')
  id!: string;

  @Field(() => DuplicateKindEnum, { nullable: true })
  @Access('DATA_QUALITY')
  kind?: string;

  @Field(() => Int, { nullable: true, description: '0 to 100: how much speaks for one person.' })
  @Access('DATA_QUALITY')
  score?: number;

  @Field(() => [DuplicateReason], { nullable: true })
  @Access('DATA_QUALITY')
  reasons?: DuplicateReason[];

  @Field(() => DuplicateStatusEnum, { nullable: true })
  @Access('DATA_QUALITY')
  status?: string;

  @Field(() => Int, { nullable: true, description: 'Send it back with a decision; another one means CONFLICT.' })
  @Access('DATA_QUALITY')
  version?: number;

  @Field(() => GraphQLDateTime, { nullable: true })
  @Access('DATA_QUALITY')
  foundAt?: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'When the present status was decided.' })
  @Access('DATA_QUALITY')
  decidedAt?: Date;

  @Field(() => String, { nullable: true, description: 'Role of whoever decided the present status.' })
  @Access('DATA_QUALITY')
  decidedByRole?: string;

  @Field(() => String, { nullable: true })
  @Access('DATA_QUALITY')
  decisionReason?: string;
}

const DuplicateStatusFilter = enumFilter(DuplicateStatusEnum, 'DuplicateStatus');
const DuplicateKindFilter = enumFilter(DuplicateKindEnum, 'DuplicateKind');

@InputType()
class DuplicateCandidateFilter {
  @Field(() => DuplicateStatusFilter, { nullable: true })
  status?: object;

  @Field(() => DuplicateKindFilter, { nullable: true })
  kind?: object;

  @Field(() => RegionFilter, { nullable: true, description: 'At least one of the two records is there.' })
  region?: RegionFilter;
}

const DuplicateSort = { SCORE: 'SCORE', FOUND_AT: 'FOUND_AT' } as const;
registerEnumType(DuplicateSort, { name: 'DuplicateSort' });

@InputType()
class DuplicateOrder {
  @Field(() => DuplicateSort)
  field!: keyof typeof DuplicateSort;

  @Field(() => SortDirection, { defaultValue: 'DESC' })
  direction!: SortDirection;
}

@ArgsType()
class DuplicateListArgs extends PageArgs {
  @Field(() => DuplicateCandidateFilter, { nullable: true })
  filter?: DuplicateCandidateFilter;

  @Field(() => [DuplicateOrder], { nullable: true })
  orderBy?: DuplicateOrder[];
}

const DuplicateCandidateConnection = connectionOf('DuplicateCandidate', () => DuplicateCandidate);

@Resolver(() => DuplicateCandidate)
export class DuplicateResolver {
  @Query(() => DuplicateCandidateConnection, {
    description: 'The review queue: pairs of records in your jurisdiction that may be one person each.',
  })
  @Access('STRUCTURE')
  duplicateCandidates(
    @Args(() => DuplicateListArgs) { filter: given, ...page }: DuplicateListArgs,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<DuplicateRow>> {
    // A client may send null for anything it may leave out.
    const { region, ...filter }: DuplicateCandidateFilter = given ?? {};
    if (region === null || region?.within === null) {
      throw new CodedError('FILTER_INVALID', { reason: 'region is null; leave it out instead' });
    }
    const all = context.scope('DuplicateCandidate');
    const scope = region?.within === undefined ? all : touching(all, region.within);
    return listConnection(context, CANDIDATE_LIST, scope, { ...page, filter }, info);
  }

  @Query(() => [DuplicateCandidate], { description: 'The candidates one person stands in, most alike first.' })
  @Access('STRUCTURE')
  duplicatesOf(@Arg('personId', () => ID) personId: string, @Ctx() context: SubgraphContext): Promise<DuplicateRow[]> {
    return findCandidatesOf(context, personId);
  }

  @Query(() => DuplicateCandidate, {
    nullable: true,
    description: 'One candidate, to be laid side by side; null also for one you may not see.',
  })
  @Access('STRUCTURE')
  compareDuplicate(
    @Arg('id', () => ID) id: string,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<DuplicateRow | undefined> {
    return findCandidate(context, id, info);
  }

  @FieldResolver(() => Person, { nullable: true, description: 'Null once it was merged into the other.' })
  @Access('PSEUDONYM')
  left(
    @Root() candidate: DuplicateRow,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<PersonRow | undefined> {
    return findPerson(context, candidate.leftId, info);
  }

  @FieldResolver(() => Person, { nullable: true, description: 'Null once it was merged into the other.' })
  @Access('PSEUDONYM')
  right(
    @Root() candidate: DuplicateRow,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<PersonRow | undefined> {
    return findPerson(context, candidate.rightId, info);
  }

  @FieldResolver(() => [ComparedField], {
    nullable: true,
    description: 'Field by field whether the records agree; only fields you may read, and never their values.',
  })
  @Access('DATA_QUALITY')
  comparison(@Root() candidate: DuplicateRow, @Ctx() context: SubgraphContext): Promise<FieldComparison[]> {
    return findComparison(context, candidate.id);
  }

  @FieldResolver(() => [DuplicateEventEnum], { nullable: true, description: 'What a data steward can do next.' })
  @Access('DATA_QUALITY')
  allowedEvents(@Root() candidate: DuplicateRow): string[] {
    return allowedEvents(candidate.status);
  }

  @FieldResolver(() => [DuplicateEvent], { nullable: true, description: 'Everything that happened, in order.' })
  @Access('DATA_QUALITY')
  history(
    @Root() candidate: DuplicateRow,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object[]> {
    return findHistory(context, candidate.id, info);
  }

  @FieldResolver(() => [DuplicateMerge], { nullable: true, description: 'Its merges, the last one last.' })
  @Access('DATA_QUALITY')
  merges(
    @Root() candidate: DuplicateRow,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object[]> {
    return findMerges(context, candidate.id, info);
  }
}
