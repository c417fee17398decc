import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../platform/demo/project';

/** The table of what must not work has a row for everything, and every test of it stands in a row. */
const TABLE = readFileSync(join(PROJECT_ROOT, 'test/bypass/README.md'), 'utf8');

interface Row {
  readonly label: string;
  readonly cells: readonly string[];
  readonly files: readonly string[];
}

function rowsOf(table: string): Row[] {
  return [...table.matchAll(/^\| ([A-Z]+\d+)\s*\|(.*)\|$/gm)].map(([, label = '', rest = '']) => {
    const cells = rest.split('|').map((cell) => cell.trim());
    return { label, cells, files: [...(cells[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, file = '']) => file) };
  });
}

const rows = rowsOf(TABLE);
/** How many rows each kind has; a new promise gets a row, and its number here. */
const KINDS = { P: 14, AZ: 12, SG: 7, AB: 7, TR: 3, LK: 5, AU: 4, DC: 2, ST: 4 } as const;
const expected = Object.entries(KINDS).flatMap(([kind, count]) =>
  Array.from({ length: count }, (_, index) => `${kind}${index + 1}`),
);

/** What a table lacks, in words. */
function findings(given: readonly Row[], tests: readonly string[]): string[] {
  const labels = given.map(({ label }) => label);
  const named = new Set(given.flatMap(({ files }) => files));
  return [
    ...expected.filter((label) => !labels.includes(label)).map((label) => `${label} has no row`),
    ...labels.filter((label, index) => labels.indexOf(label) !== index).map((label) => `${label} has two rows`),
    ...given.filter(({ files }) => files.length === 0).map(({ label }) => `${label} names no test`),
    ...given
      .filter(({ cells }) => cells.length !== 4 || cells.includes(''))
      .map(({ label }) => `${label} lacks a cell`),
    ...[...named].filter((file) => !existsSync(join(PROJECT_ROOT, file))).map((file) => `${file} does not exist`),
    ...[...named].filter((file) => !file.endsWith('.test.ts')).map((file) => `${file} is no test`),
    ...tests.filter((file) => !named.has(file)).map((file) => `${file} stands in no row`),
  ];
}

const tests = ['test/bypass', 'test/abuse'].flatMap((folder) =>
  readdirSync(join(PROJECT_ROOT, folder))
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => `${folder}/${name}`),
);

test('every label has its row, every row its tests, and every test its row', () => {
  expect(findings(rows, tests)).toEqual([]);
});

test('control: a row without its file, a label without its row and a test without either are told', () => {
  const without = rowsOf(TABLE.replace('test/abuse/websocket', 'test/abuse/web-socket').replace('| AU3 |', '| AU9 |'));
  expect(findings(without, [...tests, 'test/abuse/new.test.ts']).sort()).toEqual([
    'AU3 has no row',
    'test/abuse/new.test.ts stands in no row',
    'test/abuse/web-socket.test.ts does not exist',
    'test/abuse/websocket.test.ts stands in no row',
  ]);
});
