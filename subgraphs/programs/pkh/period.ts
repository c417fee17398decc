/** What a payment is for: a stage (tahap) of three months, or a month. Days are `YYYY-MM-DD`. */
export interface Period {
  /** `2026-T3` or `2026-07`. */
  readonly name: string;
  readonly kind: PeriodKind;
  readonly year: number;
  /** The day on which it is decided who is paid and by which rates. */
  readonly firstDay: string;
}

export const PERIOD_KINDS = ['STAGE', 'MONTH'] as const;
export type PeriodKind = (typeof PERIOD_KINDS)[number];

/** Months in a period: T1 Jan-Mar, T2 Apr-Jun, T3 Jul-Sep, T4 Oct-Dec. */
export const MONTHS_OF: Readonly<Record<PeriodKind, number>> = { STAGE: 3, MONTH: 1 };

/** Reads `2026-T3` or `2026-07`; undefined for anything else. */
export function findPeriod(name: string): Period | undefined {
  const [, year, stage, month] = /^(20\d\d)-(?:T([1-4])|(0[1-9]|1[0-2]))$/.exec(name) ?? [];
  if (year === undefined) return undefined;
  const kind = stage === undefined ? 'MONTH' : 'STAGE';
  const first = stage === undefined ? month : String((Number(stage) - 1) * MONTHS_OF.STAGE + 1).padStart(2, '0');
  return { name, kind, year: Number(year), firstDay: `${year}-${first}-01` };
}

/** The period a day lies in. */
export function periodOn(day: string, kind: PeriodKind): Period {
  const [year = '', month = ''] = day.split('-');
  const stage = Math.ceil(Number(month) / MONTHS_OF.STAGE);
  const period = findPeriod(kind === 'STAGE' ? `${year}-T${stage}` : `${year}-${month}`);
  if (!period) throw new Error(`${day} is no day of this century`);
  return period;
}

/** Today as `YYYY-MM-DD` in Jakarta, where the ministry's day begins. */
export function today(now: Date = new Date()): string {
  return new Date(now.getTime() + 7 * 3_600_000).toISOString().slice(0, 10);
}
