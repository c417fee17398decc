import { Client } from 'pg';
import { KubeDesk } from '../../../test/support/business/kube-desk';
import type { TestHead } from '../../../test/support/business/kube-desk';
import { startTestPlatform } from '../../../test/support/platform';
import type { TestPlatform } from '../../../test/support/platform';
import type { Role, Viewer } from '../../../shared/viewer';
import { findingsOf, yearsBetween } from './kube-rules';
import type { MemberFacts } from './kube-rules';

const desk = new KubeDesk();
let platform: TestPlatform;
let admin: Client;
let keys = 0;

beforeAll(async () => {
  platform = await startTestPlatform();
  admin = new Client({ connectionString: platform.database.adminUrl });
  await admin.connect();
  await admin.query('SET search_path = programs');
  await desk.prepare(admin);
});
afterAll(async () => {
  await admin.end();
  await platform.stop();
});

/** Takes a step as a role; answers the record, or throws its error. */
async function step(role: Role, mutation: string, type: string, input: object, claims: Partial<Viewer> = {}) {
  const query = `mutation ($input: ${type}!) { step: ${mutation}(input: $input) { id status version } }`;
  const variables = { input: { clientKey: `kube-test-${keys++}`, ...input } };
  const answer = await platform.ask<{ step: { id: string; status: string; version: number } | null }>(
    desk.viewer(role, claims),
    query,
    variables,
  );
  const [error] = answer.errors;
  return {
    record: answer.data?.step ?? undefined,
    code: error?.extensions['code'],
    rules: error?.extensions['rules'],
    error,
  };
}
const verify = (id: string, version = 1) =>
  step('DINSOS', 'verifyKube', 'KubeVerifyInput', { id, version, recommendation: 'R-1/2026' });
const designate = (id: string, version = 1) =>
  step('PROGRAM_MANAGER', 'designateKube', 'KubeDecreeInput', { id, version, decree: 'SK-1/2026' });
const disburse = (id: string, version = 1) =>
  step('PROGRAM_MANAGER', 'disburseKube', 'KubeGrantInput', { id, version, accountNumber: '0011 2233 4455' });

async function findings(id: string, role: Role = 'PENDAMPING') {
  const query = `query ($id: ID!) { kubeGroup(id: $id) { membershipFindings { rule reason person { id } } } }`;
  const { data, errors } = await platform.ask<{
    kubeGroup: { membershipFindings: { rule: string; reason: string; person: { id: string } | null }[] } | null;
  }>(desk.viewer(role), query, { id });
  expect(errors).toEqual([]);
  return data?.kubeGroup?.membershipFindings ?? [];
}

const BROKEN: readonly (readonly [string, TestHead])[] = [
  ['AGE', { birthDate: '2010-01-01' }],
  ['AGE', { birthDate: '1950-01-01' }],
  ['AGE', { birthDate: null }],
  ['MARRIED', { maritalStatus: 'WIDOWED' }],
  ['IDENTITY_CARD', { identityStatus: 'UNDOCUMENTED' }],
  ['FAMILY_CARD', { hasKk: false }],
  ['FAMILY_HEAD', { familyRole: 'SPOUSE' }],
  ['SAME_VILLAGE', { village: '3204052002' }],
  ['REGISTERED', { desil: 7 }],
  ['REGISTERED', { matchStatus: 'MENINGGAL' }],
  ['PROCESSABLE', { restricted: true }],
];

test.each(BROKEN)('%s: a member with %j keeps the group from being recommended', async (rule, head) => {
  const person = await desk.addHead(admin, head);
  const id = await desk.insert(admin, 'PROPOSED', [await desk.addHead(admin), person]);
  expect((await findings(id)).map((each) => [each.rule, each.person?.id])).toEqual([[rule, person]]);
  const refused = await verify(id);
  expect([refused.code, String(refused.rules)]).toEqual([
    'RULES_NOT_MET',
    expect.stringMatching(new RegExp(`^${rule} `)),
  ]);
  // Control: without that member, and with another, nothing is in the way.
  await admin.query(`UPDATE kube_member SET state = 'REMOVED' WHERE person_id = $1`, [person]);
  const other = await desk.addHead(admin);
  await admin.query(
    `INSERT INTO kube_member (group_id, person_id, family_id, region_code, office, state)
     SELECT $1, id, family_id, region_code, 'SECRETARY', 'PROPOSED' FROM person_ref WHERE id = $2`,
    [id, other],
  );
  expect(await findings(id)).toEqual([]);
  expect((await verify(id)).record?.status).toBe('VERIFIED');
});

