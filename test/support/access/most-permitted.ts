import { FIELD_GROUPS, POLICY } from '../../../shared/access';
import type { Decision, FieldGroup } from '../../../shared/access';
import { ROLES } from '../../../shared/viewer';
import type { Role } from '../../../shared/viewer';

/**
 * Does something while every role reads every group in full: a platform started meanwhile guards no field, so what it
 * answers are the true values of whatever rows its viewer has.
 */
export async function withEverythingShown<Result>(work: () => Promise<Result>): Promise<Result> {
  const policy = POLICY as Record<Role, Readonly<Record<FieldGroup, Decision>>>;
  const before = { ...policy };
  const full: Decision = [{ grade: 'FULL', when: 'ALWAYS' }];
  const everything = Object.fromEntries(Object.keys(FIELD_GROUPS).map((group) => [group, full])) as Record<
    FieldGroup,
    Decision
  >;
  for (const role of ROLES) policy[role] = everything;
  try {
    return await work();
  } finally {
    Object.assign(policy, before);
  }
}
