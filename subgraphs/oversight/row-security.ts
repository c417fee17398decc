import { VIEWER, byRole, forRoles } from '../../shared/database';
import type { RowPolicies, RowSecurity } from '../../shared/database';

const DPO = byRole({ DPO: 'true' });
const WATCHERS = byRole(forRoles(['DPO', 'ADMIN'], 'true'));

const tables: Readonly<Record<string, RowPolicies>> = {
  migration: {},
  relay_position: {},
  ledger_position: {},
  // A citizen's own entries are found by a keyed hash, which is not made here: for them the scope alone decides.
  ledger_entry: {
    select: byRole({
      ...forRoles(['DPO', 'CITIZEN'], 'true'),
      ...forRoles(['SENTRA_OFFICER', 'PARTNER_RECRUITER', 'PARTNER_ADMIN'], `account = ${VIEWER.subject}`),
    }),
  },
  ledger_source: { select: WATCHERS },
  ledger_finding: { select: WATCHERS },
  client_key: { select: DPO, insert: DPO, update: DPO },
  break_glass: { select: DPO, update: DPO },
  notice: { select: DPO },
  breach_case: { select: DPO, insert: DPO, update: DPO },
  breach_event: { select: DPO, insert: DPO },
};

/** The rows of oversight a viewer has, whatever statement asks: the rules of the row scopes (`*.access.ts`). */
export const oversightRowSecurity: RowSecurity = { tables };
