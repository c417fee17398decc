import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../../shared/config';
import { CodedError } from '../../shared/errors';
import { defaultDataDirectory } from './data-directory';

/** Every demo client has it, and the sign-in page asks for no password either: whoever reaches the issuer may be anyone. */
export const DEMO_CLIENT_SECRET = 'demo';
/** File of the data directory in which a running issuer leaves its address. */
export const ISSUER_FILE = 'issuer.url';

export interface DemoToken {
  readonly token: string;
  /** Seconds from now. */
  readonly expiresIn: number;
}

/** The embedded issuer's port: next to the gateway's unless it is set. */
export function issuerPort(config: Pick<Config, 'port' | 'issuerPort'>): number {
  return config.issuerPort ?? (config.port === 0 ? 0 : config.port + 1);
}

/** Where a running Berdaya has its issuer: as set, as it left it in its data directory, or where it is by default. */
export async function findIssuer(config: Pick<Config, 'port' | 'issuerPort' | 'issuer' | 'dataDir'>): Promise<string> {
  if (config.issuer) return config.issuer;
  const left = await readFile(join(config.dataDir ?? defaultDataDirectory(), ISSUER_FILE), 'utf8').catch(() => '');
  return left.trim() || `http://localhost:${issuerPort(config)}`;
}

/**
 * A token of a demo identity by the client credentials grant.
 * @throws CodedError ISSUER_UNREACHABLE
 */
export async function fetchDemoToken(issuer: string, identity: string): Promise<DemoToken> {
  const response = await fetch(`${issuer}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${identity}:${DEMO_CLIENT_SECRET}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
    signal: AbortSignal.timeout(5_000),
  }).catch(() => undefined);
  if (!response) throw new CodedError('ISSUER_UNREACHABLE', { issuer, reason: 'nothing answers there' });
  const answer = (await response.json().catch(() => ({}))) as { access_token?: string; expires_in?: number };
  if (!answer.access_token) {
    throw new CodedError('ISSUER_UNREACHABLE', { issuer, reason: `it answers ${response.status} and no token` });
  }
  return { token: answer.access_token, expiresIn: answer.expires_in ?? 0 };
}
