import { randomUUID } from 'node:crypto';
import { Parameters, asSystem, isUuid, requireFreshCopies } from '../../../shared/database';
import type { WriteManager } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import { TODAY } from '../../../shared/machine';
import type { Evidence, LockedRecord } from '../../../shared/machine';
import type { Asked, SubgraphContext } from '../../../shared/subgraph';
import { agreementInForce } from '../agreement/agreement';
import { cardOf } from '../card/card';
import type { CohortRow } from '../card/card';
import { isShown } from '../card/card.access';
import { COHORT } from '../card/card.loader';
import { isAgreedTo } from '../consent-ref/agreed';
import { consentRef } from '../consent-ref/consent-ref';
import { workingDaysAfter } from '../holiday/holiday';
import { SEEKER_MODELS } from '../job-seeker/job-seeker';
import { fits, inPool } from '../match/fits';
import { scoreOf } from '../match/score-of';
import { AT_WORK_STATES, OPEN_STATES } from './referral';
import type { ReferralStatus } from './referral';
import type { NominateInput } from './referral-inputs.graph';
import { getReferralRule, requireNoneBroken } from './rule';

/** What a nomination looks at. */
interface Looked {
  readonly personId: string;
  readonly regionCode: string | null;
  readonly isInPool: boolean;
  readonly isOpen: boolean;
  readonly isNear: boolean;
  readonly isAdjusted: boolean;
  readonly fits: boolean;
  readonly underWay: number;
  readonly isAtWork: boolean;
}

/** Nominations of one person are made one after the other, and not while the person is being placed. */
const ONE_AT_A_TIME = `SELECT pg_advisory_xact_lock(hashtextextended('referral ' || $1, 0))`;

/**
 * Proposes somebody of the own centre who is ready, for an open vacancy that fits.
 * @throws CodedError NOT_FOUND, RULES_NOT_MET, READ_MODEL_STALE
 */
export async function nominate(
  manager: WriteManager,
  status: ReferralStatus,
  { input, context }: Asked<NominateInput>,
): Promise<{ readonly id: string; readonly evidence: Evidence }> {
  const { vacancyId } = input;
  const employerId = await getEmployerOf(manager, context, vacancyId);
  const personId = await getPersonOf(manager, context, input.caseId);
  await requireFreshCopies(manager, [...SEEKER_MODELS, consentRef]);
  const parallel = await getReferralRule(manager, 'PARALLEL_REFERRALS');
  const { found, score } = await asSystem(manager, context.viewer, async () => {
    // What other centres have under way with the person counts too.
    await manager.query(ONE_AT_A_TIME, [personId]);
    const [looked]: Looked[] = await manager.query(LOOK, [personId, vacancyId, OPEN_STATES, AT_WORK_STATES]);
    return { found: looked, score: await scoreOf(manager, vacancyId, personId) };
  });
  if (!found) throw new CodedError('NOT_FOUND', { what: 'case' });
  requireNoneBroken('nomination', brokenRules(found, parallel));
  const id = randomUUID();
  await manager.query(
    `INSERT INTO referral (id, person_id, case_id, centre_id, employer_id, vacancy_id, region_code, status, candidate_ref, score,
       score_parts, inputs_hash)
     VALUES ($1::uuid, $2::uuid, $3::uuid, $4, $5::uuid, $6::uuid, $7, $8, $9, $10, $11::jsonb, $12)`,
    [
      ...[id, personId, input.caseId, context.viewer.sentraId, employerId, vacancyId, found.regionCode, status],
      context.tools.pseudonyms.of(employerId, personId),
      ...[score?.score ?? null, JSON.stringify(score?.parts ?? null), score?.inputsHash ?? null],
    ],
  );
  return { id, evidence: { vacancyId, score: score?.score ?? null, inputsHash: score?.inputsHash ?? null } };
}

const LOOK = `
  SELECT s.person_id AS "personId", s.regency_code AS "regionCode",
    coalesce(${inPool('s')} AND ${isAgreedTo('ANONYMOUS_PROFILE', 's')} IS NOT NULL, false) AS "isInPool",
    (v.status = 'PUBLISHED' AND v.employer_status = 'ACTIVE' AND v.open_until >= ${TODAY}) AS "isOpen",
    coalesce(s.regency_code = v.regency_code OR s.willing_to_move, false) AS "isNear",
    (s.accommodations <@ v.accommodations_offered) AS "isAdjusted", coalesce(${fits('s', 'v')}, false) AS fits,
    (SELECT count(*)::int FROM referral u WHERE u.person_id = s.person_id AND u.status = ANY ($3)) AS "underWay",
    EXISTS (SELECT FROM referral u WHERE u.person_id = s.person_id AND u.status = ANY ($4)) AS "isAtWork"
  FROM job_seeker s, vacancy v WHERE s.person_id = $1::uuid AND v.id = $2::uuid`;

