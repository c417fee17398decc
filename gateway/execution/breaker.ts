/** Lets calls pass while they succeed, and one in a while when they keep failing. */
export interface Breaker {
  /** Whether a call may be made now; who gets `true` reports how it ended. */
  mayPass(): boolean;
  succeeded(): void;
  failed(): void;
  /** The call ended without saying anything about the other side. */
  released(): void;
}

export interface BreakerOptions {
  /** Failures in a row that open it. */
  readonly threshold?: number;
  /** How long it stays open before a probe. */
  readonly pauseMs?: number;
  readonly now?: () => number;
}

type State =
  | { readonly phase: 'CLOSED'; readonly failures: number }
  | { readonly phase: 'OPEN'; readonly until: number }
  | { readonly phase: 'PROBING' };

/**
 * A circuit breaker: after some failures in a row it refuses at once instead of letting every client wait for the deadline,
 * then lets a single call through to see whether the other side is back.
 */
export function createBreaker(options: BreakerOptions = {}): Breaker {
  const { threshold = 5, pauseMs = 2_000, now = Date.now } = options;
  let state: State = { phase: 'CLOSED', failures: 0 };
  const open = (): void => {
    state = { phase: 'OPEN', until: now() + pauseMs };
  };
  return {
    mayPass() {
      if (state.phase === 'CLOSED') return true;
      if (state.phase === 'PROBING' || now() < state.until) return false;
      state = { phase: 'PROBING' };
      return true;
    },
    succeeded() {
      if (state.phase !== 'OPEN') state = { phase: 'CLOSED', failures: 0 };
    },
    failed() {
      if (state.phase === 'OPEN') return;
      const failures = state.phase === 'CLOSED' ? state.failures + 1 : threshold;
      if (failures >= threshold) open();
      else state = { phase: 'CLOSED', failures };
    },
    released() {
      if (state.phase === 'PROBING') open();
    },
  };
}
