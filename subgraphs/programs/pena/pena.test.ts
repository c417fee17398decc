import { Client } from 'pg';
import { addEntrepreneur, addPenaCase, enrol, readIncomes, setWage } from '../../../test/support/business/case-desk';
import type { TestEntrepreneur } from '../../../test/support/business/case-desk';
import { startTestPlatform, viewerOf } from '../../../test/support/platform';
import type { TestPlatform } from '../../../test/support/platform';
import type { Role, Viewer } from '../../../shared/viewer';

let platform: TestPlatform;
let admin: Client;
let keys = 0;

beforeAll(async () => {
  platform = await startTestPlatform();
  admin = new Client({ connectionString: platform.database.adminUrl });
  await admin.connect();
  await admin.query('SET search_path = programs');
});
afterAll(async () => {
  await admin.end();
  await platform.stop();
});

const viewer = (role: Role, claims: Partial<Viewer> = {}) =>
  viewerOf(role, { regionCodes: ['3204'], programCodes: ['PENA'], ...claims });

async function step(role: Role, mutation: string, type: string, input: object, claims: Partial<Viewer> = {}) {
  const query = `mutation ($input: ${type}!) { step: ${mutation}(input: $input) { id status version } }`;
  const variables = { input: { clientKey: `pena-test-${keys++}`, ...input } };
  const answer = await platform.ask<{ step: { id: string; status: string; version: number } | null }>(
    viewer(role, claims),
    query,
    variables,
  );
  const [error] = answer.errors;
  return {
    record: answer.data?.step ?? undefined,
    code: error?.extensions['code'],
    rules: String(error?.extensions['rules']),
    error,
  };
}
const recommend = (id: string) =>
  step('DINSOS', 'recommendPena', 'PenaRecommendInput', { id, version: 1, recommendation: 'R-1/2026' });
const approve = (id: string) =>
  step('PROGRAM_MANAGER', 'approvePena', 'PenaApproveInput', { id, version: 1, decree: 'SK-1' });
const grant = (id: string, tools: number, material: number) =>
  step('PROGRAM_MANAGER', 'grantPena', 'PenaGrantInput', { id, version: 1, tools, material });
const findReady = (id: string, version = 1) => step('DINSOS', 'findPenaReady', 'StepInput', { id, version });

const BROKEN: readonly (readonly [string, TestEntrepreneur])[] = [
  ['AGE', { birthDate: '1970-01-01' }],
  ['AGE', { birthDate: '2010-01-01' }],
  ['AGE', { birthDate: null }],
  ['RECIPIENT', { pkh: null }],
  ['RECIPIENT', { pkh: 'INACTIVE' }],
  ['REGISTERED', { matchStatus: 'GANDA' }],
  ['PROCESSABLE', { restricted: true }],
];

test.each(BROKEN)('%s: a family with %j is not recommended', async (rule, given) => {
  const id = await addPenaCase(admin, 'PROPOSED', await addEntrepreneur(admin, given));
  const refused = await recommend(id);
  expect([refused.code, refused.rules]).toEqual([
    'RULES_NOT_MET',
    expect.stringMatching(new RegExp(`^${rule} [^,]*$`)),
  ]);
  // Control: one that fits is.
  expect((await recommend(await addPenaCase(admin, 'PROPOSED'))).record?.status).toBe('RECOMMENDED');
});

test('a family takes part once, also when two cases are decided at once, and not beside a KUBE', async () => {
  const family = await addEntrepreneur(admin);
  const cases = [await addPenaCase(admin, 'RECOMMENDED', family), await addPenaCase(admin, 'RECOMMENDED', family)];
  const answers = await Promise.all(cases.map(approve));
  expect(answers.map(({ code }) => code ?? 'APPROVED').sort()).toEqual(['APPROVED', 'RULES_NOT_MET']);

  const other = await addEntrepreneur(admin);
  await enrol(admin, other, 'KUBE', 'ACTIVE');
  const id = await addPenaCase(admin, 'RECOMMENDED', other);
  const { error } = await approve(id);
  expect(error?.extensions).toMatchObject({ code: 'COMBINATION_FORBIDDEN', program: 'PENA', other: 'KUBE' });
  await admin.query(`UPDATE enrolment SET status = 'INACTIVE' WHERE family_id = $1 AND program_code = 'KUBE'`, [
    other.family,
  ]);
  expect((await approve(id)).record?.status).toBe('APPROVED');
});

test.each([
  ['tools', 5_500_001, 0],
  ['material', 0, 500_001],
  ['a grant', 0, 0],
])('goods above the ceiling of %s are not given', async (what, tools, material) => {
  const id = await addPenaCase(admin, 'APPROVED');
  const refused = await grant(id, tools, material);
  expect([refused.code, `${refused.rules} ${refused.error?.message}`]).toEqual([
    tools + material === 0 ? 'BAD_USER_INPUT' : 'RULES_NOT_MET',
    expect.stringContaining(what),
  ]);
  // Control: exactly the ceilings, which together are that of a grant.
  expect((await grant(id, 5_500_000, 500_000)).record?.status).toBe('GRANTED');
});

