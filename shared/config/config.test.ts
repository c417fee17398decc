import { randomBytes } from 'node:crypto';
import { createKeyRing, demoKeys, loadConfig, parseKeyRing } from './index';

const key = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;
const secret = () => randomBytes(32).toString('base64');
const production = () => ({
  BERDAYA_MODE: 'production',
  DATABASE_URL: 'postgres://admin@db/berdaya',
  DATABASE_ROLE_SECRET: 'a secret of its own',
  OIDC_ISSUER: 'https://issuer.example/',
  FIELD_KEYS: key('k1'),
  ENVELOPE_KEYS: key('k1'),
  CURSOR_KEYS: key('k1'),
  BLIND_INDEX_KEY: secret(),
  IDENTITY_KEY: secret(),
  LEDGER_KEYS: key('k1'),
  LEDGER_SUBJECT_KEY: secret(),
  RECORD_KEY: secret(),
});

test('without settings: demo mode, embedded database and issuer, demo keys', () => {
  const config = loadConfig({});
  expect(config).toMatchObject({ mode: 'demo', port: 4000, scale: 10_000, databaseUrl: undefined, issuer: undefined });
  expect(config.keys.field.current.id).toBe('demo');
});

test('control: production mode starts with every secret set', () => {
  expect(loadConfig(production())).toMatchObject({ mode: 'production', issuer: 'https://issuer.example' });
});

test.each(Object.keys(production()).filter((name) => name !== 'BERDAYA_MODE'))(
  'production mode without %s refuses to boot',
  (name) => {
    expect(() => loadConfig({ ...production(), [name]: undefined })).toThrow(
      `Setting ${name}: must be set in production mode.`,
    );
  },
);

test('production mode refuses the demo keys, under their name or by their value', () => {
  const demo = demoKeys();
  const ring = `demo:${demo.field.current.secret.toString('base64')}`;
  expect(() => loadConfig({ ...production(), FIELD_KEYS: ring })).toThrow('demo keys are refused');
  const value = demo.blindIndex.toString('base64');
  expect(() => loadConfig({ ...production(), BLIND_INDEX_KEY: value })).toThrow('demo keys are refused');
  const ledger = { LEDGER_SUBJECT_KEY: demo.ledgerSubject.toString('base64') };
  expect(() => loadConfig({ ...production(), ...ledger })).toThrow('demo keys are refused');
  expect(() => loadConfig({ ...production(), LEDGER_KEYS: ring })).toThrow('demo keys are refused');
});

test('a gateway in production needs no key to personal data', () => {
  const { ENVELOPE_KEYS, LEDGER_KEYS, OIDC_ISSUER } = production();
  const env = {
    BERDAYA_MODE: 'production',
    ENVELOPE_KEYS,
    LEDGER_KEYS,
    OIDC_ISSUER,
    GATEWAY_DATABASE_URL: 'postgres://gateway@db/berdaya',
    SUBGRAPH_URLS: 'programs=http://programs:5000/graphql',
  };
  const config = loadConfig(env, 'gateway');
  expect(config.subgraphUrls).toEqual({ programs: 'http://programs:5000/graphql' });
  expect(config.keys.field.current.id).toBe('none');
});

test.each([
  ['PORT', '99999'],
  ['BERDAYA_SCALE', '1:0'],
  ['BERDAYA_MODE', 'staging'],
  ['DATABASE_URL', 'mysql://x'],
  ['FIELD_KEYS', 'k1:dG9vIHNob3J0'],
  ['SUBGRAPH_URLS', 'elsewhere=http://x'],
])('%s = %s is refused by name', (name, value) => {
  expect(() => loadConfig({ [name]: value })).toThrow(new RegExp(`^Setting ${name}: `));
});

test('a ring writes with its first key and reads with every one', () => {
  const ring = parseKeyRing(`${key('new')},${key('old')}`);
  expect(ring?.current.id).toBe('new');
  expect(ring?.find('old')).toHaveLength(32);
  expect(createKeyRing([{ id: 'a', secret: randomBytes(32) }]).find('b')).toBeUndefined();
});
