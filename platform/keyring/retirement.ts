import { RINGS, readTimedKeys } from '../../shared/config';
import type { Config, RingUse, TimedKey } from '../../shared/config';
import { countSealedWith, hasTransactionBefore } from '../../shared/database';
import { CodedError } from '../../shared/errors';
import type { SchemaMember } from '../database/session';
import { NOTICE_SECONDS, removeKey } from './ring-file';

/** Runs work on every schema; opened only where the ring needs it. */
type WithMembers = <T>(work: (members: readonly SchemaMember[]) => Promise<T>) => Promise<T>;

/**
 * Removes a key that nothing needs any more.
 * @throws CodedError KEY_IN_USE when it does not exist, is the newest active one or will be, signs what must still be
 *   accepted, or sealed values that exist or that a transaction under way may have written
 */
export async function retireKey(
  path: string,
  use: RingUse,
  id: string,
  config: Config,
  withMembers: WithMembers,
): Promise<void> {
  const refuse = (reason: string) => new CodedError('KEY_IN_USE', { id, ring: use, reason });
  const replacedAt = findReplacement(readTimedKeys(path, config)[use] ?? [], id, refuse);
  const { keptFor } = RINGS[use];
  const unusedFrom = replacedAt + NOTICE_SECONDS * 1_000;
  const freeFrom = unusedFrom + (keptFor === 'SEALED_VALUES' ? 0 : keptFor * 1_000);
  if (freeFrom > Date.now()) throw refuse(`it is needed until ${new Date(freeFrom).toISOString()}`);
  if (keptFor === 'SEALED_VALUES') {
    const reason = await withMembers((members) => findSealedUse(members, id, unusedFrom));
    if (reason !== undefined) throw refuse(reason);
  }
  await removeKey(path, use, id, config);
}

/** When the key gave way to a newer one, in milliseconds since 1970. */
function findReplacement(keys: readonly TimedKey[], id: string, refuse: (reason: string) => CodedError): number {
  const place = keys.findIndex((key) => key.id === id);
  if (place < 0) throw refuse('the ring has no such key');
  const successor = keys[place - 1];
  if (!successor) throw refuse('it is the newest key; rotate first');
  return successor.activeFrom;
}

/** What still needs a field key, if anything does. Open transactions first: what one commits meanwhile is then counted. */
async function findSealedUse(
  members: readonly SchemaMember[],
  id: string,
  unusedFrom: number,
): Promise<string | undefined> {
  for (const { name, database, sealedColumns } of members) {
    if (await hasTransactionBefore(database, unusedFrom)) {
      return `a transaction in ${name} began before the key was replaced and may have used it`;
    }
    for (const sealed of sealedColumns) {
      const count = await countSealedWith(database, sealed, id);
      if (count > 0) {
        return `${count} values of ${name}.${sealed.table}.${sealed.column} are sealed with it; run "npm run keys -- reseal"`;
      }
    }
  }
  return undefined;
}
