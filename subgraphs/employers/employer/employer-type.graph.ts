import { Field, ID } from 'type-graphql';
import { Access, GraphType, Key, enumOf } from '../../../shared/subgraph';
import { EMPLOYER_STATUSES, EMPLOYER_TYPES } from './vocabulary';

export const EmployerTypeEnum = enumOf('EmployerType', 'Tipe pemberi kerja.', EMPLOYER_TYPES);
export const EmployerStatusEnum = enumOf('EmployerStatus', 'Status kemitraan.', EMPLOYER_STATUSES);

@Key('id')
@GraphType('Employer', 'An employer partner of the ministry (pemberi kerja, mitra dunia usaha).')
export class Employer {
  @Field(() => ID)
  @Access('PARTNER')
  id!: string;

  @Field(() => String, { description: 'Nama.' })
  @Access('PARTNER')
  name!: string;

  @Field(() => EmployerTypeEnum)
  @Access('PARTNER')
  type!: string;

  @Field(() => String, { nullable: true, description: 'Nomor Induk Berusaha, 13 digits, of the public register.' })
  @Access('PARTNER')
  nib?: string;

  @Field(() => String, { nullable: true, description: 'Lapangan usaha, KBLI section letter.' })
  @Access('PARTNER')
  sector?: string;

  @Field(() => EmployerStatusEnum)
  @Access('PARTNER')
  status!: string;
}
