import { forEachRing } from './keys';
import type { KeyRing, RingUse } from './keys';

/** What became of a change: other keys are in force, or the change cannot be used and the keys stay as they were. */
export type KeyNews = { readonly kind: 'REPLACED' } | { readonly kind: 'REFUSED'; readonly error: unknown };

/** Where rings come from while a process runs: a key file here; a key management service has the same shape. */
export interface KeySource {
  /** The ring of a use as it is now; undefined where the source does not hold this use. */
  find(use: RingUse): KeyRing | undefined;
  /** Looks for changes from now on, without keeping the process alive; returns how to stop. */
  follow(hear: (news: KeyNews) => void): () => void;
}

/** Holds nothing and never changes: every ring is what the settings say. */
export const NO_KEYS: KeySource = { find: () => undefined, follow: () => () => undefined };

/** Rings that ask the source at every use and take what the settings say where it holds none. */
export function createKeys(
  source: KeySource,
  settings: Readonly<Record<RingUse, KeyRing>>,
): Readonly<Record<RingUse, KeyRing>> {
  return forEachRing((use): KeyRing => {
    const ring = () => source.find(use) ?? settings[use];
    return {
      get current() {
        return ring().current;
      },
      get keys() {
        return ring().keys;
      },
      find: (id) => ring().find(id),
    };
  });
}
