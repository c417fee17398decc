import { ArgsType, Field, ID, InputType, registerEnumType } from 'type-graphql';
import {
  DateFilter,
  IDFilter,
  OpeningInput,
  PageArgs,
  RegionFilter,
  SortDirection,
  StepInput,
  StringFilter,
  enumFilter,
  enumOf,
  machineWords,
} from '../../../shared/subgraph';
import { FINDINGS, GRIEVANCE_CATEGORIES, GRIEVANCE_KINDS, GRIEVANCE_MACHINE } from './grievance';
import type { Finding, GrievanceCategory, GrievanceKind } from './grievance';

/** The words of a grievance's machine: states, events and the entries of its history. */
export const GRIEVANCE_WORDS = machineWords(GRIEVANCE_MACHINE, 'Grievance', 'GRIEVANCE');
export const GrievanceKindEnum = enumOf('GrievanceKind', 'What a grievance asks for.', GRIEVANCE_KINDS);
export const GrievanceCategoryEnum = enumOf(
  'GrievanceCategory',
  'What exactly a grievance is about; each belongs to one kind.',
  GRIEVANCE_CATEGORIES,
);
export const FindingEnum = enumOf('VerificationFinding', 'What a verification found.', FINDINGS);

@InputType()
export class SubmitGrievanceInput extends OpeningInput {
  @Field(() => ID)
  familyId!: string;

  @Field(() => GrievanceKindEnum)
  kind!: GrievanceKind;

  @Field(() => GrievanceCategoryEnum)
  category!: GrievanceCategory;

  @Field(() => String, { description: 'What it is about: up to 2,000 characters, kept sealed; write no NIK into it.' })
  text!: string;

  @Field(() => ID, { nullable: true, description: 'The program a complaint is about; for complaints only.' })
  programCode?: string | null;
}

@InputType()
export class AssignGrievanceInput extends StepInput {
  @Field(() => ID, { description: 'Account of the officer who looks after it from now on.' })
  officer!: string;
}

@InputType()
export class VerifyGrievanceInput extends StepInput {
  @Field(() => FindingEnum)
  finding!: Finding;
}

const GrievanceKindFilter = enumFilter(GrievanceKindEnum, 'GrievanceKind');
const GrievanceCategoryFilter = enumFilter(GrievanceCategoryEnum, 'GrievanceCategory');
const GrievanceStatusFilter = enumFilter(GRIEVANCE_WORDS.Status, 'GrievanceStatus');

@InputType()
class GrievanceListFilter {
  @Field(() => IDFilter, { nullable: true })
  familyId?: IDFilter;

  @Field(() => GrievanceKindFilter, { nullable: true })
  kind?: object;

  @Field(() => GrievanceCategoryFilter, { nullable: true })
  category?: object;

  @Field(() => GrievanceStatusFilter, { nullable: true })
  status?: object;

  @Field(() => IDFilter, { nullable: true })
  programCode?: IDFilter;

  @Field(() => StringFilter, { nullable: true })
  assignedTo?: StringFilter;

  @Field(() => DateFilter, { nullable: true })
  dueOn?: DateFilter;

  @Field(() => RegionFilter, { nullable: true, description: 'Where the family lives.' })
  region?: RegionFilter;

  @Field(() => [GrievanceListFilter], { nullable: true })
  AND?: GrievanceListFilter[];

  @Field(() => [GrievanceListFilter], { nullable: true })
  OR?: GrievanceListFilter[];

  @Field(() => GrievanceListFilter, { nullable: true })
  NOT?: GrievanceListFilter;
}

const GrievanceSort = { DUE_ON: 'DUE_ON', SUBMITTED_AT: 'SUBMITTED_AT', STATUS: 'STATUS' } as const;
registerEnumType(GrievanceSort, { name: 'GrievanceSort' });

@InputType()
class GrievanceOrder {
  @Field(() => GrievanceSort)
  field!: keyof typeof GrievanceSort;

  @Field(() => SortDirection, { defaultValue: 'ASC' })
  direction!: SortDirection;
}

@ArgsType()
export class GrievanceListArgs extends PageArgs {
  @Field(() => GrievanceListFilter, { nullable: true })
  filter?: GrievanceListFilter;

  @Field(() => Boolean, { nullable: true, description: 'Only those whose day is over, or only the others.' })
  isOverdue?: boolean;

  @Field(() => [GrievanceOrder], { nullable: true })
  orderBy?: GrievanceOrder[];
}
