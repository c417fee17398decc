import { asSystem, isUuid } from '../../../shared/database';
import type { WriteManager } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import type { Evidence, LockedRecord } from '../../../shared/machine';
import type { Asked } from '../../../shared/subgraph';
import type { Viewer } from '../../../shared/viewer';
import { daysAfter, readPastDay, readReference, TODAY, today } from '../../../shared/machine';
import { writeAssessment } from '../assessment/assessment.loader';
import { ASSESSMENT_DAYS } from './case';
import type { CaseStatus } from './case';
import { publishTypes } from './case-statistics';
import type { AgreeInput, AssessInput, Consent, ReopenInput } from './case-inputs.graph';

type Case = LockedRecord<CaseStatus>;

/** Takes somebody in: who it is, and who consented how to what. */
export async function takeIn(
  manager: WriteManager,
  { id }: Case,
  { input, context: { viewer } }: Asked<AgreeInput>,
): Promise<Evidence> {
  const { personId, undocumented } = input;
  if (personId === undefined && !undocumented) {
    throw new CodedError('BAD_USER_INPUT', { reason: 'say who it is, or that the person has no papers' });
  }
  if (personId !== undefined) await requireAvailable(manager, viewer, id, personId, input);
  const identity = undocumented ? 'UNDOCUMENTED' : 'REGISTERED';
  await manager.query(
    `UPDATE service_case SET person_id = $2::uuid, identity = $3, offer_again_on = NULL WHERE id = $1::uuid`,
    [id, personId ?? null, identity],
  );
  return { identity, personId: personId ?? null, ...(await consent(manager, id, input)) };
}

/**
 * Says who somebody is that was taken in without a record.
 * @throws CodedError BAD_USER_INPUT, CONFLICT
 */
export async function identify(
  manager: WriteManager,
  viewer: Viewer,
  { id, personId }: { readonly id: string; readonly personId: string },
): Promise<void> {
  const [found]: { personId: string | null; intakeOn: string | null; consentGivenBy: Consent['consentGivenBy'] }[] =
    await manager.query(
      `SELECT person_id AS "personId", intake_on AS "intakeOn", consent_given_by AS "consentGivenBy"
       FROM service_case WHERE id = $1::uuid`,
      [id],
    );
  if (!found?.intakeOn) throw new CodedError('BAD_USER_INPUT', { reason: 'the person was not taken in yet' });
  if (found.personId !== null) throw new CodedError('CONFLICT', { what: 'case' });
  await requireAvailable(manager, viewer, id, personId, found);
  await manager.query('UPDATE service_case SET person_id = $2::uuid, version = version + 1 WHERE id = $1::uuid', [
    id,
    personId,
  ]);
}

/** Opens a case anew: the next episode, with consent. */
export async function reopen(manager: WriteManager, { id }: Case, { input }: Asked<ReopenInput>): Promise<Evidence> {
  const [found]: { taken: boolean; doubled: boolean; adult: boolean }[] = await manager.query(
    `SELECT c.intake_on IS NOT NULL AS taken,
       EXISTS (SELECT FROM service_case o WHERE o.id <> c.id AND o.centre_id = c.centre_id AND o.person_id = c.person_id
         AND o.status NOT IN ('EXITED', 'CLOSED')) AS doubled,
       coalesce(pr.adult_on <= ${TODAY}, true) AS adult
     FROM service_case c LEFT JOIN person_ref pr ON pr.id = c.person_id WHERE c.id = $1::uuid`,
    [id],
  );
  if (!found?.taken) {
    throw new CodedError('BAD_USER_INPUT', { reason: 'nobody was taken in by this case; begin another one' });
  }
  if (found.doubled) throw new CodedError('BAD_USER_INPUT', { reason: 'the person has an open case at this centre' });
  requireGuardian(found.adult, input);
  await manager.query(
    `UPDATE service_case SET episode = episode + 1, base = NULL, served_since = NULL, conference_result = NULL,
       conference_minutes = NULL, conference_on = NULL, readiness = '{}', job_fit = NULL, follow_up_outcome = NULL,
       aftercare_since = NULL, exit_reason = NULL, close_reason = NULL WHERE id = $1::uuid`,
    [id],
  );
  return consent(manager, id, input);
}

