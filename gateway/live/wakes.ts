import { createHash } from 'node:crypto';
import type { Viewer } from '../../shared/viewer';

/** Word that something happened, from whichever process it happened in; platform/ injects it. */
export interface EventBus {
  /**
   * @param listener told of whom it concerns, as routing keys; `ALL` after a time in which word may have been lost
   * @returns the end of telling
   */
  subscribe(listener: (concerned: readonly string[] | 'ALL') => void): () => void;
}

/** Nobody tells anything: boards look at their rounds only. */
export const NO_BUS: EventBus = { subscribe: () => () => undefined };

/** Boards that are open, by whom an event would have to concern. */
export interface Wakes {
  /** Calls `wake` for each word that concerns the viewer; returns the end of calling. */
  listen(viewer: Viewer, wake: () => void): () => void;
  close(): void;
}

export function createWakes(bus: EventBus): Wakes {
  const byKey = new Map<string, Set<() => void>>();
  const close = bus.subscribe((concerned) => {
    const keys = concerned === 'ALL' ? [...byKey.keys()] : concerned;
    // A board that several keys lead to looks once.
    for (const wake of new Set(keys.flatMap((key) => [...(byKey.get(key) ?? [])]))) wake();
  });
  return {
    listen(viewer, wake) {
      const keys = routingKeysOf(viewer);
      for (const key of keys) byKey.set(key, (byKey.get(key) ?? new Set()).add(wake));
      return () => {
        for (const key of keys) {
          const wakes = byKey.get(key);
          wakes?.delete(wake);
          if (wakes?.size === 0) byKey.delete(key);
        }
      };
    },
    close,
  };
}

/**
 * Routing keys of a viewer: a hash of each claim an event can be for. Whoever is connected to the database hears them, and learns
 * no id from one; the databases that send word make them alike.
 */
export function routingKeysOf({ employerId, sentraId, personId }: Viewer): string[] {
  const claims = Object.entries({ employer: employerId, centre: sentraId, person: personId });
  return claims.flatMap(([kind, id]) => (id === undefined ? [] : [routingKey(kind, id)]));
}

function routingKey(kind: string, id: string): string {
  return createHash('sha256').update(`${kind}:${id}`).digest('hex').slice(0, 16);
}
