import { GraduationDesk, day } from '../support/graduation-desk';
import type { Served, Told } from '../support/graduation-desk';
import { entriesOf, subjectOf } from '../support/ledger';
import { servePlatform } from '../support/access/served';
import type { ServedPlatform } from '../support/access/served';
import { startTestPlatform } from '../support/platform';
import type { TestPlatform } from '../support/platform';
import { proposeByRule } from '../../subgraphs/programs/graduation/rule';
import { systemActor } from '../../shared/viewer';
import type { Viewer } from '../../shared/viewer';

let platform: TestPlatform;
let served: ServedPlatform;
let desk: GraduationDesk;
beforeAll(async () => {
  platform = await startTestPlatform();
  served = await servePlatform(platform);
  desk = new GraduationDesk(platform, served);
});
afterAll(async () => {
  await served.stop();
  await desk.close();
  await platform.stop();
});

interface Seen {
  readonly enrolment: {
    readonly status: string;
    readonly stageAmount: number;
    readonly payments: { readonly nodes: readonly { readonly period: string; readonly status: string }[] };
    readonly graduations: readonly {
      readonly id: string;
      readonly status: string;
      readonly version: number;
      readonly proposedBy: string;
      readonly refusalReason: string | null;
      readonly allowedEvents: readonly string[];
      readonly history: readonly { readonly event: string; readonly byRole: string }[];
    }[];
  };
}

/** What somebody sees of the family's enrolment. */
async function look(viewer: Viewer, enrolmentId: string): Promise<Seen['enrolment']> {
  const query = `query ($id: ID!) { enrolment(id: $id) {
    status stageAmount(period: "2026-T3") payments { nodes { period status } }
    graduations { id status version proposedBy refusalReason allowedEvents history { event byRole } } } }`;
  const { data, errors } = await served.ask(viewer, { query, variables: { id: enrolmentId } });
  expect(errors).toEqual([]);
  if (!data) throw new Error('the enrolment is out of sight');
  return (data as unknown as Seen).enrolment;
}

/** What a family has by its enrolment: a status, an amount, payments. */
async function aidOf(served: Served) {
  const { status, stageAmount, payments } = await look(served.citizen, served.enrolmentId);
  return { status, stageAmount, payments: payments.nodes };
}

/** Lets aid of a stage be on its way, and go on. */
async function pay({ enrolmentId }: Served, period: string, status: string): Promise<void> {
  await desk.sql(
    `INSERT INTO programs.payment (id, source_id, enrolment_id, period, year, amount, status, disburser, status_on)
     VALUES (gen_random_uuid(), $1::uuid || $2, $1::uuid, $2, 2026, 225000, $3, 'BRI', '2026-09-01')
     ON CONFLICT (source_id) DO UPDATE SET status = excluded.status`,
    [enrolmentId, period, status],
  );
}

const findAs = async (viewer: Viewer, { id }: Told) => {
  const query = 'query ($id: ID!) { graduation(id: $id) { id status version } }';
  const { data } = await served.ask(viewer, { query, variables: { id } });
  return data?.['graduation'] as Told | null;
};

