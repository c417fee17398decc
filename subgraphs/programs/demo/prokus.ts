import { homeFirst, oneOf, plantRecords } from '../../../shared/machine';
import type { DemoPart, DemoTools, JourneyStep } from '../../../shared/machine';
import { LINES_OF_BUSINESS } from '../business/business';
import type { ProkusEvent } from '../prokus/prokus';
import { PROKUS_RECORDS } from '../prokus/prokus-steps.graph';
import { entrepreneurs } from './entrepreneurs';

/** Families the ministry wanted to reach in 2021. */
export const NATIONAL_PROKUS = 7_000;
/** See PENA. */
export const PROKUS_FACTOR = 100;

/** One family of PENA in so many may be taken in here too, as statistics of double grants must find; none of the home province. */
const TWICE = 8;

type Steps = readonly JourneyStep<ProkusEvent>[];
const month: JourneyStep<ProkusEvent> = { event: 'RECORD_MONTH', days: 31 };
const RECOMMENDED: Steps = ['PROPOSE', { event: 'RECOMMEND', days: 14 }];
const SEEDING: Steps = [...RECOMMENDED, { event: 'APPROVE', days: 21 }, { event: 'GRANT', days: 14 }, month];
const MENTORING: Steps = [...SEEDING, 'ASSIGN_MENTOR', month, 'REGISTER'];
const INCUBATION: Steps = [...MENTORING, { event: 'INCUBATE', days: 30 }, month];
const MARKET: Steps = [...INCUBATION, { event: 'OPEN_MARKET', days: 30 }, month, 'RECORD_CREDIT'];

const JOURNEYS = {
  family: [
    { weight: 8, steps: [...MARKET, month, { event: 'COMPLETE', days: 30 }] },
    { weight: 4, steps: MARKET },
    { weight: 5, steps: INCUBATION },
    { weight: 6, steps: MENTORING },
    { weight: 4, steps: SEEDING },
    { weight: 3, steps: RECOMMENDED },
    { weight: 2, steps: ['PROPOSE'] },
    { weight: 2, steps: [...MENTORING, { event: 'DROP_OUT', days: 20 }] },
  ],
} as const satisfies Readonly<Record<string, readonly { readonly weight: number; readonly steps: Steps }[]>>;

const chosen = (tools: DemoTools): string => `
  SELECT md5('prokus' || family_id)::uuid AS id, 'family' AS kind, region_code AS place, family_id, person_id,
    (row_number() OVER (ORDER BY ${homeFirst('region_code', 'family_id', tools.home)}) - 1)::int AS serial,
    date '${tools.day}' - ('x' || left(md5(family_id::text), 4))::bit(16)::int % 25 AS ended_on
  FROM (${entrepreneurs(tools, {
    ages: [22, 58],
    salt: 'prokus',
    enrolled: `e.program_code = 'PKH' AND e.status IN ('ACTIVE', 'TRANSITION', 'GRADUATED_VOLUNTARILY', 'GRADUATED_NATURALLY')`,
    although: `fr.region_code NOT LIKE '${tools.home.district.slice(0, 2)}%'
      AND ('x' || left(md5('twice' || fr.id), 4))::bit(16)::int % ${TWICE} = 0`,
  })}) fit
  ORDER BY serial LIMIT ${Math.round((NATIONAL_PROKUS * PROKUS_FACTOR) / tools.scale)}`;

const insert = (nib: string): string => `
  INSERT INTO prokus_case (id, family_id, person_id, region_code, line_of_business, status, version, proposed_on, recommendation,
    recommended_on, decree, approved_on, grant_amount, granted_on, mentor, incubator, market, nib_sealed, credit_amount,
    credit_since, ended_on)
  SELECT c.id, c.family_id, c.person_id, c.place, ${oneOf(Object.keys(LINES_OF_BUSINESS), 'c.serial')}, r.status, r.version,
    r.began_on, CASE WHEN r.days ? 'RECOMMEND' THEN 'REK-PKS/' || (c.serial + 1) END, (r.days ->> 'RECOMMEND')::date,
    CASE WHEN r.days ? 'APPROVE' THEN 'SK-PKS/' || (c.serial + 1) END, (r.days ->> 'APPROVE')::date,
    CASE WHEN r.days ? 'GRANT' THEN CASE c.serial % 5 WHEN 0 THEN 3500000 ELSE 500000 END END, (r.days ->> 'GRANT')::date,
    CASE WHEN r.days ? 'ASSIGN_MENTOR' THEN 'Mentor Contoh ' || (1 + c.serial % 9) END,
    CASE WHEN r.days ? 'INCUBATE' THEN 'Inkubator Contoh ' || (1 + c.serial % 27) END,
    CASE WHEN r.days ? 'OPEN_MARKET' THEN 'Pasar Contoh ' || (1 + c.serial % 5) END,
    CASE WHEN r.days ? 'REGISTER' THEN '${nib}' END, CASE WHEN r.days ? 'RECORD_CREDIT' THEN 10000000 END,
    (r.days ->> 'RECORD_CREDIT')::date, coalesce(r.days ->> 'COMPLETE', r.days ->> 'DROP_OUT')::date
  FROM demo_chosen c JOIN demo_record r USING (id);
  INSERT INTO prokus_month (case_id, month, turnover, employees)
  SELECT s.id, to_char(s.day, 'YYYY-MM'), 2500000 + 400000 * (c.serial % 6) + 100000 * s.number, c.serial % 3
  FROM demo_step s JOIN demo_chosen c USING (id) WHERE s.event = 'RECORD_MONTH'`;

/** Families that leave PKH with a business, at every stage of Prokus. */
export const PROKUS_DEMO: DemoPart = {
  name: 'demo-prokus',
  plant: (connection, tools) =>
    plantRecords(connection, {
      records: PROKUS_RECORDS,
      journeys: JOURNEYS,
      chosen: chosen(tools),
      insert: insert(tools.cipher.seal('0000000004321')),
      home: tools.home,
    }),
};
