import { NOWHERE, everywhere, only, withFacts } from '../../../shared/database';
import type { ListSource, RowScope } from '../../../shared/database';
import type { Mode } from '../../../shared/subgraph';
import type { Viewer } from '../../../shared/viewer';
import { ANALYSTS } from '../citation/analyst';
import type { StoredRequest } from '../table/request';

/** A request that was written down. */
export interface AuditRow {
  readonly id: string;
  readonly request: StoredRequest;
}

/** All requests for who oversees them, the own ones for who makes them; over alias `a`. */
export function auditScope({ role, subject }: Viewer, mode: Mode): RowScope {
  if (role === 'DPO') return everywhere();
  if (!ANALYSTS.some((each) => each === role)) return NOWHERE;
  const own = only((bind) => `a.account = ${bind(subject)}`);
  if (role !== 'FRONTEND_DEVELOPER') return own;
  return mode === 'demo' ? withFacts(own, 'SYNTHETIC') : NOWHERE;
}

/** An alert goes to who oversees: it must not teach anybody what is noticed. */
export function alertScope({ role }: Viewer): RowScope {
  return role === 'DPO' ? everywhere() : NOWHERE;
}

const filters = {
  account: { column: 'a.account', type: 'text', group: 'ANALYSIS' },
  role: { column: 'a.role', type: 'text', group: 'ANALYSIS' },
  cube: { column: 'a.cube', type: 'text', group: 'ANALYSIS' },
  tableId: { column: 'a.table_id', type: 'text', group: 'ANALYSIS' },
  refusal: { column: 'a.refusal', type: 'text', group: 'ANALYSIS' },
} as const;

export const AUDIT_LIST: ListSource = {
  name: 'tableAudits',
  from: 'table_audit a',
  id: { column: 'a.id', type: 'bigint' },
  projection: {
    columns: {
      id: 'a.id::text',
      at: 'a.at',
      account: 'a.account',
      role: 'a.role',
      purpose: 'a.purpose',
      request: 'a.request',
      snapshot: 'a.snapshot',
      tableId: 'a.table_id',
      rows: 'a.rows',
      suppressed: 'a.suppressed',
      refusal: 'a.refusal',
    },
    always: ['id'],
  },
  filterable: filters,
  sortable: { AT: { column: 'a.at', type: 'timestamptz', group: 'ANALYSIS' } },
};

export const ALERT_LIST: ListSource = {
  name: 'tableAlerts',
  from: 'table_alert n',
  id: { column: 'n.id', type: 'bigint' },
  projection: {
    columns: {
      id: 'n.id::text',
      at: 'n.at',
      account: 'n.account',
      dimension: 'n.dimension',
      tableId: 'n.table_id',
      otherTableId: 'n.other_id',
    },
    always: ['id'],
  },
  filterable: { account: { column: 'n.account', type: 'text', group: 'AUDIT' } },
  sortable: { AT: { column: 'n.at', type: 'timestamptz', group: 'AUDIT' } },
};
