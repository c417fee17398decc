import type { SubgraphContext } from '../../../shared/subgraph';
import { isCarriedOn } from '../component/component';
import { findComponentsForAmount } from '../component/component.loader';
import { MONTHS_OF } from '../pkh/period';
import type { Period, PeriodKind } from '../pkh/period';
import { componentAmount, tariffOn } from '../pkh/pkh';
import { findLimits, findProgram, findRates } from '../program/program.loader';
import { amountOver, inForce } from '../program/rate';
import type { RateRow } from '../program/rate';
import type { EnrolmentRow } from './enrolment';

/** What a program pays at a time; undefined: it does not pay by time. One statement for all programs of the fetch. */
export async function findPeriodKind(context: SubgraphContext, programCode: string): Promise<PeriodKind | undefined> {
  const program = await findProgram(context, programCode);
  return program?.periodKind ?? undefined;
}

/**
 * Whole rupiah an enrolment gives for a period, by what is in force on the period's first day: a flat rate, or the amounts
 * of the components carried that day within limits and cap. 0 outside of the enrolment's time; undefined where no rate is
 * known. At most four statements for all enrolments of the fetch.
 */
export async function findEntitlement(
  context: SubgraphContext,
  enrolment: Pick<EnrolmentRow, 'id' | 'programCode' | 'startedOn' | 'endedOn'>,
  period: Period,
): Promise<number | undefined> {
  const day = period.firstDay;
  const rates = inForce(await findRates(context, enrolment.programCode), day);
  if (rates.length === 0) return undefined;
  if (!isCarriedOn(enrolment, day)) return 0;
  const flat = rates.find(({ component }) => component === null);
  return flat ? amountOver(flat, MONTHS_OF[period.kind]) : findComponentEntitlement(context, enrolment, period, rates);
}

async function findComponentEntitlement(
  context: SubgraphContext,
  { id, programCode }: Pick<EnrolmentRow, 'id' | 'programCode'>,
  period: Period,
  rates: readonly RateRow[],
): Promise<number> {
  const [limits, components] = await Promise.all([
    findLimits(context, programCode),
    findComponentsForAmount(context, id),
  ]);
  const carried = components.filter((component) => isCarriedOn(component, period.firstDay));
  const tariff = tariffOn(rates, limits, period.firstDay, MONTHS_OF[period.kind]);
  return componentAmount(
    carried.map(({ component }) => component),
    tariff,
  );
}
