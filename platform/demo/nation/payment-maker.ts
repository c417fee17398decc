import { dayFrom } from './days';
import type { Day } from './days';
import type { Family } from './family-maker';
import { serial } from './keys';
import { Mix } from './random';
import type { Random } from './random';

type PaymentStatus = 'SP2D' | 'SENT' | 'CREDITED' | 'WITHDRAWN' | 'FAILED' | 'RETURNED';
type Bank = 'BRI' | 'BNI' | 'MANDIRI' | 'BSI' | 'POS';

/** A row of payments.csv. */
export interface Payment {
  /** `idPembayaran`. */
  readonly id: string;
  /** `2026-T1` for a stage, `2026-07` for a month. */
  readonly period: string;
  /** Rupiah. */
  readonly amount: number;
  readonly status: PaymentStatus;
  /** For FAILED and RETURNED. */
  readonly reason: string;
  readonly bank: Bank;
  readonly day: Day;
}

/** Where a family is paid, and whether nothing may go wrong there. */
export interface Account {
  readonly bank: Bank;
  readonly flawless: boolean;
}

interface Period {
  readonly name: string;
  /** First and last day a payment of the period changes its state. */
  readonly days: readonly [Day, Day];
  readonly latest: boolean;
}

/** Paying banks; in Aceh banks are sharia banks by regional law. Estimated. */
const BANKS = new Mix<Bank>([
  ['BRI', 45],
  ['BNI', 22],
  ['MANDIRI', 21],
  ['POS', 12],
]);
const ACEH = '11';

/** States of a period that is over, and of the one being paid. Estimated. */
const SETTLED = new Mix<PaymentStatus>([
  ['WITHDRAWN', 97.9],
  ['CREDITED', 0.4],
  ['FAILED', 1],
  ['RETURNED', 0.7],
]);
const RUNNING = new Mix<PaymentStatus>([
  ['WITHDRAWN', 66],
  ['CREDITED', 20],
  ['SENT', 11],
  ['SP2D', 1.4],
  ['FAILED', 1],
  ['RETURNED', 0.6],
]);
const FAILURES = new Mix<string>([
  ['ACCOUNT_CLOSED', 35],
  ['NAME_MISMATCH', 40],
  ['NOT_FOUND', 25],
]);
const RETURNS = new Mix<string>([
  ['CARD_NOT_COLLECTED', 45],
  ['DORMANT', 40],
  ['NOT_FOUND', 15],
]);

const STAGES: readonly Period[] = [
  { name: '2026-T1', days: [dayFrom(2026, 2, 10), dayFrom(2026, 3, 27)], latest: false },
  { name: '2026-T2', days: [dayFrom(2026, 5, 6), dayFrom(2026, 6, 24)], latest: false },
  { name: '2026-T3', days: [dayFrom(2026, 8, 5), dayFrom(2026, 9, 28)], latest: true },
];
const MONTHS: readonly Period[] = Array.from({ length: 9 }, (_, index) => ({
  name: `2026-0${index + 1}`,
  days: [dayFrom(2026, index + 1, 8), dayFrom(2026, index + 1, 28)],
  latest: index === 8,
}));

/** Makes the payments of the year so far. */
export class PaymentMaker {
  private payments = 0;

  constructor(private readonly random: Random) {}

  accountOf({ number, settlement }: Family): Account {
    const bank = settlement.province.code === ACEH ? 'BSI' : BANKS.draw(this.random);
    return { bank, flawless: number === 1 };
  }

  /** PKH stages of an amount in Rupiah. */
  stages(amount: number, account: Account): Payment[] {
    return STAGES.map((period) => this.payment(period, amount, account));
  }

  /** Sembako months of an amount in Rupiah. */
  months(amount: number, account: Account): Payment[] {
    return MONTHS.map((period) => this.payment(period, amount, account));
  }

  private payment(period: Period, amount: number, { bank, flawless }: Account): Payment {
    const { random } = this;
    this.payments += 1;
    const drawn = (period.latest ? RUNNING : SETTLED).draw(random);
    const status = flawless ? (period.latest ? 'CREDITED' : 'WITHDRAWN') : drawn;
    const reason = status === 'FAILED' ? FAILURES.draw(random) : status === 'RETURNED' ? RETURNS.draw(random) : '';
    const id = `B-${serial(this.payments)}`;
    return { id, period: period.name, amount, status, reason, bank, day: random.int(...period.days) };
  }
}
