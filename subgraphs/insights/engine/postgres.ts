import type { Database } from '../../../shared/database';
import { CodedError, systemCodeOf } from '../../../shared/errors';
import { systemActor } from '../../../shared/viewer';
import type { Dialect, Engine, Value } from './engine';

export const POSTGRES_DIALECT: Dialect = {
  topTwo(value, condition) {
    const ranked = `array_agg(${value} ORDER BY ${value} DESC) FILTER (WHERE ${condition} AND ${value} IS NOT NULL)`;
    return [`(${ranked})[1]`, `(${ranked})[2]`];
  },
  handedOut: (value) => value,
};

const QUERY_CANCELED = '57014';

/** The insights schema itself, as it is now: slower, and what a snapshot is compared with. */
export function openPostgres(database: Pick<Database, 'bulk'>): Engine {
  return {
    name: 'postgres',
    dialect: POSTGRES_DIALECT,
    async query(sql, { deadlineMs }) {
      try {
        return await database.bulk(systemActor('insights'), async (client) => {
          await client.query(`SET TRANSACTION READ ONLY; SET LOCAL statement_timeout = ${Math.max(1, deadlineMs)}`);
          const { fields, rows } = await client.query<Value[]>({ text: sql, rowMode: 'array' });
          return {
            names: fields.map(({ name }) => name),
            columns: fields.map((_, index) => rows.map((row) => row[index] ?? null)),
            rows: rows.length,
          };
        });
      } catch (error) {
        if (systemCodeOf(error) !== QUERY_CANCELED) throw error;
        throw new CodedError('DEADLINE_EXCEEDED', { seconds: deadlineMs / 1_000 });
      }
    },
    // The database is whose it was.
    close: async () => undefined,
  };
}