function brokenRules(looked: Looked, parallel: number): string[] {
  const { isInPool, isOpen, isNear, isAdjusted, underWay, isAtWork } = looked;
  const isFitting = looked.fits || !isInPool || !isNear || !isAdjusted;
  return [
    ...(isInPool ? [] : ['READY (takes somebody who is of age, ready for work and agrees to be known of)']),
    ...(isOpen ? [] : ['OPEN_VACANCY (the vacancy is not open)']),
    ...(isNear || !isInPool ? [] : ['PLACE (the person lives elsewhere and is not willing to move)']),
    ...(isAdjusted ? [] : ['ADJUSTMENTS (the workplace does not offer all the person needs)']),
    ...(isFitting ? [] : ['FITS (a certificate is missing, or the person was referred to the partner already)']),
    ...(isAtWork ? ['AT_WORK (the person works already)'] : []),
    ...(underWay < parallel ? [] : [`PARALLEL_REFERRALS (at most ${parallel} may be under way)`]),
  ];
}

/** The employer of a vacancy the viewer sees. @throws CodedError NOT_FOUND */
async function getEmployerOf(manager: WriteManager, context: SubgraphContext, vacancyId: string): Promise<string> {
  const scope = context.scope('Vacancy');
  if (scope.kind !== 'NOWHERE' && isUuid(vacancyId)) {
    const { bind, values } = new Parameters();
    const [found]: { employerId: string }[] = await manager.query(
      `SELECT v.employer_id AS "employerId" FROM vacancy v WHERE v.id = ${bind(vacancyId)}::uuid AND (${scope.where(bind)})`,
      values,
    );
    if (found) return found.employerId;
  }
  throw new CodedError('NOT_FOUND', { what: 'vacancy' });
}

/** The person of a case of the viewer's centre, as far as it is known to be ready. @throws CodedError NOT_FOUND */
async function getPersonOf(manager: WriteManager, { viewer }: SubgraphContext, caseId: string): Promise<string> {
  if (viewer.sentraId !== undefined && isUuid(caseId)) {
    const [found]: { personId: string }[] = await asSystem(manager, viewer, () =>
      manager.query(`SELECT person_id AS "personId" FROM job_seeker WHERE case_id = $1::uuid AND centre_id = $2`, [
        caseId,
        viewer.sentraId,
      ]),
    );
    if (found) return found.personId;
  }
  throw new CodedError('NOT_FOUND', { what: 'case' });
}

/** What a referral looks at. */
interface Referable {
  readonly isInPool: boolean;
  readonly isOpen: boolean;
  readonly hasAgreement: boolean;
  readonly consentId: string | null;
  /** What the person's card says; null without one. */
  readonly cohort: CohortRow | null;
}

/**
 * Tells the partner, which has some working days to answer.
 * @throws CodedError RULES_NOT_MET, READ_MODEL_STALE
 */
export async function refer(
  manager: WriteManager,
  { id }: LockedRecord<ReferralStatus>,
  { context }: Asked<object>,
): Promise<Evidence> {
  await requireFreshCopies(manager, [...SEEKER_MODELS, consentRef]);
  const days = await getReferralRule(manager, 'ANSWER_WORKING_DAYS');
  const [found] = await asSystem(manager, context.viewer, () => manager.query(REFERABLE, [id]) as Promise<Referable[]>);
  requireNoneBroken('referral', [
    ...(found?.isInPool ? [] : ['READY (the person is not ready, or does not agree to be known of any longer)']),
    ...(found?.isOpen ? [] : ['OPEN_VACANCY (the vacancy is not open, or the partner not active)']),
    ...(found?.hasAgreement ? [] : ['AGREEMENT (no data-sharing agreement is in force)']),
    ...(found?.consentId ? [] : ['CONSENT (the person has not agreed to this partner and vacancy)']),
  ]);
  const [[told]]: [{ respondBy: string }[]] = await manager.query(
    `UPDATE referral SET referred_on = ${TODAY}, respond_by = ${workingDaysAfter(TODAY, '$2::int')}, card = $3::jsonb,
       changed_at = now() WHERE id = $1::uuid RETURNING respond_by::text AS "respondBy"`,
    [id, days, found?.cohort && JSON.stringify(cardOf(found.cohort))],
  );
  return { consentId: found?.consentId ?? null, respondBy: told?.respondBy ?? null };
}

const REFERABLE = `
  SELECT coalesce((SELECT ${inPool('s')} FROM job_seeker s WHERE s.person_id = r.person_id), false) AS "isInPool",
    (v.status = 'PUBLISHED' AND v.employer_status = 'ACTIVE' AND v.open_until >= ${TODAY}) AS "isOpen",
    ${agreementInForce('r.employer_id', 'DSA')} AS "hasAgreement", ${isAgreedTo('REFERRAL', 'r')} AS "consentId",
    (SELECT to_jsonb(shown) FROM (SELECT ${COHORT} FROM card k JOIN cohort c ON c.id = k.cohort_id
      WHERE k.person_id = r.person_id AND ${isShown('k')}) shown) AS cohort
  FROM referral r JOIN vacancy v ON v.id = r.vacancy_id WHERE r.id = $1::uuid`;
