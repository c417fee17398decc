import { daysAfter, today } from '../../../shared/machine';
import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { describeMachine } from '../../../test/support/machine-tests';
import { viewerOf } from '../../../test/support/platform';
import { NEED_MACHINE } from '../device-need/need';
import { DEVICE_MACHINE } from './device';

const PLACE = '3204052001';
const TEAM = randomUUID();
/** Whom each record is about, and the need that waits for it. */
const people = new Map<string, string>();
const waiting = new Map<string, string>();

const UNMADE = ['PLANNED', 'ASSEMBLED', 'IN_REWORK'];
const GIVEN = ['HANDED_OVER', 'FOLLOWED_UP', 'SERVICED', 'REPLACED'];
const MEANT = ['ALLOCATED', 'FITTED', ...GIVEN];

async function prepare(admin: Client): Promise<void> {
  await admin.query(`INSERT INTO device_team VALUES ('${TEAM}', 'S-001', 'Tim A', 6, 'an officer')`);
}

async function insertNeed(admin: Client, status: string): Promise<string> {
  const [id, person] = [randomUUID(), randomUUID()];
  people.set(id, person);
  await admin.query(`INSERT INTO device_need (id, centre_id, person_id, region_code, type, priority, assessed_on, status)
    VALUES ('${id}', 'S-001', '${person}', '${PLACE}', 'ADAPTIVE_CANE', 'NORMAL', current_date - 60, '${status}')`);
  return id;
}

async function insertDevice(admin: Client, status: string): Promise<string> {
  const id = randomUUID();
  const need = await insertNeed(
    admin,
    GIVEN.includes(status) ? 'MET' : MEANT.includes(status) ? 'ALLOCATED' : 'WAITING',
  );
  const isMeant = MEANT.includes(status);
  const person = people.get(need) ?? '';
  waiting.set(id, need);
  people.set(id, person);
  const owner = isMeant ? `'${need}', '${person}'` : 'NULL, NULL';
  await admin.query(`INSERT INTO device (id, centre_id, type, region_code, status, planned_for, assembled_by_team_id,
      assembled_on, made_on, need_id, person_id, fitted_on, handed_over_on, bast_number, received_by)
    VALUES ('${id}', 'S-001', 'ADAPTIVE_CANE', '${isMeant ? PLACE : '3275'}', '${status}', current_date - 30, '${TEAM}',
      current_date - 20, ${UNMADE.includes(status) ? 'NULL' : 'current_date - 10'}, ${owner},
      ${status === 'FITTED' || GIVEN.includes(status) ? 'current_date - 5' : 'NULL'},
      ${GIVEN.includes(status) ? `current_date - 3, 'BAST-1', 'SELF'` : 'NULL, NULL, NULL'})`);
  await admin.query(`INSERT INTO device_count VALUES ('S-001', 'ADAPTIVE_CANE', extract(year FROM current_date - 30),
      extract(quarter FROM current_date - 30), 100, 0, 0) ON CONFLICT DO NOTHING`);
  return id;
}

const viewer = (role: Parameters<typeof viewerOf>[0], record: string) =>
  viewerOf(role, { regionCodes: ['ID'], sentraId: 'S-001', personId: people.get(record) ?? randomUUID() });

describeMachine({
  machine: DEVICE_MACHINE,
  schema: 'sentra',
  table: 'device',
  calls: {
    ASSEMBLE: {
      mutation: 'assembleDevice',
      inputType: 'AssembleDeviceInput',
      input: () => ({ teamId: TEAM, assembledOn: today() }),
    },
    PASS_CHECK: {
      mutation: 'passDeviceCheck',
      inputType: 'PassDeviceCheckInput',
      input: () => ({ checkedOn: today() }),
    },
    FAIL_CHECK: { mutation: 'failDeviceCheck' },
    ALLOCATE: {
      mutation: 'allocateDevice',
      inputType: 'AllocateDeviceInput',
      input: (record) => ({ needId: waiting.get(record), needVersion: 1, note: 'anak sekolah' }),
    },
    POSTPONE_FITTING: {
      mutation: 'postponeDeviceFitting',
      inputType: 'PostponeFittingInput',
      input: () => ({ dueOn: daysAfter(today(), 14) }),
    },
    FIT: {
      mutation: 'fitDevice',
      inputType: 'FitDeviceInput',
      input: () => ({ fittedOn: today(), measures: 'panjang 92 cm' }),
    },
    UNALLOCATE: { mutation: 'unallocateDevice' },
    HAND_OVER: {
      mutation: 'handOverDevice',
      inputType: 'HandOverDeviceInput',
      input: () => ({ handedOverOn: today(), bastNumber: 'BAST-12/2026', receivedBy: 'SELF' }),
    },
    FOLLOW_UP: {
      mutation: 'followUpDevice',
      inputType: 'FollowUpDeviceInput',
      input: () => ({ seenOn: today(), use: 'DAILY' }),
    },
    SERVICE: {
      mutation: 'serviceDevice',
      inputType: 'ServiceDeviceInput',
      input: () => ({ servicedOn: today() }),
    },
    REPLACE: { mutation: 'replaceDevice' },
    WITHDRAW: { mutation: 'withdrawDevice' },
  },
  prepare,
  insert: insertDevice,
  viewer,
});

describeMachine({
  machine: NEED_MACHINE,
  schema: 'sentra',
  table: 'device_need',
  calls: { WITHDRAW: { mutation: 'withdrawDeviceNeed' } },
  insert: insertNeed,
  viewer,
});
