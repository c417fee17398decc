import type { Client } from 'pg';
import type { FieldCipher } from '../../../shared/database';

/**
 * Gives a generated nation businesses: in every village with families enough a group of five, and of every third family a PENA or
 * a Prokus case, with a month each. Set-wise, for tests that want every type to have rows.
 */
export async function addBusinesses(admin: Client, cipher: FieldCipher): Promise<void> {
  const [account, nib] = [cipher.seal('001122334455'), cipher.seal('9120000004321')];
  await admin.query(`SET search_path = programs; ${HEADS} ${GROUPS(account)} ${CASES(nib)} RESET search_path`);
}

/** Families in a fixed order, numbered within their village, each with one of its members. */
const HEADS = `
  CREATE TEMP TABLE head AS
    SELECT f.id AS family_id, f.region_code, (SELECT p.id FROM person_ref p WHERE p.family_id = f.id ORDER BY p.id LIMIT 1) AS person_id,
      row_number() OVER (PARTITION BY f.region_code ORDER BY f.id) AS number, row_number() OVER (ORDER BY f.id) AS serial
    FROM family_ref f WHERE EXISTS (SELECT FROM person_ref p WHERE p.family_id = f.id);`;

const GROUPS = (account: string) => `
  INSERT INTO kube_group (id, name, line_of_business, region_code, family_id, status, proposed_on, recommendation, decree,
      designated_on, grant_amount, granted_on, account_sealed, report_due_on, reported_on, reported_amount)
    SELECT md5(region_code)::uuid, 'Contoh ' || region_code, 'CRAFTS', region_code, family_id, 'GROWING', '2026-01-02', 'R-1',
      'SK-1', '2026-02-02', 10000000, '2026-03-03', '${account}', '2026-06-03', '2026-06-04', 9000000
    FROM head WHERE number = 1;
  INSERT INTO kube_member (group_id, person_id, family_id, region_code, office, state, joined_on)
    SELECT md5(region_code)::uuid, person_id, family_id, region_code,
      coalesce((ARRAY['CHAIR', 'SECRETARY', 'TREASURER'])[number], 'MEMBER'), 'MEMBER', '2026-02-02' FROM head WHERE number <= 5;
  INSERT INTO kube_saving SELECT id, '2026-05', 50000, 5 FROM kube_group;
  INSERT INTO kube_turnover SELECT id, '2026-05', 2000000 FROM kube_group;`;

const CASES = (nib: string) => `
  INSERT INTO pena_case (family_id, person_id, region_code, variant, cluster, business_idea, status, proposed_on, recommendation,
      decree, approved_on, grant_tools, grant_material, granted_on)
    SELECT family_id, person_id, region_code, 'BERDIKARI', 'CRAFTS', 'Anyaman contoh', 'RUNNING', '2026-01-02', 'R-1', 'SK-1',
      '2026-02-02', 4000000, 400000, '2026-03-03' FROM head WHERE serial % 3 = 0;
  INSERT INTO pena_income SELECT id, '2026-05', 3000000 FROM pena_case;
  INSERT INTO prokus_case (family_id, person_id, region_code, line_of_business, status, proposed_on, recommendation,
      recommended_on, decree, approved_on, grant_amount, granted_on, mentor, nib_sealed)
    SELECT family_id, person_id, region_code, 'CULINARY', 'MENTORING', '2026-01-02', 'R-1', '2026-01-12', 'SK-1', '2026-02-02',
      500000, '2026-03-03', 'Mentor Contoh', '${nib}' FROM head WHERE serial % 3 = 1;
  INSERT INTO prokus_month SELECT id, '2026-05', 4000000, 1 FROM prokus_case;
  INSERT INTO transition_event (machine, entity_id, event, from_status, to_status, actor, actor_role)
    SELECT 'kube', id, 'GROW', 'DISBURSED', 'GROWING', 'somebody', 'DINSOS' FROM kube_group
    UNION ALL SELECT 'pena', id, 'START', 'GRANTED', 'RUNNING', 'somebody', 'PENDAMPING' FROM pena_case
    UNION ALL SELECT 'prokus', id, 'ASSIGN_MENTOR', 'SEEDING', 'MENTORING', 'somebody', 'DINSOS' FROM prokus_case;
  DROP TABLE head;`;
