import { TODAY } from '../../../shared/machine';

/** Statuses of a referral that is not over. */
const OPEN = `('NOMINATED', 'REFERRED', 'ACCEPTED', 'INTERVIEW', 'INTERVIEW_PASSED', 'OFFERED', 'PLACED', 'RETAINED_3',
  'RETAINED_6', 'RETAINED_12')`;

/**
 * Whether somebody may be looked at for work at all: ready, of age, with a living consent C2, at a place that is known.
 * @param seeker alias of a row of `job_seeker`
 */
export function inPool(seeker: string): string {
  return `${seeker}.is_ready AND ${seeker}.has_consented AND ${seeker}.consent_until >= ${TODAY}
    AND (${seeker}.adult_on IS NULL OR ${seeker}.adult_on <= ${TODAY}) AND ${seeker}.regency_code IS NOT NULL`;
}

/**
 * The hard conditions of a match, as one condition: in the pool; lives in the regency of the workplace or is willing to move; the
 * workplace offers every adjustment the person needs; every certificate asked for is there and valid; not referred to this vacancy
 * before, unless that was taken back or never answered, and not on the way to this employer already. Nothing else is ever a condition:
 * not disability, sex, age, religion, desil or why somebody was helped.
 * @param seeker alias of a row of `job_seeker`
 * @param vacancy alias of a row of `vacancy`
 */
export function fits(seeker: string, vacancy: string): string {
  return `${inPool(seeker)}
    AND (${seeker}.regency_code = ${vacancy}.regency_code OR ${seeker}.willing_to_move)
    AND ${seeker}.accommodations <@ ${vacancy}.accommodations_offered
    AND ${isCertified(seeker, vacancy)}
    AND NOT EXISTS (SELECT FROM referral r WHERE r.person_id = ${seeker}.person_id
      AND (r.vacancy_id = ${vacancy}.id AND r.status NOT IN ('REVOKED', 'LAPSED')
        OR r.employer_id = ${vacancy}.employer_id AND r.status IN ${OPEN}))`;
}

/** A certificate that has run out is none; looked at for those only who have every unit asked for. */
function isCertified(seeker: string, vacancy: string): string {
  return `(${vacancy}.certificate_required = '{}' OR ${seeker}.certificate_units @> ${vacancy}.certificate_required
    AND ${vacancy}.certificate_required <@ ARRAY(SELECT c."unitCode"
      FROM jsonb_to_recordset(${seeker}.certificates) AS c("unitCode" text, "expiresOn" date) WHERE c."expiresOn" >= ${TODAY}))`;
}
