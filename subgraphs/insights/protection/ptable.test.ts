import { createHash } from 'node:crypto';
import { createRecordKeys } from '../../../shared/database';
import { KS10_5, ONS_10_5, SENSITIVE_THRESHOLD, pcv } from './ptable';
import type { PTable } from './ptable';
import { readKs105Vectors, readOnsCells, readOnsMicrodata, readOnsVectors, rowsOf } from './vectors.fixture';

const ons = readOnsVectors();
const ks = readKs105Vectors();

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Every row of a table as it is written down: what is added to a count, and all of it below the threshold. */
function rowsOfTable(table: PTable): string[] {
  return Array.from({ length: 750 * 256 }, (_, i) => {
    const [n, key] = [Math.floor(i / 256) + 1, i % 256];
    // Suppressed either way below; the published tables tell how much was taken away.
    const published = n < 10 ? 0 : (table.perturb(n + 250, key) ?? NaN) - 250;
    return `${n},${key},${published - n}`;
  });
}

describe('the tables are the published ones', () => {
  test('all 192,000 rows of ptable_10_5 of ONS', () => {
    expect(sha256(`${['"pcv","ckey","pvalue"', ...rowsOfTable(ONS_10_5)].join('\r\n')}\r\n`)).toBe(ons.ptable_sha256);
  });

  test('all 192,000 rows of KS10_5', () => {
    expect(sha256(`${['pcv,ckey,pvalue', ...rowsOfTable(KS10_5)].join('\n')}\n`)).toBe(ks.ptable_sha256);
  });

  test('record keys move what KS10_5 publishes, and nothing of what ONS_10_5 does', () => {
    const distinct = (table: PTable, n: number) =>
      new Set(Array.from({ length: 256 }, (_, key) => table.perturb(n, key))).size;
    expect(distinct(ONS_10_5, 103)).toBe(1);
    expect(distinct(KS10_5, 103)).toBe(2);
  });
});

test.each([
  [0, 0],
  [1, 1],
  [750, 750],
  [751, 501],
  [1_000, 750],
  [1_001, 501],
  [1_250, 750],
  [1_251, 501],
  [100_001, 501],
  [285_000_000, 750],
])('a count of %i falls on row %i', (n, row) => {
  expect(pcv(n)).toBe(row);
});

test.each(ks.vectors)('KS10_5 publishes (%i, key %i) as its vector says', (n, key, row, _, published) => {
  expect(pcv(n)).toBe(row);
  expect(KS10_5.perturb(n, key)).toBe(published ?? undefined);
  expect(KS10_5.perturb(n, key + 256 * 1_000)).toBe(published ?? undefined);
});

test('cells of a sensitive category are suppressed below 20, before noise and after it', () => {
  expect(KS10_5.perturb(19, 255, SENSITIVE_THRESHOLD)).toBeUndefined();
  expect(KS10_5.perturb(19, 255)).toBe(25);
  expect(KS10_5.perturb(21, 0, SENSITIVE_THRESHOLD)).toBeUndefined();
  expect(KS10_5.perturb(21, 128, SENSITIVE_THRESHOLD)).toBe(20);
});

describe('the tables ONS makes of its microdata', () => {
  const micro = rowsOf(readOnsMicrodata());

  /** Count, key and what is published of the rows that fit. */
  function cellOf(rows: readonly Record<string, string>[], fits: Record<string, string>) {
    const found = rows.filter((row) => Object.entries(fits).every(([name, value]) => row[name] === value));
    const keys = found.reduce((sum, row) => sum + Number(row['record_key']), 0);
    return { n: found.length, key: keys % 256, published: ONS_10_5.perturb(found.length, keys) };
  }

  test('are made of the file that was published', () => {
    expect(sha256(readOnsMicrodata())).toBe(ons.micro_sha256);
  });

  test('all 200 cells of var1, var5 and var8', () => {
    const cells = readOnsCells();
    expect(cells).toHaveLength(200);
    for (const { var1 = '', var5 = '', var8 = '', pre_sdc_count, ckey, count } of cells) {
      const cell = cellOf(micro, { var1, var5, var8 });
      expect(cell).toEqual({
        n: Number(pre_sdc_count),
        key: Number(ckey),
        published: count === '' ? undefined : Number(count),
      });
    }
    expect(cells.filter(({ count }) => count === '')).toHaveLength(168);
  });

  test('every table of the first 100 rows', () => {
    let compared = 0;
    for (const [names, cells] of Object.entries(ons.tables)) {
      for (const [categories, [n, key, , published]] of Object.entries(cells)) {
        const variables = names === 'total' ? [] : names.split(',');
        const values = categories.split('|');
        const fits = Object.fromEntries(variables.map((name, index) => [name, values[index] ?? '']));
        expect(cellOf(micro.slice(0, 100), fits)).toEqual({ n, key, published: published ?? undefined });
        compared += 1;
      }
    }
    expect(compared).toBe(22);
  });
});

test.each(ks.rkeys)('the record key of %s is %i', (unit, rkey) => {
  expect(createRecordKeys(Buffer.from('test-secret-not-for-production')).of(unit).rkey).toBe(rkey);
});
