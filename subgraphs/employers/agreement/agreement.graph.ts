import { GraphQLDate } from 'graphql-scalars';
import { Field, ID, Int } from 'type-graphql';
import { DISCLOSURE_FIELDS } from '../../../shared/access';
import { PURPOSES } from '../../../shared/viewer';
import { Access, GraphType, enumOf } from '../../../shared/subgraph';
import { AGREEMENT_KINDS, LEGAL_BASES, PROCESSOR_ROLES } from './vocabulary';

const purposes = Object.fromEntries(PURPOSES.map((purpose) => [purpose, purpose])) as Record<
  (typeof PURPOSES)[number],
  string
>;
export const AgreementKindEnum = enumOf('AgreementKind', 'Jenis perjanjian.', AGREEMENT_KINDS);
export const LegalBasisEnum = enumOf('LegalBasis', 'Dasar pemrosesan (UU 27/2022 art. 20).', LEGAL_BASES);
export const ProcessorRoleEnum = enumOf('ProcessorRole', 'What a partner is to the data it gets.', PROCESSOR_ROLES);
export const DisclosureFieldEnum = enumOf('DisclosureField', 'What of a candidate may be told.', DISCLOSURE_FIELDS);
export const PurposeEnum = enumOf('ProcessingPurpose', 'Tujuan pemrosesan: what data may be used for.', purposes);

@GraphType('Agreement', 'An agreement of the ministry with a partner: a memorandum (MoU), or one on data (DSA).')
export class Agreement {
  @Field(() => ID)
  @Access('PARTNER')
  id!: string;

  @Field(() => AgreementKindEnum)
  @Access('PARTNER')
  kind!: string;

  @Field(() => String)
  @Access('PARTNER')
  number!: string;

  @Field(() => GraphQLDate)
  @Access('PARTNER')
  startsOn!: string;

  @Field(() => GraphQLDate, { description: 'Last day of the term.' })
  @Access('PARTNER')
  endsOn!: string;

  @Field(() => Boolean, { description: 'Whether it binds both sides today.' })
  @Access('PARTNER')
  isInForce!: boolean;

  @Field(() => Int, { nullable: true, description: 'Days to come, 0 on the last one; null when not in force.' })
  @Access('PARTNER')
  daysLeft?: number;

  @Field(() => GraphQLDate, { nullable: true, description: 'Day it was ended before its term.' })
  @Access('AGREEMENT')
  terminatedOn?: string;

  @Field(() => String, { nullable: true, description: 'Ruang lingkup.' })
  @Access('AGREEMENT')
  scope?: string;

  @Field(() => [String], { nullable: true, description: 'Offices that signed; no names.' })
  @Access('AGREEMENT')
  signatoryRoles?: string[];

  @Field(() => [PurposeEnum], { nullable: true })
  @Access('AGREEMENT')
  purposes?: string[];

  @Field(() => [DisclosureFieldEnum], { nullable: true, description: 'What of candidates it lets the partner know.' })
  @Access('AGREEMENT')
  fields?: string[];

  @Field(() => LegalBasisEnum, { nullable: true })
  @Access('AGREEMENT')
  legalBasis?: string;

  @Field(() => Int, { nullable: true, description: 'Days the partner may keep what it got.' })
  @Access('AGREEMENT')
  retentionDays?: number;

  @Field(() => ProcessorRoleEnum, { nullable: true })
  @Access('AGREEMENT')
  processorRole?: string;

  @Field(() => Boolean, { nullable: true })
  @Access('AGREEMENT')
  subProcessorsAllowed?: boolean;

  @Field(() => String, { nullable: true, description: 'Where a breach is to be reported.' })
  @Access('AGREEMENT')
  breachContact?: string;

  @Field(() => String, { nullable: true, description: 'Nomor berita acara serah terima.' })
  @Access('AGREEMENT')
  bastNumber?: string;
}
