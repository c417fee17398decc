import { GraphQLDate } from 'graphql-scalars';
import { Ctx, Field, Int, Query, Resolver } from 'type-graphql';
import { statement } from '../../../shared/database';
import { Access, GraphType, enumOf } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import { REFERRAL_RULES } from './rule';
import type { ReferralRuleRow } from './rule';

const ReferralRuleName = enumOf('ReferralRuleName', 'What referrals go by.', REFERRAL_RULES);

@GraphType('ReferralRule', 'A dated rule of referrals (aturan rujukan).')
class ReferralRule {
  @Field(() => ReferralRuleName)
  @Access('REFERENCE')
  rule!: string;

  @Field(() => Int)
  @Access('REFERENCE')
  value!: number;

  @Field(() => Boolean, { description: 'No source sets it; see note.' })
  @Access('REFERENCE')
  isUncertain!: boolean;

  @Field(() => GraphQLDate)
  @Access('REFERENCE')
  validFrom!: string;

  @Field(() => GraphQLDate, { nullable: true, description: 'Last day; open if null.' })
  @Access('REFERENCE')
  validTo?: string;

  @Field(() => String, { description: 'Dasar hukum.' })
  @Access('REFERENCE')
  legalReference!: string;

  @Field(() => String, { nullable: true })
  @Access('REFERENCE')
  note?: string;
}

const RULES = `SELECT rule, value, is_uncertain AS "isUncertain", valid_from AS "validFrom", valid_to AS "validTo",
  legal_reference AS "legalReference", note FROM referral_rule ORDER BY rule, valid_from`;

@Resolver()
export class ReferralRuleResolver {
  @Query(() => [ReferralRule], { description: 'Every rule of referrals, past and present, by name and date.' })
  @Access('REFERENCE')
  referralRules(@Ctx() context: SubgraphContext): Promise<ReferralRuleRow[]> {
    return context.session.rows<ReferralRuleRow>(statement(RULES, []));
  }
}
