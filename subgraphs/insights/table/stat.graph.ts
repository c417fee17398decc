import { GraphQLDate, GraphQLDateTime, GraphQLSafeInt } from 'graphql-scalars';
import { Field, Float, ID, InputType, Int } from 'type-graphql';
import { Access, GraphType, Key, enumOf } from '../../../shared/subgraph';
import { TIME_GRAINS } from '../cube/cube';
import type { TimeGrain } from '../cube/cube';
import { TOTALS } from './request';

/** What the tables of all cubes have in common. */

export const StatStatusEnum = enumOf('StatCellStatus', 'Whether a cell has a value.', {
  OK: 'Published.',
  SUPPRESSED: 'Not published. It may be empty: nothing tells the two apart.',
});
export const StatTotalsEnum = enumOf('StatTotals', 'Rows besides the finest.', TOTALS);
export const StatGrainEnum = enumOf(
  'StatGrain',
  'Length of a period.',
  Object.fromEntries(TIME_GRAINS.map((grain) => [grain, `A ${grain.toLowerCase()}.`])) as Record<TimeGrain, string>,
);

@GraphType('CountStat', 'A protected count.')
export class CountStat {
  @Field(() => Int, { nullable: true, description: 'Perturbed and rounded to five.' })
  @Access('STATISTICS')
  value?: number;

  @Field(() => StatStatusEnum)
  @Access('STATISTICS')
  status!: string;
}

@GraphType('AmountStat', 'A protected sum of amounts.')
export class AmountStat {
  @Field(() => GraphQLSafeInt, { nullable: true })
  @Access('STATISTICS')
  value?: number;

  @Field(() => StatStatusEnum)
  @Access('STATISTICS')
  status!: string;
}

@GraphType('NumberStat', 'A mean or quantile of protected values.')
export class NumberStat {
  @Field(() => Float, { nullable: true })
  @Access('STATISTICS')
  value?: number;

  @Field(() => StatStatusEnum)
  @Access('STATISTICS')
  status!: string;
}

@GraphType(
  'RateComparison',
  'A rate held against that of another category, everything else alike; out of protected counts.',
)
export class RateComparison {
  @Field(() => Float, { nullable: true, description: 'By the other rate; null where that may be zero.' })
  @Access('STATISTICS')
  ratio?: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Where the ratio lies with 95 % confidence (Donner and Zou 2012). Where it holds 1 nothing is shown.',
  })
  @Access('STATISTICS')
  ratioLow?: number;

  @Field(() => Float, { nullable: true, description: 'The upper end.' })
  @Access('STATISTICS')
  ratioHigh?: number;

  @Field(() => Float, { description: 'Less the other rate.' })
  @Access('STATISTICS')
  difference!: number;

  @Field(() => Float, {
    description: 'Where the difference lies with 95 % confidence (Newcombe 1998). Where it holds 0 nothing is shown.',
  })
  @Access('STATISTICS')
  differenceLow!: number;

  @Field(() => Float, { description: 'The upper end.' })
  @Access('STATISTICS')
  differenceHigh!: number;
}

@GraphType('RateStat', 'One protected count by another.')
export class RateStat {
  @Field(() => Float, { nullable: true, description: 'From 0 to 1.' })
  @Access('STATISTICS')
  value?: number;

  @Field(() => StatStatusEnum)
  @Access('STATISTICS')
  status!: string;

  @Field(() => Int, { nullable: true })
  @Access('STATISTICS')
  numerator?: number;

  @Field(() => Int, { nullable: true })
  @Access('STATISTICS')
  denominator?: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'Where the rate lies with 95 % confidence (Wilson 1927), out of the protected counts: noise is not in it.',
  })
  @Access('STATISTICS')
  low?: number;

  @Field(() => Float, { nullable: true, description: 'The upper end.' })
  @Access('STATISTICS')
  high?: number;

  @Field(() => RateComparison, {
    nullable: true,
    description: 'The rate held against that of the category `against` names; null of that category itself.',
  })
  @Access('STATISTICS')
  against?: RateComparison;
}

