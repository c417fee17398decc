import { createHmac } from 'node:crypto';
import type { KeyRing } from '../../shared/config';
import type { KeptRequest, SearchOutcome } from '../../subgraphs/beneficiaries/dci/answer';

/** The requests of one message. */
export interface Call {
  readonly senderId: string;
  readonly transactionId: string;
  readonly correlationId: string;
  /** In the order of the message. */
  readonly referenceIds: readonly string[];
}

/** What a status is asked of; always of the sender's own. */
export interface StatusQuery {
  readonly senderId: string;
  readonly transactionId: string;
  readonly correlationId?: string;
  readonly referenceIds?: readonly string[];
}

/** What gateways share about DCI messages. Every method rejects while the database does not answer. */
export interface DciStore {
  /** Whether the message is new; from then on it is not. */
  claim(senderId: string, messageId: string): Promise<boolean>;
  begin(call: Call): Promise<void>;
  finish(call: Call, outcomes: readonly SearchOutcome[]): Promise<void>;
  /** Nothing came of it. */
  abandon(call: Call): Promise<void>;
  /** The requests of the sender's transaction, in order; none also for one of somebody else. */
  find(
    query: StatusQuery,
  ): Promise<{ readonly correlationId: string; readonly requests: readonly KeptRequest[] } | undefined>;
}

/** Runs one statement. */
export type Run = (
  text: string,
  values: readonly unknown[],
) => Promise<{ readonly rows: readonly Row[]; readonly rowCount: number | null }>;
type Row = Readonly<Record<string, unknown>>;

/** A message is refused for its age long before its id is forgotten. */
const MESSAGE_KEPT = '1 day';
/** How long a sender may ask what became of a request. */
const REQUEST_KEPT = '30 days';
const PURGE_MS = 3_600_000;

const CLAIM = 'INSERT INTO dci_message (sender_id, message_id) VALUES ($1, $2) ON CONFLICT DO NOTHING';
const BEGIN = `INSERT INTO dci_request (sender_id, correlation_id, transaction_id, place, reference_id)
  SELECT $1, $2, $3, n, reference_id FROM unnest($4::text[]) WITH ORDINALITY AS given (reference_id, n)`;
const FINISH = `UPDATE dci_request SET status = given.status, reason_code = given.code, page_size = given.page_size,
    page_number = given.page_number, total = given.total, records = given.records, answer_hash = given.answer_hash
  FROM jsonb_to_recordset($3::jsonb) AS given (place integer, status text, code text, page_size integer, page_number integer,
    total integer, records integer, answer_hash text)
  WHERE sender_id = $1 AND correlation_id = $2 AND dci_request.place = given.place`;
const FIND = `SELECT correlation_id, reference_id, status, reason_code, at, page_size, page_number, total FROM dci_request
  WHERE sender_id = $1 AND transaction_id = $2 AND ($3::text IS NULL OR correlation_id::text = $3)
    AND ($4::text[] IS NULL OR reference_id = ANY ($4)) AND at > now() - interval '${REQUEST_KEPT}'
  ORDER BY at, correlation_id, place LIMIT 1000`;
const PURGE = `WITH messages AS (DELETE FROM dci_message WHERE at < now() - interval '${MESSAGE_KEPT}')
  DELETE FROM dci_request WHERE at < now() - interval '${REQUEST_KEPT}'`;

/** In the gateways' own schema. What is over is deleted as messages come, once an hour. */
export function createDciStore(run: Run, keys: KeyRing): DciStore {
  let purgedAt = 0;
  return {
    async claim(senderId, messageId) {
      if (Date.now() - purgedAt > PURGE_MS) {
        purgedAt = Date.now();
        await run(PURGE, []);
      }
      const { rowCount } = await run(CLAIM, [senderId, messageId]);
      return rowCount === 1;
    },
    async begin({ senderId, correlationId, transactionId, referenceIds }) {
      await run(BEGIN, [senderId, correlationId, transactionId, referenceIds]);
    },
    async finish({ senderId, correlationId }, outcomes) {
      await run(FINISH, [
        senderId,
        correlationId,
        JSON.stringify(outcomes.map((each, index) => rowOf(each, index + 1, keys))),
      ]);
    },
    async abandon({ senderId, correlationId }) {
      await run('DELETE FROM dci_request WHERE sender_id = $1 AND correlation_id = $2', [senderId, correlationId]);
    },
    async find({ senderId, transactionId, correlationId = null, referenceIds = null }) {
      const { rows } = await run(FIND, [senderId, transactionId, correlationId, referenceIds]);
      const [first] = rows;
      return first && { correlationId: String(first['correlation_id']), requests: rows.map(keptOf) };
    },
  };
}

function rowOf(outcome: SearchOutcome, place: number, keys: KeyRing): Row {
  if (outcome.status === 'rjct') return { place, status: 'rjct', code: outcome.code };
  const { page, total, records } = outcome;
  const { id, secret } = keys.current;
  const hash = createHmac('sha256', secret).update(JSON.stringify(records)).digest('base64url');
  const counts = { page_size: page.size, page_number: page.number, total, records: records.length };
  return { place, status: 'succ', ...counts, answer_hash: `${id}:${hash}` };
}

function keptOf(row: Row): KeptRequest {
  const [size, number] = [row['page_size'], row['page_number']];
  return {
    referenceId: String(row['reference_id']),
    status: row['status'] as KeptRequest['status'],
    code: row['reason_code'] as KeptRequest['code'],
    at: (row['at'] as Date).toISOString(),
    page: typeof size === 'number' && typeof number === 'number' ? { size, number } : null,
    total: row['total'] as number | null,
  };
}
