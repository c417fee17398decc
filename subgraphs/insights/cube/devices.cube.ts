import { bandOf, timeColumns } from './cube';
import type { CountMeasure, Cube, Dimension, Measure } from './cube';
import { CENTRE, DEVICE_TYPE } from './centre-words';
import { PEOPLE, isCounted, peopleColumns, unitOf, who } from './centre-people';

/** Days from the assessment of a need to the hand-over. */
const DAYS = [0, 14, 30, 45, 60, 75, 90, 120, 150, 180, 270, 365, 730] as const;

const CENTRE_REGENCY: Dimension = {
  name: 'CENTRE_REGENCY',
  column: 'centre_regency',
  kind: 'REGION',
  title: { en: 'Regency of the centre', id: 'Kabupaten/kota sentra' },
  of: 'ROW',
};

const counted = (name: string, en: string, id: string, definition: string): CountMeasure => ({
  kind: 'COUNT',
  name,
  flag: `is_${name.toLowerCase()}`,
  title: { en, id },
  definition,
});

/** Devices: a row for each month in which something happened to one of a centre and type, for whoever it is. */
export const devices: Cube = {
  name: 'devices',
  title: { en: 'Assistive devices made and handed over', id: 'Alat bantu dibuat dan diserahkan' },
  description:
    'Devices by the person who has one or is to have it, and one by one while they are for nobody: somebody with two of the same type from one centre counts once in a month. A device is planned, made and delivered each in its month. Stock is no personal data; it goes by the same rule, since exact stock taken from what was made would tell what people have.',
  unit: 'PERSON',
  rows: { within: ['CENTRE', 'DEVICE_TYPE', 'PERIOD'] },
  dimensions: [...PEOPLE, { ...CENTRE, of: 'ROW' }, CENTRE_REGENCY, DEVICE_TYPE],
  measures: [
    counted(
      'PLANNED',
      'Planned',
      'Direncanakan',
      'Planned for a day of the period; plans that were given up left out.',
    ),
    counted('MADE', 'Made', 'Dibuat', 'Passed the quality check in the period.'),
    counted('DELIVERED', 'Delivered', 'Diserahkan', 'Handed over by a record (BAST) in the period.'),
    counted(
      'BACKLOG',
      'Made and not delivered',
      'Belum diserahkan',
      'Made in the period and on the day of the snapshot in stock, allocated or fitted.',
    ),
    counted('IN_STOCK', 'In stock', 'Stok', 'Made in the period and on the day of the snapshot for nobody yet.'),
    ...([50, 90] as const).map((percent): Measure => ({
      kind: 'QUANTILE',
      name: `LEAD_DAYS_P${percent}`,
      title: { en: `Lead days, P${percent}`, id: `Hari tunggu, P${percent}` },
      definition: `Days from the assessment of the need to the hand-over, within which ${percent}% of DELIVERED were.`,
      share: percent / 100,
      band: 'lead_days',
      edges: DAYS,
      unit: 'DAYS',
    })),
  ],
  time: { column: 'happened', title: { en: 'Month it happened', id: 'Bulan' }, of: 'ROW' },
  rollups: [['CENTRE', 'DEVICE_TYPE']],
  source: (asOf) => `
    SELECT d.unit, d.rkey, d.mkey, ${peopleColumns('d', asOf)}, d.centre, d.centre_regency, d.device_type,
      d.is_planned, d.is_made, d.is_delivered, d.is_backlog, d.is_in_stock,
      ${bandOf('d.lead_days', DAYS)}::smallint AS lead_days, ${timeColumns('happened', 'd.month')}
    FROM (
      SELECT unit, rkey, mkey, district, desil, birth_month, sex, disability, centre, centre_regency, device_type,
        date_trunc('month', e.day)::date AS month, bool_or(e.what = 'PLANNED') AS is_planned, bool_or(e.what = 'MADE') AS is_made,
        bool_or(e.what = 'DELIVERED') AS is_delivered, bool_or(e.what = 'MADE' AND status IN ('IN_STOCK', 'ALLOCATED', 'FITTED'))
          AS is_backlog, bool_or(e.what = 'MADE' AND status = 'IN_STOCK') AS is_in_stock,
        max(lead_days) FILTER (WHERE e.what = 'DELIVERED') AS lead_days
      FROM (
        SELECT ${unitOf('t', `'UNKNOWN'`)}, t.centre, t.centre_regency, t.type AS device_type, t.status, t.lead_days, t.made_on,
          t.handed_over_on, CASE WHEN t.status <> 'WITHDRAWN' OR t.made_on IS NOT NULL THEN t.planned_for END AS planned_for
        FROM device t ${who('t')} WHERE ${isCounted('t')}
      ) x CROSS JOIN LATERAL (VALUES ('PLANNED', x.planned_for), ('MADE', x.made_on), ('DELIVERED', x.handed_over_on)) e (what, day)
      WHERE e.day IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12
    ) d`,
};
