import { VIEWER, byRole, forRoles } from '../../shared/database';
import type { RowPolicies, RowSecurity } from '../../shared/database';

/** Whoever may compose tables. */
const ANALYSTS = ['ANALYST', 'DINSOS', 'SUPERVISOR', 'PROGRAM_MANAGER', 'FRONTEND_DEVELOPER'] as const;

/** The star schema is the projector's and the snapshot's: no viewer has a row of it, only tables made of it. */
const tables: Readonly<Record<string, RowPolicies>> = {
  migration: {},
  relay_position: {},
  client_key: {},
  employer: {},
  case_skill: {},
  device: {},
  device_need: {},
  family: {},
  outreach_contact: {},
  business_case: {},
  component: {},
  enrolment: {},
  facilitator: {},
  graduation: {},
  grievance: {},
  kube: {},
  kube_member: {},
  kube_state: {},
  payment: {},
  person: {},
  snapshot: {},
  stat_table: { select: byRole(forRoles([...ANALYSTS, 'DPO'], 'true')) },
  table_audit: { select: byRole({ DPO: 'true', ...forRoles(ANALYSTS, `account = ${VIEWER.subject}`) }) },
  table_alert: { select: byRole({ DPO: 'true' }) },
  referral: {},
  vacancy: {},
  change_request: {},
  consent: {},
  desil_quarter: {},
  reveal: {},
  service_case: {},
  ska_month: {},
  ska_place: {},
  tariff_limit: {},
  tariff_rate: {},
};

export const insightsRowSecurity: RowSecurity = { tables };
