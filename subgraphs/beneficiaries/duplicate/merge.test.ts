import { systemActor } from '../../../shared/viewer';
import { asAdmin } from '../../../test/support/database';
import { addFamilies } from '../../../test/support/people';
import type { TestIds } from '../../../test/support/people';
import { startTestPlatform, viewerOf } from '../../../test/support/platform';
import type { TestPlatform } from '../../../test/support/platform';
import { ReviewQueue } from './duplicate.fixture';
import { findDuplicates } from './find';

let platform: TestPlatform;
let ids: TestIds;
let queue: ReviewQueue;
const NIK = '3204054101809001';
const steward = viewerOf('DATA_STEWARD', { regionCodes: ['32'] });

beforeAll(async () => {
  platform = await startTestPlatform();
  queue = new ReviewQueue((request, viewer) => registry().subgraph.execute(request, viewer), steward);
});
afterAll(() => platform.stop());

beforeEach(async () => {
  await sql(`TRUNCATE beneficiaries.person, beneficiaries.family, beneficiaries.nik_holder, beneficiaries.outbox,
    beneficiaries.duplicate_candidate, beneficiaries.duplicate_event, beneficiaries.merge_log, beneficiaries.client_key
    CASCADE`);
  const alone = (key: string, region: string, name: string, birthDate: string, nik?: string) => ({
    key: `family ${key}`,
    region,
    members: [{ key, name, birthDate, nik }],
  });
  ids = await addFamilies(platform, [
    alone('exact-a', '3204052001', 'Sekuta Ramiwan', '1971-02-02', NIK),
    alone('exact-b', '3204062001', 'Sekuta Ramiwan', '1971-02-02', NIK),
    alone('near-a', '3204052001', 'Balotor Kewan', '1980-03-05'),
    alone('near-b', '3204062001', 'Baltor Kewan', '1980-05-03'),
    alone('stranger', '3204052001', 'Dakari Tumaneli', '1980-03-05'),
  ]);
  await sql(
    `INSERT INTO beneficiaries.nik_holder SELECT nik_index, id FROM beneficiaries.person
    ORDER BY (id = $1) DESC ON CONFLICT DO NOTHING`,
    [ids.person('exact-a')],
  );
  await sql(`UPDATE beneficiaries.person SET match_status = 'GANDA' WHERE id = $1`, [ids.person('exact-b')]);
  await search();
});

const registry = () => platform.subgraph('beneficiaries');
const search = () => registry().database.bulk(systemActor('duplicates'), (client) => findDuplicates(client));
const sql = (text: string, values: unknown[] = []) =>
  asAdmin(
    async (client) => (await client.query(text, values)).rows as Record<string, unknown>[],
    platform.database.adminUrl,
  );

const everyRow = async () => ({
  persons: await sql('SELECT to_jsonb(p) AS row FROM beneficiaries.person p ORDER BY id'),
  holders: await sql('SELECT to_jsonb(h) AS row FROM beneficiaries.nik_holder h ORDER BY nik_index'),
  families: await sql('SELECT to_jsonb(f) AS row FROM beneficiaries.family f ORDER BY id'),
});

const decided = async (key: string) => queue.decided(await queue.of(ids.person(key)));
const merged = async (key: string, keep: string) => queue.merged(await decided(key), ids.person(keep));

it('keeps one record, hides the other behind it, moves its NIK, and tells the other subgraphs', async () => {
  const [kept, gone] = [ids.person('exact-b'), ids.person('exact-a')];
  const candidate = await merged('exact-a', 'exact-b');
  expect(candidate).toMatchObject({ status: 'MERGED', merges: [{ keptId: kept, mergedId: gone, undoneAt: null }] });
  expect([candidate.left?.id, candidate.right?.id].filter(Boolean)).toEqual([kept]);
  expect(await sql(`SELECT merged_into FROM beneficiaries.person WHERE id = $1`, [gone])).toEqual([
    { merged_into: kept },
  ]);
  expect(await sql(`SELECT match_status FROM beneficiaries.person WHERE id = $1`, [kept])).toEqual([
    { match_status: 'PADAN' },
  ]);
  expect(await sql(`SELECT person_id FROM beneficiaries.nik_holder WHERE person_id = ANY($1)`, [[kept, gone]])).toEqual(
    [{ person_id: kept }],
  );
  const outbox = await sql(`SELECT topic, entity_id, payload FROM beneficiaries.outbox ORDER BY id`);
  expect(outbox.map(({ topic }) => topic)).toEqual(['family', 'family', 'person', 'person', 'person-merged']);
  expect(outbox.at(-1)).toMatchObject({ entity_id: gone, payload: { keptId: kept, mergedId: gone } });
  // What rules of membership ask of the kept one stays known; statistics lose the other.
  expect(outbox.find((row) => row['entity_id'] === kept)?.['payload']).toMatchObject({
    ...{ matchStatus: 'PADAN', restricted: false, adultOn: null, birthDate: expect.any(String) },
    statistics: { isClaimedTwice: false },
  });
  expect(outbox.find((row) => row['entity_id'] === gone)?.['payload']).toMatchObject({ statistics: null });
});

it('leaves a kept record GANDA while somebody outside the jurisdiction claims its NIK too', async () => {
  await addFamilies(platform, [
    { key: 'far', region: '3301012001', members: [{ key: 'far-away', name: 'Orang Lain', nik: NIK }] },
  ]);
  await merged('exact-a', 'exact-b');
  expect(await sql(`SELECT match_status FROM beneficiaries.person WHERE id = $1`, [ids.person('exact-b')])).toEqual([
    { match_status: 'GANDA' },
  ]);
});

