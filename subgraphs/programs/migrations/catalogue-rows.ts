import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the catalogue holds at first. New amounts are new rows in a later migration: the old one gets its last day, so that
 * what was paid can be explained. `legal_ref` is what the sources name: for amounts and limits of PKH and Sembako the base
 * law of the program (the yearly decisions that set them are not in the sources), for desil the decree on the registry.
 */
export class CatalogueRows1761000001001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PROGRAMS);
    await runner.query(RATES);
    await runner.query(LIMITS);
    await runner.query(RULES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('TRUNCATE program, program_rate, program_limit, eligibility_rule, program_combination');
  }
}

const PROGRAMS = `
  INSERT INTO program (code, name, english_name, aliases, unit, period_kind, legal_ref, confidence, note) VALUES
    ('PKH', 'Program Keluarga Harapan', 'Family Hope Programme (conditional cash transfer)', '{}',
      'FAMILY', 'STAGE', 'Permensos 1/2018', 'SECONDARY', NULL),
    ('SEMBAKO', 'Program Sembako', 'Staple Food Programme (food credit on the KKS card)', '{BPNT}',
      'FAMILY', 'MONTH', 'Permensos 5/2021', 'SECONDARY', NULL),
    ('PROKUS', 'Program Kewirausahaan Sosial', 'Social Entrepreneurship Programme for PKH graduates',
      '{KEWIRAUSAHAAN_SOSIAL,KS}', 'FAMILY', NULL, NULL, 'SOURCED',
      'Ministry news of 2020 and 2021; no regulation is quoted there.'),
    ('KUBE', 'Kelompok Usaha Bersama', 'Joint Business Groups of poor families', '{}',
      'GROUP', NULL, 'Permensos 2/2019', 'SOURCED', 'Replaced Permensos 25/2015.'),
    ('PENA', 'Pahlawan Ekonomi Nusantara', 'Economic Heroes of the Archipelago (business start for aid recipients)', '{}',
      'FAMILY', NULL, 'Juknis 229/5/HK.01/10/2022', 'SOURCED',
      'Some texts say "Nasional"; since December 2022, followed by PPSE in 2025.')
`;

const RATES = `
  INSERT INTO program_rate
    (program_code, component, amount, per, recipient, is_ceiling, valid_from, valid_to, legal_ref, confidence, note)
  VALUES
    ('PKH', 'IBU_HAMIL_NIFAS', 3000000, 'YEAR', 'FAMILY', false, '2025-01-01', NULL, 'Permensos 1/2018', 'SECONDARY', NULL),
    ('PKH', 'ANAK_USIA_DINI', 3000000, 'YEAR', 'FAMILY', false, '2025-01-01', NULL, 'Permensos 1/2018', 'SECONDARY', NULL),
    ('PKH', 'ANAK_SD', 900000, 'YEAR', 'FAMILY', false, '2025-01-01', NULL, 'Permensos 1/2018', 'SECONDARY', NULL),
    ('PKH', 'ANAK_SMP', 1500000, 'YEAR', 'FAMILY', false, '2025-01-01', NULL, 'Permensos 1/2018', 'SECONDARY', NULL),
    ('PKH', 'ANAK_SMA', 2000000, 'YEAR', 'FAMILY', false, '2025-01-01', NULL, 'Permensos 1/2018', 'SECONDARY', NULL),
    ('PKH', 'LANJUT_USIA', 2400000, 'YEAR', 'FAMILY', false, '2025-01-01', NULL, 'Permensos 1/2018', 'DISPUTED',
      'Some media of 2026 say Rp3,000,000. From age 60 by law, from 70 in practice.'),
    ('PKH', 'DISABILITAS_BERAT', 2400000, 'YEAR', 'FAMILY', false, '2025-01-01', NULL, 'Permensos 1/2018', 'DISPUTED',
      'Some media of 2026 say Rp3,000,000.'),
    ('PKH', 'KORBAN_HAM_BERAT', 10800000, 'YEAR', 'FAMILY', false, '2025-01-01', NULL, 'Permensos 1/2018', 'UNCERTAIN',
      'Special component; who is entitled and how many of a family is not settled in the sources.'),
    ('SEMBAKO', NULL, 200000, 'MONTH', 'FAMILY', false, '2020-03-01', NULL, 'Permensos 5/2021', 'SECONDARY',
      'Paid since March 2020, before the regulation; often two or three months together.'),
    ('KUBE', NULL, 2000000, 'ONCE', 'MEMBER', false, '2019-01-01', NULL, 'Permensos 2/2019', 'SECONDARY',
      'To the account of the group: Rp10,000,000 for five members, Rp20,000,000 for ten. First day not in the sources.'),
    ('PROKUS', NULL, 3500000, 'ONCE', 'FAMILY', false, '2020-01-01', '2020-12-31', NULL, 'SOURCED',
      'Selected families of 2020, with mentoring; others got a stimulus of Rp500,000. Later amounts are not known.'),
    ('PENA', NULL, 6000000, 'ONCE', 'FAMILY', true, '2022-12-01', NULL, 'Juknis 229/5/HK.01/10/2022', 'SOURCED',
      'In goods: Rp5,500,000 of tools and Rp500,000 of material; Rp2,400,000 to Rp5,000,000 were observed.')
`;

const LIMITS = `
  INSERT INTO program_limit (program_code, component, maximum, scope, valid_from, valid_to, legal_ref, confidence, note)
  VALUES
    ('PKH', NULL, 4, 'AT_ONCE', '2025-01-01', NULL, 'Permensos 1/2018', 'SECONDARY', 'The highest amounts win.'),
    ('PKH', 'ANAK_USIA_DINI', 2, 'AT_ONCE', '2025-01-01', NULL, 'Permensos 1/2018', 'UNCERTAIN', NULL),
    ('PKH', 'LANJUT_USIA', 1, 'AT_ONCE', '2025-01-01', NULL, 'Permensos 1/2018', 'UNCERTAIN', NULL),
    ('PKH', 'DISABILITAS_BERAT', 1, 'AT_ONCE', '2025-01-01', NULL, 'Permensos 1/2018', 'UNCERTAIN', NULL),
    ('PKH', 'IBU_HAMIL_NIFAS', 2, 'OVER_TIME', '2025-01-01', NULL, 'Permensos 1/2018', 'UNCERTAIN',
      'Up to the second pregnancy. The registry does not count pregnancies, so no amount depends on it yet.')
`;

const RULES = `
  INSERT INTO eligibility_rule (program_code, desil_min, desil_max, valid_from, valid_to, legal_ref, confidence, note)
  VALUES
    ('PKH', 1, 4, '2025-02-05', NULL, 'Inpres 4/2025', 'SECONDARY',
      'Desil of the national registry since Inpres 4/2025. October 2025: the minister named 1 to 3 a priority.'),
    ('SEMBAKO', 1, 5, '2025-02-05', '2025-12-31', 'Inpres 4/2025', 'SECONDARY', 'Last day not in the sources.'),
    ('SEMBAKO', 1, 4, '2026-01-01', NULL, 'Inpres 4/2025', 'DISPUTED',
      'Narrowed from 5 to 4; sources differ on whether and since when.');

  INSERT INTO program_combination
    (program_code, other_code, allowed, valid_from, valid_to, legal_ref, confidence, note)
  VALUES
    ('PKH', 'SEMBAKO', true, '2020-03-01', NULL, 'Permensos 5/2021', 'SECONDARY', 'Not a double payment.'),
    ('SEMBAKO', 'PKH', true, '2020-03-01', NULL, 'Permensos 5/2021', 'SECONDARY', 'Not a double payment.')
`;
