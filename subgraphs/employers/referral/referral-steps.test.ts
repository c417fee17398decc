import { randomUUID } from 'node:crypto';
import { describeMachine } from '../../../test/support/machine-tests';
import {
  PARTNER,
  PARTNER_ADMIN,
  RECRUITER,
  day,
  plantConsent,
  plantPartner,
  plantReferral,
  viewerFor,
} from '../../../test/support/referral-desk';
import type { Placing } from '../../../test/support/referral-desk';
import { REFERRAL_MACHINE } from './referral';

/** Whom each record is about. */
const placings = new Map<string, Placing>();
const visited = () => ({ visitedOn: day(0) });

describeMachine({
  machine: REFERRAL_MACHINE,
  schema: 'employers',
  table: 'referral',
  calls: {
    REFER: { mutation: 'refer' },
    ACCEPT: { mutation: 'acceptReferral' },
    DECLINE: { mutation: 'declineReferral' },
    REVOKE: { mutation: 'revokeReferral' },
    INVITE: {
      mutation: 'inviteToInterview',
      inputType: 'InterviewInput',
      input: () => ({ at: `${day(2)}T03:00:00Z`, place: 'Kantor, lantai 1', accommodations: ['RAMP_LIFT'] }),
    },
    PASS: { mutation: 'passInterview' },
    FAIL: { mutation: 'failInterview' },
    OFFER: {
      mutation: 'makeOffer',
      inputType: 'OfferInput',
      input: () => ({ contractType: 'PKWT', wage: 9_000_000, startsOn: day(7) }),
    },
    TAKE_OFFER: { mutation: 'takeOffer' },
    REFUSE_OFFER: { mutation: 'refuseOffer' },
    CONFIRM_3: { mutation: 'confirmRetention3', inputType: 'ConfirmRetentionInput', input: visited },
    CONFIRM_6: { mutation: 'confirmRetention6', inputType: 'ConfirmRetentionInput', input: visited },
    CONFIRM_12: { mutation: 'confirmRetention12', inputType: 'ConfirmRetentionInput', input: visited },
    END_WORK: { mutation: 'endWork', inputType: 'EndWorkInput', input: () => ({ endedOn: day(0) }) },
  },
  prepare: async (admin, platform) => {
    await plantPartner(admin, PARTNER, [RECRUITER, PARTNER_ADMIN]);
    // Steps decide on copies, which must be complete.
    await platform.relay.drain();
  },
  isHidden: (role, status) => role.startsWith('PARTNER') && status === 'NOMINATED',
  insert: async (admin, status) => {
    const placing = await plantReferral(admin, status);
    placings.set(placing.id, placing);
    await plantConsent(admin, placing.personId, 'REFERRAL', { vacancy_id: placing.vacancyId });
    await plantConsent(admin, placing.personId, 'EMPLOYMENT');
    return placing.id;
  },
  viewer: (role, record) => viewerFor(role, placings.get(record)?.personId ?? randomUUID()),
});
