import { GraphQLDate, GraphQLSafeInt } from 'graphql-scalars';
import { Field, ID, InputType, Int } from 'type-graphql';
import { OpeningInput, StepInput } from '../../../shared/subgraph';
import { AccommodationEnum, ContractTypeEnum, PhysicalDemandEnum, WorkModeEnum } from './vacancy-type.graph';
import type { Accommodation, ContractType, PhysicalDemand, WorkMode } from './vocabulary';

@InputType({ description: 'A skill a vacancy asks for.' })
export class VacancySkillInput {
  @Field(() => String, { description: 'Of the vocabulary, or a unit of the competency standards (SKKNI).' })
  code!: string;

  @Field(() => Int, { description: '1 to 5.' })
  level!: number;
}

@InputType({ description: 'A vacancy of your organisation, as a draft.' })
export class DraftVacancyInput extends OpeningInput {
  @Field(() => String, { nullable: true, description: 'Kode lowongan: a key of your own, used once.' })
  code?: string | null;

  @Field(() => String, { description: 'Jabatan, 3 to 120 characters.' })
  title!: string;

  @Field(() => String, { description: 'Klasifikasi Baku Jabatan Indonesia 2014, four-digit group.' })
  kbjiCode!: string;

  @Field(() => [VacancySkillInput], { nullable: true })
  skills?: VacancySkillInput[] | null;

  @Field(() => ID, { description: 'Kabupaten/kota of the workplace, four digits.' })
  regencyCode!: string;

  @Field(() => WorkModeEnum)
  workMode!: WorkMode;

  @Field(() => ContractTypeEnum)
  contractType!: ContractType;

  @Field(() => GraphQLSafeInt, { description: 'Whole rupiah a month.' })
  wageMin!: number;

  @Field(() => Boolean, { nullable: true, description: 'Kerja bergilir; no if left out.' })
  shift?: boolean | null;

  @Field(() => [PhysicalDemandEnum], { nullable: true })
  physicalDemands?: PhysicalDemand[] | null;

  @Field(() => [AccommodationEnum], { nullable: true })
  accommodationsOffered?: Accommodation[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Khusus penyandang disabilitas; no if left out.' })
  reservedForDisability?: boolean | null;

  @Field(() => Int, { description: 'Kuota, 1 to 10,000.' })
  seats!: number;

  @Field(() => GraphQLDate, { description: 'Last day to apply.' })
  openUntil!: Date;

  @Field(() => [String], { nullable: true, description: 'Units of the competency standards (SKKNI).' })
  certificateRequired?: string[] | null;

  @Field(() => String, { nullable: true, description: 'Uraian: up to 2,000 characters; write no NIK into it.' })
  description?: string | null;
}

@InputType({ description: 'A change of a draft: what is left out stays.' })
export class EditVacancyInput extends StepInput {
  @Field(() => String, { nullable: true })
  title?: string | null;

  @Field(() => String, { nullable: true })
  kbjiCode?: string | null;

  @Field(() => [VacancySkillInput], { nullable: true })
  skills?: VacancySkillInput[] | null;

  @Field(() => ID, { nullable: true })
  regencyCode?: string | null;

  @Field(() => WorkModeEnum, { nullable: true })
  workMode?: WorkMode | null;

  @Field(() => ContractTypeEnum, { nullable: true })
  contractType?: ContractType | null;

  @Field(() => GraphQLSafeInt, { nullable: true })
  wageMin?: number | null;

  @Field(() => Boolean, { nullable: true })
  shift?: boolean | null;

  @Field(() => [PhysicalDemandEnum], { nullable: true })
  physicalDemands?: PhysicalDemand[] | null;

  @Field(() => [AccommodationEnum], { nullable: true })
  accommodationsOffered?: Accommodation[] | null;

  @Field(() => Boolean, { nullable: true })
  reservedForDisability?: boolean | null;

  @Field(() => Int, { nullable: true })
  seats?: number | null;

  @Field(() => GraphQLDate, { nullable: true })
  openUntil?: Date | null;

  @Field(() => [String], { nullable: true })
  certificateRequired?: string[] | null;

  @Field(() => String, { nullable: true, description: 'An empty one takes it away.' })
  description?: string | null;
}

@InputType({ description: 'A new draft out of a vacancy of your organisation.' })
export class CopyVacancyInput extends OpeningInput {
  @Field(() => ID, { description: 'The vacancy to copy, in any status.' })
  vacancyId!: string;

  @Field(() => String, { nullable: true, description: 'Kode lowongan of the new one.' })
  code?: string | null;

  @Field(() => GraphQLDate, { description: 'Last day to apply for the new one.' })
  openUntil!: Date;
}
