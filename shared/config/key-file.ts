import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { CodedError, systemCodeOf } from '../errors';
import type { KeyNews, KeySource } from './key-source';
import { RING_USES, isDemoKey, isUsableKey } from './keys';
import type { Key, KeyRing, RingUse } from './keys';

/** A key of a key file. Until `activeFrom` (milliseconds since 1970) it only reads. */
export interface TimedKey extends Key {
  readonly activeFrom: number;
}

/** The rings of a key file, each with its newest key first; a ring that is missing is what the settings say. */
export type TimedKeys = Readonly<Partial<Record<RingUse, readonly TimedKey[]>>>;

const KEY_FILE_VERSION = 1;

/** Looked at, because events of a file system do not cross mounts of a container; whole, because times may repeat. */
const INTERVAL_MS = 1_000;

const storedKey = z.strictObject({
  id: z.string(),
  secret: z.base64(),
  activeFrom: z.iso.datetime(),
});
const storedFile = z.strictObject({
  version: z.literal(KEY_FILE_VERSION),
  rings: z.partialRecord(z.enum(RING_USES), z.array(storedKey).min(1)),
});

interface Mode {
  readonly mode: 'demo' | 'production';
}

/**
 * Reads a key file.
 * @throws CodedError CONFIG_INVALID when others may read it, when it has another shape or a key that cannot be used, when a
 *   ring has no active key, and, in production mode, when it holds a demo key
 */
export function readTimedKeys(path: string, options: Mode): TimedKeys {
  return parseTimedKeys(readPrivate(path), options);
}

function parseTimedKeys(text: string, { mode }: Mode): TimedKeys {
  const stored = storedFile.safeParse(parseJson(text));
  if (!stored.success) {
    const [issue] = stored.error.issues;
    throw refused(`has another shape at "${issue?.path.join('.') ?? ''}"`);
  }
  const rings = Object.entries(stored.data.rings).map(([use, keys]) => {
    const timed = keys.map(({ id, secret, activeFrom }): TimedKey => {
      return { id, secret: Buffer.from(secret, 'base64'), activeFrom: Date.parse(activeFrom) };
    });
    refuseUnusable(use, timed, mode);
    return [use, timed.sort((left, right) => right.activeFrom - left.activeFrom)] as const;
  });
  return Object.fromEntries(rings);
}

/** What a key file holds for these rings. */
export function keyFileText(rings: TimedKeys): string {
  const stored = Object.entries(rings).map(([use, keys]) => [
    use,
    keys.map(({ id, secret, activeFrom }) => ({
      id,
      secret: secret.toString('base64'),
      activeFrom: new Date(activeFrom).toISOString(),
    })),
  ]);
  return `${JSON.stringify({ version: KEY_FILE_VERSION, rings: Object.fromEntries(stored) }, null, 2)}\n`;
}

/**
 * The rings of `uses` in a key file, which is read now and, once it is followed, again whenever it changes. A file that
 * cannot be used, or that lost a ring, changes nothing.
 * @throws CodedError CONFIG_INVALID
 */
export function openKeyFile(path: string, options: Mode & { readonly uses: readonly RingUse[] }): KeySource {
  let seen = readPrivate(path);
  let rings = ringsOf(parseTimedKeys(seen, options), options.uses);
  const replace = (text: string) => {
    const next = ringsOf(parseTimedKeys(text, options), options.uses);
    const lost = [...rings.keys()].find((use) => !next.has(use));
    if (lost !== undefined) throw refused(`no longer holds the ring ${lost}`);
    rings = next;
  };
  /** Undefined when the file is as it was at the last look. */
  const look = (): KeyNews | undefined => {
    const text = readPrivate(path);
    if (text === seen) return undefined;
    seen = text;
    replace(text);
    return { kind: 'REPLACED' };
  };
  return {
    find: (use) => rings.get(use),
    follow: (hear) => poll(look, hear),
  };
}

/** Tells a refusal once, not at every look. */
function poll(look: () => KeyNews | undefined, hear: (news: KeyNews) => void): () => void {
  let lastRefusal = '';
  const timer = setInterval(() => {
    try {
      const news = look();
      if (news) hear(news);
      if (news) lastRefusal = '';
    } catch (error) {
      const refusal = String(error);
      if (refusal !== lastRefusal) hear({ kind: 'REFUSED', error });
      lastRefusal = refusal;
    }
  }, INTERVAL_MS).unref();
  return () => clearInterval(timer);
}

function ringsOf(file: TimedKeys, uses: readonly RingUse[]): ReadonlyMap<RingUse, KeyRing> {
  return new Map(uses.flatMap((use) => (file[use] ? [[use, timedRing(file[use])] as const] : [])));
}

/** The newest key that is active at the moment of use is the current one. */
function timedRing(keys: readonly TimedKey[]): KeyRing {
  const byId = new Map(keys.map((key) => [key.id, key.secret]));
  const oldest = keys.slice(-1);
  return {
    get current() {
      const now = Date.now();
      const [key] = [...keys.filter(({ activeFrom }) => activeFrom <= now), ...oldest];
      if (!key) throw new Error('a ring without keys');
      return key;
    },
    keys,
    find: (id) => byId.get(id),
  };
}

/** The text of a file that nobody but its owner may read. */
function readPrivate(path: string): string {
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    if ((fstatSync(file).mode & 0o077) === 0) return readFileSync(file, 'utf8');
  } catch (error) {
    throw refused(`cannot be read: ${systemCodeOf(error) ?? 'unreadable'}`);
  } finally {
    if (file !== undefined) closeSync(file);
  }
  throw refused('must be readable by its owner only (mode 600)');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // The parser's message quotes the text.
    throw refused('is not JSON');
  }
}

function refuseUnusable(use: string, keys: readonly TimedKey[], mode: Mode['mode']): void {
  if (!keys.every(isUsableKey)) throw refused(`has a key in ring ${use} without a plain id or without 32 bytes`);
  if (new Set(keys.map(({ id }) => id)).size < keys.length) throw refused(`names a key of ring ${use} twice`);
  if (mode === 'production' && keys.some(isDemoKey)) throw refused('holds a demo key, refused in production mode');
  if (keys.every(({ activeFrom }) => activeFrom > Date.now())) throw refused(`has no active key in ring ${use}`);
}

function refused(reason: string): CodedError {
  return new CodedError('CONFIG_INVALID', { name: 'KEY_FILE', reason: `the file ${reason}` });
}
