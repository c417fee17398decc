import type { CellQuery, Cells, Condition, Counted, Summed } from './cells';
import type { FixtureRow } from './rows.fixture';

/** What cells are, said once more in plain loops: engines are compared with it. */
export function cellsByHand(rows: readonly FixtureRow[], query: Omit<CellQuery, 'source'>): Cells {
  const wanted = rows.filter((row) => query.where.every((condition) => fits(row, condition)));
  const groupOf = (row: FixtureRow, group: CellQuery['groups'][number]) => {
    if (typeof group === 'string') return valueOf(row, group);
    return fits(row, group) ? 1 : 0;
  };
  const keyed = grouped(wanted, (row) => JSON.stringify(query.groups.map((group) => groupOf(row, group))));
  if (query.groups.length === 0 && keyed.size === 0) keyed.set('[]', []);
  const cells = [...keyed.values()];
  const keys = [...keyed.keys()].map((key): (string | number)[] => JSON.parse(key));
  return {
    rows: cells.length,
    groups: query.groups.map((_, index) => keys.map((key) => key[index] ?? '')),
    counts: Object.fromEntries(
      query.counts.map(({ name, flag }) => [name, counted(cells, (row) => holds(row, flag), query.employer)]),
    ),
    sums: Object.fromEntries(
      query.sums.map(({ name, flag }) => [name, summed(cells, (row) => holds(row, flag), query.employer)]),
    ),
    bands: Object.fromEntries(
      query.bands.map(({ name, size }) => [
        name,
        Array.from({ length: size }, (_, band) => counted(cells, (row) => row.band === band, query.employer)),
      ]),
    ),
  };
}

function fits(row: FixtureRow, condition: Condition): boolean {
  const value = valueOf(row, condition.column);
  if ('from' in condition) return Number(value) >= condition.from && Number(value) <= condition.to;
  return condition.in.some((each) => each === value);
}

function valueOf(row: FixtureRow, column: string): string | number {
  const value: unknown = Object.entries(row).find(([name]) => name === column)?.[1];
  // As a literal of SQL is read.
  return typeof value === 'string' ? value.replaceAll("''", "'") : Number(value);
}

function holds(row: FixtureRow, flag: string | undefined): boolean {
  return flag === undefined || row.is_placed;
}

type Test = (row: FixtureRow) => boolean;

function counted(cells: readonly (readonly FixtureRow[])[], test: Test, employer: string | undefined): Counted {
  const units = cells.map((rows) => [...new Map(rows.filter(test).map((row) => [row.unit, row])).values()]);
  return {
    n: units.map((found) => found.length),
    keys: units.map((found) => total(found.map(({ rkey }) => rkey))),
    ...(employer !== undefined && {
      employers: cells.map((rows) => {
        const found = rows.filter(test).map((row) => row.employer);
        return new Set(found.filter((each) => each !== null)).size;
      }),
    }),
  };
}

function summed(cells: readonly (readonly FixtureRow[])[], test: Test, employer: string | undefined): Summed {
  const units = cells.map((rows) => {
    const found = grouped(rows.filter(test), ({ unit }) => unit);
    return [...found.values()]
      .map((own) => ({ x: total(own.map(({ wage }) => wage)), r: own[0]?.mkey ?? 0 }))
      .sort((a, b) => b.x - a.x || a.r - b.r);
  });
  const top = (rank: number) => ({
    x: units.map((found) => found[rank]?.x ?? 0),
    r: units.map((found) => found[rank]?.r ?? 0),
  });
  const employers = cells.map((rows) => {
    const known = rows.filter((row) => test(row) && row.employer !== null);
    const found = grouped(known, (row) => row.employer);
    return [...found.values()].map((own) => total(own.map(({ wage }) => wage))).sort((a, b) => b - a);
  });
  return {
    total: units.map((found) => total(found.map(({ x }) => x))),
    keys: units.map((found) => total(found.map(({ r }) => r))),
    ...{ x1: top(0).x, r1: top(0).r, x2: top(1).x, r2: top(1).r },
    ...(employer !== undefined && {
      employer1: employers.map(([first = 0]) => first),
      employer2: employers.map(([, second = 0]) => second),
    }),
  };
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function grouped<Row, Key>(rows: readonly Row[], keyOf: (row: Row) => Key): Map<Key, Row[]> {
  const groups = new Map<Key, Row[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
}
