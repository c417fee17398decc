import { Field, ID } from 'type-graphql';
import { Access, GraphType, Key } from '../../../shared/subgraph';

/** A centre, named by its id; everything else about it is the owner's. Descriptions are those of the owner. */
@Key('id', { resolvable: false })
@GraphType('Centre', 'A rehabilitation centre of the ministry (Sentra, Sentra Terpadu; UPT of Rehabilitasi Sosial).')
export class Centre {
  @Field(() => ID, { description: 'For instance S-001; accounts of its officers carry it.' })
  @Access('REFERENCE')
  id!: string;
}
