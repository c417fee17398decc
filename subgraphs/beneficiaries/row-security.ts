import { ANYONE, VIEWER, byRole, forRoles, placedWithin } from '../../shared/database';
import type { RowPolicies, RowSecurity } from '../../shared/database';
import { adult } from './person/adult';
import { CONSENT_POLICIES, DISCLOSED_PERSONS, IS_DISCLOSED } from './consent/consent.policies';
import { CHANGE_REQUEST_POLICIES, STEP_POLICIES, eitherOf } from './change-request/change-request.policies';

/**
 * A policy cannot ask its own table, a function can. They run under the same policies, which show everybody the own record;
 * the key is compared before the policy is asked, so they do not call themselves.
 */
const FUNCTIONS = `
  CREATE OR REPLACE FUNCTION own_family() RETURNS uuid STABLE PARALLEL SAFE
    RETURN (SELECT own.family_id FROM person own WHERE own.id = ${VIEWER.person});
  CREATE OR REPLACE FUNCTION guarded_family() RETURNS uuid STABLE PARALLEL SAFE
    RETURN (SELECT own.family_id FROM person own WHERE own.id = ${VIEWER.person}
      AND own.family_role IN ('HEAD', 'SPOUSE'));
  CREATE OR REPLACE FUNCTION opened_persons() RETURNS uuid[] STABLE PARALLEL SAFE
    RETURN ARRAY(SELECT g.person_id FROM break_glass g
      WHERE g.account = ${VIEWER.subject} AND g.closed_at IS NULL AND g.expires_at > now());
  CREATE OR REPLACE FUNCTION served_persons() RETURNS uuid[] STABLE PARALLEL SAFE
    RETURN ARRAY(SELECT cr.person_id FROM case_ref cr WHERE cr.sentra_id = ${VIEWER.sentra} AND cr.open);
  CREATE OR REPLACE FUNCTION served_families() RETURNS uuid[] STABLE PARALLEL SAFE
    RETURN ARRAY(SELECT p.family_id FROM person p WHERE p.id = ANY (served_persons()));
  ${DISCLOSED_PERSONS}`;

const ADULT = adult('person');
const PRESENT = 'merged_into IS NULL AND erased_at IS NULL';
/** Restricted records are there for the person and the DPO only, erased ones for nobody. */
const PROCESSED = 'restricted_at IS NULL AND erased_at IS NULL';
const HERE = placedWithin('region_code');
const REVIEWERS = ['DINSOS', 'SUPERVISOR', 'DATA_STEWARD'] as const;
const inOwnPrograms = (flags: string) => `${flags} && ${VIEWER.programs}`;

const FAMILY_SELECT = byRole({
  ...forRoles(['PENDAMPING', ...REVIEWERS, 'DPO'], HERE),
  ...forRoles(['CITIZEN', 'FRONTEND'], 'id = own_family()'),
  SENTRA_OFFICER: 'id = ANY (served_families())',
  PROGRAM_MANAGER: inOwnPrograms('kpm_flags'),
  FRONTEND_DEVELOPER: 'true',
});

/** Oneself, and the children one is the guardian of. */
const OWN_PERSONS = `id = ${VIEWER.person} OR (${PRESENT} AND NOT ${ADULT} AND family_id = guarded_family())`;

const PERSON_SELECT = byRole({
  ...forRoles(REVIEWERS, `${PROCESSED} AND ${HERE}`),
  PENDAMPING: `${PRESENT} AND ${PROCESSED} AND ${HERE}`,
  // A right may be exercised about a child or a merged record; reading one takes emergency access.
  DPO: `${HERE} AND (${VIEWER.isWriting} OR ${PRESENT} AND (${ADULT} OR id = ANY (opened_persons())))`,
  CITIZEN: OWN_PERSONS,
  FRONTEND: `id = ${VIEWER.person}`,
  SENTRA_OFFICER: `${PRESENT} AND ${PROCESSED} AND id = ANY (served_persons())`,
  PROGRAM_MANAGER: `${PRESENT} AND ${PROCESSED}
    AND EXISTS (SELECT FROM family f WHERE f.id = family_id AND ${inOwnPrograms('f.kpm_flags')})`,
  FRONTEND_DEVELOPER: `${PRESENT} AND ${PROCESSED}`,
  ...forRoles(['PARTNER_RECRUITER', 'PARTNER_ADMIN'], IS_DISCLOSED),
});

const isVisible = (table: string, id: string) => `EXISTS (SELECT FROM ${table} seen WHERE seen.id = ${id})`;
const ofCandidate = isVisible('duplicate_candidate', 'candidate_id');
const bothRecords = `${isVisible('person', 'left_id')} AND ${isVisible('person', 'right_id')}`;
const byMyself = (subject: string, role: string) => `${subject} = ${VIEWER.subject} AND ${role} = ${VIEWER.role}`;
const steward = (condition: string) => byRole({ DATA_STEWARD: condition });
const reviewers = (condition: string) => byRole(forRoles(REVIEWERS, condition));
const watchers = (condition: string) => byRole(forRoles(['DPO', 'SUPERVISOR'], condition));
const REVEALERS = ['PENDAMPING', 'SENTRA_OFFICER', ...REVIEWERS] as const;
const OWN_KEYS = byRole(forRoles(['DATA_STEWARD', 'SUPERVISOR', 'DPO', 'CITIZEN'], `subject = ${VIEWER.subject}`));
/** What is said of a person, for the person. */
const ofOwnPerson = byRole({ CITIZEN: isVisible('person', 'person_id') });

