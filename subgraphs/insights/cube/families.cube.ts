import type { Cube, Measure } from './cube';
import { DESIL, HEAD_SEX, PLACE, familyColumns } from './dimensions';
import { CHILDREN_UNDER_FIVE, FAMILY_DISABILITY, HOUSEHOLD } from './registry-dimensions';

const MEASURES: readonly Measure[] = [
  {
    kind: 'COUNT',
    name: 'FAMILIES',
    title: { en: 'Families', id: 'Keluarga' },
    definition: 'Families in the registry.',
  },
  {
    kind: 'COUNT',
    name: 'COVERED',
    flag: 'is_covered',
    title: { en: 'Families with a program', id: 'Keluarga penerima program' },
    definition: 'Families that are active or in transition in at least one program on the day of the snapshot.',
  },
  {
    kind: 'COUNT',
    name: 'UNCOVERED',
    flag: 'is_uncovered',
    title: { en: 'Families without a program', id: 'Keluarga tanpa program' },
    definition: 'Families that are active or in transition in none. Of desil 1 and 2: exclusion error.',
  },
  {
    kind: 'COUNT',
    name: 'ACTIVE_A_YEAR_AGO',
    flag: 'is_active_before',
    title: { en: 'Families with a program a year ago', id: 'KPM aktif setahun lalu' },
    definition: 'Families with an enrolment that ran twelve months before the day of the snapshot.',
  },
  {
    kind: 'COUNT',
    name: 'GRADUATED',
    flag: 'is_graduated',
    title: { en: 'Families that graduated within a year', id: 'Graduasi mandiri setahun' },
    definition:
      'Families that had a program a year ago and have graduated from it voluntarily (graduasi mandiri) since.',
  },
  {
    kind: 'RATE',
    name: 'COVERAGE',
    numerator: 'COVERED',
    denominator: 'FAMILIES',
    title: { en: 'Coverage', id: 'Cakupan' },
    definition: 'Families with a program by families.',
  },
  {
    kind: 'RATE',
    name: 'EXCLUSION_ERROR',
    numerator: 'UNCOVERED',
    denominator: 'FAMILIES',
    title: { en: 'Exclusion error', id: 'Exclusion error' },
    definition:
      'Families without a program by families; an error where the desil is 1 or 2, to be asked for by `where`.',
  },
  {
    kind: 'RATE',
    name: 'GRADUATION_RATE',
    numerator: 'GRADUATED',
    denominator: 'ACTIVE_A_YEAR_AGO',
    title: { en: 'Graduation rate of a year', id: 'Tingkat graduasi setahun' },
    definition: 'Families that graduated voluntarily within the year by families with a program at its beginning.',
  },
];

/** Members who are counted. */
const members = (asOf: string) => `
  SELECT family, count(*) AS members,
    count(*) FILTER (WHERE birth_month > ${asOf} - interval '5 years') AS under_five,
    bool_or(birth_month <= ${asOf} - interval '60 years') AS has_elderly,
    bool_or(disability NOT IN ('NONE', 'UNKNOWN')) AS has_disabled
  FROM person WHERE match_status <> 'MENINGGAL' GROUP BY family`;

const participation = (asOf: string) => `
  SELECT family, bool_or(status IN ('ACTIVE', 'TRANSITION')) AS is_covered, bool_or(ran) AS was_active,
    bool_or(ran AND status = 'GRADUATED_VOLUNTARILY' AND ended_on <= ${asOf}) AS is_graduated
  FROM (SELECT *, status NOT IN ('CANDIDATE', 'DESIGNATED') AND started_on <= ${asOf} - interval '12 months'
      AND (ended_on IS NULL OR ended_on > ${asOf} - interval '12 months') AS ran FROM enrolment) e GROUP BY family`;

/** Families: who of them has a program, and who has none. */
export const families: Cube = {
  name: 'families',
  title: { en: 'Families', id: 'Keluarga' },
  description: 'Every family of the registry, as it stands on the day of the snapshot, with whether it has a program.',
  unit: 'FAMILY',
  rows: 'ONE',
  dimensions: [...PLACE, DESIL, HEAD_SEX, CHILDREN_UNDER_FIVE, HOUSEHOLD, FAMILY_DISABILITY],
  measures: MEASURES,
  rollups: [
    ['PROVINCE', 'DESIL', 'HOUSEHOLD', 'FAMILY_DISABILITY'],
    ['PROVINCE', 'REGENCY', 'DESIL', 'HEAD_SEX', 'CHILDREN_UNDER_FIVE'],
  ],
  source: (asOf) => `
    SELECT f.unit, f.rkey, f.mkey, ${familyColumns('f')},
      CASE coalesce(m.under_five, 0) WHEN 0 THEN 'NONE' WHEN 1 THEN 'ONE' ELSE 'TWO_PLUS' END AS children_under_five,
      CASE WHEN m.members IS NULL THEN 'UNKNOWN' WHEN m.members > 1 THEN 'SEVERAL' WHEN m.has_elderly THEN 'SINGLE_ELDERLY'
        ELSE 'SINGLE' END AS household,
      CASE WHEN m.members IS NULL THEN 'UNKNOWN' WHEN m.has_disabled THEN 'PRESENT' ELSE 'NONE' END AS family_disability,
      coalesce(e.is_covered, false) AS is_covered, NOT coalesce(e.is_covered, false) AS is_uncovered,
      coalesce(e.was_active, false) AS is_active_before, coalesce(e.is_graduated, false) AS is_graduated
    FROM family f LEFT JOIN (${members(asOf)}) m ON m.family = f.unit
      LEFT JOIN (${participation(asOf)}) e ON e.family = f.unit`,
};
