import type { Role } from '../../../shared/viewer';

/**
 * What a cube is: a flat table of the snapshot, one row for each protected unit (or several), with the dimensions it can be
 * grouped by and the measures it can be asked for. Everything an analyst sees of a cube (arguments, types, catalogue, data
 * dictionary) is made from this, and so are its table in the snapshot and its rollups.
 */

/** Text in both languages of the ministry's analysts. */
export interface Title {
  readonly en: string;
  readonly id: string;
}

/** Whom suppression and noise protect: each of them has one record key. */
export const UNIT_KINDS = {
  PERSON: 'A person.',
  FAMILY: 'A family (KK).',
  GROUP: 'A business group (KUBE).',
  EMPLOYER: 'An employer.',
} as const;
export type UnitKind = keyof typeof UNIT_KINDS;

/**
 * What the categories of a dimension are:
 * CODES a closed list, REGION codes of a level of the region tree, PROGRAM codes of programs, CENTRE ids of centres, NUMBER
 * whole numbers, TEXT codes of an open list.
 */
export type DimensionKind = 'CODES' | 'REGION' | 'PROGRAM' | 'CENTRE' | 'NUMBER' | 'TEXT';

/** Something a table can be grouped and filtered by: published categories only. */
export interface Dimension {
  /** In the graph, for instance PROVINCE; the field of a row's key is its camel case. */
  readonly name: string;
  /** Column of the cube's table: text, or smallint for NUMBER; never null (what is not known is UNKNOWN, or 0). */
  readonly column: string;
  readonly kind: DimensionKind;
  readonly title: Title;
  /** UNIT: a unit is in one category. ROW: it may be in several, one for each of its rows. */
  readonly of: 'UNIT' | 'ROW';
  /** The categories of CODES, each with its meaning; the code UNKNOWN is understood. */
  readonly categories?: Readonly<Record<string, string>>;
  /** The dimension whose categories hold whole categories of this one: REGENCY has PROVINCE. */
  readonly parent?: string;
  /** The category of the parent each of these lies in; not needed of places, whose codes say it. */
  readonly within?: Readonly<Record<string, string>>;
  /** Names of dimensions it is never put together with: a category would be of a single officer there. */
  readonly apartFrom?: readonly string[];
  /** Categories that stigmatise or endanger: cells of fewer than 20 are suppressed (DOMAIN 6.3). */
  readonly sensitive?: readonly string[] | 'ALL';
}

interface Described {
  /** In the graph, for instance PLACED; the field of a row is its camel case. */
  readonly name: string;
  readonly title: Title;
  /** What exactly is counted, so that two analysts mean the same. */
  readonly definition: string;
}

/** How many units have a row for which the flag holds. */
export interface CountMeasure extends Described {
  readonly kind: 'COUNT';
  /** Boolean column; none: every row. */
  readonly flag?: string;
}

/** A sum of non-negative amounts of the units a count is of. */
export interface SumMeasure extends Described {
  readonly kind: 'SUM';
  /** Column of whole numbers, 0 where the count's flag does not hold. */
  readonly amount: string;
  /** Name of the count it is a magnitude of: suppressed with it. */
  readonly of: string;
  /** For instance IDR. */
  readonly unit: string;
}

/** One protected count by another. */
export interface RateMeasure extends Described {
  readonly kind: 'RATE';
  readonly numerator: string;
  readonly denominator: string;
}

/** A protected sum by its protected count, or by another protected sum. */
export interface MeanMeasure extends Described {
  readonly kind: 'MEAN';
  readonly sum: string;
  readonly by: string;
  readonly unit: string;
}

/** A quantile out of the protected counts of bands; the exact values never leave the projector. */
export interface QuantileMeasure extends Described {
  readonly kind: 'QUANTILE';
  /** 0.5 for P50. */
  readonly share: number;
  /** Column of the band's number, 0 for the first; -1 where there is no value. */
  readonly band: string;
  /** Lower bounds of the bands and the upper bound of the last. */
  readonly edges: readonly number[];
  /** For instance DAYS. */
  readonly unit: string;
}

export type Measure = CountMeasure | SumMeasure | RateMeasure | MeanMeasure | QuantileMeasure;

