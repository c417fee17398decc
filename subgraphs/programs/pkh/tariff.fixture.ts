import type { PkhComponent } from '../component/component';
import { inForce } from '../program/rate';
import type { LimitRow, RateRow, RateUnit } from '../program/rate';

/*
 * The amount of one family a second time, row by row: what the query of entitlement.ts is held against.
 */

const MONTHS_PER: Readonly<Record<RateUnit, number | undefined>> = { YEAR: 12, MONTH: 1, ONCE: undefined };

/** What decides an amount on one day: the rates and limits in force, read from dated rows with their legal references. */
export interface Tariff {
  /** Rupiah of a component for the period. */
  readonly amounts: ReadonlyMap<PkhComponent, number>;
  /** How many persons of one family are paid for a component; a component without an entry has no such limit. */
  readonly limits: ReadonlyMap<PkhComponent, number>;
  /** How many components of one family are paid in all; undefined: no cap in force. */
  readonly cap: number | undefined;
}

/**
 * The tariff of a day.
 * @param months length of the period the amounts are for: 3 for a stage, 12 for a year
 */
export function tariffOn(rates: readonly RateRow[], limits: readonly LimitRow[], day: string, months: number): Tariff {
  const amounts = new Map<PkhComponent, number>();
  for (const rate of inForce(rates, day)) {
    const amount = amountOver(rate, months);
    if (rate.component !== null && amount !== undefined) amounts.set(rate.component, amount);
  }
  const paidAtOnce = inForce(limits, day).filter(({ scope }) => scope === 'AT_ONCE');
  const byComponent = paidAtOnce.flatMap(({ component, maximum }) =>
    component === null ? [] : ([[component, maximum]] as const),
  );
  return {
    amounts,
    limits: new Map(byComponent),
    cap: paidAtOnce.find(({ component }) => component === null)?.maximum,
  };
}

/**
 * The components of a family that are paid, highest amounts first: at most the limit of each, at most the cap in all
 * (four in PKH, the highest win). A component without a rate in force is not paid.
 */
export function paidComponents(components: readonly PkhComponent[], tariff: Tariff): PkhComponent[] {
  const counted = new Map<PkhComponent, number>();
  const within = components.filter((component) => {
    const count = (counted.get(component) ?? 0) + 1;
    counted.set(component, count);
    return tariff.amounts.has(component) && count <= (tariff.limits.get(component) ?? Infinity);
  });
  const amount = (component: PkhComponent) => tariff.amounts.get(component) ?? 0;
  return within.sort((one, other) => amount(other) - amount(one)).slice(0, tariff.cap ?? Infinity);
}

/** Rupiah a family is entitled to for the tariff's period. */
export function componentAmount(components: readonly PkhComponent[], tariff: Tariff): number {
  return paidComponents(components, tariff).reduce((sum, component) => sum + (tariff.amounts.get(component) ?? 0), 0);
}

/** Whole rupiah of a rate for some months, rounded down; undefined for a rate that is not paid by time. */
function amountOver(rate: Pick<RateRow, 'amount' | 'per'>, months: number): number | undefined {
  const unit = MONTHS_PER[rate.per];
  return unit === undefined ? undefined : Math.floor((rate.amount * months) / unit);
}
