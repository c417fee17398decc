import { step } from '../../../shared/machine';
import type { Machine } from '../../../shared/machine';
import type { DeviceReceiver, DeviceType, DeviceUse } from './vocabulary';

/** States of an assistive device. */
export const DEVICE_STATES = {
  PLANNED: 'Direncanakan.',
  ASSEMBLED: 'Dirakit: waits for the quality check.',
  IN_REWORK: 'Dikerjakan ulang: did not pass the quality check.',
  IN_STOCK: 'Stok: made, for nobody yet.',
  ALLOCATED: 'Dialokasikan: meant for one person.',
  FITTED: 'Disesuaikan: fitted to the person.',
  HANDED_OVER: 'Diserahkan (BAST).',
  FOLLOWED_UP: 'Tindak lanjut: looked at where it is used.',
  SERVICED: 'Diservis.',
  REPLACED: 'Diganti: given back, the person waits for another one.',
  WITHDRAWN: 'Ditarik: out of use.',
} as const;
export type DeviceStatus = keyof typeof DEVICE_STATES;

/** What can happen to an assistive device. */
export const DEVICE_EVENTS = {
  PLAN: 'Plans a device.',
  ASSEMBLE: 'Takes down which team assembled it.',
  PASS_CHECK: 'Lets it pass the quality check: it is made.',
  FAIL_CHECK: 'Sends it back to be worked on again.',
  ALLOCATE: 'Gives it to somebody who waits for one.',
  POSTPONE_FITTING: 'Puts the fitting off.',
  FIT: 'Fits it to the person.',
  UNALLOCATE: 'Puts it back into stock; the person waits again.',
  HAND_OVER: 'Hands it over: it is distributed, the need is met.',
  FOLLOW_UP: 'Looks at how it is used.',
  SERVICE: 'Repairs or adjusts it.',
  REPLACE: 'Takes it back for another one; the person waits again.',
  WITHDRAW: 'Takes it out of use; after a defect or recall the person waits again.',
} as const;
export type DeviceEvent = keyof typeof DEVICE_EVENTS;

export const CHECK_FAILURES = ['UNSAFE', 'PART_DEFECT', 'ASSEMBLY_ERROR', 'FINISH'] as const;
/** Why a fitting is put off: parts come from abroad, and both sides have to be there. */
export const POSTPONE_REASONS = [
  'IMPORTED_PART_MISSING',
  'PERSON_UNWELL',
  'PERSON_ABSENT',
  'TECHNICIAN_ABSENT',
] as const;
export const UNALLOCATE_REASONS = ['DOES_NOT_FIT', 'DECLINED', 'MOVED', 'DECEASED', 'BY_MISTAKE'] as const;
export const SERVICE_REASONS = ['WEAR', 'BREAKAGE', 'ADJUSTMENT'] as const;
export const REPLACE_REASONS = ['WORN_OUT', 'OUTGROWN', 'BROKEN'] as const;
/** Reasons of a withdrawal after which somebody needs another device. */
export const FAULTS = ['DEFECT', 'RECALL'] as const;
export const GIVEN_BACK_REASONS = [...FAULTS, 'NOT_USED', 'NOT_NEEDED', 'DECEASED'] as const;

const OFFICER = ['SENTRA_OFFICER'] as const;

/** What may happen to a device somebody has. */
const given = (state: DeviceStatus) => [
  step<DeviceStatus, DeviceEvent>(state, 'FOLLOW_UP', 'FOLLOWED_UP', OFFICER, 'day, how it is used'),
  step<DeviceStatus, DeviceEvent>(state, 'SERVICE', 'SERVICED', OFFICER, 'day', { reasons: SERVICE_REASONS }),
  step<DeviceStatus, DeviceEvent>(state, 'REPLACE', 'REPLACED', OFFICER, 'reason', { reasons: REPLACE_REASONS }),
  step<DeviceStatus, DeviceEvent>(state, 'WITHDRAW', 'WITHDRAWN', OFFICER, 'reason', { reasons: GIVEN_BACK_REASONS }),
];
const toAssemble = (state: DeviceStatus, reasons: readonly string[]) => [
  step<DeviceStatus, DeviceEvent>(state, 'ASSEMBLE', 'ASSEMBLED', OFFICER, 'team of the centre, day'),
  step<DeviceStatus, DeviceEvent>(state, 'WITHDRAW', 'WITHDRAWN', OFFICER, 'reason', { reasons }),
];
const UNALLOCATE = { reasons: UNALLOCATE_REASONS };

