import { Args, ArgsType, Ctx, Field, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { Access, connectionOf } from '../../../shared/subgraph';
import type { Connection, SubgraphContext } from '../../../shared/subgraph';
import { Candidate } from '../candidate/candidate.graph';
import type { CandidateRow } from '../candidate/disclosure';
import { Vacancy } from '../vacancy/vacancy-type.graph';
import { findCards } from './card.loader';

const CandidateCardConnection = connectionOf('CandidateCard', () => Candidate, 'UNCOUNTED');

/** Forwards only; the order means nothing. */
@ArgsType()
class CardArgs {
  @Field(() => Int, { nullable: true, description: 'Page size of each vacancy, 1 to 100; 20 if left out.' })
  first?: number;

  @Field(() => String, { nullable: true, description: 'Go on after this cursor.' })
  after?: string;
}

@Resolver(() => Vacancy)
export class CardResolver {
  @FieldResolver(() => CandidateCardConnection, {
    nullable: true,
    description:
      'Kartu calon: people who agreed to be known of without a name, for a published vacancy of your own organisation while its ' +
      'agreement on data is in force; else empty, and null for who is no partner. Each card is shared by ten people or more, and published by runs: it shows ' +
      'nobody by themselves. In no order that means anything, and not counted.',
  })
  @Access('STRUCTURE')
  cards(
    @Root() { id }: Vacancy,
    @Args(() => CardArgs) page: CardArgs,
    @Ctx() context: SubgraphContext,
  ): Promise<Connection<CandidateRow> | null> {
    return findCards(context, id, page);
  }
}
