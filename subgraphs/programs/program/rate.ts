import type { PkhComponent } from '../component/component';

/** How sure a rule or amount is, with the source it was taken from. */
export const CONFIDENCES = {
  SOURCED: 'Stands in a public source.',
  SECONDARY: 'Stands in a secondary source; verify before quoting. Dari sumber sekunder.',
  UNCERTAIN: 'Known from practice, not verified. Belum terverifikasi.',
  DISPUTED: 'Sources disagree; the note says how. Sumber berbeda-beda.',
} as const;
export type Confidence = keyof typeof CONFIDENCES;

/** A row that holds for some time. Days are `YYYY-MM-DD`, the last one included; null: still in force. */
export interface Dated {
  readonly validFrom: string;
  readonly validTo: string | null;
}

/** What an amount is for. */
export const RATE_UNITS = { YEAR: 'A year.', MONTH: 'A month.', ONCE: 'Once in a participation.' } as const;
export type RateUnit = keyof typeof RATE_UNITS;

/** Amount of a program. */
export interface RateRow extends Dated {
  readonly programCode: string;
  /** null: the amount does not depend on components. */
  readonly component: PkhComponent | null;
  /** Whole rupiah. */
  readonly amount: number;
  readonly per: RateUnit;
}

/** How often something of a program is paid to one family. */
export interface LimitRow extends Dated {
  readonly programCode: string;
  /** null: components of all kinds together. */
  readonly component: PkhComponent | null;
  readonly maximum: number;
  /** AT_ONCE: persons in the same period; OVER_TIME: in the life of the family (the nth pregnancy). */
  readonly scope: 'AT_ONCE' | 'OVER_TIME';
}

/** The rows in force on a day. */
export function inForce<Row extends Dated>(rows: readonly Row[], day: string): Row[] {
  return rows.filter(({ validFrom, validTo }) => validFrom <= day && (validTo === null || validTo >= day));
}
