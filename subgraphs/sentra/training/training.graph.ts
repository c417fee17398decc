import { GraphQLDate } from 'graphql-scalars';
import { Field, ID, Int } from 'type-graphql';
import { Access, GraphType } from '../../../shared/subgraph';

@GraphType('TrainingSession', 'A session of a training, as it was for one person (pertemuan pelatihan).')
export class TrainingSession {
  @Field(() => ID, { nullable: true })
  @Access('PSEUDONYM')
  id?: string;

  @Field(() => Int, { nullable: true, description: 'Of which opening of the case.' })
  @Access('ASSESSMENT')
  episode?: number;

  @Field(() => GraphQLDate, { nullable: true })
  @Access('ASSESSMENT')
  heldOn?: string;

  @Field(() => String, { nullable: true })
  @Access('ASSESSMENT')
  topic?: string;

  @Field(() => Boolean, { nullable: true, description: 'Hadir.' })
  @Access('ASSESSMENT')
  attended?: boolean;
}
