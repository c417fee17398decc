import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import { Access, NestedArgs, askedOf, nestedConnection } from '../../../shared/subgraph';
import type { Connection, NestedParent, SubgraphContext } from '../../../shared/subgraph';
import type { VacancyRow } from '../vacancy/vacancy';
import { Vacancy } from '../vacancy/vacancy-type.graph';
import type { ReferralRow } from './referral';
import { ReferralConnection } from './referral.graph';
import { NESTED_REFERRALS } from './referral.loader';

const VACANCY: NestedParent = {
  name: 'Vacancy',
  scope: 'Referral',
  keyType: 'uuid',
  links: ['r.vacancy_id = parent.key'],
};

@Resolver(() => Vacancy)
export class ReferralsOfVacancyResolver {
  @FieldResolver(() => ReferralConnection, {
    description: 'Rujukan: referrals for it that you may see, oldest first; for a vacancy of somebody else none.',
  })
  // Everybody may ask; which there are is decided by their own rows.
  @Access('STRUCTURE')
  referrals(
    @Root() { id }: VacancyRow,
    @Args(() => NestedArgs) page: NestedArgs,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<ReferralRow>> {
    return nestedConnection<ReferralRow>(context, NESTED_REFERRALS, VACANCY, id, { ...page, ...askedOf(info) });
  }
}
