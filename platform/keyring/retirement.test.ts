import { stat } from 'node:fs/promises';
import { demoKeys, loadConfig, readTimedKeys } from '../../shared/config';
import type { RingUse } from '../../shared/config';
import { systemActor } from '../../shared/viewer';
import { openEmptyDatabase } from '../../test/support/database';
import { openKeyFileOfTest } from '../../test/support/key-file';
import type { TestKeyFile } from '../../test/support/key-file';
import { addFamilies } from '../../test/support/people';
import { startTestPlatform } from '../../test/support/platform';
import type { TestPlatform } from '../../test/support/platform';
import { CATALOGUE } from '../catalogue';
import { resealAll } from './reseal';
import { retireKey } from './retirement';
import { createRingFile, rotateRing, shareRings } from './ring-file';

let platform: TestPlatform;
let file: TestKeyFile;
beforeAll(async () => {
  platform = await startTestPlatform(await openEmptyDatabase());
  await addFamilies(platform, [{ key: 'one', members: [{ key: 'head' }] }]);
  // Its transactions would stand among those a retirement looks for.
  await platform.relay.stop();
});
afterAll(() => platform.stop());
beforeEach(async () => {
  file = await openKeyFileOfTest();
});
afterEach(() => file.remove());

const config = () => loadConfig({ KEY_FILE: file.path });
const members = () => CATALOGUE.map((parts) => ({ ...parts, database: platform.subgraph(parts.name).database }));
const retire = (use: RingUse, id: string) => retireKey(file.path, use, id, config(), (work) => work(members()));
const rotate = (use: RingUse) => rotateRing(file.path, use, config());
const idsOf = (use: RingUse) => readTimedKeys(file.path, { mode: 'demo' })[use]?.map(({ id }) => id);
const refused = (reason: string) =>
  expect.objectContaining({ code: 'KEY_IN_USE', message: expect.stringContaining(reason) as string });

test('a new key is known before it is current, and the file stays private', async () => {
  const { id } = await rotate('cursor');
  expect(idsOf('cursor')).toEqual([id, 'demo']);
  expect(config().keys.cursor.current.id).toBe('demo');
  expect(config().keys.cursor.find(id)).toHaveLength(32);
  await file.age();
  expect(config().keys.cursor.current.id).toBe(id);
  expect((await stat(file.path)).mode & 0o777).toBe(0o600);
});

test('a file that exists is not begun anew, and a gateway’s file holds its ring only', async () => {
  await expect(createRingFile(file.path, config())).rejects.toMatchObject({ code: 'NOT_WRITABLE' });
  const gateway = `${file.path}.gateway`;
  await shareRings(file.path, gateway, ['envelope'], config());
  expect(Object.keys(readTimedKeys(gateway, { mode: 'demo' }))).toEqual(['envelope']);
  expect((await stat(gateway)).mode & 0o777).toBe(0o600);
});

test.each<RingUse>(['field', 'envelope', 'cursor'])('ring %s keeps its newest key and knows no other', async (use) => {
  await expect(retire(use, 'demo')).rejects.toEqual(refused('it is the newest key'));
  await expect(retire(use, 'k9')).rejects.toEqual(refused('has no such key'));
  await rotate(use);
  await expect(retire(use, 'demo')).rejects.toEqual(refused('it is needed until'));
  expect(idsOf(use)).toHaveLength(2);
});

test('an envelope’s key stays for as long as what it signed, a cursor’s need not', async () => {
  const now = Date.now();
  const clock = jest.spyOn(Date, 'now').mockReturnValue(now);
  await rotate('envelope');
  await rotate('cursor');
  // Ten seconds until the new key, ten until every process has it, thirty of an envelope's life.
  clock.mockReturnValue(now + 20_000);
  await retire('cursor', 'demo');
  clock.mockReturnValue(now + 49_999);
  await expect(retire('envelope', 'demo')).rejects.toEqual(refused('it is needed until'));
  clock.mockReturnValue(now + 50_000);
  await retire('envelope', 'demo');
  expect([idsOf('envelope')?.length, idsOf('cursor')?.length]).toEqual([1, 1]);
  clock.mockRestore();
});

test('a field key stays while a transaction under way may have used it', async () => {
  const { activeFrom } = await rotate('field');
  const later = jest.spyOn(Date, 'now').mockReturnValue(activeFrom + 10_000);
  // An import that began before the rotation was through, with values nobody else can see yet.
  await platform.subgraph('beneficiaries').database.bulk(systemActor('test'), async () => {
    await expect(retire('field', 'demo')).rejects.toEqual(refused('began before the key was replaced'));
  });
  // Control: once it has ended, what stands in the tables is the next reason.
  await expect(retire('field', 'demo')).rejects.toEqual(refused('1 values of'));
  later.mockRestore();
  expect(idsOf('field')).toHaveLength(2);
});

test('a field key stays while a value is sealed with it', async () => {
  const { id } = await rotate('field');
  await file.age();
  await expect(retire('field', 'demo')).rejects.toEqual(refused('1 values of beneficiaries.family.kk_sealed'));
  expect(await resealAll(members(), config())).toContainEqual(
    expect.objectContaining({ name: 'beneficiaries.person.nik_sealed', resealed: 1 }),
  );
  await retire('field', 'demo');
  expect(idsOf('field')).toEqual([id]);
});

test('demo keys cannot be carried into production by way of the file', () => {
  expect(demoKeys().field.current.id).toBe('demo');
  expect(() => readTimedKeys(file.path, { mode: 'production' })).toThrow(/holds a demo key/);
});
