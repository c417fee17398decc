import type { PoolClient } from 'pg';
import { catchUp, findLagSeconds, tellAll } from '../../shared/database';
import type { Database, ReadModel } from '../../shared/database';
import { folderOf } from '../../platform/subgraphs';
import { systemActor } from '../../shared/viewer';
import { consentFact, publishConsents } from '../../subgraphs/beneficiaries/consent/publish';
import { publishFamilies, publishPersons } from '../../subgraphs/beneficiaries/intake/publish';
import { employerFact } from '../../subgraphs/employers/employer/employer';
import { referralFact } from '../../subgraphs/employers/referral/referral';
import { buildSnapshot } from '../../subgraphs/insights/snapshot/build';
import { openSnapshotStore } from '../../subgraphs/insights/snapshot/store';
import { replayStar } from '../../subgraphs/insights/star/replay';
import { insightsReadModels } from '../../subgraphs/insights/subgraph';
import { publish } from '../../subgraphs/programs/fact';
import { caseFact } from '../../subgraphs/sentra/case/case';
import { CubeDesk } from '../support/cube-desk';
import { asAdmin } from '../support/database';
import { starState } from '../support/star-state';

/**
 * The projector loses its connection at every statement in turn, and once more before it commits, while owners go on writing: what it
 * has made in the end is what one makes that nobody disturbs.
 */
let desk: CubeDesk;
let star: Database;
beforeAll(async () => {
  desk = await CubeDesk.ofNation();
  star = desk.platform.subgraph('insights').database;
}, 300_000);
afterAll(() => desk[Symbol.asyncDispose]());

const ownerOf = ({ owner }: ReadModel) => desk.platform.subgraph(owner).database;
const run = (name: string, ...texts: readonly string[]) =>
  desk.platform.subgraph(name).database.bulk(systemActor('a test'), async (client) => {
    for (const text of texts) await client.query(text);
  });
const some = (table: string, turn: number) => `(SELECT * FROM ${table} ORDER BY md5(id::text || '${turn}') LIMIT 3)`;

/** Owners go on: some persons are restricted or no longer, families move, and something is told of everything else. */
async function write(turn: number): Promise<void> {
  const [persons, families] = [some('person', turn), some('family', turn)];
  await run(
    'beneficiaries',
    `UPDATE person SET restricted_at = CASE WHEN restricted_at IS NULL THEN now() END WHERE id IN (SELECT id FROM ${persons} x)`,
    publishPersons(`SELECT id FROM ${persons} x`),
    publishConsents(`SELECT id FROM ${persons} x`),
    `UPDATE family SET desil = 1 + ${turn} % 10 WHERE id IN (SELECT id FROM ${families} x)`,
    publishFamilies(`SELECT id FROM ${families} x`),
    tellAll('consent', some('consent', turn), consentFact),
  );
  await run('programs', publish('enrolment', some('enrolment', turn)), publish('kube', some('kube_group', turn)));
  await run('sentra', tellAll('service_case', some('service_case', turn), caseFact));
  const referrals = tellAll('referral_past', some('referral', turn), referralFact);
  await run('employers', tellAll('employer', some('employer', turn), employerFact), referrals);
}

/** A schema whose connection is cut at the n-th statement of a projector, the commit being one too. */
function cutAt(database: Database, n: number): Database {
  let left = n;
  const step = async (client: PoolClient) => {
    left -= 1;
    if (left !== 0) return;
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    await asAdmin((admin) => admin.query('SELECT pg_terminate_backend($1, 10000)', [rows[0]?.pid]));
  };
  const counting = (client: PoolClient) =>
    new Proxy(client, {
      get(target, name) {
        if (name !== 'query') return Reflect.get(target, name, target) as unknown;
        return async (text: string, values?: unknown[]) => {
          await step(target);
          return target.query(text, values);
        };
      },
    });
  return {
    ...database,
    bulk: (actor, work) =>
      database.bulk(actor, async (client) => {
        client.on('error', () => undefined);
        const result = await work(counting(client));
        await step(client);
        return result;
      }),
  };
}

/** Beyond the statements of a batch, the commit included: what comes later is cut at the same places. */
const MOST = 16;

const empty = () => replayStar(star, insightsReadModels, async () => undefined);

test('killed at any statement it loses and doubles nothing, while owners go on writing', async () => {
  await empty();
  const cuts: Record<string, number> = {};
  for (const model of insightsReadModels) {
    const attempt = (n: number) =>
      catchUp(ownerOf(model), cutAt(star, n), model).then(
        () => true,
        () => false,
      );
    let n = 1;
    while (n <= MOST && !(await attempt(n))) {
      if (n % 5 === 0) await write(n);
      n += 1;
    }
    cuts[model.name] = n - 1;
  }
  await desk.platform.relay.drain();
  const killed = await starState(desk.platform);
  await replayStar(star, insightsReadModels, () => desk.platform.relay.drain());
  expect(killed).toEqual(await starState(desk.platform));
  // Control: every model was cut at each of its statements, and none made an empty table.
  expect(Object.entries(cuts).filter(([, count]) => count < 4)).toEqual([]);
  expect(killed.filter(({ rows }) => rows === 0)).toEqual([]);
}, 600_000);

test('a replay makes anew what was lost, which going on alone does not', async () => {
  const whole = await starState(desk.platform);
  await desk.star('DELETE FROM reveal');
  await desk.star('UPDATE family SET desil = 11');
  await desk.platform.relay.drain();
  expect(await starState(desk.platform)).not.toEqual(whole);
  const events = await replayStar(star, insightsReadModels, () => desk.platform.relay.drain());
  expect(events).toBeGreaterThan(10_000);
  expect(await starState(desk.platform)).toEqual(whole);
}, 300_000);

test('how far it lags is told, also of the snapshot that was built meanwhile', async () => {
  const folder = folderOf('insights', desk.platform.database.config);
  const store = openSnapshotStore(star, folder);
  const lagOfSnapshot = async () => {
    await buildSnapshot({ database: star, folder, cubes: [], asOf: desk.asOf });
    return (await store.versions())[0]?.lagSeconds;
  };
  const lags = () => Promise.all(insightsReadModels.map((model) => findLagSeconds(star, model)));
  await empty();
  expect(await lags()).toEqual(insightsReadModels.map(() => undefined));
  expect(await lagOfSnapshot()).toBeNull();
  await desk.platform.relay.drain();
  await desk.star(
    `UPDATE relay_position SET caught_up_at = now() - interval '2 hours' WHERE model = 'insights.person'`,
  );
  expect(Math.max(...(await lags()).map((lag) => lag ?? Infinity))).toBeGreaterThanOrEqual(7_200);
  expect(await lagOfSnapshot()).toBeGreaterThanOrEqual(7_200);
  await desk.platform.relay.drain();
  expect(await lagOfSnapshot()).toBeLessThan(7_200);
  await store.close();
}, 300_000);
