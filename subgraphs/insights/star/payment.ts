import { z } from 'zod';
import type { ReadModel } from '../../../shared/database';
import { latestOf, writeRows } from './latest';
import type { StarTable } from './latest';
import { starId } from './unit';

const STAGE_MONTHS = 3;

/** First day of `2026-T3` or `2026-07`. */
function firstDayOf(period: string): string {
  const [, year, stage, month] = /^(\d{4})-(?:T([1-4])|(\d\d))$/.exec(period) ?? [];
  const first = stage === undefined ? month : String((Number(stage) - 1) * STAGE_MONTHS + 1).padStart(2, '0');
  return `${year}-${first}-01`;
}

const payment = z.object({
  enrolmentId: z.guid(),
  period: z.string().regex(/^\d{4}-(T[1-4]|\d\d)$/),
  amount: z.int().nonnegative(),
  status: z.string(),
  reason: z.string().nullable(),
  disburser: z.string().nullable(),
  statusOn: z.iso.date(),
});

const PAYMENT = {
  name: 'payment',
  key: ['id'],
  columns: {
    id: 'uuid',
    enrolment: 'uuid',
    period: 'date',
    amount: 'bigint',
    status: 'text',
    reason: 'text',
    disburser: 'text',
    status_on: 'date',
  },
} as const satisfies StarTable<string>;

/** Payments of enrolments: for which stage or month, how much, and how far they have come. */
export const paymentStar: ReadModel = {
  name: 'insights.payment',
  owner: 'programs',
  topics: ['payment'],
  toleratedLagSeconds: 60,
  async apply(events, client, keys) {
    await writeRows(
      client,
      PAYMENT,
      latestOf(events, ['payment'], payment).map((each) => ({
        id: starId(keys, 'payment', each.id),
        enrolment: starId(keys, 'enrolment', each.enrolmentId),
        period: firstDayOf(each.period),
        amount: each.amount,
        status: each.status,
        reason: each.reason ?? 'NONE',
        disburser: each.disburser ?? 'UNKNOWN',
        status_on: each.statusOn,
      })),
    );
  },
};
