/** A claim on what one account may spend in one period. */
export interface BudgetClaim {
  /** Keyed hash of the account; tells nobody who it is. */
  readonly account: string;
  /** Number of the minute since 1970. */
  readonly period: number;
  readonly amount: number;
  /** What the account may spend in the period. */
  readonly limit: number;
}

/** Where replicas of the gateway share what is spent. */
export interface BudgetStore {
  /**
   * Takes the whole amount from the account's period, or nothing: what replicas were given together never exceeds the limit.
   * Throws whatever the storage throws.
   */
  reserve(claim: BudgetClaim): Promise<boolean>;
}

/** Counts in this process alone: for tests, and while the shared store does not answer. */
export function createMemoryStore(): BudgetStore {
  const spent = new Map<string, { period: number; amount: number }>();
  return {
    async reserve({ account, period, amount, limit }) {
      const known = spent.get(account);
      const before = known && known.period >= period ? known.amount : 0;
      if (before + amount > limit) return false;
      spent.set(account, { period: Math.max(period, known?.period ?? 0), amount: before + amount });
      return true;
    },
  };
}
