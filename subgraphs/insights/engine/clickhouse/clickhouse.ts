import { Pool } from 'undici';
import { CodedError } from '../../../../shared/errors';
import type { ColumnSet, Dialect, Engine, Value } from '../engine';

/** Where a ClickHouse server answers, and as whom. The account needs SELECT on the tables of cubes and nothing else. */
export interface ClickHouseOptions {
  /** Origin of the HTTP interface, for instance `https://clickhouse.example:8443`. */
  readonly url: string;
  readonly database: string;
  readonly user: string;
  readonly password: string;
  readonly memoryMb: number;
  /** Queries at once. */
  readonly connections: number;
}

/** Values are turned round, since only the smallest are kept in order; NULLs are no values there. */
export const CLICKHOUSE_DIALECT: Dialect = {
  topTwo(value, condition) {
    const top = `groupArraySortedIf(2)(-(${value}), ${condition})`;
    const place = (number: 1 | 2) => `if(length(${top}) >= ${number}, -(${top}[${number}]), NULL)`;
    return [place(1), place(2)];
  },
  handedOut: (value) => value,
};

/** How ClickHouse is made to read the SQL of `cells.ts` as the other engines do, and to write nothing. */
const SETTINGS = {
  // Reads only; settings of this request are still taken.
  readonly: '2',
  // A column of the rows comes before an alias of the same name.
  prefer_column_name_to_alias: '1',
  // A cast of nothing is nothing.
  cast_keep_nullable: '1',
  output_format_json_quote_64bit_integers: '0',
  // Nothing is sent before all is known, so that a failure has a status.
  wait_end_of_query: '1',
  cancel_http_readonly_queries_on_client_close: '1',
} as const;

const MEBIBYTE = 1_048_576;
/** TIMEOUT_EXCEEDED of ClickHouse. */
const TIMEOUT = '159';

/** A ClickHouse server that holds the tables of `schema.ts`, asked over HTTP. */
export function openClickHouse({ url, connections, ...given }: ClickHouseOptions): Engine {
  const pool = new Pool(url, { connections });
  return {
    name: 'clickhouse',
    dialect: CLICKHOUSE_DIALECT,
    async query(sql, { deadlineMs }) {
      const signal = AbortSignal.timeout(deadlineMs);
      try {
        return await send(pool, sql, given, deadlineMs, signal);
      } catch (error) {
        // Who is aborted has closed the connection, on which the server stops the query.
        if (!signal.aborted && !(error instanceof TimedOut)) throw error;
        throw new CodedError('DEADLINE_EXCEEDED', { seconds: deadlineMs / 1_000 });
      }
    },
    close: () => pool.close(),
  };
}

class TimedOut extends Error {}

interface Answer {
  readonly meta: readonly { readonly name: string }[];
  readonly data: readonly (readonly Value[])[];
}

async function send(
  pool: Pool,
  sql: string,
  { database, user, password, memoryMb }: Omit<ClickHouseOptions, 'url' | 'connections'>,
  deadlineMs: number,
  signal: AbortSignal,
): Promise<ColumnSet> {
  const settings = new URLSearchParams({
    ...SETTINGS,
    database,
    max_memory_usage: String(memoryMb * MEBIBYTE),
    max_execution_time: String(deadlineMs / 1_000),
    default_format: 'JSONCompact',
  });
  const { statusCode, headers, body } = await pool.request({
    method: 'POST',
    path: `/?${settings.toString()}`,
    headers: { 'x-clickhouse-user': user, 'x-clickhouse-key': password },
    body: asRead(sql),
    signal,
  });
  if (statusCode !== 200) {
    // Its words hold the query, and with it what a viewer asked.
    await body.dump();
    const code = String(headers['x-clickhouse-exception-code']);
    throw code === TIMEOUT ? new TimedOut() : new Error(`ClickHouse answered ${statusCode} with code ${code}`);
  }
  return columnsOf((await body.json()) as Answer);
}

/** Within a literal a backslash begins an escape there, and nowhere else is there one. */
export function asRead(sql: string): string {
  return sql.replaceAll('\\', '\\\\');
}

function columnsOf({ meta, data }: Answer): ColumnSet {
  return {
    names: meta.map(({ name }) => name),
    columns: meta.map((_, index) => data.map((row) => row[index] ?? null)),
    rows: data.length,
  };
}
