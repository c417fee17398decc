import type { Client } from 'pg';
import { Random } from '../../../platform/demo/nation/random';
import { REFERRAL_STATES, referralFact } from '../../../subgraphs/employers/referral/referral';
import { insert } from '../population';
import type { PersonRow, Uuids } from '../population';
import { CENTRES } from './sentra';

const STATES = Object.keys(REFERRAL_STATES);
const BEFORE_WORK = [
  'NOMINATED',
  'REFERRED',
  'ACCEPTED',
  'DECLINED',
  'LAPSED',
  'REVOKED',
  'INTERVIEW',
  'INTERVIEW_PASSED',
];

/**
 * Referrals of every state to partners with and without an agreement in force, some taken back before the partner was told, with
 * reports of those at work, and what the centres' side knows of them.
 */
export async function fillReferrals(admin: Client, uuid: Uuids, persons: readonly PersonRow[]): Promise<void> {
  const random = new Random(persons.length, 'referrals');
  const { rows: vacancies } = await admin.query<{ id: string; employer_id: string }>(
    'SELECT id, employer_id FROM employers.vacancy ORDER BY employer_id, id',
  );
  const referrals = persons.slice(0, 4 * STATES.length).map((person, index) => {
    const status = STATES[index % STATES.length] ?? '';
    const vacancy = random.pick(vacancies);
    const isUntold = status === 'NOMINATED' || (status === 'REVOKED' && random.chance(0.5));
    return {
      ...{ id: uuid(), person_id: person.id, case_id: uuid(), centre_id: random.pick(CENTRES), status, version: 1 },
      ...{ employer_id: vacancy.employer_id, vacancy_id: vacancy.id, region_code: person.region_code.slice(0, 4) },
      ...{ nominated_at: '2026-01-01T00:00:00Z', changed_at: '2026-01-01T00:00:00Z', counts_toward_quota: false },
      ...{ interview_accommodations: [], interview_unmet: [], is_partners_reason: false },
      referred_on: isUntold ? null : '2026-01-02',
      placed_on: [...BEFORE_WORK, 'INTERVIEW_FAILED', 'OFFERED', 'OFFER_REFUSED'].includes(status)
        ? null
        : '2026-02-01',
    };
  });
  await insert(admin, 'employers.referral', referrals);
  await insert(
    admin,
    'employers.retention_report',
    referrals.map(({ id }) => ({
      ...{ id: uuid(), referral_id: id, months: 3, evidence_kind: 'PAYSLIP', reference_sealed: 's' },
      ...{ reference_end: '0042', reported_on: '2026-05-01' },
    })),
  );
  await insert(
    admin,
    'employers.consent_ref',
    referrals.map(({ person_id }) => ({
      ...{
        id: uuid(),
        person_id,
        kind: 'ANONYMOUS_PROFILE',
        status: 'GIVEN',
        expires_on: '2027-01-01',
        is_usable: true,
      },
    })),
  );
  await insert(
    admin,
    'employers.quota_attestation',
    referrals
      .slice(0, 2)
      .map(({ id }) => ({ referral_id: id, counts: true, reference: 'x', actor: 'a', actor_role: 'b' })),
  );
  // What boards tell: of the time before the partner was told, and of now.
  await admin.query(
    `SET search_path TO employers;
     INSERT INTO outbox (topic, entity_id, payload)
     SELECT 'referral', f.id, ${referralFact('f')} || told.at_the_time FROM referral f,
       (VALUES ('{"status": "NOMINATED", "event": "NOMINATE"}'::jsonb), ('{}'::jsonb)) AS told (at_the_time);
     RESET search_path`,
  );
  await insert(
    admin,
    'sentra.referral_ref',
    referrals.map(({ id, person_id, case_id, status }) => ({ id, person_id, case_id, status })),
  );
}
