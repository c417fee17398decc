import { publishFamilies, publishPersons } from '../../subgraphs/beneficiaries/intake/publish';
import { systemActor } from '../../shared/viewer';
import type { Viewer } from '../../shared/viewer';
import { servePlatform } from '../support/access/served';
import type { ServedPlatform } from '../support/access/served';
import { GraduationDesk, day } from '../support/graduation-desk';
import { entriesOf, subjectOf } from '../support/ledger';
import { addFamilies, addRegions } from '../support/people';
import type { TestIds } from '../support/people';
import { startTestPlatform, viewerOf } from '../support/platform';
import type { TestPlatform } from '../support/platform';

/** A family from its first payment of PKH to a business group and out of aid by its own will, over HTTP, each step by its own actor. */
let platform: TestPlatform;
let served: ServedPlatform;
let desk: GraduationDesk;
let ids: TestIds;
const KEYS = ['one', 'two', 'three', 'four', 'five'] as const;
const ENROLMENT = '00000021-0000-8000-8000-000000000001';
const personOf = (key: string) => ids.person(`head ${key}`);
const citizen = (): Viewer => viewerOf('CITIZEN', { subject: 'the family', personId: personOf('one') });
const naming = viewerOf('PROGRAM_MANAGER', { subject: 'names groups', programCodes: ['KUBE'] });
const paying = viewerOf('PROGRAM_MANAGER', { subject: 'pays groups', programCodes: ['KUBE'] });

beforeAll(async () => {
  platform = await startTestPlatform();
  served = await servePlatform(platform);
  desk = new GraduationDesk(platform, served);
  await addRegions(platform);
  ids = await addFamilies(
    platform,
    KEYS.map((key) => ({
      key,
      kpmFlags: ['PKH'],
      members: [{ key: `head ${key}` }, { key: `child ${key}`, role: 'CHILD' }],
    })),
  );
  const registry = platform.subgraph('beneficiaries').database;
  await registry.bulk(systemActor('journey'), async (client) => {
    await client.query(publishFamilies('SELECT id FROM family'));
    await client.query(publishPersons('SELECT id FROM person'));
  });
  await platform.relay.drain();
});
afterAll(async () => {
  await desk.close();
  await served.stop();
  await platform.stop();
});

/** The state a family sees of its own aid and work. */
async function home() {
  const query = `query ($id: ID!) { family(id: $id) {
    enrolments(programCode: "PKH") { status payments { nodes { period status amount } } }
    kubeGroups { status grantAmount myself: members { office person { id } } } graduations { status ground } } }`;
  const { data, errors } = await served.ask(citizen(), { query, variables: { id: ids.family('one') } });
  expect(errors).toEqual([]);
  return data?.['family'] as {
    readonly enrolments: readonly {
      readonly status: string;
      readonly payments: { readonly nodes: readonly { period: string; status: string; amount: number }[] };
    }[];
    readonly kubeGroups: readonly { readonly status: string; readonly grantAmount: number | null }[];
    readonly graduations: readonly { readonly status: string; readonly ground: string }[];
  };
}

const kube = (mutation: string, type: string, viewer: Viewer, input: object) =>
  desk.done(mutation, type, viewer, input);

/** The first stage of next year: PKH is paid by quarters, and the day that decides is still to come. */
const STAGE = `${Number(day().slice(0, 4)) + 1}-T1`;

async function manage(mutation: string, type: string, input: object, fields: string) {
  const query = `mutation ($input: ${type}!) { done: ${mutation}(input: $input) { ${fields} } }`;
  const variables = { input: { clientKey: `journey-${mutation}-${Object.values(input).join('-')}`, ...input } };
  const { data, errors } = await served.ask(desk.manager, { query, variables });
  expect([mutation, errors]).toEqual([mutation, []]);
  return data?.['done'] as Readonly<Record<string, unknown>>;
}

