import { asSystem } from '../../../shared/database';
import type { WriteManager } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import type { Evidence, LockedRecord } from '../../../shared/machine';
import type { Asked, SubgraphContext } from '../../../shared/subgraph';
import type { Viewer } from '../../../shared/viewer';
import { dayOf, readFutureDay, readPastDay, readReference, TODAY } from '../../../shared/machine';
import { writeCertificate } from '../certificate/certificate.loader';
import { readJobProfile } from '../job-profile/job-profile';
import { writeJobProfile } from '../job-profile/job-profile.loader';
import { hasNote } from '../note/note.loader';
import { findLatestPlan, writePlan } from '../plan/plan.loader';
import { readText } from '../text';
import { readAttendance } from '../training/training.loader';
import { ATTENDANCE_PERCENT, RETENTION_MONTHS } from './case';
import type { CaseStatus } from './case';
import type { CertifyInput, ConferenceInput, FollowUpInput, PlanInput, ReadyInput } from './case-inputs.graph';

type Case = Pick<LockedRecord<CaseStatus>, 'id'>;
interface Reasoned {
  readonly input: { readonly reason: string };
  readonly context: SubgraphContext;
}
const refused = (reason: string) => new CodedError('BAD_USER_INPUT', { reason });

/** Keeps what the panel decided. */
export async function confer(
  manager: WriteManager,
  { id }: Case,
  { input }: Asked<ConferenceInput>,
): Promise<Evidence> {
  const { result } = input;
  const heldOn = readPastDay('the conference', input.heldOn);
  const minutes = readReference('reference of the minutes', input.minutes);
  await manager.query(
    `UPDATE service_case SET conference_result = $2, conference_minutes = $3, conference_on = $4::date
     WHERE id = $1::uuid`,
    [id, result, minutes, heldOn],
  );
  return { result, minutes, heldOn };
}

/** Writes a plan for somebody the conference has accepted. */
export async function plan(
  manager: WriteManager,
  { id }: Case,
  { input, context }: Asked<PlanInput>,
): Promise<Evidence> {
  await requireAccepted(manager, id);
  const { goals, components, base, major = null } = input;
  const targetOn = readFutureDay('the target', input.targetOn);
  const content = { goals, components, base, major, targetOn };
  const planId = await writePlan(manager, { caseId: id, author: context.viewer.subject }, content);
  return { planId, goals, components, base, targetOn };
}

/** Approves the latest plan; that its author is somebody else is the machine's to see. */
export async function approve(manager: WriteManager, { id }: Case): Promise<Evidence> {
  await requireAccepted(manager, id);
  const latest = await findLatestPlan(manager, id);
  if (!latest) throw refused('there is no plan to approve');
  await manager.query('UPDATE plan SET approved_at = now() WHERE id = $1::uuid', [latest.id]);
  await manager.query(
    'UPDATE service_case c SET major = p.major FROM plan p WHERE p.id = $2::uuid AND c.id = $1::uuid',
    [id, latest.id],
  );
  return { planId: latest.id };
}

async function requireAccepted(manager: WriteManager, id: string): Promise<void> {
  const [found]: { result: string }[] = await manager.query(
    'SELECT conference_result AS result FROM service_case WHERE id = $1::uuid',
    [id],
  );
  if (found?.result !== 'LULUS') throw refused('the conference has not accepted the person (LULUS)');
}

/** Begins to serve on the base of the plan; in residence there must be a place. */
export async function start(
  manager: WriteManager,
  { id }: Case,
  { context: { viewer } }: Asked<object>,
): Promise<Evidence> {
  const latest = await findLatestPlan(manager, id);
  if (!latest) throw refused('there is no plan');
  const { base } = latest;
  await manager.query(`UPDATE service_case SET base = $2, served_since = ${TODAY}, resident = $3 WHERE id = $1::uuid`, [
    id,
    base,
    base === 'RESIDENSIAL',
  ]);
  if (base === 'RESIDENSIAL') await countResidents(manager, viewer, id);
  return { planId: latest.id, base };
}

/** The person no longer lives in the centre. */
async function moveOut(manager: WriteManager, viewer: Viewer, id: string): Promise<void> {
  const moved: unknown[] = await manager.query(
    'UPDATE service_case SET resident = false WHERE id = $1::uuid AND resident RETURNING id',
    [id],
  );
  // TypeORM gives the rows and their number.
  if ((moved[0] as unknown[]).length > 0) await countResidents(manager, viewer, id);
}

/** Counts who lives in the case's centre, whichever officer sees it. */
async function countResidents(manager: WriteManager, viewer: Viewer, id: string): Promise<void> {
  const [counted] = await asSystem(manager, viewer, async () => {
    const [centre]: { id: string }[] = await manager.query(
      'SELECT ce.id FROM centre ce JOIN service_case c ON c.centre_id = ce.id WHERE c.id = $1::uuid FOR UPDATE OF ce',
      [id],
    );
    await manager.query(
      `UPDATE centre SET residents = (SELECT count(*) FROM service_case WHERE centre_id = $1 AND resident) WHERE id = $1`,
      [centre?.id],
    );
    return manager.query('SELECT residents <= capacity AS fits FROM centre WHERE id = $1', [centre?.id]) as Promise<
      { fits: boolean }[]
    >;
  });
  if (counted?.fits !== true) throw refused('the centre has no free place');
}