test('the size and the officers of a group are rules too, and every broken one is named at once', async () => {
  const id = await desk.insert(admin, 'PROPOSED');
  await admin.query(`UPDATE kube_member SET state = 'REMOVED' WHERE group_id = $1 AND office = 'TREASURER'`, [id]);
  expect((await findings(id)).map(({ rule, person }) => [rule, person])).toEqual([
    ['SIZE', null],
    ['OFFICERS', null],
  ]);
  expect((await verify(id)).rules).toEqual(['SIZE (4 members; it takes 5 to 20)', 'OFFICERS (nobody is TREASURER)']);
});

test('ages are whole years on the day, limits included', () => {
  const fact = (birthDate: string): MemberFacts => ({
    groupId: 'g',
    groupVillage: 'v',
    personId: 'p',
    familyId: 'f',
    office: 'MEMBER',
    isKnown: true,
    birthDate,
    maritalStatus: 'MARRIED',
    familyRole: 'HEAD',
    identityStatus: 'DOCUMENTED',
    hasKk: true,
    matchStatus: 'PADAN',
    restricted: false,
    village: 'v',
    desil: 1,
    hadKube: false,
  });
  const terms = { numbers: { AGE: { minimum: 18, maximum: 60 } }, desil: undefined, day: '2026-07-15' };
  const breaks = (born: string) => findingsOf('g', [fact(born)], terms).some(({ rule }) => rule === 'AGE');
  expect(['2008-07-15', '2008-07-16', '1965-07-16', '1965-07-15'].map(breaks)).toEqual([false, true, false, true]);
  expect(yearsBetween('2000-02-29', '2026-02-28')).toBe(25);
});

