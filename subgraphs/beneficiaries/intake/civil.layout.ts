import { CIVIL_SNAPSHOT } from '../../../shared/intake';
import type { BulkConnection } from '../../../shared/database';
import type { Layout, ReportTable } from '../../../shared/intake';
import { searchName } from '../person/person';
import { SEXES } from '../person/vocabulary';
import { QUALITY_STEPS } from '../quality/checks';
import { SAME_NAME } from '../quality/criteria';
import { summarizeIntegrity } from '../quality/integrity';
import { publishConsents } from '../consent/publish';
import { publishFamilies, publishPersons } from './publish';
import { ROW_RULES } from './rules';

const COLUMNS = [
  'snapshot',
  'nik',
  'noKk',
  'nama',
  'tanggalLahir',
  'jenisKelamin',
  'kodeWilayah',
  'statusCapil',
  'tanggalPeristiwa',
] as const;

/** What is kept of an entry, beside the person it is about. */
const FACTS = ['status', 'event_on', 'region_code', 'name_similarity', 'same_birth_date'] as const;

function facts(alias: string): string {
  return FACTS.map((column) => `${alias}.${column}`).join(', ');
}

/**
 * civil.csv, rule N9: a national extract of the civil registry. It is matched by NIK alone, with whoever claims the NIK; nothing
 * of it is kept about people the registry does not know. A NIK that is not in it is NOT_FOUND: the person is admitted as
 * TIDAK_PADAN. So is somebody whose NIK has another name and another birth date there, unless the entry says deceased: a
 * death stops aid and opens a review, where a person decides.
 */
