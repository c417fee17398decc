import { GraphQLSafeInt } from 'graphql-scalars';
import { Arg, Ctx, Field, ID, InputType, Int, Query, Resolver } from 'type-graphql';
import { Access, GraphType } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import { deskOf } from '../table/desk';
import { StatSnapshot } from '../table/stat.graph';
import { simulatePkh } from './pkh-table';

@InputType('PkhRateInput', { description: 'Another amount for one component.' })
export class PkhRateInput {
  @Field(() => String, { description: 'For instance ANAK_SD.' })
  component!: string;

  @Field(() => GraphQLSafeInt, { description: 'Whole rupiah a year and person.' })
  amount!: number;
}

@InputType('PkhProposalInput', { description: 'What somebody proposes; what is left out stays as it is in force.' })
export class PkhProposalInput {
  @Field(() => [PkhRateInput], { nullable: true })
  rates?: PkhRateInput[] | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many components of a family are paid in all, the highest first.',
  })
  cap?: number | null;
}

@GraphType('PkhComponentCost', 'What is paid for one component, out of protected counts.')
export class PkhComponentCost {
  @Field(() => String)
  @Access('STATISTICS')
  component!: string;

  @Field(() => Int)
  @Access('STATISTICS')
  persons!: number;

  @Field(() => GraphQLSafeInt, { description: 'Whole rupiah.' })
  @Access('STATISTICS')
  perYear!: number;
}

@GraphType('PkhCost', 'What the families of published profiles cost under a tariff.')
export class PkhCost {
  @Field(() => GraphQLSafeInt, { description: 'Whole rupiah.' })
  @Access('STATISTICS')
  perYear!: number;

  @Field(() => GraphQLSafeInt, { description: 'A quarter of it: there are four stages a year.' })
  @Access('STATISTICS')
  perStage!: number;

  @Field(() => Int, { description: 'Families that are paid anything.' })
  @Access('STATISTICS')
  families!: number;

  @Field(() => [PkhComponentCost])
  @Access('STATISTICS')
  components!: PkhComponentCost[];
}

@GraphType(
  'PkhSimulation',
  'What PKH would cost under a proposal (simulasi tarif PKH), worked out of a protected table.',
)
export class PkhSimulation {
  @Field(() => ID, { description: 'The table it is worked out of: families by the components they carry.' })
  @Access('STATISTICS')
  tableId!: string;

  @Field(() => StatSnapshot)
  @Access('STATISTICS')
  snapshot!: StatSnapshot;

  @Field(() => PkhCost, { description: 'Under what is in force on the day of the snapshot.' })
  @Access('STATISTICS')
  current!: PkhCost;

  @Field(() => PkhCost)
  @Access('STATISTICS')
  proposed!: PkhCost;

  @Field(() => GraphQLSafeInt, { description: 'Rupiah a year more; negative: less.' })
  @Access('STATISTICS')
  difference!: number;

  @Field(() => Int, { description: 'Families of published profiles that get more.' })
  @Access('STATISTICS')
  gaining!: number;

  @Field(() => Int)
  @Access('STATISTICS')
  losing!: number;

  @Field(() => Int)
  @Access('STATISTICS')
  unchanged!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Families of profiles that too few have to be published: nothing above is about them.',
  })
  @Access('STATISTICS')
  leftOut?: number;
}

@Resolver()
export class PkhSimulationResolver {
  @Query(() => PkhSimulation, {
    nullable: true,
    description: 'What PKH would cost under other rates or another cap. The table it is worked out of is written down.',
  })
  @Access('ANALYSIS')
  async simulatePkhCost(
    @Arg('tariff', () => PkhProposalInput) proposal: PkhProposalInput,
    @Ctx() { tools, viewer }: SubgraphContext,
  ): Promise<PkhSimulation> {
    const { table, current, proposed, leftOut, ...change } = await simulatePkh(
      deskOf(tools),
      tools.database,
      viewer,
      proposal,
    );
    return {
      tableId: table.id,
      snapshot: table.snapshot,
      current: costOf(current),
      proposed: costOf(proposed),
      ...change,
      ...(leftOut !== undefined && { leftOut }),
    };
  }
}

function costOf({ components, ...cost }: Awaited<ReturnType<typeof simulatePkh>>['current']): PkhCost {
  return { ...cost, components: [...components] };
}
