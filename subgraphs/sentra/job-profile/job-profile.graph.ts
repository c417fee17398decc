import { GraphQLDate, GraphQLSafeInt } from 'graphql-scalars';
import { Field, InputType, Int } from 'type-graphql';
import { Access, GraphType } from '../../../shared/subgraph';

@InputType({ description: 'A skill somebody has.' })
export class JobSkillInput {
  @Field(() => String, { description: 'A code of vacancies: capital letters, digits, _ and .' })
  code!: string;

  @Field(() => Int, { description: '1 to 5.' })
  level!: number;
}

@GraphType('JobSkill', 'A skill somebody has (keterampilan).')
export class JobSkill {
  @Field(() => String, { nullable: true })
  @Access('SKILL')
  code?: string;

  @Field(() => Int, { nullable: true, description: '1 to 5.' })
  @Access('SKILL')
  level?: number;
}

@GraphType('JobProfile', 'What somebody who is ready for work can do and looks for (profil kerja).')
export class JobProfile {
  @Field(() => [JobSkill], { nullable: true })
  @Access('SKILL')
  skills?: JobSkill[];

  @Field(() => Boolean, { nullable: true, description: 'Bersedia pindah.' })
  @Access('SKILL')
  willingToMove?: boolean;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'Upah yang diharapkan, whole rupiah a month.' })
  @Access('SKILL')
  wageExpected?: number;

  @Field(() => Int, { nullable: true, description: 'Pengalaman kerja.' })
  @Access('SKILL')
  experienceMonths?: number;

  @Field(() => GraphQLDate, { nullable: true, description: 'First day of work possible; null for at once.' })
  @Access('SKILL')
  availableFrom?: string;

  @Field(() => GraphQLDate, { nullable: true, description: 'Since when the person is ready.' })
  @Access('SKILL')
  readySince?: string;
}
