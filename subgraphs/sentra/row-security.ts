import { ANYONE } from '../../shared/database';
import type { RowPolicies, RowSecurity } from '../../shared/database';

const tables: Readonly<Record<string, RowPolicies>> = {
  centre: { select: ANYONE },
  transition_event: {},
  outbox: {},
  client_key: {},
  relay_position: {},
  migration: {},
};

/** The rows of the centres and their cases a viewer has, whatever statement asks: the rules of the row scopes. */
export const sentraRowSecurity: RowSecurity = { tables };
