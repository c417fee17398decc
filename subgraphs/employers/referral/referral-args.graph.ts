import { ArgsType, Field, InputType, registerEnumType } from 'type-graphql';
import {
  DateFilter,
  IDFilter,
  PageArgs,
  SortDirection,
  enumFilter,
  enumOf,
  machineWords,
} from '../../../shared/subgraph';
import { REFERRAL_MACHINE, REFERRAL_NEWS } from './referral';
import { RETENTION_EVIDENCE } from './retention';

export const REFERRAL_WORDS = machineWords(REFERRAL_MACHINE, 'Referral', 'REFERRAL', REFERRAL_NEWS);
export const RetentionEvidenceEnum = enumOf(
  'RetentionEvidence',
  'What shows that somebody is still at work.',
  RETENTION_EVIDENCE,
);

const ReferralStatusFilter = enumFilter(REFERRAL_WORDS.Status, 'ReferralStatus');

@InputType()
class ReferralListFilter {
  @Field(() => IDFilter, { nullable: true })
  id?: IDFilter;

  @Field(() => IDFilter, { nullable: true })
  vacancyId?: IDFilter;

  @Field(() => IDFilter, { nullable: true })
  employerId?: IDFilter;

  @Field(() => IDFilter, { nullable: true })
  centreId?: IDFilter;

  @Field(() => ReferralStatusFilter, { nullable: true })
  status?: object;

  @Field(() => DateFilter, { nullable: true })
  respondBy?: DateFilter;

  @Field(() => DateFilter, { nullable: true })
  placedOn?: DateFilter;

  @Field(() => [ReferralListFilter], { nullable: true })
  AND?: ReferralListFilter[];

  @Field(() => [ReferralListFilter], { nullable: true })
  OR?: ReferralListFilter[];

  @Field(() => ReferralListFilter, { nullable: true })
  NOT?: ReferralListFilter;
}

const ReferralSort = { NOMINATED_AT: 'NOMINATED_AT', STATUS: 'STATUS' } as const;
registerEnumType(ReferralSort, { name: 'ReferralSort' });

@InputType()
class ReferralOrder {
  @Field(() => ReferralSort)
  field!: keyof typeof ReferralSort;

  @Field(() => SortDirection, { defaultValue: 'ASC' })
  direction!: SortDirection;
}

@ArgsType()
export class ReferralListArgs extends PageArgs {
  @Field(() => ReferralListFilter, { nullable: true })
  filter?: ReferralListFilter;

  @Field(() => [ReferralOrder], { nullable: true })
  orderBy?: ReferralOrder[];
}
