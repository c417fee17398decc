import { setTimeout as sleep } from 'node:timers/promises';
import { systemActor } from '../../shared/viewer';
import { asAdmin } from '../support/database';
import { addFamilies } from '../support/people';
import { startTestPlatform } from '../support/platform';
import type { TestPlatform } from '../support/platform';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
});
afterAll(() => platform.stop());

const publish = (key: string) => `INSERT INTO outbox (topic, entity_id, payload)
  SELECT 'family', id, jsonb_build_object('sourceId', source_id, 'regionCode', region_code, 'desil', desil,
    'kpmFlags', to_jsonb(kpm_flags)) FROM family WHERE source_id = '${key}'`;
const known = () =>
  asAdmin(
    async (client) =>
      (await client.query<{ id: string }>('SELECT source_id AS id FROM programs.family_ref ORDER BY 1')).rows,
    platform.database.adminUrl,
  );

test('a transaction that ends late is not skipped, and one elsewhere holds nothing up', async () => {
  await addFamilies(platform, [{ key: 'early' }, { key: 'late' }]);
  const { database } = platform.subgraph('beneficiaries');
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  let written: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => (written = resolve));

  // Takes its number first and commits last.
  const slow = database.bulk(systemActor('slow'), async (client) => {
    await client.query(publish('late'));
    written();
    await held;
  });
  await begun;
  await database.bulk(systemActor('fast'), (client) => client.query(publish('early')));
  await platform.relay.drain();
  expect(await known()).toEqual([]);

  release();
  await slow;
  const elsewhere = asAdmin(async (client) => {
    await client.query('BEGIN; SELECT pg_current_xact_id()');
    await sleep(1_500);
  }, platform.database.adminUrl);
  await sleep(100);
  await platform.relay.drain();
  expect(await known()).toEqual([{ id: 'early' }, { id: 'late' }]);
  await elsewhere;
});

test('more events than one batch arrive whole: numbers are ordered as numbers', async () => {
  const families = Array.from({ length: 4_100 }, (_, index) => ({ key: `many-${index}` }));
  await addFamilies(platform, families);
  const { database } = platform.subgraph('beneficiaries');
  await database.bulk(systemActor('publish'), (client) =>
    client.query(`INSERT INTO outbox (topic, entity_id, payload)
      SELECT 'family', id, jsonb_build_object('sourceId', source_id, 'regionCode', region_code, 'desil', desil,
        'kpmFlags', to_jsonb(kpm_flags)) FROM family WHERE source_id LIKE 'many-%'`),
  );
  await platform.relay.drain();
  expect((await known()).filter(({ id }) => id.startsWith('many-'))).toHaveLength(families.length);
});
