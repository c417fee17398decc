import { VIEWER, byRole, forRoles } from '../../shared/database';
import type { RowPolicies, RowSecurity } from '../../shared/database';
import { ANALYSTS } from './citation/analyst';
import { STAT_TABLE_POLICIES } from './citation/stat-table.access';
import { QUESTION_POLICIES } from './question/question.access';

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
  saved_question: QUESTION_POLICIES,
  snapshot: {},
  stat_export: {},
  stat_file: {},
  stat_table: STAT_TABLE_POLICIES,
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
