import type { Client } from 'pg';
import type { Random } from '../../../platform/demo/nation/random';
import { insert } from '../population';
import type { PersonRow, Uuids } from '../population';

const MADE = { assembled_on: '2026-06-01', made_on: '2026-06-02' };
const GIVEN = { handed_over_on: '2026-07-01', bast_number: 'B-1', received_by: 'SELF' };

/** Needs of persons in every state with the devices that meet them, devices of nobody at each centre, teams and counts. */
export async function fillDevices(
  admin: Client,
  random: Random,
  uuid: Uuids,
  { persons, centres }: { readonly persons: readonly PersonRow[]; readonly centres: readonly string[] },
): Promise<void> {
  const teams = centres.map((centre_id) => ({ id: uuid(), centre_id, name: 'Tim A', assemblers: 6, recorded_by: 'a' }));
  await insert(admin, 'sentra.device_team', teams);
  const needs = persons.map(({ id, region_code }) => ({
    id: uuid(),
    centre_id: random.pick(centres),
    person_id: id,
    region_code,
    type: random.pick(['ADAPTIVE_CANE', 'PROSTHESIS']),
    priority: random.pick(['EMERGENCY', 'HIGH', 'NORMAL']),
    assessed_on: '2026-05-04',
    status: random.pick(['WAITING', 'ALLOCATED', 'MET', 'WITHDRAWN']),
    version: 1,
  }));
  await insert(admin, 'sentra.device_need', needs);
  const byTeam = (centre: string) => ({
    assembled_by_team_id: teams.find(({ centre_id }) => centre_id === centre)?.id,
  });
  const planned = { version: 1, planned_for: '2026-06-30' };
  const served = needs.filter(({ status }) => status === 'ALLOCATED' || status === 'MET');
  await insert(
    admin,
    'sentra.device',
    served.map(({ id, centre_id, person_id, region_code, type, status }) => ({
      ...{
        id: uuid(),
        centre_id,
        type,
        region_code,
        ...planned,
        ...MADE,
        ...byTeam(centre_id),
        need_id: id,
        person_id,
      },
      ...(status === 'MET' ? { status: 'HANDED_OVER', ...GIVEN } : { status: 'ALLOCATED', ...NOT_GIVEN }),
    })),
  );
  await insert(
    admin,
    'sentra.device',
    centres.map((centre_id, index) => ({
      ...{ id: uuid(), centre_id, type: 'ADAPTIVE_CANE', region_code: ['3204', '3205', '3301'][index] ?? '5101' },
      ...{ ...planned, ...MADE, ...byTeam(centre_id), status: 'IN_STOCK' },
    })),
  );
  await insert(admin, 'sentra.device_count', [
    { centre_id: 'S-001', type: 'ADAPTIVE_CANE', year: 2026, quarter: 2, planned: 1, made: 1, distributed: 1 },
  ]);
}

const NOT_GIVEN = { handed_over_on: null, bast_number: null, received_by: null };
