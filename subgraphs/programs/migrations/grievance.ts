import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Grievances, which follow their family when it moves, and how long each may stay in a state. */
export class Grievance1761000001400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE DOMAIN grievance_kind AS text CHECK (VALUE IN ('USUL', 'SANGGAH', 'PERBAIKAN', 'COMPLAINT'));
      CREATE DOMAIN grievance_status AS text CHECK (VALUE IN
        ('SUBMITTED', 'VILLAGE_VERIFIED', 'DINSOS_VERIFIED', 'FORWARDED', 'ACCEPTED', 'REJECTED', 'WITHDRAWN'));
      CREATE DOMAIN grievance_finding AS text CHECK (VALUE IN ('CONFIRMED', 'NOT_CONFIRMED', 'NOT_MET'));

      CREATE TABLE grievance (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        family_id uuid NOT NULL,
        region_code text COLLATE "C" NOT NULL,
        kind grievance_kind NOT NULL,
        category text NOT NULL,
        -- What a complaint is about; it says who decides it.
        program_code text REFERENCES program CHECK ((kind = 'COMPLAINT') = (program_code IS NOT NULL)),
        text_sealed text NOT NULL,
        status grievance_status NOT NULL,
        version integer NOT NULL DEFAULT 1,
        submitted_by text NOT NULL,
        submitted_by_role text NOT NULL,
        submitted_at timestamptz NOT NULL DEFAULT now(),
        assigned_to text,
        village_finding grievance_finding,
        dinsos_finding grievance_finding,
        -- Last day of the state it is in; null where nothing is waited for.
        due_on date,
        decision_reason text,
        effective_snapshot text,
        FOREIGN KEY (region_code, family_id) REFERENCES family_ref (region_code, id) ON UPDATE CASCADE
      );
      CREATE INDEX grievance_family ON grievance (family_id, submitted_at);
      CREATE INDEX grievance_region ON grievance (region_code, id);
      CREATE INDEX grievance_assigned ON grievance (assigned_to, id);
      CREATE INDEX grievance_program ON grievance (program_code, id);
      CREATE INDEX grievance_due ON grievance (coalesce(due_on, 'infinity'::date), id);
      CREATE INDEX grievance_status ON grievance (status, id);
      CREATE INDEX grievance_submitted ON grievance (submitted_at, id);

      CREATE TABLE grievance_deadline (
        kind grievance_kind NOT NULL,
        status grievance_status NOT NULL,
        days smallint NOT NULL CHECK (days > 0),
        valid_from date NOT NULL,
        valid_to date CHECK (valid_to >= valid_from),
        legal_ref text,
        confidence confidence NOT NULL,
        note text,
        PRIMARY KEY (kind, status, valid_from)
      );
      INSERT INTO grievance_deadline (kind, status, days, valid_from, legal_ref, confidence, note)
      SELECT kind, status, days, date '2025-02-05', 'Inpres 4/2025; Permensos 3/2021', 'UNCERTAIN',
        'Proposal of the platform: the registry is refreshed every three months, so that a correction has a quarter in all. ' ||
        'No source at hand sets days for single steps.'
      FROM unnest(ARRAY['USUL', 'SANGGAH', 'PERBAIKAN']) AS kind,
        (VALUES ('SUBMITTED', 14), ('VILLAGE_VERIFIED', 14), ('DINSOS_VERIFIED', 7), ('FORWARDED', 55)) AS d (status, days)
      UNION ALL
      SELECT 'COMPLAINT', status, days, date '2009-07-18', 'UU 25/2009 art. 50', 'UNCERTAIN',
        'Share of the 60 days in which a complaint about a public service is to be decided; how they are shared out is a ' ||
        'proposal of the platform.'
      FROM (VALUES ('SUBMITTED', 14), ('VILLAGE_VERIFIED', 14), ('DINSOS_VERIFIED', 7), ('FORWARDED', 25)) AS d (status, days);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE grievance_deadline, grievance;
      DROP DOMAIN grievance_finding; DROP DOMAIN grievance_status; DROP DOMAIN grievance_kind;
    `);
  }
}
