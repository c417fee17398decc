import { ANYONE, VIEWER, byRole, forRoles, placedWithin } from '../../shared/database';
import type { RowPolicies, RowSecurity } from '../../shared/database';
import { stepPolicies } from '../../shared/machine';
import { GRIEVANCE_POLICIES } from './grievance/grievance.policies';
import { KUBE_POLICIES } from './kube/kube.policies';
import { compliancePolicies } from './compliance/compliance.access';
import { GRADUATION_POLICIES } from './graduation/graduation.policies';
import { PROGRAMS_MACHINES } from './machines';
import { STAGE_RUN_POLICIES } from './stage-run/stage-run.access';
import { PSKS_POLICIES } from './psks/psks.policies';
import { PENA_POLICIES } from './pena/pena.policies';
import { PROKUS_POLICIES } from './prokus/prokus.policies';

/**
 * Policies cannot ask each other's tables in a circle, functions can. They run under the same policies: everybody sees the own
 * record (its key is compared before the policy is asked), a program manager's enrolments are decided without the family.
 */
const FUNCTIONS = `
  CREATE OR REPLACE FUNCTION own_family() RETURNS uuid STABLE PARALLEL SAFE
    RETURN (SELECT own.family_id FROM person_ref own WHERE own.id = ${VIEWER.person});
  CREATE OR REPLACE FUNCTION participates(family uuid) RETURNS boolean STABLE PARALLEL SAFE
    RETURN EXISTS (SELECT FROM enrolment e WHERE e.family_id = family AND e.program_code = ANY (${VIEWER.programs}))
      OR 'KUBE' = ANY (${VIEWER.programs}) AND EXISTS (SELECT FROM kube_member m WHERE m.family_id = family
        AND m.state <> 'REMOVED');`;

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

const IN_PROGRAMS = `program_code = ANY (${VIEWER.programs})`;
const ENROLMENT_SELECT = byRole({
  ...forRoles(['PENDAMPING', 'DINSOS', 'SUPERVISOR'], HERE),
  ...forRoles(['CITIZEN', 'FRONTEND'], 'family_id = own_family()'),
  PROGRAM_MANAGER: IN_PROGRAMS,
  FRONTEND_DEVELOPER: 'true',
});

/** Whoever sees the enrolment: the policy of the other table decides. */
const OF_ENROLMENT = `CASE ${VIEWER.role} WHEN 'SYSTEM' THEN true ELSE ${isVisible('enrolment', 'enrolment_id')} END`;

const tables: Readonly<Record<string, RowPolicies>> = {
  program: { select: ANYONE },
  program_rate: { select: ANYONE },
  program_limit: { select: ANYONE },
  eligibility_rule: { select: ANYONE },
  program_combination: { select: ANYONE },
  family_ref: { select: FAMILY_REF_SELECT },
  person_ref: { select: PERSON_REF_SELECT },
  enrolment: { select: ENROLMENT_SELECT, update: byRole({ PROGRAM_MANAGER: IN_PROGRAMS }) },
  enrolment_component: { select: OF_ENROLMENT },
  payment: { select: OF_ENROLMENT, update: byRole({ PROGRAM_MANAGER: isVisible('enrolment', 'enrolment_id') }) },
  ...STAGE_RUN_POLICIES,
  ...GRIEVANCE_POLICIES,
  program_requirement: { select: ANYONE },
  ...KUBE_POLICIES,
  ...compliancePolicies(OF_ENROLMENT, isVisible('enrolment', 'enrolment_id')),
  ...PSKS_POLICIES,
  ...PENA_POLICIES,
  ...PROKUS_POLICIES,
  ...GRADUATION_POLICIES,
  ...stepPolicies(Object.fromEntries(PROGRAMS_MACHINES.map(({ machine, table }) => [machine.name, table]))),
  relay_position: {},
  import_run: {},
  quarantine: {},
  migration: {},
};

/**
 * The rows of participation a viewer has, whatever statement asks. The rules are those of the row scopes (`*.access.ts`), with
 * what their statements join besides: with an enrolment its family, with the family its members, and for the amount every
 * component. Who may write what is what the steps of machines write.
 */
export const programsRowSecurity: RowSecurity = { functions: FUNCTIONS, tables };
