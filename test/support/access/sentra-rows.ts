import type { Client } from 'pg';
import { insert } from './write-population';

/** A case within reach of everybody who sees cases at all, and one beyond it. */
export const CASE_IDS = {
  near: '00000031-0000-8000-8000-000000000001',
  far: '00000031-0000-8000-8000-000000000002',
} as const;

/** The case of a seeded person. */
interface SeededCase {
  readonly id: string;
  readonly centreId: string;
  readonly place: string;
  readonly personId: string;
  /** Accounts that protect it. */
  readonly team: readonly string[];
}

/** Writes cases in which every column has a value, with everything that can be written about one. */
export async function plantCases(client: Client, cases: readonly SeededCase[]): Promise<void> {
  for (const { personId, place } of cases) {
    // The relay may have brought them already.
    await client.query(`INSERT INTO sentra.person_ref VALUES ($1, $2, 'PADAN') ON CONFLICT DO NOTHING`, [
      personId,
      place,
    ]);
  }
  await insert(client, 'sentra.service_case', cases.map(caseRow));
  const parts = (table: string, number: number, columns: object) =>
    insert(
      client,
      `sentra.${table}`,
      cases.map(({ id }, index) => ({
        id: `0000003${number}-0000-8000-8000-00000000000${index}`,
        case_id: id,
        episode: 2,
        ...columns,
      })),
    );
  await insert(
    client,
    'sentra.case_protection',
    cases.map(({ id, team }) => ({ case_id: id, types: ['ODHA'], team, named_by: 'a', named_at: '2026-05-03' })),
  );
  await parts('assessment', 2, {
    ...{ type: 'KOMPREHENSIF', assessed_on: '2026-05-04', valid_until: '2027-05-04', physical: 'fisik' },
    ...{ psychological: 'psikologis', social: 'sosial', spiritual: 'spiritual', economic: 'ekonomi', risk: 'risiko' },
    ...{ vocational: 'vokasional', score: 55, washington: [1, 2, 3, 4, 1, 2], recommendation: 'latih', assessor: 'a' },
  });
  await parts('plan', 3, {
    ...{ goals: ['WORK'], components: ['TERAPI_FISIK'], base: 'RESIDENSIAL', major: 'MENJAHIT', author: 'a' },
    ...{ target_on: '2027-01-01', written_at: '2026-05-05', approved_at: '2026-05-06' },
  });
  await parts('training_session', 4, { held_on: '2026-06-01', topic: 'Jahit', attended: true, recorded_by: 'a' });
  await parts('case_note', 5, { kind: 'GENERAL', text: 'catatan', author: 'a', written_at: '2026-06-02' });
  await parts('certificate', 6, {
    ...{ issuer: 'SENTRA', number_sealed: 's', number_end: '0042', unit_code: 'TIK.OP01', level: 2 },
    ...{ issued_on: '2026-07-01', expires_on: '2029-07-01' },
  });
  await insert(client, 'sentra.ska_month', [
    { centre_id: 'S-001', line: 'KAFE', month: '2026-07', revenue: 9_000_000, at_work: 12, recorded_by: 'a' },
  ]);
  for (const { id } of cases) {
    await client.query(
      `INSERT INTO sentra.transition_event (machine, entity_id, event, from_status, to_status, reason, note, actor, actor_role)
       VALUES ('service_case', $1, 'EXIT', 'IN_SERVICE', 'EXITED', 'MOVED', 'catatan', 'a', 'SENTRA_OFFICER')`,
      [id],
    );
  }
}

function caseRow({ id, centreId, place, personId }: SeededCase): object {
  return {
    ...{
      id,
      centre_id: centreId,
      region_code: place,
      person_id: personId,
      status: 'IN_SERVICE',
      version: 1,
      episode: 2,
    },
    ...{ place_kind: 'STREET', source: 'PATROL', language: 'Sunda', reached_at: '2026-05-01', photo_consent: true },
    ...{ refusal_reason: 'AFRAID', offer_again_on: '2026-06-01', identity: 'REGISTERED', intake_on: '2026-05-02' },
    ...{ consent_given_by: 'SELF', consent_mode: 'LISAN', consent_text_version: 'C1-1', ppks_types: ['GELANDANGAN'] },
    ...{ conference_result: 'LULUS', conference_minutes: 'BA-1', conference_on: '2026-05-05', base: 'RESIDENSIAL' },
    ...{ served_since: '2026-05-07', resident: true, readiness: ['SKILL'], job_fit: 'jahit' },
    ...{ accommodations: ['RAMP_LIFT'], follow_up_outcome: 'PLACED', aftercare_since: '2026-09-01' },
    ...{ skill_codes: ['JAHIT'], skill_levels: [3], willing_to_move: true, wage_expected: 3_000_000 },
    ...{ experience_months: 12, available_from: '2027-01-01', ready_since: '2026-09-01' },
    ...{ exit_reason: 'MOVED', close_reason: 'GOAL_MET', summary: 'Anda belajar menjahit.' },
  };
}
