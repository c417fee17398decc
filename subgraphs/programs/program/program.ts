import type { Confidence, Dated } from './rate';
import type { PeriodKind } from '../pkh/period';

/** Whom a program helps: a family (keluarga, KPM) or a group (kelompok). */
export const AID_UNITS = { FAMILY: 'Keluarga (KPM).', GROUP: 'Kelompok: a group of families.' } as const;
export type AidUnit = keyof typeof AID_UNITS;

/** Where a fact of the catalogue comes from. */
export interface Founded {
  readonly legalRef: string | null;
  readonly confidence: Confidence;
  readonly note: string | null;
}

/** A program of the catalogue. */
export interface ProgramRow extends Founded {
  readonly code: string;
  readonly name: string;
  readonly englishName: string;
  readonly aliases: readonly string[];
  readonly unit: AidUnit;
  /** What is paid at a time; null: not paid by time. */
  readonly periodKind: PeriodKind | null;
}

/** Which desil a program takes in. */
export interface EligibilityRow extends Dated, Founded {
  readonly programCode: string;
  readonly desilMin: number;
  readonly desilMax: number;
}

/** Whether a family may be in another program at the same time. */
export interface CombinationRow extends Dated, Founded {
  readonly programCode: string;
  readonly otherCode: string;
  readonly allowed: boolean;
}
