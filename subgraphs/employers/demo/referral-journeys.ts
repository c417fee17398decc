import type { JourneyStep } from '../../../shared/machine';
import type { ReferralEvent } from '../referral/referral';

type Steps = readonly JourneyStep<ReferralEvent>[];

const NOMINATED: Steps = ['NOMINATE'];
const REFERRED: Steps = [...NOMINATED, { event: 'REFER', days: 2 }];
const ACCEPTED: Steps = [...REFERRED, { event: 'ACCEPT', days: 5 }];
const INTERVIEW: Steps = [...ACCEPTED, { event: 'INVITE', days: 2 }];
const PASSED: Steps = [...INTERVIEW, { event: 'PASS', days: 6 }];
const OFFERED: Steps = [...PASSED, { event: 'OFFER', days: 3 }];
const PLACED: Steps = [...OFFERED, { event: 'TAKE_OFFER', by: 'SENTRA_OFFICER', days: 4 }];

/** Days from the placement to the last confirmation. */
export const DAYS_TO = { AT_WORK_3: 91, AT_WORK_6: 182, RETAINED: 366 } as const;

const RETAINED_3: Steps = [...PLACED, { event: 'CONFIRM_3', days: DAYS_TO.AT_WORK_3 }];
const RETAINED_6: Steps = [...RETAINED_3, { event: 'CONFIRM_6', days: DAYS_TO.AT_WORK_6 - DAYS_TO.AT_WORK_3 }];
const RETAINED_12: Steps = [...RETAINED_6, { event: 'CONFIRM_12', days: DAYS_TO.RETAINED - DAYS_TO.AT_WORK_6 }];

/**
 * The ways of referrals by what became of the case: of 100 who are met 22 are referred, 14 interviewed, 10 placed; the cases of
 * the centres say who was placed, and for how long.
 */
export const REFERRAL_JOURNEYS = {
  READY: [
    { weight: 2, steps: NOMINATED },
    { weight: 4, steps: REFERRED },
    { weight: 2, steps: ACCEPTED },
    { weight: 2, steps: INTERVIEW },
    { weight: 1, steps: PASSED },
    { weight: 1, steps: OFFERED },
    { weight: 2, steps: [...REFERRED, { event: 'DECLINE', days: 6 }] },
    { weight: 1, steps: [...REFERRED, { event: 'LAPSE', days: 15 }] },
    { weight: 1, steps: [...REFERRED, { event: 'REVOKE', by: 'CITIZEN', days: 3 }] },
    { weight: 3, steps: [...INTERVIEW, { event: 'FAIL', days: 6 }] },
    { weight: 1, steps: [...OFFERED, { event: 'REFUSE_OFFER', by: 'CITIZEN', days: 2 }] },
  ],
  AT_WORK: [{ weight: 1, steps: PLACED }],
  AT_WORK_3: [{ weight: 1, steps: RETAINED_3 }],
  AT_WORK_6: [{ weight: 1, steps: RETAINED_6 }],
  RETAINED: [{ weight: 1, steps: RETAINED_12 }],
  BACK: [{ weight: 1, steps: [...PLACED, { event: 'END_WORK', by: 'SENTRA_OFFICER', days: 60 }] }],
} as const;
