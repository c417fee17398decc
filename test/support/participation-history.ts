import { publish } from '../../subgraphs/programs/fact';
import { asAdmin } from './database';
import type { TestPlatform } from './platform';

/** Groups of which the grant lies one and two years back, with all that happened to them. */
const AGED_GROUPS = `
  CREATE TEMP TABLE aged AS SELECT id, interval '13 months' * (1 + row_number() OVER (ORDER BY id) % 2) AS back
    FROM kube_group WHERE granted_on IS NOT NULL;
  UPDATE transition_event t SET at = t.at - a.back FROM aged a WHERE a.id = t.entity_id;
  UPDATE kube_group g SET proposed_on = (g.proposed_on - a.back)::date, designated_on = (g.designated_on - a.back)::date,
    granted_on = (g.granted_on - a.back)::date FROM aged a WHERE a.id = g.id;
  UPDATE kube_member m SET joined_on = (m.joined_on - a.back)::date FROM aged a WHERE a.id = m.group_id;
  UPDATE kube_past k SET since = (k.since - a.back)::date FROM aged a WHERE a.id = k.group_id`;

/** One group in two stopped and went on again before a year was over; one in two stopped only after it. */
const STANDSTILLS = `
  INSERT INTO transition_event (machine, entity_id, event, from_status, to_status, actor, actor_role, at)
  SELECT 'kube', g.id, step.event, step.was, step.status, 'dinsos', 'DINSOS', g.granted_on + step.day
  FROM (SELECT *, row_number() OVER (ORDER BY id) AS number FROM kube_group WHERE granted_on < now() - interval '2 years') g
    JOIN (VALUES (0, 'STALL', 'GROWING', 'STALLED', 200), (0, 'REVIVE', 'STALLED', 'GROWING', 300),
      (1, 'STALL', 'GROWING', 'STALLED', 500)) step (turn, event, was, status, day) ON step.turn = g.number % 2
  ORDER BY g.id, step.day`;

/** Families of KUBE that left PKH three months, and one that left it two years, before they joined. */
const EXITS_TO_KUBE = `
  INSERT INTO enrolment (id, source_id, family_id, region_code, manager_id, program_code, status, started_on, ended_on, file_status)
  SELECT md5('exit' || m.family_id)::uuid, 'exit ' || m.family_id, m.family_id, fr.region_code, m.person_id, 'PKH',
    'GRADUATED_NATURALLY', '2016-01-01', (m.joined_on - interval '1 month' * CASE number WHEN 1 THEN 24 ELSE 3 END)::date,
    'GRADUATED_NATURALLY'
  FROM (SELECT *, row_number() OVER (ORDER BY family_id) AS number FROM kube_member WHERE joined_on IS NOT NULL) m
    JOIN family_ref fr ON fr.id = m.family_id
  WHERE NOT EXISTS (SELECT FROM enrolment e WHERE e.family_id = m.family_id AND e.program_code = 'PKH')`;

/** Families that PENA gave to, and that Prokus gave to as well: within the year, and one two years before. */
const SECOND_GRANTS = `
  INSERT INTO prokus_case (family_id, person_id, region_code, line_of_business, status, proposed_on, approved_on, grant_amount,
    granted_on)
  SELECT family_id, person_id, region_code, 'TRADE', 'SEEDING', granted_on - 10 - years * 365, granted_on - 5 - years * 365,
    500000, granted_on - years * 365
  FROM (SELECT *, CASE row_number() OVER (ORDER BY id) WHEN 1 THEN 2 ELSE 0 END AS years FROM pena_case
    WHERE granted_on IS NOT NULL AND NOT EXISTS (SELECT FROM prokus_case o WHERE o.family_id = pena_case.family_id)
    ORDER BY id LIMIT 6) p`;

/** Families that have graduated were looked after, too: their last month before the end. */
const LAST_MONTHS = `
  INSERT INTO compliance (enrolment_id, person_id, condition, month, done, due, recorded_by)
  SELECT e.id, e.manager_id, 'P2K2_SESSION', to_char(e.ended_on - interval '1 month', 'YYYY-MM'), 1, 1,
    'pendamping-' || left(fr.region_code, 6)
  FROM enrolment e JOIN family_ref fr ON fr.id = e.family_id
  WHERE e.program_code = 'PKH' AND e.status LIKE 'GRADUATED%' AND e.ended_on IS NOT NULL ON CONFLICT DO NOTHING`;

/** What the demo nation has not lived long enough for, in the tables of programs, published like anything else. */
export async function plantHistory({ database }: TestPlatform): Promise<void> {
  await asAdmin(async (client) => {
    await client.query('SET search_path = programs');
    for (const text of [AGED_GROUPS, STANDSTILLS, EXITS_TO_KUBE, SECOND_GRANTS, LAST_MONTHS]) await client.query(text);
    for (const [topic, table] of [
      ['kube', 'kube_group'],
      ['enrolment', 'enrolment'],
      ['prokus', 'prokus_case'],
    ] as const) {
      await client.query(publish(topic, table));
    }
  }, database.adminUrl);
}
