import type { Client } from 'pg';
import type { FieldCipher } from '../../../shared/database';
import { insert } from '../access/write-population';
import type { FamilyFact } from '../access/population';

const idOf = (kind: number, number: number) => `0000002${kind}-0000-8000-8000-00000000000${number}`;

/** Ids of the seeded rows, by type: of the first family, and of one far away. */
export const BUSINESS_ROWS = {
  KubeGroup: { near: idOf(0, 1), far: idOf(0, 2) },
  PenaCase: { near: idOf(1, 1), far: idOf(1, 2) },
  ProkusCase: { near: idOf(2, 1), far: idOf(2, 2) },
} as const;

const MACHINES = { KubeGroup: 'kube', PenaCase: 'pena', ProkusCase: 'prokus' } as const;
const OFFICES = ['CHAIR', 'SECRETARY', 'TREASURER', 'MEMBER', 'MEMBER'] as const;

/**
 * A group, a PENA case and a Prokus case of the first family and of a far one, with a value in every field. Nothing is known of
 * the members that the rules look at, so that each has findings; the groups have none.
 */
export async function plantBusinesses(
  client: Client,
  cipher: FieldCipher,
  families: readonly FamilyFact[],
  far: FamilyFact,
): Promise<void> {
  const near = families[0] ?? far;
  const programs = (table: string, rows: readonly object[]) => insert(client, `programs.${table}`, rows);
  const both = [
    { at: 'near', family: near },
    { at: 'far', family: far },
  ] as const;
  await client.query(
    `UPDATE programs.umk SET source = 'DECREE', legal_ref = 'SK 1/2025' WHERE regency_code = '3204' AND year = 2026`,
  );
  // The matrix asks programs of PKH.
  await client.query(`
    INSERT INTO programs.program_requirement SELECT 'PKH', 'AGE', 1, 99, '2020-01-01', '2099-12-31', 'L', 'UNCERTAIN', 'seeded'`);
  const papers = { recommendation: 'R-1/2026', decree: 'SK-1/2026', proposed_on: '2026-01-02', version: 1 };
  await programs(
    'kube_group',
    both.map(({ at, family }) => ({
      ...papers,
      id: BUSINESS_ROWS.KubeGroup[at],
      name: `Contoh ${at}`,
      line_of_business: 'CRAFTS',
      region_code: family.regionCode,
      family_id: family.id,
      status: 'GROWING',
      designated_on: '2026-02-02',
      grant_amount: 10_000_000,
      granted_on: '2026-03-03',
      account_sealed: cipher.seal('001122334455'),
      report_due_on: '2026-06-03',
      reported_on: '2026-06-04',
      reported_amount: 9_999_999,
    })),
  );
  await programs(
    'kube_member',
    both.flatMap(({ at, family }, group) => {
      const others = families.filter(({ id }) => id !== near.id && id !== far.id).slice(0, OFFICES.length - 1);
      return [family, ...others].map((member, index) => ({
        id: idOf(3 + group, index),
        group_id: BUSINESS_ROWS.KubeGroup[at],
        person_id: member.headId,
        family_id: member.id,
        region_code: family.regionCode,
        office: OFFICES[index],
        state: 'FORMER',
        joined_on: '2026-02-02',
        left_on: '2026-07-07',
      }));
    }),
  );
  const cases = both.map(({ at, family }) => ({
    ...papers,
    at,
    family_id: family.id,
    person_id: family.headId,
    region_code: family.regionCode,
    approved_on: '2026-02-03',
    granted_on: '2026-03-04',
  }));
  await programs(
    'pena_case',
    cases.map(({ at, ...each }) => ({
      ...each,
      id: BUSINESS_ROWS.PenaCase[at],
      variant: 'BERDIKARI',
      cluster: 'CRAFTS',
      business_idea: 'Anyaman contoh',
      status: 'GRADUATED',
      grant_tools: 4_000_000,
      grant_material: 400_000,
      graduated_on: '2026-08-08',
    })),
  );
  await programs(
    'prokus_case',
    cases.map(({ at, ...each }) => ({
      ...each,
      id: BUSINESS_ROWS.ProkusCase[at],
      line_of_business: 'CULINARY',
      status: 'COMPLETED',
      recommended_on: '2026-01-20',
      grant_amount: 500_000,
      mentor: 'Mentor Contoh',
      incubator: 'Inkubator Contoh',
      market: 'Pasar Contoh',
      nib_sealed: cipher.seal('9120000004321'),
      credit_amount: 5_000_000,
      credit_since: '2026-06-06',
      ended_on: '2026-09-09',
    })),
  );
  await plantMonths(client);
}

async function plantMonths(client: Client): Promise<void> {
  for (const [type, machine] of Object.entries(MACHINES)) {
    for (const id of Object.values(BUSINESS_ROWS[type as keyof typeof MACHINES])) {
      await client.query(
        `INSERT INTO programs.transition_event
           (machine, entity_id, event, from_status, to_status, reason, note, actor, actor_role)
         SELECT $1, $2, e.event, e.from_status, e.to_status, 'A_REASON', 'a note', 'somebody', 'DINSOS'
         FROM (VALUES ('kube', 'REVIVE', 'STALLED', 'GROWING'), ('pena', 'GRADUATE', 'READY', 'GRADUATED'),
           ('prokus', 'COMPLETE', 'MARKET_ACCESS', 'COMPLETED')) e (machine, event, from_status, to_status)
         WHERE e.machine = $1`,
        [machine, id],
      );
    }
  }
  await client.query(`
    INSERT INTO programs.kube_saving SELECT id, '2026-05', 50000, 5 FROM programs.kube_group;
    INSERT INTO programs.kube_turnover SELECT id, '2026-05', 2000000 FROM programs.kube_group;
    INSERT INTO programs.pena_income SELECT id, '2026-05', 9000000 FROM programs.pena_case;
    INSERT INTO programs.prokus_month SELECT id, '2026-05', 4000000, 2 FROM programs.prokus_case`);
}
