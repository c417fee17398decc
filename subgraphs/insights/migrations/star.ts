import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CLIENT_KEY_TABLE, LEDGER_TABLES, RELAY_TABLE } from '../../../shared/database';

/**
 * Persons and families as statistics know them: no name, no number, no address, no date of birth. Ids are pseudonyms (see
 * `star/unit.ts`); what is not known is UNKNOWN, never null, so that a table has a category for it.
 */
export class Star1761000100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${LEDGER_TABLES}
      ${RELAY_TABLE}
      ${CLIENT_KEY_TABLE}
      CREATE TABLE family (
        unit uuid PRIMARY KEY,
        rkey smallint NOT NULL,
        mkey smallint NOT NULL,
        district text NOT NULL,
        desil smallint NOT NULL,
        -- Of its head, whether or not a person is known by it.
        head uuid,
        head_sex text NOT NULL DEFAULT 'UNKNOWN',
        -- Rules of the registry the family breaks.
        defects text[] NOT NULL DEFAULT '{}'
      );
      CREATE INDEX family_head ON family (head);
      CREATE TABLE person (
        unit uuid PRIMARY KEY,
        rkey smallint NOT NULL,
        mkey smallint NOT NULL,
        family uuid NOT NULL,
        birth_month date NOT NULL,
        sex text NOT NULL DEFAULT 'UNKNOWN',
        disability text NOT NULL DEFAULT 'UNKNOWN',
        marital_status text NOT NULL DEFAULT 'UNKNOWN',
        education text NOT NULL DEFAULT 'UNKNOWN',
        family_role text NOT NULL DEFAULT 'UNKNOWN',
        match_status text NOT NULL,
        source text NOT NULL DEFAULT 'UNKNOWN',
        is_documented boolean NOT NULL DEFAULT false,
        -- Somebody in another family has the same NIK.
        is_claimed_twice boolean NOT NULL DEFAULT false,
        defects text[] NOT NULL DEFAULT '{}'
      );
      CREATE INDEX person_family ON person (family);
    `);
  }

  async down(): Promise<void> {
    throw new Error('the star schema is made anew from the outboxes, never taken back');
  }
}
