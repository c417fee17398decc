import { Parameters, statement, isUuid } from '../../../shared/database';
import type { RowScope, SubjectHasher } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import type { SubgraphContext } from '../../../shared/subgraph';
import type { Viewer } from '../../../shared/viewer';
import { lockPerson } from '../person/lock-person';
import { onceForKey } from '../../../shared/database';
import type { WriteManager } from '../../../shared/database';
import { readNote } from '../../../shared/machine';
import { LEAST_REASON, OPEN_MINUTES } from './break-glass';
import type { GrantEvent, GrantRow } from './break-glass';

/** Who asks, and which grants or persons they may name. */
export interface Asking {
  readonly viewer: Viewer;
  readonly scope: RowScope;
}

const COLUMNS = `g.id, g.person_id AS "personId", g.account, g.reason, g.opened_at AS "openedAt",
  g.expires_at AS "expiresAt", g.closed_at AS "closedAt",
  CASE WHEN g.closed_at IS NOT NULL THEN 'CLOSED' WHEN g.expires_at <= now() THEN 'EXPIRED' ELSE 'OPEN' END AS status,
  (SELECT count(*)::int FROM break_glass_event e
    WHERE e.person_id = g.person_id AND e.grant_id = g.id AND e.event = 'APPROVED') AS approvals`;

/**
 * Opens a person's record to the account for half an hour: grant, event and notice in the caller's transaction.
 * @param scope the persons the account may open
 * @throws CodedError NOT_FOUND (also out of scope), BAD_USER_INPUT, IDEMPOTENCY_MISMATCH
 */
export async function openGrant(
  manager: WriteManager,
  { viewer, scope }: Asking,
  hash: SubjectHasher,
  input: { readonly person: string; readonly reason: string; readonly clientKey: string },
): Promise<GrantRow> {
  const reason = readNote(input.reason, LEAST_REASON);
  const person = await lockPerson(manager, scope, input.person);
  const request = { subject: viewer.subject, key: input.clientKey, input: { openBreakGlass: person.id, reason } };
  // Only the id is kept as the answer: of an opened record nothing is stored twice.
  const id = await onceForKey(manager, request, async () => {
    const [grant]: GrantRow[] = await manager.query(
      `INSERT INTO break_glass AS g (person_id, region_code, account, role, reason, expires_at)
       VALUES ($1::uuid, $2, $3, $4, $5, now() + interval '${OPEN_MINUTES} minutes') RETURNING ${COLUMNS}`,
      [person.id, person.regionCode, viewer.subject, viewer.role, reason],
    );
    if (!grant) throw new Error('a grant was not written');
    await note(manager, grant, 'OPENED', viewer);
    await announce(manager, grant, viewer, hash('person', person.id));
    return grant.id;
  });
  return getGrant(manager, id);
}

/**
 * Closes an own grant; one that is closed already stays as it is.
 * @throws CodedError NOT_FOUND also for a grant of somebody else
 */
export async function closeGrant(manager: WriteManager, asking: Asking, id: string): Promise<GrantRow> {
  const grant = await lockGrant(manager, asking.scope, id);
  if (grant.account !== asking.viewer.subject) throw new CodedError('NOT_FOUND', { what: 'grant' });
  if (grant.closedAt !== null) return grant;
  await manager.query('UPDATE break_glass SET closed_at = now() WHERE id = $1::uuid', [grant.id]);
  await note(manager, grant, 'CLOSED', asking.viewer);
  return getGrant(manager, grant.id);
}

/**
 * Approves the grant of somebody else, once an account.
 * @throws CodedError NOT_FOUND, FORBIDDEN for the opener, INVALID_TRANSITION when it is not open or approved already,
 *   BAD_USER_INPUT, IDEMPOTENCY_MISMATCH
 */
