import type { Confidence } from '../program/rate';

/**
 * Two enrolments of a family that a rule forbids at the same time (double-dipping). Days are `YYYY-MM-DD`, the last one
 * included; null: still going on.
 */
export interface ConflictRow {
  readonly familyId: string;
  readonly enrolmentId: string;
  readonly otherId: string;
  /** The days on which both ran and the rule held. */
  readonly from: string;
  readonly to: string | null;
  readonly ruleProgram: string;
  readonly ruleOther: string;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly legalRef: string | null;
  readonly confidence: Confidence;
  readonly note: string | null;
}
