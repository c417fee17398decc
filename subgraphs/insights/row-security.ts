import type { RowPolicies, RowSecurity } from '../../shared/database';

/** The star schema is the projector's and the snapshot's: no viewer has a row of it, only tables made of it. */
const tables: Readonly<Record<string, RowPolicies>> = {
  migration: {},
  relay_position: {},
  client_key: {},
  business_case: {},
  component: {},
  enrolment: {},
  facilitator: {},
  family: {},
  graduation: {},
  grievance: {},
  kube: {},
  kube_member: {},
  kube_state: {},
  payment: {},
  person: {},
  tariff_limit: {},
  tariff_rate: {},
};

export const insightsRowSecurity: RowSecurity = { tables };
