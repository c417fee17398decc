import { folderOf } from '../../../platform/subgraphs';
import { asAdmin } from '../../../test/support/database';
import { startTestPlatform } from '../../../test/support/platform';
import type { TestPlatform } from '../../../test/support/platform';
import { buildMonthSnapshot } from '../subgraph';

/** The snapshot of a month: one, and only of what is complete. */
let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
  await platform.relay.drain();
  await platform.relay.stop();
});
afterAll(() => platform.stop());

const build = (asOf: string) =>
  buildMonthSnapshot(platform.subgraph('insights').database, folderOf('insights', platform.database.config), asOf);
const admin = async (text: string) =>
  asAdmin(async (client) => (await client.query<object>(text)).rows, platform.database.adminUrl);
const snapshots = () => admin('SELECT as_of::text AS "asOf" FROM insights.snapshot ORDER BY version');

test('is not built of copies that are behind or were never complete, and is built when they are', async () => {
  await admin(
    `UPDATE insights.relay_position SET caught_up_at = now() - interval '2 hours' WHERE model = 'insights.payment'`,
  );
  await expect(build('2026-09-30')).rejects.toMatchObject({ code: 'READ_MODEL_STALE' });
  await admin(`DELETE FROM insights.relay_position WHERE model = 'insights.payment'`);
  await expect(build('2026-09-30')).rejects.toMatchObject({ code: 'READ_MODEL_STALE' });
  expect(await snapshots()).toEqual([]);
  await platform.relay.drain();
  expect(await build('2026-09-30')).toBe(1);
  expect(await snapshots()).toEqual([{ asOf: '2026-09-30' }]);
});

test('is one, of two relays at once as well; the next month has its own', async () => {
  expect(await build('2026-09-30')).toBe(0);
  await platform.relay.drain();
  const built = await Promise.all([build('2026-10-01'), build('2026-10-02')]);
  expect([...built].sort()).toEqual([0, 1]);
  expect(await snapshots()).toHaveLength(2);
});
