import type { Client } from 'pg';
import { CALL_IDS, idOf } from './reach';
import { CASE_IDS } from './sentra-rows';
import { insert } from './write-population';

/** A referral within reach of everybody who sees referrals at all, and one beyond it. */
export const REFERRAL_IDS = { near: CALL_IDS.Referral, far: idOf(9, 6) } as const;

/** Whose referral it is, and to which vacancy. */
interface Placing {
  readonly centreId: string;
  readonly regency: string;
  readonly personId: string;
  readonly employerId: string;
  readonly vacancyId: string;
}

/** Writes referrals in which every column has a value. The near one is at work, so that it opens its candidate. */
export async function plantReferrals(
  client: Client,
  placings: Readonly<Record<'near' | 'far', Placing>>,
): Promise<void> {
  const all = (['near', 'far'] as const).map((place) => ({ ...placings[place], place, id: REFERRAL_IDS[place] }));
  await insert(
    client,
    'employers.referral',
    all.map(({ id, place, centreId, regency, personId, employerId, vacancyId }) => ({
      ...{ id, person_id: personId, case_id: CASE_IDS[place], centre_id: centreId, region_code: regency },
      ...{
        employer_id: employerId,
        vacancy_id: vacancyId,
        version: 1,
        score: 77,
        status: place === 'near' ? 'RETAINED_12' : 'ENDED',
      },
      ...{ candidate_ref: '0'.repeat(32), nominated_at: '2025-01-01T00:00:00Z', referred_on: '2025-01-02' },
      ...{ respond_by: '2025-01-16', outcome_reason: 'RESIGNED', is_partners_reason: true, placed_on: '2025-02-01' },
      ...{ interview_at: '2025-01-20T03:00:00Z', interview_place: 'Kantor', interview_accommodations: ['RAMP_LIFT'] },
      ...{ interview_unmet: ['JBI'], contract_type: 'PKWT', wage: 5_500_000, starts_on: '2025-02-01' },
      ...{ ended_on: '2099-02-01', counts_toward_quota: true, changed_at: '2026-02-01T00:00:00Z' },
    })),
  );
  await insert(
    client,
    'employers.retention_report',
    all.map(({ id }) => ({
      ...{ id, referral_id: id, months: 3, evidence_kind: 'BPJS_TK', reference_sealed: 's', reference_end: '5678' },
      reported_on: '2025-05-01',
    })),
  );
  const step = { machine: 'referral', evidence: {}, note: 'catatan', actor: 'a', at: '2025-05-02T00:00:00Z' };
  await insert(
    client,
    'employers.transition_event',
    all.flatMap(({ id }) => [
      ...[
        {
          ...{ ...step, entity_id: id, event: 'CONFIRM_3', from_status: 'PLACED', to_status: 'RETAINED_3' },
          ...{ reason: null, actor_role: 'SENTRA_OFFICER' },
        },
        {
          ...{ ...step, entity_id: id, event: 'END_WORK', from_status: 'RETAINED_3', to_status: 'ENDED' },
          ...{ reason: 'RESIGNED', actor_role: 'PARTNER_RECRUITER' },
        },
      ],
    ]),
  );
}
