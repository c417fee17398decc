import { systemActor } from '../../../shared/viewer';
import { asAdmin } from '../../../test/support/database';
import { addFamilies } from '../../../test/support/people';
import type { TestFamily, TestIds } from '../../../test/support/people';
import { startTestPlatform } from '../../../test/support/platform';
import type { TestPlatform } from '../../../test/support/platform';
import { MAX_BLOCK } from './block';
import { findDuplicates, findDuplicatesOf } from './find';

let platform: TestPlatform;
let ids: TestIds;

beforeAll(async () => {
  platform = await startTestPlatform();
});
afterAll(() => platform.stop());

const alone = (key: string, region: string, name: string, birthDate: string, nik?: string): TestFamily => ({
  key: `family ${key}`,
  region,
  members: [{ key, name, birthDate, nik }],
});

beforeEach(async () => {
  await sql(`TRUNCATE person, family, nik_holder, duplicate_candidate, duplicate_event CASCADE`);
  ids = await addFamilies(platform, [
    alone('exact-a', '3204052001', 'Sekuta Ramiwan', '1971-02-02', '3204054202719001'),
    alone('exact-b', '3204062001', 'Dakari Semaru', '1971-02-02', '3204054202719001'),
    alone('near-a', '3204052001', 'Balotor Kewan', '1980-03-05'),
    alone('near-b', '3204062001', 'Baltor Kewan', '1980-05-03'),
    alone('across-a', '3204052001', 'Nekubas Gelimina', '1990-07-07'),
    alone('across-b', '1101012001', 'Gelimina Nekubas', '1990-07-07'),
    alone('wrong-year-a', '3204052001', 'Seminepul Gepamilim', '1964-08-21'),
    alone('wrong-year-b', '3204062001', 'Seminepul Gepamilim', '1965-08-21'),
    {
      key: 'twins',
      members: ['Hasan Wilono', 'Hasin Wilono'].map((name) => ({ key: name, name, birthDate: '2010-01-09' })),
    },
    alone('stranger', '3204052001', 'Dakari Tumaneli', '1980-03-05'),
  ]);
});

const sql = (text: string, values: unknown[] = []) =>
  asAdmin(async (client) => {
    await client.query('SET search_path = beneficiaries, extensions');
    return (await client.query(text, values)).rows as Record<string, unknown>[];
  }, platform.database.adminUrl);
const bulk = <T>(work: Parameters<ReturnType<typeof registry>['bulk']>[1]) =>
  registry().bulk(systemActor('duplicates'), work) as Promise<T>;
const registry = () => platform.subgraph('beneficiaries').database;
const search = (scope?: string) => bulk((client) => findDuplicates(client, { scope }));
const pairs = async () =>
  (
    await sql(`SELECT least(l.source_id, r.source_id) AS pair, kind, status, c.version FROM duplicate_candidate c
      JOIN person l ON l.id = left_id JOIN person r ON r.id = right_id ORDER BY 1`)
  ).map(({ pair, kind, status, version }) => [pair, kind, status, version].join(' '));
const change = (column: string, key: string, value: string) =>
  sql(`UPDATE person SET ${column} = $1 WHERE id = $2`, [value, ids.person(key)]);

const PLANTED = ['across-a NEAR OPEN 1', 'exact-a EXACT_NIK OPEN 1', 'near-a NEAR OPEN 1', 'wrong-year-a NEAR OPEN 1'];

it('finds the planted pairs, not the twins or the stranger, and merges nothing by itself', async () => {
  const before = await sql('SELECT * FROM person ORDER BY id');
  expect(await search()).toMatchObject({ exact: 1, near: 3, added: 4, skippedBlocks: 0 });
  expect(await pairs()).toEqual(PLANTED);
  expect(await sql('SELECT * FROM person ORDER BY id')).toEqual(before);
  expect(await sql('SELECT * FROM merge_log')).toEqual([]);
});

