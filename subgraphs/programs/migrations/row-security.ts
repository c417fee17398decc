import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ANYONE, VIEWER, byRole, forRoles, placedWithin, secureTable, unsecureTable } from '../../../shared/database';
import type { RowPolicies } from '../../../shared/database';

/**
 * The rows of participation a viewer has, whatever statement asks. The rules are those of the row scopes (`*.access.ts`), with
 * what their statements join besides: with an enrolment its family, with the family its members, and for the amount every
 * component. Only the platform itself writes here. Replaces the policies of tables that have some.
 */
export class RowSecurity1761000001030 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(FUNCTIONS);
    for (const [table, policies] of Object.entries(TABLES)) await runner.query(secureTable(table, policies));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of Object.keys(TABLES)) await runner.query(unsecureTable(table));
    await runner.query('DROP FUNCTION own_family, participates');
  }
}

/**
 * Policies cannot ask each other's tables in a circle, functions can. They run under the same policies: everybody sees the own
 * record (its key is compared before the policy is asked), a program manager's enrolments are decided without the family.
 */
const FUNCTIONS = `
  CREATE OR REPLACE FUNCTION own_family() RETURNS uuid STABLE PARALLEL SAFE
    RETURN (SELECT own.family_id FROM person_ref own WHERE own.id = ${VIEWER.person});
  CREATE OR REPLACE FUNCTION participates(family uuid) RETURNS boolean STABLE PARALLEL SAFE
    RETURN EXISTS (SELECT FROM enrolment e WHERE e.family_id = family AND e.program_code = ANY (${VIEWER.programs}));`;

const HERE = placedWithin('region_code');
const OFFICERS = ['PENDAMPING', 'DINSOS', 'SUPERVISOR', 'DATA_STEWARD', 'DPO'] as const;
const isVisible = (table: string, id: string) => `EXISTS (SELECT FROM ${table} seen WHERE seen.id = ${id})`;

const FAMILY_REF_SELECT = byRole({
  ...forRoles(OFFICERS, HERE),
  ...forRoles(['CITIZEN', 'FRONTEND'], 'id = own_family()'),
  PROGRAM_MANAGER: `kpm_flags && ${VIEWER.programs} OR participates(id)`,
  FRONTEND_DEVELOPER: 'true',
});

const PERSON_REF_SELECT = byRole({
  ...forRoles(OFFICERS, `${HERE} OR ${isVisible('family_ref', 'family_id')}`),
  ...forRoles(['CITIZEN', 'FRONTEND'], `id = ${VIEWER.person} OR family_id = own_family()`),
  PROGRAM_MANAGER: isVisible('family_ref', 'family_id'),
  FRONTEND_DEVELOPER: 'true',
});

const ENROLMENT_SELECT = byRole({
  ...forRoles(['PENDAMPING', 'DINSOS', 'SUPERVISOR'], HERE),
  ...forRoles(['CITIZEN', 'FRONTEND'], 'family_id = own_family()'),
  PROGRAM_MANAGER: `program_code = ANY (${VIEWER.programs})`,
  FRONTEND_DEVELOPER: 'true',
});

/** Whoever sees the enrolment: the policy of the other table decides. */
const OF_ENROLMENT = `CASE ${VIEWER.role} WHEN 'SYSTEM' THEN true ELSE ${isVisible('enrolment', 'enrolment_id')} END`;

const TABLES: Readonly<Record<string, RowPolicies>> = {
  program: { select: ANYONE },
  program_rate: { select: ANYONE },
  program_limit: { select: ANYONE },
  eligibility_rule: { select: ANYONE },
  program_combination: { select: ANYONE },
  family_ref: { select: FAMILY_REF_SELECT },
  person_ref: { select: PERSON_REF_SELECT },
  enrolment: { select: ENROLMENT_SELECT },
  enrolment_component: { select: OF_ENROLMENT },
  payment: { select: OF_ENROLMENT },
  transition_event: {},
  outbox: {},
  relay_position: {},
  import_run: {},
  quarantine: {},
  migration: {},
};
