import type { Dimension } from './cube';
import { AGE_BAND, DESIL, DISABILITY, PLACE, SEX, personColumns } from './dimensions';

/** Who it is about: a person, or somebody or something nobody knows a person of. */
export const PEOPLE: readonly Dimension[] = [...PLACE, DESIL, SEX, AGE_BAND, DISABILITY];

/** Columns of PEOPLE, from a row that has what `unitOf` gives. */
export function peopleColumns(row: string, asOf: string): string {
  const place = (digits: number) =>
    `CASE ${row}.district WHEN 'UNKNOWN' THEN 'UNKNOWN' ELSE left(${row}.district, ${digits}) END`;
  return `${place(2)} AS province, ${place(4)} AS regency, ${row}.district AS district, ${row}.desil AS desil,
    ${personColumns(row, asOf)}`;
}

/**
 * Unit, record keys and what PEOPLE are made of: of the person, as joined by `who`, or of a row of nobody, which is then a unit of its
 * own.
 * @param own the alias of a row with record keys of its own
 * @param district where it counts while it is nobody's, as SQL
 */
export function unitOf(own: string, district: string): string {
  return `coalesce(p.unit, ${own}.id) AS unit, coalesce(p.rkey, ${own}.rkey) AS rkey, coalesce(p.mkey, ${own}.mkey) AS mkey,
    ${factsOf(district)}`;
}

/** What PEOPLE are made of, of the person as joined by `who`. */
export function factsOf(district = `'UNKNOWN'`): string {
  return `coalesce(f.district, ${district}) AS district, coalesce(f.desil, 0) AS desil, p.birth_month,
    coalesce(p.sex, 'UNKNOWN') AS sex, coalesce(p.disability, 'UNKNOWN') AS disability`;
}

/** The person and the family of a row with a column `person`, as `p` and `f`. */
export function who(row: string): string {
  return `LEFT JOIN person p ON p.unit = ${row}.person LEFT JOIN family f ON f.unit = p.family`;
}

/** Left out is whoever is not counted any longer. */
export function isCounted(row: string): string {
  return `(${row}.person IS NULL OR p.unit IS NOT NULL)`;
}

/** The case of each unit that was begun last, with what PEOPLE are made of: one row a unit. */
export const LATEST_CASES = `
  SELECT DISTINCT ON (coalesce(p.unit, s.id)) ${unitOf('s', 's.district')}, s.id AS service_case, s.district AS met_in, s.centre,
    s.source, s.status, s.ppks_types AS types, s.major, s.reached_on, s.taken_in_on, s.assessed_on,
    s.planned_on, s.trained_on, s.certified_on, s.ready_on, s.ready_for_business_on, s.ended_on,
    -- Placed is somebody who was called ready for work before.
    CASE WHEN s.ready_on IS NOT NULL THEN s.placed_on END AS placed_on
  FROM service_case s ${who('s')} WHERE ${isCounted('s')}
  ORDER BY coalesce(p.unit, s.id), s.reached_on DESC, s.id`;
