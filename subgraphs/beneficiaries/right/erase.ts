import { changeRequestFact } from '../change-request/publish';
import { consentFact } from '../consent/publish';
import type { DataClass } from './data-class';

/** What erasing a class does to a row of `person`, and how a row is known that still holds something of it. */
interface Erasure {
  readonly set: string;
  readonly holds: string;
}

/**
 * Erasing replaces; the row stays, because counts of the past hang on it. What is left says where, how old in years, and in
 * which state, and no longer who: the id was made from the sender's key by a keyed hash.
 */
export const ERASURES: Readonly<Record<DataClass, Erasure>> = {
  IDENTIFIER: {
    set: `nik_sealed = NULL, nik_index = NULL, source_id = 'erased ' || p.id`,
    holds: `(p.nik_index IS NOT NULL OR p.source_id <> 'erased ' || p.id)`,
  },
  NAME: { set: `full_name = '-', search_name = ''`, holds: `p.full_name <> '-'` },
  BIRTH_DATE: {
    set: `birth_date = date_trunc('year', p.birth_date)::date`,
    holds: `p.birth_date <> date_trunc('year', p.birth_date)::date`,
  },
  CONTACT: { set: 'address = NULL, phone = NULL', holds: '(p.address IS NOT NULL OR p.phone IS NOT NULL)' },
  HEALTH: {
    set: `disabilities = '{}', chronic_illnesses = '{}', pregnant = false`,
    holds: `(p.disabilities <> '{}' OR p.chronic_illnesses <> '{}' OR p.pregnant)`,
  },
  SOCIAL: {
    set: 'schooling = NULL, highest_diploma = NULL, work_status = NULL, business_sector = NULL, business_count = 0',
    holds: `(p.schooling IS NOT NULL OR p.highest_diploma IS NOT NULL OR p.work_status IS NOT NULL
      OR p.business_sector IS NOT NULL OR p.business_count <> 0)`,
  },
};

/** What was published for statistics holds something of several classes; what is left of it is published next. */
const FORGET_STATISTICS = `UPDATE outbox SET payload = payload - 'statistics' WHERE topic = 'person' AND entity_id = ANY($1::uuid[])`;

/** What must go with a class from other tables, in order; $1: ids of persons. */
export const ELSEWHERE: Readonly<Partial<Record<DataClass, readonly string[]>>> = {
  IDENTIFIER: [
    // A NIK that is given up goes to the next claimant, as in an import.
    `UPDATE nik_holder h SET person_id = next.id
     FROM (SELECT DISTINCT ON (p.nik_index) p.nik_index, p.id FROM person p
       WHERE p.merged_into IS NULL AND p.id <> ALL($1::uuid[]) ORDER BY p.nik_index, p.source_id) next
     WHERE h.person_id = ANY($1::uuid[]) AND next.nik_index = h.nik_index`,
    'DELETE FROM nik_holder WHERE person_id = ANY($1::uuid[])',
    'DELETE FROM civil_match WHERE person_id = ANY($1::uuid[])',
    'UPDATE consent SET account_sealed = NULL, bpjs_sealed = NULL WHERE person_id = ANY($1::uuid[])',
  ],
  CONTACT: [
    // Values that were proposed, of whatever class, go with the first that may be among them.
    `UPDATE change_request c SET changes_sealed = NULL WHERE c.changes_sealed IS NOT NULL AND (c.person_id = ANY($1::uuid[])
       OR c.family_id IN (SELECT gone.family_id FROM person gone WHERE gone.id = ANY($1::uuid[]) AND NOT EXISTS
         (SELECT FROM person other WHERE other.family_id = gone.family_id AND other.erased_at IS NULL
           AND other.id <> ALL($1::uuid[]))))`,
  ],
  // What was published stays in order; that the person is erased is published next, without the day.
  BIRTH_DATE: [
    FORGET_STATISTICS,
    `UPDATE outbox SET payload = payload - 'birthDate' - 'adultOn' WHERE topic = 'person' AND entity_id = ANY($1::uuid[])`,
    `UPDATE outbox o SET payload = o.payload || '{"profile": null}' FROM consent c
     WHERE o.topic = 'consent' AND o.entity_id = c.id AND c.person_id = ANY($1::uuid[])`,
  ],
  HEALTH: [FORGET_STATISTICS],
  SOCIAL: [FORGET_STATISTICS],
};

/** Families in which nobody is left: their card and place go too; $1: ids of persons who were erased. */
export const ERASE_EMPTY_FAMILIES = `UPDATE family f SET kk_sealed = NULL, kk_index = NULL, source_id = 'erased ' || f.id,
    address = NULL, latitude = NULL, longitude = NULL, erased_at = now(), version = f.version + 1
  WHERE f.id IN (SELECT family_id FROM person WHERE id = ANY($1::uuid[])) AND f.erased_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM person left_over WHERE left_over.family_id = f.id AND left_over.erased_at IS NULL)`;

/**
 * What statistics were told of consents and requests of persons who are erased is taken back, and told once more without; $1: their
 * ids. A consent tells in what form somebody reads.
 */
export const UNTELL: readonly string[] = Object.entries({
  consent: consentFact,
  change_request: changeRequestFact,
}).flatMap(([topic, fact]) => [
  `UPDATE outbox o SET payload = o.payload - 'statistics' FROM ${topic} f
     WHERE o.topic = '${topic}' AND o.entity_id = f.id AND f.person_id = ANY($1::uuid[])`,
  `INSERT INTO outbox (topic, entity_id, payload)
     SELECT '${topic}', f.id, ${fact('f')} FROM ${topic} f WHERE f.person_id = ANY($1::uuid[]) ORDER BY f.id`,
]);
