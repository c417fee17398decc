/** A small labour market for tests that need to know every row of it. Plain data: the tests open their own database. */

const idOf = (kind: number, number: number) => `0000000${kind}-0000-8000-8000-${String(number).padStart(12, '0')}`;
export const employerId = (number: number): string => idOf(1, number);
export const vacancyId = (number: number): string => idOf(2, number);

/** Number, name, type, regencies, status, workers, disabled workers. Active are 1 and 2 only. */
export const EMPLOYERS = [
  [1, 'BUMN Contoh Karya', 'BUMN', '{3204,3273}', 'ACTIVE', 4200, 60],
  [2, 'Swasta Contoh Makmur', 'SWASTA', '{3273,3578}', 'ACTIVE', 640, 9],
  [3, 'Swasta Contoh Sentosa', 'SWASTA', '{3273}', 'SUSPENDED', 150, 0],
  [4, 'Koperasi Contoh Bersama', 'KOPERASI', '{5171}', 'APPLIED', 40, 1],
] as const;

/** Number (source id `L-<number>`), employer, regency, status, seats, wage, deadline, mode, accommodations, skills. */
export const VACANCIES = [
  [1, 1, '3273', 'PUBLISHED', 2, 4_000_000, '2027-01-10', 'ONSITE', '{RAMP_LIFT,JBI}', '{JAHIT,KERJA_TIM}'],
  [2, 1, '3273', 'DRAFT', 3, 4_100_000, '2027-01-11', 'ONSITE', '{}', '{JAHIT}'],
  [3, 1, '3204', 'FILLED', 1, 4_200_000, '2026-05-01', 'ONSITE', '{}', '{JAHIT}'],
  [4, 1, '3204', 'CLOSED', 1, 4_300_000, '2026-05-02', 'ONSITE', '{}', '{JAHIT}'],
  [5, 1, '3204', 'PUBLISHED', 4, 3_000_000, '2027-01-09', 'HYBRID', '{JBI}', '{ENTRI_DATA}'],
  [6, 2, '3273', 'PUBLISHED', 5, 5_000_000, '2027-01-08', 'REMOTE', '{PEMBACA_LAYAR}', '{ENTRI_DATA}'],
  [7, 2, '3273', 'DRAFT', 6, 5_100_000, '2027-01-12', 'ONSITE', '{}', '{JAHIT}'],
  [8, 2, '3578', 'FILLED', 1, 5_200_000, '2026-05-03', 'ONSITE', '{}', '{JAHIT}'],
  [9, 2, '3578', 'CLOSED', 1, 5_300_000, '2026-05-04', 'ONSITE', '{}', '{JAHIT}'],
  [10, 3, '3273', 'PUBLISHED', 7, 6_000_000, '2027-01-07', 'ONSITE', '{}', '{JAHIT}'],
  [11, 4, '5171', 'DRAFT', 1, 6_100_000, '2027-01-07', 'ONSITE', '{}', '{JAHIT}'],
] as const;

/** What everyone may see of them in West Java (32). */
export const PUBLIC_IDS: readonly string[] = [1, 5, 6].map(vacancyId);
/** Published vacancies of employer 2 in Denpasar (5171), two a deadline, so that pages have ends and ties. */
export const MANY = 30;

/** Writes the rows, and nothing else, into the schema `employers`. */
export function partnersSql(): string {
  return [
    'SET search_path = employers',
    ...EMPLOYERS.map(
      ([number, name, type, regencies, status, workers, disabled]) => `
      INSERT INTO employer (id, source_id, name, type, regency_codes, status, snapshot)
        VALUES ('${employerId(number)}', 'E-${number}', '${name}', '${type}', '${regencies}', '${status}', 'DTSEN-2026-TW3');
      INSERT INTO quota_report VALUES ('${employerId(number)}', '2025-S2', 10, 0),
        ('${employerId(number)}', '2026-S1', ${workers}, ${disabled})`,
    ),
    ...VACANCIES.map(
      ([number, owner, regency, status, seats, wage, deadline, mode, accommodations, skills]) => `
      INSERT INTO vacancy (${COLUMNS}, id, skill_codes, skill_levels, accommodations_offered)
        VALUES ('L-${number}', '${employerId(owner)}', 'Penjahit ${number}', '7531', '${regency}', '${mode}', 'PKWT', ${wage},
          false, ${number % 2 === 0}, ${seats}, '${deadline}', '${status}', 'DTSEN-2026-TW3', '${statusOf(owner)}', '${vacancyId(number)}',
          '${skills}', array_fill(2, ARRAY[cardinality('${skills}'::text[])]), '${accommodations}')`,
    ),
    `INSERT INTO vacancy (${COLUMNS}, id)
      SELECT 'M-' || n, '${employerId(2)}', 'Barista', '5132', '5171', 'ONSITE', 'MAGANG', 2000000, false, false, 1,
        date '2027-02-01' + n / 2, 'PUBLISHED', 'DTSEN-2026-TW3', 'ACTIVE', ('00000003-0000-8000-8000-' || lpad(n::text, 12, '0'))::uuid
      FROM generate_series(1, ${MANY}) n`,
  ].join(';\n');
}

const statusOf = (owner: number) => EMPLOYERS.find(([number]) => number === owner)?.[4];
const COLUMNS = `source_id, employer_id, title, kbji_code, regency_code, work_mode, contract_type, wage_min, shift,
  reserved_for_disability, seats, open_until, status, snapshot, employer_status`;
