import { Parameters, isUuid } from '../../../shared/database';
import type { RowScope, WriteManager } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import { ENROLMENTS } from '../enrolment/enrolment.loader';
import { publish } from '../fact';
import { CONDITIONS } from './compliance';
import type { Condition } from './compliance';

/** What is recorded: how a person kept a condition in a month. */
export interface Recording {
  readonly enrolmentId: string;
  readonly personId: string;
  readonly condition: Condition;
  /** `2026-03`. */
  readonly month: string;
  readonly done: number;
  readonly due: number;
}

/**
 * Writes a record, or corrects it; gives its id.
 * @param scope of enrolments
 * @throws CodedError NOT_FOUND, BAD_USER_INPUT for a person who has not to keep the condition, and for numbers that are none
 */
export async function recordCompliance(
  manager: WriteManager,
  asking: { readonly subject: string; readonly scope: RowScope },
  recording: Recording,
): Promise<{ readonly id: string }> {
  const { enrolmentId, personId, condition, month, done, due } = recording;
  if (!/^20\d\d-(0[1-9]|1[0-2])$/.test(month))
    throw new CodedError('BAD_USER_INPUT', { reason: 'a month looks like 2026-03' });
  if (done < 0 || due < 1 || done > due || due > 31) {
    throw new CodedError('BAD_USER_INPUT', { reason: 'done is from 0 to due, due from 1 to 31' });
  }
  await requireKeeper(manager, asking.scope, recording);
  const [written]: { id: string }[] = await manager.query(
    `INSERT INTO compliance AS k (enrolment_id, person_id, condition, month, done, due, recorded_by)
     VALUES ($1::uuid, $2::uuid, $3, $4, $5, $6, $7)
     ON CONFLICT (enrolment_id, month, person_id, condition) DO UPDATE SET done = excluded.done, due = excluded.due,
       version = k.version + 1, recorded_by = excluded.recorded_by, recorded_at = now()
     RETURNING id`,
    [enrolmentId, personId, condition, month, done, due, asking.subject],
  );
  if (!written) throw new Error('a record was not written');
  await tellFacilitator(manager, enrolmentId, written.id);
  return written;
}

/** Publishes an enrolment where its latest month but for this record was another account's. */
async function tellFacilitator(manager: WriteManager, enrolmentId: string, recordId: string): Promise<void> {
  const changed = `SELECT e.* FROM enrolment e JOIN compliance k ON k.id = $2::uuid
    WHERE e.id = $1::uuid AND k.recorded_by IS DISTINCT FROM (SELECT o.recorded_by FROM compliance o
      WHERE o.enrolment_id = e.id AND o.id <> k.id ORDER BY o.month DESC, o.recorded_at DESC, o.id LIMIT 1)`;
  await manager.query(publish('enrolment', `(${changed})`), [enrolmentId, recordId]);
}

async function requireKeeper(
  manager: WriteManager,
  scope: RowScope,
  { enrolmentId, personId, condition, month }: Recording,
): Promise<void> {
  if (scope.kind === 'NOWHERE' || !isUuid(enrolmentId)) throw new CodedError('NOT_FOUND', { what: 'enrolment' });
  const { bind, values } = new Parameters();
  const [person, first] = [bind(isUuid(personId) ? personId : null), bind(`${month}-01`)];
  const components = CONDITIONS[condition].components;
  const carries = `EXISTS (SELECT FROM enrolment_component c WHERE c.enrolment_id = e.id AND c.person_id = ${person}::uuid
    AND c.component = ANY(${bind(components)}::text[]) AND c.started_on < ${first}::date + interval '1 month'
    AND coalesce(least(c.file_ended_on, c.stopped_on) >= ${first}::date, true))`;
  const [found]: { keeps: boolean | null }[] = await manager.query(
    `SELECT ${components.length === 0 ? `e.manager_id = ${person}::uuid` : carries} AS keeps FROM ${ENROLMENTS}
     WHERE e.id = ${bind(enrolmentId)}::uuid AND (${scope.where(bind)})`,
    values,
  );
  if (!found) throw new CodedError('NOT_FOUND', { what: 'enrolment' });
  if (!found.keeps)
    throw new CodedError('BAD_USER_INPUT', { reason: `the person has not to keep ${condition} in ${month}` });
}
