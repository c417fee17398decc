import type { Records } from '../../../shared/machine';
import { ReasonedStepInput, StepInput, begins, moves, stepsOf } from '../../../shared/subgraph';
import { CASE_MACHINE, caseFact } from './case';
import type { CaseEvent, CaseStatus } from './case';
import {
  AgreeInput,
  AssessInput,
  CertifyInput,
  ConferenceInput,
  FollowUpInput,
  OfferAgainInput,
  PlanInput,
  ReachOutInput,
  ReadyInput,
  RefuseInput,
  ReopenInput,
} from './case-inputs.graph';
import { ServiceCase } from './case-type.graph';
import { CASES, findCase } from './case.loader';
import { assess, reopen, takeIn } from './intake';
import { meetAgain, reachOut, refuse } from './meeting';
import {
  approve,
  beReady,
  beReadyForWork,
  certify,
  close,
  confer,
  finishTraining,
  followUp,
  leave,
  plan,
  searchAgain,
  start,
  withdraw,
} from './service';

export const CASE_RECORDS: Records<CaseStatus, CaseEvent> = {
  machine: CASE_MACHINE,
  table: 'service_case',
  from: CASES,
  alias: 'c',
  fact: caseFact,
};

/** What happens to a case. */
export const CaseStepsResolver = stepsOf<CaseStatus, CaseEvent>({
  records: CASE_RECORDS,
  type: 'ServiceCase',
  graphType: () => ServiceCase,
  find: findCase,
  mutations: {
    REACH_OUT: begins('reachOut', ReachOutInput, reachOut),
    REFUSE: moves('refuseService', RefuseInput, refuse),
    OFFER_AGAIN: moves('offerServiceAgain', OfferAgainInput, meetAgain),
    AGREE: moves('takeIntoService', AgreeInput, takeIn),
    ASSESS: moves('assessPerson', AssessInput, assess),
    HOLD_CONFERENCE: moves('holdCaseConference', ConferenceInput, confer),
    WRITE_PLAN: moves('writeServicePlan', PlanInput, plan),
    APPROVE_PLAN: moves('approveServicePlan', StepInput, approve),
    START: moves('startService', StepInput, start),
    FINISH_TRAINING: moves('finishTraining', StepInput, finishTraining),
    CERTIFY: moves('certifyPerson', CertifyInput, certify),
    CALL_READY_FOR_WORK: moves('callReadyForWork', ReadyInput, beReadyForWork),
    CALL_READY_FOR_BUSINESS: moves('callReadyForBusiness', ReadyInput, beReady),
    FOLLOW_UP: moves('beginAftercare', FollowUpInput, followUp),
    RESUME_SEARCH: moves('resumeSearch', ReasonedStepInput, searchAgain),
    CLOSE: moves('closeServiceCase', ReasonedStepInput, close),
    EXIT: moves('exitServiceCase', ReasonedStepInput, leave),
    WITHDRAW: moves('withdrawFromService', StepInput, withdraw),
    REOPEN: moves('reopenServiceCase', ReopenInput, reopen),
  },
});
