import type { Client } from 'pg';
import { idOf } from './reach';
import { insert } from './write-population';

/** A quarter of which the fairness of referrals can be told. */
export const FAIR_QUARTER = { from: '2026-04-01', to: '2026-06-30' } as const;
/** Every vacancy of the seeds asks for it. */
const UNIT = 'C.141110.001.02';
/** So many are in a cohort that is shown. */
const COHORT = 12;
/** People of whom some were referred: enough of each kind that a rate may be told. */
const READY = 48;

interface Seeker {
  readonly personId: string;
  readonly regencyCode: string;
  readonly familyId: string;
}

/**
 * Somebody ready within reach of all who rank people, and somebody beyond it; a cohort with whoever is shown in it, counts, and
 * what a report counts.
 */
export async function plantSeekers(
  client: Client,
  people: { readonly near: Seeker; readonly far: Seeker; readonly shown: string },
): Promise<void> {
  await insert(
    client,
    'employers.job_seeker',
    (['near', 'far'] as const).map((place) => ({
      ...{
        person_id: people[place].personId,
        case_id: idOf(9, place === 'near' ? 8 : 7),
        centre_id: place === 'near' ? 'S-001' : 'S-002',
      },
      ...{ is_ready: true, has_consented: true, consent_until: '2099-01-01', birth_year: 1990, education: 'SENIOR' },
      ...{ regency_code: people[place].regencyCode, skill_codes: ['JAHIT'], skill_levels: [3] },
      ...{
        certificates: [{ unitCode: UNIT, level: 2, expiresOn: '2099-01-01' }],
        certificate_units: [UNIT],
        accommodations: [],
        willing_to_move: false,
        wage_expected: 2_500_000,
      },
      ...{ experience_months: 12, soft_readiness: 4, ready_since: '2026-05-01' },
    })),
  );
  await client.query(`
    WITH c AS (INSERT INTO employers.cohort VALUES (md5('cohort')::uuid, 1, 'AGE_25_34', '3204', false, '{ENTRI_DATA}', '{${UNIT}}', 'SENIOR',
      '{JBI}', 'NOW', '2026-09-01') RETURNING id)
    INSERT INTO employers.card (person_id, cohort_id, shown_until)
    SELECT CASE n WHEN 1 THEN '${people.shown}'::uuid ELSE md5('card' || n)::uuid END, c.id, '2099-01-01'
      FROM c, generate_series(1, ${COHORT}) n;
    INSERT INTO employers.skill_supply VALUES ('JAHIT', '3204', 15, '2026-09-01');
    INSERT INTO beneficiaries.person (id, source_id, family_id, region_code, identity_status, full_name, search_name, birth_date, sex,
        family_role, marital_status, data_source, confirmed_on)
      SELECT md5('ready' || n)::uuid, 'ready ' || n, '${people.far.familyId}', '5101012001', 'DOCUMENTED', 'Warga Contoh', 'warga contoh',
        '1990-01-01', CASE n % 2 WHEN 0 THEN 'MALE' ELSE 'FEMALE' END, 'OTHER', 'SINGLE', 'DTSEN', '2026-08-02'
      FROM generate_series(1, ${READY}) n;
    INSERT INTO beneficiaries.case_ref (case_id, person_id, sentra_id, open, ready_since, best_skill, certificates, experience_months,
        soft_readiness)
      SELECT md5('case' || n)::uuid, md5('ready' || n)::uuid, 'S-009', true, '${FAIR_QUARTER.from}', 4, 1, 12, 4
      FROM generate_series(1, ${READY}) n;
    INSERT INTO beneficiaries.referral_ref SELECT md5('referral' || n)::uuid, md5('ready' || n)::uuid, 80, '${FAIR_QUARTER.from}', NULL
      FROM generate_series(1, ${READY / 2}) n`);
}

/** The relay stops while requests are counted; what it brought counts as fresh all the same. */
export const STAY_FRESH = `
  CREATE OR REPLACE FUNCTION employers.stay_fresh() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN NEW.caught_up_at = now() + interval '1 day'; RETURN NEW; END $$;
  CREATE OR REPLACE TRIGGER stay_fresh BEFORE INSERT OR UPDATE ON employers.relay_position
    FOR EACH ROW EXECUTE FUNCTION employers.stay_fresh();
  UPDATE employers.relay_position SET caught_up_at = now()`;
