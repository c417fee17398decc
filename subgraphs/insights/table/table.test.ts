import fc from 'fast-check';
import { createRecordKeys } from '../../../shared/database';
import { columnsFor } from './cube-reader';
import { PEOPLE, SNAPSHOT, readerOver, valueOf } from './people.fixture';
import type { Somebody } from './people.fixture';
import type { PublishedRow } from './publish';
import { makeTable } from './table';
import type { ProtectedTable } from './table';
import type { TableRequest } from './request';
import { readRequest } from './validate';
import type { AskedTable } from './validate';

const keys = createRecordKeys(Buffer.from('a test'));

/** People of few regencies, so that cells of one to nine are common beside larger ones. */
const nationOf = (minLength: number, maxLength: number) =>
  fc
    .array(
      fc.record({
        regency: fc.constantFrom(
          '1101',
          '1101',
          '1101',
          '1101',
          '1102',
          '1102',
          '1103',
          '1201',
          '1201',
          '1202',
          '1202',
        ),
        sex: fc.constantFrom('F', 'F', 'F', 'F', 'F', 'M'),
        age: fc.constantFrom('a', 'a', 'a', 'b', 'b', 'c', 'd'),
        month: fc.constantFrom(202501, 202501, 202502, 202504, 202601),
        is_placed: fc.boolean(),
      }),
      { minLength, maxLength },
    )
    .map((people) =>
      people.map(({ month, ...one }, unit): Somebody => ({
        ...one,
        unit,
        rkey: keys.of(`person:${unit}`).rkey,
        province: one.regency.slice(0, 2),
        cohort_month: month,
        cohort_quarter: Math.floor(month / 100) * 10 + Math.ceil((month % 100) / 3),
        cohort_year: Math.floor(month / 100),
      })),
    );

const WINDOWS = [
  undefined,
  { from: '2025-01', to: '2025-03', grain: 'MONTH' },
  { from: '2025-01', to: '2025-12', grain: 'QUARTER' },
  { from: '2025-01', to: '2026-12', grain: 'YEAR' },
] as const;

/** Any table of such people: each dimension grouped by, filtered by, both or neither. */
const question = fc
  .record({
    by: fc.subarray(['PROVINCE', 'REGENCY', 'SEX', 'AGE', 'PERIOD']),
    province: fc.option(fc.subarray(['11', '12'], { minLength: 1 }), { nil: undefined, freq: 1 }),
    regency: fc.option(fc.subarray(['1101', '1102', '1103', '1201', '1202'], { minLength: 1 }), {
      nil: undefined,
      freq: 1,
    }),
    sex: fc.option(fc.subarray(['F', 'M'], { minLength: 1 }), { nil: undefined, freq: 1 }),
    age: fc.option(fc.subarray(['a', 'b', 'c', 'd'], { minLength: 1 }), { nil: undefined, freq: 1 }),
    time: fc.constantFrom(...WINDOWS),
    totals: fc.constantFrom('NONE', 'GRAND', 'MARGINS'),
  })
  .map(({ by, province, regency, sex, age, time, totals }): AskedTable => {
    const place = regency && !by.includes('PROVINCE') ? { REGENCY: regency } : { PROVINCE: province };
    const where = { ...place, SEX: sex, AGE: age };
    return { by: time ? by : by.filter((name) => name !== 'PERIOD'), measures: ['RATE'], where, time, totals };
  });

/** The table, and what was asked; undefined where it is refused. */
async function ask(people: readonly Somebody[], asked: AskedTable): Promise<ProtectedTable | undefined> {
  const request = readRequest(PEOPLE, asked);
  return makeTable(request, SNAPSHOT, readerOver(people, columnsFor(request))).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'TABLE_TOO_SPARSE') return undefined;
    throw error;
  });
}

/** Who is in a cell, by the definition of the request alone. */
function unitsOf(
  people: readonly Somebody[],
  { request }: ProtectedTable,
  { key }: PublishedRow,
  count: string,
): number[] {
  return people
    .filter((one) => isIn(one, request, key) && (count === 'PERSONS' || one.is_placed))
    .map(({ unit }) => unit);
}

function isIn(one: Somebody, { where, time }: TableRequest, key: PublishedRow['key']): boolean {
  const column = (name: string) => PEOPLE.dimensions.find((each) => each.name === name)?.column ?? '';
  const period = time ? valueOf(one, `cohort_${time.grain.toLowerCase()}`) : 0;
  const window = time?.window;
  const inWindow = !window || (one.cohort_month >= window.from && one.cohort_month <= window.to);
  const inFilters = where.every(({ dimension, categories }) => categories.includes(valueOf(one, column(dimension))));
  return (
    inWindow &&
    inFilters &&
    Object.entries(key).every(([name, category]) =>
      name === 'PERIOD' ? period === category : valueOf(one, column(name)) === category,
    )
  );
}

interface PublishedCell {
  readonly units: readonly number[];
  readonly value: number;
}

/** Every published count of some tables. */
async function publish(people: readonly Somebody[], questions: readonly AskedTable[]): Promise<PublishedCell[]> {
  const tables = await Promise.all(questions.map((each) => ask(people, each)));
  return tables.flatMap((table) =>
    (table?.rows ?? []).flatMap((row) =>
      ['PERSONS', 'PLACED'].flatMap((count) => {
        const value = row.values[count]?.value;
        return table && value !== undefined ? [{ units: unitsOf(people, table, row, count), value }] : [];
      }),
    ),
  );
}

