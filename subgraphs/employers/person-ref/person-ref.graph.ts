import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, Field, FieldResolver, ID, Info, Resolver, Root } from 'type-graphql';
import { Access, GraphType, Key } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import type { ReferralRow } from '../referral/referral';
import { Referral } from '../referral/referral-type.graph';
import { findReferralsOf } from '../referral/referral.loader';

/**
 * What this subgraph adds to a person. Nothing here leads to one: partners are shown candidates. Descriptions are those of the
 * owner: composition wants them alike.
 */
@Key('id')
@GraphType('Person', 'A person of the registry (individu).')
export class Person {
  @Field(() => ID, { description: 'Public id; the only key of a person that leaves the registry.' })
  @Access('PSEUDONYM')
  id!: string;
}

@Resolver(() => Person)
export class PersonResolver {
  @FieldResolver(() => [Referral], {
    nullable: true,
    description: 'Referrals of the person to partners, as far as you may see them; oldest first.',
  })
  @Access('REFERRAL')
  referrals(
    @Root() person: { id: string },
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ReferralRow[]> {
    return findReferralsOf(context, 'Person', person.id, info);
  }
}
