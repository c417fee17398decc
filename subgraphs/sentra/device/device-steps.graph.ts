import type { Records } from '../../../shared/machine';
import { ReasonedStepInput, begins, moves, stepsOf } from '../../../shared/subgraph';
import { DEVICE_MACHINE, deviceFact } from './device';
import type { DeviceEvent, DeviceStatus } from './device';
import {
  AllocateDeviceInput,
  AssembleDeviceInput,
  FitDeviceInput,
  FollowUpDeviceInput,
  HandOverDeviceInput,
  PassDeviceCheckInput,
  PlanDeviceInput,
  PostponeFittingInput,
  ServiceDeviceInput,
} from './device-inputs.graph';
import { Device } from './device-type.graph';
import { DEVICES, findDevice } from './device.loader';
import { allocate, fit, followUp, handOver, postpone, replace, service, unallocate, withdraw } from './giving';
import { assemble, passCheck, planDevice } from './making';

export const DEVICE_RECORDS: Records<DeviceStatus, DeviceEvent> = {
  machine: DEVICE_MACHINE,
  table: 'device',
  from: DEVICES,
  alias: 'd',
  fact: deviceFact,
};

/** What happens to a device. */
export const DeviceStepsResolver = stepsOf<DeviceStatus, DeviceEvent>({
  records: DEVICE_RECORDS,
  type: 'Device',
  graphType: () => Device,
  find: findDevice,
  mutations: {
    PLAN: begins('planDevice', PlanDeviceInput, planDevice),
    ASSEMBLE: moves('assembleDevice', AssembleDeviceInput, assemble),
    PASS_CHECK: moves('passDeviceCheck', PassDeviceCheckInput, passCheck),
    FAIL_CHECK: moves('failDeviceCheck', ReasonedStepInput),
    ALLOCATE: moves('allocateDevice', AllocateDeviceInput, allocate),
    POSTPONE_FITTING: moves('postponeDeviceFitting', PostponeFittingInput, postpone),
    FIT: moves('fitDevice', FitDeviceInput, fit),
    UNALLOCATE: moves('unallocateDevice', ReasonedStepInput, unallocate),
    HAND_OVER: moves('handOverDevice', HandOverDeviceInput, handOver),
    FOLLOW_UP: moves('followUpDevice', FollowUpDeviceInput, followUp),
    SERVICE: moves('serviceDevice', ServiceDeviceInput, service),
    REPLACE: moves('replaceDevice', ReasonedStepInput, replace),
    WITHDRAW: moves('withdrawDevice', ReasonedStepInput, withdraw),
  },
});
