import { REGISTRY_SNAPSHOT, upsert } from '../../../shared/intake';
import type { Layout, Row } from '../../../shared/intake';
import { searchName } from '../person/person';
import { agrees, birthDateOf, readNik } from '../person/nik';
import { DISABILITIES, FAMILY_ROLES, MARITAL_STATUSES, SCHOOLING, SECTORS, SEXES } from '../person/vocabulary';
import { QUALITY_STEPS, noteTouched } from '../quality/checks';
import { summarizeIntegrity } from '../quality/integrity';
import { nikHolderSteps, noteFormerNiks } from './nik-holder';
import { keepCorrections } from './corrected';
import { forgetErased } from './erased';
import { publishConsents } from '../consent/publish';
import { TOLD, publishFamilies, publishPersons } from './publish';
import { ROW_RULES } from './rules';

const COLUMNS = [
  'snapshot',
  'idIndividu',
  'idKeluarga',
  'nik',
  'tanpaKtp',
  'noKk',
  'nama',
  'tanggalLahir',
  'jenisKelamin',
  'alamatDomisili',
  'nomorTelepon',
  'statusHubunganKeluarga',
  'statusKawin',
  'partisipasiSekolah',
  'ijazahTertinggi',
  'statusPekerjaan',
  'lapanganUsaha',
  'jumlahUsaha',
  'penyandangDisabilitas',
  'penyakitKronis',
  'ibuHamil',
  'sumberData',
  'dimutakhirkanPada',
] as const;
type PersonColumn = (typeof COLUMNS)[number];

const SOURCES = ['DTSEN', 'REGSOSEK', 'DTKS', 'USULAN_DAERAH'];

