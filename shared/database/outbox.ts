import type { PoolClient } from 'pg';
import { systemActor } from '../viewer';
import type { Database } from './database';
import type { RecordKeys } from './record-key';

/**
 * The outbox of a subgraph: what other subgraphs must learn, written in the transaction of the change itself.
 *
 * Order: identity values are handed out before commit, so a later id can become visible first. A reader therefore takes
 * only rows of transactions older than every one still at work in this schema (see `findHorizon`), ordered by transaction
 * and id; nothing is skipped.
 */
export const OUTBOX_TABLE = `
  CREATE TABLE outbox (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    transaction xid8 NOT NULL DEFAULT pg_current_xact_id(),
    topic text NOT NULL,
    entity_id uuid NOT NULL,
    payload jsonb NOT NULL,
    at timestamptz NOT NULL DEFAULT now()
  );
  CREATE INDEX outbox_order ON outbox (transaction, id);
`;

/** How far a subgraph has read the outboxes of others; in its own schema, so that it advances with what it wrote. */
export const RELAY_TABLE = `
  CREATE TABLE relay_position (
    model text PRIMARY KEY,
    transaction xid8 NOT NULL,
    id bigint NOT NULL,
    caught_up_at timestamptz NOT NULL
  );
`;

/**
 * Forgets how far some read models have come, so that they are told everything from the first event on. Whoever applies a batch is
 * waited for, and applies the next from the beginning.
 */
export async function rewind(client: PoolClient, models: readonly ReadModel[]): Promise<void> {
  await client.query(
    `UPDATE relay_position SET transaction = '0', id = 0, caught_up_at = to_timestamp(0) WHERE model = ANY($1)`,
    [models.map(({ name }) => name)],
  );
}

/** One fact another subgraph published: the entity's state after the change. */
export interface OutboxEvent {
  readonly topic: string;
  readonly entityId: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly at: string;
}

/** A copy of another subgraph's facts, kept in the schema of the one that needs them. */
export interface ReadModel {
  readonly name: string;
  /** The subgraph whose outbox feeds it. */
  readonly owner: string;
  readonly topics: readonly string[];
  /** Seconds it may lag; what depends on it answers READ_MODEL_STALE beyond. */
  readonly toleratedLagSeconds: number;
  /**
   * Applies events in order, all or nothing; applying one twice must change nothing.
   * @param keys what statistics know units by; nothing else uses them
   */
  apply(events: readonly OutboxEvent[], client: PoolClient, keys: RecordKeys): Promise<void>;
}

const BATCH = 2_000;

interface Position {
  readonly transaction: string;
  readonly id: string;
}

/** Brings one read model up to date; returns the number of events applied. Safe when two relays run at once. */
export async function catchUp(owner: Database, reader: Database, model: ReadModel): Promise<number> {
  let applied = 0;
  for (;;) {
    const count = await applyBatch(owner, reader, model);
    applied += count;
    if (count < BATCH) return applied;
  }
}

function applyBatch(owner: Database, reader: Database, model: ReadModel): Promise<number> {
  return reader.bulk(systemActor(`relay ${model.name}`), async (client) => {
    await client.query(
      `INSERT INTO relay_position VALUES ($1, '0', 0, to_timestamp(0)) ON CONFLICT (model) DO NOTHING`,
      [model.name],
    );
    const locked = await client.query<Position>(
      `SELECT transaction::text, id::text FROM relay_position WHERE model = $1 FOR UPDATE`,
      [model.name],
    );
    const position = locked.rows[0] ?? { transaction: '0', id: '0' };
    const events = await readOutbox(owner, model.topics, position);
    if (events.length > 0) await model.apply(events, client, reader.recordKeys);
    const last = events.at(-1) ?? position;
    await client.query(
      `UPDATE relay_position SET transaction = $2, id = $3, caught_up_at = CASE WHEN $4 THEN now() ELSE caught_up_at END
       WHERE model = $1`,
      [model.name, last.transaction, last.id, events.length < BATCH],
    );
    return events.length;
  });
}

function readOutbox(owner: Database, topics: readonly string[], after: Position): Promise<(OutboxEvent & Position)[]> {
  return owner.bulk(systemActor('relay'), async (client) => {
    const horizon = await findHorizon(client);
    const result = await client.query<OutboxEvent & Position>(
      // ORDER BY must name the table's columns: the bare names would be the texts of the select list, and '10' < '9'.
      `SELECT o.topic, o.entity_id AS "entityId", o.payload, o.at, o.transaction::text, o.id::text FROM outbox o
       WHERE o.transaction < $5::xid8 AND (o.transaction, o.id) > ($1::xid8, $2::bigint) AND o.topic = ANY($3)
       ORDER BY o.transaction, o.id LIMIT $4`,
      [after.transaction, after.id, topics, BATCH, horizon],
    );
    return result.rows;
  });
}

/**
 * The oldest transaction that may still write to this outbox; everything before it is finished. Only sessions of the schema's
 * own role write to it, so a long import into another schema or database holds nothing up (the snapshot's xmin would). The
 * next free number is read first: what is below it and no longer at work in the second look has ended, and the rows are read
 * after both.
 */
export async function findHorizon(client: PoolClient): Promise<string> {
  const free = await client.query<{ next: string }>('SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS next');
  const next = BigInt(free.rows[0]?.next ?? '0');
  const working = await client.query<{ xid: string }>(
    `SELECT backend_xid::text AS xid FROM pg_stat_activity
     WHERE datname = current_database() AND usename = current_user AND backend_xid IS NOT NULL AND pid <> pg_backend_pid()`,
  );
  // Sessions show 32 bits of their number; it lies less than 2^31 before the next one, or after it: who has begun meanwhile.
  const full = working.rows.map(({ xid }) => next - BigInt.asIntN(32, next - BigInt(xid)));
  return full.reduce((oldest, each) => (each < oldest ? each : oldest), next).toString();
}

const horizons = new WeakMap<Database, () => Promise<string>>();

/**
 * The horizon of an outbox for readers of the schema's own: whatever snapshot they take afterwards holds every row of an earlier
 * transaction. Whoever asks before a reading has begun shares it.
 */
export function readHorizon(owner: Database): Promise<string> {
  const known = horizons.get(owner) ?? sharing(() => owner.bulk(systemActor('horizon'), findHorizon));
  horizons.set(owner, known);
  return known();
}

/** One reading at a time; who comes while one runs waits for the next, which has not looked yet. */
function sharing<T>(read: () => Promise<T>): () => Promise<T> {
  let running: Promise<unknown> = Promise.resolve();
  let waiting: Promise<T> | undefined;
  const begin = (): Promise<T> => {
    waiting = undefined;
    const reading = read();
    running = reading.catch(() => undefined);
    return reading;
  };
  return () => (waiting ??= running.then(begin));
}

/** Seconds since the read model of a row of `relay_position` was last known to be complete, as SQL; null before it ever was. */
export const LAG_SECONDS = 'extract(epoch FROM now() - nullif(caught_up_at, to_timestamp(0)))::float8';

/** Seconds since a read model was last known to be complete; undefined before it ever was. */
export async function findLagSeconds(reader: Database, model: ReadModel): Promise<number | undefined> {
  return reader.bulk(systemActor('relay lag'), async (client) => {
    const result = await client.query<{ lag: number | null }>(
      `SELECT ${LAG_SECONDS} AS lag FROM relay_position WHERE model = $1`,
      [model.name],
    );
    return result.rows[0]?.lag ?? undefined;
  });
}
