import { GraphQLDate } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import { Access } from './access-directive';

/** What every dated rule says beside what it is about: how sure it is, when it holds, and where it stands. */
@ObjectType()
export abstract class DatedRule {
  @Field(() => Boolean, { description: 'The source can be read otherwise, or there is none; see note.' })
  @Access('REFERENCE')
  isUncertain!: boolean;

  @Field(() => GraphQLDate)
  @Access('REFERENCE')
  validFrom!: string;

  @Field(() => GraphQLDate, { nullable: true, description: 'Last day; open if null.' })
  @Access('REFERENCE')
  validTo?: string;

  @Field(() => String, { description: 'Dasar hukum.' })
  @Access('REFERENCE')
  legalReference!: string;

  @Field(() => String, { nullable: true })
  @Access('REFERENCE')
  note?: string;
}
