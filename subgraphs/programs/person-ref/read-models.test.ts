import { getParts } from '../../../platform/catalogue';
import { openSubgraph } from '../../../platform/subgraphs';
import type { RunningSubgraph } from '../../../platform/subgraphs';
import type { OutboxEvent } from '../../../shared/database';
import { systemActor } from '../../../shared/viewer';
import { asAdmin, openEmptyDatabase } from '../../../test/support/database';
import type { TestDatabase } from '../../../test/support/database';
import { familyRef } from '../family-ref/family-ref';
import { requireFresh } from '../read-model';
import { personRef } from './person-ref';

const uuid = (kind: number, number: number) => `0000000${kind}-0000-8000-8000-${String(number).padStart(12, '0')}`;
const family = (number: number) => uuid(1, number);
const person = (number: number) => uuid(2, number);
const enrolment = (number: number) => uuid(3, number);

let database: TestDatabase;
let running: RunningSubgraph;
beforeAll(async () => {
  database = await openEmptyDatabase();
  running = await openSubgraph(getParts('programs'), database.adminUrl, database.config);
});
beforeEach(() =>
  rows(
    'TRUNCATE family_ref, person_ref, enrolment, enrolment_component, payment, transition_event, outbox, relay_position CASCADE',
  ),
);
afterAll(async () => {
  await running.database.close();
  await database.drop();
});

const event = (topic: string, entityId: string, payload: Record<string, unknown>): OutboxEvent => ({
  topic,
  entityId,
  payload,
  at: '2026-11-24T00:00:00Z',
});
const familyEvent = (number: number, more: Record<string, unknown> = {}) =>
  event('family', family(number), {
    sourceId: `K-${number}`,
    regionCode: '3204050001',
    desil: 2,
    kpmFlags: ['PKH'],
    ...more,
  });
const personEvent = (number: number, matchStatus = 'PADAN') =>
  event('person', person(number), {
    sourceId: `I-${number}`,
    familyId: family(1),
    regionCode: '3204050001',
    matchStatus,
  });

function apply(model: typeof familyRef, ...events: OutboxEvent[]): Promise<void> {
  return running.database.bulk(systemActor(`relay ${model.name}`), (client) =>
    model.apply(events, client, running.database.recordKeys),
  );
}

function rows(sql: string): Promise<object[]> {
  return asAdmin(async (client) => {
    await client.query('SET search_path = programs');
    return (await client.query<object>(sql)).rows;
  }, database.adminUrl);
}

/** Everything that applying could change, with the versions of the rows: an update that writes the same shows too. */
const STATE = `SELECT 'f' AS t, xmin::text, to_jsonb(f) AS row FROM family_ref f
  UNION ALL SELECT 'p', xmin::text, to_jsonb(p) FROM person_ref p
  UNION ALL SELECT 'e', xmin::text, to_jsonb(e) FROM enrolment e
  UNION ALL SELECT 'c', xmin::text, to_jsonb(c) FROM enrolment_component c
  UNION ALL SELECT 't', xmin::text, to_jsonb(t) FROM transition_event t
  UNION ALL SELECT 'o', xmin::text, to_jsonb(o) FROM outbox o ORDER BY 1, 3`;

/** Enrolment n of PKH: pengurus 10n, components carried by persons 10n+1 and 10n+2. */
async function enrol(number: number, status = 'ACTIVE', program = 'PKH'): Promise<void> {
  await rows(`INSERT INTO family_ref VALUES ('${family(1)}', 'K-1', '3204050001', 2, '{}') ON CONFLICT DO NOTHING`);
  await rows(`INSERT INTO enrolment (id, source_id, family_id, region_code, manager_id, program_code, status, started_on,
      file_status)
    SELECT '${enrolment(number)}', 'P-${number}', id, region_code, '${person(number * 10)}', '${program}', '${status}',
      '2020-01-01', '${status}' FROM family_ref WHERE id = '${family(1)}'`);
  if (program !== 'PKH') return;
  await rows(`INSERT INTO enrolment_component (id, enrolment_id, person_id, component, started_on)
    SELECT gen_random_uuid(), '${enrolment(number)}', person_id::uuid, component, '2025-01-01'
    FROM (VALUES ('${person(number * 10 + 1)}', 'ANAK_SD'), ('${person(number * 10 + 2)}', 'ANAK_SMP')) c (person_id, component)`);
}
const statuses = () => rows(`SELECT source_id AS id, status, reason, version FROM enrolment ORDER BY source_id`);
const stops = () =>
  rows(`SELECT component, stop_reason AS reason, stopped_on IS NOT NULL AS stopped FROM enrolment_component
    WHERE stopped_on IS NOT NULL ORDER BY enrolment_id, component`);

