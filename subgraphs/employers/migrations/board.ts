import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Live boards: what happened to referrals, by whom it is for, word to the gateways of whom it concerns, who has looked when, and
 * mail to partners who do not look.
 */
export class Board1761000002600 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- A board reads what is its own, in order; an expression over the payload would be no index under row-level security.
      ALTER TABLE outbox
        ADD employer_id uuid GENERATED ALWAYS AS (CASE topic WHEN 'referral' THEN (payload ->> 'employerId')::uuid END) STORED,
        ADD centre_id text GENERATED ALWAYS AS (CASE topic WHEN 'referral' THEN payload ->> 'centreId' END) STORED,
        ADD person_id uuid GENERATED ALWAYS AS (CASE topic WHEN 'referral' THEN (payload ->> 'personId')::uuid END) STORED;
      CREATE INDEX outbox_employer ON outbox (employer_id, transaction, id) WHERE employer_id IS NOT NULL;
      CREATE INDEX outbox_centre ON outbox (centre_id, transaction, id) WHERE centre_id IS NOT NULL;
      CREATE INDEX outbox_person ON outbox (person_id, transaction, id) WHERE person_id IS NOT NULL;

      -- Whoever is connected may listen, so what is said holds no id: a hash of whom it concerns, as routingKeysOf of the gateway
      -- makes it. A partner is not woken for somebody it must not know of yet. One word a statement, 8,000 bytes at most.
      CREATE FUNCTION tell_boards() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE concerned text;
      BEGIN
        SELECT string_agg(DISTINCT left(encode(sha256(convert_to(c.kind || ':' || c.id, 'UTF8')), 'hex'), 16), ',') INTO concerned
        FROM added a, LATERAL (VALUES
          ('employer', CASE WHEN a.payload ->> 'status' <> 'NOMINATED' THEN a.employer_id::text END),
          ('centre', a.centre_id), ('person', a.person_id::text)) c (kind, id)
        WHERE c.id IS NOT NULL;
        IF concerned IS NOT NULL THEN
          PERFORM pg_notify('berdaya_live', CASE WHEN length(concerned) < 7900 THEN concerned ELSE '*' END);
        END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER outbox_tells_boards AFTER INSERT ON outbox REFERENCING NEW TABLE AS added
        FOR EACH STATEMENT EXECUTE FUNCTION tell_boards();

      -- How far an account has been told, at the time of its last look that was written down.
      CREATE TABLE board_look (
        subject text PRIMARY KEY,
        employer_id uuid REFERENCES employer,
        centre_id text,
        at timestamptz NOT NULL DEFAULT now(),
        -- Every event of an earlier transaction has been told.
        seen_before xid8 NOT NULL,
        CHECK (num_nonnulls(employer_id, centre_id) = 1)
      );
      CREATE INDEX board_look_employer ON board_look (employer_id);

      ALTER TABLE partner_user ADD wants_mail boolean NOT NULL DEFAULT true;
      -- One mail to one account, written down before it is sent: whoever finds it unsent sends it again under the same id.
      CREATE TABLE mail (
        id text PRIMARY KEY,
        partner_user_id uuid NOT NULL REFERENCES partner_user,
        -- The last event it tells of.
        transaction xid8 NOT NULL,
        event_id bigint NOT NULL,
        waiting integer NOT NULL CHECK (waiting > 0),
        written_at timestamptz NOT NULL DEFAULT now(),
        tried_at timestamptz NOT NULL DEFAULT now(),
        sent_at timestamptz
      );
      CREATE INDEX mail_account ON mail (partner_user_id, transaction, event_id);
      CREATE INDEX mail_unsent ON mail (written_at) WHERE sent_at IS NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE mail, board_look;
      ALTER TABLE partner_user DROP wants_mail;
      DROP TRIGGER outbox_tells_boards ON outbox;
      DROP FUNCTION tell_boards();
      ALTER TABLE outbox DROP employer_id, DROP centre_id, DROP person_id;
    `);
  }
}
