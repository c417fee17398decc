import type { Records } from '../../../shared/machine';
import { ReasonedStepInput, StepInput, begins, moves, stepsOf } from '../../../shared/subgraph';
import { CHANGE_REQUEST_MACHINE } from './change-request';
import type { ChangeRequestEvent, ChangeRequestStatus } from './change-request';
import { CHANGE_REQUESTS } from './change-request.access';
import { ProposeChangeInput } from './change-request-args.graph';
import { ChangeRequest } from './change-request.graph';
import { findChangeRequest } from './change-request.loader';
import { applyChange, proposeChange, rejectChange } from './change-request-step';
import { changeRequestFact } from './publish';

export const CHANGE_REQUEST_RECORDS: Records<ChangeRequestStatus, ChangeRequestEvent> = {
  machine: CHANGE_REQUEST_MACHINE,
  table: 'change_request',
  from: CHANGE_REQUESTS,
  alias: 'c',
  fact: changeRequestFact,
};

/** What makers, checkers and stewards do with change requests. */
export const ChangeRequestStepsResolver = stepsOf<ChangeRequestStatus, ChangeRequestEvent>({
  records: CHANGE_REQUEST_RECORDS,
  type: 'ChangeRequest',
  graphType: () => ChangeRequest,
  find: findChangeRequest,
  mutations: {
    PROPOSE: begins('proposeChange', ProposeChangeInput, (manager, status, { input, context }) =>
      proposeChange(
        manager,
        status,
        { ...input, person: input.person && { ...input.person }, family: input.family && { ...input.family } },
        {
          viewer: context.viewer,
          scopes: { person: context.scope('Person'), family: context.scope('Family') },
          cipher: context.tools.cipher,
        },
      ),
    ),
    VERIFY: moves('verifyChange', StepInput),
    APPLY: moves('applyChange', StepInput, (manager, record, { context }) =>
      applyChange(manager, record, { viewer: context.viewer, cipher: context.tools.cipher }),
    ),
    REJECT: moves('rejectChange', ReasonedStepInput, (manager, record, { input }) =>
      rejectChange(manager, record, input.reason),
    ),
    WITHDRAW: moves('withdrawChange', StepInput),
  },
});
