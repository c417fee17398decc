import { step } from '../../../shared/machine';
import type { Machine } from '../../../shared/machine';
import { VACANCY_STATUSES } from './vocabulary';
import type { Accommodation, ContractType, PhysicalDemand, VacancyStatus, WorkMode } from './vocabulary';

/** A vacancy as the registry holds it. */
export interface VacancyRow {
  readonly id: string;
  readonly employerId: string;
  readonly title: string;
  /** Four-digit KBJI 2014 group. */
  readonly kbjiCode: string;
  readonly skillCodes: readonly string[];
  /** Level 1-5 of the skill at the same place. */
  readonly skillLevels: readonly number[];
  /** Four-digit code. */
  readonly regencyCode: string;
  readonly workMode: WorkMode;
  readonly contractType: ContractType;
  /** Rupiah a month. */
  readonly wageMin: number;
  readonly shift: boolean;
  readonly physicalDemands: readonly PhysicalDemand[];
  readonly accommodationsOffered: readonly Accommodation[];
  readonly reservedForDisability: boolean;
  readonly seats: number;
  /** Last day to apply. */
  readonly openUntil: string;
  readonly status: VacancyStatus;
  readonly version: number;
  /** What else applicants should know, without identifiers. */
  readonly description: string | null;
  /** Units of the competency standards of which a certificate is asked. */
  readonly certificateRequired: readonly string[];
}

export const VACANCY_EVENTS = {
  DRAFT: 'Writes a vacancy down; nobody else sees it yet.',
  COPY: 'Writes a vacancy down anew out of another one: how a closed one is opened again.',
  EDIT: 'Changes what is not published yet.',
  PUBLISH: 'Terbitkan: everyone sees it while the employer is active.',
  FILL: 'Nyatakan terisi.',
  CLOSE: 'Tutup.',
} as const;
export type VacancyEvent = keyof typeof VACANCY_EVENTS;

/** Why a vacancy counts as filled. SEATS_TAKEN: by people referred here; the platform says so by itself. */
export const FILL_REASONS = ['FILLED_ELSEWHERE', 'FILLED_INTERNALLY', 'SEATS_TAKEN'] as const;
/** Why a vacancy is closed without being filled. DEADLINE_PASSED: the platform says so by itself. */
export const CLOSE_REASONS = ['NOT_NEEDED', 'NO_BUDGET', 'CHANGED', 'MISTAKE', 'UNLAWFUL', 'DEADLINE_PASSED'] as const;

const PARTNER = ['PARTNER_RECRUITER', 'PARTNER_ADMIN'] as const;
const CLOSE = { reasons: CLOSE_REASONS };

/** The life of a vacancy: published once, then filled or closed for good. A new opening is a new vacancy. */
export const VACANCY_MACHINE: Machine<VacancyStatus, VacancyEvent> = {
  name: 'vacancy',
  what: 'vacancy',
  states: VACANCY_STATUSES,
  events: VACANCY_EVENTS,
  steps: [
    step(null, 'DRAFT', 'DRAFT', PARTNER, 'the work, the place, the wage, the seats; skills of the vocabulary'),
    step(null, 'COPY', 'DRAFT', PARTNER, 'a vacancy of the own organisation, a new last day to apply'),
    step('DRAFT', 'EDIT', 'DRAFT', PARTNER, 'what changes'),
    step(
      'DRAFT',
      'PUBLISH',
      'PUBLISHED',
      PARTNER,
      'employer active, DSA in force; last day to apply not past and not too far; wage not below the minimum wage',
    ),
    step('DRAFT', 'CLOSE', 'CLOSED', PARTNER, 'reason', CLOSE),
    step('PUBLISHED', 'FILL', 'FILLED', [...PARTNER, 'SYSTEM'], 'reason; SYSTEM when every seat is taken', {
      reasons: FILL_REASONS,
    }),
    step(
      'PUBLISHED',
      'CLOSE',
      'CLOSED',
      [...PARTNER, 'PROGRAM_MANAGER', 'SYSTEM'],
      'reason; SYSTEM when the last day to apply has passed',
      CLOSE,
    ),
  ],
};

/** What other subgraphs learn of a vacancy, whoever changed it. */
export function vacancyFact(row: string): string {
  return `jsonb_build_object('sourceId', ${row}.source_id, 'employerId', ${row}.employer_id,
    'regencyCode', ${row}.regency_code, 'skillCodes', to_jsonb(${row}.skill_codes), 'workMode', ${row}.work_mode,
    'contractType', ${row}.contract_type, 'reservedForDisability', ${row}.reserved_for_disability, 'seats', ${row}.seats,
    'seatsTaken', ${row}.seats_taken, 'openUntil', ${row}.open_until, 'status', ${row}.status)`;
}

/** A skill asked for. */
export interface VacancySkill {
  readonly code: string;
  /** 1 to 5. */
  readonly level: number;
}

export function skillsOf({ skillCodes, skillLevels }: Pick<VacancyRow, 'skillCodes' | 'skillLevels'>): VacancySkill[] {
  return skillCodes.map((code, index) => ({ code, level: skillLevels[index] ?? 1 }));
}
