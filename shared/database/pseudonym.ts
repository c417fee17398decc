import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';

/**
 * Pseudonyms of persons, other ones for each reader: the person's UUID as one block under AES-256 with a key of the reader's
 * own. Without the key two readers cannot tell that theirs are of the same person; with it no table is needed, for any number
 * of persons and readers.
 */
export interface Pseudonyms {
  /** 32 hexadecimal digits. */
  of(reader: string, id: string): string;
  /** The person's id; undefined for what cannot be a pseudonym. Any 32 digits open to some id, mostly nobody's. */
  open(reader: string, pseudonym: string): string | undefined;
  /** Sorts a reader's list by nothing another reader could have seen; to be mixed into a hash of the id. */
  saltOf(reader: string): string;
}

export function createPseudonyms(secret: Buffer): Pseudonyms {
  const derive = (use: string, reader: string) => createHmac('sha256', secret).update(`${use}:${reader}`).digest();
  const keyOf = (reader: string) => derive('pseudonym', reader);
  return {
    of(reader, id) {
      // One block of random-looking content under a key of its own: nothing to chain.
      const cipher = createCipheriv('aes-256-ecb', keyOf(reader), null).setAutoPadding(false);
      return Buffer.concat([cipher.update(Buffer.from(id.replaceAll('-', ''), 'hex')), cipher.final()]).toString('hex');
    },
    open(reader, pseudonym) {
      if (!/^[\da-f]{32}$/.test(pseudonym)) return undefined;
      const cipher = createDecipheriv('aes-256-ecb', keyOf(reader), null).setAutoPadding(false);
      const hex = Buffer.concat([cipher.update(Buffer.from(pseudonym, 'hex')), cipher.final()]).toString('hex');
      return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    },
    saltOf: (reader) => derive('order', reader).toString('hex'),
  };
}
