import type { GraphQLResolveInfo } from 'graphql';
import { Parameters, statement } from '../../../shared/database';
import type { BatchSource, Projection } from '../../../shared/database';
import { loadOne, requestedFieldsOn } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import { ENROLMENTS } from '../enrolment/enrolment.loader';
import { PENDING, RECEIVED } from './payment';
import type { PaymentRow } from './payment';

/** Payments are seen by whoever sees their enrolment. */
export const PAYMENTS = `${ENROLMENTS} JOIN payment p ON p.enrolment_id = e.id`;

export const paymentProjection: Projection = {
  columns: {
    id: 'p.id',
    enrolmentId: 'p.enrolment_id',
    familyId: 'e.family_id',
    period: 'p.period',
    amount: 'p.amount',
    status: 'p.status',
    reason: 'p.reason',
    disburser: 'p.disburser',
    statusOn: 'p.status_on',
    version: 'p.version',
  },
  computed: { enrolment: ['enrolmentId'], dciStatus: ['status'], allowedEvents: ['status'], history: [] },
  always: ['id', 'familyId'],
};

const byId: BatchSource = {
  from: PAYMENTS,
  key: { column: 'p.id', type: 'uuid', property: 'id' },
  projection: paymentProjection,
};

/** The payment of an id, if the viewer may see it; batched over the fetch. */
export function findPayment(
  context: SubgraphContext,
  id: string,
  info: GraphQLResolveInfo,
): Promise<PaymentRow | undefined> {
  return loadOne<PaymentRow>(context, 'Payment', byId, id, requestedFieldsOn(info, 'Payment'));
}

/** What a family got of one program in a year. Rupiah. */
export interface AidRow {
  readonly familyId: string;
  readonly programCode: string;
  readonly received: number;
  readonly pending: number;
  readonly paymentCount: number;
}

/** The sums of a family's payments by program for a year; one statement for all families of the fetch. */
export function findAid(context: SubgraphContext, familyId: string, year: number): Promise<AidRow[]> {
  const loader = context.loader<string, AidRow[]>(`aid ${year}`, async (familyIds) => {
    const rows = await readAid(context, familyIds, year);
    const byFamily = new Map<string, AidRow[]>(familyIds.map((id) => [id, []]));
    for (const row of rows) byFamily.get(row.familyId)?.push(row);
    return familyIds.map((id) => byFamily.get(id) ?? []);
  });
  return loader.load(familyId);
}

async function readAid(context: SubgraphContext, familyIds: readonly string[], year: number): Promise<AidRow[]> {
  const scope = context.scope('Payment');
  if (scope.kind === 'NOWHERE') return [];
  const { bind, values } = new Parameters();
  const sum = (states: readonly string[]) =>
    `coalesce(sum(p.amount) FILTER (WHERE p.status = ANY(${bind(states)}::text[])), 0)::bigint`;
  const text = `SELECT e.family_id AS "familyId", e.program_code AS "programCode", ${sum(RECEIVED)} AS received,
      ${sum(PENDING)} AS pending, count(*)::int AS "paymentCount"
    FROM ${PAYMENTS} WHERE e.family_id = ANY(${bind(familyIds)}::uuid[]) AND p.year = ${bind(year)}::int
      AND p.status <> 'CANCELLED' AND (${scope.where(bind)})
    GROUP BY e.family_id, e.program_code ORDER BY e.family_id, e.program_code`;
  return context.session.rows<AidRow>(statement(text, values));
}
