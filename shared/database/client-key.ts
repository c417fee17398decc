import { createHash } from 'node:crypto';
import { CodedError } from '../errors';
import type { Database } from './database';

/** A write transaction, as `Database.write` gives it. */
export type WriteManager = Parameters<Parameters<Database['write']>[1]>[0];

/** The keys clients have used, with what was answered. */
export const CLIENT_KEY_TABLE = `
  CREATE TABLE client_key (
    subject text NOT NULL,
    key text NOT NULL,
    input_hash text NOT NULL,
    answer jsonb,
    at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (subject, key)
  );
`;

const KEY_SHAPE = /^[\w.:-]{8,100}$/;

/** @throws CodedError BAD_USER_INPUT for what no client key looks like */
export function checkClientKey(key: string): void {
  if (KEY_SHAPE.test(key)) return;
  throw new CodedError('BAD_USER_INPUT', { reason: 'clientKey takes 8 to 100 letters, digits or . : _ -' });
}

/**
 * Runs a piece of work once for a client key: a repeated request with the same key and input gets the first answer, also
 * when the two run at the same time (the second waits for the first one's transaction). A failed attempt leaves no trace.
 *
 * @param input everything that was asked; `answer` must survive JSON
 * @throws CodedError IDEMPOTENCY_MISMATCH, BAD_USER_INPUT
 */
export async function onceForKey<Answer>(
  manager: WriteManager,
  request: { readonly subject: string; readonly key: string; readonly input: Readonly<Record<string, unknown>> },
  work: () => Promise<Answer>,
): Promise<Answer> {
  const { subject, key } = request;
  checkClientKey(key);
  const inputHash = createHash('sha256').update(JSON.stringify(request.input)).digest('base64url');
  const claimed: unknown[] = await manager.query(
    `INSERT INTO client_key (subject, key, input_hash) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING key`,
    [subject, key, inputHash],
  );
  if (claimed.length === 0) return firstAnswer<Answer>(manager, subject, key, inputHash);
  const answer = await work();
  await manager.query('UPDATE client_key SET answer = $3::jsonb WHERE subject = $1 AND key = $2', [
    subject,
    key,
    JSON.stringify(answer),
  ]);
  return answer;
}

async function firstAnswer<Answer>(
  manager: WriteManager,
  subject: string,
  key: string,
  inputHash: string,
): Promise<Answer> {
  const [found]: { input_hash: string; answer: Answer }[] = await manager.query(
    'SELECT input_hash, answer FROM client_key WHERE subject = $1 AND key = $2',
    [subject, key],
  );
  if (!found || found.input_hash !== inputHash) throw new CodedError('IDEMPOTENCY_MISMATCH');
  return found.answer;
}
