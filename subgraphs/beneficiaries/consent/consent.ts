import { step } from '../../../shared/machine';
import type { Machine } from '../../../shared/machine';

/** What a person can agree to on the way to work, each by itself (UU PDP 27/2022 art. 20 par. 2 a, art. 22). */
export const CONSENT_KINDS = {
  ANONYMOUS_PROFILE: 'C2: partners may see a card without a name.',
  REFERRAL: 'C3: one partner may learn for one vacancy who the person is.',
  EMPLOYMENT: 'C4: the partner that employs the person may have what payroll needs.',
  DISABILITY: 'Opt-in: one partner may learn the kind of disability.',
} as const;
export type ConsentKind = keyof typeof CONSENT_KINDS;

export const CONSENT_STATES = {
  GIVEN: 'Diberikan.',
  WITHDRAWN: 'Dicabut: nothing is shown for it any longer.',
  ENDED: 'Berakhir: its time is over.',
} as const;
export type ConsentStatus = keyof typeof CONSENT_STATES;

export const CONSENT_EVENTS = {
  GIVE: 'Agrees.',
  WITHDRAW: 'Takes it back.',
  END: 'Its time is over.',
} as const;
export type ConsentEvent = keyof typeof CONSENT_EVENTS;

/** Who consents (UU PDP art. 25 and 26). */
export const CONSENT_GIVERS = {
  SELF: 'The person.',
  ORTU: 'Orang tua: a parent.',
  WALI: 'Wali: a guardian.',
} as const;
export type ConsentGiver = keyof typeof CONSENT_GIVERS;

/** In what form consent was asked for (UU PDP art. 26). */
export const CONSENT_FORMS = {
  TERTULIS: 'Tertulis: in writing.',
  BRAILLE: 'Braille.',
  JBI: 'Juru bahasa isyarat: with a sign interpreter.',
  LISAN: 'Lisan: read aloud.',
  MUDAH_BACA: 'Mudah dibaca: in easy language.',
} as const;
export type ConsentForm = keyof typeof CONSENT_FORMS;

/** The life of a consent: given once, taken back at any time; a new one is another record. */
export const CONSENT_MACHINE: Machine<ConsentStatus, ConsentEvent> = {
  name: 'consent',
  what: 'consent',
  states: CONSENT_STATES,
  events: CONSENT_EVENTS,
  steps: [
    step(null, 'GIVE', 'GIVEN', ['CITIZEN', 'SENTRA_OFFICER'], 'by whom, in what form, to which text, until when'),
    step('GIVEN', 'WITHDRAW', 'WITHDRAWN', ['CITIZEN', 'SENTRA_OFFICER'], 'the person says so'),
    step(
      'GIVEN',
      'END',
      'ENDED',
      ['SYSTEM'],
      'the last day has passed, the child it was given for has come of age, or the person was erased',
    ),
  ],
};

/** What is asked of a consent; each is named where it is not so. */
export const CONSENT_RULES = {
  OF_AGE: 'nobody under 18 is a candidate',
  GIVER: 'adults consent themselves or by a guardian, for a child a parent or guardian does',
  ACCOUNT: 'with an account of one’s own one consents as SELF, and for a child as parent or guardian',
  TERM: 'it may not last longer than the term in force',
  CHILDHOOD: 'what is agreed to for a child ends before it comes of age',
  USABLE: 'the record is restricted or of somebody who has died',
  ONCE: 'one of this kind is given already for the same partner and vacancy',
} as const;
export type ConsentRule = keyof typeof CONSENT_RULES;

/** What of a partner a kind of consent names; MAY: where there is one. */
export const CONSENT_NAMES: Readonly<
  Record<ConsentKind, Readonly<Record<'employer' | 'vacancy', 'MUST' | 'MAY' | 'NEVER'>>>
> = {
  ANONYMOUS_PROFILE: { employer: 'NEVER', vacancy: 'NEVER' },
  REFERRAL: { employer: 'MUST', vacancy: 'MUST' },
  EMPLOYMENT: { employer: 'MUST', vacancy: 'MAY' },
  DISABILITY: { employer: 'MUST', vacancy: 'NEVER' },
};

/** Whoever may consent for an adult, and for a child (UU PDP art. 25 par. 2 and art. 26 par. 3). */
export const GIVERS_FOR: Readonly<Record<'ADULT' | 'CHILD', readonly ConsentGiver[]>> = {
  ADULT: ['SELF', 'WALI'],
  CHILD: ['ORTU', 'WALI'],
};

/** The kinds that make somebody a candidate, which nobody under 18 is (UU 13/2003 art. 68). */
export const OF_CANDIDATES: ReadonlySet<ConsentKind> = new Set(['ANONYMOUS_PROFILE', 'REFERRAL', 'EMPLOYMENT']);

/** A consent as the registry holds it. What payroll needs stays sealed. */
export interface ConsentRow {
  readonly id: string;
  readonly personId: string;
  readonly kind: ConsentKind;
  readonly employerId: string | null;
  readonly vacancyId: string | null;
  readonly status: ConsentStatus;
  readonly version: number;
  readonly givenBy: ConsentGiver;
  readonly form: ConsentForm;
  readonly textVersion: string;
  /** `YYYY-MM-DD`, as is `expiresOn`: the last day. */
  readonly givenOn: string;
  readonly expiresOn: string;
  readonly endedAt: Date | null;
  readonly isInForce: boolean;
  readonly isRunningOut: boolean;
}
