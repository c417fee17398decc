import type { Executor } from './executor';

/** The executor in force. A request takes it once and keeps it to its end, so that a swap happens between requests. */
export interface ExecutorHolder {
  readonly current: Executor;
  /** Tells of the executor in force now, and of each that replaces it. Returns the end of telling. */
  onChange(listener: (executor: Executor) => void): () => void;
  /**
   * Puts another supergraph in force; when it is broken the old one stays.
   * @throws CodedError SUPERGRAPH_INVALID, CONFIG_INVALID
   */
  replace(supergraphSdl: string): void;
}

/** @throws CodedError SUPERGRAPH_INVALID, CONFIG_INVALID when the first supergraph is broken */
export function createHolder(supergraphSdl: string, build: (supergraphSdl: string) => Executor): ExecutorHolder {
  const listeners = new Set<(executor: Executor) => void>();
  let current = build(supergraphSdl);
  return {
    get current() {
      return current;
    },
    onChange(listener) {
      listeners.add(listener);
      listener(current);
      return () => listeners.delete(listener);
    },
    replace(sdl) {
      if (sdl === current.supergraph.sdl) return;
      current = build(sdl);
      for (const listener of listeners) listener(current);
    },
  };
}
