import { CodedError, systemCodeOf } from '../errors';

/** What the database may say to a landing that is no fault of the file, by SQLSTATE or system code. */
const REASONS: Readonly<Record<string, string>> = {
  '40001': 'another change came in between',
  '40P01': 'another change came in between',
  '53100': 'the disk of the database is full',
  '53200': 'the database has no memory left',
  '55P03': 'a table is locked by someone else',
  '57014': 'it was cancelled',
  '57P01': 'the database was shut down',
  '57P02': 'the database was shut down',
  '57P03': 'the database is shutting down',
  ECONNRESET: 'the connection to the database broke',
  EPIPE: 'the connection to the database broke',
};

/**
 * What stopped an import, without the values PostgreSQL quotes in its messages (`Key (name)=(...)`): those are a person's.
 * Programming errors pass as they are.
 */
export function failureOf(error: unknown, layout: string, step: string): unknown {
  if (error instanceof CodedError) return error;
  const code = systemCodeOf(error) ?? (isConnectionEnd(error) ? 'EPIPE' : undefined);
  if (code === undefined) return error;
  const reason = REASONS[code] ?? `the database answered ${code}`;
  return new CodedError('IMPORT_FAILED', { layout, step, reason });
}

/** pg tells a lost connection by a sentence only. */
function isConnectionEnd(error: unknown): boolean {
  return error instanceof Error && /connection (terminated|ended)|not queryable/i.test(error.message);
}
