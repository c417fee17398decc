import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { VILLAGE } from './kube-desk';

/** A family with one person, who may take part in a program that helps families to a business. */
export interface TestEntrepreneur {
  readonly birthDate?: string | null;
  readonly matchStatus?: string;
  readonly restricted?: boolean;
  /** State of the family in PKH; null: never there. */
  readonly pkh?: string | null;
}

/** Ids of a family and its person. */
export interface Entrepreneur {
  readonly family: string;
  readonly person: string;
}

/** Writes such a family; one that fits, but for what is given. */
export async function addEntrepreneur(admin: Client, given: TestEntrepreneur = {}): Promise<Entrepreneur> {
  const [family, person] = [randomUUID(), randomUUID()];
  const { birthDate = '1994-02-02', matchStatus = 'PADAN', restricted = false, pkh = 'ACTIVE' } = given;
  await admin.query(`INSERT INTO programs.family_ref VALUES ($1::uuid, $1::text, $2, 2, '{}')`, [family, VILLAGE]);
  await admin.query(
    `INSERT INTO programs.person_ref (id, source_id, family_id, region_code, match_status, restricted, birth_date)
     VALUES ($1::uuid, $1::text, $2, $3, $4, $5, $6)`,
    [person, family, VILLAGE, matchStatus, restricted, birthDate],
  );
  if (pkh !== null) await enrol(admin, { family, person }, 'PKH', pkh);
  return { family, person };
}

/** Writes that a family takes part in a program. */
export async function enrol(
  admin: Client,
  { family, person }: Entrepreneur,
  program: string,
  status: string,
): Promise<void> {
  await admin.query(
    `INSERT INTO programs.enrolment (id, source_id, family_id, region_code, manager_id, program_code, status, started_on, file_status)
     VALUES ($1::uuid, $1::text, $2, $3, $4, $5, $6, '2024-01-01', $6)`,
    [randomUUID(), family, VILLAGE, person, program, status],
  );
}

/** A case of PENA in a state, with four months at the minimum wage, which is set to Rp3,000,000 for the regency. */
export async function addPenaCase(admin: Client, status: string, given?: Entrepreneur): Promise<string> {
  const id = randomUUID();
  const { family, person } = given ?? (await addEntrepreneur(admin));
  await setWage(admin, 2026, 3_000_000);
  await admin.query(
    `INSERT INTO programs.pena_case (id, family_id, person_id, region_code, variant, cluster, business_idea, status, proposed_on)
     VALUES ($1, $2, $3, $4, 'BERDIKARI', 'CRAFTS', 'Anyaman contoh', $5, '2025-11-01')`,
    [id, family, person, VILLAGE, status],
  );
  await readIncomes(admin, id, {
    '2026-02': 3_100_000,
    '2026-03': 3_000_000,
    '2026-04': 3_500_000,
    '2026-05': 3_200_000,
  });
  return id;
}

export async function setWage(admin: Client, year: number, amount: number): Promise<void> {
  await admin.query(
    `UPDATE programs.umk SET amount = $2, source = 'DECREE', legal_ref = 'SK 1' WHERE regency_code = '3204' AND year = $1`,
    [year, amount],
  );
}

/** Sets the readings of a case to some, by month. */
export async function readIncomes(admin: Client, id: string, incomes: Readonly<Record<string, number>>): Promise<void> {
  await admin.query('DELETE FROM programs.pena_income WHERE case_id = $1', [id]);
  await admin.query(
    'INSERT INTO programs.pena_income SELECT $1, month, amount FROM unnest($2::text[], $3::bigint[]) r (month, amount)',
    [id, Object.keys(incomes), Object.values(incomes)],
  );
}

/** A case of Prokus in a state, recommended, with one month on record. */
export async function addProkusCase(admin: Client, status: string, given?: Entrepreneur): Promise<string> {
  const id = randomUUID();
  const { family, person } = given ?? (await addEntrepreneur(admin, { pkh: 'GRADUATED_VOLUNTARILY' }));
  await admin.query(
    `INSERT INTO programs.prokus_case (id, family_id, person_id, region_code, line_of_business, status, proposed_on,
       recommendation, recommended_on) VALUES ($1, $2, $3, $4, 'CRAFTS', $5, '2025-11-01', 'R-1', '2025-12-01')`,
    [id, family, person, VILLAGE, status],
  );
  await admin.query(`INSERT INTO programs.prokus_month VALUES ($1, '2026-05', 4000000, 1)`, [id]);
  return id;
}
