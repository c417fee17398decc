import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, Int } from 'type-graphql';
import { Access, GraphType, connectionOf, enumOf } from '../../../shared/subgraph';
import { READER_KINDS } from './ledger';

export const ReaderKindEnum = enumOf('ReaderKind', 'Who has read, in general words.', READER_KINDS);

@GraphType('LedgerDecision', 'Fields that were decided alike in one fetch.')
export class LedgerDecision {
  @Field(() => String, { nullable: true, description: 'FULL, MASKED, BANDED, AGGREGATE or WITHHELD.' })
  @Access('AUDIT')
  grade?: string;

  @Field(() => [String], { nullable: true, description: 'Type.field' })
  @Access('AUDIT')
  coordinates?: string[];
}

@GraphType('LedgerEntry', 'What one request read, or was refused, in one subgraph (catatan pemrosesan).')
export class LedgerEntry {
  @Field(() => ID, { nullable: true })
  @Access('AUDIT')
  id?: string;

  @Field(() => String, { nullable: true, description: 'The subgraph that answered.' })
  @Access('AUDIT')
  subgraph?: string;

  @Field(() => GraphQLDateTime, { nullable: true })
  @Access('AUDIT')
  at?: Date;

  @Field(() => String, { nullable: true, description: 'The correlation id of the request.' })
  @Access('AUDIT')
  requestId?: string;

  @Field(() => String, { nullable: true, description: 'The account at the issuer.' })
  @Access('AUDIT')
  account?: string;

  @Field(() => String, { nullable: true })
  @Access('AUDIT')
  role?: string;

  @Field(() => String, { nullable: true, description: 'The employer or Sentra the account works for.' })
  @Access('AUDIT')
  organisation?: string;

  @Field(() => String, { nullable: true, description: 'Tujuan pemrosesan.' })
  @Access('AUDIT')
  purpose?: string;

  @Field(() => String, { nullable: true })
  @Access('AUDIT')
  operationName?: string;

  @Field(() => String, { nullable: true, description: 'SHA-256 of the document, base64url.' })
  @Access('AUDIT')
  operationHash?: string;

  @Field(() => [LedgerDecision], { nullable: true })
  @Access('AUDIT')
  decisions?: LedgerDecision[];

  @Field(() => [String], { nullable: true, description: 'Codes of what was refused as a whole.' })
  @Access('AUDIT')
  refusals?: string[];

  @Field(() => Boolean, { nullable: true, description: 'Whether anything was withheld or refused.' })
  @Access('AUDIT')
  isRefused?: boolean;

  @Field(() => Int, { nullable: true, description: 'Records of which something was given in full.' })
  @Access('AUDIT')
  rowCount?: number;

  @Field(() => String, { nullable: true, description: 'The highest class given in full, P0 to P5.' })
  @Access('AUDIT')
  dataClass?: string;

  @Field(() => ID, { nullable: true })
  @Access('AUDIT')
  consentId?: string;

  @Field(() => ID, { nullable: true })
  @Access('AUDIT')
  breakGlassId?: string;
}

@GraphType('AccessRecord', 'A reading of your own record (riwayat akses data Anda).')
export class AccessRecord {
  @Field(() => GraphQLDateTime, { nullable: true })
  @Access('AUDIT')
  at?: Date;

  @Field(() => String, { nullable: true, description: 'Role of whoever read; never their name.' })
  @Access('AUDIT')
  role?: string;

  @Field(() => String, { nullable: true, description: 'Tujuan pemrosesan.' })
  @Access('AUDIT')
  purpose?: string;
}

@GraphType('RevealCount', 'How often NIK and KK numbers were given in full in a month.')
export class RevealCount {
  @Field(() => String, { nullable: true })
  @Access('AUDIT')
  role?: string;

  @Field(() => String, { nullable: true })
  @Access('AUDIT')
  purpose?: string;

  @Field(() => Int, { nullable: true, description: 'Requests.' })
  @Access('AUDIT')
  reads?: number;

  @Field(() => Int, { nullable: true, description: 'Records in these requests; one read twice counts twice.' })
  @Access('AUDIT')
  subjects?: number;
}

@GraphType('LedgerSource', 'How far the read ledger of a subgraph has been gathered.')
export class LedgerSource {
  @Field(() => String, { nullable: true })
  @Access('SYSTEM')
  subgraph?: string;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'When it was last known to be complete; what was read since may be missing.',
  })
  @Access('SYSTEM')
  caughtUpAt?: Date;

  @Field(() => Int, { nullable: true, description: 'Places at which a chain did not go on where it ended.' })
  @Access('SYSTEM')
  findings?: number;
}

export const LedgerEntryConnection = connectionOf('LedgerEntry', () => LedgerEntry);
export const AccessRecordConnection = connectionOf('AccessRecord', () => AccessRecord);
