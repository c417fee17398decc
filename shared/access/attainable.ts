import type { Viewer } from '../viewer';
import { gradeOf } from './decision';
import type { Condition, Decision, Grade } from './decision';

/** What of an account conditions are judged by. */
export type Claim = 'personId' | 'regionCodes' | 'sentraId' | 'employerId' | 'programCodes';

/** The claim without which a condition holds on no row; absent: none is needed. */
const CLAIM_OF: Readonly<Partial<Record<Condition, Claim>>> = {
  JURISDICTION: 'regionCodes',
  KPM: 'regionCodes',
  CASE: 'sentraId',
  NAMED_TEAM: 'sentraId',
  SAFE_CHANNEL: 'personId',
  PROGRAM: 'programCodes',
  EMPLOYER: 'employerId',
  STAGE_1: 'employerId',
  STAGE_2: 'employerId',
  STAGE_3: 'employerId',
  STAGE_4: 'employerId',
  OPT_IN: 'employerId',
};

/** The claim a condition is judged by, if the viewer lacks it. */
export function findMissingClaim(when: Condition, viewer: Viewer): Claim | undefined {
  // An officer's own records are the account's; a citizen's are those of the person the account stands for.
  const isPersons = viewer.role === 'CITIZEN' || viewer.role === 'FRONTEND';
  const claim = when === 'OWN' ? (isPersons ? 'personId' : undefined) : CLAIM_OF[when];
  return claim === undefined || hasClaim(viewer, claim) ? undefined : claim;
}

/**
 * The grades a decision can give this viewer on some row, whatever the row: what the gateway can know without asking.
 * @param isSynthetic whether the platform serves demo data
 */
export function attainableGrades(decision: Decision, viewer: Viewer, isSynthetic: boolean): ReadonlySet<Grade> {
  const possible = decision.filter(
    ({ when }) => !findMissingClaim(when, viewer) && (when !== 'SYNTHETIC' || isSynthetic),
  );
  const grades = possible.map(({ grade }) => grade);
  // Where no condition has to hold, nothing is withheld.
  const isCertain = gradeOf(possible, () => new Set()) !== 'WITHHELD';
  return new Set(isCertain ? grades : [...grades, 'WITHHELD']);
}

function hasClaim(viewer: Viewer, claim: Claim): boolean {
  const value = viewer[claim];
  return typeof value === 'object' ? value.length > 0 : value !== undefined;
}