export const civilLayout: Layout<(typeof COLUMNS)[number]> = {
  name: 'civil',
  subgraph: 'beneficiaries',
  columns: COLUMNS,
  snapshot: CIVIL_SNAPSHOT,
  key: { kind: 'civil', columns: ['nik'] },
  identifier: 'nik',
  rules: ROW_RULES,
  staging: [
    { name: 'nik_sealed', type: 'text', from: 'nik', sealed: true },
    { name: 'nik_index', type: 'text' },
    { name: 'kk_index', type: 'text' },
    { name: 'search_name', type: 'text', from: 'nama' },
    { name: 'birth_date', type: 'date', from: 'tanggalLahir' },
    { name: 'sex', type: 'text', from: 'jenisKelamin' },
    { name: 'region_code', type: 'text COLLATE "C"', from: 'kodeWilayah' },
    { name: 'status', type: 'text', from: 'statusCapil' },
    { name: 'event_on', type: 'date', from: 'tanggalPeristiwa' },
  ],
  read: (row) => {
    const kk = row.text('noKk');
    const nik = row.text('nik');
    return [
      row.seal(nik),
      row.index('nik', nik),
      kk === '' ? null : row.index('kk', kk),
      searchName(row.required('nama') ?? ''),
      row.needed('tanggalLahir', row.date('tanggalLahir')),
      row.coded('jenisKelamin', SEXES),
      row.optional('kodeWilayah'),
      row.needed('statusCapil', row.oneOf('statusCapil', ['ACTIVE', 'DECEASED', 'DUPLICATE'])),
      row.date('tanggalPeristiwa'),
    ];
  },
  gates: [],
  land: [
    {
      name: 'match claimants of a NIK',
      sql: `CREATE TEMP TABLE intake_match ON COMMIT DROP AS
        SELECT p.id AS person_id, s.status, s.event_on, s.region_code,
          CASE WHEN s.search_name = p.search_name THEN 1
            ELSE least(extensions.similarity(s.search_name, p.search_name), 0.99)::real END AS name_similarity,
          s.birth_date = p.birth_date AS same_birth_date
        FROM intake_stage s JOIN person p ON p.nik_index = s.nik_index
        WHERE s.rejected IS NULL AND p.merged_into IS NULL;
        ANALYZE intake_match`,
    },
    {
      name: 'compare with the last extract',
      sql: `INSERT INTO intake_changed
        SELECT x.person_id FROM intake_match x LEFT JOIN civil_match m USING (person_id)
        WHERE m.person_id IS NULL OR (${facts('m')}) IS DISTINCT FROM (${facts('x')})
        UNION SELECT m.person_id FROM civil_match m
        WHERE NOT EXISTS (SELECT 1 FROM intake_match x WHERE x.person_id = m.person_id)`,
    },
    {
      name: 'keep what the civil registry says',
      sql: `DELETE FROM civil_match m WHERE NOT EXISTS (SELECT 1 FROM intake_match x WHERE x.person_id = m.person_id);
        INSERT INTO civil_match AS m (person_id, ${FACTS.join(', ')}, extract)
        SELECT x.person_id, ${facts('x')}, run.snapshot FROM intake_match x CROSS JOIN intake_run run
        ON CONFLICT (person_id) DO UPDATE SET (${FACTS.join(', ')}, extract) = (${facts('excluded')}, excluded.extract)
        WHERE (${facts('m')}, m.extract) IS DISTINCT FROM (${facts('excluded')}, excluded.extract)`,
    },
    {
      name: 'count families of the civil registry',
      sql: `INSERT INTO civil_family AS c (kk_index, members)
        SELECT s.kk_index, count(*) FROM intake_stage s
        WHERE s.rejected IS NULL AND s.kk_index IS NOT NULL AND s.status = 'ACTIVE'
          AND EXISTS (SELECT 1 FROM family f WHERE f.kk_index = s.kk_index)
        GROUP BY s.kk_index
        ON CONFLICT (kk_index) DO UPDATE SET members = excluded.members WHERE c.members <> excluded.members;
        DELETE FROM civil_family c WHERE NOT EXISTS
          (SELECT 1 FROM intake_stage s WHERE s.kk_index = c.kk_index AND s.status = 'ACTIVE' AND s.rejected IS NULL)`,
    },
    {
      name: 'set match status',
      sql: `CREATE TEMP TABLE intake_status ON COMMIT DROP AS
        SELECT p.id, p.match_status AS former, CASE
            WHEN x.status = 'DECEASED' THEN 'MENINGGAL'
            WHEN x.status = 'DUPLICATE' OR h.person_id <> p.id THEN 'GANDA'
            WHEN x.person_id IS NULL THEN 'TIDAK_PADAN'
            WHEN NOT x.same_birth_date AND x.name_similarity < ${SAME_NAME} THEN 'TIDAK_PADAN'
            ELSE 'PADAN' END AS match_status
        FROM person p JOIN nik_holder h ON h.nik_index = p.nik_index LEFT JOIN intake_match x ON x.person_id = p.id
        WHERE p.merged_into IS NULL;
        ANALYZE intake_status;
        UPDATE person p SET match_status = x.match_status, matched_on = run.on_day,
          version = p.version + (x.former <> x.match_status)::int
        FROM intake_status x, intake_run run
        WHERE p.id = x.id AND (p.match_status, p.matched_on) IS DISTINCT FROM (x.match_status, run.on_day);
        DELETE FROM intake_status WHERE former = match_status;
        INSERT INTO intake_changed SELECT id FROM intake_status ON CONFLICT DO NOTHING`,
    },
    {
      name: 'reviews of the dead and the doubled',
      sql: `UPDATE review r SET status = 'CLOSED', closed_at = now()
        WHERE r.status = 'OPEN' AND r.kind IN ('DECEASED', 'DUPLICATE_CIVIL') AND NOT EXISTS (SELECT 1 FROM civil_match m
          WHERE m.person_id = r.person_id AND m.status = replace(r.kind, '_CIVIL', ''));
        INSERT INTO review (kind, person_id)
        SELECT due.kind, due.person_id FROM (SELECT m.person_id,
            CASE m.status WHEN 'DECEASED' THEN 'DECEASED' ELSE 'DUPLICATE_CIVIL' END AS kind
          FROM civil_match m WHERE m.status IN ('DECEASED', 'DUPLICATE')) due
        WHERE NOT EXISTS (SELECT 1 FROM review r WHERE r.kind = due.kind AND r.person_id = due.person_id)`,
    },
  ],
  after: [
    ...QUALITY_STEPS,
    { name: 'publish families', sql: publishFamilies('SELECT id FROM intake_touched') },
    {
      name: 'publish persons',
      sql: publishPersons('SELECT id FROM intake_status UNION SELECT id FROM intake_touched'),
    },
    { name: 'publish consents', sql: publishConsents('SELECT id FROM intake_status') },
  ],
  summarize: async (connection) => [...(await summarizeMatches(connection)), ...(await summarizeIntegrity(connection))],
};

/** How the persons of the registry stand with the civil registry, after the match. */
async function summarizeMatches(connection: BulkConnection): Promise<ReportTable[]> {
  const { rows } = await connection.query<{ status: string; persons: number }>(
    `SELECT match_status AS status, count(*)::int AS persons FROM person WHERE merged_into IS NULL
     GROUP BY match_status ORDER BY match_status`,
  );
  return [
    { title: 'Persons by match', columns: ['status', 'persons'], rows: rows.map((row) => [row.status, row.persons]) },
  ];
}
