import { TODAY } from '../../shared/machine';

/** The day in Jakarta of the first or last time a record took a step; null: never. */
const stepDay = (machine: string, row: string, event: string, which: 'min' | 'max' = 'min') =>
  `(SELECT ${which}((t.at AT TIME ZONE 'Asia/Jakarta')::date) FROM transition_event t
    WHERE t.machine = '${machine}' AND t.entity_id = ${row}.id AND t.event = '${event}')`;

/** The code given with the last time a graduation took a step. */
const stepReason = (row: string, event: string) =>
  `(SELECT (array_agg(t.reason ORDER BY t.id DESC))[1] FROM transition_event t
    WHERE t.machine = 'graduation' AND t.entity_id = ${row}.id AND t.event = '${event}')`;

/** Who looks after an enrolment: the account that recorded its latest month. */
const facilitatorOf = (row: string) =>
  `(SELECT k.recorded_by FROM compliance k WHERE k.enrolment_id = ${row}.id ORDER BY k.month DESC, k.recorded_at DESC, k.id LIMIT 1)`;

/** The age at which a person carries a component no longer; null: it does not end with age. */
const leavesAtAge = (row: string) =>
  `CASE WHEN ${row}.component LIKE 'ANAK\\_%' THEN (SELECT r.maximum + 1 FROM program_requirement r
    WHERE r.program_code = 'PKH' AND r.requirement = 'PUPIL_AGE'
      AND ${TODAY} BETWEEN r.valid_from AND coalesce(r.valid_to, 'infinity')) END`;

/** What a group has been since when, in order. */
const statesOf = (row: string) =>
  `(SELECT coalesce(jsonb_agg(jsonb_build_object('since', (t.at AT TIME ZONE 'Asia/Jakarta')::date, 'status', t.to_status)
      ORDER BY t.id), '[]') FROM transition_event t
    WHERE t.machine = 'kube' AND t.entity_id = ${row}.id AND t.from_status IS DISTINCT FROM t.to_status)`;

/**
 * What other subgraphs learn through the outbox: the state of an enrolment, component or payment after a change, as a
 * JSON expression over the row `row` of its table. One topic each: `enrolment`, `component`, `payment`; entity_id is the
 * row's id. Card and account numbers never leave. The topics of business programs are their machines' names: who joined and
 * who has completed stands in the status.
 * What a visit of a graduation found does not leave either, nor what a grievance says.
 *
 * `statistics` holds what only statistics need: codes, sums, and the days of steps out of the history, so that whoever reads the
 * last event of a record knows its milestones. It names nobody but by the ids that stand beside it.
 */
