import { GraphQLDate } from 'graphql-scalars';
import { Arg, Ctx, Field, Float, Int, Query, Resolver, registerEnumType } from 'type-graphql';
import { Access, GraphType, enumOf } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import { FAIRNESS_BANDS, FAIRNESS_GROUPS, FAIRNESS_MEASURES, protect, readQuarters } from './fairness';
import type { FairnessRow as Row } from './fairness';
import { countFairness } from './fairness.loader';

const Measure = enumOf('FairnessMeasure', 'What is compared.', FAIRNESS_MEASURES);
const Band = enumOf('FairnessBand', 'How well people are qualified, in three bands.', FAIRNESS_BANDS);
const Group = Object.fromEntries(FAIRNESS_GROUPS.map((group) => [group, group]));
registerEnumType(Group, { name: 'FairnessGroup', description: 'Ragam disabilitas (UU 8/2016 pasal 4), or none.' });

@GraphType('FairnessRow', 'One group of equally qualified people, and how many of them were referred, or placed.')
export class FairnessRow {
  @Field(() => Measure)
  @Access('STATISTICS')
  measure!: string;

  @Field(() => Band)
  @Access('STATISTICS')
  band!: string;

  @Field(() => Group)
  @Access('STATISTICS')
  disability!: string;

  @Field(() => String, { nullable: true, description: 'MALE or FEMALE; null where both are counted.' })
  @Access('STATISTICS')
  sex?: string;

  @Field(() => Int, { description: 'Rounded to five.' })
  @Access('STATISTICS')
  people!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Rounded to five; null below ten, where fewer than ten are left, and where the other sex is null.',
  })
  @Access('STATISTICS')
  reached?: number;

  @Field(() => Float, { nullable: true, description: 'From 0 to 1, of the rounded counts.' })
  @Access('STATISTICS')
  rate?: number;

  @Field(() => Float, { description: 'Lower end of the 95 % interval (Wilson), or a bound where no rate is told.' })
  @Access('STATISTICS')
  low!: number;

  @Field(() => Float, { description: 'Upper end of the 95 % interval (Wilson), or a bound where no rate is told.' })
  @Access('STATISTICS')
  high!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'The rate beside that of people without a disability in the same band, and of the same sex.',
  })
  @Access('STATISTICS')
  ratio?: number;

  @Field(() => Boolean, { description: 'Whether a figure here is null because it would tell of fewer than ten.' })
  @Access('STATISTICS')
  suppressed!: boolean;
}

@Resolver(() => FairnessRow)
export class FairnessResolver {
  @Query(() => [FairnessRow], {
    description:
      'Whether referral and placement are fair: their rates by ragam disabilitas among equally qualified people, in the whole ' +
      'country; by sex too. Groups of fewer than ten are left out, with those of the other sex.',
  })
  @Access('STATISTICS', { roles: ['SUPERVISOR', 'PROGRAM_MANAGER', 'ANALYST', 'DPO'] })
  async referralFairness(
    @Arg('from', () => GraphQLDate, { description: 'First day of a quarter.' }) from: Date,
    @Arg('to', () => GraphQLDate, { description: 'Last day of a quarter that is over.' }) to: Date,
    @Ctx() context: SubgraphContext,
  ): Promise<Row[]> {
    return protect(await countFairness(context, readQuarters(from, to)));
  }
}
