import { GraphQLDate, GraphQLDateTimeISO, GraphQLSafeInt } from 'graphql-scalars';
import { Field, ID, Int } from 'type-graphql';
import { Access, GraphType, Key, enumOf, machineWords } from '../../../shared/subgraph';
import { VACANCY_MACHINE } from './vacancy';
import { ACCOMMODATIONS, CONTRACT_TYPES, PHYSICAL_DEMANDS, WORK_MODES } from './vocabulary';

/** The words of a vacancy's machine; its history is for the people of its employer. */
export const VACANCY_WORDS = machineWords(VACANCY_MACHINE, 'Vacancy', 'VACANCY_DRAFT');
export const WorkModeEnum = enumOf('WorkMode', 'Modus kerja.', WORK_MODES);
export const ContractTypeEnum = enumOf('ContractType', 'Jenis perjanjian kerja.', CONTRACT_TYPES);
export const PhysicalDemandEnum = enumOf(
  'PhysicalDemand',
  'Tuntutan fisik: what the work asks of a body.',
  PHYSICAL_DEMANDS,
);
export const AccommodationEnum = enumOf('Accommodation', 'Akomodasi yang layak: adjustments at work.', ACCOMMODATIONS);

@GraphType('VacancySkill', 'A skill a vacancy asks for (keterampilan).')
export class VacancySkill {
  @Field(() => String)
  @Access('VACANCY')
  code!: string;

  @Field(() => Int, { description: '1 to 5.' })
  @Access('VACANCY')
  level!: number;
}

@GraphType('VacancyDesk', 'The inner side of a vacancy: for the people of its employer only.')
export class VacancyDesk {
  @Field(() => String, { nullable: true, description: 'Kode lowongan: the key of the vacancy you gave it.' })
  @Access('VACANCY_DRAFT')
  code?: string;

  @Field(() => String, { nullable: true, description: 'Id lowongan: the key of the vacancy in the registry.' })
  @Access('VACANCY_DRAFT')
  sourceId?: string;

  @Field(() => Int, { nullable: true, description: 'How many of the seats people have who were referred here.' })
  @Access('VACANCY_DRAFT')
  seatsTaken?: number;

  @Field(() => GraphQLDateTimeISO, { nullable: true, description: 'When it was changed last.' })
  @Access('VACANCY_DRAFT')
  changedAt?: Date;

  @Field(() => Int, { nullable: true, description: 'Counts changes; to be sent back with one.' })
  @Access('VACANCY_DRAFT')
  version?: number;
}

@Key('id')
@GraphType('Vacancy', 'A vacancy (lowongan).')
export class Vacancy {
  @Field(() => ID)
  @Access('VACANCY')
  id!: string;

  @Field(() => String, { description: 'Jabatan.' })
  @Access('VACANCY')
  title!: string;

  @Field(() => String, { description: 'Klasifikasi Baku Jabatan Indonesia 2014, four-digit group.' })
  @Access('VACANCY')
  kbjiCode!: string;

  @Field(() => WorkModeEnum)
  @Access('VACANCY')
  workMode!: string;

  @Field(() => ContractTypeEnum)
  @Access('VACANCY')
  contractType!: string;

  @Field(() => GraphQLSafeInt, { description: 'Upah minimum yang ditawarkan, whole rupiah a month.' })
  @Access('VACANCY')
  wageMin!: number;

  @Field(() => Boolean, { description: 'Kerja bergilir: work in shifts.' })
  @Access('VACANCY')
  shift!: boolean;

  @Field(() => [PhysicalDemandEnum])
  @Access('VACANCY')
  physicalDemands!: string[];

  @Field(() => [AccommodationEnum])
  @Access('VACANCY')
  accommodationsOffered!: string[];

  @Field(() => Boolean, { description: 'Khusus penyandang disabilitas.' })
  @Access('VACANCY')
  reservedForDisability!: boolean;

  @Field(() => Int, { description: 'Kuota: number of people wanted.' })
  @Access('VACANCY')
  seats!: number;

  @Field(() => GraphQLDate, { description: 'Last day to apply.' })
  @Access('VACANCY')
  openUntil!: string;

  @Field(() => String, { nullable: true, description: 'Uraian: what else applicants should know.' })
  @Access('VACANCY')
  description?: string;

  @Field(() => [String], { description: 'Units of the competency standards (SKKNI) of which a certificate is asked.' })
  @Access('VACANCY')
  certificateRequired!: string[];

  @Field(() => Int, { description: 'Goes up with every step; a step names the one it looked at.' })
  @Access('VACANCY')
  version!: number;

  @Field(() => VACANCY_WORDS.Status)
  @Access('VACANCY')
  status!: string;
}
