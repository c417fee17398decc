import { homeFirst, oneOf, plantRecords } from '../../../shared/machine';
import type { DemoPart, DemoTools, JourneyStep } from '../../../shared/machine';
import { LINES_OF_BUSINESS } from '../business/business';
import type { KubeEvent } from '../kube/kube';
import { KUBE_RECORDS } from '../kube/kube-steps.graph';

/** KUBE groups in the country, cumulative; estimated. */
export const NATIONAL_KUBE = 100_000;
/** Groups of a small demo: as many as there are journeys, so that every state occurs. */
const FEWEST = 10;
const MEMBERS = 5;
/** Days between the generations of groups of a larger demo, so that some are old enough to tell how long they last. */
const GENERATION = 270;
const GENERATIONS = 4;

type Steps = readonly JourneyStep<KubeEvent>[];
const MONTH: Steps = [
  { event: 'RECORD_SAVINGS', days: 1 },
  { event: 'RECORD_TURNOVER', days: 30 },
];
const PROPOSED: Steps = ['PROPOSE', 'ADD_MEMBER', 'NAME_OFFICERS'];
const VERIFIED: Steps = [...PROPOSED, { event: 'VERIFY', days: 21 }];
const DESIGNATED: Steps = [...VERIFIED, { event: 'DESIGNATE', days: 30 }];
const DISBURSED: Steps = [...DESIGNATED, { event: 'DISBURSE', days: 20 }];
const GROWING: Steps = [...DISBURSED, ...MONTH, ...MONTH, 'REPORT_USE', 'GROW'];
const DEVELOPED: Steps = [...GROWING, ...MONTH, ...MONTH, ...MONTH, 'DEVELOP'];

const JOURNEYS = {
  group: [
    { weight: 1, steps: DEVELOPED },
    { weight: 2, steps: [...GROWING, ...MONTH] },
    { weight: 1, steps: [...DISBURSED, ...MONTH] },
    { weight: 1, steps: PROPOSED },
    { weight: 1, steps: VERIFIED },
    { weight: 1, steps: DESIGNATED },
    { weight: 1, steps: [...DEVELOPED, ...MONTH, { event: 'BECOME_INDEPENDENT', days: 60 }] },
    { weight: 1, steps: [...DISBURSED, ...MONTH, { event: 'STALL', days: 60 }] },
    { weight: 1, steps: [...VERIFIED, 'SEND_BACK', { event: 'DISSOLVE', days: 30 }] },
  ],
} as const;

/** Family heads of one village who break no rule of membership, in fives; villages of the home district come first. */
const chosen = ({ day, scale, home, family }: DemoTools): string => `
  WITH head AS (
    SELECT p.id AS person_id, fr.id AS family_id, fr.region_code,
      row_number() OVER (PARTITION BY fr.region_code ORDER BY md5(p.id::text)) - 1 AS number
    FROM person_ref p JOIN family_ref fr ON fr.id = p.family_id
    WHERE p.family_role = 'HEAD' AND p.marital_status = 'MARRIED' AND p.match_status = 'PADAN' AND NOT p.restricted
      AND p.identity_status = 'DOCUMENTED' AND p.has_kk AND fr.source_id <> '${family}'
      AND p.birth_date BETWEEN date '${day}' - interval '57 years' AND date '${day}' - interval '22 years'
      AND EXISTS (SELECT FROM eligibility_rule r WHERE r.program_code = 'KUBE' AND r.valid_to IS NULL
        AND fr.desil BETWEEN r.desil_min AND r.desil_max)
  ), five AS (
    SELECT region_code, number / ${MEMBERS} AS five, array_agg(person_id ORDER BY number) AS persons,
      array_agg(family_id ORDER BY number) AS families
    FROM head GROUP BY region_code, number / ${MEMBERS} HAVING count(*) = ${MEMBERS}
  )
  SELECT md5('kube' || region_code || five)::uuid AS id, 'group' AS kind, region_code AS place, persons, families, serial,
    date '${day}' - hash % 40 - CASE WHEN serial < ${FEWEST} THEN 0 ELSE ${GENERATION} * (hash % ${GENERATIONS}) END AS ended_on
  FROM (SELECT *, ('x' || left(md5(region_code || five), 4))::bit(16)::int AS hash,
    (row_number() OVER (ORDER BY ${homeFirst('region_code', 'persons[1]', home)}) - 1)::int AS serial FROM five) numbered
  ORDER BY serial LIMIT ${Math.max(FEWEST, Math.round(NATIONAL_KUBE / scale))}`;

