import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an agreement on data names is held against what partners ask for: words nobody knows would name nothing. */
export class AgreementTerms1761000002620 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE agreement
        ADD CONSTRAINT agreement_fields_known CHECK (fields <@ ARRAY['AGE_BAND', 'REGENCY', 'SKILLS', 'CERTIFICATES', 'EDUCATION',
          'AVAILABILITY', 'ACCOMMODATIONS', 'FIRST_NAME', 'WORK_HISTORY', 'FULL_NAME', 'PHONE', 'INTERVIEW_SUPPORT', 'NIK',
          'BIRTH_DATE', 'ADDRESS', 'PAYROLL_ACCOUNT', 'BPJS_NUMBER', 'DISABILITY']),
        -- A partner reads of people for no other purpose.
        ADD CONSTRAINT agreement_purposes_known CHECK (purposes <@ ARRAY['PENEMPATAN'])
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE agreement DROP CONSTRAINT agreement_fields_known, DROP CONSTRAINT agreement_purposes_known',
    );
  }
}
