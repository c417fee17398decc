import type { Records } from '../../../shared/machine';
import { ReasonedStepInput, StepInput, begins, moves, stepsOf } from '../../../shared/subgraph';
import { accept, explain, fail, invite, pass } from './meet';
import { nominate, refer } from './nominate';
import { endWork, offer, takeOffer } from './placement';
import type { ReferralEvent, ReferralStatus } from './referral';
import {
  ConfirmRetentionInput,
  EndWorkInput,
  InterviewInput,
  NominateInput,
  OfferInput,
} from './referral-inputs.graph';
import { Referral } from './referral-type.graph';
import { REFERRALS, findReferral } from './referral.loader';
import { confirm } from './retention-step';
import { KEPT } from './revoke-by-rule';

export const REFERRAL_RECORDS: Records<ReferralStatus, ReferralEvent> = { ...KEPT, from: REFERRALS, alias: 'r' };

/** What happens to a referral. */
export const ReferralStepsResolver = stepsOf<ReferralStatus, ReferralEvent>({
  records: REFERRAL_RECORDS,
  type: 'Referral',
  graphType: () => Referral,
  find: findReferral,
  mutations: {
    NOMINATE: begins('nominateCandidate', NominateInput, nominate),
    REFER: moves('refer', StepInput, refer),
    ACCEPT: moves('acceptReferral', StepInput, accept),
    DECLINE: moves('declineReferral', ReasonedStepInput, explain),
    LAPSE: 'RULE',
    REVOKE: moves('revokeReferral', ReasonedStepInput, explain),
    INVITE: moves('inviteToInterview', InterviewInput, invite),
    PASS: moves('passInterview', StepInput, pass),
    FAIL: moves('failInterview', ReasonedStepInput, fail),
    OFFER: moves('makeOffer', OfferInput, offer),
    TAKE_OFFER: moves('takeOffer', StepInput, takeOffer),
    REFUSE_OFFER: moves('refuseOffer', ReasonedStepInput, explain),
    CONFIRM_3: moves('confirmRetention3', ConfirmRetentionInput, confirm(3)),
    CONFIRM_6: moves('confirmRetention6', ConfirmRetentionInput, confirm(6)),
    CONFIRM_12: moves('confirmRetention12', ConfirmRetentionInput, confirm(12)),
    END_WORK: moves('endWork', EndWorkInput, endWork),
  },
});
