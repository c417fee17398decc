import { timeColumns } from './cube';
import type { Cube, Dimension, Measure } from './cube';
import { DESIL, HEAD_SEX, PLACE, PROGRAM, familyColumns } from './dimensions';

const DISBURSER: Dimension = {
  name: 'DISBURSER',
  column: 'disburser',
  kind: 'CODES',
  title: { en: 'Bank or post', id: 'Penyalur' },
  of: 'ROW',
  categories: { BRI: 'BRI.', BNI: 'BNI.', MANDIRI: 'Bank Mandiri.', BSI: 'BSI.', POS: 'PT Pos.' },
};

const STATUS: Dimension = {
  name: 'STATUS',
  column: 'status',
  kind: 'CODES',
  title: { en: 'State of the payment', id: 'Status pembayaran' },
  of: 'ROW',
  categories: {
    PLANNED: 'Direncanakan.',
    SP2D: 'SP2D.',
    SENT: 'Disalurkan.',
    CREDITED: 'Masuk rekening.',
    WITHDRAWN: 'Diambil.',
    FAILED: 'Gagal.',
    RETURNED: 'Dikembalikan ke kas negara.',
    CANCELLED: 'Dibatalkan.',
  },
};

const REASON: Dimension = {
  name: 'REASON',
  column: 'reason',
  kind: 'CODES',
  title: { en: 'Why it failed or came back', id: 'Alasan gagal' },
  of: 'ROW',
  categories: {
    NONE: 'Tidak gagal.',
    ACCOUNT_CLOSED: 'Rekening ditutup.',
    NAME_MISMATCH: 'Nama tidak cocok.',
    CARD_NOT_COLLECTED: 'Kartu tidak diambil.',
    DORMANT: 'Rekening tidak aktif.',
    NOT_FOUND: 'Tidak ditemukan.',
  },
};

const MEASURES: readonly Measure[] = [
  {
    kind: 'COUNT',
    name: 'ORDERED',
    flag: 'is_ordered',
    title: { en: 'Families with an ordered payment', id: 'Keluarga dengan pembayaran' },
    definition: 'Families of whom a payment of the period was ordered by the treasury (SP2D), whatever came of it.',
  },
  {
    kind: 'SUM',
    name: 'ORDERED_AMOUNT',
    amount: 'ordered_amount',
    of: 'ORDERED',
    unit: 'IDR',
    title: { en: 'Rupiah ordered', id: 'Nominal pembayaran' },
    definition: 'Amounts of the ordered payments.',
  },
  {
    kind: 'COUNT',
    name: 'FAILED',
    flag: 'is_failed',
    title: { en: 'Families whose payment failed', id: 'Keluarga gagal bayar' },
    definition: 'Families of whom an ordered payment failed or was returned to the state.',
  },
  {
    kind: 'SUM',
    name: 'FAILED_AMOUNT',
    amount: 'failed_amount',
    of: 'FAILED',
    unit: 'IDR',
    title: { en: 'Rupiah failed', id: 'Nominal gagal bayar' },
    definition: 'Amounts of the payments that failed or were returned.',
  },
  {
    kind: 'RATE',
    name: 'FAILURE_RATE',
    numerator: 'FAILED',
    denominator: 'ORDERED',
    title: { en: 'Share of failures', id: 'Persentase gagal bayar' },
    definition: 'Families whose payment failed by families with an ordered payment.',
  },
  {
    kind: 'COUNT',
    name: 'WITHDRAWN',
    flag: 'is_withdrawn',
    title: { en: 'Families that took it', id: 'Keluarga yang mengambil' },
    definition: 'Families that have taken the payment of the period.',
  },
];

/** Payments by stage or month: how far they came, and why not. */
export const payments: Cube = {
  name: 'payments',
  title: { en: 'Payments', id: 'Pembayaran bantuan' },
  description:
    'The payment of each family in each program and period; its time is the first month of the stage, or the month. Counts of families do not add up over periods.',
  unit: 'FAMILY',
  rows: { within: ['PROGRAM', 'PERIOD'] },
  dimensions: [...PLACE, DESIL, HEAD_SEX, PROGRAM, DISBURSER, STATUS, REASON],
  measures: MEASURES,
  time: { column: 'paid', title: { en: 'Stage or month', id: 'Tahap atau bulan' }, of: 'ROW' },
  rollups: [
    ['PROVINCE', 'PROGRAM', 'DISBURSER', 'REASON', 'PERIOD'],
    ['PROVINCE', 'REGENCY', 'DESIL', 'PROGRAM', 'STATUS', 'PERIOD'],
  ],
  source: () => `
    WITH latest AS (
      SELECT DISTINCT ON (e.family, e.program, p.period) e.family, e.program, p.*
      FROM payment p JOIN enrolment e ON e.id = p.enrolment
      ORDER BY e.family, e.program, p.period, p.status_on DESC, p.id
    ), known AS (
      SELECT l.*, l.status NOT IN ('PLANNED', 'CANCELLED') AS is_ordered, l.status IN ('FAILED', 'RETURNED') AS is_failed
      FROM latest l
    )
    SELECT f.unit, f.rkey, f.mkey, ${familyColumns('f')}, p.program, p.disburser, p.status,
      CASE WHEN p.is_failed THEN p.reason ELSE 'NONE' END AS reason, ${timeColumns('paid', 'p.period')},
      p.is_ordered, CASE WHEN p.is_ordered THEN p.amount ELSE 0 END AS ordered_amount,
      p.is_failed, CASE WHEN p.is_failed THEN p.amount ELSE 0 END AS failed_amount, p.status = 'WITHDRAWN' AS is_withdrawn
    FROM known p JOIN family f ON f.unit = p.family`,
};
