import { plantRecords } from '../../../shared/machine';
import type { DemoPart, DemoTools, JourneyStep, Journeys } from '../../../shared/machine';
import { FACTS } from '../fact';
import { APPEAL_DAYS } from '../graduation/graduation';
import type { GraduationEvent } from '../graduation/graduation';
import { GRADUATION_RECORDS } from '../graduation/graduation-steps.graph';

type Steps = readonly JourneyStep<GraduationEvent>[];
const byRule: JourneyStep<GraduationEvent> = { event: 'PROPOSE', by: 'SYSTEM' };
const byFamily: JourneyStep<GraduationEvent> = { event: 'PROPOSE', by: 'CITIZEN' };
const ON: Steps = [{ event: 'VERIFY', days: 21 }];
const APPROVED: Steps = [...ON, 'AGREE', { event: 'APPROVE', days: 14 }];
const GRADUATED: Steps = [...APPROVED, { event: 'GRADUATE', days: 125 }];
const RELAPSED: Steps = [...GRADUATED, { event: 'RELAPSE', days: 28 }];
const REFUSED: Steps = ['PROPOSE', ...ON, 'REFUSE'];
const APPEALED: Steps = [...REFUSED, { event: 'APPEAL', days: 12 }];
const HEARD: Steps = [...APPEALED, { event: 'HEAR', days: 15 }];
const REJECTED: Steps = [...HEARD, 'REJECT'];

/**
 * Of the refusals a quarter appeals and a third of these wins; the kinds of ways follow from where the file says an enrolment
 * stands, so that both tell the same.
 */
const JOURNEYS: Journeys<GraduationEvent> = {
  GRADUATED_VOLUNTARILY: [
    { weight: 3, steps: ['PROPOSE', ...GRADUATED] },
    { weight: 1, steps: [byFamily, ...GRADUATED] },
    { weight: 1, steps: [byRule, ...GRADUATED] },
  ],
  GRADUATED_NATURALLY: [{ weight: 1, steps: [byRule, ...GRADUATED] }],
  RELAPSED: [{ weight: 1, steps: ['PROPOSE', ...RELAPSED] }],
  TRANSITION: [{ weight: 1, steps: ['PROPOSE', ...APPROVED] }],
  REFUSED: [
    { weight: 27, steps: REFUSED },
    { weight: 3, steps: [...HEARD, 'UPHOLD'] },
    { weight: 2, steps: REJECTED },
    { weight: 1, steps: APPEALED },
    { weight: 1, steps: HEARD },
    { weight: 1, steps: [...REJECTED, 'APPROVE'] },
    { weight: 1, steps: [...REJECTED, 'APPROVE', { event: 'GRADUATE', days: 125 }] },
  ],
  OPEN: [
    { weight: 3, steps: ['PROPOSE'] },
    { weight: 2, steps: [byRule] },
    { weight: 2, steps: ['PROPOSE', ...ON] },
    { weight: 1, steps: ['PROPOSE', ...ON, 'AGREE'] },
    { weight: 1, steps: ['PROPOSE', 'WITHDRAW'] },
  ],
  OWN: [{ weight: 1, steps: ['PROPOSE', ...ON] }],
};

const untouched = `NOT EXISTS (SELECT FROM transition_event t WHERE t.machine = 'enrolment' AND t.entity_id = e.id)
  AND NOT EXISTS (SELECT FROM pena_case o WHERE o.family_id = e.family_id)`;
const LEFT = `('GRADUATED_VOLUNTARILY', 'GRADUATED_NATURALLY')`;

/**
 * Every enrolment the file says is on its way out or has left, and of the active ones as many as make three refusals in ten
 * decisions, with some still open. No more than a few of the home district's: its families are the README's.
 */
