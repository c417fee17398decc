import { createHash, randomBytes } from 'node:crypto';

/** One secret with the id that stands beside everything made with it. */
export interface Key {
  readonly id: string;
  readonly secret: Buffer;
}

/** A current key to write with and the earlier ones that can still read. */
export interface KeyRing {
  readonly current: Key;
  find(id: string): Buffer | undefined;
}

/** The secrets of a process. Each has one use, so that losing one does not lose the others. */
export interface Keys {
  /** AES-256 keys of NIK, KK and account numbers at rest. */
  readonly field: KeyRing;
  /** Signs the viewer on its way to a subgraph. */
  readonly envelope: KeyRing;
  /** Signs list cursors. */
  readonly cursor: KeyRing;
  /** Blind index of identifiers: equality look-up without plain text. */
  readonly blindIndex: Buffer;
  /** Turns a sender's key into the person's public id, so that the id cannot be guessed from the sender's key. */
  readonly identity: Buffer;
  /** Signs the heads of the read ledger's chains. */
  readonly ledger: KeyRing;
  /** Hashes whose record was read: common to all subgraphs, so that a person has one hash in every ledger. */
  readonly ledgerSubject: Buffer;
}

/** Every demo key is made from this word; production mode refuses to boot with one. */
export const DEMO_KEY_ID = 'demo';

/** 32 bytes that everyone can know: for synthetic data only. */
function demoSecret(use: string): Buffer {
  return createHash('sha256').update(`berdaya demo key, worthless: ${use}`).digest();
}

/** A ring whose first key is the current one. */
export function createKeyRing(keys: readonly [Key, ...Key[]]): KeyRing {
  const byId = new Map(keys.map((key) => [key.id, key.secret]));
  return { current: keys[0], find: (id) => byId.get(id) };
}

/** Keys that fit nothing: for the uses a process has no business with. */
export function unusableKeys(): Keys {
  const ring = () => createKeyRing([{ id: 'none', secret: randomBytes(32) }]);
  return {
    field: ring(),
    envelope: ring(),
    cursor: ring(),
    blindIndex: randomBytes(32),
    identity: randomBytes(32),
    ledger: ring(),
    ledgerSubject: randomBytes(32),
  };
}

/** The public keys of demo mode. */
export function demoKeys(): Keys {
  const ring = (use: string) => createKeyRing([{ id: DEMO_KEY_ID, secret: demoSecret(use) }]);
  return {
    field: ring('field'),
    envelope: ring('envelope'),
    cursor: ring('cursor'),
    blindIndex: demoSecret('blind index'),
    identity: demoSecret('identity'),
    ledger: ring('ledger'),
    ledgerSubject: demoSecret('ledger subject'),
  };
}

/**
 * Reads `id:base64,id:base64`; the first is current, each secret must have 32 bytes.
 * @returns undefined when the text is not of that form
 */
export function parseKeyRing(text: string): KeyRing | undefined {
  const keys = text.split(',').map((part): Key => {
    const [id = '', secret = ''] = part.trim().split(':');
    return { id, secret: Buffer.from(secret, 'base64') };
  });
  const [first, ...rest] = keys;
  if (!first || keys.some((key) => !/^[\w-]{1,32}$/.test(key.id) || key.secret.length !== 32)) return undefined;
  return createKeyRing([first, ...rest]);
}
