import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Messages of DCI senders, so that none is taken twice whichever gateway it reaches, and what became of their requests. Ids are
 * the senders' own words, checked not to be the number of a person; nothing that was asked or answered is kept.
 */
export class Dci1761000005200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE dci_message (
        sender_id text NOT NULL,
        message_id text NOT NULL,
        at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (sender_id, message_id)
      );
      CREATE INDEX dci_message_at ON dci_message (at);
      CREATE TABLE dci_request (
        sender_id text NOT NULL,
        correlation_id uuid NOT NULL,
        place integer NOT NULL,
        transaction_id text NOT NULL,
        reference_id text NOT NULL,
        at timestamptz NOT NULL DEFAULT now(),
        status text NOT NULL DEFAULT 'pdng' CHECK (status IN ('pdng', 'succ', 'rjct')),
        reason_code text,
        page_size integer,
        page_number integer,
        total integer,
        records integer,
        -- Keyed hash of the records as they were sent: shows which answer was given, and nothing of it.
        answer_hash text,
        PRIMARY KEY (sender_id, correlation_id, place)
      );
      CREATE INDEX dci_request_transaction ON dci_request (sender_id, transaction_id);
      CREATE INDEX dci_request_at ON dci_request (at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE dci_request, dci_message');
  }
}
