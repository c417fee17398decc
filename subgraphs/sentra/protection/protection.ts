import type { ProtectedPpksType } from '../case/vocabulary';

/** What is protected about a case. */
export interface ProtectionRow {
  readonly caseId: string;
  readonly personId: string | null;
  readonly types: readonly ProtectedPpksType[];
  /** Accounts, as the issuer calls them. */
  readonly team: readonly string[];
}

/** People a team may have: more is no team. */
export const LARGEST_TEAM = 8;
