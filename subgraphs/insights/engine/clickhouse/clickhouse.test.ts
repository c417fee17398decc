import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CUBES } from '../../cube/catalogue';
import { columnsOf } from '../../cube/cube';
import { queryCells } from '../cells';
import type { Engine } from '../engine';
import { openClickHouse } from './clickhouse';
import { clickHouseSchema } from './schema';

/** What is said over HTTP; what ClickHouse makes of it shows `npm --prefix bench run clickhouse`. */
let server: Server;
let engine: Engine;
let answer: (response: ServerResponse, request: IncomingMessage) => void;
const asked: { readonly url: URL; readonly headers: IncomingMessage['headers']; readonly sql: string }[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const url = new URL(request.url ?? '', 'http://server');
      asked.push({ url, headers: request.headers, sql: Buffer.concat(parts).toString() });
      answer(response, request);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  engine = openClickHouse({
    ...{ url: `http://127.0.0.1:${port}`, database: 'insights_1', user: 'reader', password: 'secret' },
    ...{ memoryMb: 512, connections: 2 },
  });
});
afterAll(async () => {
  await engine.close();
  server.close();
});
beforeEach(() => {
  asked.length = 0;
});

const options = { deadlineMs: 2_500 };
const says = (body: object) => (response: ServerResponse) => response.end(JSON.stringify(body));
const fails = (code: string) => (response: ServerResponse) =>
  response.writeHead(500, { 'x-clickhouse-exception-code': code }).end("Code: 1. in SELECT 'a NIK'");

test('asks to read only, within time and memory, as the account it was given', async () => {
  answer = says({
    meta: [{ name: 'a' }, { name: 'b' }],
    data: [
      [1, 'x'],
      [2, null],
    ],
  });
  expect(await engine.query('SELECT a, b FROM t', options)).toEqual({
    ...{ names: ['a', 'b'], rows: 2 },
    columns: [
      [1, 2],
      ['x', null],
    ],
  });
  const [{ url, headers, sql } = { url: new URL('http://none'), headers: {}, sql: '' }] = asked;
  expect(sql).toBe('SELECT a, b FROM t');
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    ...{ database: 'insights_1', readonly: '2', max_execution_time: '2.5', max_memory_usage: '536870912' },
    default_format: 'JSONCompact',
  });
  expect(headers).toMatchObject({ 'x-clickhouse-user': 'reader', 'x-clickhouse-key': 'secret' });
  expect(url.href).not.toContain('secret');
});

test('a value cannot end its literal where a backslash escapes', async () => {
  answer = says({ meta: [], data: [] });
  const where = [{ column: 'area', in: ["\\' OR 1=1 --"] }];
  const query = { groups: [], where, counts: [], sums: [], bands: [] };
  await queryCells(engine, { ...query, source: { from: 't', shape: 'UNITS' } }, options).catch(() => undefined);
  expect(asked[0]?.sql).toContain(`IN ('\\\\'' OR 1=1 --')`);
});

test('what takes too long is a deadline, whoever notices first, and is not left behind', async () => {
  answer = fails('159');
  await expect(engine.query('SELECT 1', options)).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
  const closed = new Promise((resolve) => {
    answer = (response) => response.on('close', resolve);
  });
  const late = engine.query('SELECT 1', { deadlineMs: 50 });
  await expect(late).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED', details: { seconds: 0.05 } });
  await closed;
});

test('any other failure says its code, and none of the words, which hold what was asked', async () => {
  answer = fails('241');
  await expect(engine.query('SELECT 1', options)).rejects.toThrow('ClickHouse answered 500 with code 241');
});

test('every cube has a table with its columns, and units of several rows have no rollup', () => {
  const rolled = CUBES.map((cube) => ({ ...cube, rollups: [cube.dimensions.slice(0, 1).map(({ name }) => name)] }));
  const statements = clickHouseSchema(rolled, 'insights_1');
  for (const cube of rolled) {
    const facts = statements.find((sql) => sql.startsWith(`CREATE TABLE "insights_1"."cube_${cube.name}" (`)) ?? '';
    expect(facts).toContain('ENGINE = MergeTree ORDER BY');
    for (const { name } of columnsOf(cube)) expect(facts).toContain(`"${name}" `);
    const rollups = statements.filter((sql) => sql.includes(`"cube_${cube.name}_by_0"`));
    expect(rollups).toHaveLength(cube.rows === 'ONE' ? 2 : 0);
  }
  expect(rolled.some(({ rows }) => rows === 'ONE')).toBe(true);
});
