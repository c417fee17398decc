import { ArgsType, Field, InputType, Int, registerEnumType } from 'type-graphql';
import {
  DateFilter,
  IDFilter,
  IntFilter,
  PageArgs,
  RegionFilter,
  SortDirection,
  enumFilter,
  machineWords,
} from '../../../shared/subgraph';
import { enumOf } from '../program/vocabulary.graph';
import { ENROLMENT_MACHINE, EXIT_REASONS, SUSPENSION_REASONS } from './enrolment';

/** The words of an enrolment's machine: states, events and the entries of its history. */
export const ENROLMENT_WORDS = machineWords(ENROLMENT_MACHINE, 'Enrolment', 'ENROLMENT', {
  REGISTRY_FILE: 'A registry file says another status; its sender decides by a machine of its own.',
});
export const EnrolmentStatusEnum = ENROLMENT_WORDS.Status;

export const StatusReasonEnum = enumOf([...EXIT_REASONS, ...SUSPENSION_REASONS]);
registerEnumType(StatusReasonEnum, {
  name: 'StatusReason',
  description: 'Why an enrolment is suspended or inactive.',
  valuesConfig: {
    INELIGIBLE: { description: 'Tidak layak: not eligible at a ground check.' },
    DECEASED: { description: 'Meninggal.' },
    MOVED: { description: 'Pindah.' },
    DATA_INVALID: { description: 'Data tidak valid.' },
    MANAGER_DECEASED: { description: 'The pengurus died; another has to be named. Pengurus meninggal.' },
    NO_COMPONENT_LEFT: { description: 'The last component was stopped. Tidak ada komponen lagi.' },
    NON_COMPLIANCE: { description: 'Conditions were not kept. Tidak memenuhi komitmen.' },
  },
});

const EnrolmentStatusFilter = enumFilter(EnrolmentStatusEnum, 'EnrolmentStatus');
const StatusReasonFilter = enumFilter(StatusReasonEnum, 'StatusReason');

@InputType()
class EnrolmentListFilter {
  @Field(() => IDFilter, { nullable: true })
  id?: IDFilter;

  @Field(() => IDFilter, { nullable: true })
  familyId?: IDFilter;

  @Field(() => IDFilter, { nullable: true })
  programCode?: IDFilter;

  @Field(() => EnrolmentStatusFilter, { nullable: true })
  status?: object;

  @Field(() => StatusReasonFilter, { nullable: true })
  statusReason?: object;

  @Field(() => DateFilter, { nullable: true })
  startedOn?: DateFilter;

  @Field(() => RegionFilter, { nullable: true, description: 'Where the family lives.' })
  region?: RegionFilter;

  @Field(() => IntFilter, { nullable: true, description: 'Welfare decile of the family.' })
  desil?: IntFilter;

  @Field(() => [EnrolmentListFilter], { nullable: true })
  AND?: EnrolmentListFilter[];

  @Field(() => [EnrolmentListFilter], { nullable: true })
  OR?: EnrolmentListFilter[];

  @Field(() => EnrolmentListFilter, { nullable: true })
  NOT?: EnrolmentListFilter;
}

const EnrolmentSort = { STARTED_ON: 'STARTED_ON', STATUS: 'STATUS', PROGRAM: 'PROGRAM' } as const;
registerEnumType(EnrolmentSort, { name: 'EnrolmentSort' });

@InputType()
class EnrolmentOrder {
  @Field(() => EnrolmentSort)
  field!: keyof typeof EnrolmentSort;

  @Field(() => SortDirection, { defaultValue: 'ASC' })
  direction!: SortDirection;
}

@ArgsType()
export class EnrolmentListArgs extends PageArgs {
  @Field(() => EnrolmentListFilter, { nullable: true })
  filter?: EnrolmentListFilter;

  @Field(() => [EnrolmentOrder], { nullable: true })
  orderBy?: EnrolmentOrder[];
}

/** A list below many parents is read forwards only: one statement for all parents, cut after `first` in each. */
@ArgsType()
export class NestedPageArgs {
  @Field(() => Int, { nullable: true, description: 'Page size below each parent, 1 to 100; 20 if left out.' })
  first?: number;

  @Field(() => String, { nullable: true, description: 'Go on after this cursor, below every parent alike.' })
  after?: string;
}
