import type { RuleTable } from '../../../shared/intake';

/** Rules that keep a row out of the registry, or admit it into review or with a finding. */
export const ROW_RULES = {
  N1: { severity: 'ERROR', words: 'a NIK has 16 digits; without one the person must be marked tanpaKtp' },
  N2: { severity: 'ERROR', words: 'the NIK holds no date of the calendar' },
  N3: { severity: 'ERROR', words: 'the serial of a NIK is never 0000' },
  N4: {
    severity: 'WARN',
    words: 'the NIK names a district that is not in the code list; no list of former districts is loaded',
  },
  N5: { severity: 'INFO', words: 'the birth date was missing and is taken from the NIK, its century assumed' },
  N6: { severity: 'WARN', words: 'the NIK holds another birth date or sex than declared' },
  N7: { severity: 'INFO', words: 'the NIK was issued in another regency than the family lives in' },
  N8: { severity: 'REVIEW', words: 'another person holds this NIK already; admitted as GANDA' },
  N9: { severity: 'REVIEW', words: 'the civil registry does not know the NIK, or says deceased or duplicate' },
  N10: { severity: 'REVIEW', words: 'no identity document yet; admitted, to be recorded by the civil registry' },
  B1: { severity: 'ERROR', words: 'born after the day of the snapshot' },
  KK1: { severity: 'ERROR', words: 'a KK number has 16 digits' },
  KK2: { severity: 'ERROR', words: 'the KK number holds no date of the calendar' },
  KK3: { severity: 'ERROR', words: 'the serial of a KK number is never 0000' },
  R1: { severity: 'ERROR', words: 'the code names no current village' },
  F1: { severity: 'ERROR', words: 'the family is not in the registry' },
  F2: { severity: 'WARN', words: 'the KK number differs from the family’s' },
  CR1: { severity: 'WARN', words: 'corrected since that snapshot; the correction stays until a later one' },
} as const satisfies RuleTable;

/** Findings the quality checks derive from what the registry holds and from the civil registry. */
export const FINDING_RULES = {
  F3: { severity: 'WARN', words: 'the head of the family is not among its members' },
  F4: { severity: 'WARN', words: 'another family has the same KK number' },
  MOVED: { severity: 'WARN', words: 'the civil registry has another village' },
  NAME_VARIANT: { severity: 'WARN', words: 'the civil registry writes the name differently' },
  CIVIL_MISMATCH: { severity: 'REVIEW', words: 'the civil registry has somebody else under this NIK' },
  ONE_MEMBER_FAMILY: { severity: 'WARN', words: 'one member is listed, the civil registry has more in this KK' },
  STALE: { severity: 'WARN', words: 'not confirmed for longer than the limit' },
  INCLUSION: { severity: 'WARN', words: 'receives aid, but desil or belongings speak against it' },
  EXCLUSION: { severity: 'WARN', words: 'among the poorest, but without aid' },
} as const satisfies RuleTable;

/** Every rule of the registry by its code, beside the CELL_RULES of all files. */
export const RULES = { ...ROW_RULES, ...FINDING_RULES } as const;
export type RuleCode = keyof typeof RULES;
