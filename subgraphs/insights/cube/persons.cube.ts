import type { CountMeasure, Cube, Measure, Title } from './cube';
import { AGE_BAND, DESIL, PLACE, SEX, personColumns, placeColumns } from './dimensions';
import { MATCH_STATUS, SOURCE } from './registry-dimensions';

interface Defect {
  readonly name: string;
  readonly title: Title;
  readonly definition: string;
  /** Over `person p`. */
  readonly holds: string;
}

const broken = (rule: string) => `'${rule}' = ANY (p.defects)`;

/** What can be wrong with a record of the registry; rules by the names of its import report. */
const DEFECTS: readonly Defect[] = [
  {
    name: 'UNMATCHED',
    title: { en: 'Not matched', id: 'Tidak padan' },
    definition: 'Persons whom the civil registry does not have under their NIK, or has somebody else.',
    holds: `p.match_status = 'TIDAK_PADAN'`,
  },
  {
    name: 'DECEASED',
    title: { en: 'Deceased and listed', id: 'Meninggal' },
    definition: 'Persons the civil registry calls dead.',
    holds: `p.match_status = 'MENINGGAL'`,
  },
  {
    name: 'NIK_IN_TWO_FAMILIES',
    title: { en: 'NIK in two families', id: 'NIK ganda antar keluarga' },
    definition: 'Persons whose NIK somebody in another family has as well; each of them counts.',
    holds: 'p.is_claimed_twice',
  },
  {
    name: 'UNDOCUMENTED',
    title: { en: 'Without a NIK', id: 'Tanpa NIK' },
    definition: 'Persons without a NIK (N10).',
    holds: 'NOT p.is_documented',
  },
  {
    name: 'NIK_DISAGREES',
    title: { en: 'NIK disagrees with birth date or sex', id: 'NIK tidak sesuai tanggal lahir' },
    definition:
      'Persons whose NIK says another birth date or sex (N6), or whose birth date is only assumed from it (N5).',
    holds: `p.defects && ARRAY['N5', 'N6']`,
  },
  {
    name: 'PLACE_DISAGREES',
    title: { en: 'NIK of another place', id: 'NIK tidak sesuai wilayah' },
    definition:
      'Persons whose NIK names an unknown kecamatan (N4) or another regency than the family’s (N7): often a move.',
    holds: `p.defects && ARRAY['N4', 'N7']`,
  },
  {
    name: 'KK_DISAGREES',
    title: { en: 'Another family card', id: 'Nomor KK tidak sesuai' },
    definition: 'Persons whose row has another KK number than their family (F2).',
    holds: broken('F2'),
  },
  {
    name: 'NAME_VARIANT',
    title: { en: 'Name written otherwise', id: 'Variasi nama' },
    definition: 'Persons whose name the civil registry writes otherwise.',
    holds: broken('NAME_VARIANT'),
  },
  {
    name: 'STALE',
    title: { en: 'Not confirmed for a year', id: 'Tidak dimutakhirkan' },
    definition: 'Persons whose record was confirmed more than twelve months before the registry’s snapshot.',
    holds: broken('STALE'),
  },
];

const flagOf = ({ name }: Defect) => `is_${name.toLowerCase()}`;

const PERSONS: CountMeasure = {
  kind: 'COUNT',
  name: 'PERSONS',
  title: { en: 'Persons', id: 'Individu' },
  definition: 'Persons in the registry: no merged or erased record, none whose processing is restricted.',
};
const MATCHED: CountMeasure = {
  kind: 'COUNT',
  name: 'MATCHED',
  flag: 'is_matched',
  title: { en: 'Matched', id: 'Padan' },
  definition: 'Persons whom the civil registry has under their NIK.',
};

const MEASURES: readonly Measure[] = [
  PERSONS,
  MATCHED,
  {
    kind: 'RATE',
    name: 'MATCH_RATE',
    numerator: MATCHED.name,
    denominator: PERSONS.name,
    title: { en: 'Match rate', id: 'Tingkat padan' },
    definition: 'Matched persons by persons.',
  },
  ...DEFECTS.flatMap((defect): Measure[] => [
    {
      kind: 'COUNT',
      name: defect.name,
      flag: flagOf(defect),
      title: defect.title,
      definition: defect.definition,
    },
    {
      kind: 'RATE',
      name: `${defect.name}_RATE`,
      numerator: defect.name,
      denominator: PERSONS.name,
      title: { en: `Share: ${defect.title.en.toLowerCase()}`, id: `Persentase ${defect.title.id.toLowerCase()}` },
      definition: `${defect.definition.replace(/\.$/, '')}; by persons.`,
    },
  ]),
];

/** Persons, and what is wrong with their records. */
export const persons: Cube = {
  name: 'persons',
  title: { en: 'Persons and quality of their records', id: 'Individu dan mutu data' },
  description:
    'Every person of the registry, with how the record stands with the civil registry and which rules it breaks.',
  unit: 'PERSON',
  rows: 'ONE',
  dimensions: [...PLACE, DESIL, SEX, AGE_BAND, MATCH_STATUS, SOURCE],
  measures: MEASURES,
  rollups: [
    ['PROVINCE', 'SOURCE', 'MATCH_STATUS'],
    ['PROVINCE', 'REGENCY', 'DISTRICT', 'MATCH_STATUS'],
    ['PROVINCE', 'DESIL', 'SEX', 'AGE_BAND'],
  ],
  source: (asOf) => `
    SELECT unit, rkey, mkey, province, regency, district, desil, sex, age_band, match_status, source, is_matched,
      ${DEFECTS.map(flagOf).join(', ')}
    FROM (SELECT p.unit, p.rkey, p.mkey, ${placeColumns('f')}, f.desil, ${personColumns('p', asOf)}, p.match_status, p.source,
        p.match_status = 'PADAN' AS is_matched, ${DEFECTS.map((defect) => `${defect.holds} AS ${flagOf(defect)}`).join(', ')}
      FROM person p JOIN family f ON f.unit = p.family) known`,
};
