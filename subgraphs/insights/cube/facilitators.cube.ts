import type { Cube } from './cube';
import { PLACE } from './dimensions';
import { FACILITATORS, LATEST_ENROLMENT } from './participation';

/** The facilitators of PKH with their load; they are persons too, and protected like any other. */
export const facilitators: Cube = {
  name: 'facilitators',
  title: { en: 'Facilitators of PKH', id: 'Pendamping PKH' },
  description:
    'Accounts that recorded the latest month of families in PKH, one row each, where most of their families live. A facilitator is a person: a district has about one, so that tables below the regency are mostly suppressed.',
  unit: 'PERSON',
  rows: 'ONE',
  dimensions: PLACE,
  measures: [
    {
      kind: 'COUNT',
      name: 'FACILITATORS',
      title: { en: 'Facilitators', id: 'Pendamping' },
      definition: 'Accounts that recorded the latest month of a family that was ever in PKH.',
    },
    {
      kind: 'SUM',
      name: 'KPM',
      amount: 'kpm',
      of: 'FACILITATORS',
      unit: 'FAMILIES',
      title: { en: 'Families looked after', id: 'KPM dampingan' },
      definition: 'Families that are paid by PKH on the day of the snapshot.',
    },
    {
      kind: 'MEAN',
      name: 'MEAN_KPM',
      sum: 'KPM',
      by: 'FACILITATORS',
      unit: 'FAMILIES',
      title: { en: 'Families a facilitator', id: 'Rata-rata KPM per pendamping' },
      definition: 'Families looked after by facilitators.',
    },
    {
      kind: 'SUM',
      name: 'GRADUATES',
      amount: 'graduates',
      of: 'FACILITATORS',
      unit: 'FAMILIES',
      title: { en: 'Families that graduated', id: 'KPM graduasi' },
      definition: 'Families of the facilitators that have graduated from PKH, naturally or voluntarily.',
    },
    {
      kind: 'MEAN',
      name: 'MEAN_GRADUATES',
      sum: 'GRADUATES',
      by: 'FACILITATORS',
      unit: 'FAMILIES',
      title: { en: 'Graduates a facilitator', id: 'Rata-rata graduasi per pendamping' },
      definition: 'Families that graduated by facilitators.',
    },
  ],
  source: () => `
    WITH latest AS MATERIALIZED (${LATEST_ENROLMENT}), load AS (${FACILITATORS}), place AS (
      SELECT e.facilitator, f.district, count(*) AS families, sum(count(*) FILTER (WHERE e.status LIKE 'GRADUATED%'))
        OVER (PARTITION BY e.facilitator) AS graduates
      FROM latest e JOIN family f ON f.unit = e.family
      WHERE e.program = 'PKH' AND e.facilitator IS NOT NULL GROUP BY e.facilitator, f.district
    ), home AS (SELECT DISTINCT ON (facilitator) * FROM place ORDER BY facilitator, families DESC, district)
    SELECT x.unit, x.rkey, x.mkey, left(h.district, 2) AS province, left(h.district, 4) AS regency, h.district,
      coalesce(l.families, 0)::bigint AS kpm, h.graduates::bigint AS graduates
    FROM home h JOIN facilitator x ON x.unit = h.facilitator LEFT JOIN load l ON l.facilitator = h.facilitator`,
};
