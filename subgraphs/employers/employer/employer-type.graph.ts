import { Field, ID, Int } from 'type-graphql';
import { Access, GraphType, Key, enumFilter, enumOf, machineWords } from '../../../shared/subgraph';
import { EMPLOYER_MACHINE } from './employer';
import { EMPLOYER_TYPES } from './vocabulary';

export const EmployerTypeEnum = enumOf('EmployerType', 'Tipe pemberi kerja.', EMPLOYER_TYPES);
export const EMPLOYER_WORDS = machineWords(EMPLOYER_MACHINE, 'Employer', 'AGREEMENT');
export const EmployerTypeFilter = enumFilter(EmployerTypeEnum, 'EmployerType');
export const EmployerStatusFilter = enumFilter(EMPLOYER_WORDS.Status, 'EmployerStatus');

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

  @Field(() => EMPLOYER_WORDS.Status)
  @Access('PARTNER')
  status!: string;

  @Field(() => Int, { description: 'Goes up with every step; a step names the one it looked at.' })
  @Access('PARTNER')
  version!: number;
}
