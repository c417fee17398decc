import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { KeyRing } from '../config';
import { CodedError } from '../errors';

/** A value a list is sorted by, as text that PostgreSQL can read back exactly. */
export type CursorValue = string;

/**
 * Cursors of keyset lists: `keyId.payload.signature` over the values of the sort columns and the id. A cursor is bound to
 * its list and sort, and cannot be made up: it would otherwise be a way to ask `where` on fields one may not filter.
 */
export interface CursorCodec {
  encode(list: string, values: readonly CursorValue[]): string;
  /** @throws CodedError CURSOR_INVALID */
  decode(list: string, cursor: string): CursorValue[];
}

export function createCursorCodec(keys: KeyRing): CursorCodec {
  const sign = (secret: Buffer, list: string, payload: string) =>
    createHmac('sha256', secret).update(`${list}|${payload}`).digest().subarray(0, 12);

  return {
    encode(list, values) {
      const payload = Buffer.from(JSON.stringify(values)).toString('base64url');
      const { id, secret } = keys.current;
      const signature = sign(secret, fingerprint(list), payload).toString('base64url');
      return `${id}.${payload}.${signature}`;
    },
    decode(list, cursor) {
      const [keyId = '', payload = '', signature = ''] = cursor.split('.');
      const secret = keys.find(keyId);
      const given = Buffer.from(signature, 'base64url');
      const expected = secret ? sign(secret, fingerprint(list), payload) : undefined;
      if (!expected || given.length !== expected.length || !timingSafeEqual(given, expected)) {
        throw new CodedError('CURSOR_INVALID');
      }
      return JSON.parse(Buffer.from(payload, 'base64url').toString()) as CursorValue[];
    },
  };
}

function fingerprint(list: string): string {
  return createHash('sha256').update(list).digest('base64url').slice(0, 12);
}