export async function approveGrant(
  manager: WriteManager,
  { viewer, scope }: Asking,
  id: string,
  clientKey: string,
): Promise<GrantRow> {
  const grant = await lockGrant(manager, scope, id);
  if (grant.account === viewer.subject) throw new CodedError('FORBIDDEN', { reason: 'nobody approves an own grant' });
  const request = { subject: viewer.subject, key: clientKey, input: { approveBreakGlass: grant.id } };
  await onceForKey(manager, request, async () => {
    if (grant.status !== 'OPEN') throw refused(grant.status);
    const approved: unknown[] = await manager.query(
      `SELECT 1 FROM break_glass_event WHERE person_id = $1::uuid AND grant_id = $2::uuid AND event = 'APPROVED' AND account = $3`,
      [grant.personId, grant.id, viewer.subject],
    );
    if (approved.length > 0) throw refused('APPROVED');
    await note(manager, grant, 'APPROVED', viewer);
    return true;
  });
  return getGrant(manager, grant.id);
}

/** The viewer's own grants that are in force, oldest first. */
export async function findOpenGrants(context: SubgraphContext): Promise<GrantRow[]> {
  const scope = context.scope('BreakGlassGrant');
  if (scope.kind === 'NOWHERE') return [];
  const { bind, values } = new Parameters();
  const text = `SELECT ${COLUMNS} FROM break_glass g
    WHERE g.account = ${bind(context.viewer.subject)} AND g.closed_at IS NULL AND g.expires_at > now()
      AND (${scope.where(bind)}) ORDER BY g.opened_at, g.id`;
  return context.session.rows<GrantRow>(statement(text, values));
}

/** The own grants in force under which a fetch read somebody, parted by a space. */
export async function findBreakGlass({ viewer, reads, session }: SubgraphContext): Promise<string | null> {
  const { bind, values } = new Parameters();
  const ids = bind([...reads.opened.keys()]);
  const text = `SELECT string_agg(DISTINCT g.id::text, ' ') AS ids FROM break_glass g JOIN person p ON p.id = g.person_id
    WHERE g.account = ${bind(viewer.subject)} AND g.closed_at IS NULL AND g.expires_at > now()
      AND (p.id = ANY(${ids}::uuid[]) OR p.family_id = ANY(${ids}::uuid[]))`;
  const [found] = await session.rows<{ ids: string | null }>(statement(text, values));
  return found?.ids ?? null;
}

function refused(from: string): CodedError {
  return new CodedError('INVALID_TRANSITION', { from, event: 'APPROVE', allowed: [] });
}

/** What is asked about one grant stands in line. No row is locked: whoever approves a grant may not write it. */
async function lockGrant(manager: WriteManager, scope: RowScope, id: string): Promise<GrantRow> {
  if (scope.kind === 'WHERE' && isUuid(id)) {
    await manager.query(`SELECT pg_advisory_xact_lock(hashtext('grant ' || lower($1)))`, [id]);
    const { bind, values } = new Parameters();
    const [found]: GrantRow[] = await manager.query(
      `SELECT ${COLUMNS} FROM break_glass g WHERE g.id = ${bind(id)}::uuid AND (${scope.where(bind)})`,
      values,
    );
    if (found) return found;
  }
  throw new CodedError('NOT_FOUND', { what: 'grant' });
}

async function getGrant(manager: WriteManager, id: string): Promise<GrantRow> {
  const [grant]: GrantRow[] = await manager.query(`SELECT ${COLUMNS} FROM break_glass g WHERE g.id = $1::uuid`, [id]);
  if (!grant) throw new CodedError('NOT_FOUND', { what: 'grant' });
  return grant;
}

async function note(manager: WriteManager, grant: GrantRow, event: GrantEvent, viewer: Viewer): Promise<void> {
  await manager.query(
    'INSERT INTO break_glass_event (grant_id, person_id, event, account, role) VALUES ($1::uuid, $2::uuid, $3, $4, $5)',
    [grant.id, grant.personId, event, viewer.subject, viewer.role],
  );
}

/** Tells who watches over emergency access. The notice names no person: a keyed hash stands for them. */
async function announce(manager: WriteManager, grant: GrantRow, viewer: Viewer, hash: string): Promise<void> {
  const { id, reason, openedAt, expiresAt } = grant;
  const payload = { id, account: viewer.subject, role: viewer.role, subjectHash: hash, reason, openedAt, expiresAt };
  await manager.query(
    `INSERT INTO outbox (topic, entity_id, payload) VALUES ('break-glass-opened', $1::uuid, $2::jsonb)`,
    [id, JSON.stringify(payload)],
  );
}
