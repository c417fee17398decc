import type { JourneyStep } from '../../../shared/machine';
import type { ReferralEvent } from '../referral/referral';

type Steps = readonly JourneyStep<ReferralEvent>[];

const NOMINATED: Steps = ['NOMINATE'];
const REFERRED: Steps = [...NOMINATED, { event: 'REFER', days: 2 }];
const acceptedAfter = (days: number): Steps => [...REFERRED, { event: 'ACCEPT', days }];
const interviewAfter = (days: number): Steps => [...acceptedAfter(days), { event: 'INVITE', days: 2 }];
const passedAfter = (days: number): Steps => [...interviewAfter(days), { event: 'PASS', days: 6 }];
const offeredAfter = (days: number): Steps => [...passedAfter(days), { event: 'OFFER', days: 3 }];
const placedAfter = (days: number): Steps => [
  ...offeredAfter(days),
  { event: 'TAKE_OFFER', by: 'SENTRA_OFFICER', days: 4 },
];

/** Days from the placement to the last confirmation. */
export const DAYS_TO = { AT_WORK_3: 91, AT_WORK_6: 182, RETAINED: 366 } as const;

const RETAINED_3: Steps = [{ event: 'CONFIRM_3', days: DAYS_TO.AT_WORK_3 }];
const RETAINED_6: Steps = [...RETAINED_3, { event: 'CONFIRM_6', days: DAYS_TO.AT_WORK_6 - DAYS_TO.AT_WORK_3 }];
const RETAINED_12: Steps = [...RETAINED_6, { event: 'CONFIRM_12', days: DAYS_TO.RETAINED - DAYS_TO.AT_WORK_6 }];

/** Partners that want somebody answer sooner or later, few on the last days. */
const ANSWERS = [
  { days: 5, weight: 4 },
  { days: 2, weight: 2 },
  { days: 8, weight: 2 },
  { days: 13, weight: 1 },
];
const placed = (rest: Steps = []) =>
  ANSWERS.map(({ days, weight }) => ({ weight, steps: [...placedAfter(days), ...rest] }));

/**
 * The ways of referrals by what became of the case: of 100 who are met 22 are referred, 14 interviewed, 10 placed; the cases of
 * the centres say who was placed, and for how long.
 */
export const REFERRAL_JOURNEYS = {
  READY: [
    { weight: 2, steps: NOMINATED },
    { weight: 4, steps: REFERRED },
    { weight: 2, steps: acceptedAfter(5) },
    { weight: 2, steps: interviewAfter(5) },
    { weight: 1, steps: passedAfter(5) },
    { weight: 1, steps: offeredAfter(5) },
    { weight: 2, steps: [...REFERRED, { event: 'DECLINE', days: 6 }] },
    { weight: 1, steps: [...REFERRED, { event: 'LAPSE', days: 15 }] },
    { weight: 1, steps: [...REFERRED, { event: 'REVOKE', by: 'CITIZEN', days: 3 }] },
    { weight: 3, steps: [...interviewAfter(5), { event: 'FAIL', days: 6 }] },
    { weight: 1, steps: [...offeredAfter(5), { event: 'REFUSE_OFFER', by: 'CITIZEN', days: 2 }] },
  ],
  AT_WORK: placed(),
  AT_WORK_3: placed(RETAINED_3),
  AT_WORK_6: placed(RETAINED_6),
  RETAINED: placed(RETAINED_12),
  BACK: placed([{ event: 'END_WORK', by: 'SENTRA_OFFICER', days: 60 }]),
} as const;