/** The months a row belongs to: three columns of the table, `<column>_month` 202601, `_quarter` 20261, `_year` 2026; 0: none. */
export interface TimeAxis {
  readonly column: string;
  readonly title: Title;
  readonly of: 'UNIT' | 'ROW';
}

export interface Cube {
  /** Lower camel case, for instance `enrolments`; the query is `enrolmentsStats`, the table `cube_enrolments`. */
  readonly name: string;
  readonly title: Title;
  readonly description: string;
  readonly unit: UnitKind;
  /**
   * ONE: each unit has one row, so that counts of cells add up. MANY: a unit has one row for each combination of `within`
   * (names of dimensions, PERIOD for the month of the time axis), and counts of units add up only inside of one.
   */
  readonly rows: 'ONE' | { readonly within: readonly string[] };
  readonly dimensions: readonly Dimension[];
  readonly measures: readonly Measure[];
  readonly time?: TimeAxis;
  /** Column of the employer's unit id: cells also need three employers, and sums the p% rule. */
  readonly employer?: string;
  /** The only roles that may ask; none named: whoever may compose tables. */
  readonly roles?: readonly Role[];
  /** Sets of dimensions that are asked together and kept summed up, beside all of them. */
  readonly rollups?: readonly (readonly string[])[];
  /**
   * The query over the star schema that gives the table: `unit uuid`, `rkey` and `mkey` smallint, the columns of dimensions,
   * measures and time, and no others.
   * @param asOf the day of the snapshot, as an SQL date literal
   */
  readonly source: (asOf: string) => string;
}

/** The measures of some names. */
export function measuresOf(cube: Cube, names: readonly string[]): Measure[] {
  return cube.measures.filter(({ name }) => names.includes(name));
}

/** Column names of a cube's table, with their SQL types. */
export function columnsOf(cube: Cube): { readonly name: string; readonly type: string }[] {
  const measures = cube.measures.flatMap((measure): { name: string; type: string }[] => {
    if (measure.kind === 'COUNT') return measure.flag === undefined ? [] : [{ name: measure.flag, type: 'boolean' }];
    if (measure.kind === 'SUM') return [{ name: measure.amount, type: 'bigint' }];
    return measure.kind === 'QUANTILE' ? [{ name: measure.band, type: 'smallint' }] : [];
  });
  const columns = [
    { name: 'unit', type: 'uuid' },
    { name: 'rkey', type: 'smallint' },
    { name: 'mkey', type: 'smallint' },
    ...(cube.employer === undefined ? [] : [{ name: cube.employer, type: 'uuid' }]),
    ...cube.dimensions.map(({ column, kind }) => ({ name: column, type: kind === 'NUMBER' ? 'smallint' : 'text' })),
    ...(cube.time ? TIME_GRAINS.map((grain) => ({ name: timeColumn(cube.time, grain), type: 'integer' })) : []),
    ...measures,
  ];
  return [...new Map(columns.map((column) => [column.name, column])).values()];
}

export const TIME_GRAINS = ['MONTH', 'QUARTER', 'YEAR'] as const;
export type TimeGrain = (typeof TIME_GRAINS)[number];

/** The column that holds the period of a grain. */
export function timeColumn(time: TimeAxis | undefined, grain: TimeGrain): string {
  return `${time?.column ?? ''}_${grain.toLowerCase()}`;
}

/** The three columns of a time axis out of an SQL date, 0 where it is null. */
export function timeColumns(column: string, date: string): string {
  const part = (name: string) => `extract(${name} FROM ${date})::int`;
  return `coalesce(${part('year')} * 100 + ${part('month')}, 0) AS ${column}_month,
    coalesce(${part('year')} * 10 + ${part('quarter')}, 0) AS ${column}_quarter,
    coalesce(${part('year')}, 0) AS ${column}_year`;
}

/** The number of the band a value lies in, as SQL; -1 for null. Values beyond the last edge lie in the last band. */
export function bandOf(value: string, edges: readonly number[]): string {
  const inner = edges.slice(1, -1);
  return `coalesce(width_bucket((${value})::numeric, ARRAY[${inner.join(', ')}]::numeric[]), -1)`;
}
