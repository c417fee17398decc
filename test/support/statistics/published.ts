import { measuresOf } from '../../../subgraphs/insights/cube/cube';
import type { Measure, QuantileMeasure } from '../../../subgraphs/insights/cube/cube';
import type { TableRequest } from '../../../subgraphs/insights/table/request';
import { MIN_EMPLOYERS } from '../../../subgraphs/insights/protection/dominance';
import { camel } from '../../../subgraphs/insights/table/words';
import { thresholdOf } from './true-cells';
import type { TrueCell } from './true-cells';

/** How far noise and rounding take a count. */
const COUNT_NOISE = 6;
/** Shares of the largest two contributions by which a sum may be moved (`protection/magnitude.ts`). */
const SUM_NOISE = [0.4, 0.1] as const;

/** A value as the graph gives it. */
interface Stat {
  readonly value: number | null;
  readonly numerator?: number | null;
  readonly denominator?: number | null;
}

/** A row as the graph gives it: its key, its level, and a value by each measure's field. */
export type AnswerRow = Readonly<Record<string, unknown>> & {
  readonly key: Readonly<Record<string, unknown>>;
  readonly level: readonly string[];
};

export interface Checked {
  /** Values that should not be there, each with why. */
  readonly wrong: readonly string[];
  readonly published: number;
}

/** How much of a table is published: counts of finest cells above zero, and those of them that have a value. */
export interface Coverage {
  readonly inhabited: number;
  readonly published: number;
}

/** How many of the counts that are not zero are published. */
export function coverageOf(request: TableRequest, rows: readonly AnswerRow[], cells: readonly TrueCell[]): Coverage {
  const counts = measuresOf(request.cube, request.measures).filter(({ kind }) => kind === 'COUNT');
  const inhabited = cells.flatMap(({ counts: found }) => counts.filter(({ name }) => (found[name]?.n ?? 0) > 0));
  const published = rows
    .filter(({ level }) => level.length === request.by.length)
    .flatMap((row) => counts.filter(({ name }) => typeof (row[camel(name)] as Stat | undefined)?.value === 'number'));
  return { inhabited: inhabited.length, published: published.length };
}

/**
 * Looks at every published value of an answer.
 * @param cells those of the request before protection, of every level
 */
export function checkPublished(request: TableRequest, rows: readonly AnswerRow[], cells: readonly TrueCell[]): Checked {
  const known = new Map(cells.map((cell) => [textOf(request, cell.key), cell]));
  const wrong: string[] = [];
  let published = 0;
  for (const row of rows) {
    const key = textOf(request, answeredKey(row));
    const cell = known.get(key);
    if (!cell) {
      wrong.push(`${key}: nobody is there`);
      continue;
    }
    for (const measure of measuresOf(request.cube, request.measures)) {
      const stat = row[camel(measure.name)] as Stat | undefined;
      if (typeof stat?.value !== 'number') continue;
      published += 1;
      const fault = faultOf(request, measure, { ...stat, value: stat.value }, cell);
      if (fault !== undefined) wrong.push(`${key}: ${measure.name} is ${stat.value}, ${fault}`);
    }
  }
  return { wrong, published };
}

/** The text of a key; of a total row without what it is not grouped by. */
function textOf({ by }: TableRequest, key: TrueCell['key']): string {
  return by.map((name) => key[name] ?? '').join(' ');
}

/** The key of a row of an answer, as a cell before protection has it. */
function answeredKey({ key, level }: AnswerRow): TrueCell['key'] {
  return Object.fromEntries(level.map((name) => [name, String(plain(key[camel(name)]))]));
}

/** Places and programs are given as entities. */
function plain(category: unknown): unknown {
  if (typeof category !== 'object' || category === null) return category;
  return 'code' in category ? category.code : 'id' in category ? category.id : undefined;
}

function faultOf(
  request: TableRequest,
  measure: Measure,
  stat: Stat & { readonly value: number },
  cell: TrueCell,
): string | undefined {
  switch (measure.kind) {
    case 'COUNT':
      return countFault(request, measure.name, stat.value, cell);
    case 'SUM': {
      const sum = cell.sums[measure.name];
      const [total, n] = [sum?.total ?? 0, cell.counts[measure.of]?.n ?? 0];
      // It is of as many as are counted, and the largest contributions move it.
      const ofCount = (total * COUNT_NOISE) / Math.max(1, n);
      const noise = SUM_NOISE[0] * (sum?.x1 ?? 0) + SUM_NOISE[1] * (sum?.x2 ?? 0) + 1;
      return Math.abs(stat.value - total) <= ofCount + noise ? undefined : `and ${total} in truth`;
    }
    case 'RATE': {
      const { numerator = 0, denominator = 0 } = stat;
      const parts = [
        countFault(request, measure.numerator, numerator ?? 0, cell),
        countFault(request, measure.denominator, denominator ?? 0, cell),
      ];
      const share = Math.min(1, (numerator ?? 0) / (denominator ?? 1));
      return parts.find(Boolean) ?? (Math.abs(stat.value - share) < 0.0001 ? undefined : `and its parts give ${share}`);
    }
    case 'QUANTILE':
      return quantileFault(measure, stat.value, cell.bands[measure.name] ?? []);
    case 'MEAN':
      return undefined;
  }
}

function countFault(request: TableRequest, name: string, value: number, cell: TrueCell): string | undefined {
  const { n, employers } = cell.counts[name] ?? { n: 0 };
  if (Math.abs(value - n) > COUNT_NOISE) return `and ${n} in truth`;
  const threshold = thresholdOf(request, cell);
  if (n < threshold || value < threshold) return `of ${n}: fewer than ${threshold}`;
  return employers !== undefined && employers < MIN_EMPLOYERS ? `of ${employers} employers` : undefined;
}

/** A quantile lies in a band into which noise of every count can move it, and no further. */
function quantileFault({ share, edges }: QuantileMeasure, value: number, bands: readonly number[]): string | undefined {
  const total = bands.reduce((sum, n) => sum + n, 0);
  const upTo = (isBelow: (upper: number, lower: number) => boolean) =>
    bands.reduce((sum, n, band) => (isBelow(edges[band + 1] ?? 0, edges[band] ?? 0) ? sum + n : sum), 0);
  // Bands of fewer than ten are not seen by whoever works the quantile out.
  const noise = bands.reduce((sum, n) => sum + (n < 10 ? n : COUNT_NOISE), 0);
  const [below, within] = [upTo((upper) => upper < value), upTo((_, lower) => lower <= value)];
  const isNear = below - noise <= share * total && share * total <= within + noise;
  return isNear ? undefined : `though ${below} of ${total} lie below its band and ${within} up to it`;
}
