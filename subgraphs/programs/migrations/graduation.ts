import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How families leave programs, and the rules that propose it: dated rows, each with its legal reference. A graduation carries the place, family and program of its enrolment, on which its row policy is
 * decided; the foreign key makes it follow an enrolment that moves. An enrolment has one that is under way. `evidence` is what the
 * rules found when it was proposed.
 */
export class Graduation1761000001100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE enrolment ADD relapse_of uuid UNIQUE REFERENCES enrolment,
        ADD UNIQUE (id, region_code, family_id, program_code);
      CREATE TABLE graduation (
        id uuid PRIMARY KEY,
        enrolment_id uuid NOT NULL,
        family_id uuid NOT NULL,
        region_code text COLLATE "C" NOT NULL,
        program_code text NOT NULL,
        status text NOT NULL CHECK (status IN ('PROPOSED', 'VERIFIED', 'AGREED', 'TRANSITION', 'GRADUATED', 'REFUSED',
          'APPEALED', 'HEARD', 'UPHELD', 'REJECTED', 'WITHDRAWN', 'RELAPSED')),
        ground text NOT NULL CHECK (ground IN ('NO_COMPONENT', 'DESIL_ABOVE_LIMIT', 'INCOME_GROWN', 'WORK_KEPT', 'OWN_WISH')),
        proposed_by text NOT NULL CHECK (proposed_by IN ('PENDAMPING', 'CITIZEN', 'SYSTEM')),
        proposed_on date NOT NULL,
        visited_on date,
        income_per_head bigint CHECK (income_per_head >= 0),
        evidence jsonb NOT NULL DEFAULT '[]',
        support_kinds text[] CHECK (support_kinds <@ ARRAY['KUR', 'PPSE', 'PROKUS', 'KUBE', 'PENA'] AND support_kinds <> '{}'),
        support_until date,
        refusal_reason text CHECK (refusal_reason IN ('INCOME_UNSTABLE', 'DEBT', 'ILLNESS', 'FEAR_OF_LOSING_PBI', 'COMFORT',
          'DISPUTES_DATA')),
        appeal_until date,
        appealed_on date,
        heard_on date,
        rejection_reason text CHECK (rejection_reason IN ('NO_COMPONENT', 'DESIL_ABOVE_LIMIT', 'INCOME_SUFFICIENT',
          'ASSETS_FOUND')),
        graduated_on date,
        relapsed_on date,
        version integer NOT NULL DEFAULT 1,
        FOREIGN KEY (enrolment_id, region_code, family_id, program_code)
          REFERENCES enrolment (id, region_code, family_id, program_code) ON UPDATE CASCADE
      );
      CREATE UNIQUE INDEX graduation_open ON graduation (enrolment_id)
        WHERE status IN ('PROPOSED', 'VERIFIED', 'AGREED', 'TRANSITION', 'APPEALED', 'HEARD', 'REJECTED');
      CREATE INDEX graduation_enrolment ON graduation (enrolment_id);
      CREATE INDEX graduation_family ON graduation (family_id);
      CREATE INDEX graduation_region ON graduation (region_code, id);
      CREATE INDEX graduation_program ON graduation (program_code, id);
      CREATE INDEX graduation_status ON graduation (status, id);
      CREATE INDEX graduation_proposed ON graduation (proposed_on, id);

      CREATE TABLE graduation_rule (
        code text NOT NULL,
        program_code text NOT NULL REFERENCES program,
        ground text NOT NULL CHECK (ground IN ('NO_COMPONENT', 'DESIL_ABOVE_LIMIT')),
        valid_from date NOT NULL,
        valid_to date CHECK (valid_to >= valid_from),
        legal_ref text,
        confidence confidence NOT NULL,
        note text,
        PRIMARY KEY (code, valid_from)
      );
      INSERT INTO graduation_rule (code, program_code, ground, valid_from, legal_ref, confidence, note) VALUES
        ('PKH_NO_COMPONENT', 'PKH', 'NO_COMPONENT', '2018-01-01', 'Permensos 1/2018', 'SECONDARY',
          'Graduasi alamiah. First day not in the sources.'),
        ('PKH_DESIL', 'PKH', 'DESIL_ABOVE_LIMIT', '2025-02-05', 'Inpres 4/2025', 'SECONDARY',
          'Held against the eligibility rule of the day.'),
        ('SEMBAKO_DESIL', 'SEMBAKO', 'DESIL_ABOVE_LIMIT', '2025-02-05', 'Inpres 4/2025', 'SECONDARY',
          'Held against the eligibility rule of the day.');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE graduation_rule, graduation;
      DELETE FROM transition_event WHERE machine = 'graduation';
      ALTER TABLE enrolment DROP relapse_of, DROP CONSTRAINT enrolment_id_region_code_family_id_program_code_key;
    `);
  }
}
