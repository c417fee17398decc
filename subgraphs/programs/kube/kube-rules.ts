import { CodedError } from '../../../shared/errors';
import { TODAY } from '../../../shared/machine';
import type { Ask } from '../business/business';
import { isWithin, readTerms, spanWords } from '../business/requirement';
import type { Span, Terms } from '../business/requirement';
import { today } from '../pkh/period';
import { STOPS } from '../enrolment/stop-aid';
import type { KubeOffice } from './kube';

/** What every group and every member must be, after Permensos 2/2019. */
export const KUBE_RULES = {
  REGISTERED: 'Is in the poverty registry, alive and once, in a desil the program takes in.',
  PROCESSABLE: 'The processing of the record is not restricted.',
  FAMILY_HEAD: 'Is the head of a family.',
  AGE: 'Is of the age the program asks for.',
  MARRIED: 'Is married.',
  IDENTITY_CARD: 'Has an identity card (KTP, NIK).',
  FAMILY_CARD: 'Has a family card (KK).',
  SAME_VILLAGE: 'Lives in the village of the group.',
  FIRST_KUBE: 'Was never in a KUBE before.',
  SIZE: 'As many members as the program asks for.',
  OFFICERS: 'Chair, secretary and treasurer are members.',
} as const;
export type KubeRule = keyof typeof KUBE_RULES;

/** A rule that is broken. */
export interface KubeFinding {
  readonly groupId: string;
  /** Whose membership breaks it; null: the group as a whole does. */
  readonly personId: string | null;
  readonly rule: KubeRule;
  /** In words, without a value about the person. */
  readonly reason: string;
}

/** What the rules look at of a member; null: not known here. */
export interface MemberFacts {
  readonly groupId: string;
  readonly groupVillage: string;
  readonly personId: string;
  readonly familyId: string;
  readonly office: KubeOffice;
  readonly isKnown: boolean;
  readonly birthDate: string | null;
  readonly maritalStatus: string | null;
  readonly familyRole: string | null;
  readonly identityStatus: string | null;
  readonly hasKk: boolean | null;
  readonly matchStatus: string | null;
  readonly restricted: boolean;
  readonly village: string | null;
  readonly desil: number | null;
  readonly hadKube: boolean;
}

/** What is asked of members on a day. */
export interface KubeTerms {
  readonly numbers: Terms;
  readonly desil: Span | undefined;
  /** `YYYY-MM-DD` */
  readonly day: string;
}

/** The facts of the members of some groups, those left out who were taken out again; seen as whoever asks sees them. */
export function findMemberFacts(ask: Ask, groupIds: readonly string[]): Promise<MemberFacts[]> {
  return ask<MemberFacts>(
    `SELECT m.group_id AS "groupId", m.region_code AS "groupVillage", m.person_id AS "personId", m.family_id AS "familyId",
       m.office, pr.id IS NOT NULL AS "isKnown", pr.birth_date AS "birthDate", pr.marital_status AS "maritalStatus",
       pr.family_role AS "familyRole", pr.identity_status AS "identityStatus", pr.has_kk AS "hasKk",
       pr.match_status AS "matchStatus", coalesce(pr.restricted, false) AS restricted, fr.region_code AS village, fr.desil,
       EXISTS (SELECT FROM kube_past p WHERE p.person_id = m.person_id AND p.group_id <> m.group_id)
         OR EXISTS (SELECT FROM enrolment e WHERE e.family_id = m.family_id AND e.program_code = 'KUBE') AS "hadKube"
     FROM kube_member m LEFT JOIN person_ref pr ON pr.id = m.person_id LEFT JOIN family_ref fr ON fr.id = pr.family_id
     WHERE m.group_id = ANY($1::uuid[]) AND m.state <> 'REMOVED' ORDER BY m.group_id, m.id`,
    [[...groupIds]],
  );
}

/** What KUBE asks for today. */
export async function readKubeTerms(ask: Ask): Promise<KubeTerms> {
  const numbers = await readTerms(ask, 'KUBE');
  const [desil] = await ask<Span>(
    `SELECT desil_min AS minimum, desil_max AS maximum FROM eligibility_rule
     WHERE program_code = 'KUBE' AND ${TODAY} BETWEEN valid_from AND coalesce(valid_to, 'infinity')`,
    [],
  );
  return { numbers, desil, day: today() };
}