test('the ceilings are those of the day', async () => {
  const id = await addPenaCase(admin, 'APPROVED');
  await admin.query(`UPDATE program_rate SET amount = 4000000 WHERE program_code = 'PENA'`);
  expect((await grant(id, 4_000_000, 1)).rules).toBe('a grant of Rp4000001 is above the ceiling of Rp4000000');
  await admin.query(`UPDATE program_rate SET amount = 6000000 WHERE program_code = 'PENA'`);
  expect((await grant(id, 4_000_000, 1)).record?.status).toBe('GRANTED');
});

test('ready is who the readings make ready, nobody says it', async () => {
  const id = await addPenaCase(admin, 'RUNNING');
  const good = 3_000_000;
  const isReady = async () => {
    const query = 'query ($id: ID!) { penaCase(id: $id) { isGraduationReady readyMonths } }';
    const { data } = await platform.ask<{ penaCase: { isGraduationReady: boolean; readyMonths: string[] } }>(
      viewer('PENDAMPING'),
      query,
      { id },
    );
    return data?.penaCase;
  };
  const notReady: Record<string, number>[] = [
    { '2026-04': good, '2026-05': good, '2026-06': good },
    { '2026-02': good, '2026-03': good, '2026-05': good, '2026-06': good },
    { '2026-03': good, '2026-04': good - 1, '2026-05': good, '2026-06': good },
  ];
  for (const incomes of notReady) {
    await readIncomes(admin, id, incomes);
    expect((await isReady())?.isGraduationReady).toBe(false);
    expect((await findReady(id)).code).toBe('RULES_NOT_MET');
  }
  await readIncomes(admin, id, { '2026-03': good, '2026-04': good, '2026-05': good });
  const june = { id, version: 1, month: '2026-06', income: good };
  expect((await step('PENDAMPING', 'recordPenaIncome', 'PenaIncomeInput', june)).record?.version).toBe(2);
  expect((await step('PENDAMPING', 'recordPenaIncome', 'PenaIncomeInput', { ...june, version: 2 })).code).toBe(
    'BAD_USER_INPUT',
  );
  const months = ['2026-06', '2026-05', '2026-04', '2026-03'];
  expect(await isReady()).toEqual({ isGraduationReady: true, readyMonths: months });
  expect((await findReady(id, 2)).record?.status).toBe('READY');
  const { rows } = await admin.query(
    `SELECT evidence FROM transition_event WHERE entity_id = $1 AND event = 'FIND_READY'`,
    [id],
  );
  expect(rows).toEqual([{ evidence: { months } }]);
  // The wage of the year goes up before anybody graduates: the family is not ready any more.
  await setWage(admin, 2026, good + 1);
  const graduate = () => step('PROGRAM_MANAGER', 'graduatePena', 'StepInput', { id, version: 3 });
  expect((await graduate()).code).toBe('RULES_NOT_MET');
  await setWage(admin, 2026, good);
  expect((await graduate()).record?.status).toBe('GRADUATED');
  const facts = await admin.query<{ status: string }>(
    `SELECT payload->>'status' AS status FROM outbox WHERE topic = 'pena' AND entity_id = $1 ORDER BY id`,
    [id],
  );
  expect(facts.rows.map(({ status }) => status)).toEqual(['RUNNING', 'READY', 'GRADUATED']);
});

test('every regency has a minimum wage, and a made-up one says so', async () => {
  const query = '{ minimumWages(regencyCode: "5101") { year amount source legalRef } }';
  const { data } = await platform.ask<{ minimumWages: { source: string; legalRef: string | null }[] }>(
    viewer('PUBLIC'),
    query,
  );
  expect(data?.minimumWages.length).toBeGreaterThan(3);
  expect(new Set(data?.minimumWages.map(({ source }) => source))).toEqual(new Set(['SYNTHETIC']));
  const { rows } = await admin.query<{ regencies: number }>(
    'SELECT count(DISTINCT regency_code)::int AS regencies FROM umk',
  );
  expect(rows).toEqual([{ regencies: 514 }]);
});

test('cases of many families, with readings and readiness, cost the same statements as those of one', async () => {
  const families = [await addEntrepreneur(admin), await addEntrepreneur(admin), await addEntrepreneur(admin)];
  for (const family of families) await addPenaCase(admin, 'RUNNING', family);
  const query = `query ($keys: [_Any!]!) { _entities(representations: $keys) { ... on Family { penaCases { status grantAmount
    isGraduationReady readyMonths incomes { amount minimumWage wageSource reachesMinimumWage } history { event } } } } }`;
  const { database, subgraph } = platform.subgraph('programs');
  const count = async (ids: readonly string[]) => {
    const sent: string[] = [];
    const stop = database.onStatement((text) => sent.push(text));
    const keys = ids.map((id) => ({ __typename: 'Family', id }));
    const { data, errors } = await subgraph.execute({ query, variables: { keys } }, viewer('DINSOS'));
    stop();
    expect(errors).toBeUndefined();
    const found = data?.['_entities'] as { penaCases: { isGraduationReady: boolean; incomes: unknown[] }[] }[];
    return {
      sent: sent.length,
      found: found.flatMap(({ penaCases }) => penaCases.map((each) => [each.isGraduationReady, each.incomes.length])),
    };
  };
  const [one, many] = [await count([families[0]?.family ?? '']), await count(families.map(({ family }) => family))];
  expect(many.found).toEqual(Array.from({ length: 3 }, () => [true, 4]));
  expect([one.found.length, many.sent]).toEqual([1, one.sent]);
});
