import { connect } from 'node:net';
import { SignJWT, exportJWK, exportSPKI, generateKeyPair } from 'jose';
import type { CryptoKey } from 'jose';
import { createTokenVerifier } from '../../gateway';
import { serve } from '../support/http';
import type { Served } from '../support/http';
import { serveGraph } from '../support/graph';
import { addFamilies } from '../support/people';
import { startTestPlatform } from '../support/platform';
import type { TestPlatform } from '../support/platform';

/** A token that is not what it should be is 401 before anything is read, parsed or fetched; it never becomes PUBLIC. */
const AUDIENCE = 'urn:berdaya:graph';
const CLAIMS = { role: 'DINSOS', regionCodes: ['3204'], programCodes: [], purpose: 'VERIFIKASI' };
const QUERY = '{ persons { nodes { fullName } } }';

let platform: TestPlatform;
let issuer: Served;
let graph: Served;
let own: { readonly privateKey: CryptoKey; readonly publicKey: CryptoKey };
let strangerKey: CryptoKey;
let keyRequests = 0;
let statements = 0;

beforeAll(async () => {
  platform = await startTestPlatform();
  await addFamilies(platform, [{ key: 'home', members: [{ key: 'head', name: 'Sarni Wulandaru' }] }]);
  own = await generateKeyPair('ES256', { extractable: true });
  strangerKey = (await generateKeyPair('ES256')).privateKey;
  const jwk = { ...(await exportJWK(own.publicKey)), kid: 'k1', alg: 'ES256' };
  issuer = await serve((request, response) => {
    const isKeys = request.url === '/jwks';
    if (isKeys) keyRequests += 1;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(isKeys ? { keys: [jwk] } : { issuer: issuerUrl(), jwks_uri: `${issuerUrl()}/jwks` }));
  });
  for (const { database } of platform.subgraphs) database.onStatement(() => (statements += 1));
  const tokens = createTokenVerifier({ issuer: issuerUrl(), audience: AUDIENCE });
  graph = await serveGraph({ ...platform, verify: (authorization) => tokens.verify(authorization) });
});
afterAll(async () => {
  await graph.stop();
  await issuer.stop();
  await platform.stop();
});

const issuerUrl = () => new URL(issuer.url).origin;
const now = () => Math.floor(Date.now() / 1000);

interface Making {
  readonly key?: CryptoKey;
  readonly kid?: string;
  readonly claims?: unknown;
  readonly change?: (jwt: SignJWT) => SignJWT;
}
const token = ({ key = own.privateKey, kid = 'k1', claims = CLAIMS, change = (jwt) => jwt }: Making = {}) =>
  change(
    new SignJWT({ berdaya: claims })
      .setProtectedHeader({ alg: 'ES256', kid })
      .setSubject('officer')
      .setIssuer(issuerUrl())
      .setAudience(AUDIENCE)
      .setExpirationTime('5m'),
  ).sign(key);
const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
const body = () => ({ berdaya: CLAIMS, sub: 'officer', iss: issuerUrl(), aud: AUDIENCE, exp: now() + 300 });

async function ask(authorization: string) {
  const before = statements;
  const response = await fetch(graph.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization },
    body: JSON.stringify({ query: QUERY }),
  });
  return {
    status: response.status,
    text: await response.text(),
    statements: statements - before,
    headers: response.headers,
  };
}

