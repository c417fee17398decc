import { Ctx, Field, Int, Query, Resolver } from 'type-graphql';
import { statement } from '../../../shared/database';
import { Access, DatedRule, GraphType, enumOf } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import { ContractTypeEnum } from './vacancy-type.graph';
import { VACANCY_RULES } from './vocabulary';

const VacancyRuleEnum = enumOf('VacancyRuleName', 'What a dated rule about vacancies is about.', VACANCY_RULES);

@GraphType('VacancyRule', 'A dated rule that vacancies and offers of work are held against.')
export class VacancyRule extends DatedRule {
  @Field(() => VacancyRuleEnum)
  @Access('REFERENCE')
  rule!: string;

  @Field(() => ContractTypeEnum, { nullable: true, description: 'The contracts it is about; null: all.' })
  @Access('REFERENCE')
  contractType?: string;

  @Field(() => Int, { nullable: true, description: 'Null: nothing is asked.' })
  @Access('REFERENCE')
  value?: number;
}

const RULES = `SELECT rule, contract_type AS "contractType", value, is_uncertain AS "isUncertain", valid_from AS "validFrom",
  valid_to AS "validTo", legal_reference AS "legalReference", note
  FROM vacancy_rule ORDER BY rule, contract_type, valid_from`;

@Resolver()
export class VacancyRuleResolver {
  @Query(() => [VacancyRule], { description: 'Every rule about vacancies, past and present.' })
  @Access('REFERENCE')
  vacancyRules(@Ctx() context: SubgraphContext): Promise<VacancyRule[]> {
    return context.session.rows<VacancyRule>(statement(RULES, []));
  }
}
