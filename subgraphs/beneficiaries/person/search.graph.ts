import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Int, Query, Resolver } from 'type-graphql';
import { Access, requestedFields } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import type { Role } from '../../../shared/viewer';
import { Person } from './person.graph';
import type { PersonRow } from './person';
import { searchPersons } from './search';

/** Officers with a jurisdiction. Everybody else must already know whom they ask about. */
const MAY_SEARCH: readonly Role[] = ['PENDAMPING', 'DINSOS', 'SUPERVISOR', 'DATA_STEWARD'];

@Resolver()
export class PersonSearchResolver {
  @Query(() => [Person], {
    nullable: true,
    description: `Persons of your jurisdiction by part of their name: every word given must occur, in any order, one with
at least three letters. The most similar names come first; at most 50. Everybody else asks personsByNik with the exact NIK.`,
  })
  @Access('STRUCTURE', { roles: MAY_SEARCH })
  searchPersons(
    @Arg('name', () => String) name: string,
    @Arg('first', () => Int, { nullable: true, description: '1 to 50; 20 if left out.' }) first: number | undefined,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<PersonRow[]> {
    return searchPersons(context, name, first ?? undefined, requestedFields(info));
  }
}