/** Ends the training of somebody who came often enough and was talked with. */
export async function finishTraining(manager: WriteManager, { id }: Case): Promise<Evidence> {
  const attendance = await readAttendance(manager, id);
  if (attendance === undefined) throw refused('no session of the training is recorded');
  if (attendance < ATTENDANCE_PERCENT) {
    throw refused(`attendance is ${attendance}%; ${ATTENDANCE_PERCENT}% are needed`);
  }
  if (!(await hasNote(manager, id, 'PSYCHOSOCIAL_CLOSING'))) throw refused('the psychosocial closing note is missing');
  return { attendance };
}

/** Keeps the certificate. */
export async function certify(
  manager: WriteManager,
  { id }: Case,
  { input, context: { tools } }: Asked<CertifyInput>,
): Promise<Evidence> {
  const { issuer, unitCode, level, number } = input;
  const issuedOn = readPastDay('the certificate', input.issuedOn);
  const content = { issuer, number, unitCode, level, issuedOn, expiresOn: dayOf(input.expiresOn) };
  const certificateId = await writeCertificate(manager, tools.cipher, id, content);
  return { certificateId, issuer, level };
}

/** Keeps what was found to hold, and what is needed at work. */
export async function beReady(manager: WriteManager, { id }: Case, { input }: Asked<ReadyInput>): Promise<Evidence> {
  const readiness = [...new Set(input.readiness)];
  if (!readiness.includes('SKILL') || !readiness.includes('MOTIVATION')) {
    throw refused('nobody is ready without SKILL and MOTIVATION');
  }
  const accommodations = [...new Set(input.accommodations)];
  await manager.query(
    `UPDATE service_case SET readiness = $2::text[], accommodations = $3::text[], job_fit = $4 WHERE id = $1::uuid`,
    [id, readiness, accommodations, input.jobFit === undefined ? null : readText('job fit', input.jobFit, 200)],
  );
  return { readiness, accommodations };
}

/** The same for work, which has to fit. */
export async function beReadyForWork(manager: WriteManager, served: Case, asked: Asked<ReadyInput>): Promise<Evidence> {
  const { input } = asked;
  if (input.jobFit === undefined) throw refused('say what work fits');
  await writeJobProfile(manager, served.id, readJobProfile(input));
  await beginWaiting(manager, served.id);
  return beReady(manager, served, asked);
}

/** From today on the person waits for work. */
async function beginWaiting(manager: WriteManager, id: string): Promise<void> {
  await manager.query(`UPDATE service_case SET ready_since = ${TODAY} WHERE id = $1::uuid`, [id]);
}

/** The person works or runs a business, and no longer lives in the centre. */
export async function followUp(
  manager: WriteManager,
  { id }: Case,
  { input, context: { viewer } }: Asked<FollowUpInput>,
): Promise<Evidence> {
  const since = readPastDay('the beginning', input.since);
  await manager.query(
    `UPDATE service_case SET follow_up_outcome = $2, aftercare_since = $3::date WHERE id = $1::uuid`,
    [id, input.outcome, since],
  );
  await moveOut(manager, viewer, id);
  return { outcome: input.outcome, since };
}

/** Work has ended. */
export async function searchAgain(manager: WriteManager, { id }: Case): Promise<undefined> {
  await manager.query('UPDATE service_case SET follow_up_outcome = NULL, aftercare_since = NULL WHERE id = $1::uuid', [
    id,
  ]);
  await beginWaiting(manager, id);
}

/** Closes a case whose goal is met. */
export async function close(manager: WriteManager, { id }: Case, { input: { reason } }: Reasoned): Promise<undefined> {
  const [found]: { retained: boolean }[] = await manager.query(
    `SELECT coalesce(aftercare_since <= ${TODAY} - interval '${RETENTION_MONTHS} months', false) AS retained
     FROM service_case WHERE id = $1::uuid`,
    [id],
  );
  if (reason === 'RETAINED_12_MONTHS' && !found?.retained) {
    throw refused(`the person has not been in work for ${RETENTION_MONTHS} months`);
  }
  await manager.query('UPDATE service_case SET close_reason = $2 WHERE id = $1::uuid', [id, reason]);
}

/** The person leaves before the goal. */
export async function leave(manager: WriteManager, { id }: Case, { input, context }: Reasoned): Promise<undefined> {
  await manager.query('UPDATE service_case SET exit_reason = $2 WHERE id = $1::uuid', [id, input.reason]);
  await moveOut(manager, context.viewer, id);
}

/** The person says so. */
export async function withdraw(
  manager: WriteManager,
  served: Case,
  { context }: Pick<Reasoned, 'context'>,
): Promise<undefined> {
  await leave(manager, served, { input: { reason: 'WITHDRAWN' }, context });
}
