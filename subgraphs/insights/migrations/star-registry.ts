import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What statistics keep of the registry beside persons and families. */
export class StarRegistry1761000101100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE desil_quarter (
        family uuid NOT NULL,
        -- Of the snapshot: 20263.
        quarter integer NOT NULL,
        desil smallint NOT NULL,
        PRIMARY KEY (family, quarter)
      );
      CREATE TABLE consent (
        id uuid PRIMARY KEY,
        person uuid NOT NULL,
        kind text NOT NULL,
        status text NOT NULL,
        form text NOT NULL,
        given_by text NOT NULL,
        -- The role of the account that wrote it down.
        entered_by text NOT NULL,
        given_on date NOT NULL,
        expires_on date NOT NULL,
        ended_on date,
        is_held boolean NOT NULL
      );
      CREATE INDEX consent_person ON consent (person, kind);
      -- Of the officer nothing but the role.
      CREATE TABLE reveal (
        id uuid PRIMARY KEY,
        person uuid NOT NULL,
        role text NOT NULL,
        purpose text NOT NULL,
        field text NOT NULL,
        revealed_on date NOT NULL
      );
      CREATE INDEX reveal_person ON reveal (person);
      CREATE TABLE change_request (
        id uuid PRIMARY KEY,
        family uuid NOT NULL,
        -- Null of one about the family.
        person uuid,
        subject text NOT NULL,
        status text NOT NULL,
        proposed_by text NOT NULL,
        reason text NOT NULL,
        proposed_on date NOT NULL,
        verified_on date,
        decided_on date
      );
      CREATE INDEX change_request_family ON change_request (family);
    `);
  }

  async down(): Promise<void> {
    throw new Error('the star schema is made anew from the outboxes, never taken back');
  }
}
