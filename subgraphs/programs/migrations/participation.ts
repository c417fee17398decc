import type { MigrationInterface, QueryRunner } from 'typeorm';
import { OUTBOX_TABLE, RELAY_TABLE } from '../../../shared/database';
import { INTAKE_TABLES } from '../../../shared/intake';

/**
 * Participation of families: enrolments, the components persons carry, payments and the history of states, with the copies
 * of families and persons that scope and stop them.
 *
 * `file_*` holds what the registry file said last: a file says it again in every snapshot, and only a change in the file may
 * overrule what was decided here (a suspension, a stopped component). Collation "C" of region codes: see beneficiaries.
 */
export class Participation1761000001002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE family_ref (
        id uuid PRIMARY KEY,
        source_id text NOT NULL,
        region_code text COLLATE "C" NOT NULL,
        desil smallint NOT NULL,
        kpm_flags text[] NOT NULL
      );
      CREATE INDEX family_ref_source ON family_ref (source_id);
      CREATE INDEX family_ref_region ON family_ref (region_code, id);
      CREATE INDEX family_ref_desil ON family_ref (desil, id);

      CREATE TABLE person_ref (
        id uuid PRIMARY KEY,
        source_id text NOT NULL,
        family_id uuid NOT NULL,
        region_code text COLLATE "C" NOT NULL,
        match_status text NOT NULL
      );
      CREATE INDEX person_ref_source ON person_ref (source_id);
      CREATE INDEX person_ref_family ON person_ref (family_id);

      CREATE TABLE enrolment (
        id uuid PRIMARY KEY,
        source_id text NOT NULL UNIQUE,
        family_id uuid NOT NULL,
        manager_id uuid NOT NULL,
        program_code text NOT NULL REFERENCES program,
        status text NOT NULL CHECK (status IN ('CANDIDATE', 'DESIGNATED', 'ACTIVE', 'SUSPENDED', 'TRANSITION',
          'GRADUATED_NATURALLY', 'GRADUATED_VOLUNTARILY', 'INACTIVE')),
        reason text,
        started_on date NOT NULL,
        ended_on date,
        card_sealed text,
        card_index text,
        file_status text NOT NULL,
        file_reason text,
        version integer NOT NULL DEFAULT 1
      );
      CREATE INDEX enrolment_family ON enrolment (family_id);
      CREATE INDEX enrolment_manager ON enrolment (manager_id);
      CREATE INDEX enrolment_program ON enrolment (program_code, id);
      CREATE INDEX enrolment_status ON enrolment (status, id);
      CREATE INDEX enrolment_started ON enrolment (started_on, id);

      CREATE TABLE enrolment_component (
        id uuid PRIMARY KEY,
        enrolment_id uuid NOT NULL REFERENCES enrolment,
        person_id uuid NOT NULL,
        component pkh_component NOT NULL,
        started_on date NOT NULL,
        file_ended_on date,
        stopped_on date,
        stop_reason text CHECK (stop_reason IN ('DECEASED', 'DUPLICATE')),
        CHECK ((stopped_on IS NULL) = (stop_reason IS NULL))
      );
      CREATE INDEX component_enrolment ON enrolment_component (enrolment_id);
      CREATE INDEX component_person ON enrolment_component (person_id);

      CREATE TABLE payment (
        id uuid PRIMARY KEY,
        source_id text NOT NULL UNIQUE,
        enrolment_id uuid NOT NULL REFERENCES enrolment,
        period text COLLATE "C" NOT NULL,
        year smallint NOT NULL,
        amount bigint NOT NULL CHECK (amount >= 0),
        status text NOT NULL CHECK (status IN ('PLANNED', 'SP2D', 'SENT', 'CREDITED', 'WITHDRAWN', 'FAILED', 'RETURNED')),
        reason text,
        disburser text NOT NULL,
        status_on date NOT NULL
      );
      CREATE INDEX payment_enrolment ON payment (enrolment_id, period, id);

      CREATE TABLE transition_event (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        machine text NOT NULL,
        entity_id uuid NOT NULL,
        event text NOT NULL,
        from_status text NOT NULL,
        to_status text NOT NULL,
        reason text,
        actor text NOT NULL,
        actor_role text NOT NULL,
        at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX transition_entity ON transition_event (entity_id, id);
      ${OUTBOX_TABLE}
      ${RELAY_TABLE}
      ${INTAKE_TABLES}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE quarantine, import_run, relay_position, outbox, transition_event, payment, enrolment_component, enrolment, person_ref, family_ref
    `);
  }
}
