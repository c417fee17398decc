import { systemActor } from '../viewer';
import type { FieldCipher } from './cipher';
import type { BulkConnection } from './connection';
import type { Database } from './database';

/** A text column that holds sealed values, in a table whose primary key is `id uuid`. Names from our own code only. */
export interface SealedColumn {
  readonly table: string;
  readonly column: string;
}

/** What became of the values of a column that were not under the current key. */
export interface ResealCount {
  readonly resealed: number;
  /** Left as they are because another transaction was at work on the row; run again when it has ended. */
  readonly busy: number;
  /** Cannot be opened: sealed with a key that is gone, or damaged. */
  readonly unreadable: number;
}

interface SealedValue {
  readonly id: string;
  readonly sealed: string;
}

interface Resealed extends SealedValue {
  readonly fresh: string;
}

const BATCH = 500;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

const ACTOR = systemActor('reseal');

/**
 * Seals every value of a column anew that does not stand under `keyId`, the ring's current key, in batches by primary key.
 * Each batch is a transaction of milliseconds, so it can be interrupted anywhere and run again, while the platform serves.
 *
 * A value that was changed since it was read stays as its writer left it. A row that another transaction has locked is
 * passed over, not waited for: this work can therefore not be in a deadlock, of which a long import would be the victim.
 */
export async function resealColumn(
  database: Database,
  { table, column }: SealedColumn,
  cipher: FieldCipher,
  options: { readonly keyId: string; readonly onProgress?: (resealed: number) => void },
): Promise<ResealCount> {
  let [resealed, busy, unreadable] = [0, 0, 0];
  for (let after: string | undefined = FIRST_ID; after !== undefined;) {
    const values: SealedValue[] = await database.bulk(ACTOR, (client) =>
      readStale(client, { table, column }, options.keyId, after ?? FIRST_ID),
    );
    const opened = values.flatMap((value) => reseal(value, cipher));
    const written = await database.bulk(ACTOR, (client) => replace(client, { table, column }, opened));
    resealed += written;
    busy += opened.length - written;
    unreadable += values.length - opened.length;
    options.onProgress?.(resealed);
    after = values.length < BATCH ? undefined : values.at(-1)?.id;
  }
  return { resealed, busy, unreadable };
}

/** How many values of a column stand under a key. */
export function countSealedWith(database: Database, { table, column }: SealedColumn, keyId: string): Promise<number> {
  return database.bulk(ACTOR, async (client) => {
    const { rows } = await client.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM ${table} WHERE starts_with(${column}, $1)`,
      [`${keyId}.`],
    );
    return rows[0]?.count ?? 0;
  });
}

/**
 * Whether a transaction of this schema's application role that began before `moment` (milliseconds since 1970) is still at
 * work: what it has sealed is not to be seen yet.
 */
export function hasTransactionBefore(database: Database, moment: number): Promise<boolean> {
  return database.bulk(ACTOR, async (client) => {
    const { rows } = await client.query<{ found: boolean }>(
      `SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND usename = current_user
         AND pid <> pg_backend_pid() AND xact_start < to_timestamp($1::float8 / 1000)) AS found`,
      [moment],
    );
    return rows[0]?.found ?? false;
  });
}

async function readStale(
  client: BulkConnection,
  { table, column }: SealedColumn,
  keyId: string,
  after: string,
): Promise<SealedValue[]> {
  const { rows } = await client.query<SealedValue>(
    `SELECT id, ${column} AS sealed FROM ${table}
     WHERE id > $1::uuid AND NOT starts_with(${column}, $2) ORDER BY id LIMIT ${BATCH}`,
    [after, `${keyId}.`],
  );
  return rows;
}

/** Nothing for a value that cannot be opened: one damaged value must not keep the others under an old key. */
function reseal({ id, sealed }: SealedValue, cipher: FieldCipher): Resealed[] {
  try {
    return [{ id, sealed, fresh: cipher.seal(cipher.open(sealed)) }];
  } catch {
    return [];
  }
}

async function replace(
  client: BulkConnection,
  { table, column }: SealedColumn,
  values: readonly Resealed[],
): Promise<number> {
  const { rowCount } = await client.query(
    `WITH given AS (
       SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[]) AS g (id, sealed, fresh)
     ), held AS (
       SELECT t.id FROM ${table} t JOIN given g ON g.id = t.id AND g.sealed = t.${column}
       ORDER BY t.id FOR NO KEY UPDATE OF t SKIP LOCKED
     )
     UPDATE ${table} t SET ${column} = g.fresh FROM given g
     WHERE t.id = g.id AND t.${column} = g.sealed AND t.id IN (SELECT id FROM held)`,
    [values.map(({ id }) => id), values.map(({ sealed }) => sealed), values.map(({ fresh }) => fresh)],
  );
  return rowCount ?? 0;
}