test('from proposal to grant: members and officers, four eyes, and what other subgraphs learn of it', async () => {
  const heads = await desk.addHeads(admin, 6);
  const [chair, secretary, treasurer, fourth, fifth, sixth] = heads;
  const proposal = { name: 'Sari Contoh', lineOfBusiness: 'CULINARY', members: [fourth], chair, secretary, treasurer };
  const { record } = await step('PENDAMPING', 'proposeKube', 'ProposeKubeInput', proposal);
  const id = record?.id ?? '';
  expect((await findings(id)).map(({ rule }) => rule)).toEqual(['SIZE']);
  const member = { id, person: fifth };
  await step('PENDAMPING', 'addKubeMember', 'KubeMemberInput', { ...member, version: 1 });
  const twice = await step('PENDAMPING', 'addKubeMember', 'KubeMemberInput', { ...member, version: 2 });
  expect(twice.code).toBe('BAD_USER_INPUT');
  await step('PENDAMPING', 'addKubeMember', 'KubeMemberInput', { id, person: sixth, version: 2 });
  await step('PENDAMPING', 'removeKubeMember', 'KubeMemberInput', { id, person: fourth, version: 3 });
  const changed = { id, version: 4, chair: secretary, secretary: chair, treasurer };
  expect((await step('PENDAMPING', 'nameKubeOfficers', 'KubeOfficersInput', changed)).record?.version).toBe(5);

  expect((await verify(id, 5)).record?.status).toBe('VERIFIED');
  expect((await designate(id, 6)).record?.status).toBe('DESIGNATED');
  const alone = await disburse(id, 7);
  expect([alone.code, alone.error?.message]).toEqual(['FORBIDDEN', expect.stringContaining('DESIGNATE')]);
  const input = { id, version: 7, accountNumber: '0011 2233 4455' };
  const paid = await step('PROGRAM_MANAGER', 'disburseKube', 'KubeGrantInput', input, { subject: 'another manager' });
  expect(paid.record?.status).toBe('DISBURSED');

  const { rows } = await admin.query<{ statuses: string[]; families: number; sealed: boolean; isDue: boolean }>(
    `SELECT (SELECT array_agg(payload->>'status' ORDER BY o.id) FROM outbox o WHERE topic = 'kube' AND entity_id = g.id) AS statuses,
       (SELECT jsonb_array_length(payload->'familyIds') FROM outbox o WHERE topic = 'kube' AND entity_id = g.id
         ORDER BY o.id DESC LIMIT 1) AS families,
       account_sealed NOT LIKE '%001122334455%' AS sealed,
       report_due_on = (granted_on + interval '3 months')::date AS "isDue" FROM kube_group g WHERE id = $1`,
    [id],
  );
  expect(rows).toEqual([
    {
      statuses: [...Array<string>(5).fill('PROPOSED'), 'VERIFIED', 'DESIGNATED', 'DISBURSED'],
      families: 5,
      sealed: true,
      isDue: true,
    },
  ]);
  const query = `query ($id: ID!) { kubeGroup(id: $id) { grantAmount accountNumber reportState villageCode
    members { office state person { id } } history { event } } }`;
  const { data } = await platform.ask<{ kubeGroup: Record<string, unknown> }>(desk.viewer('DINSOS'), query, { id });
  expect(data?.kubeGroup).toMatchObject({
    grantAmount: 10_000_000,
    accountNumber: '********4455',
    reportState: 'DUE',
    members: [
      { office: 'CHAIR', state: 'MEMBER', person: { id: secretary } },
      { office: 'SECRETARY', state: 'MEMBER', person: { id: chair } },
      { office: 'TREASURER', state: 'MEMBER', person: { id: treasurer } },
      { office: 'MEMBER', state: 'MEMBER', person: {} },
      { office: 'MEMBER', state: 'MEMBER', person: {} },
      { office: 'MEMBER', state: 'REMOVED', person: { id: fourth } },
    ],
  });

  // A citizen sees the group and the own membership in it.
  const own = await platform.ask<{ kubeGroups: { nodes: { members: { person: { id: string } }[] }[] } }>(
    desk.viewer('CITIZEN', { personId: fifth ?? '' }),
    '{ kubeGroups { nodes { members { person { id } } } } }',
  );
  expect(own.data?.kubeGroups.nodes).toEqual([{ members: [{ person: { id: fifth } }] }]);
});

test('nobody is named in a second group, also when both are decided at once', async () => {
  const shared = await desk.addHead(admin);
  const groups = [await desk.insert(admin, 'VERIFIED', [shared]), await desk.insert(admin, 'VERIFIED', [shared])];
  const answers = await Promise.all(groups.map((id) => designate(id)));
  expect(answers.map(({ code }) => code ?? 'DESIGNATED').sort()).toEqual(['DESIGNATED', 'RULES_NOT_MET']);
  const third = await desk.insert(admin, 'PROPOSED', [shared]);
  expect((await findings(third)).map(({ rule }) => rule)).toEqual(['FIRST_KUBE']);
});

describe('amounts and combinations are those of dated rows', () => {
  test('the grant is the rate in force times the members; without a rate there is none', async () => {
    const six = await desk.addHeads(admin, 6);
    const id = await desk.insert(admin, 'DESIGNATED', six);
    await admin.query(`UPDATE program_rate SET valid_to = '2020-01-01' WHERE program_code = 'KUBE'`);
    expect((await disburse(id)).code).toBe('RULES_NOT_MET');
    await admin.query(`INSERT INTO program_rate (program_code, amount, per, recipient, valid_from, confidence)
      VALUES ('KUBE', 2500000, 'ONCE', 'MEMBER', '2020-01-02', 'SOURCED')`);
    expect((await disburse(id)).record?.status).toBe('DISBURSED');
    const { rows } = await admin.query('SELECT grant_amount FROM kube_group WHERE id = $1', [id]);
    expect(rows).toEqual([{ grant_amount: 15_000_000 }]);
    await admin.query(`DELETE FROM program_rate WHERE program_code = 'KUBE' AND amount = 2500000;
      UPDATE program_rate SET valid_to = NULL WHERE program_code = 'KUBE'`);
  });

  test('a family in PENA is not named in a KUBE, by the rule of the day', async () => {
    const head = await desk.addHead(admin);
    const id = await desk.insert(admin, 'VERIFIED', [head]);
    await admin.query(
      `INSERT INTO enrolment (id, source_id, family_id, region_code, manager_id, program_code, status, started_on, file_status)
       SELECT gen_random_uuid(), 'pena ' || id, family_id, region_code, id, 'PENA', 'ACTIVE', '2026-01-01', 'ACTIVE'
       FROM person_ref WHERE id = $1`,
      [head],
    );
    const { error } = await designate(id);
    expect(error?.extensions).toMatchObject({
      code: 'COMBINATION_FORBIDDEN',
      program: 'KUBE',
      other: 'PENA',
      since: '2022-12-01',
    });
    await admin.query(
      `UPDATE program_combination SET valid_to = '2026-01-01' WHERE program_code = 'KUBE' AND other_code = 'PENA'`,
    );
    expect((await designate(id)).record?.status).toBe('DESIGNATED');
  });
});

