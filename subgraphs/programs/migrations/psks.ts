import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The registers of helpers (PSKS), of welfare institutions (LKS), and of activities for communities. */
export class Psks1761000001500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE DOMAIN psks_type AS text CHECK (VALUE IN ('PEKERJA_SOSIAL_PROFESIONAL', 'PSM', 'TAGANA', 'LKS', 'KARANG_TARUNA',
        'LK3', 'KELUARGA_PIONER', 'WKSBM', 'WANITA_PEMIMPIN', 'PENYULUH_SOSIAL', 'TKSK', 'DUNIA_USAHA'));

      CREATE TABLE psks_count (
        type psks_type NOT NULL,
        regency_code text COLLATE "C" NOT NULL,
        year smallint NOT NULL,
        number integer NOT NULL CHECK (number >= 0),
        PRIMARY KEY (regency_code, type, year)
      );

      CREATE TABLE psks_helper (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        type psks_type NOT NULL,
        name_sealed text NOT NULL,
        region_code text COLLATE "C" NOT NULL CHECK (region_code ~ '^\\d{10}$'),
        status text NOT NULL CHECK (status IN ('PROPOSED', 'ACTIVE', 'ENDED')),
        version integer NOT NULL DEFAULT 1,
        active_on date,
        ended_on date,
        end_reason text
      );
      CREATE INDEX psks_helper_region ON psks_helper (region_code, id);
      CREATE INDEX psks_helper_type ON psks_helper (type, id);
      CREATE INDEX psks_helper_status ON psks_helper (status, id);

      CREATE TABLE lks (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        name text NOT NULL,
        region_code text COLLATE "C" NOT NULL CHECK (region_code ~ '^\\d{10}$'),
        is_legal_entity boolean NOT NULL,
        status text NOT NULL CHECK (status IN ('APPLIED', 'ASSESSED', 'ACCREDITED', 'EXPIRED', 'REVOKED')),
        version integer NOT NULL DEFAULT 1,
        score smallint CHECK (score BETWEEN 0 AND 100),
        accreditation text NOT NULL DEFAULT 'NONE' CHECK (accreditation IN ('A', 'B', 'C', 'NONE')),
        accredited_on date,
        accredited_until date CHECK (accredited_until >= accredited_on)
      );
      CREATE INDEX lks_region ON lks (region_code, id);
      CREATE INDEX lks_status ON lks (status, id);
      CREATE INDEX lks_accreditation ON lks (accreditation, id);
      CREATE INDEX lks_name ON lks (name, id);

      CREATE TABLE community_activity (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        community text NOT NULL,
        title text NOT NULL,
        village_code text COLLATE "C" NOT NULL CHECK (village_code ~ '^\\d{10}$'),
        is_indigenous boolean NOT NULL,
        households integer NOT NULL CHECK (households > 0),
        households_reached integer CHECK (households_reached BETWEEN 0 AND households),
        budget bigint NOT NULL CHECK (budget >= 0),
        partners text[] NOT NULL DEFAULT '{}',
        status text NOT NULL CHECK (status IN
          ('PROPOSED', 'ASSESSED', 'APPROVED', 'RUNNING', 'COMPLETED', 'REJECTED', 'CANCELLED')),
        version integer NOT NULL DEFAULT 1,
        started_on date,
        completed_on date
      );
      CREATE INDEX community_village ON community_activity (village_code, id);
      CREATE INDEX community_status ON community_activity (status, id);
      CREATE INDEX community_title ON community_activity (title, id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE community_activity, lks, psks_helper, psks_count; DROP DOMAIN psks_type');
  }
}
