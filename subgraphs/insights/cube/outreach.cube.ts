import { timeColumns } from './cube';
import type { Cube, Dimension } from './cube';
import { CENTRE, PLACE_KIND, SOURCE } from './centre-words';
import { LATEST_CASES } from './centre-people';

const MEETING_PROVINCE: Dimension = {
  name: 'MEETING_PROVINCE',
  column: 'meeting_province',
  kind: 'REGION',
  title: { en: 'Province of the last meeting', id: 'Provinsi penjangkauan' },
  of: 'UNIT',
};
const MEETING_REGENCY: Dimension = {
  name: 'MEETING_REGENCY',
  column: 'meeting_regency',
  kind: 'REGION',
  title: { en: 'Regency of the last meeting', id: 'Kabupaten/kota penjangkauan' },
  of: 'UNIT',
  parent: 'MEETING_PROVINCE',
};
/** The last category holds all later meetings. */
const MOST_ATTEMPTS = 5;
const ATTEMPT: Dimension = {
  name: 'ATTEMPT',
  column: 'attempt',
  kind: 'NUMBER',
  title: { en: `Number of the meeting, ${MOST_ATTEMPTS} for later ones`, id: 'Penjangkauan ke-' },
  of: 'ROW',
};

/** Meetings outside: a row for each number of a meeting of a person. */
export const outreach: Cube = {
  name: 'outreach',
  title: { en: 'Outreach: accepted or refused', id: 'Penjangkauan' },
  description:
    'Meetings at which help was offered, of the case of a person that was begun last. Who somebody is becomes known by consenting, so there are no dimensions about the person here: whoever refuses would have none.',
  unit: 'PERSON',
  rows: { within: ['ATTEMPT'] },
  dimensions: [MEETING_PROVINCE, MEETING_REGENCY, CENTRE, SOURCE, PLACE_KIND, ATTEMPT],
  measures: [
    {
      kind: 'COUNT',
      name: 'CONTACTED',
      title: { en: 'People met', id: 'Ditemui' },
      definition: 'People who were met and offered help.',
    },
    {
      kind: 'COUNT',
      name: 'ACCEPTED',
      flag: 'is_accepted',
      title: { en: 'Accepted', id: 'Menerima layanan' },
      definition: 'People who consented to be served (AGREE) after a meeting, before another one.',
    },
    {
      kind: 'COUNT',
      name: 'REFUSED',
      flag: 'is_refused',
      title: { en: 'Refused', id: 'Menolak layanan' },
      definition: 'People who did not want help (MENOLAK_LAYANAN) at a meeting.',
    },
    {
      kind: 'RATE',
      name: 'ACCEPTANCE_RATE',
      title: { en: 'Acceptance rate', id: 'Tingkat penerimaan' },
      definition: 'ACCEPTED by CONTACTED.',
      numerator: 'ACCEPTED',
      denominator: 'CONTACTED',
    },
    {
      kind: 'RATE',
      name: 'REFUSAL_RATE',
      title: { en: 'Refusal rate', id: 'Tingkat penolakan' },
      definition: 'REFUSED by CONTACTED. The rest has not decided yet, or the case ended.',
      numerator: 'REFUSED',
      denominator: 'CONTACTED',
    },
  ],
  time: { column: 'contacted', title: { en: 'Month of the meeting', id: 'Bulan penjangkauan' }, of: 'ROW' },
  source: () => `
    SELECT DISTINCT ON (c.unit, least(o.attempt, ${MOST_ATTEMPTS})) c.unit, c.rkey, c.mkey, left(c.met_in, 2) AS meeting_province,
      left(c.met_in, 4) AS meeting_regency, c.centre, c.source, o.place_kind,
      least(o.attempt, ${MOST_ATTEMPTS})::smallint AS attempt, o.outcome = 'ACCEPTED' AS is_accepted,
      o.outcome = 'REFUSED' AS is_refused, ${timeColumns('contacted', 'o.contacted_on')}
    FROM (${LATEST_CASES}) c JOIN outreach_contact o ON o.service_case = c.service_case
    ORDER BY c.unit, least(o.attempt, ${MOST_ATTEMPTS}), o.attempt DESC`,
};
