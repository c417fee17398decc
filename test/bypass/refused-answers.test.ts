import { addFamilies, addRegions } from '../support/people';
import type { TestIds } from '../support/people';
import { startTestPlatform, viewerOf } from '../support/platform';
import type { TestPlatform } from '../support/platform';
import { asAdmin } from '../support/database';

/** What a refusal looks like, and that nothing is asked for what is refused. */
let platform: TestPlatform;
let ids: TestIds;
beforeAll(async () => {
  platform = await startTestPlatform();
  await addRegions(platform);
  ids = await addFamilies(platform, [{ key: 'home', members: [{ key: 'head' }, { key: 'second' }] }]);
});
afterAll(() => platform.stop());

const analyst = viewerOf('ANALYST');
const officer = viewerOf('DINSOS', { regionCodes: ['3204'] });
const manager = viewerOf('PROGRAM_MANAGER', { programCodes: ['PKH'] });

test('a refused field is null with one error, beside what is answered', async () => {
  const query = '{ region(code: "32") { name } families { nodes { kkNumber } } }';
  const { data, errors } = await platform.ask(analyst, query);
  expect(data).toEqual({ region: { name: 'Jawa Barat' }, families: { nodes: [] } });
  expect(errors).toHaveLength(1);
  expect(errors[0]).toMatchObject({
    path: ['families', 'nodes'],
    extensions: {
      code: 'FORBIDDEN_FIELD',
      coordinate: 'Family.kkNumber',
      at: 'families.nodes.@.kkNumber',
      reason: 'role ANALYST does not read IDENTIFIER',
    },
  });
});

test('rows of a list are no more errors than one', async () => {
  const query = 'query F($id: ID!) { family(id: $id) { members { fullName chronicIllnesses } } }';
  const { data, errors } = await platform.ask<{ family: { members: object[] } }>(officer, query, {
    id: ids.family('home'),
  });
  expect(data?.family.members).toHaveLength(2);
  expect(errors.map(({ path }) => path)).toEqual([['family', 'members']]);
});

test('when nothing is left no subgraph is asked, and data is null', async () => {
  const query = 'query P($id: ID!) { person(id: $id) { __typename nik fullName } }';
  const there = await platform.ask(analyst, query, { id: ids.person('head') });
  expect(there).toMatchObject({ data: null, fetches: [], statements: [] });
  expect(there.errors).toHaveLength(2);
  // Whether the row exists makes no difference at all.
  expect(await platform.ask(analyst, query, { id: '00000000-0000-8000-8000-000000000000' })).toEqual(there);
  // Control: who may ask is answered by a fetch and a statement.
  const answered = await platform.ask(officer, query, { id: ids.person('head') });
  expect(answered.data).toMatchObject({ person: { fullName: 'Warga head' } });
  expect([answered.fetches.length, answered.statements.length]).toEqual([1, 1]);
});

test('variables and fragments that only refused fields used do not go along', async () => {
  const query = `query Q($id: ID!, $year: Int!) { family(id: $id) { ...Aid ...Place } }
    fragment Aid on Family { aidTotal(year: $year) { received } } fragment Place on Family { regency { name } }`;
  const variables = { id: ids.family('home'), year: 2026 };
  const steward = viewerOf('DATA_STEWARD', { regionCodes: ['ID'] });
  const narrowed = await platform.ask(steward, query, variables);
  expect(narrowed.data).toEqual({ family: { aidTotal: null, regency: { name: 'Kabupaten Bandung' } } });
  expect(narrowed.fetches).toEqual(['beneficiaries']);
  // Control: what is wrong with a variable is still said, and whoever may read aid has it fetched.
  expect((await platform.ask(steward, query, { id: ids.family('home') })).errors[0]?.extensions['code']).toBe(
    'BAD_USER_INPUT',
  );
  expect((await platform.ask(officer, query, variables)).fetches).toEqual(['beneficiaries', 'programs']);
});

test('a banded field is no error: it says where to look', async () => {
  const { errors, access, fetches } = await platform.ask(manager, '{ persons { nodes { birthDate ageBand } } }');
  expect(errors).toEqual([]);
  expect(fetches).toEqual(['beneficiaries']);
  expect(access).toEqual([
    {
      coordinate: 'Person.birthDate',
      grade: 'BANDED',
      reason: 'role PROGRAM_MANAGER reads BIRTH_DATE as a band: ask for the companion field',
    },
  ]);
});

test('an account without a jurisdiction is told so, and asks nothing', async () => {
  const { data, errors, fetches } = await platform.ask(viewerOf('DINSOS'), '{ families { nodes { desil } } }');
  expect([data, fetches]).toEqual([null, []]);
  expect(errors[0]?.extensions['reason']).toBe(
    'it is shown within your jurisdiction only, and your account has no jurisdiction',
  );
});

describe('a mutation that is refused', () => {
  const decide = `mutation D($id: ID!) {
    decideDuplicate(input: { id: $id, verdict: SAME, reason: "same person twice", version: 1, clientKey: "k-1" }) { status } }`;
  const count = async () =>
    asAdmin(
      async (client) => (await client.query('SELECT count(*)::int AS n FROM beneficiaries.client_key')).rows,
      platform.database.adminUrl,
    );

  test('does not run, is said by role, and reaches no subgraph', async () => {
    const before = await count();
    const { data, errors, fetches } = await platform.ask(officer, decide, { id: ids.person('head') });
    expect([data, fetches]).toEqual([null, []]);
    expect(errors[0]).toMatchObject({
      path: ['decideDuplicate'],
      extensions: { code: 'FORBIDDEN', reason: 'it is for DATA_STEWARD' },
    });
    expect(await count()).toEqual(before);
  });

  test('control: the role it is for gets as far as the subgraph', async () => {
    const steward = viewerOf('DATA_STEWARD', { regionCodes: ['ID'] });
    const { errors, fetches } = await platform.ask(steward, decide, { id: ids.person('head') });
    expect(errors[0]?.extensions['code']).toBe('NOT_FOUND');
    expect(fetches).toEqual(['beneficiaries']);
  });
});
