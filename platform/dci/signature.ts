import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import type { JsonWebKey, KeyObject } from 'node:crypto';
import type { Key } from '../../shared/config';
import { CLOCK_SKEW_MS } from '../../subgraphs/beneficiaries/dci/code';

/** What is signed: both parts of a message. */
export interface Signed {
  readonly header: unknown;
  readonly message: unknown;
}

/** A public key with the one algorithm it is for. */
export interface PublicKey {
  readonly id: string;
  readonly algorithm: Algorithm;
  readonly key: KeyObject;
}

/** Asymmetric ones only. The key has one of them, whatever a message says. */
export const ALGORITHMS = ['ed25519', 'es256', 'rs256'] as const;
export type Algorithm = (typeof ALGORITHMS)[number];

/** A signature that is longer in force is not accepted: it would be for keeping. */
const MOST_SECONDS = 300;
/** Deeper messages are none of the standard. */
const MOST_LEVELS = 40;
const SIGNED_PARTS = '(created) (expires) digest';
const MOST_BITS = 8192;
const LEAST_BITS = 2048;

/**
 * The public key of a JWK (RFC 7517).
 * @returns undefined for a symmetric or private one, and for a kind that is not accepted
 */
export function findPublicKey(jwk: Readonly<Record<string, unknown>>): PublicKey | undefined {
  const { kid, kty, crv, d, k } = jwk;
  const algorithm =
    kty === 'OKP' && crv === 'Ed25519'
      ? 'ed25519'
      : kty === 'EC' && crv === 'P-256'
        ? 'es256'
        : kty === 'RSA'
          ? 'rs256'
          : undefined;
  if (!algorithm || d !== undefined || k !== undefined || typeof kid !== 'string' || !/^[\w.-]{1,60}$/.test(kid)) {
    return undefined;
  }
  try {
    const key = createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' });
    const { modulusLength: bits = LEAST_BITS } = key.asymmetricKeyDetails ?? {};
    return bits < LEAST_BITS || bits > MOST_BITS ? undefined : { id: kid, algorithm, key };
  } catch {
    return undefined;
  }
}

/** The Ed25519 key that stands for 32 secret bytes. */
export function privateKeyOf({ secret }: Pick<Key, 'secret'>): KeyObject {
  // RFC 8410: the bytes behind the name of the algorithm.
  const prefix = Buffer.from('302e020100300506032b657004220420', 'hex');
  return createPrivateKey({ key: Buffer.concat([prefix, secret]), format: 'der', type: 'pkcs8' });
}

/** The public half as it is published (RFC 8037). */
export function publicJwk(key: Key): JsonWebKey & { kid: string } {
  const jwk = createPublicKey(privateKeyOf(key)).export({ format: 'jwk' });
  return { ...jwk, kid: key.id, use: 'sig', alg: 'EdDSA' };
}

/**
 * The signature of a message, in the form of the standard's `MsgSignature`: of the lines `(created)`, `(expires)` and `digest`,
 * joined by line feeds; the digest is SHA-256 in base64 of `{"header":...,"message":...}` in the canonical form of RFC 8785.
 */
export function signMessage(signed: Signed, sender: string, key: Key): string {
  const created = Math.floor(Date.now() / 1000);
  const times = { created: String(created), expires: String(created + MOST_SECONDS) };
  const signature = sign(null, signingString(signed, times), privateKeyOf(key)).toString('base64');
  return [
    'namespace="dci"',
    `kidId="${sender}|${key.id}|ed25519"`,
    'algorithm="ed25519"',
    `created="${times.created}"`,
    `expires="${times.expires}"`,
    `headers="${SIGNED_PARTS}"`,
    `signature="${signature}"`,
  ].join(', ');
}

/** Whether the text is a signature in force of this message by one of the sender's keys. */
export function isSignedBy(text: string, signed: Signed, sender: string, keys: readonly PublicKey[]): boolean {
  const parts = readParts(text);
  if (!parts) return false;
  const [kidSender, kid, kidAlgorithm, ...rest] = (parts['kidId'] ?? '').split('|');
  const known = keys.find(({ id }) => id === kid);
  const isOwn = kidSender === sender && rest.length === 0;
  // Of the algorithm the message says nothing that the key does not say already.
  if (!isOwn || !known || kidAlgorithm !== known.algorithm || parts['algorithm'] !== known.algorithm) return false;
  const { created = '', expires = '' } = parts;
  const isForm = ['dci', 'spdci'].includes(parts['namespace'] ?? '') && parts['headers'] === SIGNED_PARTS;
  if (!isForm || !isInForce(created, expires)) return false;
  try {
    return check(known, signingString(signed, { created, expires }), Buffer.from(parts['signature'] ?? '', 'base64'));
  } catch {
    return false;
  }
}

function check({ algorithm, key }: PublicKey, data: Buffer, signature: Buffer): boolean {
  if (algorithm === 'ed25519') return verify(null, data, key, signature);
  // JOSE writes the two numbers of an ECDSA signature one after the other (RFC 7518, 3.4).
  if (algorithm === 'es256') return verify('sha256', data, { key, dsaEncoding: 'ieee-p1363' }, signature);
  return verify('sha256', data, key, signature);
}

/** `name="value"` with commas between; undefined for anything else, and where a name comes twice. */
function readParts(text: string): Readonly<Partial<Record<string, string>>> | undefined {
  const bare = text.replace(/^Signature:\s*/, '');
  if (!/^\w+="[^"\n]{0,1000}"(,\s*\w+="[^"\n]{0,1000}")*$/.test(bare)) return undefined;
  const pairs = [...bare.matchAll(/(\w+)="([^"]*)"/g)].map(([, name = '', value = '']): [string, string] => [
    name,
    value,
  ]);
  return new Set(pairs.map(([name]) => name)).size === pairs.length ? Object.fromEntries(pairs) : undefined;
}

function isInForce(created: string, expires: string): boolean {
  if (!/^\d{1,12}$/.test(created) || !/^\d{1,12}$/.test(expires)) return false;
  const [from, to, now, skew] = [Number(created), Number(expires), Date.now() / 1000, CLOCK_SKEW_MS / 1000];
  return from <= now + skew && to > now && to - from <= MOST_SECONDS;
}

function signingString(signed: Signed, { created, expires }: { created: string; expires: string }): Buffer {
  const { header, message } = signed;
  const digest = createHash('sha256').update(canonical({ header, message })).digest('base64');
  return Buffer.from(`(created): ${created}\n(expires): ${expires}\ndigest: ${digest}`);
}

/**
 * RFC 8785: no blanks, keys in the order of their UTF-16 units, numbers and texts as ECMAScript writes them.
 * @throws Error for a value that is nested too deeply
 */
export function canonical(value: unknown, level = 0): string {
  if (level > MOST_LEVELS) throw new Error('nested too deeply');
  if (Array.isArray(value)) return `[${value.map((each) => canonical(each, level + 1)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const bag = value as Readonly<Record<string, unknown>>;
  const keys = Object.keys(bag)
    .filter((key) => bag[key] !== undefined)
    .sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(bag[key], level + 1)}`).join(',')}}`;
}
