import { GraphQLDate } from 'graphql-scalars';
import { ArgsType, Field, ID, InputType, registerEnumType } from 'type-graphql';
import {
  DateFilter,
  IDFilter,
  OpeningInput,
  PageArgs,
  SortDirection,
  enumFilter,
  enumOf,
  machineWords,
} from '../../../shared/subgraph';
import { CONSENT_FORMS, CONSENT_GIVERS, CONSENT_KINDS, CONSENT_MACHINE } from './consent';
import type { ConsentForm, ConsentGiver, ConsentKind } from './consent';

/** The words of a consent's machine: states, events and the entries of its history. */
export const CONSENT_WORDS = machineWords(CONSENT_MACHINE, 'Consent', 'CONSENT');

export const ConsentKindEnum = enumOf('ConsentKind', 'What somebody agreed to on the way to work.', CONSENT_KINDS);
export const ConsentGiverEnum = enumOf('ConsentGiver', 'Who gave consent.', CONSENT_GIVERS);
export const ConsentFormEnum = enumOf('ConsentForm', 'In what form consent to a partner was asked for.', CONSENT_FORMS);

@InputType({ description: 'What payroll needs; kept sealed, and forgotten with the consent.' })
export class PayrollInput {
  @Field(() => String, { description: 'Rekening: 5 to 20 digits.' })
  account!: string;

  @Field(() => String, { nullable: true, description: 'Number at BPJS Ketenagakerjaan, 11 digits.' })
  bpjsNumber?: string;
}

@InputType({ description: 'What a person agrees to.' })
export class GiveConsentInput extends OpeningInput {
  @Field(() => ID)
  personId!: string;

  @Field(() => ConsentKindEnum)
  kind!: ConsentKind;

  @Field(() => ID, { nullable: true, description: 'The partner it is for; only for a card it is for all of them.' })
  employerId?: string;

  @Field(() => ID, { nullable: true, description: 'The vacancy a referral is for.' })
  vacancyId?: string;

  @Field(() => ConsentGiverEnum)
  givenBy!: ConsentGiver;

  @Field(() => ConsentFormEnum)
  form!: ConsentForm;

  @Field(() => String, { description: 'Which text was agreed to: a reference.' })
  textVersion!: string;

  @Field(() => GraphQLDate, { description: 'The last day.' })
  expiresOn!: Date;

  @Field(() => PayrollInput, { nullable: true, description: 'With consent to employment only.' })
  payroll?: PayrollInput;
}

const ConsentKindFilter = enumFilter(ConsentKindEnum, 'ConsentKind');
const ConsentStatusFilter = enumFilter(CONSENT_WORDS.Status, 'ConsentStatus');

@InputType()
class ConsentListFilter {
  @Field(() => IDFilter, { nullable: true })
  personId?: IDFilter;

  @Field(() => IDFilter, { nullable: true })
  employerId?: IDFilter;

  @Field(() => ConsentKindFilter, { nullable: true })
  kind?: object;

  @Field(() => ConsentStatusFilter, { nullable: true })
  status?: object;

  @Field(() => DateFilter, { nullable: true })
  expiresOn?: DateFilter;

  @Field(() => [ConsentListFilter], { nullable: true })
  AND?: ConsentListFilter[];

  @Field(() => [ConsentListFilter], { nullable: true })
  OR?: ConsentListFilter[];

  @Field(() => ConsentListFilter, { nullable: true })
  NOT?: ConsentListFilter;
}

const ConsentSort = { GIVEN_ON: 'GIVEN_ON', EXPIRES_ON: 'EXPIRES_ON' } as const;
registerEnumType(ConsentSort, { name: 'ConsentSort' });

@InputType()
class ConsentOrder {
  @Field(() => ConsentSort)
  field!: keyof typeof ConsentSort;

  @Field(() => SortDirection, { defaultValue: 'ASC' })
  direction!: SortDirection;
}

@ArgsType()
export class ConsentListArgs extends PageArgs {
  @Field(() => ConsentListFilter, { nullable: true })
  filter?: ConsentListFilter;

  @Field(() => [ConsentOrder], { nullable: true })
  orderBy?: ConsentOrder[];
}
