import type { Readable, Writable } from 'node:stream';
import type { PoolClient } from 'pg';
import { from, to } from 'pg-copy-streams';

/** A cell of a COPY row; null is SQL NULL. */
export type CopyCell = string | number | null;

/**
 * A stream into a table by COPY (text format). Table and columns are names from our own code, never from a file.
 */
export function copyInto(client: PoolClient, table: string, columns: readonly string[]): Writable {
  return client.query(from(`COPY ${table} (${columns.join(', ')}) FROM STDIN`));
}

/**
 * What a query gives as a stream of COPY's CSV format, without a header; null is an empty cell without quotes. The query is of our
 * own code, never of a viewer.
 */
export function copyOutOf(client: PoolClient, query: string): Readable {
  return client.query(to(`COPY (${query}) TO STDOUT (FORMAT csv)`));
}

/** One row in COPY's text format. */
export function copyRow(cells: readonly CopyCell[]): string {
  let line = '';
  for (let i = 0; i < cells.length; i += 1) {
    if (i > 0) line += '\t';
    line += copyCell(cells[i] ?? null);
  }
  return `${line}\n`;
}

function copyCell(cell: CopyCell): string {
  if (cell === null) return '\\N';
  if (typeof cell === 'number') return String(cell);
  return /[\\\t\n\r]/.test(cell) ? cell.replace(/[\\\t\n\r]/g, (found) => ESCAPES[found] ?? found) : cell;
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
