import type { PoolClient } from 'pg';
import type { LedgerEntry } from './entry';
import { ENTRY_SELECTED } from './tables';

/** How far the chain of a writer was read. */
export interface ChainPosition {
  readonly writer: string;
  readonly seq: number;
}

/**
 * The next entries of every chain of a schema, chain by chain. Writers are found by jumps through the primary key, so a chain
 * that does not grow costs two look-ups.
 * @param positions chains that are not named are read from their start
 */
export async function readEntriesAfter(
  client: PoolClient,
  positions: readonly ChainPosition[],
  limit: number,
): Promise<LedgerEntry[]> {
  const { rows } = await client.query<LedgerEntry>(
    `WITH RECURSIVE writer AS (
       (SELECT w.writer AS name FROM read_ledger w ORDER BY w.writer LIMIT 1)
       UNION ALL
       SELECT (SELECT n.writer FROM read_ledger n WHERE n.writer > writer.name ORDER BY n.writer LIMIT 1)
       FROM writer WHERE writer.name IS NOT NULL)
     SELECT entry.* FROM writer
     LEFT JOIN jsonb_to_recordset($1::jsonb) AS p (writer text, seq bigint) ON p.writer = writer.name
     CROSS JOIN LATERAL (SELECT ${ENTRY_SELECTED} FROM read_ledger l
       WHERE l.writer = writer.name AND l.seq > coalesce(p.seq, 0) ORDER BY l.seq LIMIT $2) entry
     ORDER BY entry.writer, entry.seq LIMIT $2`,
    [JSON.stringify(positions.map(({ writer, seq }) => ({ writer, seq }))), limit],
  );
  return rows;
}

/** The next entries of one chain. */
export async function readChain(client: PoolClient, after: ChainPosition, limit: number): Promise<LedgerEntry[]> {
  const { rows } = await client.query<LedgerEntry>(
    `SELECT ${ENTRY_SELECTED} FROM read_ledger l WHERE l.writer = $1 AND l.seq > $2 ORDER BY l.seq LIMIT $3`,
    [after.writer, after.seq, limit],
  );
  return rows;
}