/** A notice is about what its writer has just written. */
const OUTBOX_INSERT = byRole({
  DATA_STEWARD: `${isVisible('person', 'entity_id')} OR ${noticeOf({ 'identifier-revealed': 'reveal', family: 'family' })}`,
  ...forRoles(['PENDAMPING', 'SENTRA_OFFICER', 'DINSOS', 'SUPERVISOR'], noticeOf({ 'identifier-revealed': 'reveal' })),
  DPO: noticeOf({ 'break-glass-opened': 'break_glass', person: 'person' }),
  CITIZEN: noticeOf({ person: 'person' }),
});

function noticeOf(tables: Readonly<Record<string, string>>): string {
  const cases = Object.entries(tables).map(([topic, table]) => `WHEN '${topic}' THEN ${isVisible(table, 'entity_id')}`);
  return `CASE topic ${cases.join(' ')} ELSE false END`;
}

const tables: Readonly<Record<string, RowPolicies>> = {
  region: { select: ANYONE },
  family: { select: FAMILY_SELECT, update: byRole(forRoles(['DATA_STEWARD', 'DPO'], HERE)) },
  person: {
    select: PERSON_SELECT,
    update: byRole({ ...forRoles(['DATA_STEWARD', 'DPO'], HERE), CITIZEN: OWN_PERSONS }),
  },
  desil_history: {
    // Whoever sees the family: the policy of the other table decides.
    select: `CASE ${VIEWER.role} WHEN 'SYSTEM' THEN true ELSE ${isVisible('family', 'family_id')} END`,
  },
  nik_holder: { select: steward(isVisible('person', 'person_id')), update: steward(isVisible('person', 'person_id')) },
  district_integrity: { select: ANYONE },
  duplicate_candidate: { select: reviewers(bothRecords), update: steward(bothRecords) },
  duplicate_event: {
    select: reviewers(ofCandidate),
    insert: steward(`${ofCandidate} AND ${byMyself('subject', 'role')}`),
  },
  merge_log: {
    select: reviewers(ofCandidate),
    insert: steward(`${ofCandidate} AND ${byMyself('merged_by', 'merged_by_role')}`),
    update: steward(ofCandidate),
  },
  break_glass: {
    select: byRole({ ...forRoles(['DPO', 'SUPERVISOR'], HERE), CITIZEN: isVisible('person', 'person_id') }),
    insert: byRole({ DPO: `${HERE} AND ${byMyself('account', 'role')}` }),
    update: byRole({ DPO: byMyself('account', 'role') }),
  },
  break_glass_event: {
    select: watchers(isVisible('break_glass', 'grant_id')),
    insert: watchers(`${isVisible('break_glass', 'grant_id')} AND ${byMyself('account', 'role')}`),
  },
  reveal: {
    select: byRole({
      ...forRoles(REVEALERS, `account = ${VIEWER.subject}`),
      CITIZEN: isVisible('person', 'person_id'),
    }),
    insert: byRole(forRoles(REVEALERS, `${isVisible('person', 'person_id')} AND ${byMyself('account', 'role')}`)),
  },
  right_event: {
    select: ofOwnPerson,
    insert: byRole(
      forRoles(['CITIZEN', 'DPO'], `${isVisible('person', 'person_id')} AND ${byMyself('account', 'role')}`),
    ),
  },
  erasure_request: {
    select: byRole({ DPO: HERE }),
    insert: byRole({ DPO: `${HERE} AND proposed_by = ${VIEWER.subject}` }),
    update: byRole({ DPO: HERE }),
  },
  ...CHANGE_REQUEST_POLICIES,
  transition_event: STEP_POLICIES.transition_event,
  client_key: eitherOf({ select: OWN_KEYS, insert: OWN_KEYS, update: OWN_KEYS }, STEP_POLICIES.client_key),
  outbox: eitherOf({ insert: OUTBOX_INSERT }, STEP_POLICIES.outbox),
  finding: {
    select: byRole({ CITIZEN: `${isVisible('person', 'subject_id')} OR ${isVisible('family', 'subject_id')}` }),
  },
  civil_match: { select: ofOwnPerson },
  review: { select: ofOwnPerson },
  case_ref: { select: byRole({ SENTRA_OFFICER: `sentra_id = ${VIEWER.sentra}` }) },
  ...CONSENT_POLICIES,
  // Counted by the platform itself, for reports that are protected.
  referral_ref: {},
  fairness_rule: { select: ANYONE },
  retention_rule: {},
  retention_run: {},
  relay_position: {},
  import_run: {},
  quarantine: {},
  civil_family: {},
  migration: {},
};

/**
 * The rows of the registry a viewer has, whatever statement asks. The rules are those of the row scopes (`*.access.ts`), with
 * what their statements join besides: officers with a review queue keep merged records of their jurisdiction, and everybody
 * the own record, which says what family is one's own. A data steward may write what decisions and merges write, within the
 * jurisdiction and under the own name; citizens and the DPO what the rights of a person need. What an erasure takes with it
 * elsewhere is the platform's own doing.
 */
export const beneficiariesRowSecurity: RowSecurity = { functions: FUNCTIONS, tables };
