import { CodedError } from '../../../shared/errors';
import { RATE_DECIMALS, roundTo } from '../protection/ratio';
import { differenceInterval, ratioInterval } from './interval';
import type { Proportion } from './interval';
import type { Published, PublishedRow } from './publish';
import { writeCategory } from './request';
import type { ProtectedTable } from './table';

/** A category whose rates others are held against, as it is written in keys: NONE, 32, 2025-Q1. */
export interface Reference {
  readonly dimension: string;
  readonly category: string;
}

/** A rate held against that of the reference: by it and less it, each with where it lies with 95 % confidence. */
export interface Comparison {
  readonly ratio?: number;
  readonly ratioLow?: number;
  readonly ratioHigh?: number;
  readonly difference: number;
  readonly differenceLow: number;
  readonly differenceHigh: number;
}

/**
 * Holds the rates of a table against those of one category, everything else alike. It looks at published counts only, so that it
 * tells nothing the table does not.
 * @returns the comparison of a rate in a row; undefined of the reference itself, and where either is suppressed
 * @throws CodedError FILTER_INVALID for a dimension the table is not grouped by
 */
export function comparerOf(
  { request, rows }: ProtectedTable,
  { dimension, category }: Reference,
): (row: PublishedRow, measure: string) => Comparison | undefined {
  if (!request.by.includes(dimension))
    throw new CodedError('FILTER_INVALID', {
      reason: `the table is not grouped by ${dimension}, which rates are held against`,
    });
  const isReference = ({ key }: PublishedRow) => {
    const own = key[dimension];
    return own !== undefined && writeCategory(request, dimension, own) === category;
  };
  const besides = ({ level, key }: PublishedRow) =>
    JSON.stringify(level.map((name) => (name === dimension ? null : (key[name] ?? null))));
  const references = new Map(rows.filter(isReference).map((row) => [besides(row), row.values]));
  return (row, measure) => {
    if (!row.level.includes(dimension) || isReference(row)) return undefined;
    return compare(row.values[measure], references.get(besides(row))?.[measure]);
  };
}

function compare(one: Published | undefined, other: Published | undefined): Comparison | undefined {
  const [first, second] = [proportionOf(one), proportionOf(other)];
  const difference = first && second && differenceInterval(first, second);
  if (!difference || one?.value === undefined || other?.value === undefined) return undefined;
  const ratio = ratioInterval(first, second);
  const rounded = (value: number) => roundTo(value, RATE_DECIMALS);
  return {
    ...(ratio && {
      ratio: rounded(one.value / other.value),
      ratioLow: rounded(ratio.low),
      ratioHigh: rounded(ratio.high),
    }),
    difference: rounded(one.value - other.value),
    differenceLow: rounded(difference.low),
    differenceHigh: rounded(difference.high),
  };
}

function proportionOf(rate: Published | undefined): Proportion | undefined {
  const { numerator: reached, denominator: of } = rate ?? {};
  return reached === undefined || of === undefined ? undefined : { reached, of };
}
