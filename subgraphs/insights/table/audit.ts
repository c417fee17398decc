import { gzipSync } from 'node:zlib';
import type { WriteManager } from '../../../shared/database';
import type { Viewer } from '../../../shared/viewer';
import type { StoredContent } from '../citation/stored-table';
import { findNesting } from './nested';
import { tableId, toStored } from './request';
import type { StoredRequest, TableRequest } from './request';
import type { ProtectedTable } from './table';

/** What became of a request. */
export interface Outcome {
  readonly request: TableRequest;
  readonly snapshot: number;
  /** None where it was refused. */
  readonly table?: ProtectedTable;
  /** Code of the refusal. */
  readonly refusal?: string;
}

/** Requests of one account that are compared with a new one. */
const LOOKED_BACK = 200;

/** Writes down who asked for a table and what became of it; keeps the table, and alerts where requests are nested. */
export async function recordTable(manager: WriteManager, viewer: Viewer, outcome: Outcome): Promise<void> {
  const { request, snapshot, table, refusal } = outcome;
  const id = tableId(request, String(snapshot));
  const stored = toStored(request);
  if (table) await keepTable(manager, table, stored);
  await alertNesting(manager, viewer.subject, stored, id);
  await manager.query(
    `INSERT INTO table_audit (account, role, purpose, cube, request, snapshot, table_id, rows, suppressed, refusal)
     VALUES ($1, $2, $3, $4, $5::jsonb, $6, $7, $8, $9, $10)`,
    [
      viewer.subject,
      viewer.role,
      viewer.purpose ?? null,
      stored.cube,
      JSON.stringify(stored),
      snapshot,
      id,
      table?.rows.length ?? 0,
      table?.suppressed ?? 0,
      refusal ?? null,
    ],
  );
}

async function keepTable(manager: WriteManager, table: ProtectedTable, stored: StoredRequest): Promise<void> {
  const [known]: unknown[] = await manager.query('SELECT FROM stat_table WHERE id = $1', [table.id]);
  if (known) return;
  const content: StoredContent = { rows: table.rows, suppressed: table.suppressed, snapshot: table.snapshot };
  const rows = gzipSync(JSON.stringify(content));
  await manager.query(
    `INSERT INTO stat_table (id, cube, request, snapshot, rows) VALUES ($1, $2, $3::jsonb, $4, $5) ON CONFLICT DO NOTHING`,
    [table.id, stored.cube, JSON.stringify(stored), table.snapshot.version, rows],
  );
}

async function alertNesting(manager: WriteManager, account: string, request: StoredRequest, id: string): Promise<void> {
  const earlier: { id: string; request: StoredRequest }[] = await manager.query(
    `SELECT DISTINCT ON (table_id) table_id AS id, request FROM (
       SELECT table_id, request FROM table_audit
       WHERE account = $1 AND cube = $2 AND at > now() - interval '1 day' AND table_id <> $3
       ORDER BY at DESC LIMIT ${LOOKED_BACK}) recent`,
    [account, request.cube, id],
  );
  const found = earlier.flatMap((each) => {
    const dimension = findNesting(request, each.request);
    return dimension === undefined ? [] : [{ dimension, other: each.id }];
  });
  if (found.length === 0) return;
  await manager.query(
    `INSERT INTO table_alert (account, dimension, table_id, other_id)
     SELECT $1, x.dimension, $2, x.other FROM jsonb_to_recordset($3::jsonb) AS x (dimension text, other text)
     ON CONFLICT DO NOTHING`,
    [account, id, JSON.stringify(found)],
  );
}
