import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDuckDb } from './duckdb';
import type { Engine } from './engine';
import { openFolder, writeDuckDb } from './engines.fixture';

const folder = openFolder();
const file = join(folder.path, 'snapshot.duckdb');
const secret = join(folder.path, 'secret.csv');
const options = { deadlineMs: 30_000 };
/** Runs for longer than any test. */
const ENDLESS = 'SELECT count(*) FROM range(100000000) a, range(100000) b WHERE hash(a.range, b.range) % 3 = 0';
let engine: Engine;

beforeAll(async () => {
  writeFileSync(secret, 'name\nhidden\n');
  await writeDuckDb(
    file,
    `CREATE TABLE kept AS SELECT i::smallint AS small, (i * 1000)::bigint AS big, 'a' || i AS text, i = 1 AS flag,
      '00000000-0000-4000-8000-000000000001'::uuid AS id FROM range(1, 3) r(i)`,
    // The control: a connection that is not locked reads it.
    `CREATE TABLE control AS SELECT * FROM read_csv('${secret}')`,
  );
  engine = await openDuckDb(file, { memoryMb: 100, connections: 2 });
});

afterAll(async () => {
  await engine.close();
  folder.remove();
});

test('answers in plain columns: no value is of the engine', async () => {
  expect(
    await engine.query('SELECT *, NULL AS nothing, sum(big) OVER () AS wide FROM kept ORDER BY small', options),
  ).toEqual({
    names: ['small', 'big', 'text', 'flag', 'id', 'nothing', 'wide'],
    columns: [
      [1, 2],
      [1_000, 2_000],
      ['a1', 'a2'],
      [true, false],
      ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000001'],
      [null, null],
      [3_000, 3_000],
    ],
    rows: 2,
  });
});

test.each([
  ['a file', `SELECT * FROM read_csv('${secret}')`],
  ['a file by its name', `SELECT * FROM '${secret}'`],
  ['a file as text', `SELECT * FROM read_text('${secret}')`],
  ['the names of files', `SELECT * FROM glob('${folder.path}/*')`],
  ['another database', `ATTACH '${join(folder.path, 'other.duckdb')}' AS other`],
  ['an extension', 'LOAD httpfs'],
  ['an extension of the network', 'INSTALL httpfs'],
])('reads nothing outside of its file: %s', async (_, sql) => {
  await expect(engine.query(sql, options)).rejects.toThrow(/Permission Error|Catalog Error/);
  expect((await engine.query('SELECT name FROM control', options)).columns).toEqual([['hidden']]);
});

test.each([
  ['a setting', `SET memory_limit = '8GB'`],
  ['the lock itself', 'SET lock_configuration = false'],
  ['the way out', 'SET enable_external_access = true'],
  ['a setting by pragma', 'PRAGMA threads = 64'],
])('changes no setting: %s', async (_, sql) => {
  await expect(engine.query(sql, options)).rejects.toThrow('the configuration has been locked');
});

test('writes nothing', async () => {
  await expect(engine.query('CREATE TABLE more (a int)', options)).rejects.toThrow('read-only');
  await expect(engine.query('DELETE FROM kept', options)).rejects.toThrow('read-only');
  const out = join(folder.path, 'out.csv');
  await expect(engine.query(`COPY kept TO '${out}'`, options)).rejects.toThrow('Permission Error');
  expect(existsSync(out)).toBe(false);
});

test('a query that takes too long is stopped, and its connection serves the next', async () => {
  const late = { code: 'DEADLINE_EXCEEDED', details: { seconds: 0.1 } };
  const both = [engine.query(ENDLESS, { deadlineMs: 100 }), engine.query(ENDLESS, { deadlineMs: 100 })];
  // Both connections are taken: this one waits for one, which is part of its time.
  const third = engine.query(ENDLESS, { deadlineMs: 50 });
  await expect(third).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED', details: { seconds: 0.05 } });
  for (const each of both) await expect(each).rejects.toMatchObject(late);
  expect((await engine.query('SELECT 1 AS one', options)).columns).toEqual([[1]]);
});

test('a statement answers again as the first time, also after many others and after it was stopped', async () => {
  const sql = 'SELECT text FROM kept ORDER BY small';
  const first = await engine.query(sql, options);
  for (let other = 0; other < 150; other += 1)
    expect((await engine.query(`SELECT ${other}`, options)).columns).toEqual([[other]]);
  expect(await engine.query(sql, options)).toEqual(first);
  const slow = 'SELECT count(*) FROM range(30000000) a WHERE hash(a.range) % 3 = 0';
  await expect(engine.query(slow, { deadlineMs: 1 })).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
  const [[count] = []] = (await engine.query(slow, options)).columns;
  expect(Math.abs(Number(count) - 10_000_000)).toBeLessThan(100_000);
});

test('a query that needs too much memory fails, and the process goes on', async () => {
  const hungry = 'SELECT count(*) FROM (SELECT DISTINCT hash(range) AS h FROM range(20000000))';
  await expect(engine.query(hungry, options)).rejects.toThrow('Out of Memory');
  expect((await engine.query('SELECT 1 AS one', options)).columns).toEqual([[1]]);
});

test('is closed once what is under way is answered, and the same file can be open twice', async () => {
  const other = await openDuckDb(file, { memoryMb: 100, connections: 2 });
  const asked = other.query('SELECT count(*) AS n FROM range(3000000) a WHERE hash(a.range) % 3 < 3', options);
  await other.close();
  expect((await asked).columns).toEqual([[3_000_000]]);
  expect((await engine.query('SELECT count(*) AS n FROM kept', options)).columns).toEqual([[2]]);
});