/**
 * The status machine of a device (alat bantu). Made and distributed are two measures: it is made when somebody else than whoever
 * took down its assembly lets it pass, and distributed when it is handed over; a device is either only once.
 */
export const DEVICE_MACHINE: Machine<DeviceStatus, DeviceEvent> = {
  name: 'device',
  what: 'device',
  states: DEVICE_STATES,
  events: DEVICE_EVENTS,
  steps: [
    step(null, 'PLAN', 'PLANNED', OFFICER, 'type, day it is planned for; a centre with a workshop'),
    ...toAssemble('PLANNED', ['PLAN_CANCELLED']),
    step('ASSEMBLED', 'PASS_CHECK', 'IN_STOCK', OFFICER, 'day of the check', { apartFrom: ['ASSEMBLE'] }),
    step('ASSEMBLED', 'FAIL_CHECK', 'IN_REWORK', OFFICER, 'reason', {
      reasons: CHECK_FAILURES,
      apartFrom: ['ASSEMBLE'],
    }),
    ...toAssemble('IN_REWORK', ['NOT_REPAIRABLE']),
    step('IN_STOCK', 'ALLOCATE', 'ALLOCATED', OFFICER, 'the need, of the same type; out of turn with a note why'),
    step('IN_STOCK', 'WITHDRAW', 'WITHDRAWN', OFFICER, 'reason', { reasons: FAULTS }),
    step('ALLOCATED', 'POSTPONE_FITTING', 'ALLOCATED', OFFICER, 'reason, day it is due', { reasons: POSTPONE_REASONS }),
    step('ALLOCATED', 'FIT', 'FITTED', OFFICER, 'day, measures'),
    step('ALLOCATED', 'UNALLOCATE', 'IN_STOCK', OFFICER, 'reason', UNALLOCATE),
    step('FITTED', 'HAND_OVER', 'HANDED_OVER', OFFICER, 'number and day of the record (BAST), who took it'),
    step('FITTED', 'UNALLOCATE', 'IN_STOCK', OFFICER, 'reason', UNALLOCATE),
    ...given('HANDED_OVER'),
    ...given('FOLLOWED_UP'),
    ...given('SERVICED'),
  ],
};

/** A device as the subgraph holds it. */
export interface DeviceRow {
  readonly id: string;
  readonly centreId: string;
  readonly type: DeviceType;
  readonly regionCode: string;
  readonly status: DeviceStatus;
  readonly version: number;
  readonly plannedFor: string;
  readonly assembledByTeamId: string | null;
  readonly assembledOn: string | null;
  readonly madeOn: string | null;
  readonly needId: string | null;
  readonly personId: string | null;
  readonly allocatedOn: string | null;
  readonly fittingDueOn: string | null;
  readonly postponedFor: string | null;
  readonly fittedOn: string | null;
  readonly measures: string | null;
  readonly handedOverOn: string | null;
  readonly bastNumber: string | null;
  readonly receivedBy: DeviceReceiver | null;
  readonly followedUpOn: string | null;
  readonly use: DeviceUse | null;
  readonly servicedOn: string | null;
  readonly endReason: string | null;
}

/** What other subgraphs learn of a device: a thing. Whose it is, and how long that took, is for statistics alone. */
export function deviceFact(row: string): string {
  return `jsonb_build_object('centreId', ${row}.centre_id, 'type', ${row}.type, 'status', ${row}.status,
    'statistics', jsonb_build_object('personId', ${row}.person_id, 'plannedFor', ${row}.planned_for, 'madeOn', ${row}.made_on,
      'handedOverOn', ${row}.handed_over_on,
      'regency', (SELECT ce.regency_code FROM centre ce WHERE ce.id = ${row}.centre_id),
      'leadDays', (SELECT ${row}.handed_over_on - n.assessed_on FROM device_need n WHERE n.id = ${row}.need_id)))`;
}
