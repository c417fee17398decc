import { Parameters, isUuid, onceForKey } from '../../../shared/database';
import type { WriteManager } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import type { SubgraphContext } from '../../../shared/subgraph';
import { ENDED, caseFact } from './case';
import type { CaseStatus } from './case';
import { CASES } from './case.loader';

/** One request to write something into the file of a case, which leaves its state alone. */
export interface FileRequest {
  readonly caseId: string;
  readonly clientKey: string;
  /** The version that was looked at, where what is written takes the place of something. */
  readonly version?: number;
}

/**
 * Writes into the file of a case the viewer sees, once for the client key. The case is locked, so that it is in the state
 * that was looked at.
 * @param states in which it may be written; any but the ended ones if left out
 * @throws CodedError NOT_FOUND (also out of scope), CONFLICT, BAD_USER_INPUT, IDEMPOTENCY_MISMATCH, and what `work` throws
 */
export async function writeIntoFile(
  context: SubgraphContext,
  request: FileRequest & Readonly<Record<string, unknown>>,
  work: (manager: WriteManager) => Promise<void>,
  states?: readonly CaseStatus[],
): Promise<void> {
  const { viewer } = context;
  const { clientKey: key, ...input } = request;
  await context.write(async (manager) => {
    const { status, version } = await lock(context, manager, request.caseId);
    await onceForKey(manager, { subject: viewer.subject, key, input }, async () => {
      if (request.version !== undefined && request.version !== version) {
        throw new CodedError('CONFLICT', { what: 'case' });
      }
      if (states ? !states.includes(status) : ENDED.includes(status)) {
        throw new CodedError('BAD_USER_INPUT', { reason: `nothing of that kind is written in state ${status}` });
      }
      await work(manager);
      return null;
    });
  });
}

interface LockedCase {
  readonly status: CaseStatus;
  readonly version: number;
}

async function lock(context: SubgraphContext, manager: WriteManager, caseId: string): Promise<LockedCase> {
  const scope = context.scope('ServiceCase');
  if (scope.kind !== 'NOWHERE' && isUuid(caseId)) {
    const { bind, values } = new Parameters();
    const [found]: LockedCase[] = await manager.query(
      `SELECT c.status, c.version FROM ${CASES} WHERE c.id = ${bind(caseId)}::uuid AND (${scope.where(bind)}) FOR UPDATE OF c`,
      values,
    );
    if (found) return found;
  }
  throw new CodedError('NOT_FOUND', { what: 'case' });
}

/** Tells other subgraphs how a case stands, where no step does. */
export async function publishCase(manager: WriteManager, caseId: string): Promise<void> {
  await manager.query(
    `INSERT INTO outbox (topic, entity_id, payload)
     SELECT 'service_case', f.id, ${caseFact('f')} FROM service_case f WHERE f.id = $1::uuid`,
    [caseId],
  );
}
