import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Field, FieldResolver, ID, Info, InputType, Int, Mutation, Resolver, Root } from 'type-graphql';
import { Access, GraphType, requestedFields } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import { Centre } from '../centre/centre.graph';
import type { CentreRow } from '../centre/centre';
import { findCentre } from '../centre/centre.loader';
import { toldCount } from '../told';
import { findTeamsOf, recordTeam } from './team.loader';
import type { TeamRow } from './team.loader';

@GraphType(
  'DeviceTeam',
  'A team of disabled makers at a centre that assembles devices (tim perakit). It counts, and names nobody.',
)
export class DeviceTeam {
  @Field(() => ID)
  @Access('REFERENCE')
  id!: string;

  @Field(() => String, { description: 'What the centre calls the team; no name of a person.' })
  @Access('REFERENCE')
  name!: string;
}

@InputType({ description: 'A team of your centre.' })
class DeviceTeamInput {
  @Field(() => String, {
    description: 'What you call the team; write no name of a person. Said again, it is corrected.',
  })
  name!: string;

  @Field(() => Int, { description: 'Perakit penyandang disabilitas: how many they are.' })
  assemblers!: number;

  @Field(() => String, { description: 'A key of your own for this request: repeating it cannot do anything twice.' })
  clientKey!: string;
}

@Resolver(() => DeviceTeam)
export class TeamResolver {
  @FieldResolver(() => Int, {
    nullable: true,
    description: 'Perakit penyandang disabilitas; from 1 to 9 told to the officers of the centre only.',
  })
  @Access('REFERENCE')
  assemblers(@Root() { centreId, assemblers }: TeamRow, @Ctx() { viewer }: SubgraphContext): number | null {
    return toldCount(viewer.role === 'SENTRA_OFFICER' && viewer.sentraId === centreId, assemblers);
  }

  @Mutation(() => Centre, { nullable: true, description: 'Records a team that assembles devices.' })
  @Access('STRUCTURE', { roles: ['SENTRA_OFFICER'] })
  async recordDeviceTeam(
    @Arg('input', () => DeviceTeamInput) input: DeviceTeamInput,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CentreRow | undefined> {
    return findCentre(context, await recordTeam(context, input), requestedFields(info));
  }
}

@Resolver(() => Centre)
export class TeamsOfCentreResolver {
  @FieldResolver(() => [DeviceTeam], { description: 'Tim perakit alat bantu, by name.' })
  @Access('REFERENCE')
  deviceTeams(@Root() { id }: CentreRow, @Ctx() context: SubgraphContext): Promise<TeamRow[]> {
    return findTeamsOf(context, id);
  }
}
