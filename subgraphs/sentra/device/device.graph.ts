import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import { allowedEvents } from '../../../shared/machine';
import { Access, connectionOf, findHistoryOf, listConnection, requestedFields } from '../../../shared/subgraph';
import type { Connection, HistoryRow, SubgraphContext } from '../../../shared/subgraph';
import { Centre } from '../centre/centre.graph';
import type { CentreRow } from '../centre/centre';
import { findCentre } from '../centre/centre.loader';
import { DeviceNeed } from '../device-need/need-type.graph';
import type { NeedRow } from '../device-need/need';
import { findNeed } from '../device-need/need.loader';
import { DeviceTeam } from '../device-team/team.graph';
import type { TeamRow } from '../device-team/team.loader';
import { findTeam } from '../device-team/team.loader';
import { Person } from '../person-ref/person-ref.graph';
import { Region } from '../region/region.graph';
import { DEVICE_MACHINE } from './device';
import type { DeviceEvent, DeviceRow } from './device';
import { DEVICE_WORDS, DeviceListArgs } from './device-args.graph';
import { Device } from './device-type.graph';
import { DEVICE_LIST, findDevice } from './device.loader';

const DeviceConnection = connectionOf('Device', () => Device);

@Resolver(() => Device)
export class DeviceResolver {
  @Query(() => Device, { nullable: true, description: 'One device by id; null also for one you may not see.' })
  @Access('STRUCTURE')
  device(
    @Arg('id', () => ID) id: string,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<DeviceRow | undefined> {
    return findDevice(context, id, info);
  }

  @Query(() => DeviceConnection, { description: 'Assistive devices you may see.' })
  @Access('STRUCTURE')
  devices(
    @Args(() => DeviceListArgs) args: DeviceListArgs,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<DeviceRow>> {
    const request = { ...args, filter: { ...args.filter } };
    return listConnection(context, DEVICE_LIST, context.scope('Device'), request, info);
  }

  @FieldResolver(() => Centre, { nullable: true, description: 'The centre that makes it.' })
  @Access('DEVICE')
  centre(
    @Root() { centreId }: DeviceRow,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CentreRow | undefined> {
    return findCentre(context, centreId, requestedFields(info));
  }

  @FieldResolver(() => Region, { nullable: true, description: 'Where the person lives; before, where the centre is.' })
  @Access('DEVICE')
  place(@Root() { regionCode }: DeviceRow): Region {
    return { code: regionCode };
  }

  @FieldResolver(() => DeviceTeam, { nullable: true, description: 'The team that assembled it.' })
  @Access('DEVICE')
  assembledBy(
    @Root() { assembledByTeamId }: DeviceRow,
    @Ctx() context: SubgraphContext,
  ): Promise<TeamRow | undefined> | null {
    return assembledByTeamId === null ? null : findTeam(context, assembledByTeamId);
  }

  @FieldResolver(() => Person, { nullable: true, description: 'For whom it is; null while it is for nobody.' })
  @Access('PSEUDONYM')
  person(@Root() { personId }: DeviceRow): { id: string } | null {
    return personId === null ? null : { id: personId };
  }

  @FieldResolver(() => DeviceNeed, { nullable: true, description: 'The need it is to meet, or met.' })
  @Access('DEVICE')
  need(
    @Root() { needId }: DeviceRow,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<NeedRow | undefined> | null {
    return needId === null ? null : findNeed(context, needId, info);
  }

  @FieldResolver(() => [DEVICE_WORDS.Event], { nullable: true, description: 'What your role may let happen now.' })
  @Access('DEVICE')
  allowedEvents(@Root() { status }: DeviceRow, @Ctx() { viewer }: SubgraphContext): DeviceEvent[] {
    return allowedEvents(DEVICE_MACHINE, status, viewer.role);
  }

  @FieldResolver(() => [DEVICE_WORDS.History], { nullable: true, description: 'What happened to it, oldest first.' })
  @Access('ASSESSMENT')
  history(@Root() { id, personId }: DeviceRow, @Ctx() context: SubgraphContext): Promise<HistoryRow[]> {
    return findHistoryOf(context, DEVICE_MACHINE, id, { personId });
  }
}