const ATTACKS: [string, () => string | Promise<string>][] = [
  ['algorithm none', () => `${encode({ alg: 'none' })}.${encode(body())}.x`],
  ['algorithm none without a signature', () => `${encode({ alg: 'none' })}.${encode(body())}.`],
  [
    'the public key as an HMAC secret',
    async () => {
      const secret = new TextEncoder().encode(await exportSPKI(own.publicKey));
      return new SignJWT(body()).setProtectedHeader({ alg: 'HS256', kid: 'k1' }).sign(secret);
    },
  ],
  ['a stranger’s key under a known id', () => token({ key: strangerKey })],
  [
    'a key brought along in the header',
    async () => {
      const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
      return new SignJWT(body()).setProtectedHeader({ alg: 'ES256', jwk: await exportJWK(publicKey) }).sign(privateKey);
    },
  ],
  ['another audience', () => token({ change: (jwt) => jwt.setAudience('elsewhere') })],
  ['no audience', async () => await token({ change: (jwt) => jwt.setAudience([]) })],
  ['another issuer', () => token({ change: (jwt) => jwt.setIssuer('https://elsewhere.example') })],
  ['expired', () => token({ change: (jwt) => jwt.setExpirationTime(now() - 60) })],
  ['not yet valid', () => token({ change: (jwt) => jwt.setNotBefore(now() + 60) })],
  ['an unknown key id', () => token({ kid: 'k2' })],
  ['a role nobody has', () => token({ claims: { ...CLAIMS, role: 'ROOT' } })],
  ['the role of the platform itself', () => token({ claims: { ...CLAIMS, role: 'SYSTEM' } })],
  ['a purpose nobody knows', () => token({ claims: { ...CLAIMS, purpose: 'CURIOSITY' } })],
  ['two roles', () => token({ claims: { ...CLAIMS, role: ['DINSOS', 'DPO'] } })],
  ['a claim nobody knows', () => token({ claims: { ...CLAIMS, isAdmin: true } })],
  ['a place that is none', () => token({ claims: { ...CLAIMS, regionCodes: ['%'] } })],
  ['no claims', () => token({ claims: null })],
  ['a partner without a second factor', () => token({ claims: { role: 'PARTNER_ADMIN', purpose: 'PENEMPATAN' } })],
  ['a changed payload', async () => (await token()).replace(/\.[^.]+\./, `.${encode({ ...body(), sub: 'x' })}.`)],
];

test.each(ATTACKS)('%s: 401, no statement', async (_, make) => {
  const reply = await ask(`Bearer ${await make()}`);
  expect({ status: reply.status, statements: reply.statements }).toEqual({ status: 401, statements: 0 });
  expect(JSON.parse(reply.text)).toMatchObject({ errors: [{ extensions: { code: 'TOKEN_INVALID' } }] });
  expect(reply.headers.get('www-authenticate')).toContain('invalid_token');
  expect(reply.text).not.toContain('Sarni');
});

test('another scheme: 401, no statement', async () => {
  expect(await ask('Basic b2ZmaWNlcjp4')).toMatchObject({ status: 401, statements: 0 });
});

test('a flood of unknown key ids does not become a flood of requests to the issuer', async () => {
  const before = keyRequests;
  for (let index = 0; index < 20; index += 1) {
    expect(await ask(`Bearer ${await token({ kid: `flood-${index}` })}`)).toMatchObject({ status: 401, statements: 0 });
  }
  expect(keyRequests - before).toBeLessThanOrEqual(1);
});

test('two Authorization headers: 401, though one alone is good', async () => {
  const good = await token();
  const { port, host } = new URL(graph.url);
  const text = JSON.stringify({ query: QUERY });
  const send = (headers: readonly string[]) =>
    new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port), '127.0.0.1');
      let answer = '';
      socket.on('data', (chunk) => (answer += chunk.toString()));
      socket.on('end', () => resolve(answer));
      socket.on('error', reject);
      const head = [`POST /graphql HTTP/1.1`, `host: ${host}`, 'connection: close', 'content-type: application/json'];
      socket.write([...head, ...headers, `content-length: ${text.length}`, '', text].join('\r\n'));
    });
  const before = statements;
  for (const second of [`authorization: Bearer ${good}`, 'Authorization: Bearer x.y.z', 'AUTHORIZATION: Basic x']) {
    const answer = await send([`authorization: Bearer ${good}`, second]);
    expect(answer).toMatch(/^HTTP\/1.1 401 /);
    expect(answer).not.toContain('Sarni');
  }
  expect(statements).toBe(before);
  // Control: one of them is answered.
  expect(await send([`authorization: Bearer ${good}`])).toContain('Sarni Wulandaru');
  expect(statements).toBe(before + 1);
});

test('control: a good token is answered by one statement', async () => {
  const reply = await ask(`Bearer ${await token()}`);
  expect({ status: reply.status, statements: reply.statements }).toEqual({ status: 200, statements: 1 });
  expect(JSON.parse(reply.text)).toEqual({ data: { persons: { nodes: [{ fullName: 'Sarni Wulandaru' }] } } });
});
