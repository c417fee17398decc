import { randomUUID } from 'node:crypto';
import { isUuid } from '../../../shared/database';
import type { WriteManager } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import type { Evidence, LockedRecord } from '../../../shared/machine';
import type { Asked } from '../../../shared/subgraph';
import { dayOf, readPastDay, today } from '../../../shared/machine';
import { countDevice } from './count';
import type { DeviceStatus } from './device';
import type { AssembleDeviceInput, PassDeviceCheckInput, PlanDeviceInput } from './device-inputs.graph';

type Device = LockedRecord<DeviceStatus>;
const refused = (reason: string) => new CodedError('BAD_USER_INPUT', { reason });

/** Writes a device the officer's centre, which has a workshop, plans to make. */
export async function planDevice(
  manager: WriteManager,
  status: DeviceStatus,
  { input, context: { viewer } }: Asked<PlanDeviceInput>,
): Promise<{ readonly id: string; readonly evidence: Evidence }> {
  if (viewer.sentraId === undefined) throw new CodedError('FORBIDDEN', { reason: 'your account names no Sentra' });
  const plannedFor = dayOf(input.plannedFor);
  if (plannedFor < today()) throw refused('the day it is planned for is past');
  const id = randomUUID();
  const written: object[] = await manager.query(
    `INSERT INTO device (id, centre_id, type, region_code, status, planned_for)
     SELECT $1::uuid, ce.id, $3, ce.regency_code, $4, $5::date FROM centre ce WHERE ce.id = $2 AND ce.has_workshop
     RETURNING id`,
    [id, viewer.sentraId, input.type, status, plannedFor],
  );
  if (written.length === 0) throw refused('your centre has no workshop');
  await countDevice(manager, viewer, id, 'planned');
  return { id, evidence: { type: input.type, plannedFor } };
}

/** Keeps by which team of the centre a device was assembled. */
export async function assemble(
  manager: WriteManager,
  { id }: Device,
  { input }: Asked<AssembleDeviceInput>,
): Promise<Evidence> {
  const assembledOn = readPastDay('the assembly', input.assembledOn);
  const [team]: { assemblers: number }[] = isUuid(input.teamId)
    ? await manager.query(
        `SELECT t.assemblers FROM device_team t JOIN device d ON d.centre_id = t.centre_id
         WHERE t.id = $1::uuid AND d.id = $2::uuid`,
        [input.teamId, id],
      )
    : [];
  if (!team) throw refused('name a team of the centre');
  await manager.query(
    'UPDATE device SET assembled_by_team_id = $2::uuid, assembled_on = $3::date WHERE id = $1::uuid',
    [id, input.teamId, assembledOn],
  );
  // The team may grow: how many they were is kept here.
  return { teamId: input.teamId, assemblers: team.assemblers, assembledOn };
}

/** A device is made the day it passes the check; that somebody else took down its assembly is the machine's to see. */
export async function passCheck(
  manager: WriteManager,
  { id }: Device,
  { input, context: { viewer } }: Asked<PassDeviceCheckInput>,
): Promise<Evidence> {
  const madeOn = readPastDay('the check', input.checkedOn);
  const late: object[] = await manager.query('SELECT FROM device WHERE id = $1::uuid AND assembled_on > $2::date', [
    id,
    madeOn,
  ]);
  if (late.length > 0) throw refused('the check is older than the assembly');
  await manager.query('UPDATE device SET made_on = $2::date WHERE id = $1::uuid', [id, madeOn]);
  await countDevice(manager, viewer, id, 'made');
  return { madeOn };
}
