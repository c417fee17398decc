import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Emergency access to persons, what happened to it, and identifiers that were revealed one by one. */
export class Emergency1761000000500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE break_glass (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        person_id uuid NOT NULL,
        -- Where the person lived then: it says who watches over the grant.
        region_code text COLLATE "C" NOT NULL,
        account text NOT NULL,
        role text NOT NULL,
        reason text NOT NULL,
        opened_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        closed_at timestamptz
      );
      CREATE INDEX break_glass_person ON break_glass (person_id, account) WHERE closed_at IS NULL;
      CREATE INDEX break_glass_account ON break_glass (account, opened_at);

      CREATE TABLE break_glass_event (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        grant_id uuid NOT NULL,
        person_id uuid NOT NULL,
        event text NOT NULL CHECK (event IN ('OPENED', 'APPROVED', 'CLOSED')),
        account text NOT NULL,
        role text NOT NULL,
        at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX break_glass_event_grant ON break_glass_event (person_id, grant_id, event);
      -- Nobody approves twice.
      CREATE UNIQUE INDEX break_glass_approval ON break_glass_event (person_id, grant_id, account)
        WHERE event = 'APPROVED';

      -- That a value was shown and why; never the value.
      CREATE TABLE reveal (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        person_id uuid NOT NULL,
        account text NOT NULL,
        role text NOT NULL,
        purpose text NOT NULL,
        field text NOT NULL CHECK (field IN ('NIK', 'KK')),
        reason text NOT NULL,
        client_key text NOT NULL,
        revealed_at timestamptz NOT NULL DEFAULT now(),
        UNIQUE (account, client_key)
      );
      CREATE INDEX reveal_account ON reveal (account, revealed_at);
      CREATE INDEX reveal_person ON reveal (person_id, revealed_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE reveal, break_glass_event, break_glass');
  }
}
