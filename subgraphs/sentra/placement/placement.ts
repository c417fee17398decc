/** How far somebody is on the way to work, and no more: neither where nor when. */
export const PLACEMENT_STATUSES = {
  NONE: 'Belum dirujuk: nothing is under way.',
  IN_PROCESS: 'Dalam proses: on the way to a partner.',
  AT_WORK: 'Bekerja: placed with a partner.',
} as const;
export type PlacementStatus = keyof typeof PLACEMENT_STATUSES;

/** What a referral can be, in the words of the partners' side: how it goes on for the person. */
const COURSE = {
  NOMINATED: 'IN_PROCESS',
  REFERRED: 'IN_PROCESS',
  ACCEPTED: 'IN_PROCESS',
  INTERVIEW: 'IN_PROCESS',
  INTERVIEW_PASSED: 'IN_PROCESS',
  OFFERED: 'IN_PROCESS',
  DECLINED: 'NONE',
  LAPSED: 'NONE',
  REVOKED: 'NONE',
  INTERVIEW_FAILED: 'NONE',
  OFFER_REFUSED: 'NONE',
  PLACED: 'AT_WORK',
  RETAINED_3: 'AT_WORK',
  RETAINED_6: 'AT_WORK',
  RETAINED_12: 'AT_WORK',
  ENDED: 'NONE',
} as const satisfies Readonly<Record<string, PlacementStatus>>;
export type ReferralWord = keyof typeof COURSE;
export const REFERRAL_WORDS = Object.keys(COURSE) as [ReferralWord, ...ReferralWord[]];

/** How a referral in a state goes on for the person. */
export function courseOf(word: ReferralWord): PlacementStatus {
  return COURSE[word];
}

/** The words of a course, as a list in SQL. */
export function wordsOf(course: PlacementStatus): string {
  const words = REFERRAL_WORDS.filter((word) => COURSE[word] === course);
  return words.map((word) => `'${word}'`).join(', ');
}

/** Why work ended, in the words of a case; without one there is nothing to search for any longer. */
export const WORK_END_OF: Readonly<Record<string, string | undefined>> = {
  CONTRACT_ENDED: 'CONTRACT_ENDED',
  RESIGNED: 'RESIGNED',
  DISMISSED: 'DISMISSED',
  BUSINESS_CLOSED: 'EMPLOYER_CLOSED',
  RELOCATED: 'RELOCATED',
};
