import { createHash, randomBytes } from 'node:crypto';

/** One secret with the id that stands beside everything made with it. */
export interface Key {
  readonly id: string;
  readonly secret: Buffer;
}

/**
 * A current key to write with and the earlier ones that can still read. Keys change while a process runs: look them up at
 * each use, and read `current` once for one value, so that id and secret belong together.
 */
export interface KeyRing {
  readonly current: Key;
  /** Every key that can read. */
  readonly keys: readonly Key[];
  find(id: string): Buffer | undefined;
}

/** What is known of a ring besides its keys. */
interface RingRule {
  /** The setting it comes from where no key file holds it. */
  readonly setting: string;
  /**
   * What keeps a key after another took its place: values sealed with it, or seconds in which what it signed must still be
   * accepted.
   */
  readonly keptFor: 'SEALED_VALUES' | number;
}

/** Seconds a signed viewer stays valid: one fetch, not a session. */
export const ENVELOPE_SECONDS = 30;

/** Every key ring, one line each; settings, key file and commands follow from it. */
export const RINGS = {
  /** AES-256 keys of NIK, KK and account numbers at rest. */
  field: { setting: 'FIELD_KEYS', keptFor: 'SEALED_VALUES' },
  /** Signs the viewer on its way to a subgraph. */
  envelope: { setting: 'ENVELOPE_KEYS', keptFor: ENVELOPE_SECONDS },
  /** Signs list cursors. */
  cursor: { setting: 'CURSOR_KEYS', keptFor: 0 },
  /** Signs how far each chain of the read ledger has come; needed for as long as a ledger is verified. */
  ledger: { setting: 'LEDGER_KEYS', keptFor: Infinity },
} as const satisfies Readonly<Record<string, RingRule>>;

export type RingUse = keyof typeof RINGS;
export type RingSetting = (typeof RINGS)[RingUse]['setting'];

export const RING_USES = Object.keys(RINGS) as readonly RingUse[];

/** One thing for each ring. */
export function forEachRing<T>(make: (use: RingUse) => T): Readonly<Record<RingUse, T>> {
  return Object.fromEntries(RING_USES.map((use) => [use, make(use)])) as Record<RingUse, T>;
}

/** The secrets of a process. Each has one use, so that losing one does not lose the others. */
export interface Keys extends Readonly<Record<RingUse, KeyRing>> {
  /** Blind index of identifiers: equality look-up without plain text. */
  readonly blindIndex: Buffer;
  /** Turns a sender's key into the person's public id, so that the id cannot be guessed from the sender's key. */
  readonly identity: Buffer;
  /** Hashes whose record was read: common to all subgraphs, so that a person has one hash in every ledger. */
  readonly ledgerSubject: Buffer;
  /** Makes the record keys of statistics: whoever has it can take the noise out of published tables. */
  readonly record: Buffer;
}

/** Every demo key is made from this word; production mode refuses to boot with one. */
export const DEMO_KEY_ID = 'demo';

const KEY_BYTES = 32;

/** 32 bytes that everyone can know: for synthetic data only. */
function demoSecret(use: string): Buffer {
  return createHash('sha256').update(`berdaya demo key, worthless: ${use}`).digest();
}

/** What the demo key of the DCI adapter is made from. */
const DCI_USE = 'dci signing';

/** The ring the DCI adapter signs with in a demo. */
export function demoDciRing(): KeyRing {
  return createKeyRing([{ id: DEMO_KEY_ID, secret: demoSecret(DCI_USE) }]);
}

/** Whether everyone knows the key, by its name or by its value. */
export function isDemoKey({ id, secret }: Key): boolean {
  return id === DEMO_KEY_ID || [...RING_USES, DCI_USE].some((use) => secret.equals(demoSecret(use)));
}

/** Whether a key can be used at all: its id stands in texts that are cut at dots, commas and colons. */
export function isUsableKey({ id, secret }: Key): boolean {
  return /^[\w-]{1,32}$/.test(id) && secret.length === KEY_BYTES;
}

/** A ring whose first key is the current one. */
export function createKeyRing(keys: readonly [Key, ...Key[]]): KeyRing {
  const byId = new Map(keys.map((key) => [key.id, key.secret]));
  return { current: keys[0], keys, find: (id) => byId.get(id) };
}

/** Keys that fit nothing: for the uses a process has no business with. */
export function unusableKeys(): Keys {
  const ring = () => createKeyRing([{ id: 'none', secret: randomBytes(KEY_BYTES) }]);
  const single = () => randomBytes(KEY_BYTES);
  return { ...forEachRing(ring), blindIndex: single(), identity: single(), ledgerSubject: single(), record: single() };
}

/** The public keys of demo mode. */
export function demoKeys(): Keys {
  return {
    ...forEachRing((use) => createKeyRing([{ id: DEMO_KEY_ID, secret: demoSecret(use) }])),
    blindIndex: demoSecret('blind index'),
    identity: demoSecret('identity'),
    ledgerSubject: demoSecret('ledger subject'),
    record: demoSecret('record'),
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
  return first && keys.every(isUsableKey) ? createKeyRing([first, ...rest]) : undefined;
}
