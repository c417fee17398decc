import { tellAll } from '../../shared/database';
import type { Republished } from '../../shared/database';
import { employerFact } from './employer/employer';
import { referralFact } from './referral/referral';

/**
 * What employers and referrals are told of once more, of what stood before. Referrals under a topic of their own: to boards and
 * centres nothing has happened.
 */
export const employersRepublished: Republished = {
  statistics: [tellAll('employer', 'employer', employerFact), tellAll('referral_past', 'referral', referralFact)],
};