/** Until a statement in this database waits for a lock. */
async function waitUntilBlocked(): Promise<void> {
  for (const end = Date.now() + 10_000; Date.now() < end;) {
    const waiting = await rows(`SELECT 1 FROM pg_locks l JOIN pg_database d ON d.oid = l.database
      WHERE NOT l.granted AND d.datname = current_database()`);
    if (waiting.length > 0) return;
  }
  throw new Error('nothing waits for a lock');
}

describe('the copies of families and persons', () => {
  test('follow the last event of each, and applied twice change nothing', async () => {
    const families = [familyEvent(1), familyEvent(2), familyEvent(1, { desil: 7, regionCode: '3273010001' })];
    const persons = [personEvent(1), personEvent(2, 'TIDAK_PADAN')];
    await apply(familyRef, ...families);
    await apply(personRef, ...persons);
    const before = await rows(STATE);
    expect(before).toHaveLength(4);
    expect(await rows('SELECT source_id, region_code, desil FROM family_ref ORDER BY 1')).toEqual([
      { source_id: 'K-1', region_code: '3273010001', desil: 7 },
      { source_id: 'K-2', region_code: '3204050001', desil: 2 },
    ]);
    await apply(familyRef, ...families);
    await apply(personRef, ...persons);
    expect(await rows(STATE)).toEqual(before);
  });

  test('what rules of membership look at is copied where it is told, and gone again where it no longer is', async () => {
    const told = {
      birthDate: '1985-05-05',
      maritalStatus: 'MARRIED',
      familyRole: 'HEAD',
      identityStatus: 'DOCUMENTED',
      hasKk: true,
    };
    const withMore = (more: object) => ({ ...personEvent(1), payload: { ...personEvent(1).payload, ...more } });
    const copied = () =>
      rows('SELECT birth_date, marital_status, family_role, identity_status, has_kk, restricted FROM person_ref');
    const nothing = { birth_date: null, marital_status: null, family_role: null, identity_status: null, has_kk: null };
    // As it was published before anybody asked for it.
    await apply(personRef, personEvent(1));
    expect(await copied()).toEqual([{ ...nothing, restricted: false }]);
    await apply(personRef, withMore(told));
    expect(await copied()).toMatchObject([{ marital_status: 'MARRIED', family_role: 'HEAD', has_kk: true }]);
    await apply(personRef, withMore({ restricted: true }));
    expect(await copied()).toEqual([{ ...nothing, restricted: true }]);
  });

  test('a family that moves takes its enrolments along, and waits for an import of enrolments under way', async () => {
    const places = () => rows('SELECT region_code FROM enrolment');
    await apply(familyRef, familyEvent(1));
    await enrol(1);
    expect(await places()).toEqual([{ region_code: '3204050001' }]);
    let moved: Promise<void> | undefined;
    await running.database.bulk(systemActor('import enrolments'), async (client) => {
      await client.query(`UPDATE enrolment SET file_reason = 'said again'`);
      moved = apply(familyRef, familyEvent(1, { regionCode: '3273010001' }));
      await waitUntilBlocked();
      // Control: what does not move waits for nothing.
      await apply(familyRef, familyEvent(1, { desil: 7 }));
    });
    await moved;
    expect(await places()).toEqual([{ region_code: '3273010001' }]);
  });

  test('an event that does not fit stops the relay and leaves nothing behind', async () => {
    await expect(apply(familyRef, familyEvent(1), familyEvent(2, { desil: 11 }))).rejects.toThrow();
    expect(await rows('SELECT id FROM family_ref')).toEqual([]);
  });

  test('what depends on them is refused while they are stale or were never complete', async () => {
    const stale = () => requireFresh(running.database, [familyRef, personRef]);
    await expect(stale()).rejects.toMatchObject({ code: 'READ_MODEL_STALE', details: { lag: -1 } });
    const position = (age: string) =>
      rows(`INSERT INTO relay_position SELECT model, '0', 0, now() - interval '${age}'
        FROM unnest(ARRAY['${familyRef.name}', '${personRef.name}']) model
        ON CONFLICT (model) DO UPDATE SET caught_up_at = excluded.caught_up_at`);
    await position('61 seconds');
    await expect(stale()).rejects.toMatchObject({
      code: 'READ_MODEL_STALE',
      details: { owner: 'beneficiaries', max: 60 },
    });
    await position('30 seconds');
    await expect(stale()).resolves.toBeUndefined();
  });
});

