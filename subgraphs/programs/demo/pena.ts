import { homeFirst, oneOf, plantRecords } from '../../../shared/machine';
import type { DemoPart, DemoTools, JourneyStep } from '../../../shared/machine';
import { PENA_CLUSTERS } from '../pena/pena';
import type { PenaEvent } from '../pena/pena';
import { PENA_RECORDS } from '../pena/pena-steps.graph';
import { entrepreneurs } from './entrepreneurs';

/** Families that came into PENA in the year the ministry reported them for (2023). */
export const NATIONAL_PENA = 12_967;
/** A demo has that many times what its scale asks for: one participant would show nothing. */
export const PENA_FACTOR = 100;

type Steps = readonly JourneyStep<PenaEvent>[];
const reading: JourneyStep<PenaEvent> = { event: 'RECORD_INCOME', days: 31 };
const RECOMMENDED: Steps = ['PROPOSE', { event: 'RECOMMEND', days: 14 }];
const APPROVED: Steps = [...RECOMMENDED, { event: 'APPROVE', days: 21 }];
const GRANTED: Steps = [...APPROVED, { event: 'GRANT', days: 20 }];
const RUNNING: Steps = [...GRANTED, { event: 'START', days: 10 }, reading, reading];
const READY: Steps = [...RUNNING, reading, reading, 'FIND_READY'];

/** Of those who came in 78 in 100 had graduated by the end of the year. */
const JOURNEYS = {
  family: [
    { weight: 62, steps: [...READY, { event: 'GRADUATE', days: 14 }] },
    { weight: 12, steps: RUNNING },
    { weight: 5, steps: READY },
    { weight: 2, steps: [...READY, 'FALL_BACK', reading] },
    { weight: 2, steps: [...RUNNING, { event: 'CORRECT_INCOME', days: 3 }] },
    { weight: 3, steps: GRANTED },
    { weight: 3, steps: APPROVED },
    { weight: 3, steps: RECOMMENDED },
    { weight: 3, steps: ['PROPOSE'] },
    { weight: 1, steps: ['PROPOSE', 'REJECT'] },
    { weight: 1, steps: [...RECOMMENDED, 'REJECT'] },
    { weight: 3, steps: [...RUNNING, { event: 'WITHDRAW', days: 20 }] },
  ],
} as const;

/** Variants as often as the ministry reports them. */
const VARIANTS = [
  'BERDIKARI',
  'BERDIKARI',
  'BERDIKARI',
  'REGULER',
  'BERDIKARI',
  'KOMUNITAS',
  'BERDIKARI',
  'REGULER',
  'ATENSI',
  'BERDIKARI',
  'VOKASIONAL',
  'BENCANA',
];

const chosen = (tools: DemoTools): string => `
  SELECT md5('pena' || family_id)::uuid AS id, 'family' AS kind, region_code AS place, family_id, person_id,
    (row_number() OVER (ORDER BY ${homeFirst('region_code', 'family_id', tools.home)}) - 1)::int AS serial,
    date '${tools.day}' - ('x' || left(md5(family_id::text), 4))::bit(16)::int % 25 AS ended_on
  FROM (${entrepreneurs(tools, { ages: [21, 39], salt: 'pena', enrolled: `e.status = 'ACTIVE'` })}) fit
  ORDER BY serial LIMIT ${Math.round((NATIONAL_PENA * PENA_FACTOR) / tools.scale)}`;

const INSERT = `
  INSERT INTO pena_case (id, family_id, person_id, region_code, variant, cluster, business_idea, status, version, proposed_on,
    recommendation, decree, approved_on, grant_tools, grant_material, granted_on, graduated_on)
  SELECT c.id, c.family_id, c.person_id, c.place, ${oneOf(VARIANTS, 'c.serial')},
    ${oneOf(Object.keys(PENA_CLUSTERS), 'c.serial')},
    ${oneOf(['Warung contoh', 'Anyaman contoh', 'Jasa cuci contoh', 'Kebun contoh', 'Ternak contoh'], 'c.serial')},
    r.status, r.version, r.began_on, CASE WHEN r.days ? 'RECOMMEND' THEN 'REK-PENA/' || (c.serial + 1) END,
    CASE WHEN r.days ? 'APPROVE' THEN 'SK-PENA/' || (c.serial + 1) END, (r.days ->> 'APPROVE')::date,
    CASE WHEN r.days ? 'GRANT' THEN 2400000 + 100000 * (c.serial % 21) END,
    CASE WHEN r.days ? 'GRANT' THEN 200000 + 100000 * (c.serial % 4) END,
    (r.days ->> 'GRANT')::date, (r.days ->> 'GRADUATE')::date
  FROM demo_chosen c JOIN demo_record r USING (id);
  INSERT INTO pena_income (case_id, month, amount)
  SELECT s.id, to_char(s.day, 'YYYY-MM'), CASE WHEN r.days ? 'FIND_READY'
      THEN u.amount + 50000 * (s.number % 4) ELSE u.amount * (60 + c.serial % 30) / 100 END
  FROM demo_step s JOIN demo_record r USING (id) JOIN demo_chosen c USING (id)
    JOIN umk u ON u.regency_code = left(c.place, 4) AND u.year = extract(year FROM s.day)
  WHERE s.event = 'RECORD_INCOME'`;

/** Families on their way out of aid by a business of their own, with their monthly incomes. */
export const PENA_DEMO: DemoPart = {
  name: 'demo-pena',
  plant: (connection, tools) =>
    plantRecords(connection, {
      records: PENA_RECORDS,
      journeys: JOURNEYS,
      chosen: chosen(tools),
      insert: INSERT,
      home: tools.home,
    }),
};
