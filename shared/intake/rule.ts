/**
 * What a broken rule does: ERROR keeps the row out (quarantine), REVIEW admits it and opens a review, WARN and INFO admit it
 * and leave a finding.
 */
export type Severity = 'ERROR' | 'REVIEW' | 'WARN' | 'INFO';

/** A quality rule as people read it: in reports, quarantine files and the README. */
export interface Rule {
  readonly severity: Severity;
  readonly words: string;
}

/** Rules by code, for instance `N2`. */
export type RuleTable = Readonly<Record<string, Rule>>;

/** Rules that hold of every registry file, whatever it is about; each layout adds its own. */
export const CELL_RULES = {
  C1: { severity: 'ERROR', words: 'a cell that must be filled is empty' },
  C2: { severity: 'ERROR', words: 'a cell is not of the form or code list its column takes' },
  C3: { severity: 'ERROR', words: 'an earlier row of the same file has the same key' },
} as const satisfies RuleTable;