@GraphType('StatColumn', 'A column of the page: for charts, a tenth of the size of rows.')
export class StatColumn {
  @Field(() => String, { description: 'Of a dimension or measure.' })
  @Access('STATISTICS')
  name!: string;

  @Field(() => [String], { nullable: 'itemsAndList', description: 'Categories, of a dimension; null on total rows.' })
  @Access('STATISTICS')
  categories?: (string | null)[];

  @Field(() => [Float], { nullable: 'itemsAndList', description: 'Values, of a measure; null where suppressed.' })
  @Access('STATISTICS')
  values?: (number | null)[];
}

@GraphType('StatSnapshot', 'What the values were counted on.')
export class StatSnapshot {
  @Field(() => Int)
  @Access('STATISTICS')
  version!: number;

  @Field(() => GraphQLDate, { description: 'The day it shows.' })
  @Access('STATISTICS')
  asOf!: string;

  @Field(() => GraphQLDateTime)
  @Access('STATISTICS')
  builtAt!: string;

  @Field(() => Int, {
    nullable: true,
    description:
      'How far what it shows lay behind the records it is counted from when it was built, at most; null where something was still to come.',
  })
  @Access('STATISTICS')
  lagSeconds?: number | null;
}

@GraphType('StatProtection', 'How the values are protected.')
export class StatProtection {
  @Field(() => String, { description: 'Changes with every rule that could change a value.' })
  @Access('STATISTICS')
  policy!: string;

  @Field(() => Int, { description: 'Cells of fewer units are suppressed; of sensitive categories, of fewer than 20.' })
  @Access('STATISTICS')
  threshold!: number;

  @Field(() => Int)
  @Access('STATISTICS')
  rounding!: number;

  @Field(() => Int, { description: 'Cells missing from the rows, of all combinations of the categories in them.' })
  @Access('STATISTICS')
  suppressedCells!: number;

  @Field(() => Boolean, {
    description: 'Always false: totals are protected by themselves, so that parts need not add up to them.',
  })
  @Access('STATISTICS')
  isAdditive!: boolean;
}

@GraphType('StatPlan', 'What a table would take, without being made.')
export class StatPlan {
  @Field(() => Boolean)
  @Access('STATISTICS')
  isAllowed!: boolean;

  @Field(() => String, { nullable: true, description: 'The code it would be refused with.' })
  @Access('STATISTICS')
  refusal?: string;

  @Field(() => String, { nullable: true, description: 'The sentence that goes with it.' })
  @Access('STATISTICS')
  reason?: string;

  @Field(() => String, { nullable: true, description: 'The dimension to coarsen or leave out.' })
  @Access('STATISTICS')
  dimension?: string;

  @Field(() => Int, { description: 'Cells it could have by its categories: nothing of the data.' })
  @Access('STATISTICS')
  estimatedCells!: number;
}

@InputType('StatTime', { description: 'Whole periods; without from and to, all of time.' })
export class StatTime {
  @Field(() => String, { nullable: true, description: 'First month, as 2026-01.' })
  from?: string;

  @Field(() => String, { nullable: true, description: 'Last month, as 2026-12.' })
  to?: string;

  @Field(() => StatGrainEnum, { defaultValue: 'MONTH' })
  grain!: TimeGrain;
}

@Key('code')
@GraphType('Program', 'A program of the ministry (program bantuan atau pemberdayaan).')
export class Program {
  @Field(() => ID, { description: 'For instance PKH, SEMBAKO, PROKUS, KUBE, PENA.' })
  @Access('REFERENCE')
  code!: string;
}

@Key('code')
@GraphType('Region', 'A place of the Kemendagri code list (Kemendagri codes, not BPS codes; they differ).')
export class Region {
  @Field(() => ID, { description: '2, 4, 6 or 10 digits without dots.' })
  @Access('REFERENCE')
  code!: string;
}

@Key('id', { resolvable: false })
@GraphType('Centre', 'A rehabilitation centre of the ministry (Sentra, Sentra Terpadu; UPT of Rehabilitasi Sosial).')
export class Centre {
  @Field(() => ID, { description: 'For instance S-001; accounts of its officers carry it.' })
  @Access('REFERENCE')
  id!: string;
}
