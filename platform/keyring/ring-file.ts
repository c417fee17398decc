import { randomBytes } from 'node:crypto';
import { chown, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { RING_USES, keyFileText, readTimedKeys } from '../../shared/config';
import type { Config, RingUse, TimedKey, TimedKeys } from '../../shared/config';
import { CodedError, fileError, systemCodeOf } from '../../shared/errors';

/**
 * Seconds from a key's writing until it is used, and from its replacement until nobody uses it any more: every process has
 * looked at the file by then, and clocks agree that well.
 */
export const NOTICE_SECONDS = 10;

/**
 * Puts every ring as it is now into a new key file.
 * @throws CodedError NOT_WRITABLE when there is a file already
 */
export async function createRingFile(path: string, { keys }: Pick<Config, 'keys'>): Promise<void> {
  await refuseExisting(path);
  await writeRings(path, Object.fromEntries(RING_USES.map((use) => [use, initialKeys(use, keys)])));
}

/**
 * Puts some rings of a key file into another, for processes that must not hold the rest: a gateway knows `envelope` only.
 * @throws CodedError CONFIG_INVALID, NOT_WRITABLE, DISK_FULL
 */
export async function shareRings(path: string, to: string, uses: readonly RingUse[], config: Config): Promise<void> {
  const rings = readTimedKeys(path, config);
  await writeRings(to, Object.fromEntries(Object.entries(rings).filter(([use]) => uses.some((each) => each === use))));
}

/**
 * Adds a key that will be current after `graceSeconds`; earlier keys stay and read.
 * @throws CodedError CONFIG_INVALID, NOT_WRITABLE, DISK_FULL
 */
export async function rotateRing(
  path: string,
  use: RingUse,
  config: Config,
  graceSeconds: number = NOTICE_SECONDS,
): Promise<TimedKey> {
  const rings = readTimedKeys(path, config);
  const earlier = rings[use] ?? initialKeys(use, config.keys);
  const now = Date.now();
  const key = { id: newId(now), secret: randomBytes(32), activeFrom: now + graceSeconds * 1_000 };
  await writeRings(path, { ...rings, [use]: [key, ...earlier] });
  return key;
}

/** Takes a key out of the file. Whether that may be is for `retirement.ts` to say. */
export async function removeKey(path: string, use: RingUse, id: string, config: Config): Promise<void> {
  const rings = readTimedKeys(path, config);
  await writeRings(path, { ...rings, [use]: rings[use]?.filter((key) => key.id !== id) });
}

/** The keys of a ring that came from the environment, the first as the newest. */
function initialKeys(use: RingUse, keys: Config['keys']): TimedKey[] {
  return keys[use].keys.map(({ id, secret }) => ({ id, secret, activeFrom: 0 }));
}

/** The day, for people, and something that tells two keys of a day apart. */
function newId(now: number): string {
  const day = new Date(now).toISOString().slice(0, 10).replaceAll('-', '');
  return `k${day}-${randomBytes(3).toString('hex')}`;
}

async function refuseExisting(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found) throw new CodedError('NOT_WRITABLE', { path, reason: 'there is a file already' });
}

/**
 * Replaces the file at once and for good: a key must be on the disk before anything is sealed with it. Mode 600; an owner
 * the file has already stays, or services would lose it to the administrator who rotates.
 */
async function writeRings(path: string, rings: TimedKeys): Promise<void> {
  const draft = join(dirname(path), `.${basename(path)}-${process.pid}-${randomBytes(4).toString('hex')}`);
  try {
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(keyFileText(rings));
      await file.sync();
    } finally {
      await file.close();
    }
    const owner = await stat(path).catch((error: unknown) => {
      if (systemCodeOf(error) !== 'ENOENT') throw error;
    });
    if (owner) await chown(draft, owner.uid, owner.gid);
    await rename(draft, path);
    const folder = await open(dirname(path), 'r');
    await folder.sync().finally(() => folder.close());
  } catch (error) {
    throw fileError(error, path);
  } finally {
    await rm(draft, { force: true });
  }
}
