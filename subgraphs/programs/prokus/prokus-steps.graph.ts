import type { Records } from '../../../shared/machine';
import { ReasonedStepInput, StepInput, begins, moves, stepsOf } from '../../../shared/subgraph';
import { recordFields } from '../business/record.graph';
import { FACTS } from '../fact';
import { PROKUS_MACHINE } from './prokus';
import type { ProkusEvent, ProkusStatus } from './prokus';
import {
  PROKUS_WORDS,
  ProkusApproveInput,
  ProkusCreditInput,
  ProkusGrantInput,
  ProkusMonthInput,
  ProkusNibInput,
  ProkusOrganisationInput,
  ProkusRecommendInput,
  ProposeProkusInput,
} from './prokus-inputs.graph';
import {
  approving,
  completing,
  crediting,
  ending,
  granting,
  namingIts,
  proposing,
  recommending,
  recording,
  registering,
} from './prokus-step';
import { ProkusCase } from './prokus.graph';
import { CASES, findProkusCase } from './prokus.loader';

export const PROKUS_RECORDS: Records<ProkusStatus, ProkusEvent> = {
  machine: PROKUS_MACHINE,
  table: 'prokus_case',
  from: CASES,
  alias: 'c',
  fact: FACTS.prokus,
};

/** What a pendamping, an office and a program manager do with a case. */
export const ProkusStepsResolver = stepsOf<ProkusStatus, ProkusEvent>({
  records: PROKUS_RECORDS,
  type: 'ProkusCase',
  graphType: () => ProkusCase,
  find: findProkusCase,
  mutations: {
    PROPOSE: begins('proposeProkus', ProposeProkusInput, proposing),
    RECOMMEND: moves('recommendProkus', ProkusRecommendInput, recommending),
    APPROVE: moves('approveProkus', ProkusApproveInput, approving),
    GRANT: moves('grantProkus', ProkusGrantInput, granting),
    ASSIGN_MENTOR: moves('assignProkusMentor', ProkusOrganisationInput, namingIts('mentor')),
    INCUBATE: moves('incubateProkus', ProkusOrganisationInput, namingIts('incubator')),
    OPEN_MARKET: moves('openProkusMarket', ProkusOrganisationInput, namingIts('market')),
    RECORD_MONTH: moves('recordProkusMonth', ProkusMonthInput, recording),
    REGISTER: moves('registerProkusNib', ProkusNibInput, registering),
    RECORD_CREDIT: moves('recordProkusCredit', ProkusCreditInput, crediting),
    COMPLETE: moves('completeProkus', StepInput, completing),
    DROP_OUT: moves('dropOutOfProkus', ReasonedStepInput, ending),
  },
});

export const ProkusRecordResolver = recordFields(() => ProkusCase, PROKUS_MACHINE, PROKUS_WORDS);
