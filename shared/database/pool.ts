import { Pool } from 'pg';
import { CodedError, systemCodeOf } from '../errors';
import { registerTypeParsers } from './types';

export interface PoolOptions {
  readonly schema: string;
  readonly url: string;
  readonly poolSize: number;
}

/**
 * Connections of a subgraph's application role, for prepared reads and set-wise writes.
 * @throws CodedError DATABASE_UNREACHABLE
 */
export async function openPool({ schema, url, poolSize }: PoolOptions): Promise<Pool> {
  registerTypeParsers();
  const pool = new Pool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: 10_000,
    application_name: `berdaya ${schema}`,
  });
  // An idle connection that breaks is replaced by the next request; without a listener it would end the process.
  pool.on('error', () => undefined);
  // One that breaks while it is lent fails its statement; that error alone would go unheard and end the process too.
  pool.on('connect', (client) => client.on('error', () => undefined));
  try {
    const client = await pool.connect();
    client.release();
    return pool;
  } catch (error) {
    await pool.end();
    throw unreachable(error, url);
  }
}

/** What a connection that failed means; the address is told, never the password. */
export function unreachable(error: unknown, url: string): CodedError {
  const reason = systemCodeOf(error) ?? 'no answer';
  const originalError = error instanceof Error ? error : new Error(String(error));
  return new CodedError('DATABASE_UNREACHABLE', { host: new URL(url).host, reason }, { originalError });
}
