/**
 * What other subgraphs learn through the outbox: the state of an enrolment, component or payment after a change, as a
 * JSON expression over the row `row` of its table. One topic each: `enrolment`, `component`, `payment`; entity_id is the
 * row's id. Card and account numbers never leave. The topics of business programs are their machines' names: who joined and
 * who has completed stands in the status.
 * What a visit of a graduation found does not leave either.
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
  pena: (
    row: string,
  ) => `jsonb_build_object('programCode', 'PENA', 'familyId', ${row}.family_id, 'personId', ${row}.person_id,
    'variant', ${row}.variant, 'cluster', ${row}.cluster, 'status', ${row}.status,
    'grantAmount', ${row}.grant_tools + ${row}.grant_material, 'graduatedOn', ${row}.graduated_on)`,
  prokus: (
    row: string,
  ) => `jsonb_build_object('programCode', 'PROKUS', 'familyId', ${row}.family_id, 'personId', ${row}.person_id,
    'status', ${row}.status, 'grantAmount', ${row}.grant_amount, 'hasNib', ${row}.nib_sealed IS NOT NULL,
    'hasCredit', ${row}.credit_since IS NOT NULL, 'endedOn', ${row}.ended_on)`,
  kube: (row: string) => `jsonb_build_object('programCode', 'KUBE', 'status', ${row}.status,
    'regionCode', ${row}.region_code, 'grantAmount', ${row}.grant_amount, 'familyIds', (SELECT
      coalesce(jsonb_agg(m.family_id ORDER BY m.family_id), '[]') FROM kube_member m
      WHERE m.group_id = ${row}.id AND m.state <> 'REMOVED'))`,
  graduation: (row: string) => `jsonb_build_object('enrolmentId', ${row}.enrolment_id, 'familyId', ${row}.family_id,
    'programCode', ${row}.program_code, 'status', ${row}.status, 'ground', ${row}.ground,
    'supportKinds', ${row}.support_kinds, 'supportUntil', ${row}.support_until, 'graduatedOn', ${row}.graduated_on,
    'relapsedOn', ${row}.relapsed_on)`,
} as const;

/** The statement that publishes rows of `source`, a table or CTE of the topic's columns. */
export function publish(topic: keyof typeof FACTS, source: string): string {
  return `INSERT INTO outbox (topic, entity_id, payload) SELECT '${topic}', f.id, ${FACTS[topic]('f')} FROM ${source} f`;
}
