import type { MigrationInterface, QueryRunner } from 'typeorm';
import { OUTBOX_TABLE, RELAY_TABLE } from '../../../shared/database';

/**
 * The registry: regions, families, persons, their welfare deciles, and the first holder of each NIK. Region codes have
 * collation "C", so that one B-tree answers every level of the region tree as a range.
 */
export class Registry1761000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE region (
        code text COLLATE "C" PRIMARY KEY,
        level text NOT NULL CHECK (level IN ('PROVINCE', 'REGENCY', 'DISTRICT', 'VILLAGE')),
        name text NOT NULL,
        parent_code text COLLATE "C",
        bps_code text,
        valid_from date NOT NULL,
        valid_to date
      );
      CREATE INDEX region_parent ON region (parent_code, code);

      CREATE TABLE family (
        id uuid PRIMARY KEY,
        source_id text NOT NULL UNIQUE,
        kk_sealed text NOT NULL,
        kk_index text NOT NULL,
        head_id uuid,
        region_code text COLLATE "C" NOT NULL,
        address text,
        latitude numeric(9, 6),
        longitude numeric(9, 6),
        families_in_house smallint,
        house_ownership smallint,
        floor_material smallint,
        wall_material smallint,
        roof_material smallint,
        water_source smallint,
        lighting_source smallint,
        electric_power smallint,
        cooking_fuel smallint,
        toilet_facility smallint,
        toilet_type smallint,
        sewage_disposal smallint,
        asset_gas_cylinder smallint,
        asset_refrigerator smallint,
        asset_air_conditioner smallint,
        asset_water_heater smallint,
        asset_telephone smallint,
        asset_television smallint,
        asset_gold_gram smallint,
        asset_laptop smallint,
        asset_bicycle smallint,
        asset_motorcycle smallint,
        asset_car smallint,
        asset_boat smallint,
        asset_smartphone smallint,
        asset_land_hectare numeric(8, 2),
        asset_other_house smallint,
        livestock_cattle smallint,
        livestock_buffalo smallint,
        livestock_horse smallint,
        livestock_goat smallint,
        desil smallint NOT NULL CHECK (desil BETWEEN 1 AND 10),
        desil_snapshot text NOT NULL,
        kpm_flags text[] NOT NULL DEFAULT '{}',
        confirmed_on date NOT NULL,
        integrity_score smallint,
        version integer NOT NULL DEFAULT 1
      );
      CREATE INDEX family_region ON family (region_code, id);
      CREATE INDEX family_desil ON family (desil, id);
      CREATE INDEX family_confirmed ON family (confirmed_on, id);
      CREATE INDEX family_kk ON family (kk_index);
      CREATE INDEX family_kpm ON family USING gin (kpm_flags);

      CREATE TABLE desil_history (
        family_id uuid NOT NULL REFERENCES family,
        snapshot text NOT NULL,
        desil smallint NOT NULL CHECK (desil BETWEEN 1 AND 10),
        PRIMARY KEY (family_id, snapshot)
      );

      CREATE TABLE person (
        id uuid PRIMARY KEY,
        source_id text NOT NULL UNIQUE,
        family_id uuid NOT NULL REFERENCES family,
        region_code text COLLATE "C" NOT NULL,
        nik_sealed text,
        nik_index text,
        identity_status text NOT NULL CHECK (identity_status IN ('DOCUMENTED', 'UNDOCUMENTED')),
        full_name text NOT NULL,
        search_name text NOT NULL,
        birth_date date NOT NULL,
        sex text NOT NULL CHECK (sex IN ('MALE', 'FEMALE')),
        address text,
        phone text,
        family_role text NOT NULL,
        marital_status text NOT NULL,
        schooling text,
        highest_diploma smallint,
        work_status smallint,
        business_sector text,
        business_count smallint NOT NULL DEFAULT 0,
        disabilities text[] NOT NULL DEFAULT '{}',
        chronic_illnesses text[] NOT NULL DEFAULT '{}',
        pregnant boolean NOT NULL DEFAULT false,
        match_status text NOT NULL DEFAULT 'BELUM_DICEK'
          CHECK (match_status IN ('PADAN', 'TIDAK_PADAN', 'BELUM_DICEK', 'MENINGGAL', 'GANDA', 'PINDAH_LN')),
        matched_on date,
        data_source text NOT NULL,
        confirmed_on date NOT NULL,
        merged_into uuid REFERENCES person,
        version integer NOT NULL DEFAULT 1
      ) WITH (fillfactor = 50);
      -- Each extract of the civil registry updates every person without touching an indexed column: with room in the page
      -- such an update leaves the indexes alone, the trigram index above all.
      CREATE INDEX person_family ON person (family_id, birth_date, id);
      CREATE INDEX person_region ON person (region_code, id);
      CREATE INDEX person_nik ON person (nik_index) WHERE nik_index IS NOT NULL;
      CREATE INDEX person_birth ON person (birth_date, id);
      CREATE INDEX person_name ON person (full_name, id);
      CREATE INDEX person_search ON person USING gin (search_name extensions.gin_trgm_ops);

      CREATE TABLE nik_holder (
        nik_index text PRIMARY KEY,
        person_id uuid NOT NULL
      );
      ${OUTBOX_TABLE}
      ${RELAY_TABLE}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE relay_position, outbox, nik_holder, person, desil_history, family, region');
  }
}