test('a family refuses, appeals and wins, and aid never stops', async () => {
  const family = await desk.serve({ desil: 6 });
  const neighbour = await desk.serve();
  await pay(family, '2026-T3', 'PLANNED');
  const aid = await aidOf(family);
  expect(aid).toEqual({
    status: 'ACTIVE',
    stageAmount: 225_000,
    payments: [{ period: '2026-T3', status: 'PLANNED' }],
  });
  const goesOn = async () => expect(await aidOf(family)).toEqual(aid);

  // A rule proposes; a person of Dinsos looks.
  const found = await platform.subgraph('programs').database.bulk(systemActor('graduation'), proposeByRule);
  expect(found).toEqual([{ program: 'PKH', ground: 'DESIL_ABOVE_LIMIT', found: 1, proposed: 1 }]);
  const [proposal] = (await look(desk.dinsos, family.enrolmentId)).graduations;
  if (!proposal) throw new Error('nothing was proposed');
  expect(proposal).toMatchObject({ status: 'PROPOSED', proposedBy: 'SYSTEM', allowedEvents: ['VERIFY'] });
  await goesOn();
  const verified = await desk.verify(proposal, 700_000);
  await goesOn();

  // The family says no, and no other family can say it for them.
  const input = { id: verified.id, version: verified.version, reason: 'DISPUTES_DATA' };
  expect(await desk.run('refuseGraduation', 'ReasonedStepInput', neighbour.citizen, input)).toBe('NOT_FOUND');
  const refused = await desk.refuse(verified, family, 'DISPUTES_DATA');
  await goesOn();
  expect(await desk.run('beginTransition', 'StepInput', desk.manager, { id: family.enrolmentId, version: 1 })).toBe(
    'FORBIDDEN',
  );
  const appealed = await desk.step('appealGraduation', family.citizen, refused);
  await goesOn();

  // Payments go on while it is open.
  await pay(family, '2026-T3', 'CREDITED');
  await pay(family, '2026-T4', 'PLANNED');
  const paid = {
    ...aid,
    payments: [
      { period: '2026-T4', status: 'PLANNED' },
      { period: '2026-T3', status: 'CREDITED' },
    ],
  };
  expect(await aidOf(family)).toEqual(paid);

  const heard = await desk.done('recordAppealHearing', 'AppealHearingInput', desk.dinsos, {
    ...{ id: appealed.id, version: appealed.version, heardOn: day() },
  });
  // Whoever visited the family does not judge the visit, in whichever role.
  const asVisitor = { ...desk.supervisor, subject: desk.dinsos.subject };
  expect(await desk.run('upholdAppeal', 'StepInput', asVisitor, { id: heard.id, version: heard.version })).toBe(
    'FORBIDDEN',
  );
  const upheld = await desk.step('upholdAppeal', desk.supervisor, heard);
  expect(upheld).toMatchObject({ status: 'UPHELD', version: 6 });
  expect(await aidOf(family)).toEqual(paid);
  expect(await desk.enrolment(family.enrolmentId)).toEqual({
    status: 'ACTIVE',
    reason: null,
    version: 1,
    relapse_of: null,
  });

  // Everything is written down, once each, and nothing of the enrolment.
  expect(await desk.traces(upheld.id)).toEqual({
    events: [
      'PROPOSE PROPOSED SYSTEM system:graduation',
      'VERIFY PROPOSED VERIFIED DINSOS dinsos',
      `REFUSE VERIFIED REFUSED DISPUTES_DATA CITIZEN ${family.citizen.subject}`,
      `APPEAL REFUSED APPEALED CITIZEN ${family.citizen.subject}`,
      'HEAR APPEALED HEARD DINSOS dinsos',
      'UPHOLD HEARD UPHELD SUPERVISOR supervisor',
    ],
    notices: ['PROPOSED', 'VERIFIED', 'REFUSED', 'APPEALED', 'HEARD', 'UPHELD'].map((each) => `graduation ${each}`),
  });
  expect(await desk.traces(family.enrolmentId)).toEqual({ events: [], notices: [] });
  // The rule does not come back with what was judged.
  expect(
    (await platform.subgraph('programs').database.bulk(systemActor('graduation'), proposeByRule))[0]?.proposed,
  ).toBe(0);

  // Whoever reads it stands in the ledger with the family's hash; nobody else has it at all.
  const entries = await entriesOf(platform, 'programs', () => look(desk.dinsos, family.enrolmentId));
  expect(entries.map(({ account, role }) => [account, role])).toEqual([['dinsos', 'DINSOS']]);
  const read = entries.flatMap(({ decisions }) => decisions).filter(({ grade }) => grade === 'FULL');
  expect(read.flatMap(({ coordinates }) => coordinates)).toContain('Graduation.refusalReason');
  expect(new Set(read.flatMap(({ subjects }) => subjects))).toEqual(
    new Set([subjectOf(platform, 'family', family.familyId)]),
  );
  expect(await findAs(neighbour.citizen, upheld)).toBeNull();
  expect(await findAs(family.citizen, upheld)).toMatchObject({ status: 'UPHELD' });
  expect(platform.faults).toEqual([]);
});

