import type { Purpose, Role, Viewer } from '../viewer';
import { findMissingClaim } from './attainable';
import type { Claim } from './attainable';
import type { Condition, Grade } from './decision';
import { findMissingPurposes } from './purpose';
import { decisionOf } from './strictness';
import type { AccessMark } from './strictness';

/**
 * Why a viewer gets less than the value, as a tree. It speaks of the viewer's own rights and of conditions, never of what
 * is there: a row nobody may see gives no reason at all.
 */
export type Reason =
  /** The role reads nothing of the group. */
  | { readonly kind: 'ROLE'; readonly role: Role; readonly group: string }
  /** The role reads the group in this grade only. */
  | { readonly kind: 'GRADE'; readonly role: Role; readonly group: string; readonly grade: Grade }
  /** The field is for other roles. */
  | { readonly kind: 'FOR_ROLES'; readonly roles: readonly Role[] }
  /** The condition does not hold. */
  | { readonly kind: 'CONDITION'; readonly when: Condition }
  /** It cannot hold: the account lacks what it is judged by. */
  | { readonly kind: 'CLAIM'; readonly when: Condition; readonly claim: Claim }
  /** The account states no purpose the role reads it for. */
  | { readonly kind: 'PURPOSE'; readonly purposes: readonly Purpose[]; readonly stated: Purpose | null }
  /** The agreement on data does not name it. */
  | { readonly kind: 'TERMS' }
  /** One of several would be enough. */
  | { readonly kind: 'ANY'; readonly of: readonly Reason[] };

const NEEDS: Readonly<Record<Condition, string>> = {
  ALWAYS: '',
  OWN: 'it is shown on your own record only',
  JURISDICTION: 'it is shown within your jurisdiction only',
  CASE: 'it is shown on cases of your Sentra only',
  NAMED_TEAM: 'it is shown to the team named for the case only',
  KPM: 'it is shown on families with PKH in your jurisdiction only',
  ASSIGNED: 'it is shown to whom the matter was assigned only',
  SAFE_CHANNEL: 'it is shown on your own record in a protected session only',
  PROGRAM: 'it is shown for programs you manage only',
  EMPLOYER: 'it is shown for your own organisation only',
  STAGE_1: 'it opens with consent and an own published vacancy',
  STAGE_2: 'it opens with consent and a referral to you',
  STAGE_3: 'it opens when you accept the referral',
  STAGE_4: 'it opens when the person is placed with you',
  OPT_IN: 'it is shown if the person chooses so',
  SYNTHETIC: 'it is shown on synthetic data only',
  BREAK_GLASS: 'it takes emergency access with a reason',
  TWO_APPROVERS: 'it takes emergency access that two others approved',
  SYSTEM_EVENT: 'it is shown on records of the platform itself only',
};

const LACKS: Readonly<Record<Claim, string>> = {
  personId: 'your account names no person',
  regionCodes: 'your account has no jurisdiction',
  sentraId: 'your account names no Sentra',
  employerId: 'your account names no organisation',
  programCodes: 'your account manages no program',
};

/**
 * Why a viewer has a grade of a field.
 */
export function reasonFor(viewer: Viewer, mark: AccessMark, grade: Grade): Reason {
  const { role } = viewer;
  const { group, roles } = mark;
  if (roles && !roles.includes(role)) return { kind: 'FOR_ROLES', roles };
  if (grade !== 'WITHHELD') return { kind: 'GRADE', role, group, grade };
  const purposes = decisionOf(role, mark).length > 0 ? findMissingPurposes(viewer, group) : undefined;
  if (purposes) return { kind: 'PURPOSE', purposes, stated: viewer.purpose ?? null };
  const reasons = decisionOf(role, mark).map(({ when }): Reason => {
    const claim = findMissingClaim(when, viewer);
    return claim ? { kind: 'CLAIM', when, claim } : { kind: 'CONDITION', when };
  });
  const [first, ...others] = reasons;
  if (!first) return { kind: 'ROLE', role, group };
  return others.length === 0 ? first : { kind: 'ANY', of: reasons };
}

/** A reason as a sentence without its full stop. */
export function describeReason(reason: Reason): string {
  switch (reason.kind) {
    case 'ROLE':
      return `role ${reason.role} does not read ${reason.group}`;
    case 'GRADE':
      return describeGrade(reason);
    case 'FOR_ROLES':
      return `it is for ${reason.roles.join(', ')}`;
    case 'CONDITION':
      return NEEDS[reason.when];
    case 'CLAIM':
      return `${NEEDS[reason.when]}, and ${LACKS[reason.claim]}`;
    case 'PURPOSE':
      return `it is read for ${reason.purposes.join(', ')}, and your token states ${reason.stated ?? 'no purpose'}`;
    case 'TERMS':
      return 'it is shown where your agreement on data names it, for the purpose you state';
    case 'ANY':
      return reason.of.map(describeReason).join(', or ');
  }
}

function describeGrade({ role, group, grade }: Extract<Reason, { kind: 'GRADE' }>): string {
  if (grade === 'MASKED') return `role ${role} reads ${group} masked`;
  if (grade === 'BANDED') return `role ${role} reads ${group} as a band: ask for the companion field`;
  return `role ${role} reads ${group} in protected statistics only`;
}
