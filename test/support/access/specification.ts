import { Kind, parse } from 'graphql';
import type { ConstValueNode, FieldDefinitionNode } from 'graphql';
import { CLASS_OF, POLICY, PURPOSES_OF, isFieldGroup } from '../../../shared/access';
import type { Condition, FieldGroup, Grade } from '../../../shared/access';
import { ROLES } from '../../../shared/viewer';
import type { Role, Viewer } from '../../../shared/viewer';

/**
 * What the specification says of a field: the policy's data and the marks of the SDL, read and judged here by code of its
 * own. Nothing of the gateway's narrowing or the subgraphs' guard is used, so that they can be held against it.
 */
export interface Mark {
  readonly group: FieldGroup;
  readonly band: boolean;
  readonly roles: readonly Role[] | undefined;
}

/** The marks of an SDL by `Type.field`. */
export function readMarks(sdl: string): ReadonlyMap<string, Mark> {
  const marks = new Map<string, Mark>();
  for (const type of parse(sdl).definitions) {
    if (type.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    for (const field of type.fields ?? []) {
      const mark = readMark(field);
      if (mark) marks.set(`${type.name.value}.${field.name.value}`, mark);
    }
  }
  return marks;
}

function readMark(field: FieldDefinitionNode): Mark | undefined {
  const given = field.directives?.find(({ name }) => name.value === 'access')?.arguments ?? [];
  const valueOf = (wanted: string): ConstValueNode | undefined =>
    given.find(({ name }) => name.value === wanted)?.value;
  const [group, band, roles] = ['group', 'band', 'roles'].map(valueOf);
  if (group?.kind !== Kind.STRING || !isFieldGroup(group.value)) return undefined;
  const names =
    roles?.kind === Kind.LIST ? roles.values.map((role) => (role.kind === Kind.STRING ? role.value : '')) : [];
  return {
    group: group.value,
    band: band?.kind === Kind.BOOLEAN && band.value,
    roles: roles?.kind === Kind.LIST ? ROLES.filter((role) => names.includes(role)) : undefined,
  };
}

/** Roles with nothing but the own record, public or synthetic data: they need to state no purpose. */
const WITHOUT_PURPOSE: readonly Role[] = ['PUBLIC', 'CITIZEN', 'FRONTEND_DEVELOPER'];

/** Identity data and above is read for a purpose of the role; everything else for whatever is stated. */
function lacksPurpose({ role, purpose }: Pick<Viewer, 'role' | 'purpose'>, group: FieldGroup): boolean {
  if (WITHOUT_PURPOSE.includes(role) || ['P0', 'P1'].includes(CLASS_OF[group])) return false;
  return purpose === undefined || !PURPOSES_OF[role].includes(purpose);
}

/** The grade a viewer has of a field on a row of which some conditions hold. */
export function gradeOn(
  viewer: Pick<Viewer, 'role' | 'purpose'>,
  { group, roles }: Pick<Mark, 'group' | 'roles'>,
  facts: ReadonlySet<Condition>,
): Grade {
  const { role } = viewer;
  if ((roles && !roles.includes(role)) || lacksPurpose(viewer, group)) return 'WITHHELD';
  const row = POLICY[role][group];
  return row.find(({ when }) => when === 'ALWAYS' || facts.has(when))?.grade ?? 'WITHHELD';
}

/** The claim without which an account meets a condition nowhere. */
const JUDGED_BY: Partial<Record<Condition, keyof Viewer>> = {
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

/** Whether there is no row on which the viewer is shown anything of the field itself: then nobody is asked for it. */
export function isRefusedEverywhere(viewer: Viewer, mark: Mark): boolean {
  return !gradesSomewhere(viewer, mark).some(
    (grade) => grade === 'FULL' || grade === 'MASKED' || (mark.band && grade === 'BANDED'),
  );
}

/** The grade that is told of a field refused everywhere: the most there is on some row. */
export function refusedGrade(viewer: Viewer, mark: Mark): Grade {
  const grades = gradesSomewhere(viewer, mark);
  return (['BANDED', 'AGGREGATE'] as const).find((grade) => grades.includes(grade)) ?? 'WITHHELD';
}

function gradesSomewhere(viewer: Viewer, { group, roles }: Mark): Grade[] {
  if ((roles && !roles.includes(viewer.role)) || lacksPurpose(viewer, group)) return [];
  const isPersons = viewer.role === 'CITIZEN' || viewer.role === 'FRONTEND';
  const possible = POLICY[viewer.role][group].filter(({ when }) => {
    const claim = when === 'OWN' && isPersons ? 'personId' : JUDGED_BY[when];
    return claim === undefined || hasClaim(viewer, claim);
  });
  return possible.map(({ grade }) => grade);
}

function hasClaim(viewer: Viewer, claim: keyof Viewer): boolean {
  const value = viewer[claim];
  return typeof value === 'object' ? value.length > 0 : value !== undefined;
}

/** A text at grade MASKED, by the words of the matrix: initials of a name, the last four characters of anything else. */
export function maskOf(group: FieldGroup, text: string): string {
  if (group === 'NAME') {
    const words = text.split(' ').filter((word) => word.length > 0);
    return words.map((word) => `${Array.from(word)[0] ?? ''}.`).join(' ');
  }
  if (text.length < 5) return '****';
  return text.slice(-4).padStart(text.length, '*');
}

/** What becomes of a value at a grade. */
export function shownAt(grade: Grade, { group, band }: Mark, value: unknown): unknown {
  if (grade === 'FULL') return value;
  if (band && (grade === 'MASKED' || grade === 'BANDED')) return value;
  return grade === 'MASKED' && typeof value === 'string' ? maskOf(group, value) : null;
}
