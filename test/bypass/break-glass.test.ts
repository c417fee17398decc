import { Parameters, createSubjectHasher, selectFacts } from '../../shared/database';
import { ROLES } from '../../shared/viewer';
import type { Viewer } from '../../shared/viewer';
import { personScope } from '../../subgraphs/beneficiaries/person/person.access';
import { asAdmin } from '../support/database';
import { addFamilies } from '../support/people';
import type { TestIds } from '../support/people';
import { startTestPlatform, viewerOf } from '../support/platform';
import type { TestPlatform } from '../support/platform';

const NIK = '3204054101809001';
const REASON = 'flood in Cileunyi, next of kin must be reached';
const OPEN = `mutation O($input: OpenBreakGlassInput!) {
  openBreakGlass(input: $input) { id status reason approvals openedAt expiresAt person { id } } }`;
const READ = `query R($a: ID!, $b: ID!) {
  a: person(id: $a) { fullName nik family { kkNumber } } b: person(id: $b) { fullName nik family { kkNumber } } }`;
const shut = { fullName: 'S. W.', nik: null, family: { kkNumber: null } };
const opened = { fullName: 'Sarni Wulandaru', nik: NIK, family: { kkNumber: '3204050101209001' } };

let platform: TestPlatform;
let ids: TestIds;
let keys = 0;
const dpo = viewerOf('DPO', { subject: 'dpo one', regionCodes: ['32'] });
const other = viewerOf('DPO', { subject: 'dpo two', regionCodes: ['32'] });
const supervisor = viewerOf('SUPERVISOR', { subject: 'supervisor', regionCodes: ['3204'] });

beforeAll(async () => {
  platform = await startTestPlatform();
  ids = await addFamilies(platform, [
    {
      key: 'near',
      members: [
        { key: 'mother', name: 'Sarni Wulandaru', nik: NIK },
        { key: 'child', name: 'Sinta Wulandaru', nik: NIK, birthDate: '2020-05-05', role: 'CHILD' },
      ],
    },
    { key: 'next', members: [{ key: 'neighbour', name: 'Sarmi Wulan', nik: NIK }] },
    { key: 'far', region: '5101012001', members: [{ key: 'stranger' }] },
  ]);
});
afterAll(() => platform.stop());
beforeEach(() => sql('TRUNCATE beneficiaries.break_glass, beneficiaries.break_glass_event, beneficiaries.outbox'));

const sql = (text: string, values: unknown[] = []) =>
  asAdmin(
    async (client) => (await client.query(text, values)).rows as Record<string, unknown>[],
    platform.database.adminUrl,
  );
const written = async () => {
  const [counts] = await sql(`SELECT (SELECT count(*)::int FROM beneficiaries.break_glass) AS grants,
    (SELECT count(*)::int FROM beneficiaries.break_glass_event) AS events,
    (SELECT count(*)::int FROM beneficiaries.outbox) AS notices`);
  return counts;
};
const codes = ({ errors }: { errors: readonly { extensions: Record<string, unknown> }[] }) =>
  errors.map(({ extensions }) => extensions['code']);

interface Grant {
  readonly id: string;
  readonly status: string;
  readonly approvals: number;
}
const open = (person: string, more: object = {}, viewer: Viewer = dpo) => {
  keys += 1;
  const input = { person: ids.person(person), reason: REASON, clientKey: `glass-key-${keys}`, ...more };
  return platform.ask<{ openBreakGlass: Grant | null }>(viewer, OPEN, { input });
};
const grantOf = async (person: string) => {
  const grant = (await open(person)).data?.openBreakGlass;
  if (!grant) throw new Error('not opened');
  return grant;
};
const read = async (viewer: Viewer = dpo) =>
  (await platform.ask(viewer, READ, { a: ids.person('mother'), b: ids.person('neighbour') })).data;
const approve = (viewer: Viewer, id: string, clientKey: string) =>
  platform.ask<{ approveBreakGlass: Grant | null }>(
    viewer,
    'mutation A($id: ID!, $key: String!) { approveBreakGlass(id: $id, clientKey: $key) { approvals status reason } }',
    { id, key: clientKey },
  );

