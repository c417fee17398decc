import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoKeys, keyFileText, loadConfig } from './index';
import type { KeyNews, TimedKey } from './index';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'berdaya-keys-'));
  path = join(folder, 'keys.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

const key = (id: string, activeFrom = 0, secret: Buffer = randomBytes(32)): TimedKey => ({ id, secret, activeFrom });
const write = (text: string, mode = 0o600) => {
  writeFileSync(`${path}.draft`, text);
  chmodSync(`${path}.draft`, mode);
  renameSync(`${path}.draft`, path);
};
const secret = () => randomBytes(32).toString('base64');
const production = () => ({
  BERDAYA_MODE: 'production',
  DATABASE_URL: 'postgres://admin@db/berdaya',
  DATABASE_ROLE_SECRET: 'a secret of its own',
  OIDC_ISSUER: 'https://issuer.example/',
  BLIND_INDEX_KEY: secret(),
  IDENTITY_KEY: secret(),
  CURSOR_KEYS: `c1:${secret()}`,
  LEDGER_KEYS: `l1:${secret()}`,
  LEDGER_SUBJECT_KEY: secret(),
  RECORD_KEY: secret(),
  GATEWAY_DATABASE_URL: 'postgres://gateway@db/berdaya',
  KEY_FILE: path,
});
const open = () => loadConfig({ KEY_FILE: path });
const rings = () => ({ field: [key('f1')], envelope: [key('e1')] });

test('the file stands above the settings, ring by ring', () => {
  write(keyFileText(rings()));
  const { keys } = loadConfig({ ...production(), ENVELOPE_KEYS: `old:${secret()}` });
  expect([keys.field.current.id, keys.envelope.current.id, keys.cursor.current.id]).toEqual(['f1', 'e1', 'c1']);
});

test('a ring that neither file nor environment holds is missed by its name', () => {
  write(keyFileText({ field: [key('f1')] }));
  expect(() => loadConfig(production())).toThrow('Setting ENVELOPE_KEYS: must be set in production mode.');
});

test('a gateway takes nothing but its own ring out of a file that holds more', () => {
  write(keyFileText(rings()));
  const env = { ...production(), SUBGRAPH_URLS: 'programs=http://programs:5000/graphql' };
  const { keys } = loadConfig(env, 'gateway');
  expect([keys.field.current.id, keys.envelope.current.id]).toEqual(['none', 'e1']);
  expect(keys.field.find('f1')).toBeUndefined();
});

test('a key that is not active yet reads and does not write', () => {
  write(keyFileText({ cursor: [key('old'), key('new', Date.now() + 3_600_000)] }));
  const { cursor } = open().keys;
  expect(cursor.current.id).toBe('old');
  expect(cursor.find('new')).toHaveLength(32);
});

const good = () => keyFileText({ cursor: [key('c1')] });
test.each<[string, () => void, RegExp]>([
  ['is missing', () => undefined, /cannot be read: ENOENT/],
  ['others may read', () => write(good(), 0o640), /mode 600/],
  ['is no JSON', () => write('cursor: c1'), /is not JSON/],
  ['has another version', () => write(good().replace('"version": 1', '"version": 2')), /another shape at "version"/],
  ['names an unknown ring', () => write(good().replace('cursor', 'cursors')), /another shape at "rings/],
  ['has an empty ring', () => write(keyFileText({ cursor: [] })), /another shape at "rings.cursor/],
  ['has a short key', () => write(keyFileText({ cursor: [key('c1', 0, randomBytes(16))] })), /32 bytes/],
  ['has a dot in an id', () => write(keyFileText({ cursor: [key('c.1')] })), /plain id/],
  ['names a key twice', () => write(keyFileText({ cursor: [key('c1'), key('c1')] })), /twice/],
  ['has no active key', () => write(keyFileText({ cursor: [key('c1', Date.now() + 3_600_000)] })), /no active key/],
])('a file that %s is refused', (_, lay, reason) => {
  lay();
  expect(open).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID', message: expect.stringMatching(reason) }));
});

test('what is refused is told without the text of the file', () => {
  const text = 'cursor: c1:c2VjcmV0';
  write(text);
  expect(open).toThrow(expect.not.objectContaining({ message: expect.stringContaining('c2VjcmV0') }));
});

test('production mode refuses demo keys in the file, under their name or by their value; demo mode takes them', () => {
  const { secret: value } = demoKeys().field.current;
  const env = { ...production(), FIELD_KEYS: `f1:${secret()}`, ENVELOPE_KEYS: `e1:${secret()}` };
  for (const demo of [key('demo'), key('other', 0, value)]) {
    write(keyFileText({ field: [demo] }));
    expect(() => loadConfig(env)).toThrow(/Setting KEY_FILE: the file holds a demo key/);
    expect(open().keys.field.current.id).toBe(demo.id);
  }
  write(keyFileText({ field: [key('f1')] }));
  expect(loadConfig(env).keys.field.current.id).toBe('f1');
});

describe('a process that follows its file', () => {
  let told: KeyNews[];
  let isTold: () => void;
  const config = () => {
    const opened = open();
    told = [];
    stop = opened.keySource.follow((news) => {
      told.push(news);
      isTold();
    });
    return opened;
  };
  let stop: () => void;
  afterEach(() => stop());
  const replace = (text: string, mode?: number) =>
    new Promise<void>((resolve) => {
      isTold = resolve;
      write(text, mode);
    });

  test('has new keys without being started again, and rings handed out before have them too', async () => {
    write(keyFileText(rings()));
    const { field, envelope } = config().keys;
    const [f1] = field.keys;
    await replace(
      keyFileText({ field: [key('f2'), ...(f1 ? [{ ...f1, activeFrom: 0 }] : [])], envelope: [key('e2')] }),
    );
    expect(told).toEqual([{ kind: 'REPLACED' }]);
    expect([field.current.id, field.find('f1')?.length, envelope.find('e1')]).toEqual(['f2', 32, undefined]);
  });

  test('keeps its keys when the new file is broken, says so once, and takes the next good one', async () => {
    write(keyFileText(rings()));
    const { field } = config().keys;
    await replace('broken');
    await replace(keyFileText(rings()), 0o644);
    await replace(keyFileText({ envelope: [key('e3')] }));
    expect(field.current.id).toBe('f1');
    await replace(keyFileText({ ...rings(), field: [key('f4')] }));
    expect(told.map((news) => (news.kind === 'REFUSED' ? String(news.error) : news.kind))).toEqual([
      expect.stringContaining('is not JSON'),
      expect.stringContaining('mode 600'),
      expect.stringContaining('no longer holds the ring field'),
      'REPLACED',
    ]);
    expect(field.current.id).toBe('f4');
  });
});
