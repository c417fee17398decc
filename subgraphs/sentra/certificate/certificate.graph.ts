import { GraphQLDate } from 'graphql-scalars';
import { Field, ID, Int } from 'type-graphql';
import { Access, GraphType, enumOf } from '../../../shared/subgraph';
import { CERTIFICATE_ISSUERS } from './certificate';

export const CertificateIssuerEnum = enumOf('CertificateIssuer', 'Penerbit sertifikat.', CERTIFICATE_ISSUERS);

@GraphType('Certificate', 'A certificate of competence (sertifikat kompetensi).')
export class Certificate {
  @Field(() => ID, { nullable: true })
  @Access('PSEUDONYM')
  id?: string;

  @Field(() => Int, { nullable: true, description: 'Of which opening of the case.' })
  @Access('SKILL')
  episode?: number;

  @Field(() => CertificateIssuerEnum, { nullable: true })
  @Access('SKILL')
  issuer?: string;

  @Field(() => String, { nullable: true, description: 'The last four characters of its number.' })
  @Access('SKILL')
  numberEnd?: string;

  @Field(() => String, { nullable: true, description: 'Unit kompetensi (SKKNI).' })
  @Access('SKILL')
  unitCode?: string;

  @Field(() => Int, { nullable: true, description: 'KKNI level, 1 to 9.' })
  @Access('SKILL')
  level?: number;

  @Field(() => GraphQLDate, { nullable: true })
  @Access('SKILL')
  issuedOn?: string;

  @Field(() => GraphQLDate, { nullable: true })
  @Access('SKILL')
  expiresOn?: string;
}
