import type { AnyMachine } from '../../shared/machine';
import { CASE_MACHINE } from './case/case';
import { DEVICE_MACHINE } from './device/device';
import { NEED_MACHINE } from './device-need/need';

/** Every state machine of this subgraph with the table that holds its records. */
export const SENTRA_MACHINES: readonly { readonly machine: AnyMachine; readonly table: string }[] = [
  { machine: CASE_MACHINE, table: 'service_case' },
  { machine: DEVICE_MACHINE, table: 'device' },
  { machine: NEED_MACHINE, table: 'device_need' },
];
