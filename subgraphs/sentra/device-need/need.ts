import { step } from '../../../shared/machine';
import type { Machine, Records } from '../../../shared/machine';
import type { DeviceType, NeedPriority } from '../device/vocabulary';

/** States of somebody's need of an assistive device. */
export const NEED_STATES = {
  WAITING: 'Menunggu.',
  ALLOCATED: 'Dialokasikan: a device is meant for the person.',
  MET: 'Terpenuhi: the device was handed over.',
  WITHDRAWN: 'Dibatalkan.',
} as const;
export type NeedStatus = keyof typeof NEED_STATES;

/** What can happen to a need. */
export const NEED_EVENTS = {
  REGISTER: 'Puts somebody on the waiting list.',
  ALLOCATE: 'A device is allocated.',
  RELEASE: 'The device goes back into stock.',
  MEET: 'The device is handed over.',
  REOPEN: 'The device was replaced or taken back for a fault; the person waits again, from the same day on.',
  WITHDRAW: 'Takes the need off the waiting list.',
} as const;
export type NeedEvent = keyof typeof NEED_EVENTS;

export const NEED_END_REASONS = ['DECLINED', 'DECEASED', 'MOVED', 'MET_ELSEWHERE', 'NOT_NEEDED'] as const;

const OFFICER = ['SENTRA_OFFICER'] as const;
const WITH_DEVICE = 'the step of the device, by the same hand in the same transaction';

/** The status machine of a need. Between the waiting list and the end it follows the device that is to meet it. */
export const NEED_MACHINE: Machine<NeedStatus, NeedEvent> = {
  name: 'device_need',
  what: 'need of a device',
  states: NEED_STATES,
  events: NEED_EVENTS,
  steps: [
    step(null, 'REGISTER', 'WAITING', OFFICER, 'an open case of the centre, with an assessment of this episode'),
    step('WAITING', 'ALLOCATE', 'ALLOCATED', OFFICER, WITH_DEVICE),
    step('WAITING', 'WITHDRAW', 'WITHDRAWN', ['SENTRA_OFFICER', 'CITIZEN'], 'reason', { reasons: NEED_END_REASONS }),
    step('ALLOCATED', 'RELEASE', 'WAITING', OFFICER, WITH_DEVICE),
    step('ALLOCATED', 'MEET', 'MET', OFFICER, WITH_DEVICE),
    step('MET', 'REOPEN', 'WAITING', OFFICER, WITH_DEVICE),
  ],
};

/** A need as the subgraph holds it. */
export interface NeedRow {
  readonly id: string;
  readonly centreId: string;
  readonly personId: string;
  readonly regionCode: string;
  readonly type: DeviceType;
  readonly priority: NeedPriority;
  readonly assessedOn: string;
  readonly status: NeedStatus;
  readonly version: number;
  readonly metOn: string | null;
  readonly endReason: string | null;
}

export const NEEDS = 'device_need n';

export const NEED_RECORDS: Records<NeedStatus, NeedEvent> = {
  machine: NEED_MACHINE,
  table: 'device_need',
  from: NEEDS,
  alias: 'n',
  fact: needFact,
};

/** A thing is wanted somewhere; by whom, and since when, is for statistics alone. */
export function needFact(row: string): string {
  return `jsonb_build_object('centreId', ${row}.centre_id, 'type', ${row}.type, 'status', ${row}.status,
    'statistics', jsonb_build_object('personId', ${row}.person_id, 'priority', ${row}.priority,
      'assessedOn', ${row}.assessed_on, 'metOn', ${row}.met_on))`;
}
