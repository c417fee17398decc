import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The 31 centres, by the names and places of the ministry's list; the regency codes are those of the registry's place list.
 * Since 2022 every centre serves every cluster. For capacity, provinces, majors, workshop and SKA no source is at hand: what
 * stands here is a choice of the platform and named so in each row, until the ministry's own figures replace it.
 */
export class CentreRows1761000003001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CENTRES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('TRUNCATE centre');
  }
}

const CENTRES = `
  INSERT INTO centre (id, name, type, place, regency_code, province_codes, clusters, capacity, vocational_majors,
    has_workshop, has_ska, is_uncertain, assumed_fields, note)
  SELECT id, name, type, place, regency_code, province_codes::text[],
    '{ANAK,PENYANDANG_DISABILITAS,TUNA_SOSIAL_KPO,KORBAN_NAPZA,LANJUT_USIA,KORBAN_BENCANA,PPKS_LAIN}', capacity,
    vocational_majors::text[], has_workshop, has_ska, is_uncertain,
    '{capacity,serviceProvinces,vocationalMajors,hasWorkshop,hasSka}', note
  FROM (VALUES
    ('S-001', 'Sentra Terpadu Pangudi Luhur', 'SENTRA_TERPADU', 'Bekasi', '3275', '{31,32,36}', 200, '{MENJAHIT,TATA_BOGA,BARISTA,OTOMOTIF}', true, true, true,
      'The list says "Bekasi": read as Kota Bekasi.'),
    ('S-002', 'Sentra Terpadu Inten Soeweno', 'SENTRA_TERPADU', 'Cibinong, Bogor', '3201', '{31,32,36}', 200, '{MENJAHIT,DESAIN_GRAFIS,KOMPUTER,ELEKTRONIKA}', true, true, false,
      NULL),
    ('S-003', 'Sentra Terpadu Prof. Dr. Soeharso', 'SENTRA_TERPADU', 'Surakarta', '3372', '{33,34,35}', 200, '{MENJAHIT,TATA_RIAS,KOMPUTER,ELEKTRONIKA}', true, true, false,
      NULL),
    ('S-004', 'Sentra Terpadu Kartini', 'SENTRA_TERPADU', 'Temanggung', '3323', '{33,34}', 200, '{TATA_BOGA,KERAJINAN,PERTANIAN}', true, false, true,
      'Name from general knowledge, not from a source at hand.'),
    ('S-005', 'Sentra Abiseka', 'SENTRA', 'Pekanbaru', '1471', '{13,14,21}', 100, '{MENJAHIT,TATA_BOGA,OTOMOTIF}', false, false, true,
      'Name from general knowledge, not from a source at hand.'),
    ('S-006', 'Sentra Abiyoso', 'SENTRA', 'Cimahi', '3277', '{32}', 100, '{PIJAT,KOMPUTER,MUSIK}', false, false, true,
      'Name from general knowledge, not from a source at hand.'),
    ('S-007', 'Sentra Alyatama', 'SENTRA', 'Jambi', '1571', '{15}', 100, '{MENJAHIT,OTOMOTIF}', false, true, true,
      'The list says "Jambi": read as Kota Jambi.'),
    ('S-008', 'Sentra Antasena', 'SENTRA', 'Magelang', '3308', '{33,34}', 100, '{TATA_BOGA,OTOMOTIF,DESAIN_GRAFIS}', false, true, true,
      'The list says "Magelang": read as Kabupaten Magelang.'),
    ('S-009', 'Sentra Bahagia', 'SENTRA', 'Medan', '1271', '{12}', 100, '{MENJAHIT,BARISTA,PERTANIAN}', false, true, false,
      NULL),
    ('S-010', 'Sentra Budi Luhur', 'SENTRA', 'Banjarbaru', '6372', '{61,62,63,64,65}', 100, '{MENJAHIT,KERAJINAN,PERTANIAN}', false, true, false,
      NULL),
    ('S-011', 'Sentra Budi Perkasa', 'SENTRA', 'Palembang', '1671', '{16,18,19}', 100, '{MENJAHIT,KERAJINAN}', false, false, true,
      'Name from general knowledge, not from a source at hand.'),
    ('S-012', 'Sentra Darussa''adah', 'SENTRA', 'Aceh Besar', '1106', '{11}', 100, '{MENJAHIT,PERTANIAN}', false, false, true,
      'Name from general knowledge, not from a source at hand.'),
    ('S-013', 'Sentra Dharma Guna', 'SENTRA', 'Bengkulu', '1771', '{17}', 100, '{KERAJINAN,PERTANIAN}', false, false, true,
      'Name from general knowledge, not from a source at hand. The list says "Bengkulu": read as Kota Bengkulu.'),
    ('S-014', 'Sentra Efata', 'SENTRA', 'Kupang', '5301', '{53}', 100, '{MENJAHIT,KERAJINAN,PERTANIAN}', false, false, true,
      'Name from general knowledge, not from a source at hand. The list says "Kupang": read as Kabupaten Kupang.'),
    ('S-015', 'Sentra Galih Pakuan', 'SENTRA', 'Bogor', '3201', '{31,32,36}', 100, '{OTOMOTIF,TATA_BOGA}', false, false, true,
      'Name from general knowledge, not from a source at hand. The list says "Bogor": read as Kabupaten Bogor.'),
    ('S-016', 'Sentra Gau Mabaji', 'SENTRA', 'Gowa', '7306', '{73,76}', 100, '{PERTANIAN,KERAJINAN}', false, false, true,
      'Name from general knowledge, not from a source at hand.'),
    ('S-017', 'Sentra Handayani', 'SENTRA', 'Jakarta', '3175', '{31,36}', 100, '{OTOMOTIF,BARISTA,DESAIN_GRAFIS}', false, true, true,
      'The list says "Jakarta": read as Kota Administrasi Jakarta Timur.'),
    ('S-018', 'Sentra Insyaf', 'SENTRA', 'Deli Serdang', '1207', '{11,12}', 100, '{OTOMOTIF,PERTANIAN}', false, false, true,
      'Name from general knowledge, not from a source at hand.'),
    ('S-019', 'Sentra Mahatmiya', 'SENTRA', 'Tabanan', '5102', '{51}', 100, '{PIJAT,MUSIK,KERAJINAN}', false, true, false,
      NULL),
    ('S-020', 'Sentra Margo Laras', 'SENTRA', 'Pati', '3318', '{33,35}', 100, '{KERAJINAN,TATA_BOGA,PERTANIAN}', false, false, true,
      'Name from general knowledge, not from a source at hand.'),
    ('S-021', 'Sentra Meohai', 'SENTRA', 'Kendari', '7471', '{74}', 100, '{MENJAHIT,KERAJINAN}', false, false, true,
      'Name from general knowledge, not from a source at hand.'),
    ('S-022', 'Sentra Mulya Jaya', 'SENTRA', 'Jakarta', '3175', '{31,36}', 100, '{MENJAHIT,TATA_RIAS,TATA_BOGA}', false, true, true,
      'The list says "Jakarta": read as Kota Administrasi Jakarta Timur.'),
    ('S-023', 'Sentra Nipotowe', 'SENTRA', 'Palu', '7271', '{72,76}', 100, '{MENJAHIT,TATA_BOGA}', false, false, true,
      'Name from general knowledge, not from a source at hand.'),
    ('S-024', 'Sentra Pangurangi', 'SENTRA', 'Takalar', '7305', '{73}', 100, '{OTOMOTIF,PERTANIAN}', false, false, true,
      'Name from general knowledge, not from a source at hand.'),
    ('S-025', 'Sentra Paramita', 'SENTRA', 'Mataram', '5271', '{52}', 100, '{TATA_BOGA,OTOMOTIF}', false, false, true,
      'Name from general knowledge, not from a source at hand.'),
    ('S-026', 'Sentra Phala Martha', 'SENTRA', 'Sukabumi', '3202', '{32}', 100, '{KERAJINAN,PERTANIAN}', false, true, true,
      'The list says "Sukabumi": read as Kabupaten Sukabumi.'),
    ('S-027', 'Sentra Satria', 'SENTRA', 'Baturraden', '3302', '{33}', 100, '{OTOMOTIF,TATA_BOGA}', false, false, true,
      'Name from general knowledge, not from a source at hand. The list says "Baturraden": read as the district of Kabupaten Banyumas.'),
    ('S-028', 'Sentra Tumou Tou', 'SENTRA', 'Manado', '7171', '{71,75}', 100, '{PIJAT,MUSIK,TATA_BOGA}', false, false, true,
      'Name from general knowledge, not from a source at hand.'),
    ('S-029', 'Sentra Wasana Bahagia', 'SENTRA', 'Ternate', '8271', '{81,82,91,92,93,94,95,96}', 100, '{MENJAHIT,TATA_BOGA}', false, false, true,
      'Name from general knowledge, not from a source at hand.'),
    ('S-030', 'Sentra Wirajaya', 'SENTRA', 'Makassar', '7371', '{73,76}', 100, '{MENJAHIT,ELEKTRONIKA,TATA_RIAS}', false, false, true,
      'Name from general knowledge, not from a source at hand.'),
    ('S-031', 'Sentra Wyata Guna', 'SENTRA', 'Bandung', '3273', '{32}', 100, '{PIJAT,MUSIK,KOMPUTER}', false, false, true,
      'Name from general knowledge, not from a source at hand. The list says "Bandung": read as Kota Bandung.')
  ) AS c (id, name, type, place, regency_code, province_codes, capacity, vocational_majors, has_workshop, has_ska,
    is_uncertain, note)`;
