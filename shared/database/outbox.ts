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

const BEGINNING: Position = { transaction: '0', id: '0' };

/** The last row of an outbox that has been committed; it may have to wait for earlier ones. */
export interface OutboxTip extends Position {
  /** When it was looked at. */
  readonly at: string;
}

/** Looks for the last row of an outbox. */
export function findTip(owner: Database): Promise<OutboxTip> {
  return owner.bulk(systemActor('relay'), async (client) => {
    const { rows } = await client.query<OutboxTip>(
      `SELECT coalesce(o.transaction, '0')::text AS transaction, coalesce(o.id, 0)::text AS id, now()::text AS at
       FROM (SELECT) one LEFT JOIN LATERAL (SELECT l.transaction, l.id FROM outbox l ORDER BY l.transaction DESC, l.id DESC LIMIT 1) o
         ON true`,
    );
    return getOnly(rows);
  });
}

function getOnly<Row>([row]: readonly Row[]): Row {
  if (row === undefined) throw new Error('a query without a row');
  return row;
}

/** The last row of an outbox, of whatever topic, that no other can come before. */
async function findLast(client: PoolClient, horizon: string): Promise<Position> {
  const { rows } = await client.query<Position>(
    `SELECT o.transaction::text, o.id::text FROM outbox o WHERE o.transaction < $1::xid8
     ORDER BY o.transaction DESC, o.id DESC LIMIT 1`,
    [horizon],
  );
  return rows[0] ?? BEGINNING;
}

/**
 * The read models that have not come as far as the outboxes they are fed by; of the others it is noted that they are complete. One
 * that another relay is at work on counts as behind: to catch up is to wait for it.
 * @param tips by name of the owner
 */
export async function findBehind(
  reader: Database,
  models: readonly ReadModel[],
  tips: ReadonlyMap<string, OutboxTip>,
): Promise<ReadModel[]> {
  const looked = models.flatMap(({ name, owner }) => {
    const tip = tips.get(owner);
    return tip ? [{ name, ...tip }] : [];
  });
  const complete = await reader.bulk(systemActor('relay'), async (client) => {
    // Two relays may look at once; what one has locked the other passes over.
    const { rows } = await client.query<{ model: string }>(
      `WITH complete AS (
         SELECT p.model, x.at FROM relay_position p
         JOIN jsonb_to_recordset($1) AS x (name text, transaction xid8, id bigint, at timestamptz) ON x.name = p.model
         WHERE (p.transaction, p.id) >= (x.transaction, x.id) FOR UPDATE OF p SKIP LOCKED)
       UPDATE relay_position p SET caught_up_at = greatest(p.caught_up_at, complete.at) FROM complete
       WHERE p.model = complete.model RETURNING p.model`,
      [JSON.stringify(looked)],
    );
    return new Set(rows.map(({ model }) => model));
  });
  return models.filter(({ name, owner }) => tips.has(owner) && !complete.has(name));
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
    const position = await lockPosition(client, model.name);
    const { events, end } = await readOutbox(owner, model.topics, position);
    if (events.length > 0) await model.apply(events, client, reader.recordKeys);
    const next = end ?? events.at(-1) ?? position;
    await client.query(
      `UPDATE relay_position SET transaction = $2, id = $3, caught_up_at = CASE WHEN $4 THEN now() ELSE caught_up_at END
       WHERE model = $1`,
      [model.name, next.transaction, next.id, end !== undefined],
    );
    return events.length;
  });
}

/** How far a read model is; whoever else is at work on it is waited for. */
async function lockPosition(client: PoolClient, model: string): Promise<Position> {
  const lock = () =>
    client.query<Position>(`SELECT transaction::text, id::text FROM relay_position WHERE model = $1 FOR UPDATE`, [
      model,
    ]);
  const known = await lock();
  if (known.rows[0]) return known.rows[0];
  await client.query(`INSERT INTO relay_position VALUES ($1, '0', 0, to_timestamp(0)) ON CONFLICT (model) DO NOTHING`, [
    model,
  ]);
  return (await lock()).rows[0] ?? BEGINNING;
}

/** The next events of some topics; with the end of the outbox, of whatever topic, when there are no more. */
function readOutbox(
  owner: Database,
  topics: readonly string[],
  after: Position,
): Promise<{ readonly events: readonly (OutboxEvent & Position)[]; readonly end?: Position }> {
  return owner.bulk(systemActor('relay'), async (client) => {
    const horizon = await findHorizon(client);
    // After a large import nothing is known yet of the rows: they would be sorted whole for each batch, not read along the index.
    await client.query('SET LOCAL enable_sort = off');
    const { rows: events } = await client.query<OutboxEvent & Position>(
      // ORDER BY must name the table's columns: the bare names would be the texts of the select list, and '10' < '9'.
      `SELECT o.topic, o.entity_id AS "entityId", o.payload, o.at, o.transaction::text, o.id::text FROM outbox o
       WHERE o.transaction < $5::xid8 AND (o.transaction, o.id) > ($1::xid8, $2::bigint) AND o.topic = ANY($3)
       ORDER BY o.transaction, o.id LIMIT $4`,
      [after.transaction, after.id, topics, BATCH, horizon],
    );
    if (events.length === BATCH) return { events };
    // Passing over the rows of other topics, too, a reader of few does not look through them again and again.
    return { events, end: await findLast(client, horizon) };
  });
}

/** Transactions at work that cannot write to this outbox: of another database, or of a role that has no right to. */
const ELSEWHERE = `
  SELECT l.transactionid::text AS xid FROM pg_locks l JOIN pg_stat_activity a USING (pid)
  WHERE l.locktype = 'transactionid' AND l.mode = 'ExclusiveLock' AND l.granted
    AND (a.datname IS DISTINCT FROM current_database()
      OR NOT coalesce(has_table_privilege(a.usesysid, 'outbox', 'INSERT'), false))`;

/** The oldest transaction at work, or the next one, but for some. Locks show 32 bits of a number. */
const OLDEST = `
  SELECT coalesce((SELECT min(x.xid) FROM pg_snapshot_xip(s.now) AS x (xid) WHERE NOT x.xid::xid::text = ANY($1)),
    pg_snapshot_xmax(s.now))::text AS horizon FROM pg_current_snapshot() AS s (now)`;

/**
 * The oldest transaction that may still write to this outbox; everything before it is finished, and whoever reads afterwards sees
 * it. What is at work is asked of the snapshot, which shows the sessions of all roles (an administrator may publish, too); a long
 * import into another schema or database holds nothing up, but only if it is known to be one. That is looked for first: what
 * begins between the looks comes after all that has been committed, and ends nothing early.
 */
export async function findHorizon(client: PoolClient): Promise<string> {
  const elsewhere = await client.query<{ xid: string }>(ELSEWHERE);
  const { rows } = await client.query<{ horizon: string }>(OLDEST, [elsewhere.rows.map(({ xid }) => xid)]);
  return getOnly(rows).horizon;
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
