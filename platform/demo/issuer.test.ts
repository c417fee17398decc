import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { createTokenVerifier } from '../../gateway';
import { ROLES, viewerSchema } from '../../shared/viewer';
import { fetchDemoToken, findIssuer } from './demo-token';
import { IDENTITY_NAMES, demoIdentities } from './identities';
import { startIssuer } from './issuer';
import type { Issuer } from './issuer';

const audience = 'urn:berdaya:graph';
const person = randomUUID();
const identities = demoIdentities({ personIdOf: () => person, employerIdOf: () => randomUUID() });
const redirectUri = 'http://localhost:4321/callback';

let dataDir: string;
let running: Issuer;
const printed: string[] = [];

beforeAll(async () => {
  for (const stream of [process.stdout, process.stderr]) {
    jest.spyOn(stream, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
  }
  for (const method of ['info', 'warn'] as const) {
    jest.spyOn(console, method).mockImplementation((...words) => void printed.push(words.join(' ')));
  }
  dataDir = await mkdtemp(join(tmpdir(), 'berdaya-issuer-'));
  running = await startIssuer({ port: 0, audience, identities, dataDir });
  jest.restoreAllMocks();
});

afterAll(async () => {
  await running.stop();
  await rm(dataDir, { recursive: true });
});

async function verify(token: string) {
  const { jwks_uri: keys } = await getJson(`${running.issuer}/.well-known/openid-configuration`);
  return jwtVerify(token, createRemoteJWKSet(new URL(String(keys))), { issuer: running.issuer, audience });
}

async function getJson(url: string, options?: RequestInit): Promise<Record<string, unknown>> {
  return (await (await fetch(url, options)).json()) as Record<string, unknown>;
}

function askToken(body: Record<string, string>): Promise<Record<string, unknown>> {
  return getJson(`${running.issuer}/token`, {
    method: 'POST',
    body: new URLSearchParams({ client_id: 'berdaya-console', ...body }),
  });
}

/** What a browser does: keeps cookies, follows redirects until they leave the issuer. */
function createBrowser() {
  const cookies = new Map<string, string>();
  return async function go(url: string, options: RequestInit = {}): Promise<{ url: string; page: Response }> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const page = await fetch(url, { ...options, redirect: 'manual', headers: { cookie } });
    for (const line of page.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    const next = page.headers.get('location');
    if (!next) return { url, page };
    const target = new URL(next, url).href;
    return target.startsWith(running.issuer) ? go(target) : { url: target, page };
  };
}

async function signIn(
  name: string,
  verifier: string,
  { oneTimeCode }: { readonly oneTimeCode?: (page: string) => string } = {},
) {
  const scope = 'openid offline_access';
  const go = createBrowser();
  const query = new URLSearchParams({
    client_id: 'berdaya-console',
    response_type: 'code',
    redirect_uri: redirectUri,
    scope,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const form = await go(`${running.issuer}/auth?${query}`);
  const chosen = await go(form.url, { method: 'POST', body: new URLSearchParams({ identity: name }) });
  const asked = oneTimeCode ? oneTimeCode(await chosen.page.clone().text()) : undefined;
  const end = asked
    ? await go(form.url, { method: 'POST', body: new URLSearchParams({ identity: name, code: asked }) })
    : chosen;
  const code = URL.canParse(end.url) ? (new URL(end.url).searchParams.get('code') ?? '') : '';
  return { form, code, page: end.page };
}

test('starting prints nothing, and the signing key is readable by its owner only', async () => {
  expect(printed).toEqual([]);
  expect((await stat(join(dataDir, 'issuer-key.json'))).mode & 0o777).toBe(0o600);
});

test('there is an identity for every role, with claims of the shape of a viewer', () => {
  expect(new Set(identities.map(({ viewer }) => viewer.role))).toEqual(
    new Set(ROLES.filter((role) => role !== 'PUBLIC')),
  );
  for (const { viewer } of identities) expect(viewerSchema.parse(viewer)).toEqual(viewer);
  expect(identities.map(({ name }) => name)).toEqual(IDENTITY_NAMES);
});

test('a machine token verifies against the published keys and carries the viewer', async () => {
  const { token, expiresIn } = await fetchDemoToken(running.issuer, 'citizen');
  const { payload, protectedHeader } = await verify(token);
  expect(protectedHeader.alg).toBe('ES256');
  expect(expiresIn).toBe(600);
  expect(payload).toMatchObject({ sub: 'citizen', aud: audience, berdaya: { role: 'CITIZEN', personId: person } });
});

test('the gateway takes such a token for the viewer it names', async () => {
  const verifier = createTokenVerifier({ issuer: running.issuer, audience });
  for (const { name, viewer } of identities) {
    const { token } = await fetchDemoToken(running.issuer, name);
    expect(await verifier.verify(`Bearer ${token}`)).toEqual(viewer);
  }
});

test('a wrong secret, an unknown client and another audience get no token', async () => {
  const ask = (body: Record<string, string>) => askToken({ grant_type: 'client_credentials', ...body });
  const control = await ask({ client_id: 'dpo', client_secret: 'demo' });
  expect(control).toHaveProperty('access_token');
  expect(await ask({ client_id: 'dpo', client_secret: 'guess' })).toMatchObject({ error: 'invalid_client' });
  expect(await ask({ client_id: 'nobody', client_secret: 'demo' })).toMatchObject({ error: 'invalid_client' });
  expect(await ask({ client_id: 'dpo', client_secret: 'demo', resource: 'urn:other' })).toMatchObject({
    error: 'invalid_target',
  });
});

test('a browser signs in by one click, without a password, and can renew its token', async () => {
  const verifier = randomBytes(32).toString('base64url');
  const { form, code } = await signIn('pendamping', verifier);
  const first = await askToken({
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
  });
  expect((await verify(String(first['access_token']))).payload).toMatchObject({
    sub: 'pendamping',
    berdaya: { role: 'PENDAMPING', regionCodes: ['320405'] },
  });

  const renew = (token: unknown) => askToken({ grant_type: 'refresh_token', refresh_token: String(token) });
  const second = await renew(first['refresh_token']);
  expect(second['refresh_token']).not.toBe(first['refresh_token']);
  expect((await verify(String(second['access_token']))).payload.sub).toBe('pendamping');
  // Control of rotation: the new one works once more; the used one does not, and takes the whole family with it.
  const third = await renew(second['refresh_token']);
  expect(third).toHaveProperty('access_token');
  expect(await renew(first['refresh_token'])).toMatchObject({ error: 'invalid_grant' });
  expect(await renew(third['refresh_token'])).toMatchObject({ error: 'invalid_grant' });

  const html = await form.page.text();
  for (const name of IDENTITY_NAMES) expect(html).toContain(`value="${name}"`);
  expect(html).toContain('DEMO');
  expect(html).not.toMatch(/<script|src=|href=|https?:/);
  expect(form.page.headers.get('content-security-policy')).toMatch(
    /^default-src 'none'; style-src 'sha256-[\w+/=]+'; form-action 'self' http:\/\/localhost:4321; frame-ancestors 'none'/,
  );
});

test('an identity of a partner gives a one-time code too, its tokens say so, and a renewed one still does', async () => {
  const verifier = randomBytes(32).toString('base64url');
  const codeOn = (page: string) => /stands here: (\d{6})/.exec(page)?.[1] ?? '';
  const withoutCode = await signIn('recruiter', verifier);
  expect(withoutCode.code).toBe('');
  expect(await withoutCode.page.text()).toContain('autocomplete="one-time-code"');
  const wrong = await signIn('recruiter', verifier, {
    oneTimeCode: (page) => codeOn(page).replace(/./g, (n) => String(9 - Number(n))),
  });
  expect(wrong.code).toBe('');
  expect(await wrong.page.text()).toContain('That is another code');

  const { code } = await signIn('recruiter', verifier, { oneTimeCode: codeOn });
  const first = await askToken({
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
  });
  const second = await askToken({ grant_type: 'refresh_token', refresh_token: String(first['refresh_token']) });
  const gateway = createTokenVerifier({ issuer: running.issuer, audience });
  for (const { access_token: token } of [first, second]) {
    expect((await verify(String(token))).payload).toMatchObject({ sub: 'recruiter', amr: ['otp'] });
    expect(await gateway.verify(`Bearer ${String(token)}`)).toMatchObject({ role: 'PARTNER_RECRUITER' });
  }
  // Control: nobody else is asked, and nobody else's token claims it.
  const other = await fetchDemoToken(running.issuer, 'dpo');
  expect((await verify(other.token)).payload).not.toHaveProperty('amr');
});

test('a code is worth nothing without the verifier it was asked with', async () => {
  const { code } = await signIn('admin', randomBytes(32).toString('base64url'));
  const stolen = { grant_type: 'authorization_code', code, redirect_uri: redirectUri };
  expect(await askToken({ ...stolen, code_verifier: randomBytes(32).toString('base64url') })).toMatchObject({
    error: 'invalid_grant',
  });
});

test.each([
  ['another site to return to', { redirect_uri: 'https://attacker.example.com/callback' }, 400],
  ['no code challenge', { code_challenge: '' }, 303],
  ['the implicit flow', { response_type: 'token' }, 303],
])('%s is refused', async (_what, change, status) => {
  const query = new URLSearchParams({
    client_id: 'berdaya-console',
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: 'openid',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
    ...change,
  });
  const answer = await fetch(`${running.issuer}/auth?${query}`, { redirect: 'manual' });
  expect(answer.status).toBe(status);
  expect(answer.headers.get('location') ?? 'error=').toContain('error=');
});

test('no page of developers, no user info, no registration, no introspection', async () => {
  for (const path of ['/me', '/reg', '/token/introspection', '/session/end', '/device/auth', '/request']) {
    expect([path, (await fetch(running.issuer + path, { method: 'POST' })).status]).toEqual([path, 404]);
  }
});

test('a name that was pointed at this machine is turned away', async () => {
  const { port } = new URL(running.issuer);
  const ask = (host: string) =>
    new Promise((resolve) => {
      httpRequest({ host: '127.0.0.1', port, path: '/health', headers: { host } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      }).end();
    });
  expect(await ask('rebound.example.com')).toBe(421);
  expect(await ask(`127.0.0.1:${port}`)).toBe(200);
});

test('tokens of before a restart stay valid, and the address is found without being told', async () => {
  const { token } = await fetchDemoToken(running.issuer, 'analyst');
  const port = Number(new URL(running.issuer).port);
  await running.stop();
  const settings = { port: 4000, dataDir };
  expect(await findIssuer(settings)).toBe('http://localhost:4001');
  await expect(fetchDemoToken(`http://localhost:${port}`, 'analyst')).rejects.toMatchObject({
    code: 'ISSUER_UNREACHABLE',
  });
  running = await startIssuer({ port, audience, identities, dataDir });
  expect(await findIssuer(settings)).toBe(running.issuer);
  expect((await verify(token)).payload.sub).toBe('analyst');
});

test('a taken port and an audience that is no URI are named', async () => {
  const port = Number(new URL(running.issuer).port);
  await expect(startIssuer({ port, audience, identities, dataDir })).rejects.toMatchObject({
    code: 'PORT_TAKEN',
    details: { setting: 'OIDC_PORT' },
  });
  await expect(startIssuer({ port: 0, audience: 'graph', identities, dataDir })).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
  });
});
