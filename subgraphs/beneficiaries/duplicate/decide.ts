import { Parameters, isUuid, onceForKey, selectList } from '../../../shared/database';
import type { RowScope, WriteManager } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import type { Viewer } from '../../../shared/viewer';
import { readNote } from '../../../shared/machine';
import { CANDIDATE_TABLES } from './duplicate.access';
import { CANDIDATE_PROJECTION } from './duplicate.loader';
import { statusAfter } from './duplicate';
import type { DuplicateEventName, DuplicateRow } from './duplicate';

/** One request to move a candidate on. */
export interface Step {
  readonly id: string;
  /** The version the officer looked at. */
  readonly version: number;
  readonly clientKey: string;
  readonly event: DuplicateEventName;
  readonly reason?: string;
  /** What else was asked, so that a key cannot be used for another request. */
  readonly input?: Readonly<Record<string, string>>;
}

/** What a step does besides moving the status, in the same transaction. */
export type Effect = (manager: WriteManager, candidate: DuplicateRow) => Promise<void>;

const COLUMNS = selectList(CANDIDATE_PROJECTION, Object.keys(CANDIDATE_PROJECTION.columns));

/**
 * Moves a candidate on: scope, client key, version, state machine, effect, event, all in the caller's transaction. The
 * candidate's row is locked first, so of two officers one wins and the other gets CONFLICT.
 *
 * @returns the candidate after the step; for a repeated client key, as it was answered the first time
 * @throws CodedError NOT_FOUND (also outside of the jurisdiction), CONFLICT, INVALID_TRANSITION, IDEMPOTENCY_MISMATCH,
 *   BAD_USER_INPUT
 */
export async function takeStep(
  manager: WriteManager,
  viewer: Viewer,
  scope: RowScope,
  step: Step,
  effect?: Effect,
): Promise<DuplicateRow> {
  if (step.reason !== undefined) readNote(step.reason);
  const candidate = await lockCandidate(manager, scope, step.id);
  const { clientKey: key, ...input } = step;
  return onceForKey(manager, { subject: viewer.subject, key, input }, async () => {
    if (candidate.version !== step.version) throw new CodedError('CONFLICT', { what: 'duplicate candidate' });
    const status = statusAfter(candidate.status, step.event);
    await effect?.(manager, candidate);
    return record(manager, viewer, candidate, step, status);
  });
}

async function lockCandidate(manager: WriteManager, scope: RowScope, id: string): Promise<DuplicateRow> {
  if (scope.kind !== 'NOWHERE' && isUuid(id)) {
    const { bind, values } = new Parameters();
    const [found]: DuplicateRow[] = await manager.query(
      `SELECT ${COLUMNS} FROM ${CANDIDATE_TABLES}
        WHERE d.id = ${bind(id)}::uuid AND (${scope.where(bind)}) FOR UPDATE OF d`,
      values,
    );
    if (found) return found;
  }
  throw new CodedError('NOT_FOUND', { what: 'duplicate candidate' });
}

async function record(
  manager: WriteManager,
  viewer: Viewer,
  candidate: DuplicateRow,
  { event, reason }: Step,
  status: DuplicateRow['status'],
): Promise<DuplicateRow> {
  await manager.query(
    `UPDATE duplicate_candidate SET status = $2, version = version + 1,
       decided_at = CASE WHEN $2 = 'OPEN' THEN NULL ELSE now() END,
       decided_by = CASE WHEN $2 = 'OPEN' THEN NULL ELSE $3 END,
       decided_by_role = CASE WHEN $2 = 'OPEN' THEN NULL ELSE $4 END,
       decision_reason = CASE WHEN $2 = 'OPEN' THEN NULL ELSE coalesce($5, decision_reason) END
     WHERE id = $1::uuid`,
    [candidate.id, status, viewer.subject, viewer.role, reason ?? null],
  );
  await manager.query(
    `INSERT INTO duplicate_event (candidate_id, event, from_status, to_status, subject, role, reason)
     VALUES ($1::uuid, $2, $3, $4, $5, $6, $7)`,
    [candidate.id, event, candidate.status, status, viewer.subject, viewer.role, reason ?? null],
  );
  const [after]: DuplicateRow[] = await manager.query(
    `SELECT ${COLUMNS} FROM duplicate_candidate d WHERE d.id = $1::uuid`,
    [candidate.id],
  );
  if (!after) throw new CodedError('NOT_FOUND', { what: 'duplicate candidate' });
  return after;
}
