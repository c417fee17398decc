import { ArgsType, Field, ID, InputType, Int, registerEnumType } from 'type-graphql';
import {
  DateFilter,
  IDFilter,
  OpeningInput,
  PageArgs,
  RegionFilter,
  SortDirection,
  StepInput,
  enumFilter,
  enumOf,
  machineWords,
} from '../../../shared/subgraph';
import { PENA_CLUSTERS, PENA_MACHINE, PENA_VARIANTS, WAGE_SOURCES } from './pena';
import type { PenaCluster, PenaVariant } from './pena';

/** The words of a case's machine: states, events and the entries of its history. */
export const PENA_WORDS = machineWords(PENA_MACHINE, 'PenaCase', 'ENROLMENT');
export const PenaVariantEnum = enumOf('PenaVariant', 'How a family comes to PENA.', PENA_VARIANTS);
export const PenaClusterEnum = enumOf('PenaCluster', 'What the business is about (klaster).', PENA_CLUSTERS);
export const WageSourceEnum = enumOf('MinimumWageSource', 'Where a minimum wage comes from.', WAGE_SOURCES);

@InputType()
export class ProposePenaInput extends OpeningInput {
  @Field(() => ID, { description: 'Whoever will run the business.' })
  person!: string;

  @Field(() => PenaVariantEnum)
  variant!: PenaVariant;

  @Field(() => PenaClusterEnum)
  cluster!: PenaCluster;

  @Field(() => String, { description: 'An idea is enough; up to 500 characters.' })
  businessIdea!: string;

  @Field(() => Boolean, {
    description: 'The family agrees to leave bansos once it is ready; without that there is no case.',
  })
  agreesToLeave!: boolean;
}

@InputType()
export class PenaRecommendInput extends StepInput {
  @Field(() => String, { description: 'Number of the letter of recommendation.' })
  recommendation!: string;
}

@InputType()
export class PenaApproveInput extends StepInput {
  @Field(() => String, { description: 'Number of the decree (SK penetapan).' })
  decree!: string;
}

@InputType()
export class PenaGrantInput extends StepInput {
  @Field(() => Int, { description: 'Worth of the tools, whole rupiah.' })
  tools!: number;

  @Field(() => Int, { description: 'Worth of the material, whole rupiah.' })
  material!: number;
}

@InputType()
export class PenaIncomeInput extends StepInput {
  @Field(() => String, { description: 'As 2026-07.' })
  month!: string;

  @Field(() => Int, { description: 'What the business left to the family in the month, whole rupiah.' })
  income!: number;
}

const PenaStatusFilter = enumFilter(PENA_WORDS.Status, 'PenaCaseStatus');
const PenaVariantFilter = enumFilter(PenaVariantEnum, 'PenaVariant');
const PenaClusterFilter = enumFilter(PenaClusterEnum, 'PenaCluster');

@InputType()
class PenaCaseListFilter {
  @Field(() => IDFilter, { nullable: true })
  id?: IDFilter;

  @Field(() => IDFilter, { nullable: true })
  familyId?: IDFilter;

  @Field(() => PenaStatusFilter, { nullable: true })
  status?: object;

  @Field(() => PenaVariantFilter, { nullable: true })
  variant?: object;

  @Field(() => PenaClusterFilter, { nullable: true })
  cluster?: object;

  @Field(() => DateFilter, { nullable: true })
  proposedOn?: DateFilter;

  @Field(() => RegionFilter, { nullable: true, description: 'Where the family lives.' })
  region?: RegionFilter;

  @Field(() => [PenaCaseListFilter], { nullable: true })
  AND?: PenaCaseListFilter[];

  @Field(() => [PenaCaseListFilter], { nullable: true })
  OR?: PenaCaseListFilter[];

  @Field(() => PenaCaseListFilter, { nullable: true })
  NOT?: PenaCaseListFilter;
}

const PenaCaseSort = { PROPOSED_ON: 'PROPOSED_ON', STATUS: 'STATUS' } as const;
registerEnumType(PenaCaseSort, { name: 'PenaCaseSort' });

@InputType()
class PenaCaseOrder {
  @Field(() => PenaCaseSort)
  field!: keyof typeof PenaCaseSort;

  @Field(() => SortDirection, { defaultValue: 'ASC' })
  direction!: SortDirection;
}

@ArgsType()
export class PenaCaseListArgs extends PageArgs {
  @Field(() => PenaCaseListFilter, { nullable: true })
  filter?: PenaCaseListFilter;

  @Field(() => [PenaCaseOrder], { nullable: true })
  orderBy?: PenaCaseOrder[];
}
