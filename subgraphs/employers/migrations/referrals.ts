import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What referrals go by: dated rules, days on which nobody works, and what partners report of those who work for them. */
export class Referrals1761000002400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- A person whose record may not be used at the moment has consented in vain.
      ALTER TABLE consent_ref ADD is_usable boolean NOT NULL DEFAULT true;

      ALTER TABLE referral
        -- The person, as this employer alone knows them.
        ADD candidate_ref text CHECK (candidate_ref ~ '^[0-9a-f]{32}$'),
        ADD interview_unmet text[] NOT NULL DEFAULT '{}',
        -- Whether the partner itself gave the reason; those of others are not told to it.
        ADD is_partners_reason boolean NOT NULL DEFAULT false;

      -- What rules look through again and again.
      CREATE INDEX referral_under_way ON referral (employer_id, person_id)
        WHERE status IN ('NOMINATED', 'REFERRED', 'ACCEPTED', 'INTERVIEW', 'INTERVIEW_PASSED', 'OFFERED');

      CREATE TABLE referral_rule (
        rule text NOT NULL CHECK (rule IN ('PARALLEL_REFERRALS', 'ANSWER_WORKING_DAYS', 'RETENTION_WINDOW_DAYS')),
        value smallint NOT NULL CHECK (value > 0),
        is_uncertain boolean NOT NULL,
        valid_from date NOT NULL,
        valid_to date CHECK (valid_to >= valid_from),
        legal_reference text NOT NULL,
        note text,
        PRIMARY KEY (rule, valid_from)
      );

      CREATE TABLE public_holiday (
        day date NOT NULL,
        name text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('LIBUR_NASIONAL', 'CUTI_BERSAMA')),
        legal_ref text,
        confidence text NOT NULL CHECK (confidence IN ('SECONDARY', 'UNCERTAIN')),
        PRIMARY KEY (day, name)
      );

      CREATE TABLE retention_report (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        referral_id uuid NOT NULL REFERENCES referral,
        months smallint NOT NULL CHECK (months IN (3, 6, 12)),
        evidence_kind text NOT NULL CHECK (evidence_kind IN ('PAYSLIP', 'BPJS_TK', 'VISIT')),
        reference_sealed text NOT NULL,
        reference_end text NOT NULL CHECK (length(reference_end) <= 4),
        reported_on date NOT NULL,
        UNIQUE (referral_id, months)
      );
    `);
    await runner.query(RULES);
    await runner.query(HOLIDAYS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE retention_report, public_holiday, referral_rule;
      DROP INDEX referral_under_way;
      ALTER TABLE referral DROP candidate_ref, DROP interview_unmet, DROP is_partners_reason;
      ALTER TABLE consent_ref DROP is_usable;
    `);
  }
}

const RULES = `
  INSERT INTO referral_rule (rule, value, is_uncertain, valid_from, legal_reference, note)
  VALUES
    ('PARALLEL_REFERRALS', 3, true, '2020-01-01', 'Kebijakan platform',
      'A choice of ours: how many referrals of one person may be under way at once.'),
    ('ANSWER_WORKING_DAYS', 10, true, '2020-01-01', 'Kebijakan platform',
      'A choice of ours. Neither national holidays nor days of joint leave count; for a private employer joint leave is optional.'),
    ('RETENTION_WINDOW_DAYS', 15, true, '2020-01-01', 'Kebijakan platform',
      'A choice of ours: days before and after the day on which three, six or twelve months are full.');
`;

/**
 * 2026: the joint decree of three ministers, as city and school offices publish it; the decree itself is not at hand. 2027: its
 * decree is not at hand at all. Fixed days are those of every year, moving ones are reckoned; days of joint leave are not known.
 */
