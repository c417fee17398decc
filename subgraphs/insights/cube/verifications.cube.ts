import { timeColumns } from './cube';
import type { Cube, Dimension, Measure } from './cube';
import { DESIL, HEAD_SEX, PLACE, familyColumns } from './dimensions';

const SUBJECT: Dimension = {
  name: 'SUBJECT',
  column: 'subject',
  kind: 'CODES',
  title: { en: 'Whether it is about the family or a member', id: 'Subjek' },
  of: 'UNIT',
  categories: { FAMILY: 'Keluarga: address and housing.', PERSON: 'Individu.' },
};
const ASKED_BY: Dimension = {
  name: 'ASKED_BY',
  column: 'asked_by',
  kind: 'CODES',
  title: { en: 'Who asked for it', id: 'Pengusul' },
  of: 'UNIT',
  categories: { CITIZEN: 'The family.', PENDAMPING: 'Pendamping sosial.' },
};
const REASON: Dimension = {
  name: 'REASON',
  column: 'reason',
  kind: 'CODES',
  title: { en: 'Why it was not confirmed', id: 'Alasan tidak sesuai' },
  of: 'UNIT',
  categories: {
    NONE: 'Nothing was refused.',
    NOT_TRUE: 'It is not as was said.',
    NO_PROOF: 'Nothing proves it.',
    DUPLICATE: 'It was asked for before.',
    RECORD_CHANGED: 'The record has changed meanwhile.',
  },
};

const MEASURES: readonly Measure[] = [
  {
    kind: 'COUNT',
    name: 'CHECKED',
    flag: 'is_checked',
    title: { en: 'Checked', id: 'Diverifikasi' },
    definition:
      'Families of which the social-affairs office has checked, by document or visit, what was asked to be written into the registry.',
  },
  {
    kind: 'COUNT',
    name: 'CONFIRMED',
    flag: 'is_confirmed',
    title: { en: 'Confirmed', id: 'Sesuai' },
    definition: 'Of those, where it was found to be as was said.',
  },
  {
    kind: 'COUNT',
    name: 'NOT_CONFIRMED',
    flag: 'is_refused',
    title: { en: 'Not confirmed', id: 'Tidak sesuai' },
    definition: 'Of those, where it was refused, with its reason.',
  },
  {
    kind: 'RATE',
    name: 'CONFIRMED_RATE',
    numerator: 'CONFIRMED',
    denominator: 'CHECKED',
    title: { en: 'Share confirmed', id: 'Persentase sesuai' },
    definition: 'Confirmed by checked.',
  },
];

/**
 * What checks of the registry found. The platform has no ground check of who is eligible (layak, tidak layak) as such: these are the
 * checks of requests for change, which are the visits it knows of.
 */
export const verifications: Cube = {
  name: 'verifications',
  title: { en: 'Checks of the registry', id: 'Verifikasi data' },
  description:
    'The latest request of each family to change its record or a member’s, and what the check found. Its time is the month of the check.',
  unit: 'FAMILY',
  rows: 'ONE',
  dimensions: [...PLACE, DESIL, HEAD_SEX, SUBJECT, ASKED_BY, REASON],
  measures: MEASURES,
  time: { column: 'checked', title: { en: 'Month of the check', id: 'Bulan verifikasi' }, of: 'UNIT' },
  rollups: [['PROVINCE', 'REGENCY', 'DISTRICT', 'REASON']],
  source: () => `
    SELECT f.unit, f.rkey, f.mkey, ${familyColumns('f')}, c.subject, c.proposed_by AS asked_by,
      CASE WHEN c.is_refused THEN c.reason ELSE 'NONE' END AS reason, ${timeColumns('checked', 'c.checked_on')},
      c.checked_on IS NOT NULL AS is_checked, c.checked_on IS NOT NULL AND NOT c.is_refused AS is_confirmed, c.is_refused
    FROM (SELECT DISTINCT ON (family) family, subject, proposed_by, reason, status = 'REJECTED' AS is_refused,
        coalesce(verified_on, CASE status WHEN 'REJECTED' THEN decided_on END) AS checked_on
      FROM change_request WHERE person IS NULL OR EXISTS (SELECT FROM person p WHERE p.unit = change_request.person)
      ORDER BY family, proposed_on DESC, id) c
    JOIN family f ON f.unit = c.family`,
};
