import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import { Access } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import type { VacancyRow } from '../vacancy/vacancy';
import { Vacancy } from '../vacancy/vacancy-type.graph';
import type { ReferralRow } from './referral';
import { Referral } from './referral-type.graph';
import { findReferralsOf } from './referral.loader';

@Resolver(() => Vacancy)
export class ReferralsOfVacancyResolver {
  @FieldResolver(() => [Referral], {
    description: 'Rujukan: referrals for it that you may see, oldest first; for a vacancy of somebody else none.',
  })
  // Everybody may ask; which there are is decided by their own rows.
  @Access('STRUCTURE')
  referrals(
    @Root() { id }: VacancyRow,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ReferralRow[]> {
    return findReferralsOf(context, 'Vacancy', id, info);
  }
}