test('one person opens to one account, and nobody and nothing beside', async () => {
  expect(await read()).toEqual({ a: shut, b: shut });
  const answer = await open('mother');
  expect(answer.errors).toEqual([]);
  expect(answer.data).toMatchObject({
    openBreakGlass: { status: 'OPEN', reason: REASON, approvals: 0, person: { id: ids.person('mother') } },
  });
  expect(await read()).toEqual({ a: opened, b: shut });
  expect(await read(other)).toEqual({ a: shut, b: shut });
});

test('it is closed again after thirty minutes, by the clock of the database', async () => {
  const { id } = await grantOf('mother');
  const [row] = await sql(
    'SELECT expires_at - opened_at = $2::interval AS half FROM beneficiaries.break_glass WHERE id = $1',
    [id, '30 minutes'],
  );
  expect(row).toEqual({ half: true });
  const age = (minutes: string) =>
    sql('UPDATE beneficiaries.break_glass SET expires_at = now() + $1::interval WHERE id = $2', [minutes, id]);
  await age('1 minute');
  expect(await read()).toEqual({ a: opened, b: shut });
  await age('-1 second');
  expect(await read()).toEqual({ a: shut, b: shut });
  const listed = await platform.ask(dpo, '{ breakGlassGrants { id } }');
  expect(listed.data).toEqual({ breakGlassGrants: [] });
});

test('closing it works on the next request, and only for whom it was opened', async () => {
  const { id } = await grantOf('mother');
  const close = (viewer: Viewer) =>
    platform.ask(viewer, 'mutation C($id: ID!) { closeBreakGlass(id: $id) { status } }', { id });
  expect(codes(await close(other))).toEqual(['NOT_FOUND']);
  expect(await read()).toEqual({ a: opened, b: shut });
  expect((await close(dpo)).data).toEqual({ closeBreakGlass: { status: 'CLOSED' } });
  expect(await read()).toEqual({ a: shut, b: shut });
  // Closing again changes nothing and says the same.
  expect((await close(dpo)).data).toEqual({ closeBreakGlass: { status: 'CLOSED' } });
  expect(await written()).toEqual({ grants: 1, events: 2, notices: 1 });
});

test('a child is not there until it is opened', async () => {
  const child = 'query C($id: ID!) { person(id: $id) { fullName } }';
  const ask = async () => (await platform.ask(dpo, child, { id: ids.person('child') })).data;
  expect(await ask()).toEqual({ person: null });
  await grantOf('mother');
  expect(await ask()).toEqual({ person: null });
  await grantOf('child');
  expect(await ask()).toEqual({ person: { fullName: 'Sinta Wulandaru' } });
});

test('the same key gives the same grant; another request may not use it', async () => {
  const first = await open('mother', { clientKey: 'glass-again' });
  const second = await open('mother', { clientKey: 'glass-again' });
  expect(first.data?.openBreakGlass?.id).toEqual(expect.any(String));
  expect(second.data).toEqual(first.data);
  expect(codes(await open('neighbour', { clientKey: 'glass-again' }))).toEqual(['IDEMPOTENCY_MISMATCH']);
  expect(await written()).toEqual({ grants: 1, events: 1, notices: 1 });
});

test('a reason that says too little, or a NIK, opens nothing; control: twenty characters do', async () => {
  expect(codes(await open('mother', { reason: `  ${'x'.repeat(19)}  ` }))).toEqual(['BAD_USER_INPUT']);
  expect(codes(await open('mother', { reason: `the person with ${NIK} is in danger` }))).toEqual(['BAD_USER_INPUT']);
  expect(await written()).toEqual({ grants: 0, events: 0, notices: 0 });
  expect(codes(await open('mother', { reason: 'x'.repeat(20) }))).toEqual([]);
});

test('a person out of scope is answered like none', async () => {
  const outside = await open('stranger');
  const missing = await open('nobody');
  expect(codes(outside)).toEqual(['NOT_FOUND']);
  expect({ ...outside, statements: outside.statements.length }).toEqual({
    ...missing,
    statements: missing.statements.length,
  });
  expect(await written()).toEqual({ grants: 0, events: 0, notices: 0 });
});