test('what is published of a cell depends on who is in it and on nothing else', async () => {
  let repeated = 0;
  await fc.assert(
    fc.asyncProperty(
      nationOf(300, 700),
      fc.array(question, { minLength: 6, maxLength: 10 }),
      async (people, questions) => {
        const byUnits = new Map<string, number>();
        for (const { units, value } of await publish(people, questions)) {
          const known = byUnits.get(units.join());
          if (known !== undefined) repeated += 1;
          expect(known ?? value).toBe(value);
          byUnits.set(units.join(), value);
          expect(units.length).toBeGreaterThanOrEqual(10);
          expect(Math.abs(value - units.length)).toBeLessThanOrEqual(6);
        }
      },
    ),
    { numRuns: 25 },
  );
  // Control: the same people did stand in several tables.
  expect(repeated).toBeGreaterThan(100);
});

/** All tables of one subject: every grouping, with every list of ages. */
function everyQuestion(): AskedTable[] {
  const lists = [undefined, ['a'], ['b', 'c'], ['a', 'b'], ['a', 'b', 'c'], ['b', 'c', 'd'], ['d']];
  const sexes = [undefined, ['F'], ['M']];
  const places = [
    undefined,
    ['1101', '1102'],
    ['1101', '1102', '1103'],
    ['1101', '1102', '1201'],
    ['1102', '1201', '1202'],
  ];
  const bys = [[], ['PROVINCE'], ['REGENCY'], ['SEX'], ['PROVINCE', 'SEX'], ['REGENCY', 'SEX']];
  return bys.flatMap((by) =>
    lists.flatMap((age) =>
      sexes
        .filter((sex) => !sex || !by.includes('SEX'))
        .flatMap((sex) =>
          places
            .filter((place) => !place || (!by.includes('PROVINCE') && !by.includes('REGENCY')))
            .map((place) => ({
              by,
              measures: ['PERSONS'],
              where: { AGE: age, SEX: sex, REGENCY: place },
              totals: 'MARGINS' as const,
            })),
        ),
    ),
  );
}

/** A cell with what defines it: for each dimension the categories it holds. */
interface DefinedCell {
  readonly units: readonly number[];
  readonly extent: Readonly<Record<string, ReadonlySet<string>>>;
}

/** The published cells. */
async function define(people: readonly Somebody[]): Promise<DefinedCell[]> {
  const found: DefinedCell[] = [];
  for (const asked of everyQuestion()) {
    const table = await ask(people, asked);
    for (const { key, values } of table?.rows ?? []) {
      const value = values['PERSONS']?.value;
      if (table && value !== undefined)
        found.push({ units: membersOf(people, table.request, key), extent: extentOf(asked, key) });
    }
  }
  return found;
}

/** What would be published without the guard: every cell of ten or more. */
function defineAll(people: readonly Somebody[]): DefinedCell[] {
  return everyQuestion().flatMap((asked) => {
    const request = readRequest(PEOPLE, asked);
    const keys = new Map<string, PublishedRow['key']>();
    for (const one of people) {
      for (let subset = 0; subset < 2 ** asked.by.length; subset += 1) {
        const by = asked.by.filter((_, index) => (subset >> index) % 2 === 1);
        const key = Object.fromEntries(by.map((name) => [name, valueOf(one, name.toLowerCase())]));
        keys.set(JSON.stringify(key), key);
      }
    }
    const cells = [...keys.values()].map((key) => ({
      units: membersOf(people, request, key),
      extent: extentOf(asked, key),
    }));
    return cells.filter(({ units }) => units.length >= 10);
  });
}

function membersOf(people: readonly Somebody[], request: TableRequest, key: PublishedRow['key']): number[] {
  return people.filter((one) => isIn(one, request, key)).map(({ unit }) => unit);
}

function extentOf({ where }: AskedTable, key: PublishedRow['key']): DefinedCell['extent'] {
  const of = (name: string, all: readonly string[]) => {
    const category = key[name];
    return new Set(category !== undefined ? [String(category)] : (where[name]?.map(String) ?? all));
  };
  const regencies = ['1101', '1102', '1103', '1201', '1202'];
  const province = key['PROVINCE'];
  const within = regencies.filter((code) => province === undefined || code.startsWith(String(province)));
  return {
    REGENCY: of('REGENCY', within),
    SEX: of('SEX', ['F', 'M']),
    AGE: of('AGE', ['a', 'b', 'c', 'd']),
  };
}

/** Pairs of published cells of which one holds the other by definition, and the people in between if they are too few. */
function exposed(cells: readonly DefinedCell[]): number {
  let few = 0;
  for (const outer of cells) {
    for (const inner of cells) {
      const isHeld = Object.entries(inner.extent).every(([name, set]) =>
        [...set].every((each) => outer.extent[name]?.has(each)),
      );
      const between = outer.units.length - inner.units.length;
      if (isHeld && between > 0 && between < 10) few += 1;
    }
  }
  return few;
}

test('no two published cells that hold one another differ by one to nine people', async () => {
  let unguarded = 0;
  await fc.assert(
    fc.asyncProperty(nationOf(60, 260), async (people) => {
      expect(exposed(await define(people))).toBe(0);
      unguarded += exposed(defineAll(people));
    }),
    { numRuns: 12 },
  );
  // Control: without the guard there are such pairs.
  expect(unguarded).toBeGreaterThan(100);
});
