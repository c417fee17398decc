import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import type { JWTVerifyGetKey } from 'jose';
import { LRUCache } from 'lru-cache';
import { CodedError } from '../../shared/errors';
import { PUBLIC_VIEWER, viewerSchema } from '../../shared/viewer';
import type { Viewer } from '../../shared/viewer';
import { needsSecondFactor, showsSecondFactor } from './second-factor';

/** Private claim of our tokens that holds the viewer. */
export const VIEWER_CLAIM = 'berdaya';
/** Only asymmetric signatures: with HS256 allowed, the public key could be used as a secret. */
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA'];
const CACHE_SIZE = 10_000;
const CLOCK_TOLERANCE_SECONDS = 5;

export interface TokenVerifier {
  /**
   * The viewer behind an `Authorization` header; PUBLIC without one.
   * @throws CodedError TOKEN_INVALID, ISSUER_UNAVAILABLE
   */
  verify(authorization: string | undefined): Promise<Viewer>;
  /** The program a verified viewer's token was made for (`azp`, or `client_id`), if it says so. */
  clientOf?(viewer: Viewer): string | undefined;
}

interface Verified {
  readonly viewer: Viewer;
  readonly client: string | undefined;
  readonly expires: number;
}

/** Whose tokens are taken. */
export interface TokenSettings {
  readonly issuer: string;
  readonly audience: string;
  /** Values of `acr` by which the issuer says that a second factor was shown; none if left out. */
  readonly secondFactorAcr?: readonly string[];
}

/** Verifies access tokens of one issuer. A verified token is remembered until it expires: signatures cost more than a query. */
export function createTokenVerifier(options: TokenSettings): TokenVerifier {
  const cache = new LRUCache<string, Verified>({ max: CACHE_SIZE });
  const clients = new WeakMap<Viewer, string>();
  let keys: Promise<JWTVerifyGetKey> | undefined;
  const getKeys = (): Promise<JWTVerifyGetKey> => {
    keys ??= discoverKeys(options.issuer).catch((error: unknown) => {
      keys = undefined;
      throw unavailable(error);
    });
    return keys;
  };

  return {
    async verify(authorization) {
      if (authorization === undefined) return PUBLIC_VIEWER;
      const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(authorization)?.[1];
      if (token === undefined) throw new CodedError('TOKEN_INVALID', { reason: 'it is not a bearer JWT' });
      const known = cache.get(token);
      if (known && known.expires > Date.now() / 1000) return known.viewer;
      const verified = await verifyToken(token, await getKeys(), options);
      cache.set(token, verified);
      if (verified.client !== undefined) clients.set(verified.viewer, verified.client);
      return verified.viewer;
    },
    clientOf: (viewer) => clients.get(viewer),
  };
}

async function verifyToken(
  token: string,
  keys: JWTVerifyGetKey,
  { issuer, audience, secondFactorAcr = [] }: TokenSettings,
): Promise<Verified> {
  const { payload } = await jwtVerify(token, keys, {
    issuer,
    audience,
    algorithms: ALGORITHMS,
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
    requiredClaims: ['sub', 'exp'],
  }).catch((error: unknown) => {
    throw refusal(error);
  });
  const claim = payload[VIEWER_CLAIM];
  const viewer = viewerSchema.safeParse({ ...(typeof claim === 'object' ? claim : {}), subject: payload.sub });
  if (!viewer.success) throw new CodedError('TOKEN_INVALID', { reason: 'its claims name no known role' });
  if (needsSecondFactor(viewer.data.role) && !showsSecondFactor(payload, secondFactorAcr)) {
    throw new CodedError('TOKEN_INVALID', { reason: 'it shows no second factor, sign in with one (amr, acr)' });
  }
  const client = payload['azp'] ?? payload['client_id'];
  return {
    viewer: viewer.data,
    client: typeof client === 'string' ? client : undefined,
    expires: payload.exp ?? 0,
  };
}

/** Why a token was refused, in words that tell an honest client what to do and a forger nothing. */
function refusal(error: unknown): CodedError {
  if (error instanceof errors.JWTExpired) return new CodedError('TOKEN_INVALID', { reason: 'it has expired' });
  if (error instanceof errors.JWTClaimValidationFailed) {
    return new CodedError('TOKEN_INVALID', { reason: `its claim ${error.claim} does not fit` });
  }
  if (error instanceof errors.JWKSTimeout || !(error instanceof errors.JOSEError)) return unavailable(error);
  return new CodedError('TOKEN_INVALID', { reason: 'it cannot be verified' });
}

function unavailable(error: unknown): CodedError {
  return new CodedError('ISSUER_UNAVAILABLE', {}, { originalError: error instanceof Error ? error : undefined });
}

async function discoverKeys(issuer: string): Promise<JWTVerifyGetKey> {
  const response = await fetch(`${issuer}/.well-known/openid-configuration`, { signal: AbortSignal.timeout(5_000) });
  const metadata = (await response.json()) as { jwks_uri?: string };
  if (!response.ok || metadata.jwks_uri === undefined) throw new Error(`issuer answers ${response.status}`);
  return createRemoteJWKSet(new URL(metadata.jwks_uri), { timeoutDuration: 5_000 });
}
