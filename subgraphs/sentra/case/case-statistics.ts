/** The first day of each event that counts as a milestone, by the name of the milestone. */
const MILESTONES = {
  takenInOn: 'AGREE',
  assessedOn: 'ASSESS',
  plannedOn: 'APPROVE_PLAN',
  startedOn: 'START',
  trainedOn: 'FINISH_TRAINING',
  certifiedOn: 'CERTIFY',
  readyOn: 'CALL_READY_FOR_WORK',
  readyForBusinessOn: 'CALL_READY_FOR_BUSINESS',
} as const;

const dayOf = (instant: string) => `(${instant} AT TIME ZONE 'Asia/Jakarta')::date`;
const firstOf = (event: string, day = 'h.day') => `min(${day}) FILTER (WHERE h.event = '${event}')`;
const lastOf = (events: string) => `max(h.day) FILTER (WHERE h.event IN (${events}))`;

/**
 * What statistics learn of a case beside how it stands: a JSON expression. Days of the way from the first meeting to work, as the
 * history of the case has them, and each meeting with its place and what came of it. Why somebody needs help is told apart.
 */
export function caseStatistics(row: string): string {
  const milestones = Object.entries(MILESTONES).map(([name, event]) => `'${name}', ${firstOf(event)}`);
  return `jsonb_build_object('district', left(${row}.region_code, 6), 'source', ${row}.source, 'major', ${row}.major,
    'milestones', (SELECT jsonb_build_object(
        'reachedOn', coalesce(${firstOf('REACH_OUT')}, ${dayOf(`${row}.reached_at`)}), ${milestones.join(', ')},
        'placedOn', least(${placedOn(row)}, CASE WHEN ${row}.follow_up_outcome = 'PLACED' THEN ${row}.aftercare_since END),
        'endedOn', CASE WHEN ${row}.status IN ('EXITED', 'CLOSED') THEN ${lastOf(`'EXIT', 'WITHDRAW', 'CLOSE'`)} END)
      FROM (${historyOf(row)}) h),
    'contacts', ${contacts(row)})`;
}

/** The events of a case, each with the day it is about: a meeting is written down later, work begins before it is told. */
function historyOf(row: string): string {
  return `SELECT t.id, t.event, coalesce((t.evidence ->> 'since')::date,
      ${dayOf(`coalesce((t.evidence ->> 'at')::timestamptz, t.at)`)}) AS day,
      t.evidence ->> 'outcome' AS outcome, t.evidence ->> 'placeKind' AS place_kind
    FROM transition_event t WHERE t.machine = 'service_case' AND t.entity_id = ${row}.id`;
}

/** A step that is being taken by a rule is not in the history yet, but in the row. */
function placedOn(row: string): string {
  return `min(h.day) FILTER (WHERE h.event = 'FOLLOW_UP' AND coalesce(h.outcome, ${row}.follow_up_outcome) = 'PLACED')`;
}

/** Meetings in order. What came of one is the event after it: consent, a refusal, the end, or nothing yet. */
function contacts(row: string): string {
  return `(SELECT coalesce(jsonb_agg(jsonb_build_object('attempt', m.attempt, 'on', m.day, 'placeKind', m.place_kind,
        'outcome', m.outcome) ORDER BY m.attempt), '[]')
      FROM (SELECT row_number() OVER (ORDER BY n.id) AS attempt, n.day, coalesce(n.place_kind, ${row}.place_kind) AS place_kind,
          CASE n.next WHEN 'AGREE' THEN 'ACCEPTED' WHEN 'REFUSE' THEN 'REFUSED' WHEN 'EXIT' THEN 'ENDED' ELSE 'OPEN' END AS outcome
        FROM (SELECT h.*, lead(h.event) OVER (ORDER BY h.id) AS next FROM (${historyOf(row)}) h) n
        WHERE n.event IN ('REACH_OUT', 'OFFER_AGAIN')) m)`;
}

/**
 * Tells types of PPKS of cases, protected ones among them, in the outbox: a topic apart from that of the cases, which goes to
 * statistics and to nobody else. With the rights of the platform, since protected types are the team's alone.
 * @param where which cases, over `c`
 */
export const publishTypes = (where: string): string => `
  INSERT INTO outbox (topic, entity_id, payload)
  SELECT 'case_types', c.id, jsonb_build_object('types', to_jsonb(c.ppks_types || coalesce(pr.types, '{}')))
  FROM service_case c LEFT JOIN case_protection pr ON pr.case_id = c.id
  WHERE (c.ppks_types <> '{}' OR pr.types IS NOT NULL) AND ${where} ORDER BY c.id`;
