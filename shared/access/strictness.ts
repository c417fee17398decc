import { ROLES } from '../viewer';
import type { Role } from '../viewer';
import { gradeOf } from './decision';
import type { Alternative, Condition, Decision, Grade } from './decision';
import type { FieldGroup } from './group';
import { decisionFor } from './policy';

/** What `@access` says of a field. */
export interface AccessMark {
  readonly group: FieldGroup;
  /** A coarse companion: shown in full from grade BANDED on. */
  readonly band: boolean;
  /** The only roles it is for, whatever the group says; absent: the group alone decides. */
  readonly roles?: readonly Role[];
}

/** What a role may see of a field, by its group and the roles it is for. */
export function decisionOf(role: Role, { group, roles }: Pick<AccessMark, 'group' | 'roles'>): Decision {
  return roles && !roles.includes(role) ? [] : decisionFor(role, group);
}

/** What somebody would get from one decision that the other keeps from them. */
export interface Gain {
  readonly when: readonly Condition[];
  readonly gets: Grade;
  readonly insteadOf: Grade;
}

/** A gain and the first role that has it. */
export interface RoleGain extends Gain {
  readonly role: Role;
}

/**
 * Which grades a grade includes. MASKED and BANDED include neither each other: the last four characters of a number and
 * its band are two different things to know.
 */
const INCLUDES: Readonly<Record<Grade, readonly Grade[]>> = {
  FULL: ['FULL', 'MASKED', 'BANDED', 'AGGREGATE', 'WITHHELD'],
  MASKED: ['MASKED', 'AGGREGATE', 'WITHHELD'],
  BANDED: ['BANDED', 'AGGREGATE', 'WITHHELD'],
  AGGREGATE: ['AGGREGATE', 'WITHHELD'],
  WITHHELD: ['WITHHELD'],
};

/** A referral that has reached a stage has passed those before it. */
const STAGES: readonly Condition[] = ['STAGE_1', 'STAGE_2', 'STAGE_3', 'STAGE_4'];

/**
 * What `decision` gives beyond `limit`, or undefined if it is at least as strict. At least as strict means: on every row,
 * whatever is true of it, the grade of `decision` is included in the grade of `limit`, and what `decision` lets be revealed
 * `limit` lets be revealed or shows. A condition therefore counts as a case, not as a degree: FULL on own rows is neither
 * stricter nor weaker than FULL in one's jurisdiction, and each gains on the other. The relation is reflexive and
 * transitive, so a chain is as strict as its ends.
 */
export function gainOver(decision: Decision, limit: Decision): Gain | undefined {
  for (const when of factSets([...decision, ...limit])) {
    const gets = gradeOf(decision, () => new Set(when));
    const insteadOf = gradeOf(limit, () => new Set(when));
    const isRevealed = reveals(decision, when) && insteadOf !== 'FULL' && !reveals(limit, when);
    if (!INCLUDES[insteadOf].includes(gets) || isRevealed) return { when, gets, insteadOf };
  }
  return undefined;
}

/**
 * The first role that would read more of a field marked `mark` than of one marked `limit`; undefined if `mark` is at least
 * as strict for every role.
 */
export function firstGain(mark: AccessMark, limit: AccessMark): RoleGain | undefined {
  return gainOfRoles((role) => gainOver(shownOf(role, mark), shownOf(role, limit)));
}

/**
 * The same for a field computed from another. A coarse companion (`ageBand`) is meant to say something about an exact field
 * (`birthDate`) to those who may not read it, so against an exact field its group counts, not that its band is shown.
 */
export function firstGainOfComputed(mark: AccessMark, source: AccessMark): RoleGain | undefined {
  if (source.band) return firstGain(mark, source);
  return gainOfRoles((role) => gainOver(decisionOf(role, mark), decisionOf(role, source)));
}

/** A gain as part of a sentence. */
export function describeGain({ role, when, gets, insteadOf }: RoleGain): string {
  const condition = when.length > 0 ? ` (${when.join(', ')})` : '';
  return `${role}${condition} would get ${gets} where it has ${insteadOf}`;
}

/** A mark as part of a sentence. */
export function describeMark({ group, band, roles }: AccessMark): string {
  return [group, ...(band ? ['(band)'] : []), ...(roles ? [`for ${roles.join(', ')}`] : [])].join(' ');
}

function gainOfRoles(gainFor: (role: Role) => Gain | undefined): RoleGain | undefined {
  for (const role of ROLES) {
    const gain = gainFor(role);
    if (gain) return { role, ...gain };
  }
  return undefined;
}

/** What a role is shown of the very field: a companion has no mask and no band of its own, it is there or it is not. */
function shownOf(role: Role, mark: AccessMark): Decision {
  const decision = decisionOf(role, mark);
  if (!mark.band) return decision;
  return decision.map(({ grade, when }) => ({
    grade: grade === 'MASKED' || grade === 'BANDED' ? 'FULL' : grade,
    when,
  }));
}

function reveals(decision: Decision, facts: readonly Condition[]): boolean {
  return decision.find(({ when }) => when === 'ALWAYS' || facts.includes(when))?.reveal === true;
}

/** Every set of facts that can tell the alternatives apart, the empty one first. */
function factSets(alternatives: readonly Alternative[]): Condition[][] {
  const conditions = new Set(alternatives.map(({ when }) => when));
  conditions.delete('ALWAYS');
  const sets = [...conditions].reduce<Condition[][]>(
    (found, condition) => [...found, ...found.map((set) => [...set, condition])],
    [[]],
  );
  return sets.filter((set) =>
    set.every((fact) => earlierStages(fact, conditions).every((stage) => set.includes(stage))),
  );
}

function earlierStages(fact: Condition, known: ReadonlySet<Condition>): Condition[] {
  return STAGES.slice(0, Math.max(0, STAGES.indexOf(fact))).filter((stage) => known.has(stage));
}
