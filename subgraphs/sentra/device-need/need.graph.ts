import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import { allowedEvents } from '../../../shared/machine';
import { Access, connectionOf, findHistoryOf, listConnection, requestedFields } from '../../../shared/subgraph';
import type { Connection, HistoryRow, SubgraphContext } from '../../../shared/subgraph';
import { Centre } from '../centre/centre.graph';
import type { CentreRow } from '../centre/centre';
import { findCentre } from '../centre/centre.loader';
import type { DeviceRow } from '../device/device';
import { Device } from '../device/device-type.graph';
import { findDevicesOfNeed } from '../device/device.loader';
import { Person } from '../person-ref/person-ref.graph';
import { Region } from '../region/region.graph';
import { NEED_MACHINE } from './need';
import type { NeedEvent, NeedRow } from './need';
import { DeviceNeedListArgs, NEED_WORDS } from './need-args.graph';
import { DeviceNeed } from './need-type.graph';
import { NEED_LIST, findNeed } from './need.loader';

const DeviceNeedConnection = connectionOf('DeviceNeed', () => DeviceNeed);

@Resolver(() => DeviceNeed)
export class NeedResolver {
  @Query(() => DeviceNeed, { nullable: true, description: 'One need by id; null also for one you may not see.' })
  @Access('STRUCTURE')
  deviceNeed(
    @Arg('id', () => ID) id: string,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<NeedRow | undefined> {
    return findNeed(context, id, info);
  }

  @Query(() => DeviceNeedConnection, { description: 'Needs of assistive devices you may see (daftar tunggu).' })
  @Access('STRUCTURE')
  deviceNeeds(
    @Args(() => DeviceNeedListArgs) args: DeviceNeedListArgs,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<NeedRow>> {
    const request = { ...args, filter: { ...args.filter } };
    return listConnection(context, NEED_LIST, context.scope('DeviceNeed'), request, info);
  }

  @FieldResolver(() => Centre, { nullable: true, description: 'The centre that is to meet it.' })
  @Access('DEVICE')
  centre(
    @Root() { centreId }: NeedRow,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CentreRow | undefined> {
    return findCentre(context, centreId, requestedFields(info));
  }

  @FieldResolver(() => Region, { nullable: true, description: 'Where the person lives.' })
  @Access('DEVICE')
  place(@Root() { regionCode }: NeedRow): Region {
    return { code: regionCode };
  }

  @FieldResolver(() => Person, { nullable: true })
  @Access('PSEUDONYM')
  person(@Root() { personId }: NeedRow): { id: string } {
    return { id: personId };
  }

  @FieldResolver(() => [Device], { nullable: true, description: 'Devices that are to meet it or did, oldest first.' })
  @Access('DEVICE')
  devices(
    @Root() { id }: NeedRow,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<DeviceRow[]> {
    return findDevicesOfNeed(context, id, info);
  }

  @FieldResolver(() => [NEED_WORDS.Event], { nullable: true, description: 'What your role may let happen now.' })
  @Access('DEVICE')
  allowedEvents(@Root() { status }: NeedRow, @Ctx() { viewer }: SubgraphContext): NeedEvent[] {
    return allowedEvents(NEED_MACHINE, status, viewer.role);
  }

  @FieldResolver(() => [NEED_WORDS.History], { nullable: true, description: 'What happened to it, oldest first.' })
  @Access('DEVICE')
  history(@Root() { id, personId }: NeedRow, @Ctx() context: SubgraphContext): Promise<HistoryRow[]> {
    return findHistoryOf(context, NEED_MACHINE, id, { personId });
  }
}
