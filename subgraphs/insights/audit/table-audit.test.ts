import { ROLES } from '../../../shared/viewer';
import type { Viewer } from '../../../shared/viewer';
import { plantTable } from '../../../test/support/exports';
import { startTestPlatform, viewerOf } from '../../../test/support/platform';
import type { Answer, TestPlatform } from '../../../test/support/platform';
import { BY_PLACE, addWorkers, tableOf } from '../export/table.fixture';

/** Who asked for which tables: seen by who oversees it, and each by whoever asked. */
const first = viewerOf('ANALYST', { subject: 'first' });
const second = viewerOf('SUPERVISOR', { subject: 'second', regionCodes: ['32'] });
const DPO = viewerOf('DPO');
const wide = tableOf({ ...BY_PLACE, by: ['PROVINCE', 'PERIOD'], where: { SEX: ['FEMALE', 'MALE'] } });
const narrow = tableOf({ ...BY_PLACE, by: ['PROVINCE', 'PERIOD'], where: { SEX: ['FEMALE'] } });

let platform: TestPlatform;
beforeAll(async () => {
  addWorkers();
  platform = await startTestPlatform();
  await plantTable(platform, first, wide);
  await plantTable(platform, first, narrow);
  await plantTable(platform, second, wide);
});
afterAll(() => platform.stop());

interface Audits {
  readonly tableAudits: {
    readonly nodes: Readonly<Record<string, unknown>>[];
    readonly totalCount: { readonly value: number };
  };
}
const audits = (viewer: Viewer, args = '') =>
  platform.ask<Audits>(
    viewer,
    `{ tableAudits${args} { nodes { id at account role purpose tableId snapshot rows suppressed refusal
      request { cube where { dimension categories } } } totalCount { value } pageInfo { endCursor hasNextPage } } }`,
  );
const alerts = (viewer: Viewer, args = '') =>
  platform.ask<{ tableAlerts: { nodes: object[] } | null }>(
    viewer,
    `{ tableAlerts${args} { nodes { account dimension tableId otherTableId } } }`,
  );
const codes = ({ errors }: Pick<Answer, 'errors'>) => errors.map(({ extensions }) => extensions['code']);
const tablesOf = async (viewer: Viewer, args = '') =>
  (await audits(viewer, args)).data?.tableAudits.nodes.map(({ account, tableId }) => [account, tableId]);

test('all of them for the data protection officer, newest first, with what was asked', async () => {
  const { data, errors } = await audits(DPO);
  expect([errors, data?.tableAudits.totalCount]).toEqual([[], { value: 3 }]);
  expect(data?.tableAudits.nodes[1]).toMatchObject({
    ...{ account: 'first', role: 'ANALYST', purpose: first.purpose, tableId: narrow.id, snapshot: 7 },
    ...{ rows: 4, suppressed: 3, refusal: null },
    request: { cube: 'workersOfATest', where: [{ dimension: 'SEX', categories: ['FEMALE'] }] },
  });
  expect(await tablesOf(DPO)).toEqual([
    ['second', wide.id],
    ['first', narrow.id],
    ['first', wide.id],
  ]);
  expect(await tablesOf(DPO, '(filter: { account: { eq: "second" } })')).toEqual([['second', wide.id]]);
});

test('page by page none is left out', async () => {
  const seen: unknown[] = [];
  for (let after = ''; ;) {
    const { data } = await audits(DPO, `(first: 1${after})`);
    const page = data?.tableAudits as unknown as {
      nodes: { id: string }[];
      pageInfo: { endCursor: string; hasNextPage: boolean };
    };
    seen.push(...page.nodes.map(({ id }) => id));
    if (!page.pageInfo.hasNextPage) break;
    after = `, after: "${page.pageInfo.endCursor}"`;
  }
  expect(new Set(seen).size).toBe(3);
});

test('each the own ones, whatever they filter by', async () => {
  expect(await tablesOf(second)).toEqual([['second', wide.id]]);
  expect(await tablesOf(second, '(filter: { account: { eq: "first" } })')).toEqual([]);
  expect(await tablesOf(viewerOf('ANALYST', { subject: 'nobody' }))).toEqual([]);
});

test('a list and a shorter one are noticed; the alert is not for who made them', async () => {
  const { data } = await alerts(DPO);
  expect(data?.tableAlerts?.nodes).toEqual([
    { account: 'first', dimension: 'SEX', tableId: narrow.id, otherTableId: wide.id },
  ]);
  expect(codes(await alerts(first))).toEqual(['FORBIDDEN']);
  expect((await alerts(DPO, '(filter: { account: { eq: "second" } })')).data?.tableAlerts?.nodes).toEqual([]);
});

test('no other role has either', async () => {
  const allowed = new Set(['ANALYST', 'DINSOS', 'SUPERVISOR', 'PROGRAM_MANAGER', 'FRONTEND_DEVELOPER', 'DPO']);
  for (const role of ROLES.filter((each) => !allowed.has(each))) {
    expect([role, codes(await audits(viewerOf(role))), codes(await alerts(viewerOf(role)))]).toEqual([
      role,
      ['FORBIDDEN'],
      ['FORBIDDEN'],
    ]);
  }
});
