import type { Cube } from './cube';
import { CENTRE } from './centre-words';
import { LATEST_CASES, PEOPLE, peopleColumns } from './centre-people';
import { PLACEMENT, REACHED, READY_MONTH, placementColumns } from './journey-measures';
import { CLUSTER, PPKS_TYPE, clusterOf } from './ppks';

/** The same cases by type of PPKS: a row for each type of a person. */
export const caseTypes: Cube = {
  name: 'caseTypes',
  title: { en: 'Cases by type of PPKS', id: 'Kasus layanan per jenis PPKS' },
  description:
    'People the centres have met, once for each type of PPKS of the case that was begun last; UNKNOWN before the assessment. Protected types count as any other, and are told of 20 people or more.',
  unit: 'PERSON',
  rows: { within: ['PPKS_TYPE'] },
  dimensions: [...PEOPLE, CENTRE, CLUSTER, PPKS_TYPE],
  measures: [REACHED, ...PLACEMENT],
  time: READY_MONTH,
  source: (asOf) => `
    SELECT c.unit, c.rkey, c.mkey, ${peopleColumns('c', asOf)}, c.centre, ${clusterOf('t.type')} AS cluster,
      t.type AS ppks_type, ${placementColumns('c')}
    FROM (${LATEST_CASES}) c CROSS JOIN LATERAL (
      SELECT DISTINCT type FROM unnest(CASE cardinality(c.types) WHEN 0 THEN ARRAY['UNKNOWN'] ELSE c.types END) u (type)) t`,
};
