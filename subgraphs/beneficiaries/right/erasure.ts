import { Parameters, asSystem, onceForKey, statement, isUuid } from '../../../shared/database';
import type { RowScope, WriteManager } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import type { SubgraphContext } from '../../../shared/subgraph';
import type { Viewer } from '../../../shared/viewer';
import { endConsents } from '../consent/end';
import { publishFamilies, publishPersons } from '../intake/publish';
import { claimantsBeside } from '../intake/statistics';
import { lockPerson } from '../person/lock-person';
import { readNote } from '../../../shared/machine';
import { DATA_CLASSES } from './data-class';
import { ELSEWHERE, ERASE_EMPTY_FAMILIES, ERASURES, UNTELL } from './erase';
import { noteRight } from './event';

/** A proposal to erase a person, which somebody else carries out. */
export interface ErasureRow {
  readonly id: string;
  readonly personId: string;
  readonly reason: string;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly carriedOutAt: Date | null;
}

const COLUMNS = `r.id, r.person_id AS "personId", r.reason, r.proposed_by AS "proposedBy", r.proposed_at AS "proposedAt",
  r.carried_out_at AS "carriedOutAt"`;

/**
 * Proposes that a person be erased. Nothing is erased yet.
 * @param scope the persons the request may be about, over alias `p`
 * @throws CodedError NOT_FOUND, LEGAL_DUTY, BAD_USER_INPUT, IDEMPOTENCY_MISMATCH
 */
export async function proposeErasure(
  manager: WriteManager,
  viewer: Viewer,
  scope: RowScope,
  input: { readonly person: string; readonly reason: string; readonly clientKey: string },
): Promise<ErasureRow> {
  const reason = readNote(input.reason);
  const { id: personId, regionCode } = await lockPerson(manager, scope, input.person);
  const request = { subject: viewer.subject, key: input.clientKey, input: { proposeErasure: personId, reason } };
  const id = await onceForKey(manager, request, async () => {
    await refuseDuty(manager, personId);
    const [row]: { id: string }[] = await manager.query(
      `INSERT INTO erasure_request (person_id, region_code, reason, proposed_by)
       VALUES ($1::uuid, $2, $3, $4) RETURNING id`,
      [personId, regionCode, reason, viewer.subject],
    );
    if (!row) throw new Error('a proposal was not written');
    await noteRight(manager, viewer, { personId, event: 'ERASURE_PROPOSED', reason });
    return row.id;
  });
  return getErasure(manager, id);
}

/**
 * Erases the person of a proposal, and the records that were merged into theirs, for good.
 * @param scope the proposals the viewer may name, over `erasure_request r`
 * @throws CodedError NOT_FOUND, FORBIDDEN for who proposed it, INVALID_TRANSITION, LEGAL_DUTY, IDEMPOTENCY_MISMATCH
 */
export async function carryOutErasure(
  manager: WriteManager,
  viewer: Viewer,
  scope: RowScope,
  { proposal, clientKey }: { readonly proposal: string; readonly clientKey: string },
): Promise<ErasureRow> {
  const request = await lockErasure(manager, scope, proposal);
  if (request.proposedBy === viewer.subject) {
    throw new CodedError('FORBIDDEN', { reason: 'whoever proposed an erasure does not carry it out' });
  }
  await onceForKey(manager, { subject: viewer.subject, key: clientKey, input: { erase: request.id } }, async () => {
    if (request.carriedOutAt !== null) {
      throw new CodedError('INVALID_TRANSITION', { from: 'CARRIED_OUT', event: 'CARRY_OUT', allowed: [] });
    }
    await refuseDuty(manager, request.personId);
    // A merged record or the next claimant of a NIK may live where this officer sees nobody.
    await asSystem(manager, viewer, () => erase(manager, viewer, request.personId));
    return true;
  });
  return getErasure(manager, request.id);
}

