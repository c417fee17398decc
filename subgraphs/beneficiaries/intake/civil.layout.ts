import { CIVIL_SNAPSHOT } from '../../../shared/intake';
import type { Layout } from '../../../shared/intake';
import { searchName } from '../person/person';
import { SEXES } from '../person/vocabulary';
import { QUALITY_STEPS } from '../quality/checks';
import { summarizeIntegrity } from '../quality/integrity';
import { publishPersons } from './publish';
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

/** Below this trigram similarity two names with different birth dates are two people. */
const SAME_NAME = 0.3;

/**
 * civil.csv, rule N9: a national extract of the civil registry. It is matched with the holders of NIKs; nothing of it is kept
 * about people the registry does not know. A NIK that is not in it is NOT_FOUND: the person is admitted as TIDAK_PADAN.
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
      name: 'match holders of a NIK',
      sql: `INSERT INTO civil_match AS m
          (person_id, status, event_on, region_code, name_similarity, same_birth_date, extract)
        SELECT h.person_id, s.status, s.event_on, s.region_code,
          CASE WHEN s.search_name = p.search_name THEN 1
            ELSE least(extensions.similarity(s.search_name, p.search_name), 0.99) END,
          s.birth_date = p.birth_date, run.snapshot
        FROM intake_stage s CROSS JOIN intake_run run
          JOIN nik_holder h ON h.nik_index = s.nik_index JOIN person p ON p.id = h.person_id
        WHERE s.rejected IS NULL
        ON CONFLICT (person_id) DO UPDATE SET status = excluded.status, event_on = excluded.event_on,
          region_code = excluded.region_code, name_similarity = excluded.name_similarity,
          same_birth_date = excluded.same_birth_date, extract = excluded.extract
        WHERE (m.status, m.event_on, m.region_code, m.name_similarity, m.same_birth_date, m.extract) IS DISTINCT FROM
          (excluded.status, excluded.event_on, excluded.region_code, excluded.name_similarity,
           excluded.same_birth_date, excluded.extract)`,
    },
    {
      name: 'forget matches of NIKs that are gone',
      sql: `DELETE FROM civil_match m USING intake_run run WHERE m.extract <> run.snapshot`,
    },
    {
      name: 'count families of the civil registry',
      sql: `INSERT INTO civil_family AS c (kk_index, members)
        SELECT s.kk_index, count(*) FROM intake_stage s
        WHERE s.rejected IS NULL AND s.kk_index IS NOT NULL AND s.status = 'ACTIVE'
          AND EXISTS (SELECT 1 FROM family f WHERE f.kk_index = s.kk_index)
        GROUP BY s.kk_index
        ON CONFLICT (kk_index) DO UPDATE SET members = excluded.members WHERE c.members <> excluded.members`,
    },
    {
      name: 'set match status',
      sql: `WITH found AS (
          SELECT p.id, CASE
            WHEN m.person_id IS NULL THEN 'TIDAK_PADAN'
            WHEN NOT m.same_birth_date AND m.name_similarity < ${SAME_NAME} THEN 'TIDAK_PADAN'
            WHEN m.status = 'DECEASED' THEN 'MENINGGAL'
            WHEN m.status = 'DUPLICATE' THEN 'GANDA'
            ELSE 'PADAN' END AS match_status
          FROM person p JOIN nik_holder h ON h.person_id = p.id LEFT JOIN civil_match m ON m.person_id = p.id),
        matched AS (
          UPDATE person p SET match_status = found.match_status, matched_on = run.on_day, version = p.version + 1
          FROM found CROSS JOIN intake_run run
          WHERE p.id = found.id AND (p.match_status, p.matched_on) IS DISTINCT FROM (found.match_status, run.on_day)
          RETURNING p.id)
        INSERT INTO intake_changed SELECT id FROM matched ON CONFLICT DO NOTHING`,
    },
    {
      name: 'open reviews of the dead and the doubled',
      sql: `INSERT INTO review (kind, person_id)
        SELECT CASE p.match_status WHEN 'MENINGGAL' THEN 'DECEASED' ELSE 'DUPLICATE_CIVIL' END, p.id
        FROM person p JOIN civil_match m ON m.person_id = p.id
        WHERE m.status IN ('DECEASED', 'DUPLICATE') AND p.match_status IN ('MENINGGAL', 'GANDA')
        ON CONFLICT DO NOTHING`,
    },
  ],
  after: [{ name: 'publish persons', sql: publishPersons('SELECT id FROM intake_changed') }, ...QUALITY_STEPS],
  summarize: summarizeIntegrity,
};
