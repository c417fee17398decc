import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { tableFromIPC } from 'apache-arrow';
import { parse } from 'csv-parse/sync';
import { NOT_ADDITIVE, citationOf } from '../citation/citation';
import type { ExportFormat } from './format';
import { EXPORT_FORMATS } from './format';
import { tableOf } from './table.fixture';
import { unzip } from './unzip.fixture';
import { fileName, writeFile } from './write-file';

/** Each format, read by somebody who did not write it (Arrow has one reader here): the stored rows come out again. */
const table = tableOf();
const NAMES = ['PROVINCE', 'DESIL', 'PERIOD', 'READY', 'PLACED', 'WAGES', 'RATE', 'WAGE'];

type Cell = string | number | null;

/** What was stored, said once more: codes, then values; nothing for what is suppressed, or stands for all. */
const STORED: readonly (readonly Cell[])[] = table.rows.map(({ key, values }) => [
  ...['PROVINCE', 'DESIL'].map((name) => key[name] ?? null),
  key['PERIOD'] === undefined ? null : `2026-Q${Number(key['PERIOD']) % 10}`,
  ...NAMES.slice(3).map((name) => values[name]?.value ?? null),
]);

const wordsToKnow = [
  citationOf(table),
  'Pekerja (Workers) by PROVINCE, DESIL, PERIOD',
  'Version 7 of 2026-09-01',
  'KS10_5/2',
  NOT_ADDITIVE,
  'Siap kerja (Ready). All of them, "ready", at once.',
];

test('control: a stored table has values of every kind, suppressed ones, and a total', () => {
  expect(STORED.map((row) => row.filter((cell) => cell === null).length)).toEqual([0, 4, 2, 3]);
  expect(fileName(table, 'JSON_STAT')).toBe(`workersOfATest-${table.id}.json`);
});

test('CSV: after its notes a table, codes quoted where they must be', async () => {
  const text = (await writeFile(table, 'CSV')).toString('utf8');
  const [header, ...rows] = parse(text, { comment: '#' }) as string[][];
  expect(header).toEqual(NAMES);
  expect(rows).toEqual(STORED.map((row) => row.map((cell) => (cell === null ? '' : String(cell)))));
  for (const words of wordsToKnow) expect(text).toContain(words);
  const byMajor = await writeFile(tableOf({ ...BARE, by: ['MAJOR'] }), 'CSV');
  expect((parse(byMajor, { comment: '#' }) as string[][])[1]?.[0]).toBe('jahit, "konveksi"');
});

const BARE = { measures: ['READY'], where: {}, totals: 'NONE' } as const;

test('XLSX: two sheets; numbers are numbers and what is suppressed is no cell', async () => {
  const files = unzip(await writeFile(table, 'XLSX'));
  const strings = [...(files.get('xl/sharedStrings.xml') ?? '').matchAll(/<t[^>]*>([^<]*)<\/t>/g)].map(
    ([, text]) => text,
  );
  const cellsOf = (sheet: string) =>
    [...sheet.matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map(([, row = '']) =>
      NAMES.map((_, index): Cell => {
        const place = `${String.fromCharCode(65 + index)}\\d+`;
        const [, attributes = '', inner = ''] = new RegExp(`<c r="${place}"([^>]*)>(.*?)</c>`, 's').exec(row) ?? [];
        const [, text] = /<t[^>]*>([^<]*)<\/t>/.exec(inner) ?? [];
        const [, value] = /<v>([^<]*)<\/v>/.exec(inner) ?? [];
        if (text !== undefined) return text;
        if (value === undefined) return null;
        return attributes.includes('t="s"') ? (strings[Number(value)] ?? null) : Number(value);
      }),
    );
  const [header, ...rows] = cellsOf(files.get('xl/worksheets/sheet1.xml') ?? '');
  expect([header, ...rows]).toEqual([NAMES, ...STORED]);
  const about = [...files.values()].join('').replaceAll('&quot;', '"').replaceAll('&apos;', "'");
  for (const words of wordsToKnow) expect(about).toContain(words);
});

test('Parquet: DuckDB reads its columns by type, and its notes', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'berdaya-parquet-'));
  const instance = await DuckDBInstance.create();
  try {
    const path = join(folder, 'table.parquet');
    writeFileSync(path, await writeFile(table, 'PARQUET'));
    const connection = await instance.connect();
    const read = async (sql: string) => (await connection.runAndReadAll(sql)).getRowsJS();
    const rows = await read(`SELECT * FROM '${path}'`);
    expect(rows.map((row) => row.map((cell) => (typeof cell === 'bigint' ? Number(cell) : cell)))).toEqual(STORED);
    const types = await read(`SELECT column_name, column_type FROM (DESCRIBE FROM '${path}')`);
    expect(Object.fromEntries(types)).toMatchObject({
      PROVINCE: 'VARCHAR',
      DESIL: 'INTEGER',
      WAGES: 'BIGINT',
      RATE: 'DOUBLE',
    });
    const notes = await read(`SELECT decode(value) FROM parquet_kv_metadata('${path}')`);
    for (const words of wordsToKnow) expect(notes.join()).toContain(words);
    connection.closeSync();
  } finally {
    instance.closeSync();
    rmSync(folder, { recursive: true });
  }
});

