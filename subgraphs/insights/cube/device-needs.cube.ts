import { bandOf, timeColumns } from './cube';
import type { CountMeasure, Cube, Dimension, Measure } from './cube';
import { CENTRE, DEVICE_TYPE } from './centre-words';
import { PEOPLE, factsOf, isCounted, peopleColumns, who } from './centre-people';

/** Days somebody has waited. */
const DAYS = [0, 14, 30, 45, 60, 75, 90, 120, 150, 180, 270, 365, 730] as const;

const PRIORITY: Dimension = {
  name: 'PRIORITY',
  column: 'priority',
  kind: 'CODES',
  title: { en: 'Priority', id: 'Prioritas' },
  of: 'ROW',
  categories: { EMERGENCY: 'Darurat.', HIGH: 'Tinggi.', NORMAL: 'Biasa.' },
};

const standing = (name: string, en: string, id: string, definition: string): CountMeasure => ({
  kind: 'COUNT',
  name,
  flag: `is_${name.toLowerCase()}`,
  title: { en, id },
  definition,
});

/** Who needs an assistive device: a row for each type a person needs at a centre. */
export const deviceNeeds: Cube = {
  name: 'deviceNeeds',
  title: { en: 'Needs of assistive devices', id: 'Kebutuhan alat bantu' },
  description:
    'People for whom a centre has registered a need, once for each type and centre: the need that is open, else the last one. The period is the month of the assessment that found it.',
  unit: 'PERSON',
  rows: { within: ['CENTRE', 'DEVICE_TYPE'] },
  dimensions: [...PEOPLE, { ...CENTRE, of: 'ROW' }, DEVICE_TYPE, PRIORITY],
  measures: [
    {
      kind: 'COUNT',
      name: 'IN_NEED',
      title: { en: 'People in need', id: 'Membutuhkan' },
      definition: 'People with a need, met or not, withdrawn ones included.',
    },
    standing('WAITING', 'Waiting list', 'Daftar tunggu', 'Wait for a device on the day of the snapshot.'),
    standing(
      'ALLOCATED',
      'With a device on its way',
      'Dialokasikan',
      'A device is meant for them, not handed over yet.',
    ),
    standing('MET', 'Met', 'Terpenuhi', 'The device was handed over.'),
    ...([50, 90] as const).map((percent): Measure => ({
      kind: 'QUANTILE',
      name: `DAYS_WAITED_P${percent}`,
      title: { en: `Days waited, P${percent}`, id: `Hari menunggu, P${percent}` },
      definition: `Days from the assessment to the day of the snapshot, which ${percent}% of WAITING have waited at most.`,
      share: percent / 100,
      band: 'days_waited',
      edges: DAYS,
      unit: 'DAYS',
    })),
  ],
  time: { column: 'assessed', title: { en: 'Month of the assessment', id: 'Bulan asesmen' }, of: 'ROW' },
  source: (asOf) => `
    SELECT d.unit, d.rkey, d.mkey, ${peopleColumns('d', asOf)}, d.centre, d.device_type, d.priority,
      d.status = 'WAITING' AS is_waiting, d.status = 'ALLOCATED' AS is_allocated, d.status = 'MET' AS is_met,
      ${bandOf(`CASE d.status WHEN 'WAITING' THEN ${asOf} - d.assessed_on END`, DAYS)}::smallint AS days_waited,
      ${timeColumns('assessed', 'd.assessed_on')}
    FROM (
      SELECT DISTINCT ON (p.unit, n.centre, n.type) p.unit, p.rkey, p.mkey, ${factsOf()}, n.centre,
        n.type AS device_type, n.priority, n.status, n.assessed_on
      FROM device_need n ${who('n')} WHERE ${isCounted('n')}
      ORDER BY p.unit, n.centre, n.type, n.status IN ('WAITING', 'ALLOCATED') DESC, n.assessed_on DESC, n.id
    ) d`,
};