/** Writes the assessment, which is due some days after the intake; later it takes words that say why. */
export async function assess(
  manager: WriteManager,
  { id }: Case,
  { input, context: { viewer } }: Asked<AssessInput>,
): Promise<Evidence> {
  const on = readPastDay('the assessment', input.assessedOn);
  const [found]: { intakeOn: string }[] = await manager.query(
    `SELECT intake_on::text AS "intakeOn" FROM service_case WHERE id = $1::uuid`,
    [id],
  );
  const intakeOn = found?.intakeOn ?? today();
  if (on < intakeOn) throw new CodedError('BAD_USER_INPUT', { reason: 'the assessment is older than the consent' });
  const isLate = on > daysAfter(intakeOn, ASSESSMENT_DAYS);
  if (isLate && !input.note?.trim()) {
    throw new CodedError('BAD_USER_INPUT', {
      reason: `more than ${ASSESSMENT_DAYS} days after the intake a note says why`,
    });
  }
  const assessed = { caseId: id, type: 'KOMPREHENSIF', on, assessor: viewer.subject } as const;
  const assessmentId = await writeAssessment(manager, assessed, input);
  await manager.query('UPDATE service_case SET ppks_types = $2::text[] WHERE id = $1::uuid', [
    id,
    [...new Set(input.ppksTypes)],
  ]);
  await asSystem(manager, viewer, () => manager.query(publishTypes('c.id = $1::uuid'), [id]));
  return { assessmentId, assessedOn: on, isLate, score: input.score };
}

async function consent(manager: WriteManager, id: string, input: Consent): Promise<Evidence> {
  const { consentGivenBy, consentMode } = input;
  const consentTextVersion = readReference('version of the text', input.consentTextVersion);
  await manager.query(
    `UPDATE service_case SET intake_on = ${TODAY}, consent_given_by = $2, consent_mode = $3, consent_text_version = $4
     WHERE id = $1::uuid`,
    [id, consentGivenBy, consentMode, consentTextVersion],
  );
  return { consent: 'C1', consentGivenBy, consentMode, consentTextVersion };
}

/**
 * The person is of the registry, alive, without another open case here, and whoever consents may. The registry's copy is
 * looked at by the platform: an officer has no rows of persons who are not in a case of the centre yet.
 */
async function requireAvailable(
  manager: WriteManager,
  viewer: Viewer,
  id: string,
  personId: string,
  given: Pick<Consent, 'consentGivenBy'>,
): Promise<void> {
  const [known]: { matchStatus: string; adult: boolean }[] = isUuid(personId)
    ? await asSystem(manager, viewer, () =>
        manager.query(
          `SELECT match_status AS "matchStatus", coalesce(adult_on <= ${TODAY}, true) AS adult FROM person_ref
           WHERE id = $1::uuid`,
          [personId],
        ),
      )
    : [];
  if (!known || known.matchStatus === 'MENINGGAL') throw new CodedError('NOT_FOUND', { what: 'person' });
  requireGuardian(known.adult, given);
  const open: object[] = await manager.query(
    `SELECT FROM service_case o JOIN service_case c ON c.id = $1::uuid AND o.centre_id = c.centre_id
     WHERE o.id <> c.id AND o.person_id = $2::uuid AND o.status NOT IN ('EXITED', 'CLOSED')`,
    [id, personId],
  );
  if (open.length > 0) throw new CodedError('BAD_USER_INPUT', { reason: 'the person has an open case at this centre' });
}

/** Children are consented for (UU PDP art. 25). */
function requireGuardian(isAdult: boolean, { consentGivenBy }: Pick<Consent, 'consentGivenBy'>): void {
  if (isAdult || consentGivenBy !== 'SELF') return;
  throw new CodedError('BAD_USER_INPUT', { reason: 'for a child a parent or guardian consents (ORTU, WALI)' });
}
