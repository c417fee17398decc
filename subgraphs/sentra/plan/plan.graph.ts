import { GraphQLDate, GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, Int } from 'type-graphql';
import { Access, GraphType, enumOf } from '../../../shared/subgraph';
import { VocationalMajorEnum } from '../centre/centre.graph';
import { BASES } from '../case/vocabulary';
import { GOALS, SERVICE_COMPONENTS } from './plan';

export const GoalEnum = enumOf('ServiceGoal', 'Tujuan layanan.', GOALS);
export const ServiceComponentEnum = enumOf('ServiceComponent', 'Komponen ATENSI.', SERVICE_COMPONENTS);
export const BaseEnum = enumOf('ServiceBase', 'Basis layanan.', BASES);

@GraphType('ServicePlan', 'What a case is to reach and by what (rencana layanan).')
export class ServicePlan {
  @Field(() => ID, { nullable: true })
  @Access('PSEUDONYM')
  id?: string;

  @Field(() => Int, { nullable: true, description: 'Of which opening of the case.' })
  @Access('ASSESSMENT')
  episode?: number;

  @Field(() => [GoalEnum], { nullable: true })
  @Access('ASSESSMENT')
  goals?: string[];

  @Field(() => [ServiceComponentEnum], { nullable: true })
  @Access('ASSESSMENT')
  components?: string[];

  @Field(() => BaseEnum, { nullable: true })
  @Access('ASSESSMENT')
  base?: string;

  @Field(() => VocationalMajorEnum, { nullable: true, description: 'Jurusan; null: no training is planned.' })
  @Access('ASSESSMENT')
  major?: string;

  @Field(() => GraphQLDate, { nullable: true })
  @Access('ASSESSMENT')
  targetOn?: string;

  @Field(() => GraphQLDateTime, { nullable: true })
  @Access('ASSESSMENT')
  writtenAt?: Date;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'null until somebody else than its author approved it.',
  })
  @Access('ASSESSMENT')
  approvedAt?: Date;
}
