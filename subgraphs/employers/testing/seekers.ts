/** People who are ready for work, by the number: for tests and benches that need more of them than they would write down. */

const SKILLS = [
  ...['JAHIT', 'KERJA_TIM', 'ENTRI_DATA', 'KOMPUTER_DASAR', 'LAYANAN_PELANGGAN', 'BARISTA', 'TATA_BOGA', 'KASIR'],
  ...['BATIK', 'SALON', 'PIJAT_REFLEKSI', 'GUDANG', 'OTOMOTIF', 'LISTRIK', 'LAS', 'HIDROPONIK'],
];
const ADJUSTMENTS = ['RAMP_LIFT', 'JBI', 'PEMBACA_LAYAR', 'TOILET_AKSES', 'JAM_FLEKSIBEL', 'PENDAMPING_KERJA'];
const EDUCATION = ['PRIMARY', 'JUNIOR', 'SENIOR', 'SENIOR', 'HIGHER'];

/** Regencies people of these live in, more in the first ones. */
export const SEEKER_REGENCIES = [
  ...['3273', '3204', '3205', '3171', '3174', '3578', '3374', '3471', '5171', '1271'],
  ...['1371', '1471', '1671', '6371', '7371', '7171', '8171', '9171', '5271', '5371'],
];

const list = (words: readonly string[]) => `ARRAY[${words.map((word) => `'${word}'`).join(', ')}]`;
/** A number below a limit that hangs on the person and on what it is for; the square of a chance makes the first ones frequent. */
const dice = (use: string, limit: number) => `(('x' || left(md5('${use}' || n), 8))::bit(32)::bigint % ${limit})::int`;
const skewed = (use: string, words: readonly string[]) =>
  `(${list(words)})[1 + (${dice(use, 1000)} * ${dice(`${use} too`, 1000)}::bigint * ${words.length} / 1000000)::int]`;

export const seekerId = (number: number): string => `00000008-0000-8000-8000-${String(number).padStart(12, '0')}`;

/**
 * Statements that write people in the pool, without cards; into the schema `employers`.
 * @param from number of the first one, so that later ones can be added
 */
export function seekersSql(from: number, to: number): string {
  return `INSERT INTO employers.job_seeker (person_id, case_id, centre_id, is_ready, skill_codes, skill_levels, certificates,
      certificate_units, accommodations, willing_to_move, wage_expected, experience_months, soft_readiness, available_from, ready_since,
      has_consented, consent_until, birth_year, regency_code, education)
    SELECT ('00000008-0000-8000-8000-' || lpad(n::text, 12, '0'))::uuid, md5('case' || n)::uuid,
      'S-' || lpad((1 + n % 31)::text, 3, '0'), true, skills, CASE WHEN cardinality(skills) = 2
        THEN ARRAY[1 + ${dice('level', 5)}, 1 + ${dice('other level', 5)}] ELSE ARRAY[1 + ${dice('level', 5)}] END::smallint[],
      CASE WHEN unit IS NULL THEN '[]' ELSE jsonb_build_array(jsonb_build_object('unitCode', unit, 'level', 2,
        'expiresOn', current_date + ${dice('expiry', 1000)} + 1)) END, array_remove(ARRAY[unit], NULL),
      CASE WHEN ${dice('needs', 10)} < 6 THEN '{}'
        WHEN ${dice('needs', 10)} < 9 THEN ARRAY[need] ELSE ARRAY(SELECT DISTINCT unnest(ARRAY[need, other_need])) END,
      ${dice('moves', 10)} < 3, CASE WHEN ${dice('wage?', 4)} > 0 THEN 2000000 + 250000 * ${dice('wage', 16)} END,
      ${dice('months', 60)}, 2 + ${dice('readiness', 5)},
      CASE WHEN ${dice('later', 5)} = 0 THEN current_date + 1 + ${dice('available', 60)} END, current_date - ${dice('ready', 365)},
      true, current_date + 30 + ${dice('consent', 700)}, extract(year FROM current_date)::int - 19 - ${dice('age', 40)}, regency,
      (${list(EDUCATION)})[1 + ${dice('education', EDUCATION.length)}]
    FROM generate_series(${from}, ${to}) n,
      LATERAL (SELECT ${skewed('regency', SEEKER_REGENCIES)} AS regency, ${skewed('need', ADJUSTMENTS)} AS need,
        ${skewed('other need', ADJUSTMENTS)} AS other_need,
        CASE WHEN ${dice('unit?', 10)} < 3 THEN 'CTH.0' || (1 + ${dice('unit', 6)}) END AS unit,
        ARRAY(SELECT DISTINCT each FROM unnest(ARRAY[${skewed('skill', SKILLS)},
          CASE WHEN ${dice('skill?', 2)} = 0 THEN ${skewed('other skill', SKILLS)} END]) each WHERE each IS NOT NULL) AS skills) drawn`;
}
