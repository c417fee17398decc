import { decisionFor } from '../access';
import type { Condition, FieldGroup, Grade } from '../access';
import type { Role } from '../viewer';

/** What happened to one field of an answer that was not given in full. */
export interface AccessNote {
  /** `Type.field`; the schema's name, never an alias. */
  readonly coordinate: string;
  readonly grade: Exclude<Grade, 'FULL'>;
  readonly reason: string;
}

/** Collects, for one fetch, which fields were masked, banded or withheld: once a coordinate, not once a row. */
export class AccessReport {
  private readonly found = new Map<string, AccessNote & { readonly path: readonly (string | number)[] }>();

  add(note: AccessNote, path: () => readonly (string | number)[]): void {
    if (!this.found.has(note.coordinate)) this.found.set(note.coordinate, { ...note, path: path() });
  }

  get notes(): AccessNote[] {
    return [...this.found.values()].map(({ coordinate, grade, reason }) => ({ coordinate, grade, reason }));
  }

  /** The fields that answered null because of the policy, with the first place they did. */
  get withheld(): readonly (AccessNote & { readonly path: readonly (string | number)[] })[] {
    return [...this.found.values()].filter(({ grade }) => grade === 'WITHHELD' || grade === 'AGGREGATE');
  }
}

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

/** Why a role gets less than the value: speaks of the viewer's own rights, never of whether data exists. */
export function reasonFor(role: Role, group: FieldGroup, grade: Grade): string {
  if (grade === 'MASKED') return `role ${role} reads ${group} masked`;
  if (grade === 'BANDED') return `role ${role} reads ${group} as a band: ask for the companion field`;
  if (grade === 'AGGREGATE') return `role ${role} reads ${group} in protected statistics only`;
  const needs = decisionFor(role, group).map(({ when }) => NEEDS[when]);
  return needs.length > 0 ? needs.join(', or ') : `role ${role} does not read ${group}`;
}
