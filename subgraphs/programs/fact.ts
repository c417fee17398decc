/**
 * What other subgraphs learn through the outbox: the state of an enrolment, component, payment or graduation after a change, as
 * a JSON expression over the row `row` of its table. One topic each: `enrolment`, `component`, `payment`, `graduation`;
 * entity_id is the row's id. Card numbers and what a visit found never leave.
 */
export const FACTS = {
  enrolment: (row: string) => `jsonb_build_object('sourceId', ${row}.source_id, 'familyId', ${row}.family_id,
    'managerId', ${row}.manager_id, 'programCode', ${row}.program_code, 'status', ${row}.status, 'reason', ${row}.reason,
    'startedOn', ${row}.started_on, 'endedOn', ${row}.ended_on, 'relapseOf', ${row}.relapse_of)`,
  component: (row: string) => `jsonb_build_object('enrolmentId', ${row}.enrolment_id, 'personId', ${row}.person_id,
    'component', ${row}.component, 'startedOn', ${row}.started_on,
    'endedOn', least(${row}.file_ended_on, ${row}.stopped_on), 'stopReason', ${row}.stop_reason)`,
  payment: (row: string) => `jsonb_build_object('sourceId', ${row}.source_id, 'enrolmentId', ${row}.enrolment_id,
    'period', ${row}.period, 'year', ${row}.year, 'amount', ${row}.amount, 'status', ${row}.status,
    'reason', ${row}.reason, 'disburser', ${row}.disburser, 'statusOn', ${row}.status_on)`,
  graduation: (row: string) => `jsonb_build_object('enrolmentId', ${row}.enrolment_id, 'familyId', ${row}.family_id,
    'programCode', ${row}.program_code, 'status', ${row}.status, 'ground', ${row}.ground,
    'supportKinds', ${row}.support_kinds, 'supportUntil', ${row}.support_until, 'graduatedOn', ${row}.graduated_on,
    'relapsedOn', ${row}.relapsed_on)`,
} as const;

/** The statement that publishes rows of `source`, a table or CTE of the topic's columns. */
export function publish(topic: keyof typeof FACTS, source: string): string {
  return `INSERT INTO outbox (topic, entity_id, payload) SELECT '${topic}', f.id, ${FACTS[topic]('f')} FROM ${source} f`;
}
