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
}

export const VACANCY_EVENTS = {
  PUBLISH: 'Terbitkan.',
  FILL: 'Nyatakan terisi.',
  CLOSE: 'Tutup.',
} as const;
export type VacancyEvent = keyof typeof VACANCY_EVENTS;

const PARTNER = ['PARTNER_RECRUITER', 'PARTNER_ADMIN'] as const;

/** The life of a vacancy: published once, then filled or closed for good. A new opening is a new vacancy. */
export const VACANCY_MACHINE: Machine<VacancyStatus, VacancyEvent> = {
  name: 'vacancy',
  what: 'vacancy',
  states: VACANCY_STATUSES,
  events: VACANCY_EVENTS,
  steps: [
    step('DRAFT', 'PUBLISH', 'PUBLISHED', PARTNER, 'employer active; deadline not passed'),
    step('PUBLISHED', 'FILL', 'FILLED', PARTNER, 'as many placements as seats'),
    step('PUBLISHED', 'CLOSE', 'CLOSED', [...PARTNER, 'PROGRAM_MANAGER'], 'reason, or deadline passed'),
  ],
};

/** A skill asked for. */
export interface VacancySkill {
  readonly code: string;
  /** 1 to 5. */
  readonly level: number;
}

export function skillsOf({ skillCodes, skillLevels }: Pick<VacancyRow, 'skillCodes' | 'skillLevels'>): VacancySkill[] {
  return skillCodes.map((code, index) => ({ code, level: skillLevels[index] ?? 1 }));
}
