import type { WriteManager } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import type { Evidence, LockedRecord } from '../../../shared/machine';
import type { Asked } from '../../../shared/subgraph';
import { readFutureDay, readPastDay, readReference, TODAY } from '../../../shared/machine';
import { AHEAD } from '../device-need/need.loader';
import { getNeedOf, moveNeed, reopenNeed } from '../device-need/need-step';
import { readText } from '../text';
import { countDevice, uncountPlan } from './count';
import { FAULTS } from './device';
import type { DeviceStatus } from './device';
import type {
  AllocateDeviceInput,
  FitDeviceInput,
  FollowUpDeviceInput,
  HandOverDeviceInput,
  PostponeFittingInput,
  ServiceDeviceInput,
} from './device-inputs.graph';

type Device = LockedRecord<DeviceStatus>;
type Reasoned = Asked<{ readonly reason: string }>;
const refused = (reason: string) => new CodedError('BAD_USER_INPUT', { reason });

/** Gives a device of the stock to a need of the same type; out of turn only with words that say why. */
export async function allocate(
  manager: WriteManager,
  device: Device,
  { input, context }: Asked<AllocateDeviceInput>,
): Promise<Evidence> {
  const need = { id: input.needId, version: input.needVersion };
  let ahead = 0;
  await moveNeed(manager, device, context, 'ALLOCATE', need, async () => {
    const [found]: { ahead: number }[] = await manager.query(
      `SELECT (${AHEAD}) AS ahead FROM device_need n JOIN device d ON d.id = $2::uuid AND d.type = n.type
       WHERE n.id = $1::uuid`,
      [need.id, device.id],
    );
    if (!found) throw refused('the person needs a device of another type');
    ({ ahead } = found);
    if (ahead > 0 && !input.note?.trim())
      throw refused(`${ahead} waiting come first; a note says why this one does not wait`);
  });
  await manager.query(
    `UPDATE device d SET need_id = n.id, person_id = n.person_id, region_code = n.region_code, allocated_on = ${TODAY}
     FROM device_need n WHERE d.id = $1::uuid AND n.id = $2::uuid`,
    [device.id, need.id],
  );
  return { needId: need.id, ahead };
}

/** Puts a device back into stock; its need waits again, and nothing on it tells for whom it was meant. */
export async function unallocate(manager: WriteManager, device: Device, { context }: Reasoned): Promise<Evidence> {
  const need = await getNeedOf(manager, device.id);
  await moveNeed(manager, device, context, 'RELEASE', need);
  await manager.query(
    `UPDATE device d SET need_id = NULL, person_id = NULL, allocated_on = NULL, fitting_due_on = NULL, postponed_for = NULL,
       fitted_on = NULL, measures = NULL, region_code = ce.regency_code
     FROM centre ce WHERE ce.id = d.centre_id AND d.id = $1::uuid`,
    [device.id],
  );
  return { needId: need.id };
}

/** Puts the fitting off to a day to come. */
export async function postpone(
  manager: WriteManager,
  { id }: Device,
  { input }: Asked<PostponeFittingInput>,
): Promise<Evidence> {
  const dueOn = readFutureDay('the day of the fitting', input.dueOn);
  await manager.query('UPDATE device SET fitting_due_on = $2::date, postponed_for = $3 WHERE id = $1::uuid', [
    id,
    dueOn,
    input.reason,
  ]);
  return { dueOn };
}

/** Keeps when a device was fitted and what was measured. */
export async function fit(manager: WriteManager, { id }: Device, { input }: Asked<FitDeviceInput>): Promise<Evidence> {
  const fittedOn = readPastDay('the fitting', input.fittedOn);
  await requireNotBefore(manager, id, 'allocated_on', fittedOn, 'the fitting is older than the allocation');
  await manager.query(
    `UPDATE device SET fitted_on = $2::date, measures = $3, fitting_due_on = NULL, postponed_for = NULL
     WHERE id = $1::uuid`,
    [id, fittedOn, readText('measures', input.measures)],
  );
  return { fittedOn };
}

/** Hands a device over by a numbered record: it is distributed, and its need met. */
export async function handOver(
  manager: WriteManager,
  device: Device,
  { input, context }: Asked<HandOverDeviceInput>,
): Promise<Evidence> {
  const handedOverOn = readPastDay('the hand-over', input.handedOverOn);
  const bastNumber = readReference('number of the record', input.bastNumber);
  await requireNotBefore(manager, device.id, 'fitted_on', handedOverOn, 'the hand-over is older than the fitting');
  const need = await getNeedOf(manager, device.id);
  await moveNeed(manager, device, context, 'MEET', need, async () => {
    await manager.query('UPDATE device_need SET met_on = $2::date WHERE id = $1::uuid', [need.id, handedOverOn]);
  });
  await manager.query(
    `UPDATE device SET handed_over_on = $2::date, bast_number = $3, received_by = $4 WHERE id = $1::uuid`,
    [device.id, handedOverOn, bastNumber, input.receivedBy],
  );
  await countDevice(manager, context.viewer, device.id, 'distributed');
  return { needId: need.id, handedOverOn, bastNumber, receivedBy: input.receivedBy };
}

/** Keeps how a device was found to be used. */
export async function followUp(
  manager: WriteManager,
  { id }: Device,
  { input }: Asked<FollowUpDeviceInput>,
): Promise<Evidence> {
  const seenOn = readPastDay('the follow-up', input.seenOn);
  await requireNotBefore(manager, id, 'handed_over_on', seenOn, 'the follow-up is older than the hand-over');
  await manager.query('UPDATE device SET followed_up_on = $2::date, use = $3 WHERE id = $1::uuid', [
    id,
    seenOn,
    input.use,
  ]);
  return { seenOn, use: input.use };
}

/** Keeps when a device was repaired. */
export async function service(
  manager: WriteManager,
  { id }: Device,
  { input }: Asked<ServiceDeviceInput>,
): Promise<Evidence> {
  const servicedOn = readPastDay('the service', input.servicedOn);
  await requireNotBefore(manager, id, 'handed_over_on', servicedOn, 'the service is older than the hand-over');
  await manager.query('UPDATE device SET serviced_on = $2::date WHERE id = $1::uuid', [id, servicedOn]);
  return { servicedOn };
}

/** The person gives a device back for another one, and waits for it. */
export async function replace(manager: WriteManager, device: Device, { input, context }: Reasoned): Promise<undefined> {
  await end(manager, device, input.reason);
  await reopenNeed(manager, device, context);
}

/** Takes a device out of use, wherever it is; whoever had it for its fault waits again. */
export async function withdraw(
  manager: WriteManager,
  device: Device,
  { input, context }: Reasoned,
): Promise<undefined> {
  await end(manager, device, input.reason);
  if (device.status === 'PLANNED') await uncountPlan(manager, context.viewer, device.id);
  const isFault = FAULTS.some((fault) => fault === input.reason);
  if (isFault && device.status !== 'IN_STOCK') await reopenNeed(manager, device, context);
}

async function end(manager: WriteManager, { id }: Device, reason: string): Promise<void> {
  await manager.query('UPDATE device SET end_reason = $2 WHERE id = $1::uuid', [id, reason]);
}

async function requireNotBefore(
  manager: WriteManager,
  id: string,
  column: 'allocated_on' | 'fitted_on' | 'handed_over_on',
  day: string,
  reason: string,
): Promise<void> {
  const later: object[] = await manager.query(`SELECT FROM device WHERE id = $1::uuid AND ${column} > $2::date`, [
    id,
    day,
  ]);
  if (later.length > 0) throw refused(reason);
}
