import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, Field, FieldResolver, ID, Info, Resolver, Root } from 'type-graphql';
import { Access, GraphType, Key } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import type { CaseRow } from '../case/case';
import { ServiceCase } from '../case/case-type.graph';
import { findCasesOfPerson } from '../case/case.loader';

/** What this subgraph adds to a person. Descriptions are those of the owner: composition wants them alike. */
@Key('id')
@GraphType('Person', 'A person of the registry (individu).')
export class Person {
  @Field(() => ID, { description: 'Public id; the only key of a person that leaves the registry.' })
  @Access('PSEUDONYM')
  id!: string;
}

@Resolver(() => Person)
export class PersonResolver {
  @FieldResolver(() => [ServiceCase], {
    nullable: true,
    description: 'Cases of the person at centres of the ministry, as far as you may see them; oldest first.',
  })
  @Access('PPKS')
  serviceCases(
    @Root() person: { id: string },
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CaseRow[]> {
    return findCasesOfPerson(context, person.id, info);
  }
}
