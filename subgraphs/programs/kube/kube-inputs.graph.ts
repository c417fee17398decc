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
import { LineOfBusinessEnum, LineOfBusinessFilter } from '../business/vocabulary.graph';
import { KUBE_MACHINE, KUBE_MEMBER_STATES, KUBE_OFFICES, KUBE_REPORT_STATES } from './kube';
import type { LineOfBusiness } from '../business/business';
import { KUBE_RULES } from './kube-rules';

/** The words of a group's machine: states, events and the entries of its history. */
export const KUBE_WORDS = machineWords(KUBE_MACHINE, 'KubeGroup', 'ENROLMENT');
export const KubeOfficeEnum = enumOf('KubeOffice', 'What a member does for a group (jabatan).', KUBE_OFFICES);
export const KubeMemberStateEnum = enumOf('KubeMemberState', 'How somebody stands to a group.', KUBE_MEMBER_STATES);
export const KubeReportStateEnum = enumOf('KubeReportState', 'Whether the LPJ is in time.', KUBE_REPORT_STATES);
export const KubeRuleEnum = enumOf('KubeRule', 'A rule of membership (syarat anggota KUBE).', KUBE_RULES);

@InputType()
export class ProposeKubeInput extends OpeningInput {
  @Field(() => String)
  name!: string;

  @Field(() => LineOfBusinessEnum)
  lineOfBusiness!: LineOfBusiness;

  @Field(() => [ID], { description: 'Family heads, one of a family; the officers may be left out.' })
  members!: string[];

  @Field(() => ID, { description: 'Ketua; the group is of the village where this family lives.' })
  chair!: string;

  @Field(() => ID, { description: 'Sekretaris.' })
  secretary!: string;

  @Field(() => ID, { description: 'Bendahara.' })
  treasurer!: string;
}

@InputType()
export class KubeMemberInput extends StepInput {
  @Field(() => ID)
  person!: string;
}

@InputType()
export class KubeOfficersInput extends StepInput {
  @Field(() => ID)
  chair!: string;

  @Field(() => ID)
  secretary!: string;

  @Field(() => ID)
  treasurer!: string;
}

@InputType()
export class KubeVerifyInput extends StepInput {
  @Field(() => String, { description: 'Number of the letter of recommendation (surat rekomendasi Dinsos).' })
  recommendation!: string;
}

@InputType()
export class KubeDecreeInput extends StepInput {
  @Field(() => String, { description: 'Number of the decree (SK penetapan).' })
  decree!: string;
}

@InputType()
export class KubeGrantInput extends StepInput {
  @Field(() => String, { description: 'Account of the group, 8 to 20 digits; kept sealed.' })
  accountNumber!: string;
}

@InputType()
export class KubeReportInput extends StepInput {
  @Field(() => Int, { description: 'Whole rupiah of the grant that were spent.' })
  spent!: number;
}

@InputType()
export class KubeSavingsInput extends StepInput {
  @Field(() => String, { description: 'As 2026-07.' })
  month!: string;

  @Field(() => Int, { description: 'Whole rupiah of all members together.' })
  amount!: number;

  @Field(() => Int, { description: 'Members who paid.' })
  payers!: number;
}

@InputType()
export class KubeTurnoverInput extends StepInput {
  @Field(() => String, { description: 'As 2026-07.' })
  month!: string;

  @Field(() => Int, { description: 'Whole rupiah (omzet).' })
  turnover!: number;
}

const KubeStatusFilter = enumFilter(KUBE_WORDS.Status, 'KubeGroupStatus');
const KubeReportStateFilter = enumFilter(KubeReportStateEnum, 'KubeReportState');

@InputType()
class KubeGroupListFilter {
  @Field(() => IDFilter, { nullable: true })
  id?: IDFilter;

  @Field(() => KubeStatusFilter, { nullable: true })
  status?: object;

  @Field(() => LineOfBusinessFilter, { nullable: true })
  lineOfBusiness?: object;

  @Field(() => KubeReportStateFilter, { nullable: true, description: 'LATE: whose LPJ is overdue.' })
  reportState?: object;

  @Field(() => DateFilter, { nullable: true })
  proposedOn?: DateFilter;

  @Field(() => RegionFilter, { nullable: true, description: 'The village of the group.' })
  region?: RegionFilter;

  @Field(() => [KubeGroupListFilter], { nullable: true })
  AND?: KubeGroupListFilter[];

  @Field(() => [KubeGroupListFilter], { nullable: true })
  OR?: KubeGroupListFilter[];

  @Field(() => KubeGroupListFilter, { nullable: true })
  NOT?: KubeGroupListFilter;
}

const KubeGroupSort = { PROPOSED_ON: 'PROPOSED_ON', STATUS: 'STATUS' } as const;
registerEnumType(KubeGroupSort, { name: 'KubeGroupSort' });

@InputType()
class KubeGroupOrder {
  @Field(() => KubeGroupSort)
  field!: keyof typeof KubeGroupSort;

  @Field(() => SortDirection, { defaultValue: 'ASC' })
  direction!: SortDirection;
}

@ArgsType()
export class KubeGroupListArgs extends PageArgs {
  @Field(() => KubeGroupListFilter, { nullable: true })
  filter?: KubeGroupListFilter;

  @Field(() => [KubeGroupOrder], { nullable: true })
  orderBy?: KubeGroupOrder[];
}
