import type { BatchSource, ListSource, Projection } from '../../../shared/database';
import { loadMany, loadOne } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import type { BreachRow } from './breach';

export const BREACH_PROJECTION: Projection = {
  columns: {
    id: 'c.id',
    summary: 'c.summary',
    discoveredAt: 'c.discovered_at',
    openedAt: 'c.opened_at',
    status: 'c.status',
    notifiedAt: 'c.notified_at',
    version: 'c.version',
  },
  computed: {
    deadlineAt: ['discoveredAt'],
    hoursLeft: ['discoveredAt', 'status'],
    isOverdue: ['discoveredAt', 'status', 'notifiedAt'],
    allowedEvents: ['status'],
    history: [],
  },
  always: ['id'],
};

export const BREACH_LIST: ListSource = {
  name: 'breachCases',
  from: 'breach_case c',
  id: { column: 'c.id', type: 'uuid' },
  projection: BREACH_PROJECTION,
  filterable: { status: { column: 'c.status', type: 'text', group: 'AUDIT' } },
  sortable: { DISCOVERED: { column: 'c.discovered_at', type: 'timestamptz', group: 'AUDIT' } },
};

const byId: BatchSource = {
  from: 'breach_case c',
  key: { column: 'c.id', type: 'uuid', property: 'id' },
  projection: BREACH_PROJECTION,
};

const events: BatchSource = {
  from: 'breach_event e',
  key: { column: 'e.case_id', type: 'uuid', property: 'caseId' },
  projection: {
    columns: {
      caseId: 'e.case_id',
      event: 'e.event',
      from: 'e.from_status',
      to: 'e.to_status',
      account: 'e.account',
      note: 'e.note',
      at: 'e.at',
    },
    always: ['caseId'],
  },
  orderBy: 'e.id',
};

/** The case of an id, if the viewer may see it. */
export function findBreachCase(
  context: SubgraphContext,
  id: string,
  fields: readonly string[],
): Promise<BreachRow | undefined> {
  return loadOne<BreachRow>(context, 'BreachCase', byId, id, fields);
}

/** Everything that happened to a case, in order. */
export function findBreachEvents(context: SubgraphContext, id: string, fields: readonly string[]): Promise<object[]> {
  return loadMany(context, 'BreachEvent', events, id, fields);
}
