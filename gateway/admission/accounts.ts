import type { Viewer } from '../../shared/viewer';
import type { Account } from './allowance';
import { ORGANISATION_BUDGET, ROLE_RULES } from './rules';

/** What a viewer spends from. */
export interface ViewerAccounts {
  readonly own: Account;
  /** Of the employer or Sentra the viewer belongs to, shared by everyone there. */
  readonly organisations: readonly Account[];
  /** Look-ups that found nothing. */
  readonly misses: Account;
}

export type Accounts = (viewer: Viewer) => ViewerAccounts;

/** Accounts by viewer. Tokens are verified once, so that the same viewer is mostly the same object. */
export function createAccounts(hash: (text: string) => string): Accounts {
  const known = new WeakMap<Viewer, ViewerAccounts>();
  return (viewer) => {
    const found = known.get(viewer) ?? accountsOf(viewer, hash);
    known.set(viewer, found);
    return found;
  };
}

function accountsOf({ subject, role, employerId, sentraId }: Viewer, hash: (text: string) => string): ViewerAccounts {
  const { viewerBudget, misses } = ROLE_RULES[role];
  const account = (parts: readonly string[], limit: number): Account => ({ hash: hash(JSON.stringify(parts)), limit });
  return {
    own: account(['viewer', role, subject], viewerBudget),
    organisations: [
      ...(employerId === undefined ? [] : [account(['employer', employerId], ORGANISATION_BUDGET)]),
      ...(sentraId === undefined ? [] : [account(['sentra', sentraId], ORGANISATION_BUDGET)]),
    ],
    misses: account(['misses', role, subject], misses),
  };
}
