import { CodedError } from '../../shared/errors';
import type { Viewer } from '../../shared/viewer';

/** How many boards may be open at once in this process. */
export interface SeatLimits {
  /** Of one account. */
  readonly account: number;
  /** Of all together. */
  readonly process: number;
}

/** A person has a few windows open; a process holds some ten kilobytes a board. */
export const SEAT_LIMITS: SeatLimits = { account: 10, process: 5_000 };
/** When to try again. */
const RETRY_SECONDS = 30;

/** Places for boards. */
export interface Seats {
  readonly taken: number;
  /**
   * Takes a place; returns how to give it back, which may be called twice.
   * @throws CodedError BUDGET_EXCEEDED
   */
  take(viewer: Viewer): () => void;
}

export function createSeats({ account: ofAccount, process }: SeatLimits): Seats {
  const accounts = new Map<string, number>();
  let taken = 0;
  const change = (account: string, by: 1 | -1): void => {
    const left = (accounts.get(account) ?? 0) + by;
    taken += by;
    if (left === 0) accounts.delete(account);
    else accounts.set(account, left);
  };
  return {
    get taken() {
      return taken;
    },
    take({ role, subject }) {
      const account = `${role} ${subject}`;
      if (taken >= process) throw full('open boards of this server');
      if ((accounts.get(account) ?? 0) >= ofAccount) throw full('open boards of your account');
      change(account, 1);
      let isTaken = true;
      return () => {
        if (isTaken) change(account, -1);
        isTaken = false;
      };
    },
  };
}

function full(what: string): CodedError {
  return new CodedError('BUDGET_EXCEEDED', { what, seconds: RETRY_SECONDS });
}
