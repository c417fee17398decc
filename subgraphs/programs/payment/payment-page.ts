import type { GraphQLResolveInfo } from 'graphql';
import {
  DEFAULT_PAGE_SIZE,
  MAX_PAGE_SIZE,
  Parameters,
  propertiesFor,
  selectList,
  statement,
} from '../../../shared/database';
import type { Page } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import { requestedFields } from '../../../shared/subgraph';
import type { Connection, SubgraphContext } from '../../../shared/subgraph';
import type { PaymentRow } from './payment';
import { PAYMENTS, paymentProjection } from './payment.loader';

/** What is asked of the payments of every enrolment of a fetch. */
export interface PaymentPageRequest {
  readonly first?: number | null;
  readonly after?: string | null;
}

const LIST = 'enrolment.payments|p.period DESC,p.id DESC';
type Ranked = PaymentRow & { readonly $period: string; readonly $rank: number };

/** Answers `Enrolment.payments`: one statement for the pages, one more only if `totalCount` is selected. */
export async function paymentConnection(
  context: SubgraphContext,
  enrolmentId: string,
  request: PaymentPageRequest,
  info: GraphQLResolveInfo,
): Promise<Connection<PaymentRow>> {
  const fields = new Set([...requestedFields(info, 'edges', 'node'), ...requestedFields(info, 'nodes')]);
  const [{ edges, hasNextPage, hasPreviousPage }, count] = await Promise.all([
    findPaymentPage(context, enrolmentId, request, [...fields]),
    requestedFields(info).includes('totalCount') ? countPayments(context, enrolmentId) : undefined,
  ]);
  return {
    edges,
    nodes: edges.map(({ node }) => node),
    pageInfo: { hasNextPage, hasPreviousPage, startCursor: edges[0]?.cursor, endCursor: edges.at(-1)?.cursor },
    totalCount: count === undefined ? undefined : { value: count, exact: true },
  };
}

/**
 * The newest payments of an enrolment, one statement for all enrolments of the fetch that ask for the same page: rows are
 * numbered within each enrolment and cut after `first` + 1, so that the cost is bounded by parents x `first`. The cursor is
 * a place in the order (period, id), which means the same below every parent.
 * @throws CodedError PAGE_SIZE_INVALID, CURSOR_INVALID
 */
function findPaymentPage(
  context: SubgraphContext,
  enrolmentId: string,
  request: PaymentPageRequest,
  fields: readonly string[],
): Promise<Page<PaymentRow>> {
  const size = request.first ?? DEFAULT_PAGE_SIZE;
  if (size < 1 || size > MAX_PAGE_SIZE) throw new CodedError('PAGE_SIZE_INVALID', { max: MAX_PAGE_SIZE });
  const after = request.after ?? undefined;
  const place = after === undefined ? undefined : context.tools.cursors.decode(LIST, after);
  const properties = propertiesFor(paymentProjection, [...fields, 'enrolmentId']);
  const name = ['payments', size, after ?? '', ...properties].join(' ');
  const loader = context.loader<string, Page<PaymentRow>>(name, async (enrolmentIds) => {
    const rows = await readRanked(context, selectList(paymentProjection, properties), enrolmentIds, size + 1, place);
    const byEnrolment = new Map<string, Ranked[]>(enrolmentIds.map((id) => [id, []]));
    for (const row of rows) byEnrolment.get(row.enrolmentId)?.push(row);
    return enrolmentIds.map((id) => pageOf(context, byEnrolment.get(id) ?? [], size, place !== undefined));
  });
  return loader.load(enrolmentId);
}

async function readRanked(
  context: SubgraphContext,
  columns: string,
  enrolmentIds: readonly string[],
  limit: number,
  place: readonly string[] | undefined,
): Promise<Ranked[]> {
  const scope = context.scope('Payment');
  if (scope.kind === 'NOWHERE') return [];
  const { bind, values } = new Parameters();
  const after = place ? `AND (p.period, p.id) < (${bind(place[0])}, ${bind(place[1])}::uuid)` : '';
  const text = `SELECT * FROM (
      SELECT ${columns}, p.period AS "$period",
        row_number() OVER (PARTITION BY p.enrolment_id ORDER BY p.period DESC, p.id DESC)::int AS "$rank"
      FROM ${PAYMENTS}
      WHERE p.enrolment_id = ANY(${bind(enrolmentIds)}::uuid[]) AND (${scope.where(bind)}) ${after}
    ) ranked WHERE "$rank" <= ${bind(limit)} ORDER BY "$rank"`;
  return context.session.rows<Ranked>(statement(text, values));
}

function pageOf(
  context: SubgraphContext,
  rows: readonly Ranked[],
  size: number,
  hasPreviousPage: boolean,
): Page<PaymentRow> {
  const edges = rows.slice(0, size).map((node) => ({
    node,
    cursor: context.tools.cursors.encode(LIST, [node.$period, node.id]),
  }));
  return { edges, hasNextPage: rows.length > size, hasPreviousPage };
}

/** How many payments an enrolment has; one statement for all enrolments of the fetch. */
function countPayments(context: SubgraphContext, enrolmentId: string): Promise<number> {
  const loader = context.loader<string, number>('payments counted', async (enrolmentIds) => {
    const scope = context.scope('Payment');
    if (scope.kind === 'NOWHERE') return enrolmentIds.map(() => 0);
    const { bind, values } = new Parameters();
    const text = `SELECT p.enrolment_id AS id, count(*)::int AS n FROM ${PAYMENTS}
      WHERE p.enrolment_id = ANY(${bind(enrolmentIds)}::uuid[]) AND (${scope.where(bind)}) GROUP BY p.enrolment_id`;
    const rows = await context.session.rows<{ id: string; n: number }>(statement(text, values));
    const counts = new Map(rows.map(({ id, n }) => [id, n]));
    return enrolmentIds.map((id) => counts.get(id) ?? 0);
  });
  return loader.load(enrolmentId);
}
