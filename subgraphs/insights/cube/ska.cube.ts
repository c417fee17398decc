import { timeColumns } from './cube';
import type { Cube } from './cube';
import { CENTRE, SKA_LINE } from './centre-words';

/** Sentra Kreasi ATENSI: a row for each place of work and month. */
export const ska: Cube = {
  name: 'ska',
  title: { en: 'Sentra Kreasi ATENSI: revenue and people at work', id: 'Sentra Kreasi ATENSI' },
  description:
    'Lines of business of the centres, by places of work: a centre says how many beneficiaries work in a line in a month, never who. Over several months a line has as many places as in its best month. Revenue is public; it is shared evenly among the places of the month, and suppressed and perturbed with them.',
  unit: 'PERSON',
  rows: { within: ['PERIOD'] },
  dimensions: [CENTRE, SKA_LINE],
  measures: [
    {
      kind: 'COUNT',
      name: 'PLACES',
      title: { en: 'Places of work', id: 'Tempat kerja' },
      definition: 'Places of work; a line in which nobody worked in a month has one.',
    },
    {
      kind: 'COUNT',
      name: 'EMPLOYED',
      flag: 'is_employed',
      title: { en: 'Beneficiaries at work', id: 'Penerima manfaat bekerja' },
      definition: 'Places at which a beneficiary worked: of each line of a centre the most of any month of the period.',
    },
    {
      kind: 'SUM',
      name: 'REVENUE',
      amount: 'revenue',
      of: 'PLACES',
      unit: 'IDR',
      title: { en: 'Revenue', id: 'Omzet' },
      definition: 'Revenue of the lines in the period, whole rupiah.',
    },
    {
      kind: 'MEAN',
      name: 'REVENUE_PER_PLACE',
      sum: 'REVENUE',
      by: 'PLACES',
      unit: 'IDR',
      title: { en: 'Revenue by place of work', id: 'Omzet per tempat kerja' },
      definition: 'REVENUE by PLACES.',
    },
  ],
  time: { column: 'earned', title: { en: 'Month', id: 'Bulan' }, of: 'ROW' },
  source: () => `
    SELECT w.unit, w.rkey, w.mkey, m.centre, m.line, w.number <= m.at_work AS is_employed,
      m.revenue / greatest(m.at_work, 1) + CASE w.number WHEN 1 THEN m.revenue % greatest(m.at_work, 1) ELSE 0 END AS revenue,
      ${timeColumns('earned', 'm.month')}
    FROM ska_month m JOIN ska_place w ON w.centre = m.centre AND w.line = m.line AND w.number <= greatest(m.at_work, 1)`,
};
