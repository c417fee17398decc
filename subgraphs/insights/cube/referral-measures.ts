import type { CountMeasure, Measure, Title } from './cube';
import { WAGE_EDGES } from './referral-dimensions';

/** Days between a referral and the answer; the partner has ten working days. */
export const ANSWER_EDGES = [0, 1, 2, 3, 4, 5, 6, 7, 10, 14, 21, 31] as const;

const count = (name: string, flag: string, title: Title, definition: string): CountMeasure => ({
  kind: 'COUNT',
  ...{ name, flag, title, definition },
});

/** Months after which it is looked whether a placement goes on. */
export const RETENTION_MONTHS = [3, 6, 12] as const;

const retention = RETENTION_MONTHS.flatMap((months): Measure[] => [
  count(
    `DUE_${months}`,
    `is_due_${months}`,
    { en: `Placed at least ${months} months ago`, id: `Ditempatkan minimal ${months} bulan lalu` },
    `Persons whose first day of work lies ${months} months or more before the day of the snapshot, at work or not.`,
  ),
  count(
    `RETAINED_${months}`,
    `is_retained_${months}`,
    { en: `Retained for ${months} months`, id: `Retensi ${months} bulan` },
    `Of these, persons of whom it was confirmed that they were still at work when ${months} months were full.`,
  ),
  {
    kind: 'RATE',
    name: `RETENTION_${months}`,
    title: { en: `Retention after ${months} months`, id: `Tingkat retensi ${months} bulan` },
    definition: `Retained for ${months} months by placed at least ${months} months ago.`,
    numerator: `RETAINED_${months}`,
    denominator: `DUE_${months}`,
  },
]);

const steps: readonly CountMeasure[] = [
  {
    kind: 'COUNT',
    name: 'NOMINATED',
    title: { en: 'Persons nominated', id: 'Orang yang diusulkan' },
    definition: 'Persons with a referral, whatever became of it.',
  },
  count('REFERRED', 'is_referred', { en: 'Persons referred', id: 'Dirujuk' }, 'The partner was told of the person.'),
  count(
    'ANSWERED',
    'is_answered',
    { en: 'Persons the partner answered on', id: 'Dijawab mitra' },
    'The partner accepted or declined a referral; one that lapsed was not answered.',
  ),
  count(
    'ACCEPTED',
    'is_accepted',
    { en: 'Persons a partner wanted to meet', id: 'Diterima mitra' },
    'The partner accepted a referral, whatever followed.',
  ),
  count(
    'DECLINED',
    'is_declined',
    { en: 'Persons declined', id: 'Ditolak mitra' },
    'The partner declined a referral, at once or after accepting it.',
  ),
  count('LAPSED', 'is_lapsed', { en: 'Persons never answered on', id: 'Kedaluwarsa' }, 'A referral lapsed.'),
  count('INTERVIEWED', 'is_interviewed', { en: 'Persons invited', id: 'Wawancara' }, 'Invited to an interview.'),
  count('OFFERED', 'is_offered', { en: 'Persons offered work', id: 'Penawaran' }, 'The partner offered work.'),
  count('PLACED', 'is_placed', { en: 'Persons placed', id: 'Ditempatkan' }, 'Took an offer, at work still or not.'),
  count('ENDED', 'is_ended', { en: 'Persons whose work ended', id: 'Berhenti' }, 'Placed, and the work has ended.'),
  count(
    'WAGE_KNOWN',
    'is_wage_known',
    { en: 'Persons placed at a wage with a minimum', id: 'Ditempatkan dengan UMK diketahui' },
    'Placed, and the wage was held against a minimum wage of the workplace.',
  ),
  count(
    'WAGE_AT_LEAST_MINIMUM',
    'is_wage_enough',
    { en: 'Persons placed at the minimum wage or above', id: 'Upah minimal UMK' },
    'Of these, persons whose wage is the minimum wage of the workplace or more; apprentices may have less.',
  ),
];

const rate = (name: string, title: Title, numerator: string, denominator: string): Measure => ({
  kind: 'RATE',
  ...{ name, title, numerator, denominator },
  definition: `${numerator} by ${denominator}.`,
});

/** What may be asked of referrals. */
export const REFERRAL_MEASURES: readonly Measure[] = [
  ...steps,
  ...retention,
  rate('PLACED_RATE', { en: 'Placed of those referred', id: 'Tingkat penempatan rujukan' }, 'PLACED', 'REFERRED'),
  rate('DECLINE_RATE', { en: 'Declined of those referred', id: 'Tingkat penolakan' }, 'DECLINED', 'REFERRED'),
  rate('LAPSE_RATE', { en: 'Lapsed of those referred', id: 'Tingkat kedaluwarsa' }, 'LAPSED', 'REFERRED'),
  rate(
    'MINIMUM_WAGE_RATE',
    { en: 'Share at the minimum wage or above', id: 'Persentase upah minimal UMK' },
    'WAGE_AT_LEAST_MINIMUM',
    'WAGE_KNOWN',
  ),
  ...([50, 90] as const).map((share): Measure => ({
    kind: 'QUANTILE',
    name: `ANSWER_DAYS_P${share}`,
    title: { en: `Days to an answer, P${share}`, id: `Hari sampai jawaban, P${share}` },
    definition: 'Calendar days from the referral to the answer of the partner; what lapsed or waits is not counted.',
    share: share / 100,
    band: 'answer_band',
    edges: ANSWER_EDGES,
    unit: 'DAYS',
  })),
  {
    kind: 'QUANTILE',
    name: 'WAGE_PERCENT_P50',
    title: { en: 'Wage of those placed in percent of the minimum wage, P50', id: 'Upah terhadap UMK, median' },
    definition: 'Monthly wage of the offer that was taken, by the minimum wage of the workplace of that year.',
    share: 0.5,
    band: 'wage_number',
    edges: WAGE_EDGES,
    unit: 'PERCENT',
  },
];