it('leaves another NIK with the hidden record, where nobody can claim it unseen', async () => {
  await merged('near-a', 'near-b');
  expect(
    await sql(`SELECT count(*)::int AS held FROM beneficiaries.nik_holder WHERE person_id = $1`, [
      ids.person('near-a'),
    ]),
  ).toEqual([{ held: 1 }]);
});

it('logs what it changes of the records, and nothing else about the two people', async () => {
  await merged('exact-a', 'exact-b');
  const [log] = await sql(`SELECT before_image AS image, merged_by_role AS role FROM beneficiaries.merge_log`);
  expect(log?.['role']).toBe('DATA_STEWARD');
  const keys = ['heads', 'holdsNik', 'id', 'matchStatus', 'matchedOn', 'version'];
  expect((log?.['image'] as object[]).map((image) => Object.keys(image).sort())).toEqual([keys, keys]);
});

it('is undone to the bit', async () => {
  const candidate = await decided('exact-a');
  const before = await everyRow();
  const after = await queue.merged(candidate, ids.person('exact-b'));
  expect(await everyRow()).not.toEqual(before);
  const undone = await queue.undone(after);
  expect(await everyRow()).toEqual(before);
  expect(undone.status).toBe('OPEN');
  expect(undone.left && undone.right).toBeTruthy();
  expect(undone.history.map(({ event }) => event)).toEqual(['FOUND', 'DECIDED_SAME', 'MERGED', 'MERGE_UNDONE']);
  expect(undone.merges[0]?.undoneAt).not.toBeNull();
  const topics = await sql(`SELECT topic FROM beneficiaries.outbox ORDER BY id`);
  expect(topics.at(-1)).toEqual({ topic: 'person-unmerged' });
});

it('keeps what imports wrote since when it is undone', async () => {
  const [kept, hidden] = [ids.person('exact-b'), ids.person('exact-a')];
  const candidate = await merged('exact-a', 'exact-b');
  // The kept record gets a telephone and is matched anew; the hidden one claims a NIK that the kept one holds (rule N8).
  await sql(
    `UPDATE beneficiaries.person SET phone = 'new', matched_on = '2026-10-01', version = version + 1 WHERE id = $1`,
    [kept],
  );
  await sql(`UPDATE beneficiaries.person SET match_status = 'GANDA', version = version + 1 WHERE id = $1`, [hidden]);
  await queue.undone(candidate);
  const row = async (id: string) =>
    (await sql(`SELECT phone, match_status, version, merged_into FROM beneficiaries.person WHERE id = $1`, [id]))[0];
  expect(await row(hidden)).toMatchObject({ match_status: 'PADAN', merged_into: null, version: 4 });
  expect(await row(kept)).toMatchObject({ phone: 'new', match_status: 'GANDA', version: 4 });
  expect(
    await sql(`SELECT person_id FROM beneficiaries.nik_holder WHERE person_id = ANY($1)`, [[kept, hidden]]),
  ).toEqual([{ person_id: hidden }]);
});

it('is not undone while the kept record is itself merged into a further one', async () => {
  const candidate = await merged('exact-a', 'exact-b');
  await sql(`UPDATE beneficiaries.person SET merged_into = $1 WHERE id = $2`, [
    ids.person('stranger'),
    ids.person('exact-b'),
  ]);
  const chained = await everyRow();
  expect((await queue.undo(candidate)).codes).toEqual(['CONFLICT']);
  expect(await everyRow()).toEqual(chained);
});

it('gives the head of a shared family back', async () => {
  const family = ids.family('family exact-b');
  await sql(`UPDATE beneficiaries.person SET family_id = $1 WHERE id = $2`, [family, ids.person('exact-a')]);
  await sql(`UPDATE beneficiaries.family SET head_id = $1 WHERE id = $2`, [ids.person('exact-a'), family]);
  const head = () => sql(`SELECT head_id FROM beneficiaries.family WHERE id = $1`, [family]);
  const candidate = await merged('exact-a', 'exact-b');
  expect(await head()).toEqual([{ head_id: ids.person('exact-b') }]);
  await queue.undone(candidate);
  expect(await head()).toEqual([{ head_id: ids.person('exact-a') }]);
});

it('hides other questions about a merged record until the merge is undone', async () => {
  await sql(
    `UPDATE beneficiaries.person SET nik_index = (SELECT nik_index FROM beneficiaries.person WHERE id = $1)
    WHERE id = $2`,
    [ids.person('exact-a'), ids.person('stranger')],
  );
  await search();
  expect(await queue.list()).toHaveLength(4);
  const same = await queue.decided(await queue.of(ids.person('exact-a'), ids.person('exact-b')));
  const candidate = await queue.merged(same, ids.person('exact-b'));
  expect(await queue.list()).toHaveLength(3);
  await search();
  expect(await queue.list()).toHaveLength(3);
  await queue.undo(candidate);
  expect(await queue.list()).toHaveLength(4);
});

it('refuses to keep somebody else', async () => {
  expect((await queue.merge(await decided('exact-a'), ids.person('stranger'))).codes).toEqual(['BAD_USER_INPUT']);
});

it('answers a repeated merge from the first time', async () => {
  const candidate = await decided('exact-a');
  const again = () => queue.merge(candidate, ids.person('exact-b'), { clientKey: 'merge-only-once' });
  const first = await again();
  expect(first.errors).toEqual([]);
  expect((await again()).data).toEqual(first.data);
  expect(await sql(`SELECT id FROM beneficiaries.merge_log`)).toHaveLength(1);
});
