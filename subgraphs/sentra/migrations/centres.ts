import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CLIENT_KEY_TABLE, OUTBOX_TABLE, RELAY_TABLE } from '../../../shared/database';
import { TRANSITION_TABLE } from '../../../shared/machine';

/** The centres, and what every schema whose records take steps needs. */
export class Centres1761000003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE centre (
        id text PRIMARY KEY,
        name text NOT NULL UNIQUE,
        type text NOT NULL CHECK (type IN ('SENTRA', 'SENTRA_TERPADU')),
        place text NOT NULL,
        regency_code text COLLATE "C" NOT NULL CHECK (regency_code ~ '^[0-9]{4}$'),
        province_codes text[] NOT NULL,
        clusters text[] NOT NULL CHECK (clusters <@ ARRAY['ANAK', 'PENYANDANG_DISABILITAS', 'TUNA_SOSIAL_KPO',
          'KORBAN_NAPZA', 'LANJUT_USIA', 'KORBAN_BENCANA', 'PPKS_LAIN']),
        capacity integer NOT NULL CHECK (capacity >= 0),
        residents integer NOT NULL DEFAULT 0 CHECK (residents >= 0),
        vocational_majors text[] NOT NULL CHECK (vocational_majors <@ ARRAY['MENJAHIT', 'TATA_BOGA', 'BARISTA',
          'TATA_RIAS', 'PIJAT', 'KERAJINAN', 'DESAIN_GRAFIS', 'KOMPUTER', 'PERTANIAN', 'OTOMOTIF', 'ELEKTRONIKA',
          'MUSIK']),
        has_workshop boolean NOT NULL,
        has_ska boolean NOT NULL,
        is_uncertain boolean NOT NULL,
        assumed_fields text[] NOT NULL DEFAULT '{}',
        note text
      );
      CREATE INDEX centre_regency ON centre (regency_code, id);
      CREATE INDEX centre_provinces ON centre USING gin (province_codes);
      ${TRANSITION_TABLE}
      ${CLIENT_KEY_TABLE}
      ${OUTBOX_TABLE}
      ${RELAY_TABLE}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE relay_position, outbox, client_key, transition_event, centre');
  }
}
