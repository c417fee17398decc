import { randomUUID } from 'node:crypto';
import { Parameters, asSystem, isUuid } from '../../../shared/database';
import type { WriteManager } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import type { Evidence } from '../../../shared/machine';
import type { Asked, SubgraphContext } from '../../../shared/subgraph';
import { TODAY } from '../../../shared/machine';
import { ENROLMENT_MACHINE } from '../enrolment/enrolment';
import type { EnrolmentStatus } from '../enrolment/enrolment';
import { ENROLMENTS } from '../enrolment/enrolment.loader';
import type { GraduationStatus } from './graduation';
import type { GraduationProposalInput } from './graduation-args.graph';
import { HOLDS_ENROLMENT, LEAVABLE } from './holding';
import { findFacts } from './rule';
import { requireAdult } from './signing';

/**
 * Writes a proposal about an enrolment the viewer sees.
 * @throws CodedError FORBIDDEN for a child, NOT_FOUND, INVALID_TRANSITION for an enrolment that is not running, CONFLICT for one that has another
 *   graduation under way
 */
export async function propose(
  manager: WriteManager,
  status: GraduationStatus,
  { input, context }: Asked<GraduationProposalInput>,
): Promise<{ readonly id: string; readonly evidence: Evidence }> {
  const { enrolmentId, ground } = input;
  await requireAdult(manager, context.viewer);
  await requireInScope(manager, context, enrolmentId);
  // Who proposes changes no enrolment; the lock is the platform's.
  const facts = await asSystem(manager, context.viewer, async () => {
    await holdEnrolment(manager, enrolmentId);
    return findFacts(manager, enrolmentId);
  });
  const id = randomUUID();
  await manager.query(
    `INSERT INTO graduation (id, enrolment_id, family_id, region_code, program_code, status, ground, evidence, proposed_by,
       proposed_on)
     SELECT $1::uuid, e.id, e.family_id, e.region_code, e.program_code, $3, $4, $5::jsonb, $6, ${TODAY} FROM enrolment e
     WHERE e.id = $2::uuid`,
    [id, enrolmentId, status, ground, JSON.stringify(facts), context.viewer.role],
  );
  return { id, evidence: { ground, enrolmentId, rules: facts.map(({ rule }) => rule) } };
}

async function requireInScope(manager: WriteManager, context: SubgraphContext, enrolmentId: string): Promise<void> {
  const scope = context.scope('Enrolment');
  if (scope.kind !== 'NOWHERE' && isUuid(enrolmentId)) {
    const { bind, values } = new Parameters();
    const found: unknown[] = await manager.query(
      `SELECT e.id FROM ${ENROLMENTS} WHERE e.id = ${bind(enrolmentId)}::uuid AND (${scope.where(bind)})`,
      values,
    );
    if (found.length > 0) return;
  }
  throw new CodedError('NOT_FOUND', { what: ENROLMENT_MACHINE.what });
}

/** Locks an enrolment that can be left and has no other graduation under way: of two who propose at once one waits. */
async function holdEnrolment(manager: WriteManager, enrolmentId: string): Promise<void> {
  const [enrolment]: { status: EnrolmentStatus }[] = await manager.query(
    'SELECT status FROM enrolment WHERE id = $1::uuid FOR UPDATE',
    [enrolmentId],
  );
  const from = enrolment?.status ?? 'INACTIVE';
  if (!LEAVABLE.includes(from)) throw new CodedError('INVALID_TRANSITION', { from, event: 'PROPOSE', allowed: [] });
  const held: unknown[] = await manager.query(
    `SELECT g.id FROM graduation g WHERE g.enrolment_id = $1::uuid AND ${HOLDS_ENROLMENT}`,
    [enrolmentId],
  );
  if (held.length > 0) throw new CodedError('CONFLICT', { what: ENROLMENT_MACHINE.what });
}