test('Arrow: columns by type, with notes in the schema', async () => {
  const read = tableFromIPC(await writeFile(table, 'ARROW'));
  const cells = read.toArray().map((row: object) => Object.values(row));
  expect(cells.map((row) => row.map((cell) => (typeof cell === 'bigint' ? Number(cell) : (cell as Cell))))).toEqual(
    STORED,
  );
  expect(read.schema.fields.map(({ name, type }) => [name, String(type)])).toEqual([
    ...[
      ['PROVINCE', 'Utf8'],
      ['DESIL', 'Int32'],
      ['PERIOD', 'Utf8'],
      ['READY', 'Int32'],
      ['PLACED', 'Int32'],
    ],
    ...[
      ['WAGES', 'Int64'],
      ['RATE', 'Float64'],
      ['WAGE', 'Float64'],
    ],
  ]);
  for (const words of wordsToKnow) expect([...read.schema.metadata.values()].join()).toContain(words);
});

interface JsonStat {
  readonly version: string;
  readonly id: readonly string[];
  readonly size: readonly number[];
  readonly role: Readonly<Record<string, readonly string[]>>;
  readonly dimension: Readonly<Record<string, { readonly category: { readonly index: readonly string[] } }>>;
  readonly value: Readonly<Record<string, number>>;
  readonly note: readonly string[];
}

test('JSON-stat: every value at the place its categories name, and nothing else', async () => {
  const stat = JSON.parse((await writeFile(table, 'JSON_STAT')).toString('utf8')) as JsonStat;
  expect([stat.version, stat.id, stat.size]).toEqual(['2.0', ['PROVINCE', 'DESIL', 'PERIOD', 'MEASURE'], [3, 3, 3, 5]]);
  expect(stat.role).toEqual({ time: ['PERIOD'], geo: ['PROVINCE'], metric: ['MEASURE'] });
  const placeOf = (codes: readonly string[]) =>
    stat.id.reduce((place, name, axis) => {
      const found = stat.dimension[name]?.category.index.indexOf(codes[axis] ?? '') ?? -1;
      expect(found).toBeGreaterThanOrEqual(0);
      return place * (stat.size[axis] ?? 0) + found;
    }, 0);
  const expected = STORED.flatMap((row) =>
    NAMES.slice(3).flatMap((measure, index): [string, Cell][] => {
      const value = row[index + 3] ?? null;
      const codes = row.slice(0, 3).map((code) => (code === null ? '_T' : String(code)));
      return value === null ? [] : [[String(placeOf([...codes, measure])), value]];
    }),
  );
  expect(stat.value).toEqual(Object.fromEntries(expected));
  for (const words of wordsToKnow) expect(stat.note.join()).toContain(words);
});

test.each(Object.keys(EXPORT_FORMATS) as ExportFormat[])(
  '%s: a table of one row over everything, and one of none',
  async (format) => {
    for (const rows of [1, 0]) {
      const grand = tableOf({ by: [], measures: ['READY'], where: {}, totals: 'NONE' });
      expect((await writeFile({ ...grand, rows: grand.rows.slice(0, rows) }, format)).length).toBeGreaterThan(100);
    }
  },
);
