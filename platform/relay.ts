import { setTimeout as sleep } from 'node:timers/promises';
import { catchUp, findBehind, findTip } from '../shared/database';
import type { Database, OutboxTip, ReadModel } from '../shared/database';
import { randomUUID } from 'node:crypto';
import { logFault } from './log';

/** A subgraph as the relay sees it. */
export interface RelayMember {
  readonly name: string;
  readonly database: Database;
  readonly readModels: readonly ReadModel[];
  /** Copies what is new in the read ledger of a schema into its own; the number of entries. */
  readonly gather?: (source: Database, own: Database) => Promise<number>;
}

/** Milliseconds between two rounds; what a read model lags behind at rest. */
const ROUND_MS = 500;

/** Carries outbox rows into the read models of other subgraphs. */
export interface Relay {
  /** Brings every read model and the gathered ledgers up to date now; the number of events and entries taken over. */
  drain(): Promise<number>;
  stop(): Promise<void>;
}

/** A relay that works by itself until it is stopped; a failed round is logged and tried again. */
export function startRelay(members: readonly RelayMember[]): Relay {
  const stopping = new AbortController();
  const drain = () => drainAll(members);
  const loop = (async () => {
    while (!stopping.signal.aborted) {
      await drain().catch((error: unknown) => {
        logFault({ correlationId: randomUUID(), error });
      });
      await sleep(ROUND_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  return {
    drain,
    async stop() {
      stopping.abort();
      await loop;
    },
  };
}

/**
 * Brings every read model up to date once. All members read at once first, which is where a large import spends its time; if there
 * was anything, they read once more in their order, so that what one publishes of what it has learnt reaches those after it.
 * @throws whatever stopped a member, after the others have read
 */
export async function drainAll(members: readonly RelayMember[]): Promise<number> {
  const atOnce = await Promise.allSettled(members.map((reader) => drainMember(reader, members)));
  for (const one of atOnce) if (one.status === 'rejected') throw one.reason;
  let applied = atOnce.reduce((sum, one) => sum + (one.status === 'fulfilled' ? one.value : 0), 0);
  const isAnythingNew = applied > 0;
  const tips = new Map<string, OutboxTip>();
  for (const reader of members) {
    if (isAnythingNew) {
      const count = await drainMember(reader, members, tips);
      if (count > 0) tips.delete(reader.name);
      applied += count;
    }
    if (!reader.gather) continue;
    for (const { database } of members) applied += await reader.gather(database, reader.database);
  }
  return applied;
}

/**
 * Brings the read models of one member up to date once.
 * @param tips of outboxes, as far as they were looked at
 */
export async function drainMember(
  { readModels, database }: RelayMember,
  members: readonly RelayMember[],
  tips = new Map<string, OutboxTip>(),
): Promise<number> {
  if (readModels.length === 0) return 0;
  const owners = new Map(
    members
      .filter(({ name }) => readModels.some(({ owner }) => owner === name))
      .map((each) => [each.name, each.database]),
  );
  for (const [name, owner] of owners) if (!tips.has(name)) tips.set(name, await findTip(owner));
  let applied = 0;
  for (const model of await findBehind(database, readModels, tips)) {
    const owner = owners.get(model.owner);
    if (owner) applied += await catchUp(owner, database, model);
  }
  return applied;
}
