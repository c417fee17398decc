import { systemActor } from '../../shared/viewer';
import type { Viewer } from '../../shared/viewer';
import { expirePartners } from '../../subgraphs/employers/agreement/expire';
import { servePlatform } from '../support/access/served';
import type { Reply, ServedPlatform } from '../support/access/served';
import { asAdmin } from '../support/database';
import { dataSharing, dayFromNow, memorandum, verification } from '../support/partner-desk';
import { addRegions } from '../support/people';
import { startTestPlatform, viewerOf } from '../support/platform';
import type { TestPlatform } from '../support/platform';

/** A partner from the application to its end: each step by whoever takes it, over HTTP. */
let platform: TestPlatform;
let served: ServedPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
  await addRegions(platform);
  served = await servePlatform(platform);
});
afterAll(async () => {
  await served.stop();
  await platform.stop();
});

interface Stepped {
  readonly id: string;
  readonly status: string;
  readonly version: number;
  readonly invitationCode?: string | null;
}

const director = viewerOf('PARTNER_ADMIN', { subject: 'director of the applicant' });
const manager = viewerOf('PROGRAM_MANAGER', { subject: 'partnership desk' });
const legal = viewerOf('PROGRAM_MANAGER', { subject: 'legal desk' });
const PUBLIC = viewerOf('PUBLIC');
let partner: Stepped;
let keys = 0;
const codes = ({ errors }: Reply) => errors.map(({ extensions }) => extensions['code']);
const atPartner = (viewer: Viewer): Viewer => ({ ...viewer, employerId: partner.id });
const admin = () => atPartner(director);
const recruiter = () => atPartner(viewerOf('PARTNER_RECRUITER', { subject: 'a recruiter' }));
const rows = <Row extends object>(sql: string, values: readonly unknown[] = []) =>
  asAdmin(async (client) => (await client.query<Row>(sql, [...values])).rows, platform.database.adminUrl);

function call(
  viewer: Viewer,
  mutation: string,
  type: string,
  input: object,
  fields = 'id status version',
): Promise<Reply> {
  return served.ask(viewer, {
    query: `mutation ($input: ${type}!) { done: ${mutation}(input: $input) { ${fields} } }`,
    variables: { input: { clientKey: `partner-${keys++}`, ...input } },
  });
}
const doneOf = (reply: Reply) => reply.data?.['done'] as Stepped | null | undefined;

/** Asks for a step of the partnership, of which nothing may be refused; what it answers becomes its state. */
async function takes(viewer: Viewer, mutation: string, type: string, status: string, input: object = {}) {
  const reply = await call(viewer, mutation, type, { id: partner.id, version: partner.version, ...input });
  expect([mutation, reply.errors]).toEqual([mutation, []]);
  partner = doneOf(reply) ?? partner;
  expect(partner.status).toBe(status);
}
const step = (viewer: Viewer, mutation: string, type: string, input: object = {}) =>
  call(viewer, mutation, type, { id: partner.id, version: partner.version, ...input });

const ask = async (viewer: Viewer, query: string) => {
  const { data, errors } = await served.ask(viewer, { query, variables: { id: partner.id } });
  expect(errors).toEqual([]);
  return data;
};
const shown = (viewer: Viewer) =>
  ask(viewer, 'query ($id: ID!) { employer(id: $id) { name status agreements { kind isInForce } } }');
const own = async (viewer: Viewer) => (await ask(viewer, '{ myOrganisation { name status } }'))?.['myOrganisation'];

test('somebody applies whose account works for nobody yet, and sees how it goes; nobody else does', async () => {
  const application = { name: 'PT Contoh Karya', type: 'SWASTA', nib: '9120000012345', regencyCodes: ['3204', '3205'] };
  const employed = { ...director, employerId: '00000001-0000-8000-8000-000000000001' };
  expect(codes(await call(employed, 'applyForPartnership', 'ApplyInput', application))).toEqual(['FORBIDDEN']);
  const wrong = { ...application, regencyCodes: ['32'] };
  expect(codes(await call(director, 'applyForPartnership', 'ApplyInput', wrong))).toEqual(['BAD_USER_INPUT']);
  const applied = await call(director, 'applyForPartnership', 'ApplyInput', application);
  expect(applied.errors).toEqual([]);
  partner = doneOf(applied) as Stepped;
  expect(partner).toMatchObject({ status: 'APPLIED', version: 1 });
  expect(await shown(director)).toMatchObject({ employer: { name: 'PT Contoh Karya', status: 'APPLIED' } });
  expect(await shown(manager)).toMatchObject({ employer: { status: 'APPLIED' } });
  for (const other of [PUBLIC, viewerOf('PARTNER_ADMIN', { subject: 'another applicant' }), admin()]) {
    expect(await shown(other)).toEqual({ employer: null });
  }
});

