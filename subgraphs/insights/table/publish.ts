import type { Cube, Dimension, Measure, QuantileMeasure, SumMeasure } from '../cube/cube';
import type { Counted } from '../engine/cells';
import { MIN_EMPLOYERS, isDominated } from '../protection/dominance';
import { perturbSum } from '../protection/magnitude';
import { KS10_5, SENSITIVE_THRESHOLD, THRESHOLD } from '../protection/ptable';
import { quantileOf } from '../protection/quantile';
import { RATE_DECIMALS, meanOf, rateOf, roundTo } from '../protection/ratio';
import type { Node } from './cell-space';
import type { DifferenceGuard } from './guard';
import { proportionInterval } from './interval';
import type { Interval } from './interval';
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
  /** The dimension of each value of a key that is shown; undefined for one that is only looked at on the way. */
  readonly shownAs: readonly (string | undefined)[];
}

/** The published rows of some cells; those of which nothing is published are left out, like those that are empty. */
export function publishRows(publication: Publication): PublishedRow[] {
  const { node, shownAs } = publication;
  const level = shownAs.filter((name) => name !== undefined);
  return node.keys.flatMap((categories, cell) => {
    const key = Object.fromEntries(
      categories.flatMap((category, index) => {
        const name = shownAs[index];
        return name === undefined ? [] : [[name, category] as const];
      }),
    );
    const values = new CellPublisher(publication, cell, thresholdOf(publication, key)).all();
    return Object.values(values).some(({ value }) => value !== undefined) ? [{ level, key, values }] : [];
  });
}

function thresholdOf({ cube, isSensitive }: Publication, key: PublishedRow['key']): number {
  const isHit = cube.dimensions.some((dimension) => isSensitiveCategory(dimension, key[dimension.name]));
  return isSensitive || isHit ? SENSITIVE_THRESHOLD : THRESHOLD;
}

/** Whether a category stigmatises or endangers. */
export function isSensitiveCategory({ sensitive }: Dimension, category: Category | undefined): boolean {
  if (sensitive === undefined || category === undefined) return false;
  return sensitive === 'ALL' || sensitive.includes(String(category));
}

/** What is published of one cell. */
class CellPublisher {
  private readonly found = new Map<string, number | undefined>();

  constructor(
    private readonly publication: Publication,
    private readonly cell: number,
    private readonly threshold: number,
  ) {}

  all(): Record<string, Published> {
    const { measures } = this.publication;
    return Object.fromEntries(measures.map((measure) => [measure.name, this.publish(measure)]));
  }

  private publish(measure: Measure): Published {
    const value = this.valueOf(measure);
    if (measure.kind !== 'RATE' || value === undefined) return value === undefined ? {} : { value };
    const [numerator, denominator] = [this.named(measure.numerator), this.named(measure.denominator)];
    return { value, numerator, denominator, ...intervalOf(numerator, denominator) };
  }

  private named(name: string): number | undefined {
    const measure = this.publication.cube.measures.find((each) => each.name === name);
    return measure && this.valueOf(measure);
  }

  private valueOf(measure: Measure): number | undefined {
    if (!this.found.has(measure.name)) this.found.set(measure.name, this.compute(measure));
    return this.found.get(measure.name);
  }

  private compute(measure: Measure): number | undefined {
    switch (measure.kind) {
      case 'COUNT':
        return this.count(measure.name);
      case 'SUM':
        return this.sum(measure);
      case 'RATE':
        return rateOf(this.named(measure.numerator), this.named(measure.denominator));
      case 'MEAN':
        return meanOf(this.named(measure.sum), this.named(measure.by));
      case 'QUANTILE':
        return this.quantile(measure);
    }
  }

  private count(name: string): number | undefined {
    const { node, guard, at } = this.publication;
    const value = this.perturb(node.cells.counts[name]);
    return value === undefined || guard.isHeld(at, this.cell, name, this.threshold) ? undefined : value;
  }

  private perturb(counted: Counted | undefined): number | undefined {
    return counted && this.perturbUnits(unitsAt(counted, this.cell));
  }

  private perturbUnits({ n, keys, employers }: Units): number | undefined {
    if (employers !== undefined && employers < MIN_EMPLOYERS) return undefined;
    return KS10_5.perturb(n, keys, this.threshold);
  }

  private sum({ name, of }: SumMeasure): number | undefined {
    const summed = this.publication.node.cells.sums[name];
    if (!summed || this.named(of) === undefined) return undefined;
    const at = (column: readonly number[] | undefined) => column?.[this.cell] ?? 0;
    const total = at(summed.total);
    if (summed.employer1 && isDominated(total, at(summed.employer1), at(summed.employer2))) return undefined;
    const top = { x1: at(summed.x1), r1: at(summed.r1), x2: at(summed.x2), r2: at(summed.r2) };
    return Math.round(perturbSum(total, at(summed.keys), top));
  }

  private quantile({ name, share, edges }: QuantileMeasure): number | undefined {
    const bands = this.publication.node.cells.bands[name] ?? [];
    const total = this.perturbUnits(together(bands.map((band) => unitsAt(band, this.cell))));
    const counts = bands.map((band) => this.perturb(band));
    const value = quantileOf(share, { counts, total, edges });
    return value === undefined ? undefined : Math.round(value * 10) / 10;
  }
}

function intervalOf(reached: number | undefined, of: number | undefined): Partial<Interval> {
  const found = reached === undefined || of === undefined ? undefined : proportionInterval({ reached, of });
  return found ? { low: roundTo(found.low, RATE_DECIMALS), high: roundTo(found.high, RATE_DECIMALS) } : {};
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
