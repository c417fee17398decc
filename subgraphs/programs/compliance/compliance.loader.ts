import { Parameters, statement } from '../../../shared/database';
import type { SubgraphContext } from '../../../shared/subgraph';
import { ENROLMENTS } from '../enrolment/enrolment.loader';
import { MONTHS_OF } from '../pkh/period';
import type { Period } from '../pkh/period';
import { isMet } from './compliance';
import type { ComplianceRow } from './compliance';

const COLUMNS = `k.id, k.enrolment_id AS "enrolmentId", e.family_id AS "familyId", k.person_id AS "personId", k.condition,
  k.month, k.done, k.due, k.version, ${isMet('k', 'e.program_code')} AS "isMet"`;
const FROM = `${ENROLMENTS} JOIN compliance k ON k.enrolment_id = e.id`;

/** The months of a period, as `2026-03`. */
function monthsOf({ firstDay, kind }: Period): string[] {
  const [year = '', month = ''] = firstDay.split('-');
  return Array.from({ length: MONTHS_OF[kind] }, (_, n) => `${year}-${String(Number(month) + n).padStart(2, '0')}`);
}

/** What was recorded of an enrolment, by month; one statement for all enrolments of the fetch. */
export function findCompliance(
  context: SubgraphContext,
  enrolmentId: string,
  period: Period | undefined,
): Promise<ComplianceRow[]> {
  const loader = context.loader<string, ComplianceRow[]>(`compliance ${period?.name ?? ''}`, async (ids) => {
    const scope = context.scope('ComplianceRecord');
    if (scope.kind === 'NOWHERE') return ids.map(() => []);
    const { bind, values } = new Parameters();
    const within = period ? `AND k.month = ANY(${bind(monthsOf(period))}::text[])` : '';
    const rows = await context.session.rows<ComplianceRow>(
      statement(
        `SELECT ${COLUMNS} FROM ${FROM} WHERE k.enrolment_id = ANY(${bind(ids)}::uuid[]) ${within}
           AND (${scope.where(bind)}) ORDER BY k.month, k.condition, k.id`,
        values,
      ),
    );
    const byEnrolment = new Map<string, ComplianceRow[]>(ids.map((id) => [id, []]));
    for (const row of rows) byEnrolment.get(row.enrolmentId)?.push(row);
    return ids.map((id) => byEnrolment.get(id) ?? []);
  });
  return loader.load(enrolmentId);
}

/** One record the viewer sees. */
export async function findRecord(context: SubgraphContext, id: string): Promise<ComplianceRow | undefined> {
  const scope = context.scope('ComplianceRecord');
  if (scope.kind === 'NOWHERE') return undefined;
  const { bind, values } = new Parameters();
  const text = `SELECT ${COLUMNS} FROM ${FROM} WHERE k.id = ${bind(id)}::uuid AND (${scope.where(bind)})`;
  const [found] = await context.session.rows<ComplianceRow>(statement(text, values));
  return found;
}