test('named by decree, active, planned once and paid: the family has its stage of PKH', async () => {
  await desk.enrol(
    { familyId: ids.family('one'), personId: personOf('one'), enrolmentId: ENROLMENT },
    { status: 'CANDIDATE' },
  );
  await desk.sql(
    `INSERT INTO programs.enrolment_component (id, enrolment_id, person_id, component, started_on)
     VALUES (gen_random_uuid(), $1, $2, 'ANAK_SD', '2024-07-01')`,
    [ENROLMENT, ids.person('child one')],
  );
  // The pendamping cannot name it, whoever looks after it.
  expect(await desk.run('designateEnrolment', 'StepInput', desk.pendamping, { id: ENROLMENT, version: 1 })).toBe(
    'FORBIDDEN',
  );
  const named = await desk.step('designateEnrolment', desk.manager, { id: ENROLMENT, status: '', version: 1 });
  await desk.step('activateEnrolment', desk.manager, named);

  const run = await manage('runStage', 'RunStageInput', { program: 'PKH', period: STAGE }, 'id added unchanged');
  expect(run).toMatchObject({ added: 1, unchanged: 0 });
  const again = { program: 'PKH', period: STAGE, clientKey: 'journey-second-run' };
  expect(await manage('runStage', 'RunStageInput', again, 'added unchanged')).toEqual({ added: 0, unchanged: 1 });
  for (const to of ['SP2D', 'SENT', 'CREDITED']) {
    expect(await manage('advanceStage', 'AdvanceStageInput', { run: run['id'], to }, 'payments')).toEqual({
      payments: 1,
    });
  }
  expect((await home()).enrolments).toEqual([
    { status: 'ACTIVE', payments: { nodes: [{ period: STAGE, status: 'CREDITED', amount: 225_000 }] } },
  ]);
});

test('five heads of one village found a group; it is recommended, named, paid, and grows', async () => {
  const founding = {
    ...{ name: 'Contoh Anyaman', lineOfBusiness: 'CRAFTS', members: KEYS.map(personOf) },
    ...{ chair: personOf('one'), secretary: personOf('two'), treasurer: personOf('three') },
  };
  const short = { ...founding, members: KEYS.slice(0, 3).map(personOf) };
  const few = await kube('proposeKube', 'ProposeKubeInput', desk.pendamping, short);
  // Three are no group: said when it is to be recommended, with the rule; nothing is lost.
  const tried = { ...input(few), recommendation: 'R-1/2026' };
  expect(await desk.run('verifyKube', 'KubeVerifyInput', desk.dinsos, tried)).toBe('RULES_NOT_MET');
  let group = few;
  for (const key of KEYS.slice(3)) {
    group = await kube('addKubeMember', 'KubeMemberInput', desk.pendamping, { ...input(group), person: personOf(key) });
  }
  group = await kube('verifyKube', 'KubeVerifyInput', desk.dinsos, { ...input(group), recommendation: 'R-1/2026' });
  group = await kube('designateKube', 'KubeDecreeInput', naming, { ...input(group), decree: 'SK-1/2026' });
  // Whoever named the group does not pay it.
  const grant = { ...input(group), accountNumber: '0011 2233 4455' };
  expect(await desk.run('disburseKube', 'KubeGrantInput', naming, grant)).toBe('FORBIDDEN');
  group = await kube('disburseKube', 'KubeGrantInput', paying, grant);
  expect((await home()).kubeGroups).toMatchObject([{ status: 'DISBURSED' }]);

  group = await kube('reportKubeUse', 'KubeReportInput', desk.pendamping, { ...input(group), spent: 9_000_000 });
  for (const months of [2, 1, 0]) {
    const month = monthsAgo(months);
    group = await kube('recordKubeTurnover', 'KubeTurnoverInput', desk.pendamping, {
      ...input(group),
      month,
      turnover: 4_000_000,
    });
    const saved = { ...input(group), month, amount: 50_000, payers: 5 };
    group = await kube('recordKubeSavings', 'KubeSavingsInput', desk.pendamping, saved);
  }
  group = await kube('growKube', 'StepInput', desk.dinsos, input(group));
  group = await kube('developKube', 'StepInput', desk.dinsos, input(group));
  expect((await home()).kubeGroups).toMatchObject([{ status: 'DEVELOPED' }]);
  const { events, notices } = await desk.traces(group.id);
  expect(events.map((line) => line.split(' ')[0])).toEqual([
    ...['PROPOSE', 'ADD_MEMBER', 'ADD_MEMBER', 'VERIFY', 'DESIGNATE', 'DISBURSE', 'REPORT_USE'],
    ...['RECORD_TURNOVER', 'RECORD_SAVINGS', 'RECORD_TURNOVER', 'RECORD_SAVINGS', 'RECORD_TURNOVER', 'RECORD_SAVINGS'],
    ...['GROW', 'DEVELOP'],
  ]);
  expect(notices).toHaveLength(events.length);
});