/** Every rule the members of one group break, and those the group does. */
export function findingsOf(groupId: string, members: readonly MemberFacts[], terms: KubeTerms): KubeFinding[] {
  const ofMembers = members.flatMap((member) =>
    brokenBy(member, terms).map(([rule, reason]) => ({ groupId, personId: member.personId, rule, reason })),
  );
  const ofGroup = brokenByGroup(members, terms).map(([rule, reason]) => ({ groupId, personId: null, rule, reason }));
  return [...ofMembers, ...ofGroup];
}

type Broken = readonly [KubeRule, string];

function brokenBy(member: MemberFacts, { numbers, desil, day }: KubeTerms): Broken[] {
  if (!member.isKnown) return [['REGISTERED', 'is not in the registry here']];
  if (member.restricted) return [['PROCESSABLE', 'the registry restricts the processing of the record']];
  const rules: (Broken | undefined)[] = [
    unless(
      !Object.hasOwn(STOPS, member.matchStatus ?? ''),
      'REGISTERED',
      'the civil registry does not confirm the person',
    ),
    unless(
      !desil || (member.desil !== null && isWithin(member.desil, desil)),
      'REGISTERED',
      `the desil of the family is not within ${spanWords(desil ?? { minimum: null, maximum: null })}`,
    ),
    known(member.familyRole, (role) => role === 'HEAD', 'FAMILY_HEAD', 'is not the head of the family'),
    known(member.birthDate, (born) => isOfAge(born, numbers.AGE, day), 'AGE', `is not ${ageWords(numbers.AGE)}`),
    known(member.maritalStatus, (status) => status === 'MARRIED', 'MARRIED', 'is not married'),
    known(member.identityStatus, (status) => status === 'DOCUMENTED', 'IDENTITY_CARD', 'has no identity card'),
    known(member.hasKk, (has) => has, 'FAMILY_CARD', 'has no family card'),
    unless(member.village === member.groupVillage, 'SAME_VILLAGE', 'lives in another village'),
    unless(!member.hadKube, 'FIRST_KUBE', 'was in a KUBE before'),
  ];
  return rules.filter((each) => each !== undefined);
}

function brokenByGroup(members: readonly MemberFacts[], { numbers: { MEMBERS: size } }: KubeTerms): Broken[] {
  const offices = new Set(members.map(({ office }) => office));
  const missing = (['CHAIR', 'SECRETARY', 'TREASURER'] as const).filter((office) => !offices.has(office));
  const rules = [
    unless(
      !size || isWithin(members.length, size),
      'SIZE',
      `${members.length} members; it takes ${spanWords(size ?? NO_SPAN)}`,
    ),
    unless(missing.length === 0, 'OFFICERS', `nobody is ${missing.join(', ')}`),
  ];
  return rules.filter((each) => each !== undefined);
}

const NO_SPAN: Span = { minimum: null, maximum: null };

function unless(holds: boolean, rule: KubeRule, reason: string): Broken | undefined {
  return holds ? undefined : [rule, reason];
}

/** A rule over something the registry may not have published yet. */
function known<Value>(
  value: Value | null,
  holds: (value: Value) => boolean,
  rule: KubeRule,
  reason: string,
): Broken | undefined {
  return value === null ? [rule, 'the registry has not told yet'] : unless(holds(value), rule, reason);
}

const ageWords = (span: Span | undefined) => `${spanWords(span ?? NO_SPAN)} years old`;

function isOfAge(born: string, span: Span | undefined, day: string): boolean {
  return !span || isWithin(yearsBetween(born, day), span);
}

/** Whole years from one day to another. */
export function yearsBetween(from: string, to: string): number {
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4));
  return to.slice(5) < from.slice(5) ? years - 1 : years;
}

/**
 * Lets a group pass that breaks no rule.
 * @throws CodedError RULES_NOT_MET with each broken rule, its reason and for how many members
 */
export function requireRules(findings: readonly KubeFinding[]): void {
  if (findings.length === 0) return;
  const counts = new Map<string, number>();
  for (const { rule, reason } of findings) {
    counts.set(`${rule} (${reason})`, (counts.get(`${rule} (${reason})`) ?? 0) + 1);
  }
  const rules = [...counts].map(([rule, count]) => (count === 1 ? rule : `${rule} x ${count}`));
  throw new CodedError('RULES_NOT_MET', { what: 'business group', rules });
}
