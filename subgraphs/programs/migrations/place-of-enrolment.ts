import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * An enrolment carries the place of its family, on which the row policy of officers is decided, and by it that of payments
 * and components: a look into the family's copy costs more than the rest. The foreign key makes it follow a family that moves.
 */
export class PlaceOfEnrolment1761000001020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX family_ref_region;
      ALTER TABLE family_ref ADD UNIQUE (region_code, id);
      ALTER TABLE enrolment ADD region_code text COLLATE "C";
      UPDATE enrolment e SET region_code = fr.region_code FROM family_ref fr WHERE fr.id = e.family_id;
      ALTER TABLE enrolment ALTER region_code SET NOT NULL,
        ADD FOREIGN KEY (region_code, family_id) REFERENCES family_ref (region_code, id) ON UPDATE CASCADE;
      CREATE INDEX enrolment_region ON enrolment (region_code, id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE enrolment DROP region_code;
      ALTER TABLE family_ref DROP CONSTRAINT family_ref_region_code_id_key;
      CREATE INDEX family_ref_region ON family_ref (region_code, id);
    `);
  }
}