const chosen = ({ day, home: { district }, family }: DemoTools): string => `
  WITH due AS MATERIALIZED (
    SELECT e.*, fr.source_id AS family_key, row_number() OVER (PARTITION BY e.status ORDER BY md5(e.id::text)) AS number,
      fr.region_code LIKE '${district}%' AND row_number() OVER (PARTITION BY e.status, fr.region_code LIKE '${district}%'
        ORDER BY md5(e.id::text)) <= 12 AS near
    FROM enrolment e JOIN family_ref fr ON fr.id = e.family_id
    WHERE e.status IN ('ACTIVE', 'TRANSITION', 'GRADUATED_VOLUNTARILY', 'GRADUATED_NATURALLY') AND ${untouched}
  ), sorted AS (
    SELECT d.*, row_number() OVER (PARTITION BY d.status ORDER BY d.near DESC, md5(d.id::text)) AS place_in_line,
      (SELECT count(*) FROM due o WHERE o.status <> 'ACTIVE') AS agreed
    FROM due d WHERE d.status <> 'ACTIVE' OR d.program_code = 'PKH' AND d.family_key <> '${family}'
  ), kinds AS (
    SELECT s.*, CASE WHEN status IN ${LEFT} AND number % 10 = 4 AND NOT EXISTS (SELECT FROM enrolment o
          WHERE o.family_id = s.family_id AND o.program_code = s.program_code AND o.id <> s.id) THEN 'RELAPSED'
        WHEN status <> 'ACTIVE' THEN status
        WHEN place_in_line % 3 = 1 AND place_in_line <= agreed * 0.4 THEN 'OPEN'
        WHEN place_in_line % 3 <> 1 AND place_in_line <= agreed * 9 / 14 + 1 THEN 'REFUSED' END AS kind
    FROM sorted s
    UNION ALL
    SELECT d.*, 0, 0, 'OWN' FROM due d WHERE d.family_key = '${family}' AND d.status = 'ACTIVE' AND d.program_code = 'PKH'
  )
  SELECT md5('graduation' || id)::uuid AS id, id AS enrolment_id, family_id, region_code AS place, program_code, kind,
    started_on, (row_number() OVER (PARTITION BY kind ORDER BY near DESC, md5(id::text)) - 1)::int AS serial,
    CASE WHEN kind = 'RELAPSED' THEN ended_on + 28 WHEN kind IN ${LEFT} THEN ended_on
      ELSE date '${day}' - ('x' || left(md5(id::text), 4))::bit(16)::int % 20 END AS ended_on
  FROM kinds WHERE kind IS NOT NULL`;

const NATURAL = `'[{"ground":"NO_COMPONENT","rule":"PKH_NO_COMPONENT","value":0,"limit":1,"legalRef":"Permensos 1/2018"}]'::jsonb`;

const RECORDS = `
  INSERT INTO graduation (id, enrolment_id, family_id, region_code, program_code, status, ground, proposed_by, proposed_on,
    visited_on, income_per_head, evidence, support_kinds, support_until, refusal_reason, appeal_until, appealed_on, heard_on,
    rejection_reason, graduated_on, relapsed_on, version)
  SELECT c.id, c.enrolment_id, c.family_id, c.place, c.program_code, r.status,
    CASE WHEN c.kind = 'GRADUATED_NATURALLY' THEN 'NO_COMPONENT' WHEN r.began_by = 'CITIZEN' THEN 'OWN_WISH'
      WHEN c.serial % 4 = 0 THEN 'WORK_KEPT' ELSE 'INCOME_GROWN' END,
    r.began_by, r.began_on, (r.days ->> 'VERIFY')::date,
    CASE WHEN r.days ? 'VERIFY' THEN 700000 + 25000 * (c.serial % 30) END,
    CASE WHEN c.kind = 'GRADUATED_NATURALLY' AND c.program_code = 'PKH' THEN ${NATURAL} ELSE '[]' END,
    CASE WHEN r.days ? 'APPROVE' THEN CASE c.serial % 3 WHEN 0 THEN '{KUR}' WHEN 1 THEN '{PPSE}' ELSE '{KUR,PROKUS}' END::text[] END,
    ((r.days ->> 'APPROVE')::date + interval '4 months')::date, r.reasons ->> 'REFUSE',
    (r.days ->> 'REFUSE')::date + ${APPEAL_DAYS}, (r.days ->> 'APPEAL')::date, (r.days ->> 'HEAR')::date,
    r.reasons ->> 'REJECT', (r.days ->> 'GRADUATE')::date, (r.days ->> 'RELAPSE')::date, r.version
  FROM demo_chosen c JOIN demo_record r USING (id)`;

