import { GraphQLDate, GraphQLSafeInt } from 'graphql-scalars';
import { Field, Int } from 'type-graphql';
import { Access, GraphType } from '../../../shared/subgraph';
import type { Confidence } from './rate';
import { ConfidenceEnum, LimitScopeEnum, PkhComponentEnum, RateUnitEnum, RecipientEnum } from './vocabulary.graph';

const LEGAL_REF = 'Regulation it rests on (dasar hukum), where a source names one.';
const NOTE = 'What is unsure about it, or where it comes from.';
const VALID_FROM = 'First day it holds.';
const VALID_TO = 'Last day it holds; null while it holds.';

@GraphType('ProgramRate', 'An amount of a program with the days it holds (indeks bantuan).')
export class ProgramRate {
  @Field(() => PkhComponentEnum, { nullable: true, description: 'null: the same whatever the components.' })
  @Access('REFERENCE')
  component?: string;

  @Field(() => GraphQLSafeInt, { description: 'Whole rupiah.' })
  @Access('REFERENCE')
  amount!: number;

  @Field(() => RateUnitEnum)
  @Access('REFERENCE')
  per!: string;

  @Field(() => RecipientEnum)
  @Access('REFERENCE')
  recipient!: string;

  @Field(() => Boolean, { description: 'The most that is given (pagu), not a fixed amount.' })
  @Access('REFERENCE')
  isCeiling!: boolean;

  @Field(() => GraphQLDate, { description: VALID_FROM })
  @Access('REFERENCE')
  validFrom!: string;

  @Field(() => GraphQLDate, { nullable: true, description: VALID_TO })
  @Access('REFERENCE')
  validTo?: string;

  @Field(() => String, { nullable: true, description: LEGAL_REF })
  @Access('REFERENCE')
  legalRef?: string;

  @Field(() => ConfidenceEnum)
  @Access('REFERENCE')
  rateConfidence!: Confidence;

  @Field(() => String, { nullable: true, description: NOTE })
  @Access('REFERENCE')
  note?: string;
}

@GraphType('ProgramLimit', 'How often a program pays something to one family, with the days it holds.')
export class ProgramLimit {
  @Field(() => PkhComponentEnum, { nullable: true, description: 'null: components of all kinds together.' })
  @Access('REFERENCE')
  component?: string;

  @Field(() => Int)
  @Access('REFERENCE')
  maximum!: number;

  @Field(() => LimitScopeEnum)
  @Access('REFERENCE')
  scope!: string;

  @Field(() => GraphQLDate, { description: VALID_FROM })
  @Access('REFERENCE')
  validFrom!: string;

  @Field(() => GraphQLDate, { nullable: true, description: VALID_TO })
  @Access('REFERENCE')
  validTo?: string;

  @Field(() => String, { nullable: true, description: LEGAL_REF })
  @Access('REFERENCE')
  legalRef?: string;

  @Field(() => ConfidenceEnum)
  @Access('REFERENCE')
  confidence!: Confidence;

  @Field(() => String, { nullable: true, description: NOTE })
  @Access('REFERENCE')
  note?: string;
}

@GraphType('EligibilityRule', 'Which welfare deciles a program takes in, with the days it holds (syarat desil).')
export class EligibilityRule {
  @Field(() => Int, { description: 'Poorest decile, 1 to 10.' })
  @Access('REFERENCE')
  desilMin!: number;

  @Field(() => Int, { description: 'Best-off decile, 1 to 10.' })
  @Access('REFERENCE')
  desilMax!: number;

  @Field(() => GraphQLDate, { description: VALID_FROM })
  @Access('REFERENCE')
  validFrom!: string;

  @Field(() => GraphQLDate, { nullable: true, description: VALID_TO })
  @Access('REFERENCE')
  validTo?: string;

  @Field(() => String, { nullable: true, description: LEGAL_REF })
  @Access('REFERENCE')
  legalRef?: string;

  @Field(() => ConfidenceEnum)
  @Access('REFERENCE')
  confidence!: Confidence;

  @Field(() => String, { nullable: true, description: NOTE })
  @Access('REFERENCE')
  note?: string;
}

@GraphType('ProgramCombination', 'Whether a family may be in two programs at a time, with the days it holds.')
export class ProgramCombination {
  @Field(() => Boolean)
  @Access('REFERENCE')
  allowed!: boolean;

  @Field(() => GraphQLDate, { description: VALID_FROM })
  @Access('REFERENCE')
  validFrom!: string;

  @Field(() => GraphQLDate, { nullable: true, description: VALID_TO })
  @Access('REFERENCE')
  validTo?: string;

  @Field(() => String, { nullable: true, description: LEGAL_REF })
  @Access('REFERENCE')
  legalRef?: string;

  @Field(() => ConfidenceEnum)
  @Access('REFERENCE')
  confidence!: Confidence;

  @Field(() => String, { nullable: true, description: NOTE })
  @Access('REFERENCE')
  note?: string;
}
