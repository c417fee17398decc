import type { CountMeasure, Cube } from './cube';
import { CASE_STATUS, CENTRE, MAJOR, SOURCE } from './centre-words';
import { LATEST_CASES, PEOPLE, peopleColumns } from './centre-people';
import { PLACEMENT, REACHED, READY_MONTH, placementColumns } from './journey-measures';

/** A milestone people have come to. */
const came = (name: string, en: string, id: string, definition: string): CountMeasure => ({
  kind: 'COUNT',
  name,
  flag: `is_${name.toLowerCase()}`,
  title: { en, id },
  definition,
});

/** Cases of the centres, a row for each person. */
export const cases: Cube = {
  name: 'cases',
  title: { en: 'Cases of the rehabilitation centres', id: 'Kasus layanan sentra' },
  description:
    'People the centres have met, by the case that was begun last, and how far it has come. Whoever is not known by name yet is counted by the case, at the place where they were met. The period is the cohort: when somebody was first called ready for work.',
  unit: 'PERSON',
  rows: 'ONE',
  dimensions: [...PEOPLE, CENTRE, CASE_STATUS, MAJOR, SOURCE],
  measures: [
    REACHED,
    came('TAKEN_IN', 'Taken in', 'Diterima', 'Consented to be served (INTAKE).'),
    came('ASSESSED', 'Assessed', 'Diasesmen', 'Assessed as a whole at least once.'),
    came('PLANNED', 'With an approved plan', 'Rencana disetujui', 'Had a plan approved by another than its author.'),
    came('TRAINED', 'Trained', 'Pelatihan selesai', 'Finished the training.'),
    came('CERTIFIED', 'Certified', 'Tersertifikasi', 'Got a certificate of competence.'),
    came('READY_FOR_BUSINESS', 'Ready for a business', 'Siap usaha', 'Called ready for a business at least once.'),
    came('HIRED', 'Certified and placed', 'Tersertifikasi dan ditempatkan', 'CERTIFIED who are also PLACED.'),
    came('ENDED', 'Ended', 'Berakhir', 'The case is closed or was left.'),
    ...PLACEMENT,
    {
      kind: 'RATE',
      name: 'HIRE_RATE',
      title: { en: 'Hires by certified', id: 'Ditempatkan per tersertifikasi' },
      definition: 'HIRED by CERTIFIED; times 100 the hires for 100 certified.',
      numerator: 'HIRED',
      denominator: 'CERTIFIED',
    },
  ],
  time: READY_MONTH,
  rollups: [
    ['PROVINCE', 'DESIL'],
    ['CENTRE', 'MAJOR'],
  ],
  source: (asOf) => `
    SELECT c.unit, c.rkey, c.mkey, ${peopleColumns('c', asOf)}, c.centre, c.status, c.major, c.source,
      c.taken_in_on IS NOT NULL AS is_taken_in, c.assessed_on IS NOT NULL AS is_assessed,
      c.planned_on IS NOT NULL AS is_planned, c.trained_on IS NOT NULL AS is_trained,
      c.certified_on IS NOT NULL AS is_certified, c.ready_for_business_on IS NOT NULL AS is_ready_for_business,
      c.certified_on IS NOT NULL AND c.placed_on IS NOT NULL AS is_hired, c.ended_on IS NOT NULL AS is_ended,
      ${placementColumns('c')}
    FROM (${LATEST_CASES}) c`,
};
