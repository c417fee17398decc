import type { BulkConnection } from '../../../shared/database';
import type { DemoPart, DemoTools } from '../../../shared/machine';
import { CONDITIONS } from '../compliance/compliance';
import type { Condition } from '../compliance/compliance';
import { suspendNonCompliant } from '../compliance/suspend';
import { publish } from '../fact';
import { findPeriod } from '../pkh/period';
import { planPayments } from '../stage-run/plan';
import type { Send } from '../stage-run/send';

const PROGRAM = 'PKH';
/** The months that are recorded, as many as the rules look back. */
const MONTHS = ['2026-07', '2026-08', '2026-09'];
/** The stage after the files: what is planned of it and what was taken out again. */
const NEXT_STAGE = '2026-T4';
/** One person in so many misses a condition each month, one record in so many is below it. */
const MISSING = 160;
const BELOW = 25;

const carried = ({ components }: { readonly components: readonly string[] }) =>
  components.length === 0
    ? `SELECT e.id AS enrolment_id, e.manager_id AS person_id FROM running e`
    : `SELECT DISTINCT e.id, k.person_id FROM running e JOIN enrolment_component k ON k.enrolment_id = e.id
       AND k.component IN (${components.map((each) => `'${each}'`).join(', ')}) AND k.started_on < '2026-07-01'
       AND coalesce(least(k.file_ended_on, k.stopped_on), 'infinity') > '2026-09-30'`;

const DUE: Readonly<Record<Condition, number>> = { SCHOOL_ATTENDANCE: 24, HEALTH_VISIT: 1, P2K2_SESSION: 1 };

/** Three months of every condition of every family that is paid; the demo's own family keeps them all. */
const compliance = ({ family }: DemoTools): string => `
  WITH running AS (
    SELECT e.id, e.manager_id FROM enrolment e JOIN family_ref fr ON fr.id = e.family_id
    WHERE e.program_code = '${PROGRAM}' AND e.status = 'ACTIVE'
  ), keeper (condition, due, enrolment_id, person_id) AS (
    ${Object.entries(CONDITIONS)
      .map(([name, condition]) => `SELECT '${name}', ${DUE[name as Condition]}, k.* FROM (${carried(condition)}) k`)
      .join(' UNION ALL ')}
  )
  INSERT INTO compliance (id, enrolment_id, person_id, condition, month, done, due, recorded_by, recorded_at)
  SELECT md5(k.enrolment_id::text || k.person_id || k.condition || m.month)::uuid, k.enrolment_id, k.person_id, k.condition, m.month,
    CASE WHEN fr.source_id = '${family}' THEN k.due WHEN h.person % ${MISSING} = 0 OR h.record % ${BELOW} = 0
      THEN k.due / 2 ELSE k.due - CASE WHEN k.due > 10 THEN h.record % 3 ELSE 0 END END,
    k.due, 'pendamping-' || left(fr.region_code, 6), (m.month || '-28')::date + time '09:00'
  FROM keeper k JOIN enrolment e ON e.id = k.enrolment_id JOIN family_ref fr ON fr.id = e.family_id,
    unnest(ARRAY[${MONTHS.map((month) => `'${month}'`).join(', ')}]) m (month),
    LATERAL (SELECT ('x' || left(md5(k.person_id || k.condition), 6))::bit(24)::int AS person,
      ('x' || left(md5(k.person_id || k.condition || m.month), 6))::bit(24)::int AS record) h`;

/**
 * What companions recorded, the stage that is planned next, and what followed when aid of families came to rest that had missed a
 * condition for three months: by the platform's own rules, so that plan and records agree.
 */
export const PKH_DEMO: DemoPart = {
  name: 'demo-pkh',
  plant: async (connection: BulkConnection, tools) => {
    const send: Send = async <Row extends object>(text: string, values?: readonly unknown[]) =>
      (await connection.query<Row>(text, values && [...values])).rows;
    const period = findPeriod(NEXT_STAGE);
    if (!period) throw new Error('no such period');
    const run = { programCode: PROGRAM, period, actor: 'program-manager', actorRole: 'PROGRAM_MANAGER' };
    await connection.query(compliance(tools));
    // Whoever records a family's months looks after it.
    await connection.query(publish('enrolment', `(SELECT * FROM enrolment WHERE program_code = '${PROGRAM}')`));
    await planPayments(send, run);
    await suspendNonCompliant(send, PROGRAM, '2026-09');
    await planPayments(send, run);
  },
};
