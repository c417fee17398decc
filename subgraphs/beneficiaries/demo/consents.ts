import { homeFirst, plantRecords } from '../../../shared/machine';
import type { DemoPart, DemoTools, Journeys } from '../../../shared/machine';
import type { ConsentEvent } from '../consent/consent';
import { CONSENT_RECORDS } from '../consent/consent-steps.graph';
import { adult, usable } from '../consent/living';

/** Persons of whom one has agreed to a card; estimated. */
const PERSONS_EACH = 300;
const FEWEST = 40;

const JOURNEYS: Journeys<ConsentEvent> = {
  CARD: [
    { weight: 12, steps: ['GIVE'] },
    { weight: 2, steps: ['GIVE', { event: 'WITHDRAW', days: 40 }] },
    { weight: 1, steps: ['GIVE', { event: 'END', days: 181 }] },
  ],
};

/** Adults with a disability, the demo's district first. */
const chosen = ({ day, home }: DemoTools): string => `
  SELECT md5('consent' || p.id)::uuid AS id, p.id AS person, p.region_code AS place, 'CARD' AS kind,
    (row_number() OVER (ORDER BY ${homeFirst('p.region_code', 'p.id', home)}) - 1)::int AS serial,
    date '${day}' - ('x' || left(md5('consent' || p.id), 4))::bit(16)::int % 60 AS ended_on
  FROM person p WHERE ${usable('p')} AND ${adult('p')} AND p.match_status = 'PADAN' AND p.disabilities <> '{}'
  ORDER BY ${homeFirst('p.region_code', 'p.id', home)}
  LIMIT (SELECT greatest(${FEWEST}, count(*) / ${PERSONS_EACH}) FROM person)`;

/** Those that ended had been given for half a year, the others for nearly two. */
const INSERT = `
  INSERT INTO consent (id, person_id, kind, status, version, given_by, form, text_version, given_on, expires_on, ended_at)
  SELECT c.id, c.person, 'ANONYMOUS_PROFILE', r.status, r.version, 'SELF',
    (ARRAY['LISAN', 'TERTULIS', 'JBI', 'MUDAH_BACA', 'BRAILLE'])[1 + c.serial % 5], 'C2-2026/1', r.began_on,
    r.began_on + CASE r.status WHEN 'ENDED' THEN 180 ELSE 700 END,
    (SELECT max(s.at) FROM demo_step s WHERE s.id = c.id AND s.event <> 'GIVE')
  FROM demo_chosen c JOIN demo_record r USING (id)`;

/** Consents to a card, in every state. */
export const CONSENTS_DEMO: DemoPart = {
  name: 'demo-consents',
  plant: (connection, tools) =>
    plantRecords(connection, {
      records: CONSENT_RECORDS,
      journeys: JOURNEYS,
      chosen: chosen(tools),
      insert: INSERT,
      home: tools.home,
    }),
};
