import type { Category } from './request';
import type { Cube } from '../cube/cube';
import type { Cells } from '../engine/cells';
import type { CellReader, Extent } from './cell-space';
import type { MeasureColumns } from './cube-reader';

/** One person of a small nation. */
export interface Somebody {
  readonly unit: number;
  readonly rkey: number;
  readonly province: string;
  readonly regency: string;
  readonly sex: string;
  readonly age: string;
  readonly cohort_month: number;
  readonly cohort_quarter: number;
  readonly cohort_year: number;
  readonly is_placed: boolean;
}

const title = (en: string) => ({ en, id: en });
const codes = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, name]));

/** A cube of such people, each with one row. */
export const PEOPLE: Cube = {
  name: 'people',
  title: title('people'),
  description: 'People of a test.',
  unit: 'PERSON',
  rows: 'ONE',
  dimensions: [
    { name: 'PROVINCE', column: 'province', kind: 'REGION', title: title('province'), of: 'UNIT' },
    { name: 'REGENCY', column: 'regency', kind: 'REGION', title: title('regency'), of: 'UNIT', parent: 'PROVINCE' },
    { name: 'SEX', column: 'sex', kind: 'CODES', title: title('sex'), of: 'UNIT', categories: codes(['F', 'M']) },
    {
      name: 'AGE',
      column: 'age',
      kind: 'CODES',
      title: title('age'),
      of: 'UNIT',
      categories: codes(['a', 'b', 'c', 'd']),
    },
  ],
  measures: [
    { kind: 'COUNT', name: 'PERSONS', title: title('persons'), definition: 'All.' },
    { kind: 'COUNT', name: 'PLACED', flag: 'is_placed', title: title('placed'), definition: 'At work.' },
    {
      kind: 'RATE',
      name: 'RATE',
      numerator: 'PLACED',
      denominator: 'PERSONS',
      title: title('rate'),
      definition: 'Both.',
    },
  ],
  time: { column: 'cohort', title: title('cohort'), of: 'UNIT' },
  source: () => 'SELECT',
};

export const SNAPSHOT = { version: 1, asOf: '2026-09-01', builtAt: '2026-09-01T20:00:00Z', lagSeconds: 1 };

/** The people a reading is about, cell by cell: what an engine does, in plain loops. */
export function readerOver(people: readonly Somebody[], { counts }: MeasureColumns): CellReader {
  return async (extents: readonly Extent[]): Promise<Cells> => {
    const groups = extents.flatMap(({ columns, splits }) => [
      ...columns.map((column) => (one: Somebody) => valueOf(one, column)),
      ...splits.map(
        ({ column, categories }) =>
          (one: Somebody) =>
            categories.includes(valueOf(one, column)) ? 1 : 0,
      ),
    ]);
    const cells = new Map<string, Somebody[]>();
    for (const one of people.filter((each) => extents.every((extent) => isWithin(each, extent)))) {
      const key = JSON.stringify(groups.map((group) => group(one)));
      cells.set(key, [...(cells.get(key) ?? []), one]);
    }
    const keys = [...cells.keys()].map((key) => JSON.parse(key) as Category[]);
    const found = [...cells.values()];
    const counted = (flag: string | undefined) => {
      const units = found.map((cell) => cell.filter((one) => flag === undefined || one.is_placed));
      return {
        n: units.map(({ length }) => length),
        keys: units.map((of) => of.reduce((sum, { rkey }) => sum + rkey, 0)),
      };
    };
    return {
      rows: found.length,
      groups: groups.map((_, index) => keys.map((key) => key[index] ?? '')),
      counts: Object.fromEntries(counts.map(({ name, flag }) => [name, counted(flag)])),
      sums: {},
      bands: {},
    };
  };
}

function isWithin(one: Somebody, { condition }: Extent): boolean {
  return !condition || condition.categories.includes(valueOf(one, condition.column));
}

export function valueOf(one: Somebody, column: string): Category {
  const value: unknown = Object.entries(one).find(([name]) => name === column)?.[1];
  if (typeof value === 'string' || typeof value === 'number') return value;
  throw new Error(`nobody has ${column}`);
}
