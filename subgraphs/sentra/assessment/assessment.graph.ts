import { GraphQLDate } from 'graphql-scalars';
import { Field, ID, Int } from 'type-graphql';
import { Access, GraphType, enumOf } from '../../../shared/subgraph';
import { ASSESSMENT_TYPES } from './assessment';

const AssessmentTypeEnum = enumOf('AssessmentType', 'Jenis asesmen.', ASSESSMENT_TYPES);

@GraphType('Assessment', 'What a certified social worker found about a person (asesmen).')
export class Assessment {
  @Field(() => ID, { nullable: true })
  @Access('PSEUDONYM')
  id?: string;

  @Field(() => Int, { nullable: true, description: 'Of which opening of the case.' })
  @Access('ASSESSMENT')
  episode?: number;

  @Field(() => AssessmentTypeEnum, { nullable: true })
  @Access('ASSESSMENT')
  type?: string;

  @Field(() => GraphQLDate, { nullable: true })
  @Access('ASSESSMENT')
  assessedOn?: string;

  @Field(() => GraphQLDate, { nullable: true, description: 'Berlaku sampai: twelve months later.' })
  @Access('ASSESSMENT')
  validUntil?: string;

  @Field(() => String, { nullable: true, description: 'Fisik.' })
  @Access('ASSESSMENT')
  physical?: string;

  @Field(() => String, { nullable: true, description: 'Psikologis.' })
  @Access('ASSESSMENT')
  psychological?: string;

  @Field(() => String, { nullable: true, description: 'Sosial.' })
  @Access('ASSESSMENT')
  social?: string;

  @Field(() => String, { nullable: true, description: 'Spiritual.' })
  @Access('ASSESSMENT')
  spiritual?: string;

  @Field(() => String, { nullable: true, description: 'Ekonomi.' })
  @Access('ASSESSMENT')
  economic?: string;

  @Field(() => String, { nullable: true, description: 'Vokasional.' })
  @Access('ASSESSMENT')
  vocational?: string;

  @Field(() => String, { nullable: true, description: 'Risiko.' })
  @Access('ASSESSMENT')
  risk?: string;

  @Field(() => Int, { nullable: true, description: '0 to 100.' })
  @Access('ASSESSMENT')
  score?: number;

  @Field(() => Int, { nullable: true, description: 'Washington Group, melihat: 1 no difficulty to 4 cannot at all.' })
  @Access('ASSESSMENT')
  seeing?: number;

  @Field(() => Int, { nullable: true, description: 'Washington Group, mendengar.' })
  @Access('ASSESSMENT')
  hearing?: number;

  @Field(() => Int, { nullable: true, description: 'Washington Group, berjalan.' })
  @Access('ASSESSMENT')
  walking?: number;

  @Field(() => Int, { nullable: true, description: 'Washington Group, mengingat.' })
  @Access('ASSESSMENT')
  remembering?: number;

  @Field(() => Int, { nullable: true, description: 'Washington Group, mengurus diri.' })
  @Access('ASSESSMENT')
  selfCare?: number;

  @Field(() => Int, { nullable: true, description: 'Washington Group, berkomunikasi.' })
  @Access('ASSESSMENT')
  communicating?: number;

  @Field(() => String, { nullable: true })
  @Access('ASSESSMENT')
  recommendation?: string;
}
