import type { GraphQLResolveInfo } from 'graphql';
import { GraphQLDate, GraphQLSafeInt } from 'graphql-scalars';
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
  listConnection,
  loadOne,
  requestedFieldsOn,
} from '../../../shared/subgraph';
import type { Connection, SubgraphContext } from '../../../shared/subgraph';
import { COMMUNITY_EVENTS, COMMUNITY_MACHINE, COMMUNITY_STATES } from './community';
import type { CommunityEvent, CommunityRow } from './community';

const CommunityStatusEnum = enumOf('CommunityActivityStatus', 'State of a community activity.', COMMUNITY_STATES);
const CommunityEventEnum = enumOf('CommunityActivityEventName', 'What can happen to an activity.', COMMUNITY_EVENTS);

@Key('id')
@GraphType('CommunityActivity', 'Community empowerment: an activity for a community, with its stages (pemberdayaan).')
export class CommunityActivity {
  @Field(() => ID)
  @Access('REFERENCE')
  id!: string;

  @Field(() => String)
  @Access('REFERENCE')
  community!: string;

  @Field(() => String)
  @Access('REFERENCE')
  title!: string;

  @Field(() => ID)
  @Access('REFERENCE')
  villageCode!: string;

  @Field(() => Boolean, { description: 'Komunitas Adat Terpencil: a remote indigenous community.' })
  @Access('REFERENCE')
  isIndigenous!: boolean;

  @Field(() => Int, { description: 'Households of the community.' })
  @Access('REFERENCE')
  households!: number;

  @Field(() => Int, { nullable: true, description: 'Households the activity reached, once it is completed.' })
  @Access('REFERENCE')
  householdsReached?: number;

  @Field(() => GraphQLSafeInt, { description: 'Whole rupiah.' })
  @Access('REFERENCE')
  budget!: number;

  @Field(() => [String], { description: 'Organisations that take part.' })
  @Access('REFERENCE')
  partners!: string[];

  @Field(() => CommunityStatusEnum)
  @Access('REFERENCE')
  status!: string;

  @Field(() => Int)
  @Access('REFERENCE')
  version!: number;

  @Field(() => GraphQLDate, { nullable: true })
  @Access('REFERENCE')
  startedOn?: string;

  @Field(() => GraphQLDate, { nullable: true })
  @Access('REFERENCE')
  completedOn?: string;
}

const projection: Projection = {
  columns: {
    id: 'a.id',
    community: 'a.community',
    title: 'a.title',
    villageCode: 'a.village_code',
    isIndigenous: 'a.is_indigenous',
    households: 'a.households',
    householdsReached: 'a.households_reached',
    budget: 'a.budget::float8',
    partners: 'a.partners',
    status: 'a.status',
    version: 'a.version',
    startedOn: 'a.started_on',
    completedOn: 'a.completed_on',
  },
  computed: { allowedEvents: ['status'] },
  always: ['id'],
};

const COMMUNITY_LIST: ListSource = {
  name: 'communityActivities',
  from: 'community_activity a',
  id: { column: 'a.id', type: 'uuid' },
  projection,
  filterable: {
    status: { column: 'a.status', type: 'text', group: 'REFERENCE' },
    region: { column: 'a.village_code', type: 'text', group: 'REFERENCE' },
  },
  sortable: { TITLE: { column: 'a.title', type: 'text', group: 'REFERENCE' } },
};

const byId: BatchSource = {
  from: 'community_activity a',
  key: { column: 'a.id', type: 'uuid', property: 'id' },
  projection,
};

/** The activity of an id; batched over the fetch. */
export function findCommunityActivity(
  context: SubgraphContext,
  id: string,
  info: GraphQLResolveInfo,
): Promise<CommunityRow | undefined> {
  return loadOne<CommunityRow>(context, 'CommunityActivity', byId, id, requestedFieldsOn(info, 'CommunityActivity'));
}

const CommunityStatusFilter = enumFilter(CommunityStatusEnum, 'CommunityActivityStatus');

@InputType()
class CommunityActivityListFilter {
  @Field(() => CommunityStatusFilter, { nullable: true })
  status?: object;

  @Field(() => RegionFilter, { nullable: true })
  region?: RegionFilter;
}

const CommunityActivitySort = { TITLE: 'TITLE' } as const;
registerEnumType(CommunityActivitySort, { name: 'CommunityActivitySort' });

@InputType()
class CommunityActivityOrder {
  @Field(() => CommunityActivitySort)
  field!: keyof typeof CommunityActivitySort;

  @Field(() => SortDirection, { defaultValue: 'ASC' })
  direction!: SortDirection;
}

@ArgsType()
class CommunityActivityListArgs extends PageArgs {
  @Field(() => CommunityActivityListFilter, { nullable: true })
  filter?: CommunityActivityListFilter;

  @Field(() => [CommunityActivityOrder], { nullable: true })
  orderBy?: CommunityActivityOrder[];
}

const CommunityActivityConnection = connectionOf('CommunityActivity', () => CommunityActivity);

@Resolver(() => CommunityActivity)
export class CommunityActivityResolver {
  @Query(() => CommunityActivity, { nullable: true, description: 'One activity by id.' })
  @Access('REFERENCE')
  communityActivity(
    @Arg('id', () => ID) id: string,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CommunityRow | undefined> {
    return findCommunityActivity(context, id, info);
  }

  @Query(() => CommunityActivityConnection, { description: 'Activities for communities.' })
  @Access('STRUCTURE')
  communityActivities(
    @Args(() => CommunityActivityListArgs) args: CommunityActivityListArgs,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<CommunityRow>> {
    const request = { ...args, filter: { ...args.filter } };
    return listConnection(context, COMMUNITY_LIST, context.scope('CommunityActivity'), request, info);
  }

  @FieldResolver(() => [CommunityEventEnum], { description: 'What your role may let happen now.' })
  @Access('REFERENCE')
  allowedEvents(@Root() { status }: CommunityRow, @Ctx() { viewer }: SubgraphContext): CommunityEvent[] {
    return allowedEvents(COMMUNITY_MACHINE, status, viewer.role);
  }
}
