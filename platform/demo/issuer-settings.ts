import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { needsSecondFactor } from '../../gateway';
import type { ClientMetadata, Configuration, JWK, KoaContextWithOIDC } from 'oidc-provider';
import { openSecret } from './data-directory';
import { DEMO_CLIENT_SECRET } from './demo-token';
import type { DemoIdentity } from './identities';
import { createIssuerStore } from './issuer-store';
import { loadOidcProvider } from './load-provider';
import { renderErrorPage } from './sign-in-page';

/** Client id of browsers: authorization code with PKCE, no secret. */
export const CONSOLE_CLIENT = 'berdaya-console';
/** Private claim of an access token that holds the viewer. */
const VIEWER_CLAIM = 'berdaya';
const ALGORITHM = 'ES256';
const MINUTE = 60;
const HOUR = 60 * MINUTE;

export interface IssuerSettings {
  /** Resource indicator (RFC 8707) and `aud` of every access token; a URI. */
  readonly audience: string;
  readonly identities: readonly DemoIdentity[];
  /** Sign-in may return to `http://localhost:<any port>` and to these addresses. */
  readonly redirectUris?: readonly string[];
  /** Seconds an access token lives; 600. */
  readonly tokenLifetime?: number;
}

/** How an identity signs in (RFC 8176), where its role needs a second factor; undefined for others: one click is no method. */
export function methodsOf({ viewer }: DemoIdentity): string[] | undefined {
  return needsSecondFactor(viewer.role) ? ['otp'] : undefined;
}

/** The configuration of oidc-provider: one audience, two flows, everything else off. */
export async function issuerConfiguration(settings: IssuerSettings, dataDir: string): Promise<Configuration> {
  const byName = new Map(settings.identities.map((identity) => [identity.name, identity]));
  return {
    adapter: createIssuerStore(),
    jwks: { keys: [await openSigningKey(dataDir)] },
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    clients: [consoleClient(settings.redirectUris ?? []), ...settings.identities.map(machineClient)],
    clientDefaults: { id_token_signed_response_alg: ALGORITHM },
    clientBasedCORS: (_ctx, origin) => isLoopback(origin) || redirectOrigins(settings).has(origin),
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'none'],
    responseTypes: ['code'],
    scopes: ['openid', 'offline_access'],
    claims: { openid: ['sub', 'name'] },
    conformIdTokenClaims: false,
    features: features(settings),
    findAccount: (_ctx, name) => {
      const identity = byName.get(name);
      return identity && { accountId: name, claims: () => ({ sub: name, name: identity.description }) };
    },
    extraTokenClaims: ({ oidc }, token) => {
      const { AuthorizationCode: code, RefreshToken: refresh } = oidc.entities;
      const identity = byName.get(('accountId' in token ? token.accountId : token.clientId) ?? '');
      // A machine shows what its identity would; a browser what it showed when it signed in.
      const amr = 'accountId' in token ? (code ?? refresh)?.amr : identity && methodsOf(identity);
      return { [VIEWER_CLAIM]: identity?.viewer, ...(amr && { amr }) };
    },
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}`, policy: signInPolicy() },
    loadExistingGrant: grantEverything(settings.audience),
    issueRefreshToken: (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: true,
    expiresWithSession: () => false,
    renderError: (ctx, out) => renderErrorPage(ctx, out.error_description ?? out.error),
    ttl: {
      AccessToken: settings.tokenLifetime ?? 10 * MINUTE,
      AuthorizationCode: MINUTE,
      ClientCredentials: settings.tokenLifetime ?? 10 * MINUTE,
      Grant: 12 * HOUR,
      IdToken: 10 * MINUTE,
      Interaction: HOUR,
      RefreshToken: 12 * HOUR,
      Session: HOUR,
    },
  };
}

/** Made on first use, kept with mode 600: tokens of before a restart stay valid. */
async function openSigningKey(dataDir: string): Promise<JWK> {
  const text = await openSecret(join(dataDir, 'issuer-key.json'), () => {
    const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
    return JSON.stringify({ ...key, kid: randomBytes(8).toString('hex'), use: 'sig', alg: ALGORITHM });
  });
  return JSON.parse(text) as JWK;
}

/** A native application, so that any port of the loopback interface will do (RFC 8252, 7.3). */
function consoleClient(redirectUris: readonly string[]): ClientMetadata {
  const loopback = ['http://localhost', 'http://127.0.0.1', 'http://[::1]'];
  return {
    client_id: CONSOLE_CLIENT,
    client_name: 'Berdaya console',
    application_type: 'native',
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    redirect_uris: [...loopback.flatMap((origin) => [`${origin}/`, `${origin}/callback`]), ...redirectUris],
  };
}

function machineClient({ name, description }: DemoIdentity): ClientMetadata {
  return {
    client_id: name,
    client_name: description,
    client_secret: DEMO_CLIENT_SECRET,
    grant_types: ['client_credentials'],
    response_types: [],
    redirect_uris: [],
  };
}

function features({ audience, tokenLifetime }: IssuerSettings): Configuration['features'] {
  const server = {
    scope: 'graph',
    audience,
    accessTokenFormat: 'jwt' as const,
    accessTokenTTL: tokenLifetime ?? 10 * MINUTE,
    jwt: { sign: { alg: ALGORITHM } as const },
  };
  const { errors } = loadOidcProvider();
  return {
    clientCredentials: { enabled: true },
    devInteractions: { enabled: false },
    dPoP: { enabled: false },
    pushedAuthorizationRequests: { enabled: false },
    rpInitiatedLogout: { enabled: false },
    userinfo: { enabled: false },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => audience,
      useGrantedResource: () => true,
      getResourceServerInfo: (_ctx, resource) => {
        if (resource !== audience) throw new errors.InvalidTarget();
        return server;
      },
    },
  };
}

/** Each sign-in asks whom to be, even in a browser that was someone before: that is what a demo is for. */
function signInPolicy() {
  const { interactionPolicy } = loadOidcProvider();
  const policy = interactionPolicy.base();
  const { Check } = interactionPolicy;
  policy.get('consent')?.checks.remove('native_client_prompt');
  policy
    .get('login')
    ?.checks.add(new Check('always', 'a demo identity must be chosen', (ctx) => ctx.oidc.result?.login === undefined));
  return policy;
}

/** Nobody is asked for consent: the console is ours. */
function grantEverything(audience: string): Configuration['loadExistingGrant'] {
  return async ({ oidc }: KoaContextWithOIDC) => {
    const grant = new oidc.provider.Grant({ clientId: oidc.client?.clientId, accountId: oidc.session?.accountId });
    grant.addOIDCScope('openid offline_access');
    grant.addResourceScope(audience, 'graph');
    await grant.save();
    return grant;
  };
}

function redirectOrigins({ redirectUris }: IssuerSettings): Set<string> {
  return new Set((redirectUris ?? []).map((uri) => new URL(uri).origin));
}

function isLoopback(origin: string): boolean {
  return URL.canParse(origin) && ['localhost', '127.0.0.1', '[::1]'].includes(new URL(origin).hostname);
}