test('a family graduates of its own will, and comes back the fast way when its work is lost', async () => {
  const family = await desk.serve();
  const proposed = await desk.propose(desk.pendamping, family.enrolmentId, 'INCOME_GROWN');
  const agreed = await desk.step('agreeToGraduation', family.citizen, await desk.verify(proposed));
  expect((await aidOf(family)).status).toBe('ACTIVE');
  const elsewhere = { ...desk.manager, programCodes: ['SEMBAKO'] };
  const support = { id: agreed.id, version: agreed.version, supportKinds: ['KUBE'], supportUntil: day(150) };
  expect(await desk.run('approveGraduation', 'GraduationSupportInput', elsewhere, support)).toBe('NOT_FOUND');
  const approved = await desk.approve(agreed, ['KUR', 'PPSE']);
  // Aid is still paid in transition, by the same amount.
  expect(await aidOf(family)).toMatchObject({ status: 'TRANSITION', stageAmount: 225_000 });
  await desk.passSupport(approved.id);
  const graduated = await desk.step('completeGraduation', desk.manager, approved);
  expect((await aidOf(family)).status).toBe('GRADUATED_VOLUNTARILY');

  const { status, version } = await desk.done('reportRelapse', 'RelapseInput', desk.pendamping, {
    ...{ id: graduated.id, version: graduated.version },
    ...{ reason: 'JOB_LOST', groundCheckOn: day() },
  });
  expect([status, version]).toEqual(['RELAPSED', 6]);
  interface Back {
    readonly family: {
      readonly enrolments: readonly {
        readonly id: string;
        readonly status: string;
        readonly relapseOf: string | null;
      }[];
      readonly graduations: readonly { readonly status: string; readonly reentry: { readonly id: string } | null }[];
    };
  }
  const query = `query ($id: ID!) { enrolment(id: $id) { family { enrolments { id status relapseOf }
    graduations { status supportKinds reentry { id } } } } }`;
  const { data, errors } = await served.ask(desk.pendamping, { query, variables: { id: family.enrolmentId } });
  expect(errors).toEqual([]);
  const back = (data as unknown as { enrolment: Back }).enrolment;
  const again = back.family.enrolments.find(({ id }) => id !== family.enrolmentId);
  expect(again).toMatchObject({ status: 'CANDIDATE', relapseOf: family.enrolmentId });
  expect(back.family.graduations).toEqual([
    { status: 'RELAPSED', supportKinds: ['KUR', 'PPSE'], reentry: { id: again?.id } },
  ]);

  expect(await desk.traces(graduated.id)).toEqual({
    events: [
      'PROPOSE PROPOSED PENDAMPING pendamping',
      'VERIFY PROPOSED VERIFIED DINSOS dinsos',
      `AGREE VERIFIED AGREED CITIZEN ${family.citizen.subject}`,
      'APPROVE AGREED TRANSITION PROGRAM_MANAGER manager',
      'GRADUATE TRANSITION GRADUATED PROGRAM_MANAGER manager',
      'RELAPSE GRADUATED RELAPSED JOB_LOST PENDAMPING pendamping',
    ],
    notices: ['PROPOSED', 'VERIFIED', 'AGREED', 'TRANSITION', 'GRADUATED', 'RELAPSED'].map(
      (each) => `graduation ${each}`,
    ),
  });
  expect(await desk.traces(family.enrolmentId)).toEqual({
    events: [
      'BEGIN_TRANSITION ACTIVE TRANSITION PROGRAM_MANAGER manager',
      'GRADUATE_VOLUNTARILY TRANSITION GRADUATED_VOLUNTARILY PROGRAM_MANAGER manager',
    ],
    notices: ['enrolment TRANSITION', 'enrolment GRADUATED_VOLUNTARILY'],
  });
  expect(await desk.traces(again?.id ?? '')).toEqual({
    events: ['READMIT CANDIDATE PENDAMPING pendamping'],
    notices: ['enrolment CANDIDATE'],
  });
  // The way back is short: a decree and it is paid again.
  expect(await desk.run('designateEnrolment', 'StepInput', desk.manager, { id: again?.id, version: 1 })).toMatchObject({
    status: 'DESIGNATED',
  });
  expect(platform.faults).toEqual([]);
});