describe('a finding of the civil registry stops aid', () => {
  test('one component ends, the enrolment goes on', async () => {
    await enrol(1);
    await apply(personRef, personEvent(11, 'MENINGGAL'));
    expect(await stops()).toEqual([{ component: 'ANAK_SD', reason: 'DECEASED', stopped: true }]);
    expect(await statuses()).toEqual([{ id: 'P-1', status: 'ACTIVE', reason: null, version: 1 }]);
    expect(await rows('SELECT topic FROM outbox')).toEqual([{ topic: 'component' }]);
  });

  test('with the last component the enrolment is suspended: event, outbox row, version; a second time nothing', async () => {
    await enrol(1);
    const events = [personEvent(11, 'MENINGGAL'), personEvent(12, 'GANDA')];
    await apply(personRef, ...events);
    expect(await stops()).toEqual([
      { component: 'ANAK_SD', reason: 'DECEASED', stopped: true },
      { component: 'ANAK_SMP', reason: 'DUPLICATE', stopped: true },
    ]);
    expect(await statuses()).toEqual([{ id: 'P-1', status: 'SUSPENDED', reason: 'NO_COMPONENT_LEFT', version: 2 }]);
    expect(
      await rows('SELECT machine, event, from_status, to_status, reason, actor, actor_role FROM transition_event'),
    ).toEqual([
      {
        machine: 'enrolment',
        event: 'SUSPEND',
        from_status: 'ACTIVE',
        to_status: 'SUSPENDED',
        reason: 'NO_COMPONENT_LEFT',
        actor: 'system:relay programs.person_ref',
        actor_role: 'SYSTEM',
      },
    ]);
    expect(await rows(`SELECT topic, payload->>'status' AS status FROM outbox ORDER BY id`)).toEqual([
      { topic: 'component', status: null },
      { topic: 'component', status: null },
      { topic: 'enrolment', status: 'SUSPENDED' },
    ]);
    const before = await rows(STATE);
    await apply(personRef, ...events);
    expect(await rows(STATE)).toEqual(before);
  });

  test('a dead pengurus suspends every enrolment they manage, also one without components', async () => {
    await enrol(1);
    await enrol(2, 'TRANSITION', 'SEMBAKO');
    await rows(`UPDATE enrolment SET manager_id = '${person(10)}'`);
    await apply(personRef, personEvent(10, 'MENINGGAL'));
    expect(await statuses()).toEqual([
      { id: 'P-1', status: 'SUSPENDED', reason: 'MANAGER_DECEASED', version: 2 },
      { id: 'P-2', status: 'SUSPENDED', reason: 'MANAGER_DECEASED', version: 2 },
    ]);
  });

  test('a pengurus registered twice suspends nothing', async () => {
    await enrol(1);
    await apply(personRef, personEvent(10, 'GANDA'));
    expect(await statuses()).toEqual([{ id: 'P-1', status: 'ACTIVE', reason: null, version: 1 }]);
  });

  test('states from which the machine knows no suspension stay', async () => {
    await enrol(1, 'CANDIDATE');
    await enrol(2, 'GRADUATED_VOLUNTARILY');
    await rows(`UPDATE enrolment SET manager_id = '${person(10)}'`);
    await apply(personRef, personEvent(10, 'MENINGGAL'));
    expect(await rows('SELECT status FROM enrolment ORDER BY source_id')).toEqual([
      { status: 'CANDIDATE' },
      { status: 'GRADUATED_VOLUNTARILY' },
    ]);
    expect(await rows('SELECT id FROM transition_event')).toEqual([]);
  });

  test('control: a person who is found alive stops nothing', async () => {
    await enrol(1);
    await apply(personRef, personEvent(10), personEvent(11), personEvent(12, 'TIDAK_PADAN'));
    expect(await stops()).toEqual([]);
    expect(await rows('SELECT id FROM outbox')).toEqual([]);
  });

  test('a finding waits for an import under way and then sees its rows', async () => {
    await enrol(1);
    await rows('DELETE FROM enrolment_component');
    let applied: Promise<void> | undefined;
    await running.database.bulk(systemActor('import components'), async (client) => {
      await client.query(`INSERT INTO enrolment_component (id, enrolment_id, person_id, component, started_on)
        VALUES (gen_random_uuid(), '${enrolment(1)}', '${person(11)}', 'ANAK_SD', '2025-01-01')`);
      applied = apply(personRef, personEvent(11, 'MENINGGAL'));
      await waitUntilBlocked();
    });
    await applied;
    expect(await statuses()).toEqual([{ id: 'P-1', status: 'SUSPENDED', reason: 'NO_COMPONENT_LEFT', version: 2 }]);
  });

  test('costs four statements for a thousand findings', async () => {
    const sent: string[] = [];
    await running.database.bulk(systemActor('relay'), async (client) => {
      const query = client.query.bind(client) as (text: string, values: unknown[]) => Promise<unknown>;
      const counting = Object.create(client, {
        query: {
          value: (text: string, values: unknown[]) => {
            sent.push(text);
            return query(text, values);
          },
        },
      }) as typeof client;
      await personRef.apply(
        Array.from({ length: 1_000 }, (_, n) => personEvent(n, 'MENINGGAL')),
        counting,
        running.database.recordKeys,
      );
    });
    expect(sent).toHaveLength(4);
  });
});
