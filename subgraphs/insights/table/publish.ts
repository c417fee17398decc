import type { Cube, Dimension, Measure, QuantileMeasure, SumMeasure } from '../cube/cube';
import type { Counted, Numbers } from '../engine/cells';
import { MIN_EMPLOYERS, isDominated } from '../protection/dominance';
import { perturbSum } from '../protection/magnitude';
import { KS10_5, SENSITIVE_THRESHOLD, THRESHOLD } from '../protection/ptable';
import { quantileOf } from '../protection/quantile';
import { RATE_DECIMALS, meanOf, rateOf, roundTo } from '../protection/ratio';
import type { DifferenceGuard, Judge } from './guard';
import { orderBy } from './grouping';
import { proportionInterval } from './interval';
import type { Node } from './node';
import type { Category } from './request';

/** A value as it is published; none where it is suppressed. */
export interface Published {
  readonly value?: number;
  /** Of a rate: the published counts it is made of. */
  readonly numerator?: number;
  readonly denominator?: number;
  /** Of a rate: where it lies with 95 % confidence, out of the same counts. */
  readonly low?: number;
  readonly high?: number;
}

/** One row of a table, by names of dimensions and measures. */
export interface PublishedRow {
  /** The dimensions the row is grouped by: fewer on a total row. */
  readonly level: readonly string[];
  readonly key: Readonly<Record<string, Category>>;
  readonly values: Readonly<Record<string, Published>>;
}

/** What is to be published: the cells at some levels, and what is asked of them. */
export interface Publication {
  readonly cube: Cube;
  readonly measures: readonly Measure[];
  readonly at: readonly number[];
  readonly node: Node;
  readonly guard: DifferenceGuard;
  /** Whether the filters hold everything to a sensitive category. */
  readonly isSensitive: boolean;
  /** The columns of a key that are shown, as places in it, with their dimensions; in the order of the request. */
  readonly shown: readonly ShownColumn[];
}

export interface ShownColumn {
  readonly name: string;
  readonly place: number;
  /** A category that stands in no table. */
  readonly without?: Category;
}

/** The rows of one level. */
export interface PublishedRows {
  readonly rows: readonly PublishedRow[];
  /** Cells that are missing from the rows, if all categories in them were combined. */
  readonly suppressed: number;
}

/** The published rows of some cells, in the order of their keys; those of which nothing is published are left out, like empty ones. */
export function publishRows(publication: Publication): PublishedRows {
  const { node, shown, cube } = publication;
  const level = shown.map(({ name }) => name);
  const columns = shown.map(({ name, place, without }) => {
    const { codes, categories } = node.column(place);
    const isSensitive = categories.map((category) => isSensitiveCategory(dimensionOf(cube, name), category));
    const hidden = without === undefined ? -1 : categories.indexOf(without);
    return { name, codes, categories, isSensitive, hidden, isShown: new Uint8Array(categories.length) };
  });
  const publishers = new Map<number, CellPublisher>();
  const publisherOf = (threshold: number) => {
    const known = publishers.get(threshold) ?? new CellPublisher(publication, threshold);
    publishers.set(threshold, known);
    return known;
  };
  const hiding = columns.filter(({ hidden }) => hidden >= 0);
  const sensitive = columns.filter(({ isSensitive }) => isSensitive.includes(true));
  const publisher = publisherOf(publication.isSensitive ? SENSITIVE_THRESHOLD : THRESHOLD);
  const rows: PublishedRow[] = [];
  for (const cell of orderBy(node.size, columns)) {
    if (hiding.some(({ codes, hidden }) => codes[cell] === hidden)) continue;
    const isHit = sensitive.some(({ codes, isSensitive }) => isSensitive[codes[cell] ?? 0] === true);
    const values = (isHit ? publisherOf(SENSITIVE_THRESHOLD) : publisher).publish(cell);
    if (!values) continue;
    const key: Record<string, Category> = {};
    for (const { name, codes, categories, isShown } of columns) {
      const code = codes[cell] ?? 0;
      isShown[code] = 1;
      key[name] = categories[code] ?? '';
    }
    rows.push({ level, key, values });
  }
  const combined = columns.reduce((product, { isShown }) => product * isShown.reduce((sum, is) => sum + is, 0), 1);
  return { rows, suppressed: rows.length === 0 ? 0 : combined - rows.length };
}

