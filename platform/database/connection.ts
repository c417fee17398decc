import { Client } from 'pg';
import { CodedError, systemCodeOf } from '../../shared/errors';

const CONNECT_LIMIT_MS = 5_000;

/** What a failed connection means, by the code of Node or PostgreSQL. Their own sentences may quote the address given. */
const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'it closed the connection',
  ENOENT: 'nothing listens there',
  ENOTFOUND: 'the name is unknown',
  EAI_AGAIN: 'the name cannot be looked up',
  ETIMEDOUT: 'no answer in time',
  EHOSTUNREACH: 'no route to it',
  ENETUNREACH: 'no route to it',
  '28P01': 'the password was refused',
  '28000': 'the account was refused',
  '3D000': 'it has no such database',
  '53300': 'it has no connection left',
  '57P03': 'it is starting up or shutting down',
};

/**
 * One connection, for work at start-up; requests use the pools of shared/database. The caller ends it.
 * @throws CodedError DATABASE_UNREACHABLE with host and port, never the password
 */
export async function connect(url: string): Promise<Client> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: CONNECT_LIMIT_MS });
  try {
    await client.connect();
  } catch (error) {
    throw connectionError(error, url);
  }
  // A connection that breaks later makes the statement fail that uses it; without a listener it would end the process.
  client.on('error', () => undefined);
  return client;
}

/** What made a connection fail, as a code that is safe to print. */
export function connectionError(error: unknown, url: string): CodedError {
  const code = systemCodeOf(error);
  const isLate = error instanceof Error && /timeout/i.test(error.message);
  const reason = (code && REASONS[code]) ?? (isLate ? REASONS['ETIMEDOUT'] : undefined) ?? code ?? 'connection failed';
  return new CodedError('DATABASE_UNREACHABLE', { host: hostOf(url), reason });
}

function hostOf(url: string): string {
  const { hostname, port } = new URL(url);
  return `${hostname}:${port || '5432'}`;
}
