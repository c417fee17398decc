import { Ctx, Field, Int, Query, Resolver } from 'type-graphql';
import { statement } from '../../../shared/database';
import { Access, DatedRule, GraphType, enumOf } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import { REFERRAL_RULES } from './rule';
import type { ReferralRuleRow } from './rule';

const ReferralRuleName = enumOf('ReferralRuleName', 'What referrals go by.', REFERRAL_RULES);

@GraphType('ReferralRule', 'A dated rule of referrals (aturan rujukan).')
class ReferralRule extends DatedRule {
  @Field(() => ReferralRuleName)
  @Access('REFERENCE')
  rule!: string;

  @Field(() => Int)
  @Access('REFERENCE')
  value!: number;
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
