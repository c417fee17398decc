import { setImmediate } from 'node:timers/promises';
import { statement } from '../../shared/database';
import type { Viewer } from '../../shared/viewer';
import { addFamilies } from '../support/people';
import type { TestIds } from '../support/people';
import { startTestPlatform, viewerOf } from '../support/platform';
import type { TestPlatform } from '../support/platform';

const REQUESTS = 500;

let platform: TestPlatform;
let ids: TestIds;
beforeAll(async () => {
  platform = await startTestPlatform();
  ids = await addFamilies(platform, [
    { key: 'a', region: '3204052001', kpmFlags: ['PKH'], members: [{ key: 'a1', name: 'Aaaa' }] },
    { key: 'b', region: '3205012001', members: [{ key: 'b1', name: 'Bbbb' }] },
    { key: 'c', region: '3301012001', kpmFlags: ['SEMBAKO'], members: [{ key: 'c1', name: 'Cccc' }] },
  ]);
});
afterAll(() => platform.stop());

type Expected = readonly [viewer: Viewer, names: readonly string[]];

/** Viewers of several roles, with the names each may read. */
const viewers = (): readonly Expected[] => [
  [viewerOf('DINSOS', { regionCodes: ['3204'] }), ['Aaaa']],
  [viewerOf('DINSOS', { regionCodes: ['3205'] }), ['Bbbb']],
  [viewerOf('PENDAMPING', { regionCodes: ['32'] }), ['Aaaa', 'Bbbb']],
  [viewerOf('DINSOS', { regionCodes: ['3206'] }), []],
  [viewerOf('CITIZEN', { personId: ids.person('c1') }), ['Cccc']],
  [viewerOf('PROGRAM_MANAGER', { programCodes: ['PKH'] }), ['Aaaa']],
  [viewerOf('SUPERVISOR', { regionCodes: ['ID'] }), ['Aaaa', 'Bbbb', 'Cccc']],
];

const NAMES = statement('SELECT full_name AS "fullName" FROM person ORDER BY full_name', []);
type Named = readonly { readonly fullName: string }[];
const registry = () => platform.subgraph('beneficiaries').database;

/** Ways a request can go; each answers the names it saw, or how it ended. */
const WAYS: Readonly<Record<string, (viewer: Viewer) => Promise<readonly string[] | 'failed' | 'aborted'>>> = {
  /** Through the gateway, with the row scope. */
  async asked(viewer) {
    const { data } = await platform.ask<{ persons: { nodes: Named } }>(
      viewer,
      '{ persons(first: 10) { nodes { fullName } } }',
    );
    return (data?.persons.nodes ?? []).map(({ fullName }) => fullName).sort();
  },
  /** A statement that forgot its scope. */
  async unscoped(viewer) {
    const session = registry().read(viewer);
    const rows = await session.rows<Named[number]>(NAMES);
    await session.close();
    return rows.map(({ fullName }) => fullName);
  },
  /** Refused after the transaction was opened. */
  async refused(viewer) {
    const { errors } = await platform.ask(
      viewer,
      '{ persons(first: 10) { nodes { fullName } } again: persons(first: 101) { nodes { fullName } } }',
    );
    return errors.length > 0 ? 'failed' : [];
  },
  /** A statement breaks the transaction. */
  async broken(viewer) {
    const session = registry().read(viewer);
    const [error] = await Promise.allSettled([session.rows(statement('SELECT 1 / 0', [])), session.rows(NAMES)]);
    await session.close();
    return error.status === 'rejected' ? 'failed' : [];
  },
  /** The client left: the session is closed while its statement is under way. */
  async left(viewer) {
    const session = registry().read(viewer);
    const reading = session.rows(statement('SELECT pg_sleep(0.005), full_name FROM person', []));
    // Until the statement is on its way.
    await setImmediate();
    await Promise.all([session.close(), reading]);
    return session.rows(NAMES).then(
      () => [],
      () => 'aborted',
    );
  },
  /** The connection itself ends. */
  async lost(viewer) {
    const session = registry().read(viewer);
    const reading = session.rows(statement('SELECT pg_terminate_backend(pg_backend_pid())', []));
    const ended = await reading.then(
      () => [],
      () => 'aborted' as const,
    );
    await session.close();
    return ended;
  },
};
const ORDER = [
  'asked',
  'unscoped',
  'asked',
  'refused',
  'unscoped',
  'broken',
  'asked',
  'left',
  'unscoped',
  'asked',
  'lost',
];

test('500 interleaved requests on a pool of five, some failing or left: nobody ever sees another viewer’s rows', async () => {
  const all = viewers();
  const requests = Array.from({ length: REQUESTS }, (_, index) => ({
    way: ORDER[index % ORDER.length] ?? '',
    expected: all[index % all.length] as Expected,
  }));
  const answers = await Promise.all(requests.map(async ({ way, expected: [viewer] }) => WAYS[way]?.(viewer)));
  const counts: Record<string, number> = {};
  requests.forEach(({ way, expected: [viewer, names] }, index) => {
    const answer = answers[index];
    if (typeof answer !== 'string') expect([index, way, viewer.role, answer]).toEqual([index, way, viewer.role, names]);
    const outcome = typeof answer === 'string' ? answer : way;
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  });
  // What was checked: rows through the gateway, rows of statements without a scope, and what went wrong in between.
  expect(counts).toEqual({ asked: 182, unscoped: 137, failed: 91, aborted: 90 });
  // Control: after all that a connection still tells nobody anything, and whoever has rows still gets them.
  const nobody = await registry().bulk(
    { subject: 'nobody', role: 'PUBLIC', regionCodes: [], programCodes: [] },
    (client) => client.query('SELECT FROM person'),
  );
  expect(nobody.rowCount).toBe(0);
  for (const [viewer, names] of all) expect(await WAYS['unscoped']?.(viewer)).toEqual(names);
});
