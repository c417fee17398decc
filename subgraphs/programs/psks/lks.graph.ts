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
import type { BatchSource, ListSource, Projection } from '../../../shared/database';
import { allowedEvents, TODAY } from '../../../shared/machine';
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
  listConnection,
  loadOne,
  requestedFieldsOn,
} from '../../../shared/subgraph';
import type { Connection, SubgraphContext } from '../../../shared/subgraph';
import { ACCREDITATIONS, LKS_EVENTS, LKS_MACHINE, LKS_STATES } from './lks';
import type { LksEvent, LksRow } from './lks';

export const AccreditationEnum = enumOf('Accreditation', 'Grade of an institution.', ACCREDITATIONS);
const LksStatusEnum = enumOf('LksStatus', 'State of an institution’s accreditation.', LKS_STATES);
const LksEventEnum = enumOf('LksEventName', 'What can happen to an accreditation.', LKS_EVENTS);

@Key('id')
@GraphType('Lks', 'A welfare institution (lembaga kesejahteraan sosial) and its accreditation.')
export class Lks {
  @Field(() => ID)
  @Access('REFERENCE')
  id!: string;

  @Field(() => String)
  @Access('REFERENCE')
  name!: string;

  @Field(() => ID, { description: 'Village of its seat.' })
  @Access('REFERENCE')
  regionCode!: string;

  @Field(() => Boolean, { description: 'Berbadan hukum.' })
  @Access('REFERENCE')
  isLegalEntity!: boolean;

  @Field(() => LksStatusEnum)
  @Access('REFERENCE')
  status!: string;

  @Field(() => Int)
  @Access('REFERENCE')
  version!: number;

  @Field(() => Int, { nullable: true, description: 'Score of the last assessment, 0 to 100.' })
  @Access('REFERENCE')
  score?: number;

  @Field(() => AccreditationEnum, { description: 'The grade in force today; NONE once its last day is over.' })
  @Access('REFERENCE')
  accreditation!: string;

  @Field(() => GraphQLDate, { nullable: true })
  @Access('REFERENCE')
  accreditedOn?: string;

  @Field(() => GraphQLDate, { nullable: true, description: 'Last day of the accreditation.' })
  @Access('REFERENCE')
  accreditedUntil?: string;
}

const IN_FORCE = `CASE WHEN l.accredited_until < ${TODAY} THEN 'NONE' ELSE l.accreditation END`;

const projection: Projection = {
  columns: {
    id: 'l.id',
    name: 'l.name',
    regionCode: 'l.region_code',
    isLegalEntity: 'l.is_legal_entity',
    status: 'l.status',
    version: 'l.version',
    score: 'l.score',
    accreditation: IN_FORCE,
    accreditedOn: 'l.accredited_on',
    accreditedUntil: 'l.accredited_until',
  },
  computed: { allowedEvents: ['status'] },
  always: ['id'],
};

const LKS_LIST: ListSource = {
  name: 'lksList',
  from: 'lks l',
  id: { column: 'l.id', type: 'uuid' },
  projection,
  filterable: {
    status: { column: 'l.status', type: 'text', group: 'REFERENCE' },
    accreditation: { column: IN_FORCE, type: 'text', group: 'REFERENCE' },
    region: { column: 'l.region_code', type: 'text', group: 'REFERENCE' },
  },
  sortable: { NAME: { column: 'l.name', type: 'text', group: 'REFERENCE' } },
};

const byId: BatchSource = { from: 'lks l', key: { column: 'l.id', type: 'uuid', property: 'id' }, projection };

/** The institution of an id; batched over the fetch. */
export function findLks(context: SubgraphContext, id: string, info: GraphQLResolveInfo): Promise<LksRow | undefined> {
  return loadOne<LksRow>(context, 'Lks', byId, id, requestedFieldsOn(info, 'Lks'));
}

const LksStatusFilter = enumFilter(LksStatusEnum, 'LksStatus');
const AccreditationFilter = enumFilter(AccreditationEnum, 'Accreditation');

@InputType()
class LksListFilter {
  @Field(() => LksStatusFilter, { nullable: true })
  status?: object;

  @Field(() => AccreditationFilter, { nullable: true })
  accreditation?: object;

  @Field(() => RegionFilter, { nullable: true })
  region?: RegionFilter;
}

const LksSort = { NAME: 'NAME' } as const;
registerEnumType(LksSort, { name: 'LksSort' });

@InputType()
class LksOrder {
  @Field(() => LksSort)
  field!: keyof typeof LksSort;

  @Field(() => SortDirection, { defaultValue: 'ASC' })
  direction!: SortDirection;
}

@ArgsType()
class LksListArgs extends PageArgs {
  @Field(() => LksListFilter, { nullable: true })
  filter?: LksListFilter;

  @Field(() => [LksOrder], { nullable: true })
  orderBy?: LksOrder[];
}

const LksConnection = connectionOf('Lks', () => Lks);

@Resolver(() => Lks)
export class LksResolver {
  @Query(() => Lks, { nullable: true, description: 'One institution by id.' })
  @Access('REFERENCE')
  lks(
    @Arg('id', () => ID) id: string,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<LksRow | undefined> {
    return findLks(context, id, info);
  }

  @Query(() => LksConnection, { description: 'Welfare institutions.' })
  @Access('STRUCTURE')
  lksList(
    @Args(() => LksListArgs) args: LksListArgs,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<LksRow>> {
    return listConnection(context, LKS_LIST, context.scope('Lks'), { ...args, filter: { ...args.filter } }, info);
  }

  @FieldResolver(() => [LksEventEnum], { description: 'What your role may let happen now.' })
  @Access('REFERENCE')
  allowedEvents(@Root() { status }: LksRow, @Ctx() { viewer }: SubgraphContext): LksEvent[] {
    return allowedEvents(LKS_MACHINE, status, viewer.role);
  }
}