test('the ministry verifies: NIB found under its name, of no other partner, and somebody was reached', async () => {
  expect(codes(await step(director, 'verifyEmployer', 'VerifyEmployerInput', verification()))).toEqual(['FORBIDDEN']);
  const unknown = await step(manager, 'verifyEmployer', 'VerifyEmployerInput', {
    ...verification(),
    nibCheck: 'NOT_FOUND',
  });
  expect(codes(unknown)).toEqual(['RULES_NOT_MET']);
  await rows(`INSERT INTO employers.employer (id, source_id, name, type, nib, status, snapshot)
    VALUES (gen_random_uuid(), 'E-9', 'Lain', 'SWASTA', '9120000012345', 'ACTIVE', 'x')`);
  expect(codes(await step(manager, 'verifyEmployer', 'VerifyEmployerInput', verification()))).toEqual([
    'RULES_NOT_MET',
  ]);
  // One that has ended may come back under its number.
  await rows(`UPDATE employers.employer SET status = 'TERMINATED' WHERE source_id = 'E-9'`);
  await takes(manager, 'verifyEmployer', 'VerifyEmployerInput', 'VERIFIED', verification());
});

test('the agreements come one after the other, and who signed for the data does not activate', async () => {
  expect(codes(await step(manager, 'signDataSharing', 'DataSharingInput', dataSharing('PBD-7/2026')))).toEqual([
    'INVALID_TRANSITION',
  ]);
  await takes(manager, 'signMemorandum', 'MemorandumInput', 'MOU_SIGNED', memorandum('PKS-7/2026'));
  await takes(legal, 'signDataSharing', 'DataSharingInput', 'DSA_SIGNED', dataSharing('PBD-7/2026'));
  expect(codes(await step(legal, 'activateEmployer', 'StepInput'))).toEqual(['FORBIDDEN']);
  await takes(manager, 'activateEmployer', 'StepInput', 'ACTIVE');
  expect(await shown(PUBLIC)).toEqual({
    employer: { name: 'PT Contoh Karya', status: 'ACTIVE', agreements: [{ kind: 'MOU', isInForce: true }] },
  });
});

test('its people come by invitation: the ministry invites the first, who invites others', async () => {
  const invite = (viewer: Viewer, role: string, email: string) =>
    call(
      viewer,
      'invitePartnerUser',
      'InvitePartnerUserInput',
      { employerId: partner.id, role, email },
      'id status version invitationCode',
    );
  const accept = (viewer: Viewer, invitation: Stepped | null | undefined) =>
    call(viewer, 'acceptInvitation', 'AcceptInvitationInput', {
      ...{ id: invitation?.id, version: invitation?.version, code: invitation?.invitationCode },
    });
  expect(await own(admin())).toBeNull();
  const first = doneOf(await invite(manager, 'PARTNER_ADMIN', 'direksi@contoh.example'));
  // The account's token names no partner yet: the issuer follows.
  expect((await accept(director, first)).errors).toEqual([]);
  expect(await own(admin())).toEqual({ name: 'PT Contoh Karya', status: 'ACTIVE' });
  const second = doneOf(await invite(admin(), 'PARTNER_RECRUITER', 'rekrut@contoh.example'));
  expect(doneOf(await accept(recruiter(), second))).toMatchObject({ status: 'ACTIVE' });
  expect(await own(recruiter())).toEqual({ name: 'PT Contoh Karya', status: 'ACTIVE' });
  expect(codes(await invite(recruiter(), 'PARTNER_RECRUITER', 'lain@contoh.example'))).toEqual(['FORBIDDEN']);
});

