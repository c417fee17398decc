import { GraphQLDate, GraphQLSafeInt } from 'graphql-scalars';
import { ArgsType, Field, ID, InputType, registerEnumType } from 'type-graphql';
import {
  IDFilter,
  OpeningInput,
  PageArgs,
  ReasonedStepInput,
  RegionFilter,
  SortDirection,
  StepInput,
  enumFilter,
  enumOf,
  machineWords,
} from '../../../shared/subgraph';
import {
  GRADUATION_GROUNDS,
  GRADUATION_MACHINE,
  REFUSAL_REASONS,
  REJECTION_REASONS,
  SUPPORT_KINDS,
} from './graduation';
import type { GraduationGround, SupportKind } from './graduation';

/** The words of a graduation's machine: states, events and the entries of its history. */
export const GRADUATION_WORDS = machineWords(GRADUATION_MACHINE, 'Graduation', 'GRADUATION');
export const GraduationGroundEnum = enumOf(
  'GraduationGround',
  'Why a family should leave a program.',
  GRADUATION_GROUNDS,
);
export const SupportKindEnum = enumOf('SupportKind', 'What supports a family on its way out.', SUPPORT_KINDS);
export const RefusalReasonEnum = enumOf('RefusalReason', 'Why a family refuses to leave a program.', REFUSAL_REASONS);
export const RejectionReasonEnum = enumOf(
  'RejectionReason',
  'What proved, after a hearing, that a family is no longer eligible.',
  REJECTION_REASONS,
);

@InputType()
export class GraduationProposalInput extends OpeningInput {
  @Field(() => ID)
  enrolmentId!: string;

  @Field(() => GraduationGroundEnum)
  ground!: GraduationGround;
}

@InputType()
export class GraduationVisitInput extends StepInput {
  @Field(() => GraphQLDate, { description: 'Day of the visit, not before the proposal.' })
  visitedOn!: Date;

  @Field(() => GraphQLSafeInt, { description: 'Whole rupiah a month for each member of the household.' })
  incomePerHead!: number;
}

@InputType()
export class GraduationSupportInput extends StepInput {
  @Field(() => [SupportKindEnum], { description: 'At least one.' })
  supportKinds!: SupportKind[];

  @Field(() => GraphQLDate, { description: 'Last day of support, 3 to 6 months from today.' })
  supportUntil!: Date;
}

@InputType()
export class AppealHearingInput extends StepInput {
  @Field(() => GraphQLDate, { description: 'Day of the hearing, not before the appeal.' })
  heardOn!: Date;
}

@InputType()
export class RelapseInput extends ReasonedStepInput {
  @Field(() => GraphQLDate, { description: 'Day on which the need was seen, not before the graduation.' })
  groundCheckOn!: Date;
}

const GraduationStatusFilter = enumFilter(GRADUATION_WORDS.Status, 'GraduationStatus');

@InputType()
class GraduationListFilter {
  @Field(() => IDFilter, { nullable: true })
  id?: IDFilter;

  @Field(() => IDFilter, { nullable: true })
  enrolmentId?: IDFilter;

  @Field(() => IDFilter, { nullable: true })
  programCode?: IDFilter;

  @Field(() => GraduationStatusFilter, { nullable: true })
  status?: object;

  @Field(() => RegionFilter, { nullable: true, description: 'Where the family lives.' })
  region?: RegionFilter;

  @Field(() => [GraduationListFilter], { nullable: true })
  AND?: GraduationListFilter[];

  @Field(() => [GraduationListFilter], { nullable: true })
  OR?: GraduationListFilter[];

  @Field(() => GraduationListFilter, { nullable: true })
  NOT?: GraduationListFilter;
}

const GraduationSort = { PROPOSED_ON: 'PROPOSED_ON', STATUS: 'STATUS', PROGRAM: 'PROGRAM' } as const;
registerEnumType(GraduationSort, { name: 'GraduationSort' });

@InputType()
class GraduationOrder {
  @Field(() => GraduationSort)
  field!: keyof typeof GraduationSort;

  @Field(() => SortDirection, { defaultValue: 'ASC' })
  direction!: SortDirection;
}

@ArgsType()
export class GraduationListArgs extends PageArgs {
  @Field(() => GraduationListFilter, { nullable: true })
  filter?: GraduationListFilter;

  @Field(() => [GraduationOrder], { nullable: true })
  orderBy?: GraduationOrder[];
}
