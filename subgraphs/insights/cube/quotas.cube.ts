import { timeColumns } from './cube';
import type { Cube } from './cube';
import { EMPLOYER_TYPE, SECTOR, SIZE_BAND, employerColumns } from './employer-dimensions';

/** The disability quota (UU 8/2016 art. 53) as employers last reported on it. */
export const quotas: Cube = {
  name: 'quotas',
  title: { en: 'Disability quota', id: 'Kuota penyandang disabilitas' },
  description:
    'Employers that have reported head counts, each with its last report: what the law asks for, what is there, and what is missing.',
  unit: 'EMPLOYER',
  rows: 'ONE',
  employer: 'unit',
  dimensions: [EMPLOYER_TYPE, SECTOR, SIZE_BAND],
  time: { column: 'reported', title: { en: 'End of the period reported on', id: 'Akhir periode laporan' }, of: 'UNIT' },
  measures: [
    {
      kind: 'COUNT',
      name: 'EMPLOYERS',
      title: { en: 'Employers', id: 'Pemberi kerja' },
      definition: 'Employers that have reported for any period of which the rule is known, whatever their partnership.',
    },
    {
      kind: 'COUNT',
      name: 'FULFILLING',
      title: { en: 'Employers that fulfil their quota', id: 'Pemberi kerja yang memenuhi kuota' },
      definition: 'Disabled workers reported are at least those required.',
      flag: 'is_met',
    },
    {
      kind: 'SUM',
      name: 'HEADCOUNT',
      title: { en: 'Workers', id: 'Jumlah pekerja' },
      definition: 'Workers in all, as reported.',
      amount: 'headcount',
      of: 'EMPLOYERS',
      unit: 'PERSONS',
    },
    {
      kind: 'SUM',
      name: 'REQUIRED',
      title: { en: 'Disabled workers required', id: 'Kewajiban pekerja disabilitas' },
      definition: 'By the rule in force for the type of employer when the period ended, for each employer, added up.',
      amount: 'required',
      of: 'EMPLOYERS',
      unit: 'PERSONS',
    },
    {
      kind: 'SUM',
      name: 'ACTUAL',
      title: { en: 'Disabled workers', id: 'Pekerja disabilitas' },
      definition: 'As reported.',
      amount: 'actual',
      of: 'EMPLOYERS',
      unit: 'PERSONS',
    },
    {
      kind: 'SUM',
      name: 'GAP',
      title: { en: 'Disabled workers missing', id: 'Kekurangan pekerja disabilitas' },
      definition: 'Required less reported, of employers that have fewer: what some have too many does not fill it.',
      amount: 'gap',
      of: 'EMPLOYERS',
      unit: 'PERSONS',
    },
    {
      kind: 'RATE',
      name: 'FULFILMENT_RATE',
      title: { en: 'Share of employers that fulfil their quota', id: 'Persentase pemberi kerja memenuhi kuota' },
      definition: 'Fulfilling by all that reported.',
      numerator: 'FULFILLING',
      denominator: 'EMPLOYERS',
    },
    {
      kind: 'MEAN',
      name: 'COMPLIANCE',
      title: { en: 'Disabled workers for each worker', id: 'Rasio pekerja disabilitas' },
      definition: 'Disabled workers by all workers.',
      sum: 'ACTUAL',
      by: 'HEADCOUNT',
      unit: 'SHARE',
    },
  ],
  source: () => `
    SELECT e.unit, e.rkey, e.mkey, ${employerColumns('e')}, ${timeColumns('reported', 'e.reported_until')},
      e.disabled_headcount >= e.required AS is_met, e.headcount::bigint AS headcount, e.required::bigint AS required,
      e.disabled_headcount::bigint AS actual, greatest(e.required - e.disabled_headcount, 0)::bigint AS gap
    FROM employer e WHERE e.reported_until IS NOT NULL`,
};
