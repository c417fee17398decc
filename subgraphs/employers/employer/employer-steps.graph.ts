import type { Records } from '../../../shared/machine';
import { ReasonedStepInput, StepInput, begins, moves, requestedFieldsOn, stepsOf } from '../../../shared/subgraph';
import { DataSharingInput, MemorandumInput } from '../agreement/agreement-inputs.graph';
import { signDataSharing, signMemorandum } from '../agreement/sign';
import { EMPLOYER_MACHINE, employerFact } from './employer';
import type { EmployerEvent } from './employer';
import { ApplyInput, VerifyEmployerInput } from './employer-inputs.graph';
import { apply, requireAgreements, requireEnded, terminate, verify } from './employer-step';
import { Employer } from './employer-type.graph';
import { findEmployer } from './employer.loader';
import type { EmployerStatus } from './vocabulary';

export const EMPLOYER_RECORDS: Records<EmployerStatus, EmployerEvent> = {
  machine: EMPLOYER_MACHINE,
  table: 'employer',
  from: 'employer e',
  alias: 'e',
  fact: employerFact,
};

/** What happens to a partnership. */
export const EmployerStepsResolver = stepsOf<EmployerStatus, EmployerEvent>({
  records: EMPLOYER_RECORDS,
  type: 'Employer',
  graphType: () => Employer,
  find: (context, id, info) => findEmployer(context, id, requestedFieldsOn(info, 'Employer')),
  mutations: {
    APPLY: begins('applyForPartnership', ApplyInput, apply),
    VERIFY: moves('verifyEmployer', VerifyEmployerInput, verify),
    SIGN_MOU: moves('signMemorandum', MemorandumInput, signMemorandum),
    SIGN_DSA: moves('signDataSharing', DataSharingInput, signDataSharing),
    ACTIVATE: moves('activateEmployer', StepInput, requireAgreements),
    RENEW_MOU: moves('renewMemorandum', MemorandumInput, signMemorandum),
    RENEW_DSA: moves('renewDataSharing', DataSharingInput, signDataSharing),
    SUSPEND: moves('suspendEmployer', ReasonedStepInput),
    REINSTATE: moves('reinstateEmployer', ReasonedStepInput, requireAgreements),
    EXPIRE: moves('expireEmployer', ReasonedStepInput, requireEnded),
    TERMINATE: moves('terminateEmployer', ReasonedStepInput, terminate),
  },
});
