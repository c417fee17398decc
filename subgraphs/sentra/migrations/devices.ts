import type { MigrationInterface, QueryRunner } from 'typeorm';

const TYPES = `'ELECTRIC_WHEELCHAIR', 'ADAPTIVE_WHEELCHAIR', 'MULTIPURPOSE_WHEELCHAIR', 'ADAPTIVE_CANE',
  'THREE_WHEEL_MOTORCYCLE', 'PROSTHESIS', 'ORTHOSIS', 'OBSTACLE_SENSOR', 'HEARING_AID'`;

/**
 * Assistive devices, the teams that assemble them, who waits for one, and how many a centre planned, made and handed over in
 * a quarter. The counts are kept beside the devices, since whoever reads them in public sees no device.
 */
export class Devices1761000003030 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE device_team (
        id uuid PRIMARY KEY,
        centre_id text NOT NULL REFERENCES centre,
        name text NOT NULL,
        assemblers smallint NOT NULL CHECK (assemblers > 0),
        recorded_by text NOT NULL,
        UNIQUE (centre_id, name)
      );

      CREATE TABLE device_need (
        id uuid PRIMARY KEY,
        centre_id text NOT NULL REFERENCES centre,
        -- Null where the need was known before there was a case here.
        case_id uuid REFERENCES service_case,
        person_id uuid NOT NULL,
        region_code text COLLATE "C" NOT NULL CHECK (region_code ~ '^[0-9]{10}$'),
        type text NOT NULL CHECK (type IN (${TYPES})),
        -- The words sort as they rank.
        priority text COLLATE "C" NOT NULL CHECK (priority IN ('EMERGENCY', 'HIGH', 'NORMAL')),
        assessed_on date NOT NULL,
        status text NOT NULL CHECK (status IN ('WAITING', 'ALLOCATED', 'MET', 'WITHDRAWN')),
        version integer NOT NULL DEFAULT 1,
        met_on date,
        end_reason text
      );
      CREATE INDEX need_centre ON device_need (centre_id, id);
      CREATE INDEX need_region ON device_need (region_code, id);
      CREATE INDEX need_person ON device_need (person_id);
      CREATE INDEX need_case ON device_need (case_id);
      CREATE INDEX need_queue ON device_need (centre_id, type, priority, assessed_on, id) WHERE status = 'WAITING';
      CREATE INDEX need_assessed ON device_need (assessed_on, id);
      CREATE INDEX need_priority ON device_need (priority, id);
      CREATE UNIQUE INDEX need_open ON device_need (centre_id, person_id, type) WHERE status IN ('WAITING', 'ALLOCATED');

      CREATE TABLE device (
        id uuid PRIMARY KEY,
        centre_id text NOT NULL REFERENCES centre,
        type text NOT NULL CHECK (type IN (${TYPES})),
        -- The regency of the centre; from the allocation on the village of the person.
        region_code text COLLATE "C" NOT NULL CHECK (region_code ~ '^[0-9]{4}([0-9]{6})?$'),
        status text NOT NULL CHECK (status IN ('PLANNED', 'ASSEMBLED', 'IN_REWORK', 'IN_STOCK', 'ALLOCATED', 'FITTED',
          'HANDED_OVER', 'FOLLOWED_UP', 'SERVICED', 'REPLACED', 'WITHDRAWN')),
        version integer NOT NULL DEFAULT 1,
        planned_for date NOT NULL,
        assembled_by_team_id uuid REFERENCES device_team,
        assembled_on date,
        made_on date CHECK (made_on >= assembled_on),
        need_id uuid REFERENCES device_need,
        person_id uuid,
        allocated_on date,
        fitting_due_on date,
        postponed_for text,
        fitted_on date,
        measures text,
        handed_over_on date CHECK (handed_over_on >= made_on),
        bast_number text,
        received_by text CHECK (received_by IN ('SELF', 'FAMILY', 'GUARDIAN')),
        followed_up_on date,
        use text CHECK (use IN ('DAILY', 'SOMETIMES', 'NOT_USED')),
        serviced_on date,
        end_reason text,
        CHECK ((need_id IS NULL) = (person_id IS NULL)),
        CHECK (status IN ('PLANNED', 'WITHDRAWN') OR assembled_by_team_id IS NOT NULL),
        CHECK (status IN ('PLANNED', 'ASSEMBLED', 'IN_REWORK', 'WITHDRAWN') OR made_on IS NOT NULL),
        -- An allocation is written and undone a moment before the status moves.
        CHECK (status NOT IN ('HANDED_OVER', 'FOLLOWED_UP', 'SERVICED', 'REPLACED')
          OR (need_id IS NOT NULL AND handed_over_on IS NOT NULL))
      );
      CREATE INDEX device_centre ON device (centre_id, id);
      CREATE INDEX device_region ON device (region_code, id);
      CREATE INDEX device_person ON device (person_id) WHERE person_id IS NOT NULL;
      CREATE INDEX device_status ON device (status, id);
      CREATE INDEX device_planned ON device (planned_for, id);
      CREATE INDEX device_made ON device (made_on, id) WHERE made_on IS NOT NULL;
      CREATE INDEX device_stock ON device (centre_id, type, status);
      CREATE INDEX device_need_served ON device (need_id) WHERE need_id IS NOT NULL;
      CREATE UNIQUE INDEX device_allocated ON device (need_id) WHERE status IN ('ALLOCATED', 'FITTED');

      CREATE TABLE device_count (
        centre_id text NOT NULL REFERENCES centre,
        type text NOT NULL CHECK (type IN (${TYPES})),
        year smallint NOT NULL,
        quarter smallint NOT NULL CHECK (quarter BETWEEN 1 AND 4),
        planned integer NOT NULL DEFAULT 0 CHECK (planned >= 0),
        made integer NOT NULL DEFAULT 0 CHECK (made >= 0),
        distributed integer NOT NULL DEFAULT 0 CHECK (distributed >= 0),
        PRIMARY KEY (year, centre_id, type, quarter)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE device_count, device, device_need, device_team');
  }
}
