import { LRUCache } from 'lru-cache';
import type { BudgetStore } from './budget-store';

/** An account and what it may spend in a minute. */
export interface Account {
  readonly hash: string;
  readonly limit: number;
}

/** What became of a wish to spend. */
export type Spending = 'SPENT' | 'EXCEEDED' | 'UNKNOWN';

/** What this replica was given of its accounts' budgets and has not spent. */
export interface Allowance {
  /** Spends an amount; at once where this replica has it, else after asking the store. `UNKNOWN`: the store does not answer. */
  spend(account: Account, amount: number): Spending | Promise<Spending>;
  /** Gives back what was spent at a time and not needed after all, if that period still lasts; for this replica to spend. */
  giveBack(account: Account, amount: number, since: number): void;
  /** Milliseconds since 1970. */
  now(): number;
  /** Seconds until budgets are whole again. */
  secondsLeft(): number;
}

/** Milliseconds of a period. */
export const PERIOD_MS = 60_000;
/**
 * What a replica takes of a budget at a time, so that most requests ask nobody. What it does not spend is lost for the period:
 * with n replicas an account may be refused up to n twentieths before its limit, and is never given more than its limit.
 */
export const SLICE = 0.05;
/** Accounts kept; who is pushed out loses the rest of a slice. */
const MOST_ACCOUNTS = 50_000;
/** After a failure the store is left alone for this long: a request must not wait for what is known to be down. */
const REST_MS = 1_000;

interface Local {
  period: number;
  left: number;
  asking: Promise<Spending> | undefined;
}

/** @param now milliseconds since 1970 */
export function createAllowance(store: BudgetStore, now: () => number = Date.now): Allowance {
  const accounts = new LRUCache<string, Local>({ max: MOST_ACCOUNTS });
  let restUntil = 0;

  const current = ({ hash }: Account): Local => {
    const period = Math.floor(now() / PERIOD_MS);
    const known = accounts.get(hash);
    if (known?.period === period) return known;
    const fresh: Local = { period, left: 0, asking: undefined };
    accounts.set(hash, fresh);
    return fresh;
  };

  const ask = async ({ hash, limit }: Account, local: Local, amount: number): Promise<Spending> => {
    const slice = Math.max(amount, Math.ceil(limit * SLICE));
    // The whole slice, or, near the limit, just what is needed.
    for (const wanted of new Set([slice, amount])) {
      const isGiven = await store.reserve({ account: hash, period: local.period, amount: wanted, limit });
      if (!isGiven) continue;
      local.left += wanted;
      return 'SPENT';
    }
    return 'EXCEEDED';
  };

  const spendLater = async (account: Account, amount: number): Promise<Spending> => {
    for (;;) {
      const local = current(account);
      if (local.left >= amount) {
        local.left -= amount;
        return 'SPENT';
      }
      if (amount > account.limit) return 'EXCEEDED';
      if (now() < restUntil) return 'UNKNOWN';
      // Requests of one account that come together ask once; each then sees for itself whether it was enough.
      if (local.asking) {
        await local.asking;
        continue;
      }
      local.asking = ask(account, local, amount - local.left).catch((): Spending => {
        restUntil = now() + REST_MS;
        return 'UNKNOWN';
      });
      const answer = await local.asking;
      local.asking = undefined;
      if (answer !== 'SPENT') return answer;
    }
  };

  return {
    spend(account, amount) {
      const local = current(account);
      if (local.left < amount) return spendLater(account, amount);
      local.left -= amount;
      return 'SPENT';
    },
    giveBack(account, amount, since) {
      const local = current(account);
      if (local.period === Math.floor(since / PERIOD_MS)) local.left += amount;
    },
    now,
    secondsLeft: () => Math.ceil((PERIOD_MS - (now() % PERIOD_MS)) / 1_000),
  };
}