test('the family asks to leave, is visited, signs, is supported for months and stands on its own', async () => {
  const proposed = await desk.propose(citizen(), ENROLMENT);
  // Whoever visits is not who asked, and the family signs itself.
  const verified = await desk.verify(proposed);
  expect(await desk.run('agreeToGraduation', 'StepInput', desk.pendamping, input(verified))).toBe('FORBIDDEN');
  const agreed = await desk.step('agreeToGraduation', citizen(), verified);
  const approved = await desk.approve(agreed, ['KUBE', 'KUR']);
  expect((await home()).enrolments[0]?.status).toBe('TRANSITION');
  // Not before the months of support are over.
  expect(await desk.run('completeGraduation', 'StepInput', desk.manager, input(approved))).toBe('BAD_USER_INPUT');
  await desk.passSupport(approved.id);
  await desk.step('completeGraduation', desk.manager, approved);

  const now = await home();
  expect(now).toMatchObject({
    enrolments: [{ status: 'GRADUATED_VOLUNTARILY', payments: { nodes: [{ period: STAGE, status: 'CREDITED' }] } }],
    kubeGroups: [{ status: 'DEVELOPED' }],
    graduations: [{ status: 'GRADUATED', ground: 'OWN_WISH' }],
  });
  // Nothing more is planned for it: the group goes on without aid.
  const next = { program: 'PKH', period: STAGE.replace('T1', 'T2') };
  expect(await manage('runStage', 'RunStageInput', next, 'added unchanged')).toEqual({ added: 0, unchanged: 0 });
});

test('every actor stands in the history with the own account, and every reader in the ledger with the hash of the family', async () => {
  const { events, notices } = await desk.traces(ENROLMENT);
  expect(events).toEqual([
    'DESIGNATE CANDIDATE DESIGNATED PROGRAM_MANAGER manager',
    'ACTIVATE DESIGNATED ACTIVE PROGRAM_MANAGER manager',
    'BEGIN_TRANSITION ACTIVE TRANSITION PROGRAM_MANAGER manager',
    'GRADUATE_VOLUNTARILY TRANSITION GRADUATED_VOLUNTARILY PROGRAM_MANAGER manager',
  ]);
  expect(notices).toEqual(
    ['DESIGNATED', 'ACTIVE', 'TRANSITION', 'GRADUATED_VOLUNTARILY'].map((each) => `enrolment ${each}`),
  );
  const entries = await entriesOf(platform, 'programs', home);
  expect(entries.map(({ account, role }) => [account, role])).toEqual([['the family', 'CITIZEN']]);
  const family = subjectOf(platform, 'family', ids.family('one'));
  expect(entries.flatMap(({ decisions }) => decisions).flatMap(({ subjects }) => subjects)).toContain(family);
  expect(platform.faults).toEqual([]);
});

const input = ({ id, version }: { readonly id: string; readonly version: number }) => ({ id, version });

function monthsAgo(months: number): string {
  const [year = 0, month = 0] = day().split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 - months, 1)).toISOString().slice(0, 7);
}
