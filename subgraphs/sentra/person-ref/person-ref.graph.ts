import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, Field, FieldResolver, ID, Info, Resolver, Root } from 'type-graphql';
import { Access, GraphType, Key, enumOf } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import type { CaseRow } from '../case/case';
import { ServiceCase } from '../case/case-type.graph';
import { findCasesOfPerson } from '../case/case.loader';
import type { DeviceRow } from '../device/device';
import { Device } from '../device/device-type.graph';
import { findDevicesOfPerson } from '../device/device.loader';
import type { NeedRow } from '../device-need/need';
import { DeviceNeed } from '../device-need/need-type.graph';
import { findNeedsOfPerson } from '../device-need/need.loader';
import { PLACEMENT_STATUSES } from '../placement/placement';
import type { PlacementStatus } from '../placement/placement';
import { findPlacementStatus } from '../placement/placement.loader';

const PlacementStatusEnum = enumOf('PlacementStatus', 'How far somebody is on the way to work.', PLACEMENT_STATUSES);

/** What this subgraph adds to a person. Descriptions are those of the owner: composition wants them alike. */
@Key('id')
@GraphType('Person', 'A person of the registry (individu).')
export class Person {
  @Field(() => ID, { description: 'Public id; the only key of a person that leaves the registry.' })
  @Access('PSEUDONYM')
  id!: string;
}

@Resolver(() => Person)
export class PersonResolver {
  @FieldResolver(() => PlacementStatusEnum, {
    nullable: true,
    description: 'How far the person is on the way to work, and no more.',
  })
  @Access('REFERRAL', { band: true })
  placementStatus(
    @Root() person: { id: string },
    @Ctx() context: SubgraphContext,
  ): Promise<PlacementStatus | undefined> {
    return findPlacementStatus(context, person.id);
  }

  @FieldResolver(() => [ServiceCase], {
    nullable: true,
    description: 'Cases of the person at centres of the ministry, as far as you may see them; oldest first.',
  })
  @Access('PPKS')
  serviceCases(
    @Root() person: { id: string },
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CaseRow[]> {
    return findCasesOfPerson(context, person.id, info);
  }

  @FieldResolver(() => [DeviceNeed], {
    nullable: true,
    description: 'Assistive devices the person needs or needed, as far as you may see; oldest first.',
  })
  @Access('DEVICE')
  deviceNeeds(
    @Root() person: { id: string },
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<NeedRow[]> {
    return findNeedsOfPerson(context, person.id, info);
  }

  @FieldResolver(() => [Device], {
    nullable: true,
    description: 'Assistive devices meant for the person or handed over, as far as you may see; oldest first.',
  })
  @Access('DEVICE')
  devices(
    @Root() person: { id: string },
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<DeviceRow[]> {
    return findDevicesOfPerson(context, person.id, info);
  }
}
