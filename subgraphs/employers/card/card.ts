import { AVAILABILITY, CARD_AGE_BANDS } from '../../../shared/access';
import type { Availability, Card, EducationLevel } from '../../../shared/access';

/** How much of somebody a card tells. Age band and availability are always told. */
export interface CardLevel {
  /** Digits of the region code: the regency, the province, or nothing. */
  readonly place: 4 | 2 | 0;
  readonly skills: 'ALL' | 'MAIN' | 'NONE';
  readonly certificates: boolean;
  readonly education: boolean;
  readonly accommodations: boolean;
}

/** From fine to coarse; whoever is not one of ten on any of them has no card. */
export const CARD_LEVELS: readonly CardLevel[] = [
  { place: 4, skills: 'ALL', certificates: true, education: true, accommodations: true },
  { place: 4, skills: 'MAIN', certificates: true, education: false, accommodations: true },
  { place: 4, skills: 'MAIN', certificates: false, education: false, accommodations: true },
  { place: 2, skills: 'MAIN', certificates: true, education: true, accommodations: true },
  { place: 2, skills: 'MAIN', certificates: false, education: true, accommodations: true },
  { place: 2, skills: 'MAIN', certificates: false, education: false, accommodations: true },
  { place: 0, skills: 'MAIN', certificates: false, education: false, accommodations: true },
  { place: 0, skills: 'MAIN', certificates: false, education: false, accommodations: false },
  { place: 0, skills: 'NONE', certificates: false, education: false, accommodations: false },
];

/** A cohort: the card everybody in it has. null is coarsened away. */
export interface CohortRow {
  readonly ageBand: (typeof CARD_AGE_BANDS)[number];
  readonly regionCode: string | null;
  readonly skills: readonly string[] | null;
  readonly certificates: readonly string[] | null;
  readonly education: EducationLevel | null;
  readonly accommodations: readonly string[] | null;
  readonly availability: Availability;
}

/** The card as it is disclosed. */
export function cardOf(cohort: CohortRow): Card {
  const { regionCode, ageBand, education, availability } = cohort;
  return {
    ageBand,
    regencyCode: regionCode?.length === 4 ? regionCode : null,
    provinceCode: regionCode?.slice(0, 2) ?? null,
    skills: [...(cohort.skills ?? [])],
    certificates: [...(cohort.certificates ?? [])],
    education,
    accommodations: cohort.accommodations && [...cohort.accommodations],
    availability,
  };
}

/** Columns of a cohort that make its card, in the order of `cardColumns`. */
export const CARD_COLUMNS = [
  'age_band',
  'region_code',
  'moves',
  'skills',
  'certificates',
  'education',
  'accommodations',
  'availability',
] as const;

/** First years of life of the age bands after the youngest. */
const BANDS = [75, 60, 45, 35, 25] as const;

/**
 * What a card of a level says of somebody, one SQL expression for each of `CARD_COLUMNS`. Of the certificates those that are valid.
 * @param seeker alias of a row of `job_seeker`
 * @param day the day of publication, as SQL
 */
export function cardColumns(seeker: string, level: CardLevel, day: string): readonly string[] {
  return [
    ageBand(`(extract(year FROM ${day})::int - ${seeker}.birth_year)`),
    level.place === 0 ? 'NULL::text' : `left(${seeker}.regency_code, ${level.place})`,
    level.place === 0 ? 'NULL::boolean' : `${seeker}.willing_to_move`,
    skills(seeker, level.skills),
    level.certificates
      ? `ARRAY(SELECT DISTINCT held."unitCode" FROM jsonb_to_recordset(${seeker}.certificates) AS held("unitCode" text, "expiresOn" date)
          WHERE held."expiresOn" >= ${day} ORDER BY 1)`
      : 'NULL::text[]',
    level.education ? `${seeker}.education` : 'NULL::text',
    level.accommodations ? sorted(`${seeker}.accommodations`) : 'NULL::text[]',
    `CASE WHEN ${seeker}.available_from > ${day} THEN '${'LATER' satisfies keyof typeof AVAILABILITY}' ELSE 'NOW' END`,
  ];
}

function ageBand(age: string): string {
  const cases = BANDS.map((from, index) => `WHEN ${age} >= ${from} THEN '${CARD_AGE_BANDS.at(-1 - index)}'`);
  return `CASE ${cases.join(' ')} ELSE '${CARD_AGE_BANDS[0]}' END`;
}

function skills(seeker: string, level: CardLevel['skills']): string {
  switch (level) {
    case 'ALL':
      return sorted(`${seeker}.skill_codes`);
    case 'MAIN':
      return `ARRAY(SELECT k.code FROM unnest(${seeker}.skill_codes, ${seeker}.skill_levels) AS k (code, level)
        ORDER BY k.level DESC, k.code LIMIT 1)`;
    case 'NONE':
      return 'NULL::text[]';
  }
}

const sorted = (codes: string) => `ARRAY(SELECT DISTINCT each FROM unnest(${codes}) AS each ORDER BY each)`;

/**
 * Whether a card goes with a vacancy, as one condition. It looks at the card alone, never at the person: what it says of one it says
 * of everybody in the cohort, so that no vacancy tells them apart. What a card does not tell stands in nobody's way.
 * @param cohort alias of a row of `cohort`
 * @param vacancy alias of a row of `vacancy`
 */
export function cardFits(cohort: string, vacancy: string): string {
  return `(${cohort}.region_code IS NULL OR ${cohort}.moves OR starts_with(${vacancy}.regency_code, ${cohort}.region_code))
    AND (${cohort}.accommodations IS NULL OR ${cohort}.accommodations <@ ${vacancy}.accommodations_offered)
    AND (${cohort}.certificates IS NULL OR ${vacancy}.certificate_required <@ ${cohort}.certificates)
    AND (${cohort}.skills IS NULL OR ${vacancy}.skill_codes = '{}' OR ${cohort}.skills && ${vacancy}.skill_codes)`;
}
