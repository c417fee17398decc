import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { WriteManager } from '../../../shared/database';
import type { Viewer } from '../../../shared/viewer';
import type { StoredContent } from '../citation/stored-table';
import { findNesting } from './nested';
import { tableId, toStored } from './request';
import type { StoredRequest, TableRequest } from './request';
import type { ProtectedTable } from './table';

/** Off the event loop: a large table is megabytes. */
const compress = promisify(gzip);

/** What became of a request. */
export interface Outcome {
  readonly request: TableRequest;
  readonly snapshot: number;
  /** None where it was refused. */
  readonly table?: ProtectedTable;
  /** Code of the refusal. */
  readonly refusal?: string;
}

/** Tables of one account, grouped by the same, that new ones are held against: the latest of a day. */
const LOOKED_BACK = 500;

/** Who asked for tables and what became of them, written down; the tables are kept, and nested requests alerted. */
export async function recordTables(manager: WriteManager, viewer: Viewer, outcomes: readonly Outcome[]): Promise<void> {
  const entries = outcomes.map(entryOf);
  await keepTables(manager, entries);
  await alertNesting(manager, viewer.subject, entries);
  const rows = entries.map(({ id, stored, snapshot, table, refusal }) => ({
    ...{ id, cube: stored.cube, request: stored, snapshot, refusal },
    ...{ rows: table?.rows.length ?? 0, suppressed: table?.suppressed ?? 0 },
  }));
  await manager.query(
    `INSERT INTO table_audit (account, role, purpose, cube, request, snapshot, table_id, rows, suppressed, refusal)
     SELECT $1, $2, $3, x.cube, x.request, x.snapshot, x.id, x.rows, x.suppressed, x.refusal
     FROM jsonb_to_recordset($4::jsonb) AS x (cube text, request jsonb, snapshot int, id text, rows int, suppressed int, refusal text)`,
    [viewer.subject, viewer.role, viewer.purpose ?? null, JSON.stringify(rows)],
  );
}

/** An outcome with the request as it is kept, and the id it has, made or not. */
interface Entry extends Outcome {
  readonly id: string;
  readonly stored: StoredRequest;
}

function entryOf(outcome: Outcome): Entry {
  const { request, snapshot } = outcome;
  return { ...outcome, id: tableId(request, String(snapshot)), stored: toStored(request) };
}

async function keepTables(manager: WriteManager, entries: readonly Entry[]): Promise<void> {
  const made = entries.flatMap(({ table, stored }) => (table ? [{ table, stored }] : []));
  if (made.length === 0) return;
  const known: { id: string }[] = await manager.query('SELECT id FROM stat_table WHERE id = ANY ($1)', [
    made.map(({ table }) => table.id),
  ]);
  const fresh = made.filter(({ table }) => !known.some(({ id }) => id === table.id));
  if (fresh.length === 0) return;
  const contents = fresh.map(({ table: { rows, suppressed, snapshot } }): StoredContent => ({
    ...{ rows, suppressed, snapshot },
  }));
  await manager.query(
    `INSERT INTO stat_table (id, cube, request, snapshot, rows)
     SELECT * FROM unnest($1::text[], $2::text[], $3::jsonb[], $4::int[], $5::bytea[]) ON CONFLICT DO NOTHING`,
    [
      fresh.map(({ table }) => table.id),
      fresh.map(({ stored }) => stored.cube),
      fresh.map(({ stored }) => JSON.stringify(stored)),
      fresh.map(({ table }) => table.snapshot.version),
      await Promise.all(contents.map((content) => compress(JSON.stringify(content)))),
    ],
  );
}

async function alertNesting(manager: WriteManager, account: string, entries: readonly Entry[]): Promise<void> {
  // Of two requests at once the second sees the first.
  await manager.query(`SELECT pg_advisory_xact_lock(hashtextextended('tables of ' || $1, 0))`, [account]);
  const earlier: { id: string; request: StoredRequest }[] = await manager.query(
    `SELECT table_id AS id, (array_agg(request))[1] AS request FROM table_audit
     WHERE account = $1 AND cube = ANY ($2) AND request->'by' = ANY ($3::jsonb[]) AND at > now() - interval '1 day'
       AND table_id <> ALL ($4)
     GROUP BY table_id ORDER BY max(at) DESC LIMIT ${LOOKED_BACK}`,
    [
      account,
      [...new Set(entries.map(({ stored }) => stored.cube))],
      [...new Set(entries.map(({ stored }) => JSON.stringify(stored.by)))],
      entries.map(({ id }) => id),
    ],
  );
  const found = entries.flatMap(({ id, stored }) =>
    earlier.flatMap((each) => {
      const dimension = findNesting(stored, each.request);
      return dimension === undefined ? [] : [{ dimension, id, other: each.id }];
    }),
  );
  if (found.length === 0) return;
  await manager.query(
    `INSERT INTO table_alert (account, dimension, table_id, other_id)
     SELECT $1, x.dimension, x.id, x.other FROM jsonb_to_recordset($2::jsonb) AS x (dimension text, id text, other text)
     ON CONFLICT DO NOTHING`,
    [account, JSON.stringify(found)],
  );
}