export const FACTS = {
  enrolment: (row: string) => `jsonb_build_object('sourceId', ${row}.source_id, 'familyId', ${row}.family_id,
    'managerId', ${row}.manager_id, 'programCode', ${row}.program_code, 'status', ${row}.status, 'reason', ${row}.reason,
    'startedOn', ${row}.started_on, 'endedOn', ${row}.ended_on, 'relapseOf', ${row}.relapse_of,
    'statistics', jsonb_build_object('facilitator', ${facilitatorOf(row)}))`,
  component: (row: string) => `jsonb_build_object('enrolmentId', ${row}.enrolment_id, 'personId', ${row}.person_id,
    'component', ${row}.component, 'startedOn', ${row}.started_on,
    'endedOn', least(${row}.file_ended_on, ${row}.stopped_on), 'stopReason', ${row}.stop_reason,
    'statistics', jsonb_build_object('leavesAtAge', ${leavesAtAge(row)}))`,
  payment: (row: string) => `jsonb_build_object('sourceId', ${row}.source_id, 'enrolmentId', ${row}.enrolment_id,
    'period', ${row}.period, 'year', ${row}.year, 'amount', ${row}.amount, 'status', ${row}.status,
    'reason', ${row}.reason, 'disburser', ${row}.disburser, 'statusOn', ${row}.status_on)`,
  pena: (
    row: string,
  ) => `jsonb_build_object('programCode', 'PENA', 'familyId', ${row}.family_id, 'personId', ${row}.person_id,
    'variant', ${row}.variant, 'cluster', ${row}.cluster, 'status', ${row}.status,
    'grantAmount', ${row}.grant_tools + ${row}.grant_material, 'graduatedOn', ${row}.graduated_on,
    'statistics', jsonb_build_object('proposedOn', ${row}.proposed_on, 'approvedOn', ${row}.approved_on,
      'grantedOn', ${row}.granted_on, 'runningOn', ${stepDay('pena', row, 'START')},
      'readyOn', ${stepDay('pena', row, 'FIND_READY')}))`,
  prokus: (
    row: string,
  ) => `jsonb_build_object('programCode', 'PROKUS', 'familyId', ${row}.family_id, 'personId', ${row}.person_id,
    'status', ${row}.status, 'grantAmount', ${row}.grant_amount, 'hasNib', ${row}.nib_sealed IS NOT NULL,
    'hasCredit', ${row}.credit_since IS NOT NULL, 'endedOn', ${row}.ended_on,
    'statistics', jsonb_build_object('line', ${row}.line_of_business, 'proposedOn', ${row}.proposed_on,
      'approvedOn', ${row}.approved_on, 'grantedOn', ${row}.granted_on))`,
  kube: (row: string) => `jsonb_build_object('programCode', 'KUBE', 'status', ${row}.status,
    'regionCode', ${row}.region_code, 'grantAmount', ${row}.grant_amount, 'familyIds', (SELECT
      coalesce(jsonb_agg(m.family_id ORDER BY m.family_id), '[]') FROM kube_member m
      WHERE m.group_id = ${row}.id AND m.state <> 'REMOVED'),
    'statistics', jsonb_build_object('line', ${row}.line_of_business, 'proposedOn', ${row}.proposed_on,
      'designatedOn', ${row}.designated_on, 'grantedOn', ${row}.granted_on,
      'independentOn', ${stepDay('kube', row, 'BECOME_INDEPENDENT')}, 'states', ${statesOf(row)},
      'turnover', (SELECT coalesce(sum(t.amount), 0) FROM kube_turnover t WHERE t.group_id = ${row}.id),
      'turnoverMonths', (SELECT count(*) FROM kube_turnover t WHERE t.group_id = ${row}.id),
      'members', (SELECT coalesce(jsonb_agg(jsonb_build_object('personId', m.person_id, 'familyId', m.family_id,
        'joinedOn', m.joined_on) ORDER BY m.person_id), '[]') FROM kube_member m
        WHERE m.group_id = ${row}.id AND m.state <> 'REMOVED')))`,
  graduation: (row: string) => `jsonb_build_object('enrolmentId', ${row}.enrolment_id, 'familyId', ${row}.family_id,
    'programCode', ${row}.program_code, 'status', ${row}.status, 'ground', ${row}.ground,
    'supportKinds', ${row}.support_kinds, 'supportUntil', ${row}.support_until, 'graduatedOn', ${row}.graduated_on,
    'relapsedOn', ${row}.relapsed_on,
    'statistics', jsonb_build_object('proposedBy', ${row}.proposed_by, 'proposedOn', ${row}.proposed_on,
      'refusedOn', ${stepDay('graduation', row, 'REFUSE', 'max')}, 'refusalReason', ${row}.refusal_reason,
      'appealedOn', ${row}.appealed_on,
      'upheldOn', ${stepDay('graduation', row, 'UPHOLD')}, 'rejectedOn', ${stepDay('graduation', row, 'REJECT')},
      'relapseReason', ${stepReason(row, 'RELAPSE')}))`,
  grievance: (
    row: string,
  ) => `jsonb_build_object('familyId', ${row}.family_id, 'kind', ${row}.kind, 'status', ${row}.status,
    'programCode', ${row}.program_code, 'dueOn', ${row}.due_on, 'effectiveSnapshot', ${row}.effective_snapshot,
    'statistics', jsonb_build_object('submittedOn', (${row}.submitted_at AT TIME ZONE 'Asia/Jakarta')::date,
      'decidedOn', coalesce(${stepDay('grievance', row, 'ACCEPT')}, ${stepDay('grievance', row, 'REJECT')})))`,
} as const;
export type Topic = keyof typeof FACTS;

/** The statement that publishes rows of `source`, a table or CTE of the topic's columns. */
export function publish(topic: Topic, source: string): string {
  return `INSERT INTO outbox (topic, entity_id, payload) SELECT '${topic}', f.id, ${FACTS[topic]('f')} FROM ${source} f`;
}
