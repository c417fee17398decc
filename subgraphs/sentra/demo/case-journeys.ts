import type { JourneyStep, Journeys } from '../../../shared/machine';
import type { CaseEvent } from '../case/case';

type Steps = readonly JourneyStep<CaseEvent>[];

const MET: Steps = ['REACH_OUT'];
const REFUSED: Steps = [...MET, { event: 'REFUSE', days: 0 }];
const OFFERED_AGAIN: Steps = [...REFUSED, { event: 'OFFER_AGAIN', days: 30 }];
const INTAKE: Steps = [...MET, { event: 'AGREE', days: 3 }];
const ASSESSED: Steps = [...INTAKE, { event: 'ASSESS', days: 10 }];
const CONFERENCE: Steps = [...ASSESSED, { event: 'HOLD_CONFERENCE', days: 7 }];
const PLANNED: Steps = [...CONFERENCE, { event: 'WRITE_PLAN', days: 3 }, { event: 'APPROVE_PLAN', days: 4 }];
const PLANNED_HERE: Steps = [
  ...CONFERENCE,
  { event: 'WRITE_PLAN', days: 3 },
  { event: 'APPROVE_PLAN', by: 'SENTRA_OFFICER', days: 4 },
];
const SERVED: Steps = [...PLANNED, { event: 'START', days: 5 }];
const TRAINED: Steps = [...SERVED, { event: 'FINISH_TRAINING', days: 77 }];
const CERTIFIED: Steps = [...TRAINED, { event: 'CERTIFY', days: 14 }];
const FOR_WORK: Steps = [...CERTIFIED, { event: 'CALL_READY_FOR_WORK', days: 7 }];
const FOR_BUSINESS: Steps = [...CERTIFIED, { event: 'CALL_READY_FOR_BUSINESS', days: 7 }];
const AFTERCARE: Steps = [...FOR_WORK, { event: 'FOLLOW_UP', days: 40 }];
const CLOSED: Steps = [...AFTERCARE, { event: 'CLOSE', days: 370 }];
/** The same way, after a first refusal. */
const afterRefusal = (steps: Steps): Steps => [...OFFERED_AGAIN, ...steps.slice(MET.length)];

/**
 * Ways of 200 people who were met: 120 are taken in, 110 assessed, 90 get a plan, 72 end the training, 56 a certificate, 52 are
 * called ready; the funnel of the published shares (100, 60, 55, 45, 36, 28, 26).
 */
export const CASE_JOURNEYS: Journeys<CaseEvent> = {
  person: [
    { weight: 54, steps: REFUSED },
    { weight: 6, steps: afterRefusal(REFUSED) },
    { weight: 8, steps: MET },
    { weight: 4, steps: OFFERED_AGAIN },
    { weight: 4, steps: [...MET, { event: 'EXIT', days: 5 }] },
    { weight: 4, steps: [...REFUSED, { event: 'EXIT', days: 60 }] },

    { weight: 3, steps: INTAKE },
    { weight: 4, steps: afterRefusal(INTAKE) },
    { weight: 2, steps: [...INTAKE, 'EXIT'] },
    { weight: 1, steps: [...INTAKE, 'WITHDRAW'] },

    { weight: 6, steps: ASSESSED },
    { weight: 6, steps: CONFERENCE },
    { weight: 3, steps: [...CONFERENCE, { event: 'WRITE_PLAN', days: 3 }] },
    { weight: 3, steps: [...CONFERENCE, { event: 'EXIT', days: 5 }] },
    { weight: 2, steps: [...CONFERENCE, { event: 'WITHDRAW', days: 5 }] },

    { weight: 3, steps: PLANNED },
    { weight: 2, steps: PLANNED_HERE },
    { weight: 9, steps: SERVED },
    { weight: 3, steps: [...SERVED, { event: 'EXIT', days: 40 }] },
    {
      weight: 1,
      steps: [...SERVED, { event: 'EXIT', days: 40 }, { event: 'REOPEN', days: 90 }, { event: 'ASSESS', days: 9 }],
    },

    { weight: 8, steps: TRAINED },
    { weight: 2, steps: afterRefusal(TRAINED) },
    { weight: 4, steps: [...TRAINED, { event: 'EXIT', days: 20 }] },

    { weight: 5, steps: CERTIFIED },
    { weight: 1, steps: [...CERTIFIED, { event: 'WITHDRAW', days: 20 }] },

    { weight: 2, steps: [...TRAINED, { event: 'CALL_READY_FOR_WORK', days: 7 }] },
    { weight: 13, steps: FOR_WORK },
    { weight: 4, steps: afterRefusal(FOR_WORK) },
    { weight: 10, steps: FOR_BUSINESS },
    { weight: 3, steps: AFTERCARE },
    { weight: 2, steps: AFTERCARE, rest: 110 },
    { weight: 3, steps: AFTERCARE, rest: 200 },
    { weight: 3, steps: [...FOR_BUSINESS, { event: 'FOLLOW_UP', days: 30 }] },
    { weight: 2, steps: [...AFTERCARE, { event: 'RESUME_SEARCH', days: 60 }] },
    { weight: 6, steps: CLOSED },
    { weight: 2, steps: [...CLOSED, { event: 'REOPEN', days: 60 }] },
    { weight: 2, steps: [...FOR_WORK, { event: 'EXIT', days: 30 }] },
  ],
};
