import { timeColumns } from './cube';
import type { Cube, Measure } from './cube';
import { AGE_BAND, DISABILITY, PROVINCE, REGENCY, SEX, personColumns } from './dimensions';
import { CONSENT_CHANNEL, CONSENT_FORM, CONSENT_KIND } from './registry-dimensions';

const MEASURES: readonly Measure[] = [
  {
    kind: 'COUNT',
    name: 'GIVEN',
    flag: 'is_given',
    title: { en: 'People who agreed', id: 'Pernah setuju' },
    definition: 'Persons who have given a consent of the kind, in force or not.',
  },
  {
    kind: 'COUNT',
    name: 'IN_FORCE',
    flag: 'is_in_force',
    title: { en: 'Consents in force', id: 'Persetujuan berlaku' },
    definition:
      'Persons whose latest consent of the kind was neither withdrawn nor ended, and whose record may be used.',
  },
  {
    kind: 'COUNT',
    name: 'WITHDRAWN',
    flag: 'is_withdrawn',
    title: { en: 'Withdrawals', id: 'Pencabutan' },
    definition: 'Persons whose latest consent of the kind was withdrawn.',
  },
  {
    kind: 'COUNT',
    name: 'READY',
    flag: 'is_ready',
    title: { en: 'People ready for work', id: 'Siap kerja' },
    definition: 'Persons whose latest case at a centre is ready for work; only of kind ANONYMOUS_PROFILE.',
  },
  {
    kind: 'COUNT',
    name: 'READY_WITH_CONSENT',
    flag: 'is_ready_with_consent',
    title: { en: 'Ready, with a card', id: 'Siap kerja dengan persetujuan' },
    definition: 'Persons who are ready for work and whose consent to an anonymous profile is in force.',
  },
  {
    kind: 'RATE',
    name: 'WITHDRAWAL_RATE',
    numerator: 'WITHDRAWN',
    denominator: 'GIVEN',
    title: { en: 'Withdrawal rate', id: 'Tingkat pencabutan' },
    definition: 'Withdrawals by people who agreed.',
  },
  {
    kind: 'RATE',
    name: 'COVERAGE',
    numerator: 'READY_WITH_CONSENT',
    denominator: 'READY',
    title: { en: 'Consent coverage', id: 'Cakupan persetujuan' },
    definition: 'People who are ready for work with a card by people ready for work.',
  },
];

const LATEST = `
  SELECT DISTINCT ON (person, kind) person, kind, status, form, entered_by, given_on, expires_on, is_held
  FROM consent ORDER BY person, kind, given_on DESC, id`;

/** Ready now: the case has been called ready and stands there. */
const READY = `
  SELECT DISTINCT ON (person) person, status FROM service_case WHERE person IS NOT NULL ORDER BY person, reached_on DESC, id`;

/** What people on the way to work have agreed to. */
export const consents: Cube = {
  name: 'consents',
  title: { en: 'Consents on the way to work', id: 'Persetujuan menuju kerja' },
  description: `The latest consent of each person of each kind, and of kind ANONYMOUS_PROFILE also whoever is ready for work and never agreed.
Its time is the month the consent was given.`,
  unit: 'PERSON',
  rows: { within: ['CONSENT_KIND'] },
  dimensions: [PROVINCE, REGENCY, SEX, AGE_BAND, DISABILITY, CONSENT_KIND, CONSENT_CHANNEL, CONSENT_FORM],
  measures: MEASURES,
  time: { column: 'given', title: { en: 'Month given', id: 'Bulan persetujuan' }, of: 'ROW' },
  rollups: [['CONSENT_KIND', 'CHANNEL', 'FORM', 'PROVINCE']],
  source: (asOf) => `
    WITH latest AS (${LATEST}), ready AS (SELECT person FROM (${READY}) last WHERE status = 'READY_FOR_WORK'),
    told AS (
      SELECT coalesce(c.person, r.person) AS person, coalesce(c.kind, 'ANONYMOUS_PROFILE') AS kind, c.form, c.entered_by, c.given_on,
        c.person IS NOT NULL AS is_given, coalesce(c.status = 'WITHDRAWN', false) AS is_withdrawn, r.person IS NOT NULL AS is_ready,
        coalesce(c.status = 'GIVEN' AND c.expires_on >= ${asOf} AND NOT c.is_held, false) AS is_in_force
      FROM latest c FULL JOIN ready r ON r.person = c.person AND c.kind = 'ANONYMOUS_PROFILE')
    SELECT p.unit, p.rkey, p.mkey, left(f.district, 2) AS province, left(f.district, 4) AS regency, ${personColumns('p', asOf)},
      t.kind, coalesce(t.entered_by, 'NONE') AS channel, coalesce(t.form, 'NONE') AS form, ${timeColumns('given', 't.given_on')},
      t.is_given, t.is_in_force, t.is_withdrawn, t.is_ready, t.is_ready AND t.is_in_force AS is_ready_with_consent
    FROM told t JOIN person p ON p.unit = t.person JOIN family f ON f.unit = p.family`,
};
