import type { FieldGroup } from '../../../shared/access';
import type { PkhComponent } from '../component/component';

/**
 * What a family commits itself to in PKH. A row takes, beside the permission to read enrolments, the one to read what it tells
 * of. Whoever carries one of the components has to keep it; the monthly session is the pengurus's.
 */
export const CONDITIONS = {
  SCHOOL_ATTENDANCE: {
    words: 'Days present of school days. Kehadiran di sekolah.',
    group: 'ENROLMENT',
    components: ['ANAK_SD', 'ANAK_SMP', 'ANAK_SMA'],
  },
  HEALTH_VISIT: {
    words: 'Visits kept of visits due: pregnancy checks, immunisation, weighing. Kunjungan kesehatan.',
    group: 'HEALTH',
    components: ['IBU_HAMIL_NIFAS', 'ANAK_USIA_DINI'],
  },
  P2K2_SESSION: {
    words: 'The monthly family session. Pertemuan peningkatan kemampuan keluarga (P2K2).',
    group: 'ENROLMENT',
    components: [],
  },
} as const satisfies Record<
  string,
  { readonly words: string; readonly group: FieldGroup; readonly components: readonly PkhComponent[] }
>;
export type Condition = keyof typeof CONDITIONS;

/** How a person kept a condition in a month. */
export interface ComplianceRow {
  readonly id: string;
  readonly enrolmentId: string;
  readonly familyId: string;
  readonly personId: string;
  readonly condition: Condition;
  /** `2026-03`. */
  readonly month: string;
  readonly done: number;
  readonly due: number;
  /** By the rule of the month's first day; null where none was in force. */
  readonly isMet: boolean | null;
  readonly version: number;
}

/** Whether a record meets the rule in force on its month's first day, over a record's alias and its program: SQL, NULL without a rule. */
export function isMet(record: string, programCode: string): string {
  const day = `(${record}.month || '-01')::date`;
  return `(SELECT ${record}.done * 100 >= ${record}.due * cr.minimum_percent FROM compliance_rule cr
    WHERE cr.program_code = ${programCode} AND cr.condition = ${record}.condition
      AND cr.valid_from <= ${day} AND coalesce(cr.valid_to >= ${day}, true))`;
}
