import { Field, registerEnumType } from 'type-graphql';
import { Access, GraphType } from '../../../shared/subgraph';

const Likeness = { EQUAL: 'EQUAL', SIMILAR: 'SIMILAR', DIFFERENT: 'DIFFERENT', UNKNOWN: 'UNKNOWN' } as const;
registerEnumType(Likeness, {
  name: 'Likeness',
  description: 'How a field of two records compares; UNKNOWN: at least one of them does not say.',
});

@GraphType('ComparedField', 'How one field of two records compares, without its values.')
export class ComparedField {
  @Field(() => String, { nullable: true, description: 'Name of the field of Person (kkNumber, region: of Family).' })
  @Access('DATA_QUALITY')
  field?: string;

  @Field(() => Likeness, { nullable: true })
  @Access('DATA_QUALITY')
  likeness?: string;
}
