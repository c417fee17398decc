import { createCipheriv, createDecipheriv, createHmac, randomFillSync } from 'node:crypto';
import type { Keys } from '../config';

const IV_BYTES = 12;
const TAG_BYTES = 16;
/** Initialisation vectors drawn at a time: an import seals hundreds of thousands of fields, and each draw is a system call. */
const IVS = 512;

/**
 * Identifiers at rest. `seal` gives `keyId.base64url(iv | tag | text)` under AES-256-GCM, different at each call; `index`
 * gives the keyed blind index (HMAC-SHA256, 16 bytes, base64url), equal for equal text, so that equality can be asked
 * without plain text. `use` separates the indexes of different kinds of identifier.
 */
export interface FieldCipher {
  seal(text: string): string;
  open(sealed: string): string;
  index(use: string, text: string): string;
  /** The public UUID of a sender's key: keyed, so that it cannot be guessed, and the same in every import. */
  publicId(kind: string, sourceKey: string): string;
}

export function createFieldCipher(keys: Keys): FieldCipher {
  const nextIv = drawIvs();
  return {
    seal(text) {
      const iv = nextIv();
      const { id, secret } = keys.field.current;
      const cipher = createCipheriv('aes-256-gcm', secret, iv);
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return `${id}.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')}`;
    },
    open(sealed) {
      const dot = sealed.indexOf('.');
      const secret = keys.field.find(sealed.slice(0, dot));
      if (!secret) throw new Error('a sealed field names a key this process does not hold');
      const bytes = Buffer.from(sealed.slice(dot + 1), 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', secret, bytes.subarray(0, IV_BYTES));
      decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      return decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
    },
    index(use, text) {
      const digest = createHmac('sha256', keys.blindIndex).update(`${use}:${text}`).digest();
      return digest.subarray(0, 16).toString('base64url');
    },
    publicId(kind, sourceKey) {
      const digest = createHmac('sha256', keys.identity).update(`${kind}:${sourceKey}`).digest();
      return asUuid(digest);
    },
  };
}

/** Random initialisation vectors, none given twice; each is good until the next call. */
function drawIvs(): () => Buffer {
  const pool = Buffer.allocUnsafe(IVS * IV_BYTES);
  let used = pool.length;
  return () => {
    if (used === pool.length) {
      randomFillSync(pool);
      used = 0;
    }
    used += IV_BYTES;
    return pool.subarray(used - IV_BYTES, used);
  };
}

/** The first 16 bytes as a UUID of version 8 (RFC 9562: content of our own making). */
function asUuid(digest: Buffer): string {
  const bytes = Buffer.from(digest.subarray(0, 16));
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
