import type { ClientBase } from 'pg';
import { findHorizon } from '../shared/database';
import type { Database, OutboxEvent, ReadModel } from '../shared/database';
import { systemActor } from '../shared/viewer';
import { asAdmin, openEmptyDatabase } from '../test/support/database';
import type { TestDatabase } from '../test/support/database';
import { getParts } from './catalogue';
import { drainAll } from './relay';
import { openDatabaseOf } from './subgraphs';

/** A round of the relay: what it reads, what it passes over, and what it must not pass over. */
let given: TestDatabase;
let owner: Database;
let reader: Database;
beforeAll(async () => {
  given = await openEmptyDatabase();
  const open = (name: 'beneficiaries' | 'programs') => openDatabaseOf(getParts(name), given.adminUrl, given.config);
  [owner, reader] = [await open('beneficiaries'), await open('programs')];
});
afterAll(async () => {
  await owner.close();
  await reader.close();
  await given.drop();
});

let seen: OutboxEvent[];
const readings: string[] = [];
beforeEach(async () => {
  seen = [];
  readings.length = 0;
  await owner.bulk(systemActor('a test'), (client) => client.query('DELETE FROM outbox'));
  await reader.bulk(systemActor('a test'), (client) => client.query('DELETE FROM relay_position'));
});

const rare: ReadModel = {
  ...{ name: 'test.rare', owner: 'beneficiaries', topics: ['rare'], toleratedLagSeconds: 60 },
  apply: async (events) => void seen.push(...events),
};
const common: ReadModel = { ...rare, name: 'test.common', topics: ['common'], apply: async () => undefined };

/** A schema that notes what is read of its outbox. */
const noting = (database: Database): Database => ({
  ...database,
  bulk: (actor, work) =>
    database.bulk(actor, (client) =>
      work(
        new Proxy(client, {
          get(target, name) {
            if (name !== 'query') return Reflect.get(target, name, target) as unknown;
            return (text: string, values?: unknown[]) => {
              if (text.includes('o.payload')) readings.push(text);
              return target.query(text, values);
            };
          },
        }),
      ),
    ),
});
const round = () =>
  drainAll([
    { name: 'beneficiaries', database: noting(owner), readModels: [] },
    { name: 'programs', database: reader, readModels: [rare, common] },
  ]);

const tell = (client: ClientBase, topic: string, count = 1) =>
  client.query(
    `INSERT INTO outbox (topic, entity_id, payload) SELECT $1, gen_random_uuid(), '{}' FROM generate_series(1, $2)`,
    [topic, count],
  );
const told = (topic: string, count?: number) =>
  owner.bulk(systemActor('a test'), (client) => tell(client, topic, count));

interface Standing {
  readonly model: string;
  readonly isAtEnd: boolean;
  readonly lag: number;
}
const standings = () =>
  reader.bulk(systemActor('a test'), async (client) => {
    const end = await owner.bulk(systemActor('a test'), async (other) => {
      const { rows } = await other.query<{ id: string }>('SELECT coalesce(max(id), 0)::text AS id FROM outbox');
      return rows[0]?.id;
    });
    const { rows } = await client.query<Standing>(
      `SELECT model, id = $1 AS "isAtEnd", extract(epoch FROM now() - caught_up_at)::float8 AS lag FROM relay_position ORDER BY model`,
      [end],
    );
    return rows;
  });

test('a round in which nothing is new reads no events, and says that the copies are complete', async () => {
  await told('rare');
  expect(await round()).toBe(1);
  expect(readings).toHaveLength(2);
  await reader.bulk(systemActor('a test'), (client) =>
    client.query(`UPDATE relay_position SET caught_up_at = now() - interval '1 hour'`),
  );
  readings.length = 0;
  expect(await round()).toBe(0);
  expect(readings).toEqual([]);
  const found = await standings();
  expect(found.map(({ model, lag }) => [model, lag < 60])).toEqual([
    ['test.common', true],
    ['test.rare', true],
  ]);
  // Control: what is new is read.
  await told('common');
  expect(await round()).toBe(1);
  expect(readings).toHaveLength(2);
});

test('a reader of few topics passes over the rows of others once, in however many batches they are', async () => {
  await told('common', 4_500);
  await told('rare');
  await told('common', 10);
  expect(await round()).toBe(4_511);
  expect(seen).toHaveLength(1);
  expect((await standings()).map(({ model, isAtEnd }) => [model, isAtEnd])).toEqual([
    ['test.common', true],
    ['test.rare', true],
  ]);
  // Three batches for the one, one for the other.
  expect(readings).toHaveLength(4);
});

test('what is written before and committed after is not passed over', async () => {
  let commit: () => void = () => undefined;
  const committing = new Promise<void>((resolve) => (commit = resolve));
  let written: () => void = () => undefined;
  const writing = new Promise<void>((resolve) => (written = resolve));
  const late = owner.bulk(systemActor('a test'), async (client) => {
    await tell(client, 'rare');
    written();
    await committing;
  });
  await writing;
  await told('common');
  await told('rare');
  // Everything later waits with it.
  expect(await round()).toBe(0);
  commit();
  await late;
  expect(await round()).toBe(3);
  expect(seen).toHaveLength(2);
});

/** Leaves a transaction open that has published something. */
async function beginTelling(client: ClientBase): Promise<void> {
  await client.query('SET search_path = beneficiaries');
  await client.query('BEGIN');
  await tell(client, 'rare');
}

test('an administrator who publishes in a long transaction is waited for', async () => {
  await asAdmin(async (client) => {
    await beginTelling(client);
    await told('rare');
    expect(await round()).toBe(0);
    await client.query('COMMIT');
  }, given.adminUrl);
  expect(await round()).toBe(2);
  expect(seen).toHaveLength(2);
});

test('a long transaction that cannot write to an outbox holds nothing up', async () => {
  const elsewhere = await openEmptyDatabase();
  try {
    await asAdmin(
      (other) =>
        reader.bulk(systemActor('a test'), async (client) => {
          await beginTelling(other);
          await client.query('SELECT pg_current_xact_id()');
          await told('rare');
          const tip = await owner.bulk(systemActor('a test'), findHorizon);
          const { rows } = await client.query<{ isAfter: boolean }>(
            `SELECT $1::xid8 > pg_current_xact_id() AS "isAfter"`,
            [tip],
          );
          expect(rows).toEqual([{ isAfter: true }]);
          // Control: of its own outbox nothing is settled.
          expect(await reader.bulk(systemActor('a test'), findHorizon)).toBe(
            (await client.query<{ own: string }>('SELECT pg_current_xact_id()::text AS own')).rows[0]?.own,
          );
        }),
      elsewhere.adminUrl,
    );
  } finally {
    await elsewhere.drop();
  }
});

test('several relays at once apply everything once', async () => {
  await told('rare', 3_000);
  const applied = await Promise.all([round(), round(), round()]);
  expect(applied.reduce((sum, count) => sum + count, 0)).toBe(3_000);
  expect(new Set(seen.map(({ entityId }) => entityId)).size).toBe(3_000);
  expect(seen).toHaveLength(3_000);
});
