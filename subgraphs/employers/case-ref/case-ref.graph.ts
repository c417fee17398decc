import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, Field, FieldResolver, ID, Info, Resolver, Root } from 'type-graphql';
import { Access, GraphType, Key } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import type { ReferralRow } from '../referral/referral';
import { Referral } from '../referral/referral-type.graph';
import { findReferralsOf } from '../referral/referral.loader';

/** What this subgraph adds to a case of a centre. Descriptions are those of the owner: composition wants them alike. */
@Key('id')
@GraphType('ServiceCase', 'What a centre does for one person, from the first meeting on (kasus layanan ATENSI).')
export class ServiceCase {
  @Field(() => ID)
  @Access('PSEUDONYM')
  id!: string;
}

@Resolver(() => ServiceCase)
export class ServiceCaseResolver {
  @FieldResolver(() => [Referral], {
    nullable: true,
    description: 'Referrals to partners that came of the case, as far as you may see them; oldest first.',
  })
  @Access('REFERRAL')
  referrals(
    @Root() served: { id: string },
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ReferralRow[]> {
    return findReferralsOf(context, 'ServiceCase', served.id, info);
  }
}