it('writes nothing when it runs again', async () => {
  await search();
  const stored = () => sql('SELECT to_jsonb(c) FROM duplicate_candidate c ORDER BY id');
  const before = await stored();
  expect(await search()).toMatchObject({ exact: 1, near: 3, added: 0, changed: 0, reopened: 0, lapsed: 0 });
  expect(await stored()).toEqual(before);
});

it('finds by one record what it finds by all, with indexes only', async () => {
  for (const key of ['exact-a', 'near-b', 'across-a', 'wrong-year-b', 'stranger', 'Hasan Wilono']) {
    await bulk((client) => findDuplicatesOf(client, ids.person(key)));
  }
  expect(await pairs()).toEqual(PLANTED);
});

it('keeps no officer waiting: pairs that stay as they are are not locked while it runs', async () => {
  await search();
  await change('birth_date', 'near-b', '1980-03-05');
  const isFree = async (pair: string) =>
    (
      await sql(
        `SELECT 1 FROM duplicate_candidate c JOIN person p ON p.id IN (c.left_id, c.right_id)
         WHERE p.source_id = $1 FOR UPDATE OF c SKIP LOCKED`,
        [pair],
      )
    ).length === 1;
  await bulk(async (client) => {
    await findDuplicates(client);
    expect(await isFree('exact-a')).toBe(true);
    // Control: the one it has written is locked until it is done.
    expect(await isFree('near-a')).toBe(false);
    await expect(bulk((other) => findDuplicatesOf(other, ids.person('near-a')))).rejects.toMatchObject({
      code: 'CONFLICT',
    });
  });
});

it('keeps decided pairs decided until one of their records changes', async () => {
  await search();
  await sql(`UPDATE duplicate_candidate SET status = 'DIFFERENT'`);
  expect(await search()).toMatchObject({ added: 0, changed: 0, reopened: 0 });
  await change('birth_date', 'near-b', '1980-03-05');
  expect(await search()).toMatchObject({ reopened: 1 });
  expect(await pairs()).toContain('near-a NEAR OPEN 2');
  expect(await sql(`SELECT event, role FROM duplicate_event WHERE from_status = 'DIFFERENT'`)).toEqual([
    { event: 'RECORDS_CHANGED', role: 'SYSTEM' },
  ]);
  // A change of something that is not compared asks nobody again.
  await change('phone', 'exact-a', '+62 000 1111 2222');
  expect(await search()).toMatchObject({ reopened: 0, changed: 0 });
});

it('closes open pairs that are no longer alike, and opens them when they are again', async () => {
  await search();
  await change('search_name', 'across-b', 'semaru tanubi');
  expect(await search()).toMatchObject({ lapsed: 1 });
  expect(await pairs()).toContain('across-a NEAR LAPSED 2');
  await change('search_name', 'across-b', 'gelimina nekubas');
  expect(await search()).toMatchObject({ reopened: 1, lapsed: 0 });
});

it('can be limited to a place', async () => {
  expect(await search('11')).toMatchObject({ near: 1, exact: 0, added: 1 });
  expect(await pairs()).toEqual(['across-a NEAR OPEN 1']);
});

it('leaves merged records alone', async () => {
  await change('merged_into', 'near-b', ids.person('near-a'));
  await search();
  expect(await pairs()).not.toContain('near-a NEAR OPEN 1');
});

it('does not compare everyone in a block that is too large, and says so', async () => {
  const crowd = Array.from({ length: MAX_BLOCK + 20 }, (_, index) =>
    alone(`crowd-${index}`, index % 2 === 0 ? '3204052001' : '1101012001', 'Ganesi', '1960-01-01'),
  );
  await addFamilies(platform, crowd);
  // Too many in the nation, few enough within each regency: compared there, and only there.
  expect(await search()).toMatchObject({ skippedBlocks: 0, near: 3 + 2 * ((60 * 59) / 2) });
  await sql(`UPDATE person SET region_code = '3204052001' WHERE source_id LIKE 'crowd-%'`);
  await sql('TRUNCATE duplicate_candidate');
  expect(await search()).toMatchObject({ skippedBlocks: 1, near: 3 });
});
