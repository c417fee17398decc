import type { GraphQLResolveInfo } from 'graphql';
import { Parameters, selectList, statement, isUuid } from '../../../shared/database';
import type { BatchSource, ListSource, Projection } from '../../../shared/database';
import { loadMany, loadOne, requestedFields, requestedFieldsOn } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import { CANDIDATE_TABLES } from './duplicate.access';
import type { DuplicateRow } from './duplicate';

export const CANDIDATE_PROJECTION: Projection = {
  columns: {
    id: 'd.id',
    leftId: 'd.left_id',
    rightId: 'd.right_id',
    kind: 'd.kind',
    score: 'd.score',
    reasons: 'd.reasons',
    status: 'd.status',
    version: 'd.version',
    foundAt: 'd.found_at',
    decidedAt: 'd.decided_at',
    decidedByRole: 'd.decided_by_role',
    decisionReason: 'd.decision_reason',
  },
  computed: {
    left: ['leftId'],
    right: ['rightId'],
    allowedEvents: ['status'],
    history: [],
    merges: [],
    comparison: [],
  },
  always: ['id', 'leftId', 'rightId', 'status'],
};

export const CANDIDATE_LIST: ListSource = {
  name: 'duplicateCandidates',
  from: CANDIDATE_TABLES,
  id: { column: 'd.id', type: 'uuid' },
  projection: CANDIDATE_PROJECTION,
  filterable: {
    status: { column: 'd.status', type: 'text', group: 'DATA_QUALITY' },
    kind: { column: 'd.kind', type: 'text', group: 'DATA_QUALITY' },
  },
  sortable: {
    SCORE: { column: 'd.score', type: 'integer', group: 'DATA_QUALITY' },
    FOUND_AT: { column: 'd.found_at', type: 'timestamptz', group: 'DATA_QUALITY' },
  },
};

const byId: BatchSource = {
  from: CANDIDATE_TABLES,
  key: { column: 'd.id', type: 'uuid', property: 'id' },
  projection: CANDIDATE_PROJECTION,
};

const events: BatchSource = {
  from: `duplicate_event e JOIN duplicate_candidate d ON d.id = e.candidate_id
    JOIN person l ON l.id = d.left_id JOIN person r ON r.id = d.right_id`,
  key: { column: 'e.candidate_id', type: 'uuid', property: 'candidateId' },
  projection: {
    columns: {
      candidateId: 'e.candidate_id',
      event: 'e.event',
      from: 'e.from_status',
      to: 'e.to_status',
      byRole: 'e.role',
      reason: 'e.reason',
      at: 'e.at',
    },
    always: ['candidateId'],
  },
  orderBy: 'e.id',
};

const merges: BatchSource = {
  from: `merge_log m JOIN duplicate_candidate d ON d.id = m.candidate_id
    JOIN person l ON l.id = d.left_id JOIN person r ON r.id = d.right_id`,
  key: { column: 'm.candidate_id', type: 'uuid', property: 'candidateId' },
  projection: {
    columns: {
      candidateId: 'm.candidate_id',
      keptId: 'm.kept_id',
      mergedId: 'm.merged_id',
      byRole: 'm.merged_by_role',
      at: 'm.merged_at',
      undoneByRole: 'm.undone_by_role',
      undoneAt: 'm.undone_at',
    },
    always: ['candidateId'],
  },
  orderBy: 'm.merged_at, m.id',
};

/** A candidate by id, if both of its records are in the viewer's jurisdiction; batched over the fetch. */
export async function findCandidate(
  context: SubgraphContext,
  id: string,
  info: GraphQLResolveInfo,
): Promise<DuplicateRow | undefined> {
  if (!isUuid(id)) return undefined;
  return loadOne<DuplicateRow>(context, 'DuplicateCandidate', byId, id, requestedFieldsOn(info, 'DuplicateCandidate'));
}

/** The visible candidates a person stands in, most alike first. */
export async function findCandidatesOf(context: SubgraphContext, personId: string): Promise<DuplicateRow[]> {
  const scope = context.scope('DuplicateCandidate');
  if (scope.kind === 'NOWHERE' || !isUuid(personId)) return [];
  const { bind, values } = new Parameters();
  const person = bind(personId);
  const text = `SELECT ${selectList(CANDIDATE_PROJECTION, Object.keys(CANDIDATE_PROJECTION.columns))}
    FROM ${CANDIDATE_TABLES}
    WHERE (d.left_id = ${person}::uuid OR d.right_id = ${person}::uuid) AND (${scope.where(bind)})
    ORDER BY d.score DESC, d.id`;
  return context.session.rows<DuplicateRow>(statement(text, values));
}

/** What happened to a candidate, in order. */
export function findHistory(
  context: SubgraphContext,
  candidateId: string,
  info: GraphQLResolveInfo,
): Promise<Record<string, string | null>[]> {
  return loadMany(context, 'DuplicateCandidate', events, candidateId, requestedFields(info));
}

/** The merges of a candidate, in order; the last one stands unless it was undone. */
export function findMerges(
  context: SubgraphContext,
  candidateId: string,
  info: GraphQLResolveInfo,
): Promise<Record<string, string | null>[]> {
  return loadMany(context, 'DuplicateCandidate', merges, candidateId, requestedFields(info));
}

/** Whether the viewer may see a person. */
export async function isVisiblePerson(context: SubgraphContext, personId: string): Promise<boolean> {
  const scope = context.scope('Person');
  if (scope.kind === 'NOWHERE' || !isUuid(personId)) return false;
  const { bind, values } = new Parameters();
  const text = `SELECT 1 AS found FROM person p WHERE p.id = ${bind(personId)}::uuid AND (${scope.where(bind)})`;
  return (await context.session.rows(statement(text, values))).length > 0;
}
