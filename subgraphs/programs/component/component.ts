import type { FieldGroup } from '../../../shared/access';

/**
 * Components of PKH (Permensos 1/2018). Each says something about the person who carries it, so a row of it takes, beside
 * the permission to read enrolments, the one to read what it says.
 */
export const PKH_COMPONENTS = {
  IBU_HAMIL_NIFAS: 'HEALTH',
  ANAK_USIA_DINI: 'CHILD',
  ANAK_SD: 'CHILD',
  ANAK_SMP: 'CHILD',
  ANAK_SMA: 'CHILD',
  LANJUT_USIA: 'ENROLMENT',
  DISABILITAS_BERAT: 'DISABILITY',
  KORBAN_HAM_BERAT: 'PPKS_PROTECTED',
} as const satisfies Record<string, FieldGroup>;
export type PkhComponent = keyof typeof PKH_COMPONENTS;

/** Why a component ended before the file said so. */
export const STOP_REASONS = ['DECEASED', 'DUPLICATE'] as const;
export type StopReason = (typeof STOP_REASONS)[number];

/** A person who carries a component of an enrolment. Days are `YYYY-MM-DD`, the last one included; null: still going on. */
export interface ComponentRow {
  readonly id: string;
  readonly enrolmentId: string;
  readonly personId: string;
  readonly component: PkhComponent;
  readonly startedOn: string;
  readonly endedOn: string | null;
  readonly stopReason: StopReason | null;
}
