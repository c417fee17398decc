import type { Client } from 'pg';
import { insert } from './write-population';

/** A device, and the need it met, within reach of everybody who sees such at all, and one beyond it. */
export const DEVICE_IDS = {
  near: '00000041-0000-8000-8000-000000000001',
  far: '00000041-0000-8000-8000-000000000002',
} as const;
export const NEED_IDS = {
  near: '00000042-0000-8000-8000-000000000001',
  far: '00000042-0000-8000-8000-000000000002',
} as const;
const TEAM = '00000043-0000-8000-8000-00000000000';
const STEP = {
  actor: 'a',
  actor_role: 'SENTRA_OFFICER',
  reason: 'IMPORTED_PART_MISSING',
  note: 'catatan',
  at: '2026-06-03',
};

/** Whose device and need they are. */
interface Owner {
  readonly centreId: string;
  readonly place: string;
  readonly personId: string;
}

/** Writes devices and needs in which every column has a value, with their teams, histories and counts. */
export async function plantDevices(client: Client, owners: Readonly<Record<'near' | 'far', Owner>>): Promise<void> {
  const all = (['near', 'far'] as const).map((key, index) => ({
    ...owners[key],
    need: NEED_IDS[key],
    device: DEVICE_IDS[key],
    team: `${TEAM}${index}`,
  }));
  await insert(
    client,
    'sentra.device_team',
    all.map(({ team, centreId }) => ({
      id: team,
      centre_id: centreId,
      name: 'Tim Contoh',
      assemblers: 12,
      recorded_by: 'a',
    })),
  );
  await insert(
    client,
    'sentra.device_need',
    all.map(({ need, centreId, place, personId }) => ({
      ...{
        id: need,
        centre_id: centreId,
        region_code: place,
        person_id: personId,
        type: 'PROSTHESIS',
        priority: 'HIGH',
      },
      ...{ assessed_on: '2026-05-04', status: 'WAITING', version: 1, met_on: '2026-07-01', end_reason: 'MOVED' },
    })),
  );
  await insert(
    client,
    'sentra.device',
    all.map(({ device, need, team, centreId, place, personId }) => ({
      ...{
        id: device,
        centre_id: centreId,
        region_code: place,
        person_id: personId,
        need_id: need,
        type: 'PROSTHESIS',
      },
      ...{ status: 'FOLLOWED_UP', version: 1, planned_for: '2026-06-30', assembled_by_team_id: team, use: 'DAILY' },
      ...{
        assembled_on: '2026-06-01',
        made_on: '2026-06-02',
        allocated_on: '2026-06-03',
        fitting_due_on: '2026-06-20',
      },
      ...{ postponed_for: 'IMPORTED_PART_MISSING', fitted_on: '2026-06-21', measures: 'ukuran', received_by: 'SELF' },
      ...{ handed_over_on: '2026-07-01', bast_number: 'BAST-1', followed_up_on: '2026-08-01', end_reason: 'DEFECT' },
      serviced_on: '2026-08-15',
    })),
  );
  await client.query(`INSERT INTO sentra.device_count (centre_id, type, year, quarter, planned, made, distributed)
    VALUES ('S-001', 'PROSTHESIS', 2026, 3, 20, 15, 12) ON CONFLICT DO NOTHING`);
  const happened = (machine: string, entity_id: string, event: string, from_status: string, to_status: string) => ({
    ...{ machine, entity_id, event, from_status, to_status, evidence: {} },
    ...STEP,
  });
  await insert(
    client,
    'sentra.transition_event',
    all.flatMap(({ device, need }) => [
      happened('device', device, 'POSTPONE_FITTING', 'ALLOCATED', 'ALLOCATED'),
      happened('device_need', need, 'MEET', 'ALLOCATED', 'MET'),
    ]),
  );
}