function dimensionOf({ dimensions }: Cube, name: string): Dimension | undefined {
  return dimensions.find((each) => each.name === name);
}

/** Whether a category stigmatises or endangers. */
export function isSensitiveCategory(dimension: Dimension | undefined, category: Category | undefined): boolean {
  const sensitive = dimension?.sensitive;
  if (sensitive === undefined || category === undefined) return false;
  return sensitive === 'ALL' || sensitive.includes(String(category));
}

/** What is published of a measure in one cell. */
type ValueOf = (cell: number) => number | undefined;

/** What is published of cells of one threshold. */
class CellPublisher {
  private readonly measures: readonly { readonly name: string; readonly publish: (cell: number) => Published }[];
  private readonly cells: Node['cells'];
  private readonly known = new Map<string, ValueOf>();

  constructor(
    private readonly publication: Publication,
    private readonly threshold: number,
  ) {
    this.cells = publication.node.cells;
    this.measures = publication.measures.map((measure) => ({ name: measure.name, publish: this.publishOf(measure) }));
  }

  /** Undefined where every value is suppressed. */
  publish(cell: number): Record<string, Published> | undefined {
    const { measures } = this;
    const values: Record<string, Published> = {};
    let isShown = false;
    for (let index = 0; index < measures.length; index += 1) {
      const measure = measures[index];
      if (!measure) continue;
      const published = measure.publish(cell);
      values[measure.name] = published;
      if (published.value !== undefined) isShown = true;
    }
    return isShown ? values : undefined;
  }

  private publishOf(measure: Measure): (cell: number) => Published {
    const valueOf = this.valueOf(measure);
    if (measure.kind !== 'RATE') {
      const publishedOf = sharing();
      return (cell) => {
        const value = valueOf(cell);
        return value === undefined ? SUPPRESSED : publishedOf(value);
      };
    }
    const [numerator, denominator] = [this.named(measure.numerator), this.named(measure.denominator)];
    return (cell) => {
      const value = valueOf(cell);
      if (value === undefined) return SUPPRESSED;
      const [reached = 0, of = 0] = [numerator(cell), denominator(cell)];
      const interval = proportionInterval({ reached, of });
      if (!interval) return { value, numerator: reached, denominator: of };
      const { low, high } = interval;
      const [from, to] = [roundTo(low, RATE_DECIMALS), roundTo(high, RATE_DECIMALS)];
      return { value, numerator: reached, denominator: of, low: from, high: to };
    };
  }

  private named(name: string): ValueOf {
    const measure = this.publication.cube.measures.find((each) => each.name === name);
    return measure ? this.valueOf(measure) : () => undefined;
  }

  /** Rates and means ask again for what they are made of: the last answer of each measure is kept. */
  private valueOf(measure: Measure): ValueOf {
    const known = this.known.get(measure.name);
    if (known) return known;
    const compute = this.compute(measure);
    let last = -1;
    let value: number | undefined;
    const valueOf = (cell: number) => {
      if (last === cell) return value;
      last = cell;
      value = compute(cell);
      return value;
    };
    this.known.set(measure.name, valueOf);
    return valueOf;
  }

  private compute(measure: Measure): ValueOf {
    switch (measure.kind) {
      case 'COUNT':
        return this.count(measure.name);
      case 'SUM':
        return this.sum(measure);
      case 'RATE': {
        const [numerator, denominator] = [this.named(measure.numerator), this.named(measure.denominator)];
        return (cell) => rateOf(numerator(cell), denominator(cell));
      }
      case 'MEAN': {
        const [sum, by] = [this.named(measure.sum), this.named(measure.by)];
        return (cell) => meanOf(sum(cell), by(cell));
      }
      case 'QUANTILE':
        return this.quantile(measure);
    }
  }

