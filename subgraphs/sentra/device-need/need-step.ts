import { randomUUID } from 'node:crypto';
import { Parameters, isUuid } from '../../../shared/database';
import type { WriteManager } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import { takeStep } from '../../../shared/machine';
import type { Evidence, LockedRecord } from '../../../shared/machine';
import type { Asked, SubgraphContext } from '../../../shared/subgraph';
import { NEED_RECORDS } from './need';
import type { NeedEvent, NeedStatus } from './need';
import type { RegisterNeedInput } from './need-args.graph';

/** Puts the person of an open case on the waiting list, from the day of the episode's latest assessment on. */
export async function registerNeed(
  manager: WriteManager,
  status: NeedStatus,
  { input, context }: Asked<RegisterNeedInput>,
): Promise<{ readonly id: string; readonly evidence: Evidence }> {
  const found = await lockCase(manager, context, input.caseId);
  const { assessmentId, assessedOn } = found;
  if (assessmentId === null || assessedOn === null) {
    throw new CodedError('BAD_USER_INPUT', { reason: 'it takes an open case with an assessment of this episode' });
  }
  await requireNoOther(manager, found, input.type);
  const id = randomUUID();
  await manager.query(
    `INSERT INTO device_need (id, centre_id, case_id, person_id, region_code, type, priority, assessed_on, status)
     VALUES ($1::uuid, $2, $3::uuid, $4::uuid, $5, $6, $7, $8::date, $9)`,
    [
      id,
      found.centreId,
      input.caseId,
      found.personId,
      found.regionCode,
      input.type,
      input.priority,
      assessedOn,
      status,
    ],
  );
  return { id, evidence: { assessmentId, assessedOn, priority: input.priority } };
}

/** Keeps why a need was taken off the list. */
export async function withdrawNeed(
  manager: WriteManager,
  { id }: Pick<LockedRecord<NeedStatus>, 'id'>,
  { input }: Asked<{ readonly reason: string }>,
): Promise<undefined> {
  await manager.query('UPDATE device_need SET end_reason = $2 WHERE id = $1::uuid', [id, input.reason]);
}

/** A device on its way, whose need moves along. */
type MovingDevice = Pick<LockedRecord<string>, 'id' | 'version'>;

/**
 * Takes the need of a device along by its own machine, by the same hand and in the same transaction. The device's row is locked
 * before that of its need, always, so that two of these never wait for each other.
 * @throws CodedError what a step of the need throws, so that neither moves
 */
export async function moveNeed(
  manager: WriteManager,
  device: MovingDevice,
  context: SubgraphContext,
  event: Exclude<NeedEvent, 'REGISTER' | 'WITHDRAW'>,
  need: Pick<LockedRecord<NeedStatus>, 'id' | 'version'>,
  effect?: () => Promise<undefined>,
): Promise<void> {
  const asking = { viewer: context.viewer, scope: context.scope('DeviceNeed') };
  const request = { ...need, event, clientKey: `device:${device.id}:${device.version}` };
  await takeStep(manager, asking, NEED_RECORDS, request, async () => {
    await effect?.();
    return { deviceId: device.id };
  });
}

/** The need a device was allocated to, locked. */
export async function getNeedOf(
  manager: WriteManager,
  deviceId: string,
): Promise<{ readonly id: string; readonly version: number; readonly personId: string }> {
  const [need]: { id: string; version: number; personId: string }[] = await manager.query(
    `SELECT n.id, n.version, n.person_id AS "personId" FROM device_need n JOIN device d ON d.need_id = n.id
     WHERE d.id = $1::uuid FOR UPDATE OF n`,
    [deviceId],
  );
  if (need) return need;
  throw new CodedError('NOT_FOUND', { what: NEED_RECORDS.machine.what });
}

/** Lets the person of a device that is taken back wait again, unless another open need of the type does already. */
export async function reopenNeed(manager: WriteManager, device: MovingDevice, context: SubgraphContext): Promise<void> {
  const need = await getNeedOf(manager, device.id);
  if (await hasOther(manager, need.id)) return;
  await moveNeed(manager, device, context, 'REOPEN', need, async () => {
    await manager.query('UPDATE device_need SET met_on = NULL WHERE id = $1::uuid', [need.id]);
  });
}

interface CaseOfNeed {
  readonly centreId: string;
  readonly personId: string;
  readonly regionCode: string;
  readonly assessmentId: string | null;
  readonly assessedOn: string | null;
}

/** The open case a need is found in, with the latest assessment of its episode. @throws CodedError NOT_FOUND */
async function lockCase(manager: WriteManager, context: SubgraphContext, id: string): Promise<CaseOfNeed> {
  const scope = context.scope('ServiceCase');
  if (scope.kind !== 'NOWHERE' && isUuid(id)) {
    const { bind, values } = new Parameters();
    const [found]: CaseOfNeed[] = await manager.query(
      `SELECT c.centre_id AS "centreId", c.person_id AS "personId", c.region_code AS "regionCode",
         latest.id AS "assessmentId", latest.assessed_on::text AS "assessedOn"
       FROM service_case c LEFT JOIN LATERAL (
         SELECT a.id, a.assessed_on FROM assessment a WHERE a.case_id = c.id AND a.episode = c.episode
           AND c.status NOT IN ('EXITED', 'CLOSED') AND c.person_id IS NOT NULL
         ORDER BY a.assessed_on DESC, a.id LIMIT 1) latest ON true
       WHERE c.id = ${bind(id)}::uuid AND (${scope.where(bind)}) FOR UPDATE OF c`,
      values,
    );
    if (found) return found;
  }
  throw new CodedError('NOT_FOUND', { what: 'case' });
}

/** Needs of one person at one centre are opened one after the other. */
const ONE_AT_A_TIME = `SELECT pg_advisory_xact_lock(hashtextextended('device_need ' || $1 || ' ' || $2, 0))`;

async function requireNoOther(manager: WriteManager, { centreId, personId }: CaseOfNeed, type: string): Promise<void> {
  await manager.query(ONE_AT_A_TIME, [centreId, personId]);
  const open: object[] = await manager.query(
    `SELECT FROM device_need WHERE centre_id = $1 AND person_id = $2::uuid AND type = $3
       AND status IN ('WAITING', 'ALLOCATED')`,
    [centreId, personId, type],
  );
  if (open.length > 0) {
    throw new CodedError('BAD_USER_INPUT', { reason: 'the person waits for such a device at this centre already' });
  }
}

async function hasOther(manager: WriteManager, needId: string): Promise<boolean> {
  const [need]: { centreId: string; personId: string }[] = await manager.query(
    `SELECT centre_id AS "centreId", person_id AS "personId" FROM device_need WHERE id = $1::uuid`,
    [needId],
  );
  await manager.query(ONE_AT_A_TIME, [need?.centreId, need?.personId]);
  const others: object[] = await manager.query(
    `SELECT FROM device_need o JOIN device_need n ON n.id = $1::uuid AND o.centre_id = n.centre_id
       AND o.person_id = n.person_id AND o.type = n.type
     WHERE o.id <> n.id AND o.status IN ('WAITING', 'ALLOCATED')`,
    [needId],
  );
  return others.length > 0;
}
