import { onceForKey, selectList } from '../../../shared/database';
import type { WriteManager } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import type { Viewer } from '../../../shared/viewer';
import { checkText } from '../text';
import { getStep } from '../../../shared/machine';
import { BREACH_MACHINE } from './breach';
import type { BreachEventName, BreachRow, BreachStatus } from './breach';
import { BREACH_PROJECTION } from './breach.loader';

const COLUMNS = selectList(BREACH_PROJECTION, Object.keys(BREACH_PROJECTION.columns));

/** A breach as whoever found it tells it. */
export interface Discovery {
  readonly summary: string;
  /** When it became known; the clock runs from then. */
  readonly discoveredAt: Date;
  readonly clientKey: string;
}

/** One step of a case. */
export interface Advance {
  readonly id: string;
  readonly event: BreachEventName;
  /** What proves the step. */
  readonly note: string;
  /** The version the officer looked at. */
  readonly version: number;
  readonly clientKey: string;
}

/**
 * Opens a case, in the caller's transaction.
 * @throws CodedError BAD_USER_INPUT, IDEMPOTENCY_MISMATCH
 */
export async function openCase(manager: WriteManager, viewer: Viewer, discovery: Discovery): Promise<BreachRow> {
  const { clientKey: key, summary, discoveredAt } = discovery;
  checkText('summary', summary);
  if (discoveredAt > new Date()) throw new CodedError('BAD_USER_INPUT', { reason: 'discoveredAt lies in the future' });
  const input = { summary, discoveredAt };
  const id = await onceForKey(manager, { subject: viewer.subject, key, input }, async () => {
    const [opened]: { id: string }[] = await manager.query(
      `INSERT INTO breach_case (summary, discovered_at, status) VALUES ($1, $2, 'OPENED') RETURNING id`,
      [summary, discoveredAt.toISOString()],
    );
    await record(manager, viewer, { id: opened?.id ?? '', event: 'OPEN', from: null, to: 'OPENED', note: summary });
    return opened?.id ?? '';
  });
  return lockCase(manager, id);
}

/**
 * Moves a case on: client key, version, state machine, event, in the caller's transaction. The case is locked, so of two
 * officers one wins and the other gets CONFLICT.
 * @returns the case as it is now
 * @throws CodedError NOT_FOUND, CONFLICT, INVALID_TRANSITION, IDEMPOTENCY_MISMATCH, BAD_USER_INPUT
 */
export async function advanceCase(manager: WriteManager, viewer: Viewer, advance: Advance): Promise<BreachRow> {
  const { clientKey: key, ...input } = advance;
  checkText('note', advance.note);
  await onceForKey(manager, { subject: viewer.subject, key, input }, async () => {
    const row = await lockCase(manager, advance.id);
    if (row.version !== advance.version) throw new CodedError('CONFLICT', { what: 'breach case' });
    const { to } = getStep(BREACH_MACHINE, row.status, advance.event);
    await manager.query(
      `UPDATE breach_case SET status = $2, version = version + 1,
         notified_at = CASE WHEN $2 = 'NOTIFIED' THEN now() ELSE notified_at END
       WHERE id = $1::uuid`,
      [row.id, to],
    );
    await record(manager, viewer, { id: row.id, event: advance.event, from: row.status, to, note: advance.note });
    return row.id;
  });
  return lockCase(manager, advance.id);
}

interface Happened {
  readonly id: string;
  readonly event: BreachEventName | 'OPEN';
  readonly from: BreachStatus | null;
  readonly to: BreachStatus;
  readonly note: string;
}

async function record(manager: WriteManager, viewer: Viewer, { id, event, from, to, note }: Happened): Promise<void> {
  await manager.query(
    `INSERT INTO breach_event (case_id, event, from_status, to_status, account, role, note)
     VALUES ($1::uuid, $2, $3, $4, $5, $6, $7)`,
    [id, event, from, to, viewer.subject, viewer.role, note],
  );
}

async function lockCase(manager: WriteManager, id: string): Promise<BreachRow> {
  // Compared as text: an id that is no UUID names nothing.
  const [found]: BreachRow[] = await manager.query(
    `SELECT ${COLUMNS} FROM breach_case c WHERE c.id::text = lower($1) FOR UPDATE`,
    [id],
  );
  if (!found) throw new CodedError('NOT_FOUND', { what: 'breach case' });
  return found;
}
