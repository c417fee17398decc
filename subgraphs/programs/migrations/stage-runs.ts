import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Stage runs, and what they need of payments: one an enrolment and period, a version, a plan that can be cancelled, and what a
 * registry file said last: a file says it again in every snapshot, and only a change in the file overrules what was decided here.
 */
export class StageRuns1761000001300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE payment ADD version integer NOT NULL DEFAULT 1, ALTER disburser DROP NOT NULL,
        ADD file_status text, ADD file_reason text, ADD file_amount bigint,
        DROP CONSTRAINT payment_status_check,
        ADD CHECK (status IN ('PLANNED', 'SP2D', 'SENT', 'CREDITED', 'WITHDRAWN', 'FAILED', 'RETURNED', 'CANCELLED'));
      UPDATE payment SET file_status = status, file_reason = reason, file_amount = amount;
      DROP INDEX payment_enrolment;
      CREATE UNIQUE INDEX payment_enrolment ON payment (enrolment_id, period);
      CREATE INDEX payment_period ON payment (period, status);
      CREATE INDEX transition_of_enrolment ON transition_event (at) WHERE machine = 'enrolment';

      CREATE TABLE stage_run (
        id uuid PRIMARY KEY,
        program_code text NOT NULL REFERENCES program,
        period text COLLATE "C" NOT NULL,
        cut_off date NOT NULL,
        actor text NOT NULL,
        actor_role text NOT NULL,
        at timestamptz NOT NULL DEFAULT now(),
        added integer NOT NULL,
        raised integer NOT NULL,
        lowered integer NOT NULL,
        withdrawn integer NOT NULL,
        unchanged integer NOT NULL,
        settled integer NOT NULL,
        suspended integer NOT NULL,
        no_component integer NOT NULL,
        not_active integer NOT NULL,
        total bigint NOT NULL,
        difference bigint NOT NULL
      );
      CREATE INDEX stage_run_period ON stage_run (period, id);
      CREATE INDEX stage_run_at ON stage_run (at, id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE stage_run;
      DROP INDEX transition_of_enrolment, payment_period, payment_enrolment;
      DELETE FROM payment WHERE status = 'CANCELLED' OR disburser IS NULL;
      CREATE INDEX payment_enrolment ON payment (enrolment_id, period, id);
      ALTER TABLE payment DROP version, DROP file_status, DROP file_reason, DROP file_amount,
        ALTER disburser SET NOT NULL, DROP CONSTRAINT payment_status_check,
        ADD CHECK (status IN ('PLANNED', 'SP2D', 'SENT', 'CREDITED', 'WITHDRAWN', 'FAILED', 'RETURNED'));
    `);
  }
}
