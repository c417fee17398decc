import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../shared/config';
import { openClients } from './client-file';
import { DEMO_SENDER, demoClientKey, demoClientsFile } from './demo-client';
import { openDci } from './open';
import { publicJwk } from './signature';
import type { DciStore } from './store';

const folder = () => mkdtempSync(join(tmpdir(), 'dci-'));
const demo = (dataDir: string) => loadConfig({ BERDAYA_DATA_DIR: dataDir });
const store = {} as DciStore;

test('a demo knows one sender, whose key is made once and stays in the data directory', () => {
  const dataDir = folder();
  const clients = openDci(demo(dataDir), store)?.clients.current;
  expect([...(clients?.keys() ?? [])]).toEqual([DEMO_SENDER]);
  expect(clients?.get(DEMO_SENDER)?.sender.viewer).toEqual({ role: 'DINSOS', regionCodes: ['3204'], programCodes: [] });
  const key = demoClientKey(demo(dataDir));
  expect(clients?.get(DEMO_SENDER)?.sender.keys).toEqual([publicJwk(key)]);
  const path = join(dataDir, 'dci-demo-client.key');
  expect(statSync(path).mode & 0o077).toBe(0);
  // Started again, it is the same; another installation has another.
  demoClientsFile(demo(dataDir));
  expect(demoClientKey(demo(dataDir))).toEqual(key);
  expect(demoClientKey(demo(folder())).secret).not.toEqual(key.secret);
  expect(readFileSync(join(dataDir, 'dci-clients.json'), 'utf8')).not.toContain('"d"');
});

const KEY = publicJwk({ id: 'k1', secret: Buffer.alloc(32, 1) });
const SENDER = {
  senderId: 'a.example',
  keys: [KEY],
  viewer: { role: 'DINSOS', regionCodes: ['3204'], programCodes: [] },
  purposes: [{ code: 'V', purpose: 'VERIFIKASI' }],
};
const written = (text: string) => {
  const path = join(folder(), 'clients.json');
  writeFileSync(path, text);
  return path;
};

test.each<[string, string]>([
  ['no JSON', '{'],
  ['no list', '{}'],
  ['a sender without a key', JSON.stringify([{ ...SENDER, keys: [] }])],
  ['a key that stands there twice', JSON.stringify([{ ...SENDER, keys: [KEY, KEY] }])],
  ['a sender that stands there twice', JSON.stringify([SENDER, SENDER])],
  ['a role that reads no registry', JSON.stringify([{ ...SENDER, viewer: { ...SENDER.viewer, role: 'ADMIN' } }])],
  ['a place that is none', JSON.stringify([{ ...SENDER, viewer: { ...SENDER.viewer, regionCodes: ['abc'] } }])],
  [
    'a purpose the role does not read for',
    JSON.stringify([{ ...SENDER, purposes: [{ code: 'A', purpose: 'AUDIT' }] }]),
  ],
  ['a setting that is not known', JSON.stringify([{ ...SENDER, trusted: true }])],
])('a file with %s is refused by the name of the setting', (_name, text) => {
  expect(() => openClients(written(text))).toThrow(/^Setting DCI_CLIENTS: /);
});

test('control: a file as it should be; and one that is not there', () => {
  expect(openClients(written(JSON.stringify([SENDER]))).current.get('a.example')?.keys).toHaveLength(1);
  expect(() => openClients('/nowhere/clients.json')).toThrow('ENOENT');
});

describe('a file that changes while the platform runs', () => {
  const start = Date.now();
  let clock: jest.SpyInstance<number, []>;
  let lines: string[];
  beforeEach(() => {
    clock = jest.spyOn(Date, 'now').mockReturnValue(start);
    lines = [];
    jest.spyOn(process.stderr, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
  });
  afterEach(() => jest.restoreAllMocks());
  const NEXT = publicJwk({ id: 'k2', secret: Buffer.alloc(32, 2) });
  const list = (...keys: object[]) => JSON.stringify([{ ...SENDER, keys }]);

  test('is taken within a second: a key that comes, one that goes, a sender that goes', () => {
    const path = written(list(KEY));
    const book = openClients(path);
    const kids = () => book.current.get('a.example')?.keys.map(({ id }) => id);
    for (const [second, text, expected] of [
      [1, list(KEY, NEXT), ['k1', 'k2']],
      [2, list(NEXT), ['k2']],
      [3, '[]', undefined],
    ] as const) {
      const before = kids();
      writeFileSync(path, text);
      // Not at each message: the file was looked at just now.
      expect(kids()).toEqual(before);
      clock.mockReturnValue(start + second * 1_000);
      expect(kids()).toEqual(expected);
    }
    expect(lines.filter((line) => line.includes('dci-clients-replaced'))).toHaveLength(3);
  });

  test('changes nothing while it cannot be used, and says so once', () => {
    const path = written(list(KEY));
    const book = openClients(path);
    const kidsAt = (second: number) => {
      clock.mockReturnValue(start + second * 1_000);
      return book.current.get('a.example')?.keys.map(({ id }) => id);
    };
    writeFileSync(path, `${list(NEXT).slice(0, -5)}secret`);
    expect([kidsAt(1), kidsAt(2)]).toEqual([['k1'], ['k1']]);
    rmSync(path);
    expect([kidsAt(3), kidsAt(4)]).toEqual([['k1'], ['k1']]);
    expect(lines.map((line) => (JSON.parse(line) as { event: string; reason: string }).reason)).toEqual([
      expect.stringContaining('is no JSON'),
      expect.stringContaining('ENOENT'),
    ]);
    expect(lines.join('')).not.toContain('secret');
    writeFileSync(path, list(NEXT));
    expect(kidsAt(5)).toEqual(['k2']);
  });
});

test('production signs with a key of its own, and knows nobody by itself', () => {
  const production = {
    BERDAYA_MODE: 'production',
    OIDC_ISSUER: 'https://issuer.example',
    ENVELOPE_KEYS: `k:${Buffer.alloc(32, 4).toString('base64')}`,
    LEDGER_KEYS: `k:${Buffer.alloc(32, 5).toString('base64')}`,
    SUBGRAPH_URLS: 'programs=http://p',
    GATEWAY_DATABASE_URL: 'postgres://g@db/b',
  };
  const load = (settings: Record<string, string>) => loadConfig({ ...production, ...settings }, 'gateway');
  expect(openDci(load({}), store)).toBeUndefined();
  expect(() => load({ DCI_CLIENTS: 'f.json' })).toThrow(
    'Setting DCI_SIGNING_KEYS: must be set in production mode with DCI_CLIENTS.',
  );
  const secret = loadConfig({}).dci.keys?.current.secret.toString('base64');
  for (const id of ['demo', 'mine']) {
    expect(() => load({ DCI_SIGNING_KEYS: `${id}:${secret}` })).toThrow('demo keys are refused in production mode');
  }
  const own = load({ DCI_SIGNING_KEYS: `mine:${Buffer.alloc(32, 6).toString('base64')}` });
  expect(openDci(own, store)?.clients.current.size).toBe(0);
});
