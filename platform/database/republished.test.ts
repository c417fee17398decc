import { replayStar } from '../../subgraphs/insights/star/replay';
import { insightsReadModels } from '../../subgraphs/insights/subgraph';
import { CubeDesk } from '../../test/support/cube-desk';
import { asAdmin, openEmptyDatabase } from '../../test/support/database';
import { starState } from '../../test/support/star-state';
import { CATALOGUE } from '../catalogue';
import { migrateAll } from '../subgraphs';

/** What stood before a reader came is told once more, once, and of a fresh schema nothing is. */
const TELLERS = CATALOGUE.filter(({ republished }) => republished);
const OUTBOX_SIZE = TELLERS.map(({ name }) => `SELECT '${name}' AS name, count(*)::int AS told FROM ${name}.outbox`);

/** Statements as administrator, and migration as by a version that has not been here. */
function handsOn(adminUrl: string, config: Parameters<typeof migrateAll>[1]) {
  const sql = <Row extends object>(...texts: readonly string[]): Promise<Row[]> =>
    asAdmin(async (client) => {
      const rows: Row[] = [];
      for (const text of texts) rows.push(...(await client.query<Row>(text)).rows);
      return rows;
    }, adminUrl);
  return {
    sql,
    told: () => sql<{ name: string; told: number }>(OUTBOX_SIZE.join(' UNION ALL ')),
    async migrate() {
      await sql(...CATALOGUE.map(({ name }) => `COMMENT ON SCHEMA ${name} IS NULL`));
      await migrateAll(adminUrl, config);
    },
  };
}

test('a data folder of before statistics is told of once, and boards are told nothing', async () => {
  await using desk = await CubeDesk.ofNation();
  const { platform } = desk;
  const { sql, told, migrate } = handsOn(platform.database.adminUrl, platform.database.config);
  const refill = () =>
    replayStar(platform.subgraph('insights').database, insightsReadModels, () => platform.relay.drain());
  const forget = TELLERS.map(({ name }) => `DROP TABLE ${name}.republished`);
  await sql(...forget);
  await migrate();
  await refill();
  const before = await starState(platform);
  await sql(
    ...TELLERS.flatMap(({ name }) => [
      `DELETE FROM ${name}.outbox WHERE topic IN ('reveal', 'case_types', 'ska_month', 'referral_past')`,
      `UPDATE ${name}.outbox SET payload = payload - 'statistics'`,
    ]),
    ...forget,
  );
  await refill();
  const empty = (await starState(platform)).filter(({ rows }) => rows === 0);
  expect(empty.map(({ table }) => table)).toEqual(
    expect.arrayContaining(['consent', 'device', 'family', 'kube', 'person', 'referral', 'reveal', 'service_case']),
  );
  await migrate();
  await platform.relay.drain();
  expect(await starState(platform)).toEqual(before);
  const boards = `SELECT FROM employers.outbox WHERE topic = 'referral_past' AND num_nonnulls(employer_id, centre_id, person_id) > 0`;
  expect(await sql(boards)).toEqual([]);

  const once = await told();
  await migrate();
  expect(await told()).toEqual(once);
}, 300_000);

test('a fresh database is told nothing of, not even when rows have come since', async () => {
  const database = await openEmptyDatabase();
  try {
    const { sql, told, migrate } = handsOn(database.adminUrl, database.config);
    const marks = TELLERS.map(({ name }) => `SELECT '${name}' AS name, mark FROM ${name}.republished`);
    const expected = TELLERS.flatMap(({ name, republished = {} }) =>
      Object.keys(republished).map((mark) => ({ name, mark })),
    );
    expect(await sql(...marks)).toEqual(expected);
    const fresh = await told();
    // Programs publish what their catalogue has: rates, limits and minimum wages.
    expect(fresh.filter((each) => each.told > 0).map(({ name }) => name)).toEqual(['programs']);
    await sql(`INSERT INTO sentra.ska_month (centre_id, line, month, revenue, at_work, recorded_by)
      SELECT id, 'KAFE', '2026-07', 1, 1, 'somebody' FROM sentra.centre LIMIT 1`);
    await migrate();
    expect(await told()).toEqual(fresh);
    // Control: without the mark it is told.
    await sql('DELETE FROM sentra.republished');
    await migrate();
    expect(await told()).not.toEqual(fresh);
  } finally {
    await database.drop();
  }
});

test('no two read models go by one name, and each bears its schema', () => {
  const names = CATALOGUE.flatMap(({ name, readModels }) => readModels.map((model) => [name, model.name] as const));
  expect(new Set(names.map(([, model]) => model)).size).toBe(names.length);
  expect(names.filter(([schema, model]) => !model.startsWith(`${schema}.`))).toEqual([]);
});
