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
 * What statistics learn of a row of `person`: null of one that is not counted, since it was merged into another or erased, or its
 * processing is restricted. `isClaimedTwice`: somebody in another family has the same NIK.
 */
export function personStatistics(row: string): string {
  return `CASE WHEN NOT (${isCounted(row)}) THEN 'null' ELSE jsonb_build_object('birthMonth', date_trunc('month', ${row}.birth_date)::date, 'sex', ${row}.sex,
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

/** Whether the person a row is about was erased: what was told of it for statistics is taken back then. */
const isErased = (row: string) =>
  `EXISTS (SELECT FROM person gone WHERE gone.id = ${row}.person_id AND gone.erased_at IS NOT NULL)`;

/**
 * What statistics learn of a row of `consent`: when, in what form and by whose hand it was given, and when it ended; null of somebody
 * who was erased.
 */
export function consentStatistics(row: string): string {
  return `CASE WHEN ${isErased(row)} THEN 'null' ELSE jsonb_build_object('form', ${row}.form, 'givenOn', ${row}.given_on, 'enteredBy', (SELECT t.actor_role
      FROM transition_event t WHERE t.machine = 'consent' AND t.entity_id = ${row}.id AND t.event = 'GIVE'),
    'endedOn', ${dayOf(`${row}.ended_at`)}, 'isHeld', ${row}.held) END`;
}

/**
 * What statistics learn of a row of `change_request`: whose family, who asked, and the days on which it was looked at and decided;
 * null of one about somebody who was erased.
 */
export function changeRequestStatistics(row: string): string {
  const lastDay = (events: string) => `(SELECT ${dayOf('max(t.at)')} FROM transition_event t
    WHERE t.machine = 'change_request' AND t.entity_id = ${row}.id AND t.event IN (${events}))`;
  return `CASE WHEN ${isErased(row)} THEN 'null' ELSE jsonb_build_object('familyId', coalesce(${row}.family_id,
      (SELECT p.family_id FROM person p WHERE p.id = ${row}.person_id)),
    'proposedBy', ${row}.proposed_by_role, 'reason', ${row}.decision_reason, 'proposedOn', ${dayOf(`${row}.proposed_at`)},
    'verifiedOn', ${lastDay(`'VERIFY'`)}, 'decidedOn', ${lastDay(`'APPLY', 'REJECT', 'WITHDRAW'`)}) END`;
}

/** The day of a moment where the ministry's day begins. */
function dayOf(moment: string): string {
  return `(${moment} AT TIME ZONE 'Asia/Jakarta')::date`;
}

/**
 * Whoever has the same NIK as some persons: what is published of them hangs on it.
 * @param ids a query that gives `id`
 */
export function claimantsBeside(ids: string): string {
  return `SELECT twin.id FROM person one JOIN person twin ON twin.nik_index = one.nik_index WHERE one.id IN (${ids})`;
}
