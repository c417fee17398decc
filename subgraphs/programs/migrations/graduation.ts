import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How families leave programs. A graduation carries the place, family and program of its enrolment, on which its row policy is
 * decided; the foreign key makes it follow an enrolment that moves. An enrolment has one that is under way.
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
        support_kind text CHECK (support_kind IN ('KUR', 'PPSE', 'PROKUS', 'KUBE', 'PENA')),
        support_until date,
        refusal_reason text CHECK (refusal_reason IN ('INCOME_UNSTABLE', 'DEBT', 'ILLNESS', 'FEAR_OF_LOSING_PBI', 'COMFORT',
          'DISPUTES_DATA')),
        appeal_until date,
        appealed_on date,
        heard_on date,
        graduated_on date,
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
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE graduation;
      DELETE FROM transition_event WHERE machine = 'graduation';
      ALTER TABLE enrolment DROP relapse_of, DROP CONSTRAINT enrolment_id_region_code_family_id_program_code_key;
    `);
  }
}
