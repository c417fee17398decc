import { educationOf } from '../person/education';

/** Snapshots of the registry of which a family's desil is published: two years of quarters. */
const SNAPSHOTS = 8;

const DISABILITY = (row: string) => `CASE cardinality(${row}.disabilities) WHEN 0 THEN 'NONE'
  WHEN 1 THEN ${row}.disabilities[1] ELSE 'GANDA_MULTI' END`;

const findingsOf = (row: string) => `(SELECT coalesce(jsonb_agg(fi.rule ORDER BY fi.rule), '[]') FROM finding fi
  WHERE fi.subject_id = ${row}.id)`;

/** Whether a record of a person stands for somebody who is counted, over an alias. */
const isCounted = (row: string) =>
  `${row}.merged_into IS NULL AND ${row}.erased_at IS NULL AND ${row}.restricted_at IS NULL`;

/**
 * What statistics learn of a row of `person`: null of a record that was merged into another or erased, nothing of one whose
 * processing is restricted. `isClaimedTwice`: somebody in another family has the same NIK.
 */
export function personStatistics(row: string): string {
  return `CASE WHEN ${row}.merged_into IS NOT NULL OR ${row}.erased_at IS NOT NULL THEN 'null'
    WHEN ${row}.restricted_at IS NOT NULL THEN '{}'
    ELSE jsonb_build_object('birthMonth', date_trunc('month', ${row}.birth_date)::date, 'sex', ${row}.sex,
      'disability', ${DISABILITY(row)}, 'education', ${educationOf(row)}, 'source', ${row}.data_source,
      'isDocumented', ${row}.nik_index IS NOT NULL, 'isClaimedTwice', EXISTS (SELECT FROM person twin
        WHERE twin.nik_index = ${row}.nik_index AND twin.family_id <> ${row}.family_id AND ${isCounted('twin')}),
      'defects', ${findingsOf(row)}) END`;
}

/** What statistics learn of a row of `family`: null of one that was erased; `desils` has the desil at each of the last snapshots. */
export function familyStatistics(row: string): string {
  return `CASE WHEN ${row}.erased_at IS NOT NULL THEN 'null'
    ELSE jsonb_build_object('headId', ${row}.head_id, 'defects', ${findingsOf(row)},
      'desils', (SELECT coalesce(jsonb_object_agg(late.snapshot, late.desil), '{}') FROM (
        SELECT h.snapshot, h.desil FROM desil_history h WHERE h.family_id = ${row}.id
        ORDER BY h.snapshot DESC LIMIT ${SNAPSHOTS}) late)) END`;
}

/**
 * Whoever has the same NIK as some persons: what is published of them hangs on it.
 * @param ids a query that gives `id`
 */
export function claimantsBeside(ids: string): string {
  return `SELECT twin.id FROM person one JOIN person twin ON twin.nik_index = one.nik_index WHERE one.id IN (${ids})`;
}