test('the notice names the account and a keyed hash, not the person', async () => {
  const { id } = await grantOf('mother');
  const [notice] = await sql('SELECT topic, entity_id, payload FROM beneficiaries.outbox');
  const hash = createSubjectHasher(platform.database.config.keys.ledgerSubject)('person', ids.person('mother'));
  expect(notice).toEqual({
    topic: 'break-glass-opened',
    entity_id: id,
    payload: {
      ...{ id, account: dpo.subject, role: 'DPO', subjectHash: hash, reason: REASON },
      ...{ openedAt: expect.any(String), expiresAt: expect.any(String) },
    },
  });
  expect(JSON.stringify(notice)).not.toContain(ids.person('mother'));
});

test.each(ROLES.filter((role) => role !== 'DPO'))('%s opens nothing, and nothing is written', async (role) => {
  const claims = { regionCodes: ['ID'], personId: ids.person('mother'), programCodes: ['PKH'] };
  const refused = await open('mother', {}, viewerOf(role, claims));
  expect(codes(refused)).toEqual([expect.stringMatching(/^FORBIDDEN/)]);
  // Without the gateway, too.
  const direct = await platform.subgraph('beneficiaries').subgraph.execute(
    {
      query: OPEN,
      variables: { input: { person: ids.person('mother'), reason: REASON, clientKey: `glass-direct-${role}` } },
    },
    viewerOf(role, claims),
  );
  expect(direct.errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
  expect(await written()).toEqual({ grants: 0, events: 0, notices: 0 });
});

describe('two approvers', () => {
  const holding = async () => {
    const { bind, values } = new Parameters();
    const scope = personScope(dpo, 'production');
    const facts = selectFacts(scope, ['BREAK_GLASS', 'TWO_APPROVERS'], bind);
    const text = `SELECT p.id ${facts} FROM person p WHERE p.id = ${bind(ids.person('mother'))}`;
    const { rows } = await platform
      .subgraph('beneficiaries')
      .database.bulk(dpo, (client) => client.query<{ $facts: string[] }>(text, values));
    return rows[0]?.$facts;
  };

  test('two others must agree, neither the opener nor one of them twice', async () => {
    expect(await holding()).toEqual([]);
    const { id } = await grantOf('mother');
    expect(codes(await approve(dpo, id, 'approve-self'))).toEqual(['FORBIDDEN']);
    expect((await approve(other, id, 'approve-first')).data?.approveBreakGlass?.approvals).toBe(1);
    expect((await approve(other, id, 'approve-first')).data?.approveBreakGlass?.approvals).toBe(1);
    expect(codes(await approve(other, id, 'approve-twice'))).toEqual(['INVALID_TRANSITION']);
    expect(await holding()).toEqual(['BREAK_GLASS']);
    const second = await approve(supervisor, id, 'approve-second');
    expect(second.data).toEqual({ approveBreakGlass: { approvals: 2, status: 'OPEN', reason: REASON } });
    expect(await holding()).toEqual(['BREAK_GLASS', 'TWO_APPROVERS']);
    expect(await written()).toEqual({ grants: 1, events: 3, notices: 1 });
  });

  test('what is over cannot be approved, and approvals open nothing for the approvers', async () => {
    const { id } = await grantOf('mother');
    await approve(other, id, 'approve-other');
    expect(await read(other)).toEqual({ a: shut, b: shut });
    await sql('UPDATE beneficiaries.break_glass SET expires_at = now()');
    expect(codes(await approve(supervisor, id, 'approve-late'))).toEqual(['INVALID_TRANSITION']);
    const elsewhere = viewerOf('SUPERVISOR', { subject: 'elsewhere', regionCodes: ['51'] });
    expect(codes(await approve(elsewhere, id, 'approve-far'))).toEqual(['NOT_FOUND']);
    expect(await holding()).toEqual([]);
  });
});