const HOLIDAYS = `
  INSERT INTO public_holiday (day, kind, name, legal_ref, confidence)
  SELECT day::date, kind, name, 'SKB 3 Menteri 1497/2025, 2/2025, 5/2025', 'SECONDARY' FROM (VALUES
    ('2026-01-01', 'LIBUR_NASIONAL', 'Tahun Baru Masehi'),
    ('2026-01-16', 'LIBUR_NASIONAL', 'Isra Mikraj Nabi Muhammad SAW'),
    ('2026-02-16', 'CUTI_BERSAMA', 'Tahun Baru Imlek'),
    ('2026-02-17', 'LIBUR_NASIONAL', 'Tahun Baru Imlek 2577 Kongzili'),
    ('2026-03-18', 'CUTI_BERSAMA', 'Hari Suci Nyepi'),
    ('2026-03-19', 'LIBUR_NASIONAL', 'Hari Suci Nyepi, Tahun Baru Saka 1948'),
    ('2026-03-20', 'CUTI_BERSAMA', 'Idul Fitri'),
    ('2026-03-21', 'LIBUR_NASIONAL', 'Idul Fitri 1447 Hijriah'),
    ('2026-03-22', 'LIBUR_NASIONAL', 'Idul Fitri 1447 Hijriah'),
    ('2026-03-23', 'CUTI_BERSAMA', 'Idul Fitri'),
    ('2026-03-24', 'CUTI_BERSAMA', 'Idul Fitri'),
    ('2026-04-03', 'LIBUR_NASIONAL', 'Wafat Yesus Kristus'),
    ('2026-04-05', 'LIBUR_NASIONAL', 'Kebangkitan Yesus Kristus'),
    ('2026-05-01', 'LIBUR_NASIONAL', 'Hari Buruh Internasional'),
    ('2026-05-14', 'LIBUR_NASIONAL', 'Kenaikan Yesus Kristus'),
    ('2026-05-15', 'CUTI_BERSAMA', 'Kenaikan Yesus Kristus'),
    ('2026-05-27', 'LIBUR_NASIONAL', 'Idul Adha 1447 Hijriah'),
    ('2026-05-28', 'CUTI_BERSAMA', 'Idul Adha'),
    ('2026-05-31', 'LIBUR_NASIONAL', 'Hari Raya Waisak 2570 BE'),
    ('2026-06-01', 'LIBUR_NASIONAL', 'Hari Lahir Pancasila'),
    ('2026-06-16', 'LIBUR_NASIONAL', '1 Muharam Tahun Baru Islam 1448 Hijriah'),
    ('2026-08-17', 'LIBUR_NASIONAL', 'Proklamasi Kemerdekaan'),
    ('2026-08-25', 'LIBUR_NASIONAL', 'Maulid Nabi Muhammad SAW'),
    ('2026-12-24', 'CUTI_BERSAMA', 'Kelahiran Yesus Kristus'),
    ('2026-12-25', 'LIBUR_NASIONAL', 'Kelahiran Yesus Kristus')) AS decreed (day, kind, name)
  UNION ALL
  SELECT day::date, 'LIBUR_NASIONAL', name, NULL, 'UNCERTAIN' FROM (VALUES
    ('2027-01-01', 'Tahun Baru Masehi'),
    ('2027-01-05', 'Isra Mikraj Nabi Muhammad SAW'),
    ('2027-02-06', 'Tahun Baru Imlek 2578 Kongzili'),
    ('2027-03-08', 'Hari Suci Nyepi, Tahun Baru Saka 1949'),
    ('2027-03-10', 'Idul Fitri 1448 Hijriah'),
    ('2027-03-11', 'Idul Fitri 1448 Hijriah'),
    ('2027-03-26', 'Wafat Yesus Kristus'),
    ('2027-03-28', 'Kebangkitan Yesus Kristus'),
    ('2027-05-01', 'Hari Buruh Internasional'),
    ('2027-05-06', 'Kenaikan Yesus Kristus'),
    ('2027-05-17', 'Idul Adha 1448 Hijriah'),
    ('2027-05-20', 'Hari Raya Waisak 2571 BE'),
    ('2027-06-01', 'Hari Lahir Pancasila'),
    ('2027-06-06', '1 Muharam Tahun Baru Islam 1449 Hijriah'),
    ('2027-08-15', 'Maulid Nabi Muhammad SAW'),
    ('2027-08-17', 'Proklamasi Kemerdekaan'),
    ('2027-12-25', 'Kelahiran Yesus Kristus')) AS reckoned (day, name);
`;