/** persons.csv: one row a person. Families must have been imported before. */
export const personsLayout: Layout<PersonColumn> = {
  name: 'persons',
  subgraph: 'beneficiaries',
  columns: COLUMNS,
  snapshot: REGISTRY_SNAPSHOT,
  key: { kind: 'person', columns: ['idIndividu'] },
  parent: { kind: 'family', column: 'idKeluarga' },
  identifier: 'nik',
  rules: ROW_RULES,
  staging: [
    { name: 'source_id', type: 'text', from: 'idIndividu' },
    { name: 'family_key', type: 'text', from: 'idKeluarga' },
    { name: 'nik_sealed', type: 'text', from: 'nik', sealed: true },
    { name: 'nik_index', type: 'text' },
    { name: 'nik_district', type: 'text COLLATE "C"' },
    { name: 'identity_status', type: 'text', from: 'tanpaKtp' },
    { name: 'kk_index', type: 'text' },
    { name: 'full_name', type: 'text', from: 'nama' },
    { name: 'search_name', type: 'text' },
    { name: 'birth_date', type: 'date', from: 'tanggalLahir' },
    { name: 'sex', type: 'text', from: 'jenisKelamin' },
    { name: 'address', type: 'text', from: 'alamatDomisili' },
    { name: 'phone', type: 'text', from: 'nomorTelepon' },
    { name: 'family_role', type: 'text', from: 'statusHubunganKeluarga' },
    { name: 'marital_status', type: 'text', from: 'statusKawin' },
    { name: 'schooling', type: 'text', from: 'partisipasiSekolah' },
    { name: 'highest_diploma', type: 'smallint', from: 'ijazahTertinggi' },
    { name: 'work_status', type: 'smallint', from: 'statusPekerjaan' },
    { name: 'business_sector', type: 'text', from: 'lapanganUsaha' },
    { name: 'business_count', type: 'smallint', from: 'jumlahUsaha' },
    { name: 'disabilities', type: 'text[]', from: 'penyandangDisabilitas' },
    { name: 'chronic_illnesses', type: 'text[]', from: 'penyakitKronis' },
    { name: 'pregnant', type: 'boolean', from: 'ibuHamil' },
    { name: 'data_source', type: 'text', from: 'sumberData' },
    { name: 'confirmed_on', type: 'date', from: 'dimutakhirkanPada' },
  ],
  read: (row) => {
    const name = row.required('nama');
    const sex = row.needed('jenisKelamin', row.coded('jenisKelamin', SEXES));
    const identity = readIdentity(row, sex);
    const kk = row.text('noKk');
    return [
      row.required('idIndividu'),
      row.required('idKeluarga'),
      identity.nik === null ? null : row.seal(identity.nik),
      identity.nik === null ? null : row.index('nik', identity.nik),
      identity.district,
      identity.nik === null ? 'UNDOCUMENTED' : 'DOCUMENTED',
      row.index('kk', kk),
      name,
      searchName(name ?? ''),
      identity.birthDate,
      sex,
      row.optional('alamatDomisili'),
      row.optional('nomorTelepon'),
      row.needed('statusHubunganKeluarga', row.coded('statusHubunganKeluarga', FAMILY_ROLES)),
      row.needed('statusKawin', row.coded('statusKawin', MARITAL_STATUSES)),
      row.coded('partisipasiSekolah', SCHOOLING),
      row.integer('ijazahTertinggi', 1, 15),
      row.integer('statusPekerjaan', 1, 7),
      row.oneOf('lapanganUsaha', SECTORS),
      row.integer('jumlahUsaha', 0, 100) ?? 0,
      row.list('penyandangDisabilitas', DISABILITIES),
      row.list('penyakitKronis'),
      row.flag('ibuHamil'),
      row.needed('sumberData', row.oneOf('sumberData', SOURCES)),
      row.needed('dimutakhirkanPada', row.date('dimutakhirkanPada')),
    ];
  },
  gates: [
    {
      rule: 'F1',
      field: 'idKeluarga',
      where: 'NOT EXISTS (SELECT 1 FROM family f WHERE f.id = s.parent_id)',
    },
    {
      rule: 'B1',
      field: 'tanggalLahir',
      where: 's.birth_date > (SELECT on_day FROM intake_run)',
    },
  ],
  land: [
    forgetErased('person'),
    keepCorrections('person'),
    {
      name: 'rules N4, N7 and F2',
      sql: `UPDATE intake_stage s SET warned = concat_ws(',', s.warned,
          CASE WHEN s.nik_district IS NOT NULL AND d.code IS NULL THEN 'N4:nik' END,
          CASE WHEN left(s.nik_district, 4) <> left(f.region_code, 4) THEN 'N7:nik' END,
          CASE WHEN s.kk_index <> f.kk_index THEN 'F2:noKk' END)
        FROM intake_stage self JOIN family f ON f.id = self.parent_id LEFT JOIN region d ON d.code = self.nik_district
        WHERE self.row_number = s.row_number AND s.rejected IS NULL
          AND ((s.nik_district IS NOT NULL AND d.code IS NULL)
            OR left(s.nik_district, 4) <> left(f.region_code, 4) OR s.kk_index <> f.kk_index)`,
    },
    noteFormerNiks,
    ...upsert({
      table: 'person',
      columns: [
        'source_id',
        'nik_sealed',
        'nik_index',
        'identity_status',
        'full_name',
        'search_name',
        'birth_date',
        'sex',
        'address',
        'phone',
        'family_role',
        'marital_status',
        'schooling',
        'highest_diploma',
        'work_status',
        'business_sector',
        'business_count',
        'disabilities',
        'chronic_illnesses',
        'pregnant',
        'data_source',
        'confirmed_on',
      ],
      computed: { family_id: 'f.id', region_code: 'f.region_code' },
      uncompared: ['nik_sealed'],
      versioned: true,
      join: 'JOIN family f ON f.id = s.parent_id',
    }),
    ...nikHolderSteps,
  ],
  after: [
    noteTouched,
    {
      name: 'touch who had the same NIK',
      sql: `INSERT INTO intake_touched SELECT twin.id FROM intake_before b JOIN person p ON p.id = b.id
        JOIN person twin ON twin.nik_index = b.nik_index WHERE p.nik_index IS DISTINCT FROM b.nik_index`,
    },
    {
      name: 'forget findings the file no longer has',
      sql: `WITH gone AS (
          DELETE FROM finding f USING intake_stage s WHERE f.subject_id = s.id AND s.rejected IS NULL
            AND f.rule IN ('N4', 'N5', 'N6', 'N7', 'F2')
            AND coalesce(s.warned, '') !~ ('(^|,)' || f.rule || ':') RETURNING f.subject_id)
        INSERT INTO intake_touched SELECT subject_id FROM gone`,
    },
    {
      name: 'note findings',
      sql: `WITH come AS (
          INSERT INTO finding (subject_id, subject, rule, found_on)
          SELECT DISTINCT s.id, 'PERSON', split_part(w.defect, ':', 1), run.on_day
          FROM intake_stage s CROSS JOIN intake_run run, unnest(string_to_array(s.warned, ',')) AS w(defect)
          WHERE s.rejected IS NULL AND split_part(w.defect, ':', 1) IN ('N4', 'N5', 'N6', 'N7', 'F2')
          ON CONFLICT DO NOTHING RETURNING subject_id)
        INSERT INTO intake_touched SELECT subject_id FROM come`,
    },
    {
      name: 'reviews of the undocumented',
      sql: `UPDATE review r SET status = 'CLOSED', closed_at = now() FROM person p
        WHERE r.kind = 'UNDOCUMENTED' AND r.status = 'OPEN' AND p.id = r.person_id AND p.nik_index IS NOT NULL;
        INSERT INTO review (kind, person_id)
        SELECT 'UNDOCUMENTED', s.id FROM intake_stage s WHERE s.rejected IS NULL AND s.nik_index IS NULL
          AND NOT EXISTS (SELECT 1 FROM review r WHERE r.kind = 'UNDOCUMENTED' AND r.person_id = s.id)`,
    },
    ...QUALITY_STEPS,
    { name: 'publish families', sql: publishFamilies('SELECT id FROM intake_touched') },
    { name: 'publish persons', sql: publishPersons(TOLD) },
    { name: 'publish consents', sql: publishConsents('SELECT id FROM intake_changed') },
  ],
  summarize: summarizeIntegrity,
};

/** The NIK and the birth date, each checked against the other (N1-N3, N5, N6, N10). */
function readIdentity(
  row: Row<PersonColumn>,
  sex: string | null,
): { nik: string | null; district: string | null; birthDate: string | null } {
  const nik = row.text('nik');
  const declared = row.date('tanggalLahir');
  if (nik === '') {
    if (row.flag('tanpaKtp') !== 'true') row.reject('N1', 'nik');
    row.warn('N10', 'nik');
    return { nik: null, district: null, birthDate: row.needed('tanggalLahir', declared) };
  }
  const reading = readNik(nik);
  if ('broken' in reading) {
    row.reject(reading.broken, 'nik');
    return { nik: null, district: null, birthDate: declared };
  }
  const { parts } = reading;
  const district = parts.districtCode;
  if (declared === null) {
    row.warn('N5', 'tanggalLahir');
    return { nik, district, birthDate: birthDateOf(parts, row.text('dimutakhirkanPada')) };
  }
  if (!agrees(parts, { birthDate: declared, sex })) row.warn('N6', 'tanggalLahir');
  return { nik, district, birthDate: declared };
}
