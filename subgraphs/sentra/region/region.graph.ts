import { Field, ID } from 'type-graphql';
import { Access, GraphType, Key } from '../../../shared/subgraph';

/** A place of the registry, named by its code. The description is the owner's: composition wants them alike. */
@Key('code')
@GraphType('Region', 'A place of the Kemendagri code list (Kemendagri codes, not BPS codes; they differ).')
export class Region {
  @Field(() => ID, { description: '2, 4, 6 or 10 digits without dots.' })
  @Access('REFERENCE')
  code!: string;
}
