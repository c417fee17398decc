import { Parameters, statement } from '../../../shared/database';
import type { SubgraphContext } from '../../../shared/subgraph';
import { entitlements } from '../pkh/entitlement';
import { MONTHS_OF } from '../pkh/period';
import type { Period, PeriodKind } from '../pkh/period';
import { findProgram } from '../program/program.loader';
import { ENROLMENTS } from './enrolment.loader';

/** What a program pays at a time; undefined: it does not pay by time. One statement for all programs of the fetch. */
export async function findPeriodKind(context: SubgraphContext, programCode: string): Promise<PeriodKind | undefined> {
  const program = await findProgram(context, programCode);
  return program?.periodKind ?? undefined;
}

/**
 * Whole rupiah an enrolment the viewer sees gives for a period, see `entitlements`; null where no rate is known. It counts every
 * component, also of kinds the viewer may not see: the amount is a fact of the enrolment. One statement for all enrolments of
 * the fetch.
 */
export function findEntitlement(context: SubgraphContext, enrolmentId: string, period: Period): Promise<number | null> {
  const loader = context.loader<string, number | null>(`entitlement ${period.name}`, async (ids) => {
    const scope = context.scope('Enrolment');
    if (scope.kind === 'NOWHERE') return ids.map(() => null);
    const { bind, values } = new Parameters();
    const terms = { day: `${bind(period.firstDay)}::date`, months: `${bind(MONTHS_OF[period.kind])}::int` };
    const asked = `SELECT e.id, e.program_code, e.started_on, e.ended_on FROM ${ENROLMENTS}
      WHERE e.id = ANY(${bind(ids)}::uuid[]) AND (${scope.where(bind)})`;
    const rows = await context.session.rows<{ id: string; amount: number | null }>(
      statement(entitlements(asked, terms), values),
    );
    const amounts = new Map(rows.map(({ id, amount }) => [id, amount]));
    return ids.map((id) => amounts.get(id) ?? null);
  });
  return loader.load(enrolmentId);
}
