import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemActor } from '../../../shared/viewer';
import type { Viewer } from '../../../shared/viewer';
import { openEmptyDatabase } from '../../../test/support/database';
import { plantTable } from '../../../test/support/exports';
import { startTestPlatform, viewerOf } from '../../../test/support/platform';
import type { Answer, TestPlatform } from '../../../test/support/platform';
import { BY_PLACE, WORKERS, addWorkers, tableOf } from '../export/table.fixture';
import { buildSnapshot } from '../snapshot/build';
import { recordTables } from '../table/audit';

/** Questions that are kept, the citation they lead to, and who may see what of it. */
const table = tableOf();
const bandung = { regionCodes: ['3204', '3205'] };
const author = viewerOf('DINSOS', { subject: 'author', ...bandung });
/** The same jurisdiction, as another token may write it. */
const colleague = viewerOf('DINSOS', { subject: 'colleague', regionCodes: ['3205', '3204'] });

let platform: TestPlatform;
let question: string;
const folder = mkdtempSync(join(tmpdir(), 'berdaya-questions-'));
beforeAll(async () => {
  addWorkers();
  const empty = await openEmptyDatabase();
  platform = await startTestPlatform({ ...empty, config: { ...empty.config, dataDir: folder } });
  await plantTable(platform, author, table);
  const saved = await save(author, { clientKey: 'question-first' });
  question = saved.data?.saveQuestion?.id ?? '';
});
afterAll(async () => {
  await platform.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Saved {
  readonly saveQuestion: { readonly id: string; readonly request: object; readonly isOwn: boolean } | null;
}
const SAVE = `mutation ($input: SaveQuestionInput!) { saveQuestion(input: $input) {
  id name isOwn request { cube by measures where { dimension categories } grain from to totals } } }`;
let keys = 0;
const save = (viewer: Viewer, more: object = {}) =>
  platform.ask<Saved>(viewer, SAVE, {
    input: { clientKey: `question-test-${keys++}`, tableId: table.id, name: ' Upah per provinsi ', ...more },
  });
const open = (viewer: Viewer, id = question) =>
  platform.ask(viewer, 'query ($id: ID!) { savedQuestion(id: $id) { name isOwn } }', { id });
const cite = (viewer: Viewer, id = table.id) =>
  platform.ask<{ statTable: object | null }>(
    viewer,
    `query ($id: ID!) { statTable(id: $id) { id citation cube { name } request { by grain } snapshot { version asOf }
      protection { suppressedCells isAdditive } totalRows columns { name categories values } } }`,
    { id },
  );
const remove = (viewer: Viewer, id: string, clientKey = `question-test-${keys++}`) =>
  platform.ask(viewer, 'mutation ($input: DeleteQuestionInput!) { deleteQuestion(input: $input) }', {
    input: { clientKey, questionId: id },
  });
const listOf = async (viewer: Viewer) => {
  const { data } = await platform.ask<{ savedQuestions: { nodes: { id: string }[] } }>(
    viewer,
    '{ savedQuestions { nodes { id } totalCount { value } } }',
  );
  return data?.savedQuestions.nodes.map(({ id }) => id);
};
const codes = ({ errors }: Pick<Answer, 'errors'>) => errors.map(({ extensions }) => extensions['code']);

test('a question is what its table was asked for, without the snapshot; saving it twice keeps one', async () => {
  const [again] = [await save(author, { clientKey: 'question-first' })];
  expect(again.data?.saveQuestion).toEqual({
    id: question,
    name: 'Upah per provinsi',
    isOwn: true,
    request: {
      cube: 'workersOfATest',
      by: BY_PLACE.by,
      // With those that rates and means are made of.
      measures: ['READY', 'PLACED', 'WAGES', 'RATE', 'WAGE'],
      where: [{ dimension: 'SEX', categories: ['FEMALE'] }],
      ...{ grain: 'QUARTER', from: '2026-01', to: '2026-06', totals: 'GRAND' },
    },
  });
  expect(await listOf(author)).toEqual([question]);
  expect(codes(await save(author, { clientKey: 'question-first', name: 'Lain' }))).toEqual(['IDEMPOTENCY_MISMATCH']);
  expect(codes(await save(author, { name: '  ' }))).toEqual(['BAD_USER_INPUT']);
  expect(codes(await save(author, { name: 'x'.repeat(201) }))).toEqual(['BAD_USER_INPUT']);
});

test.each([
  ['of another place', viewerOf('DINSOS', { subject: 'x', regionCodes: ['3204'] })],
  ['of one place more', viewerOf('DINSOS', { subject: 'x', regionCodes: ['3204', '3205', '3206'] })],
  ['of no place', viewerOf('DINSOS', { subject: 'x' })],
  ['of another role', viewerOf('SUPERVISOR', { subject: 'x', ...bandung })],
  ['of another program', viewerOf('DINSOS', { subject: 'x', ...bandung, programCodes: ['PKH'] })],
  ['of the ministry', viewerOf('ANALYST', { subject: 'x' })],
])('an account %s is not of the office: neither question nor table', async (_, viewer) => {
  expect([await open(viewer), await cite(viewer), await save(viewer)].map(codes)).toEqual([
    ['NOT_FOUND'],
    ['NOT_FOUND'],
    ['NOT_FOUND'],
  ]);
});

test('the office opens it by its link, with the tables of it; the list stays the own', async () => {
  const { data, errors } = await open(colleague);
  expect([errors, data]).toEqual([[], { savedQuestion: { name: 'Upah per provinsi', isOwn: false } }]);
  expect((await cite(colleague)).errors).toEqual([]);
  // Of a later snapshot, which somebody else has made.
  const later = tableOf(BY_PLACE, 8);
  await plantTable(platform, viewerOf('ANALYST', { subject: 'elsewhere' }), later);
  expect((await cite(colleague, later.id)).errors).toEqual([]);
  // Control: a table of another question is not shared by it.
  const other = tableOf({ ...BY_PLACE, totals: 'NONE' });
  await plantTable(platform, author, other);
  expect(codes(await cite(colleague, other.id))).toEqual(['NOT_FOUND']);
  expect(await listOf(colleague)).toEqual([]);
  expect(codes(await open(colleague, 'no-id'))).toEqual(['NOT_FOUND']);
});

test('a citation says what was asked of which snapshot, and shows the stored rows as columns', async () => {
  const { data, errors } = await cite(author);
  expect(errors).toEqual([]);
  expect(data?.statTable).toMatchObject({
    id: table.id,
    citation: `Kemensos, Berdaya: Pekerja (Workers), table ${table.id}, snapshot 7 of 2026-09-01, protection KS10_5/2.`,
    cube: { name: 'workersOfATest' },
    request: { by: BY_PLACE.by, grain: 'QUARTER' },
    snapshot: { version: 7, asOf: '2026-09-01' },
    protection: { suppressedCells: 3, isAdditive: false },
    totalRows: 4,
  });
  const { columns } = data?.statTable as { columns: { name: string }[] };
  expect(columns).toEqual(
    expect.arrayContaining([
      { name: 'PROVINCE', categories: ['11', '11', '94', null], values: null },
      { name: 'PERIOD', categories: ['2026-Q1', '2026-Q2', '2026-Q2', null], values: null },
      { name: 'PLACED', categories: null, values: [30, null, 10, 45] },
    ]),
  );
});

test('a question is asked of the newest snapshot, and written down as asked by whoever runs it', async () => {
  const { database } = platform.subgraph('insights');
  const build = () =>
    buildSnapshot({ database, folder: join(folder, 'insights'), cubes: [WORKERS], asOf: '2026-11-30' });
  const run = (viewer: Viewer) =>
    platform.ask<{ runQuestion: { id: string; snapshot: { version: number }; columns: object[] } }>(
      viewer,
      'query ($id: ID!) { runQuestion(id: $id) { id snapshot { version } columns { name categories values } } }',
      { id: question },
    );
  await build();
  const first = await run(author);
  expect([first.errors, first.data?.runQuestion.snapshot.version]).toEqual([[], 1]);
  expect(first.data?.runQuestion.columns[0]).toEqual({
    name: 'PROVINCE',
    categories: ['11', '94', null],
    values: null,
  });
  await build();
  const second = await run(colleague);
  expect([second.errors, second.data?.runQuestion.snapshot.version]).toEqual([[], 2]);
  expect(second.data?.runQuestion.id).not.toBe(first.data?.runQuestion.id);
  const audits = await platform.ask<{ tableAudits: { nodes: object[] } }>(
    colleague,
    '{ tableAudits { nodes { account tableId snapshot } } }',
  );
  expect(audits.data?.tableAudits.nodes).toEqual([
    { account: 'colleague', tableId: second.data?.runQuestion.id, snapshot: 2 },
  ]);
  expect(codes(await run(viewerOf('ANALYST', { subject: 'x' })))).toEqual(['NOT_FOUND']);
});

test('a refused request gives no table to cite', async () => {
  const refused = viewerOf('ANALYST', { subject: 'refused' });
  const { database } = platform.subgraph('insights');
  const { request, snapshot } = table;
  const outcome = { request, snapshot: snapshot.version, refusal: 'TABLE_TOO_SPARSE' };
  await database.write(systemActor('a test'), (manager) => recordTables(manager, refused, [outcome]));
  expect(codes(await cite(refused))).toEqual(['NOT_FOUND']);
  // Control: once it was made, it does.
  await plantTable(platform, refused, table);
  expect(codes(await cite(refused))).toEqual([]);
});

test('only who saved it takes it away, once; and with it what it shared', async () => {
  expect(codes(await remove(colleague, question))).toEqual(['NOT_FOUND']);
  const [gone, again] = [
    await remove(author, question, 'question-gone'),
    await remove(author, question, 'question-gone'),
  ];
  expect([gone.data, again.data]).toEqual([{ deleteQuestion: question }, { deleteQuestion: question }]);
  expect(codes(await remove(author, question))).toEqual(['NOT_FOUND']);
  expect([await open(author), await cite(colleague)].map(codes)).toEqual([['NOT_FOUND'], ['NOT_FOUND']]);
  // What the author made is still the author's.
  expect((await cite(author)).errors).toEqual([]);
});