/** Proposals that wait for somebody, oldest first. */
export async function findPendingErasures(context: SubgraphContext): Promise<ErasureRow[]> {
  const scope = context.scope('ErasureRequest');
  if (scope.kind === 'NOWHERE') return [];
  const { bind, values } = new Parameters();
  const text = `SELECT ${COLUMNS} FROM erasure_request r WHERE r.carried_out_at IS NULL
    AND (${scope.where(bind)}) ORDER BY r.proposed_at, r.id`;
  return context.session.rows<ErasureRow>(statement(text, values));
}

/** @throws CodedError LEGAL_DUTY while the family takes part in a program: payments must stay accountable */
async function refuseDuty(manager: WriteManager, personId: string): Promise<void> {
  const [duty]: unknown[] = await manager.query(
    `SELECT 1 FROM person p JOIN family f ON f.id = p.family_id WHERE p.id = $1::uuid AND f.kpm_flags <> '{}' FOR SHARE OF f`,
    [personId],
  );
  if (!duty) return;
  throw new CodedError('LEGAL_DUTY', {
    reason: 'the family takes part in a program, and its payments have to stay accountable (UU PDP 27/2022 art. 50)',
  });
}

/** With it every proposal about the same person is carried out. */
async function erase(manager: WriteManager, viewer: Viewer, personId: string): Promise<void> {
  const persons: { id: string }[] = await manager.query(
    `WITH RECURSIVE same AS (
       SELECT id FROM person WHERE id = $1::uuid
       UNION SELECT m.id FROM person m JOIN same ON m.merged_into = same.id)
     SELECT id FROM same ORDER BY id`,
    [personId],
  );
  const ids = [persons.map(({ id }) => id)];
  // Their NIKs go, and with them what says who else has one.
  const claimants: { id: string }[] = await manager.query(claimantsBeside('SELECT unnest($1::uuid[])'), ids);
  await manager.query(endConsents('c.person_id = ANY($1::uuid[])', 'ERASED'), ids);
  for (const name of DATA_CLASSES) {
    for (const text of ELSEWHERE[name] ?? []) await manager.query(text, ids);
  }
  const everything = DATA_CLASSES.map((name) => ERASURES[name].set).join(', ');
  await manager.query(
    `UPDATE person p SET ${everything}, erased_at = now(), version = p.version + 1 WHERE p.id = ANY($1::uuid[])`,
    ids,
  );
  await manager.query(ERASE_EMPTY_FAMILIES, ids);
  for (const text of UNTELL) await manager.query(text, ids);
  await manager.query('DELETE FROM quarantine WHERE subject_id = ANY($1::uuid[])', ids);
  await manager.query(
    `UPDATE erasure_request SET carried_out_by = $2, carried_out_at = now()
     WHERE person_id = ANY($1::uuid[]) AND carried_out_at IS NULL`,
    [...ids, viewer.subject],
  );
  for (const { id } of persons) await noteRight(manager, viewer, { personId: id, event: 'ERASED' });
  await manager.query(publishFamilies('SELECT p.family_id FROM person p WHERE p.id = ANY($1::uuid[])'), ids);
  const told = new Set([...persons, ...claimants].map(({ id }) => id));
  await manager.query(publishPersons('SELECT unnest($1::uuid[])'), [[...told]]);
}

async function lockErasure(manager: WriteManager, scope: RowScope, id: string): Promise<ErasureRow> {
  if (scope.kind === 'WHERE' && isUuid(id)) {
    const { bind, values } = new Parameters();
    const [found]: ErasureRow[] = await manager.query(
      `SELECT ${COLUMNS} FROM erasure_request r JOIN person p ON p.id = r.person_id
       WHERE r.id = ${bind(id)}::uuid AND (${scope.where(bind)}) FOR UPDATE OF r, p`,
      values,
    );
    if (found) return found;
  }
  throw new CodedError('NOT_FOUND', { what: 'proposal' });
}

async function getErasure(manager: WriteManager, id: string): Promise<ErasureRow> {
  const [row]: ErasureRow[] = await manager.query(`SELECT ${COLUMNS} FROM erasure_request r WHERE r.id = $1::uuid`, [
    id,
  ]);
  if (!row) throw new CodedError('NOT_FOUND', { what: 'proposal' });
  return row;
}