test('a late report is visible, also after it was handed in', async () => {
  const id = await desk.insert(admin, 'DISBURSED');
  await admin.query(`UPDATE kube_group SET reported_on = NULL WHERE id = $1`, [id]);
  const late = async (state: string) => {
    const query = `query { kubeGroups(filter: { reportState: { eq: ${state} } }) { nodes { id } } }`;
    const { data } = await platform.ask<{ kubeGroups: { nodes: { id: string }[] } }>(desk.viewer('SUPERVISOR'), query);
    return data?.kubeGroups.nodes.some((each) => each.id === id);
  };
  expect([await late('LATE'), await late('FILED_LATE')]).toEqual([true, false]);
  expect((await step('DINSOS', 'growKube', 'StepInput', { id, version: 1 })).code).toBe('RULES_NOT_MET');
  await step('PENDAMPING', 'reportKubeUse', 'KubeReportInput', { id, version: 1, spent: 1 });
  expect([await late('LATE'), await late('FILED_LATE')]).toEqual([false, true]);
  expect((await step('DINSOS', 'growKube', 'StepInput', { id, version: 2 })).record?.status).toBe('GROWING');
});

test('a month is written down once, and not before it begins', async () => {
  const id = await desk.insert(admin, 'GROWING');
  const record = (month: string, version: number) =>
    step('PENDAMPING', 'recordKubeTurnover', 'KubeTurnoverInput', { id, version, month, turnover: 5 });
  expect((await record('2026-06', 1)).record?.version).toBe(2);
  expect((await record('2026-06', 2)).code).toBe('BAD_USER_INPUT');
  expect((await record('2099-01', 2)).code).toBe('BAD_USER_INPUT');
});

test('groups of many families, with all that is in them, cost the same statements as those of one', async () => {
  const groups = [await desk.insert(admin, 'GROWING'), await desk.insert(admin, 'GROWING')];
  const { rows } = await admin.query<{ id: string }>(
    'SELECT family_id AS id FROM kube_member WHERE group_id = ANY($1)',
    [groups],
  );
  const query = `query ($keys: [_Any!]!) { _entities(representations: $keys) { ... on Family { kubeGroups { name status
    members { office } savings { amount } turnover { month } membershipFindings { rule } history { event } } } } }`;
  const { database, subgraph } = platform.subgraph('programs');
  const count = async (ids: readonly string[]) => {
    const sent: string[] = [];
    const stop = database.onStatement((text) => sent.push(text));
    const keys = ids.map((id) => ({ __typename: 'Family', id }));
    const { data, errors } = await subgraph.execute({ query, variables: { keys } }, desk.viewer('DINSOS'));
    stop();
    expect(errors).toBeUndefined();
    return {
      sent: sent.length,
      found: (data?.['_entities'] as { kubeGroups: unknown[] }[]).map((each) => each.kubeGroups.length),
    };
  };
  const [one, many] = [await count([rows[0]?.id ?? '']), await count(rows.map(({ id }) => id))];
  expect([one.found, many.found]).toEqual([[1], Array<number>(10).fill(1)]);
  expect(many.sent).toBe(one.sent);
});
