import { createHmac, timingSafeEqual } from 'node:crypto';
import type { KeyRing } from '../../config';

/** A signed statement of how far a chain had come: what is cut off its end later is missed. */
export interface LedgerHead {
  readonly writer: string;
  readonly seq: number;
  readonly hash: string;
  /** ISO 8601 with milliseconds, UTC. */
  readonly at: string;
  readonly keyId: string;
  /** HMAC-SHA256 over all of it, base64url. */
  readonly signature: string;
}

type Unsigned = Pick<LedgerHead, 'writer' | 'seq' | 'hash' | 'at'>;

/** Signs a head with the ring's current key. */
export function signHead(head: Unsigned, keys: KeyRing): LedgerHead {
  return { ...head, keyId: keys.current.id, signature: signature(head, keys.current.secret).toString('base64url') };
}

/** Whether a head was signed with a key of the ring. */
export function isSigned(head: LedgerHead, keys: KeyRing): boolean {
  const secret = keys.find(head.keyId);
  if (!secret) return false;
  const [given, expected] = [Buffer.from(head.signature, 'base64url'), signature(head, secret)];
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function signature({ writer, seq, hash, at }: Unsigned, secret: Buffer): Buffer {
  return createHmac('sha256', secret)
    .update(JSON.stringify([writer, seq, hash, at]))
    .digest();
}
