import { ReasonedStepInput, begins, moves, stepsOf } from '../../../shared/subgraph';
import { NEED_RECORDS } from './need';
import type { NeedEvent, NeedStatus } from './need';
import { RegisterNeedInput } from './need-args.graph';
import { registerNeed, withdrawNeed } from './need-step';
import { DeviceNeed } from './need-type.graph';
import { findNeed } from './need.loader';

/** What happens to a need; the rest follows the device that is to meet it. */
export const NeedStepsResolver = stepsOf<NeedStatus, NeedEvent>({
  records: NEED_RECORDS,
  type: 'DeviceNeed',
  graphType: () => DeviceNeed,
  find: findNeed,
  mutations: {
    REGISTER: begins('registerDeviceNeed', RegisterNeedInput, registerNeed),
    ALLOCATE: 'RULE',
    RELEASE: 'RULE',
    MEET: 'RULE',
    REOPEN: 'RULE',
    WITHDRAW: moves('withdrawDeviceNeed', ReasonedStepInput, withdrawNeed),
  },
});
