import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ANYONE, VIEWER, byRole, forRoles, placedWithin, secureTable, unsecureTable } from '../../../shared/database';
import type { RowPolicies } from '../../../shared/database';

/**
 * The rows of the registry a viewer has, whatever statement asks. The rules are those of the row scopes (`*.access.ts`), with
 * what their statements join besides: officers with a review queue keep merged records of their jurisdiction, and everybody
 * the own record, which says what family is one's own. A data steward may write what decisions and merges write, within the
 * jurisdiction and under the own name.
 */
export class RowSecurity1761000000300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(OWN_FAMILY);
    for (const [table, policies] of Object.entries(TABLES)) await runner.query(secureTable(table, policies));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of Object.keys(TABLES)) await runner.query(unsecureTable(table));
    await runner.query('DROP FUNCTION own_family, guarded_family');
  }
}

/**
 * A policy cannot ask its own table, a function can. They run under the same policies, which show everybody the own record;
 * the key is compared before the policy is asked, so they do not call themselves.
 */
const OWN_FAMILY = `
  CREATE FUNCTION own_family() RETURNS uuid STABLE PARALLEL SAFE
    RETURN (SELECT own.family_id FROM person own WHERE own.id = ${VIEWER.person});
  CREATE FUNCTION guarded_family() RETURNS uuid STABLE PARALLEL SAFE
    RETURN (SELECT own.family_id FROM person own WHERE own.id = ${VIEWER.person}
      AND own.family_role IN ('HEAD', 'SPOUSE'));`;

const CHILD = `birth_date > current_date - interval '18 years'`;
const LIVE = 'merged_into IS NULL';
const HERE = placedWithin('region_code');
const REVIEWERS = ['DINSOS', 'SUPERVISOR', 'DATA_STEWARD'] as const;
const inOwnPrograms = (flags: string) => `${flags} && ${VIEWER.programs}`;

const FAMILY_SELECT = byRole({
  ...forRoles(['PENDAMPING', ...REVIEWERS, 'DPO'], HERE),
  ...forRoles(['CITIZEN', 'FRONTEND'], 'id = own_family()'),
  PROGRAM_MANAGER: inOwnPrograms('kpm_flags'),
  FRONTEND_DEVELOPER: VIEWER.isDemo,
});

const PERSON_SELECT = byRole({
  ...forRoles(REVIEWERS, HERE),
  PENDAMPING: `${LIVE} AND ${HERE}`,
  DPO: `${LIVE} AND NOT (${CHILD}) AND ${HERE}`,
  CITIZEN: `id = ${VIEWER.person} OR (${LIVE} AND ${CHILD} AND family_id = guarded_family())`,
  FRONTEND: `id = ${VIEWER.person}`,
  PROGRAM_MANAGER: `${LIVE} AND EXISTS (SELECT FROM family f WHERE f.id = family_id AND ${inOwnPrograms('f.kpm_flags')})`,
  FRONTEND_DEVELOPER: `${LIVE} AND ${VIEWER.isDemo}`,
});

const isVisible = (table: string, id: string) => `EXISTS (SELECT FROM ${table} seen WHERE seen.id = ${id})`;
const ofCandidate = isVisible('duplicate_candidate', 'candidate_id');
const bothRecords = `${isVisible('person', 'left_id')} AND ${isVisible('person', 'right_id')}`;
const byMyself = (subject: string, role: string) => `${subject} = ${VIEWER.subject} AND ${role} = ${VIEWER.role}`;
const steward = (condition: string) => byRole({ DATA_STEWARD: condition });
const reviewers = (condition: string) => byRole(forRoles(REVIEWERS, condition));

const TABLES: Readonly<Record<string, RowPolicies>> = {
  region: { select: ANYONE },
  family: { select: FAMILY_SELECT, update: steward(HERE) },
  person: { select: PERSON_SELECT, update: steward(HERE) },
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
  client_key: {
    select: steward(`subject = ${VIEWER.subject}`),
    insert: steward(`subject = ${VIEWER.subject}`),
    update: steward(`subject = ${VIEWER.subject}`),
  },
  outbox: { insert: steward(isVisible('person', 'entity_id')) },
  relay_position: {},
  import_run: {},
  quarantine: {},
  finding: {},
  civil_match: {},
  civil_family: {},
  review: {},
  migration: {},
};
