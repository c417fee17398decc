import type { Role } from '../../../shared/viewer';

/** Who has no row beyond reach, by type: open to the whole ministry, or synthetic data for developers. */
export const SEES_ALL: Readonly<Partial<Record<Role, readonly string[]>>> = {
  FRONTEND_DEVELOPER: ['Person', 'Family', 'Enrolment', 'Graduation', 'Payment'],
  PROGRAM_MANAGER: ['Employer', 'Vacancy'],
  DPO: ['Employer'],
};

/** An id nothing has. */
export const MISSING = '00000000-0000-8000-8000-000000000000';

/** The id of a row seeded behind a call for named roles. */
export const idOf = (kind: number, number: number) => `0000001${kind}-0000-8000-8000-00000000000${number}`;

/** The seeded row of each type that only such calls lead to, and whose id some call takes. */
export const CALL_IDS = {
  BreakGlassGrant: idOf(0, 1),
  ErasureRequest: idOf(1, 1),
  BreakGlassReview: idOf(2, 1),
  BreachCase: idOf(3, 1),
} as const;