/** What the steps of graduations did to enrolments: by the same hand at the same time, as the mutations do. */
const ENROLMENTS = `
  CREATE TEMP TABLE demo_move ON COMMIT DROP AS
    SELECT c.enrolment_id AS id, s.at, s.actor, s.actor_role, m.* FROM demo_step s JOIN demo_chosen c USING (id)
    JOIN demo_record r USING (id), LATERAL (SELECT
      CASE WHEN s.event = 'APPROVE' THEN 'BEGIN_TRANSITION' WHEN r.reasons ->> 'REJECT' IS NOT NULL THEN 'DEACTIVATE'
        WHEN c.kind = 'GRADUATED_NATURALLY' THEN 'GRADUATE_NATURALLY' ELSE 'GRADUATE_VOLUNTARILY' END AS event,
      CASE s.event WHEN 'APPROVE' THEN 'ACTIVE' ELSE 'TRANSITION' END AS from_status) m
    WHERE s.event IN ('APPROVE', 'GRADUATE');
  UPDATE demo_move v SET event = 'GRADUATE_NATURALLY' FROM enrolment e
    WHERE e.id = v.id AND v.event = 'GRADUATE_VOLUNTARILY' AND e.status = 'GRADUATED_NATURALLY';
  INSERT INTO transition_event (machine, entity_id, event, from_status, to_status, reason, actor, actor_role, at)
    SELECT 'enrolment', id, event, from_status, CASE event WHEN 'BEGIN_TRANSITION' THEN 'TRANSITION' WHEN 'DEACTIVATE'
      THEN 'INACTIVE' WHEN 'GRADUATE_NATURALLY' THEN 'GRADUATED_NATURALLY' ELSE 'GRADUATED_VOLUNTARILY' END,
      CASE event WHEN 'DEACTIVATE' THEN 'INELIGIBLE' END, actor, actor_role, at FROM demo_move ORDER BY at, id;
  UPDATE enrolment e SET version = e.version + moved.steps,
      status = CASE WHEN e.status <> 'ACTIVE' THEN e.status WHEN moved.inactive_on IS NULL THEN 'TRANSITION' ELSE 'INACTIVE' END,
      reason = CASE WHEN moved.inactive_on IS NULL THEN e.reason ELSE 'INELIGIBLE' END,
      ended_on = coalesce(e.ended_on, moved.inactive_on)
    FROM (SELECT id, count(*) AS steps, max((at AT TIME ZONE 'Asia/Jakarta')::date) FILTER (WHERE event = 'DEACTIVATE') AS inactive_on
      FROM demo_move GROUP BY id) moved
    WHERE moved.id = e.id;
  INSERT INTO enrolment (id, source_id, family_id, region_code, manager_id, program_code, status, started_on, file_status, relapse_of)
    SELECT md5('relapse' || e.id)::uuid, 'relapse:' || e.id, e.family_id, e.region_code, e.manager_id, e.program_code, 'CANDIDATE',
      s.day, 'CANDIDATE', e.id
    FROM demo_step s JOIN demo_chosen c USING (id) JOIN enrolment e ON e.id = c.enrolment_id WHERE s.event = 'RELAPSE';
  INSERT INTO transition_event (machine, entity_id, event, to_status, actor, actor_role, at)
    SELECT 'enrolment', md5('relapse' || c.enrolment_id)::uuid, 'READMIT', 'CANDIDATE', s.actor, s.actor_role, s.at
    FROM demo_step s JOIN demo_chosen c USING (id) WHERE s.event = 'RELAPSE' ORDER BY s.at, s.id;
  INSERT INTO outbox (topic, entity_id, payload) SELECT 'enrolment', f.id, ${FACTS.enrolment('f')} FROM enrolment f
    WHERE f.id IN (SELECT id FROM demo_move) OR f.relapse_of IN (SELECT id FROM demo_move) ORDER BY f.id;
  DROP TABLE demo_move`;

/** Proposals at every stage, with what they did to enrolments. */
export const GRADUATION_DEMO: DemoPart = {
  name: 'demo-graduation',
  plant: (connection, tools) =>
    plantRecords(connection, {
      records: GRADUATION_RECORDS,
      journeys: JOURNEYS,
      chosen: chosen(tools),
      insert: `${RECORDS};${ENROLMENTS}`,
      home: tools.home,
    }),
};
