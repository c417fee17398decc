import type { RowPolicies, RowSecurity } from '../../shared/database';

/** The star schema is the projector's and the snapshot's: no viewer has a row of it, only tables made of it. */
const tables: Readonly<Record<string, RowPolicies>> = {
  migration: {},
  relay_position: {},
  client_key: {},
  case_skill: {},
  device: {},
  device_need: {},
  family: {},
  outreach_contact: {},
  person: {},
  service_case: {},
  ska_month: {},
  ska_place: {},
};

export const insightsRowSecurity: RowSecurity = { tables };
