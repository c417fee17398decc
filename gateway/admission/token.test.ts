import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SignJWT, exportJWK, exportSPKI, generateKeyPair } from 'jose';
import type { CryptoKey, JWK } from 'jose';
import { createTokenVerifier } from './token';

const AUDIENCE = 'urn:berdaya:graph';
const CLAIMS = { role: 'PENDAMPING', regionCodes: ['320405'] };

let server: Server;
let issuer: string;
let privateKey: CryptoKey;
let publicKey: CryptoKey;
let strangerKey: CryptoKey;
let keyRequests = 0;

beforeAll(async () => {
  ({ privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true }));
  strangerKey = (await generateKeyPair('ES256')).privateKey;
  const jwk: JWK = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256' };
  server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    if (request.url === '/jwks') keyRequests += 1;
    response.end(JSON.stringify(request.url === '/jwks' ? { keys: [jwk] } : { issuer, jwks_uri: `${issuer}/jwks` }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const now = () => Math.floor(Date.now() / 1000);
const token = (change: (jwt: SignJWT) => SignJWT = (jwt) => jwt, key: CryptoKey = privateKey, kid = 'k1') =>
  change(
    new SignJWT({ berdaya: CLAIMS })
      .setProtectedHeader({ alg: 'ES256', kid })
      .setSubject('u1')
      .setIssuer(issuer)
      .setAudience(AUDIENCE)
      .setExpirationTime('5m'),
  ).sign(key);
const verify = async (text: string) => createTokenVerifier({ issuer, audience: AUDIENCE }).verify(text);

test('control: a good token gives its viewer', async () => {
  expect(await verify(`Bearer ${await token()}`)).toEqual({ ...CLAIMS, subject: 'u1', programCodes: [] });
});

describe('partners show a second factor', () => {
  const PARTNER = { role: 'PARTNER_RECRUITER', employerId: '0b8f7f50-0000-4000-8000-000000000001' };
  const ask = async (shown: object, claims: object = PARTNER) => {
    const jwt = new SignJWT({ berdaya: claims, ...shown }).setProtectedHeader({ alg: 'ES256', kid: 'k1' });
    const signed = await jwt
      .setSubject('u1')
      .setIssuer(issuer)
      .setAudience(AUDIENCE)
      .setExpirationTime('5m')
      .sign(privateKey);
    const settings = { issuer, audience: AUDIENCE, secondFactorAcr: ['urn:ministry:two', 'aal2'] };
    return createTokenVerifier(settings).verify(`Bearer ${signed}`);
  };

  test.each([
    { amr: ['pwd', 'otp'] },
    { amr: ['mfa'] },
    { amr: ['hwk'] },
    { amr: ['sms', 'mfa'] },
    { acr: 'aal2' },
    { amr: ['pwd'], acr: 'urn:ministry:two' },
  ])('%j is one', async (shown) => {
    expect(await ask(shown)).toMatchObject({ role: 'PARTNER_RECRUITER' });
    expect(await ask(shown, { ...PARTNER, role: 'PARTNER_ADMIN' })).toMatchObject({ role: 'PARTNER_ADMIN' });
  });

  test.each([
    {},
    { amr: [] },
    { amr: ['pwd'] },
    { amr: ['sms'] },
    { amr: ['pwd', 'sms'] },
    { amr: 'otp' },
    { amr: ['OTP'] },
    { amr: { 0: 'otp' } },
    { acr: 'aal1' },
    { acr: ['aal2'] },
    { acr: '' },
    { berdaya: { ...PARTNER, amr: ['otp'] } },
  ])('%j is none', async (shown) => {
    const reason = 'berdaya' in shown ? 'no known role' : 'second factor';
    await expect(ask(shown)).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
    await expect(ask(shown)).rejects.toThrow(reason);
  });

  test('no level counts where the ministry has named none, and officers need none', async () => {
    const jwt = new SignJWT({ berdaya: PARTNER, acr: 'aal2' }).setProtectedHeader({ alg: 'ES256', kid: 'k1' });
    const signed = await jwt
      .setSubject('u1')
      .setIssuer(issuer)
      .setAudience(AUDIENCE)
      .setExpirationTime('5m')
      .sign(privateKey);
    await expect(verify(`Bearer ${signed}`)).rejects.toThrow('second factor');
    expect(await ask({}, CLAIMS)).toMatchObject({ role: 'PENDAMPING' });
  });
});

test('no token is PUBLIC, never an error', async () => {
  expect(await createTokenVerifier({ issuer, audience: AUDIENCE }).verify(undefined)).toMatchObject({ role: 'PUBLIC' });
});

test('an issuer that does not answer is our fault, not the token’s', async () => {
  const verifier = createTokenVerifier({ issuer: 'http://127.0.0.1:9', audience: AUDIENCE });
  await expect(verifier.verify(`Bearer ${await token()}`)).rejects.toMatchObject({ code: 'ISSUER_UNAVAILABLE' });
});

test('a token is verified once, then remembered', async () => {
  const verifier = createTokenVerifier({ issuer, audience: AUDIENCE });
  const authorization = `Bearer ${await token()}`;
  const before = keyRequests;
  const first = await verifier.verify(authorization);
  expect(await verifier.verify(authorization)).toBe(first);
  expect(keyRequests - before).toBe(1);
});

test('a remembered token is refused once it has expired', async () => {
  const verifier = createTokenVerifier({ issuer, audience: AUDIENCE });
  const authorization = `Bearer ${await token((jwt) => jwt.setExpirationTime(now() + 2))}`;
  await verifier.verify(authorization);
  jest.useFakeTimers({
    now: Date.now() + 60_000,
    doNotFake: ['setTimeout', 'setImmediate', 'nextTick', 'queueMicrotask'],
  });
  await expect(verifier.verify(authorization)).rejects.toThrow('it has expired');
  jest.useRealTimers();
});

test('unknown key ids do not make the gateway ask the issuer again and again', async () => {
  const verifier = createTokenVerifier({ issuer, audience: AUDIENCE });
  const before = keyRequests;
  for (let i = 0; i < 20; i += 1) {
    await expect(verifier.verify(`Bearer ${await token((jwt) => jwt, privateKey, `k${i + 2}`)}`)).rejects.toThrow();
  }
  expect(keyRequests - before).toBeLessThanOrEqual(2);
});

describe('refused', () => {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const body = () => ({ berdaya: CLAIMS, sub: 'u1', iss: issuer, aud: AUDIENCE, exp: now() + 300 });

  test.each<[string, () => string | Promise<string>]>([
    ['algorithm none', () => `${encode({ alg: 'none' })}.${encode(body())}.x`],
    [
      'the public key used as an HMAC secret',
      async () => {
        const secret = new TextEncoder().encode(await exportSPKI(publicKey));
        return new SignJWT(body()).setProtectedHeader({ alg: 'HS256', kid: 'k1' }).sign(secret);
      },
    ],
    ["a stranger's key under a known id", () => token((jwt) => jwt, strangerKey)],
    ['another audience', () => token((jwt) => jwt.setAudience('elsewhere'))],
    ['another issuer', () => token((jwt) => jwt.setIssuer('https://elsewhere'))],
    ['expired', () => token((jwt) => jwt.setExpirationTime(now() - 60))],
    ['not yet valid', () => token((jwt) => jwt.setNotBefore(now() + 60))],
    [
      'without a subject',
      () =>
        new SignJWT({ berdaya: CLAIMS })
          .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
          .setIssuer(issuer)
          .setAudience(AUDIENCE)
          .setExpirationTime('5m')
          .sign(privateKey),
    ],
    [
      'without a known role',
      () =>
        new SignJWT({ berdaya: { role: 'SYSTEM' } })
          .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
          .setSubject('u1')
          .setIssuer(issuer)
          .setAudience(AUDIENCE)
          .setExpirationTime('5m')
          .sign(privateKey),
    ],
    [
      'with a claim nobody knows',
      () =>
        new SignJWT({ berdaya: { ...CLAIMS, isAdmin: true } })
          .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
          .setSubject('u1')
          .setIssuer(issuer)
          .setAudience(AUDIENCE)
          .setExpirationTime('5m')
          .sign(privateKey),
    ],
    [
      'with a jurisdiction off the level boundaries',
      () =>
        new SignJWT({ berdaya: { ...CLAIMS, regionCodes: ['3'] } })
          .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
          .setSubject('u1')
          .setIssuer(issuer)
          .setAudience(AUDIENCE)
          .setExpirationTime('5m')
          .sign(privateKey),
    ],
    ['no JWT', () => 'opaque'],
  ])('%s', async (_, make) => {
    await expect(verify(`Bearer ${await make()}`)).rejects.toMatchObject({ extensions: { code: 'TOKEN_INVALID' } });
  });

  test('another scheme', async () => {
    await expect(verify('Basic dTpw')).rejects.toMatchObject({ extensions: { code: 'TOKEN_INVALID' } });
  });
});