test('it reports its quota, which the ministry finds among the gaps', async () => {
  const report = { period: '2026-S1', version: 0, headcount: 640, disabledHeadcount: 3 };
  const reported = await call(admin(), 'reportQuota', 'ReportQuotaInput', report, 'required gap isMet version');
  expect(reported.data?.['done']).toEqual({ required: 7, gap: 4, isMet: false, version: 1 });
  const gaps = await ask(manager, '{ quotaGaps(filter: { gap: { gte: 1 } }) { nodes { gap employer { name } } } }');
  expect(gaps).toEqual({ quotaGaps: { nodes: [{ gap: 4, employer: { name: 'PT Contoh Karya' } }] } });
});

test('who is removed has nothing on the next request, though the token lasts', async () => {
  const { myOrganisation } = (await ask(admin(), '{ myOrganisation { users { id role version allowedEvents } } }')) as {
    myOrganisation: { users: readonly (Stepped & { role: string; allowedEvents: string[] })[] };
  };
  const user = myOrganisation.users.find(({ role }) => role === 'PARTNER_RECRUITER');
  // Whether there is mail each account says itself.
  expect(user?.allowedEvents).toEqual(['CHANGE_ROLE', 'REMOVE']);
  const self = myOrganisation.users.find(({ role }) => role === 'PARTNER_ADMIN');
  expect(self?.allowedEvents).toContain('SET_MAIL');
  const removed = await call(admin(), 'removePartnerUser', 'ReasonedStepInput', {
    ...{ id: user?.id, version: user?.version, reason: 'LEFT' },
  });
  expect(doneOf(removed)?.status).toBe('REMOVED');
  expect(await own(recruiter())).toBeNull();
  expect(await own(admin())).not.toBeNull();
});

test('suspended and reinstated, renewed, and expired when an agreement ends; the day closes it before the job does', async () => {
  await takes(manager, 'suspendEmployer', 'ReasonedStepInput', 'SUSPENDED', { reason: 'COMPLAINT' });
  expect(await shown(PUBLIC)).toEqual({ employer: null });
  await takes(manager, 'reinstateEmployer', 'ReasonedStepInput', 'ACTIVE', { reason: 'UNFOUNDED' });
  await takes(legal, 'renewDataSharing', 'DataSharingInput', 'ACTIVE', dataSharing('PBD-8/2027'));
  await rows(`UPDATE employers.agreement SET starts_on = $2, ends_on = $3 WHERE employer_id = $1 AND kind = 'MOU'`, [
    ...[partner.id, dayFromNow(-60), dayFromNow(-1)],
  ]);
  expect(await shown(PUBLIC)).toMatchObject({ employer: { status: 'ACTIVE', agreements: [] } });
  const job = () => platform.subgraph('employers').database.bulk(systemActor('partners:expire'), expirePartners);
  expect([await job(), await job()]).toEqual([1, 0]);
  expect(await shown(PUBLIC)).toEqual({ employer: null });
  // Its own people still find it, and what happened.
  const history = (await ask(admin(), '{ myOrganisation { status history { event byRole reason } } }')) as {
    myOrganisation: { status: string; history: readonly object[] };
  };
  expect(history.myOrganisation.status).toBe('EXPIRED');
  expect(history.myOrganisation.history.map((each) => Object.values(each).filter(Boolean).join(' '))).toEqual([
    'APPLY PARTNER_ADMIN',
    ...['VERIFY', 'SIGN_MOU', 'SIGN_DSA', 'ACTIVATE'].map((event) => `${event} PROGRAM_MANAGER`),
    'SUSPEND PROGRAM_MANAGER COMPLAINT',
    'REINSTATE PROGRAM_MANAGER UNFOUNDED',
    'RENEW_DSA PROGRAM_MANAGER',
    'EXPIRE SYSTEM MOU_ENDED',
  ]);
  const told = await rows<{ n: number }>(`SELECT count(*)::int AS n FROM employers.outbox WHERE topic = 'employer'`);
  // A notice a step and a report, all of one form.
  expect(told).toEqual([{ n: 10 }]);
});