  private count(name: string): ValueOf {
    const { guard, at } = this.publication;
    const counted = this.cells.counts[name];
    if (!counted) return () => undefined;
    const judge: Judge = guard.judge(at, name, this.threshold);
    const { n, keys, employers } = counted;
    return (cell) => {
      const value = this.perturbUnits(n[cell] ?? 0, keys[cell] ?? 0, employers?.[cell]);
      return value === undefined || judge.isHeld(cell) ? undefined : value;
    };
  }

  private perturb({ n, keys, employers }: Counted, cell: number): number | undefined {
    return this.perturbUnits(n[cell] ?? 0, keys[cell] ?? 0, employers?.[cell]);
  }

  private perturbUnits(n: number, keys: number, employers: number | undefined): number | undefined {
    if (employers !== undefined && employers < MIN_EMPLOYERS) return undefined;
    return KS10_5.perturb(n, keys, this.threshold);
  }

  private sum({ name, of }: SumMeasure): ValueOf {
    const summed = this.cells.sums[name];
    const counted = this.cells.counts[of];
    const count = this.named(of);
    if (!summed) return () => undefined;
    return (cell) => {
      const published = count(cell);
      if (published === undefined) return undefined;
      const at = (column: Numbers | undefined) => column?.[cell] ?? 0;
      const total = at(summed.total);
      if (summed.employer1 && isDominated(total, at(summed.employer1), at(summed.employer2))) return undefined;
      const top = { x1: at(summed.x1), r1: at(summed.r1), x2: at(summed.x2), r2: at(summed.r2) };
      // Of equal amounts the exact sum would be the exact count: it is of as many as are published.
      const share = published / (counted?.n[cell] ?? published);
      return Math.round(perturbSum(total * share, at(summed.keys), top));
    };
  }

  private quantile({ name, share, edges }: QuantileMeasure): ValueOf {
    const bands = this.cells.bands[name] ?? [];
    const judge = this.publication.guard.judge(this.publication.at, name, this.threshold);
    return (cell) => {
      if (judge.isHeld(cell)) return undefined;
      const { n, keys, employers } = together(bands.map((band) => unitsAt(band, cell)));
      const counts = bands.map((band) => this.perturb(band, cell));
      const value = quantileOf(share, { counts, total: this.perturbUnits(n, keys, employers), edges });
      return value === undefined ? undefined : Math.round(value * 10) / 10;
    };
  }
}

const SUPPRESSED: Published = {};

/** Whole numbers below are published as one object each: most cells of a large table have one of a few counts. */
const SHARED = 1_000;

function sharing(): (value: number) => Published {
  const known: (Published | undefined)[] = new Array<undefined>(SHARED).fill(undefined);
  return (value) => {
    if (!(value >= 0 && value < SHARED && Number.isInteger(value))) return { value };
    return (known[value] ??= { value });
  };
}

/** The units of one cell. */
interface Units {
  readonly n: number;
  readonly keys: number;
  readonly employers?: number;
}

function unitsAt({ n, keys, employers }: Counted, cell: number): Units {
  return { n: n[cell] ?? 0, keys: keys[cell] ?? 0, ...(employers && { employers: employers[cell] ?? 0 }) };
}

/** The units of all bands, each in one of them; there are at least as many employers as in any. */
function together(bands: readonly Units[]): Units {
  const sum = (of: (band: Units) => number) => bands.reduce((total, band) => total + of(band), 0);
  const employers = bands.flatMap((band) => (band.employers === undefined ? [] : [band.employers]));
  const units = { n: sum(({ n }) => n), keys: sum(({ keys }) => keys) };
  return employers.length > 0 ? { ...units, employers: Math.max(...employers) } : units;
}