const insert = (account: string): string => `
  INSERT INTO kube_group (id, name, line_of_business, region_code, family_id, status, version, proposed_on, recommendation,
    decree, designated_on, grant_amount, granted_on, account_sealed, report_due_on, reported_on, reported_amount)
  SELECT c.id, ${oneOf(['Sinar', 'Harapan', 'Karya', 'Mekar', 'Tunas'], 'c.serial')} || ' Contoh ' || (c.serial + 1),
    ${oneOf(Object.keys(LINES_OF_BUSINESS), 'c.serial')}, c.place, c.families[1], r.status, r.version, r.began_on,
    CASE WHEN r.days ? 'VERIFY' THEN 'REK-KUBE/' || (c.serial + 1) END,
    CASE WHEN r.days ? 'DESIGNATE' THEN 'SK-KUBE/' || (c.serial + 1) END, (r.days ->> 'DESIGNATE')::date,
    CASE WHEN r.days ? 'DISBURSE' THEN rate.amount * ${MEMBERS} END, (r.days ->> 'DISBURSE')::date,
    CASE WHEN r.days ? 'DISBURSE' THEN '${account}' END,
    ((r.days ->> 'DISBURSE')::date + make_interval(months => (SELECT maximum::int FROM program_requirement
      WHERE program_code = 'KUBE' AND requirement = 'REPORT_MONTHS' AND valid_to IS NULL)))::date,
    (r.days ->> 'REPORT_USE')::date, CASE WHEN r.days ? 'REPORT_USE' THEN rate.amount * ${MEMBERS} END
  FROM demo_chosen c JOIN demo_record r USING (id),
    (SELECT amount FROM program_rate WHERE program_code = 'KUBE' AND valid_to IS NULL) rate;
  INSERT INTO kube_member (id, group_id, person_id, family_id, region_code, office, state, joined_on, left_on)
  SELECT md5('kube member' || m.person)::uuid, c.id, m.person, m.family, c.place,
    coalesce((ARRAY['CHAIR', 'SECRETARY', 'TREASURER'])[m.number], 'MEMBER'),
    CASE WHEN r.status = 'DISSOLVED' THEN 'REMOVED' WHEN r.status = 'INDEPENDENT' THEN 'FORMER'
      WHEN r.days ? 'DESIGNATE' THEN 'MEMBER' ELSE 'PROPOSED' END,
    (r.days ->> 'DESIGNATE')::date, coalesce(r.days ->> 'DISSOLVE', r.days ->> 'BECOME_INDEPENDENT')::date
  FROM demo_chosen c JOIN demo_record r USING (id), unnest(c.persons, c.families) WITH ORDINALITY m (person, family, number);
  INSERT INTO kube_past (person_id, group_id, since)
  SELECT person_id, group_id, joined_on FROM kube_member WHERE joined_on IS NOT NULL AND group_id IN (SELECT id FROM demo_record);
  INSERT INTO kube_saving (group_id, month, amount, payers)
  SELECT id, to_char(day, 'YYYY-MM'), ${MEMBERS} * 10000, ${MEMBERS} FROM demo_step WHERE event = 'RECORD_SAVINGS';
  INSERT INTO kube_turnover (group_id, month, amount)
  SELECT s.id, to_char(s.day, 'YYYY-MM'), 1500000 + 250000 * (c.serial % 7) + 100000 * s.number
  FROM demo_step s JOIN demo_chosen c USING (id) WHERE s.event = 'RECORD_TURNOVER'`;

/** Groups in every state, with members, savings and turnover. */
export const KUBE_DEMO: DemoPart = {
  name: 'demo-kube',
  plant: (connection, tools) =>
    plantRecords(connection, {
      records: KUBE_RECORDS,
      journeys: JOURNEYS,
      chosen: chosen(tools),
      insert: insert(tools.cipher.seal('000000000017')),
      home: tools.home,
    }),
};
