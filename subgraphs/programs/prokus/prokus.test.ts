import { Client } from 'pg';
import { today } from '../../../shared/machine';
import { addEntrepreneur, addProkusCase } from '../../../test/support/business/case-desk';
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
  viewerOf(role, { regionCodes: ['3204'], programCodes: ['PROKUS'], ...claims });

async function step(role: Role, mutation: string, type: string, input: object, claims: Partial<Viewer> = {}) {
  const query = `mutation ($input: ${type}!) { step: ${mutation}(input: $input) { id status version } }`;
  const variables = { input: { clientKey: `prokus-test-${keys++}`, ...input } };
  const answer = await platform.ask<{ step: { id: string; status: string; version: number } | null }>(
    viewer(role, claims),
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
const approve = (id: string, version = 1) =>
  step('PROGRAM_MANAGER', 'approveProkus', 'ProkusApproveInput', { id, version, decree: 'SK-1/2026' });

test.each([
  ['ACTIVE', 'RULES_NOT_MET'],
  [null, 'RULES_NOT_MET'],
  ['TRANSITION', undefined],
  ['GRADUATED_NATURALLY', undefined],
  ['GRADUATED_VOLUNTARILY', undefined],
])('a family that is %s in PKH: %s', async (pkh, code) => {
  const id = await addProkusCase(admin, 'SELECTION', await addEntrepreneur(admin, { pkh }));
  const recommended = await step('DINSOS', 'recommendProkus', 'ProkusRecommendInput', {
    id,
    version: 1,
    recommendation: 'R-9',
  });
  expect([recommended.code, (await approve(id, code ? 1 : 2)).code]).toEqual([code, code]);
});

test('nobody is taken in without the recommendation of the office', async () => {
  const id = await addProkusCase(admin, 'SELECTION');
  await admin.query('UPDATE prokus_case SET recommended_on = NULL WHERE id = $1', [id]);
  expect((await approve(id)).rules).toEqual(['RECOMMENDED (the office has not recommended it)']);
});

test('the grant is given once, up to the ceiling of the day', async () => {
  const id = await addProkusCase(admin, 'SEEDING');
  const grant = (amount: number, version: number) =>
    step('PROGRAM_MANAGER', 'grantProkus', 'ProkusGrantInput', { id, version, amount });
  expect((await grant(3_500_001, 1)).code).toBe('RULES_NOT_MET');
  expect((await grant(3_500_000, 1)).record?.version).toBe(2);
  expect((await grant(1, 2)).code).toBe('BAD_USER_INPUT');
});

test('from proposal to a market of its own, and what of it others learn', async () => {
  const family = await addEntrepreneur(admin, { pkh: 'TRANSITION' });
  const proposal = { person: family.person, lineOfBusiness: 'CULINARY' };
  const { record } = await step('PENDAMPING', 'proposeProkus', 'ProposeProkusInput', proposal);
  const id = record?.id ?? '';
  let version = 1;
  const go = async (role: Role, mutation: string, type: string, input: object = {}, claims: Partial<Viewer> = {}) => {
    const taken = await step(role, mutation, type, { id, version, ...input }, claims);
    version = taken.record?.version ?? version;
    return taken.error?.message ?? taken.record?.status;
  };
  const manager = 'PROGRAM_MANAGER';
  const organisation = { organisation: 'Inkubator Contoh' };
  expect([
    await go('DINSOS', 'recommendProkus', 'ProkusRecommendInput', { recommendation: 'R-1/2026' }),
    await go(manager, 'approveProkus', 'ProkusApproveInput', { decree: 'SK-1/2026' }),
    await go(manager, 'grantProkus', 'ProkusGrantInput', { amount: 500_000 }, { subject: 'another manager' }),
    await go('DINSOS', 'assignProkusMentor', 'ProkusOrganisationInput', { organisation: 'Mentor Contoh' }),
    await go(manager, 'incubateProkus', 'ProkusOrganisationInput', organisation),
    await go(manager, 'openProkusMarket', 'ProkusOrganisationInput', { organisation: 'Pasar Contoh' }),
    await go('PENDAMPING', 'registerProkusNib', 'ProkusNibInput', { nib: '9120000004321' }),
    await go('PENDAMPING', 'recordProkusCredit', 'ProkusCreditInput', { amount: 5_000_000 }),
  ]).toEqual([
    'SELECTION',
    'SEEDING',
    'SEEDING',
    'MENTORING',
    'INCUBATION',
    'MARKET_ACCESS',
    'MARKET_ACCESS',
    'MARKET_ACCESS',
  ]);
  expect(await go(manager, 'completeProkus', 'StepInput')).toContain('TURNOVER');
  await go('PENDAMPING', 'recordProkusMonth', 'ProkusMonthInput', {
    month: '2026-06',
    turnover: 6_000_000,
    employees: 2,
  });
  expect(await go(manager, 'completeProkus', 'StepInput')).toBe('COMPLETED');

  const query = `query ($id: ID!) { prokusCase(id: $id) { status mentor incubator hasNib nib hasCredit creditAmount endedOn
    months { month turnover employees } } }`;
  const { data } = await platform.ask<{ prokusCase: object }>(viewer('CITIZEN', { personId: family.person }), query, {
    id,
  });
  expect(data?.prokusCase).toMatchObject({
    status: 'COMPLETED',
    mentor: 'Mentor Contoh',
    incubator: 'Inkubator Contoh',
    hasNib: true,
    nib: '*********4321',
    hasCredit: true,
    months: [{ month: '2026-06', turnover: 6_000_000, employees: 2 }],
  });
  const stranger = await addEntrepreneur(admin);
  const other = await platform.ask(viewer('CITIZEN', { personId: stranger.person }), query, { id });
  expect(other.data?.['prokusCase']).toBeNull();
  const { rows } = await admin.query(
    `SELECT payload - '{endedOn,personId,familyId}'::text[] AS fact FROM outbox WHERE topic = 'prokus' AND entity_id = $1
     ORDER BY id DESC LIMIT 1`,
    [id],
  );
  const day = today();
  expect(rows).toEqual([
    {
      fact: {
        ...{ programCode: 'PROKUS', status: 'COMPLETED', grantAmount: 500_000, hasNib: true, hasCredit: true },
        statistics: { line: 'CULINARY', proposedOn: day, approvedOn: day, grantedOn: day },
      },
    },
  ]);
});

test('cases of many families with their months cost the same statements as those of one', async () => {
  const families = [];
  for (let count = 0; count < 3; count += 1) {
    const family = await addEntrepreneur(admin, { pkh: 'TRANSITION' });
    await addProkusCase(admin, 'MENTORING', family);
    families.push(family);
  }
  const query = `query ($keys: [_Any!]!) { _entities(representations: $keys) { ... on Family { prokusCases { status nib
    months { turnover } history { event } } } } }`;
  const { database, subgraph } = platform.subgraph('programs');
  const count = async (ids: readonly string[]) => {
    const sent: string[] = [];
    const stop = database.onStatement((text) => sent.push(text));
    const keys = ids.map((id) => ({ __typename: 'Family', id }));
    const { data } = await subgraph.execute({ query, variables: { keys } }, viewer('SUPERVISOR'));
    stop();
    const found = data?.['_entities'] as { prokusCases: { months: unknown[] }[] }[];
    return [sent.length, found.flatMap(({ prokusCases }) => prokusCases.map(({ months }) => months.length))];
  };
  const [one, many] = [await count([families[0]?.family ?? '']), await count(families.map(({ family }) => family))];
  expect(many).toEqual([one[0], [1, 1, 1]]);
});
