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
  machineWords,
} from '../../../shared/subgraph';
import type { LineOfBusiness } from '../business/business';
import { LineOfBusinessEnum, LineOfBusinessFilter } from '../business/vocabulary.graph';
import { PROKUS_MACHINE } from './prokus';

/** The words of a case's machine: states, events and the entries of its history. */
export const PROKUS_WORDS = machineWords(PROKUS_MACHINE, 'ProkusCase', 'ENROLMENT');

@InputType()
export class ProposeProkusInput extends OpeningInput {
  @Field(() => ID, { description: 'Whoever runs the business.' })
  person!: string;

  @Field(() => LineOfBusinessEnum)
  lineOfBusiness!: LineOfBusiness;
}

@InputType()
export class ProkusRecommendInput extends StepInput {
  @Field(() => String, { description: 'Number of the letter of recommendation.' })
  recommendation!: string;
}

@InputType()
export class ProkusApproveInput extends StepInput {
  @Field(() => String, { description: 'Number of the decree (SK penetapan).' })
  decree!: string;
}

@InputType()
export class ProkusGrantInput extends StepInput {
  @Field(() => Int, { description: 'Whole rupiah.' })
  amount!: number;
}

@InputType()
export class ProkusOrganisationInput extends StepInput {
  @Field(() => String, { description: 'Name of the organisation; of no person.' })
  organisation!: string;
}

@InputType()
export class ProkusMonthInput extends StepInput {
  @Field(() => String, { description: 'As 2026-07.' })
  month!: string;

  @Field(() => Int, { description: 'Whole rupiah (omzet).' })
  turnover!: number;

  @Field(() => Int, { description: 'People the business pays beside the family.' })
  employees!: number;
}

@InputType()
export class ProkusNibInput extends StepInput {
  @Field(() => String, { description: 'Nomor induk berusaha, 13 digits; kept sealed.' })
  nib!: string;
}

@InputType()
export class ProkusCreditInput extends StepInput {
  @Field(() => Int, { description: 'Whole rupiah.' })
  amount!: number;
}

const ProkusStatusFilter = enumFilter(PROKUS_WORDS.Status, 'ProkusCaseStatus');

@InputType()
class ProkusCaseListFilter {
  @Field(() => IDFilter, { nullable: true })
  id?: IDFilter;

  @Field(() => IDFilter, { nullable: true })
  familyId?: IDFilter;

  @Field(() => ProkusStatusFilter, { nullable: true })
  status?: object;

  @Field(() => LineOfBusinessFilter, { nullable: true })
  lineOfBusiness?: object;

  @Field(() => DateFilter, { nullable: true })
  proposedOn?: DateFilter;

  @Field(() => RegionFilter, { nullable: true, description: 'Where the family lives.' })
  region?: RegionFilter;

  @Field(() => [ProkusCaseListFilter], { nullable: true })
  AND?: ProkusCaseListFilter[];

  @Field(() => [ProkusCaseListFilter], { nullable: true })
  OR?: ProkusCaseListFilter[];

  @Field(() => ProkusCaseListFilter, { nullable: true })
  NOT?: ProkusCaseListFilter;
}

const ProkusCaseSort = { PROPOSED_ON: 'PROPOSED_ON', STATUS: 'STATUS' } as const;
registerEnumType(ProkusCaseSort, { name: 'ProkusCaseSort' });

@InputType()
class ProkusCaseOrder {
  @Field(() => ProkusCaseSort)
  field!: keyof typeof ProkusCaseSort;

  @Field(() => SortDirection, { defaultValue: 'ASC' })
  direction!: SortDirection;
}

@ArgsType()
export class ProkusCaseListArgs extends PageArgs {
  @Field(() => ProkusCaseListFilter, { nullable: true })
  filter?: ProkusCaseListFilter;

  @Field(() => [ProkusCaseOrder], { nullable: true })
  orderBy?: ProkusCaseOrder[];
}
