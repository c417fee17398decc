import type { Records } from '../../../shared/machine';
import { ReasonedStepInput, StepInput, begins, moves, stepsOf } from '../../../shared/subgraph';
import { recordFields } from '../business/record.graph';
import { FACTS } from '../fact';
import { PENA_MACHINE } from './pena';
import type { PenaEvent, PenaStatus } from './pena';
import {
  PENA_WORDS,
  PenaApproveInput,
  PenaGrantInput,
  PenaIncomeInput,
  PenaRecommendInput,
  ProposePenaInput,
} from './pena-inputs.graph';
import {
  approving,
  correcting,
  graduating,
  granting,
  proposing,
  recommending,
  recording,
  showingReady,
} from './pena-step';
import { PenaCase } from './pena.graph';
import { CASES, findPenaCase } from './pena.loader';

export const PENA_RECORDS: Records<PenaStatus, PenaEvent> = {
  machine: PENA_MACHINE,
  table: 'pena_case',
  from: CASES,
  alias: 'c',
  fact: FACTS.pena,
};

/** What a pendamping, an office and a program manager do with a case. */
export const PenaStepsResolver = stepsOf<PenaStatus, PenaEvent>({
  records: PENA_RECORDS,
  type: 'PenaCase',
  graphType: () => PenaCase,
  find: findPenaCase,
  mutations: {
    PROPOSE: begins('proposePena', ProposePenaInput, proposing),
    RECOMMEND: moves('recommendPena', PenaRecommendInput, recommending),
    REJECT: moves('rejectPena', ReasonedStepInput),
    APPROVE: moves('approvePena', PenaApproveInput, approving),
    GRANT: moves('grantPena', PenaGrantInput, granting),
    START: moves('startPena', StepInput),
    RECORD_INCOME: moves('recordPenaIncome', PenaIncomeInput, recording),
    CORRECT_INCOME: moves('correctPenaIncome', PenaIncomeInput, correcting),
    FIND_READY: moves('findPenaReady', StepInput, showingReady),
    FALL_BACK: moves('returnPenaToRunning', ReasonedStepInput),
    GRADUATE: moves('graduatePena', StepInput, graduating),
    WITHDRAW: moves('withdrawPena', ReasonedStepInput),
  },
});

export const PenaRecordResolver = recordFields(() => PenaCase, PENA_MACHINE, PENA_WORDS);
