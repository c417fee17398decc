import { ROLES } from '../../../shared/viewer';
import type { Role } from '../../../shared/viewer';

/** Public registers: nobody has a row of these beyond reach. */
const PUBLIC_TYPES = ['Lks', 'CommunityActivity'] as const;
const OF_BUSINESS = ['KubeGroup', 'PenaCase', 'ProkusCase'] as const;
const OF_NOUNS = ['Consent', 'Graduation', 'Grievance', 'ChangeRequest', 'PsksHelper', ...OF_BUSINESS] as const;

const OF_ROLES: Readonly<Partial<Record<Role, readonly string[]>>> = {
  FRONTEND_DEVELOPER: ['Person', 'Family', 'Enrolment', 'Payment', ...OF_NOUNS],
  PROGRAM_MANAGER: ['Employer', 'PartnerUser', 'Vacancy', 'KubeGroup', 'PenaCase'],
  DPO: ['Employer'],
};

/** Who has no row beyond reach, by type: open to the whole ministry, or synthetic data for developers. */
export const SEES_ALL: Readonly<Partial<Record<Role, readonly string[]>>> = Object.fromEntries(
  ROLES.map((role) => [role, [...PUBLIC_TYPES, ...(OF_ROLES[role] ?? [])]]),
);

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
  StageRun: idOf(8, 1),
  PartnerUser: idOf(9, 1),
  Referral: idOf(9, 5),
  SavedQuestion: idOf(9, 6),
  StatTable: 'seeded-table-0000000001',
} as const;
