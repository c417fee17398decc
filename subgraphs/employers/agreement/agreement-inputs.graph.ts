import { GraphQLDate } from 'graphql-scalars';
import { Field, InputType, Int } from 'type-graphql';
import type { DisclosureField } from '../../../shared/access';
import type { Purpose } from '../../../shared/viewer';
import { StepInput } from '../../../shared/subgraph';
import { DisclosureFieldEnum, LegalBasisEnum, ProcessorRoleEnum, PurposeEnum } from './agreement.graph';
import type { LegalBasis, ProcessorRole } from './vocabulary';

/** A step that signs an agreement. */
@InputType()
class AgreementInput extends StepInput {
  @Field(() => String, { description: 'Number of the agreement, of no other one.' })
  number!: string;

  @Field(() => GraphQLDate)
  startsOn!: Date;

  @Field(() => GraphQLDate, { description: 'Last day of the term, after today.' })
  endsUntil!: Date;

  @Field(() => [String], { description: 'Offices that signed, of both sides; no names.' })
  signatoryRoles!: string[];
}

@InputType({ description: 'A memorandum of understanding.' })
export class MemorandumInput extends AgreementInput {
  @Field(() => String, { description: 'Ruang lingkup, up to 500 characters.' })
  scope!: string;
}

@InputType({ description: 'A data-sharing agreement.' })
export class DataSharingInput extends AgreementInput {
  @Field(() => [PurposeEnum])
  purposes!: Purpose[];

  @Field(() => [DisclosureFieldEnum])
  fields!: DisclosureField[];

  @Field(() => LegalBasisEnum)
  legalBasis!: LegalBasis;

  @Field(() => Int, { description: 'Days the partner may keep what it got, from 1 on.' })
  retentionDays!: number;

  @Field(() => ProcessorRoleEnum)
  processorRole!: ProcessorRole;

  @Field(() => Boolean)
  subProcessorsAllowed!: boolean;

  @Field(() => String, { description: 'Where a breach is to be reported: an office, a mailbox.' })
  breachContact!: string;

  @Field(() => String, { description: 'Nomor berita acara serah terima (BAST).' })
  bastNumber!: string;
}
