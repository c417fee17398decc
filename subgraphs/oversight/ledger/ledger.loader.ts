import { Parameters, statement } from '../../../shared/database';
import type { ListSource, Projection } from '../../../shared/database';
import type { SubgraphContext } from '../../../shared/subgraph';

const projection: Projection = {
  columns: {
    id: 'l.id',
    subgraph: 'l.source',
    at: 'l.at',
    requestId: 'l.request_id',
    account: 'l.account',
    role: 'l.role',
    organisation: 'l.organisation',
    purpose: 'l.purpose',
    operationName: 'l.operation_name',
    operationHash: 'l.operation_hash',
    decisions: 'l.decisions',
    refusals: 'l.refusals',
    isRefused: 'l.is_refused',
    rowCount: 'l.row_count',
    dataClass: 'l.data_class',
    consentId: 'l.consent_id',
    breakGlassId: 'l.break_glass_id',
  },
  computed: { reader: ['role'], fields: ['decisions'] },
  always: ['id'],
};

export const ENTRY_LIST: ListSource = {
  name: 'readLedger',
  from: 'ledger_entry l',
  id: { column: 'l.id', type: 'uuid' },
  projection,
  filterable: {
    account: { column: 'l.account', type: 'text', group: 'AUDIT' },
    role: { column: 'l.role', type: 'text', group: 'AUDIT' },
    purpose: { column: 'l.purpose', type: 'text', group: 'AUDIT' },
    coordinates: { column: 'l.coordinates', type: 'text[]', group: 'AUDIT' },
  },
  sortable: { AT: { column: 'l.at', type: 'timestamptz', group: 'AUDIT' } },
};

/** Newest first: the order of every list of entries. */
export const NEWEST_FIRST = [{ field: 'AT', direction: 'DESC' }] as const;

/** How often identifiers were given in full in a month, by role and purpose. */
export interface RevealRow {
  readonly role: string;
  readonly purpose: string | null;
  readonly reads: number;
  readonly subjects: number;
}

/** @param month its first day, `YYYY-MM-01`; months are those of western Indonesia */
export async function countReveals(context: SubgraphContext, month: string): Promise<RevealRow[]> {
  const scope = context.scope('RevealCount');
  if (scope.kind === 'NOWHERE') return [];
  const { bind, values } = new Parameters();
  const start = `${bind(month)}::timestamp`;
  const text = `SELECT l.role, l.purpose, count(*)::int AS reads, sum(given.subjects)::int AS subjects
    FROM ledger_entry l CROSS JOIN LATERAL (
      SELECT sum(jsonb_array_length(d -> 'subjects')) AS subjects FROM jsonb_array_elements(l.decisions) d
      WHERE d ->> 'grade' = 'FULL' AND d -> 'groups' ? 'IDENTIFIER') given
    WHERE l.at >= ${start} AT TIME ZONE 'Asia/Jakarta'
      AND l.at < (${start} + interval '1 month') AT TIME ZONE 'Asia/Jakarta'
      AND given.subjects IS NOT NULL AND (${scope.where(bind)})
    GROUP BY l.role, l.purpose ORDER BY l.role, l.purpose`;
  return context.session.rows<RevealRow>(statement(text, values));
}

/** How far the ledger of a schema has been gathered. */
export interface SourceRow {
  readonly subgraph: string;
  readonly caughtUpAt: Date;
  readonly findings: number;
}

/** The schemas whose ledgers are gathered, by name. */
export async function findSources(context: SubgraphContext): Promise<SourceRow[]> {
  const scope = context.scope('LedgerSource');
  if (scope.kind === 'NOWHERE') return [];
  const { bind, values } = new Parameters();
  const text = `SELECT s.source AS subgraph, s.caught_up_at AS "caughtUpAt",
      (SELECT count(*)::int FROM ledger_finding f WHERE f.source = s.source) AS findings
    FROM ledger_source s WHERE ${scope.where(bind)} ORDER BY s.source`;
  return context.session.rows<SourceRow>(statement(text, values));
}
