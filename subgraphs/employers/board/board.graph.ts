import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, Info, Int, Query, Resolver, Root, Subscription } from 'type-graphql';
import { Access } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import { Referral } from '../referral/referral-type.graph';
import type { ReferralRow } from '../referral/referral';
import { findReferral } from '../referral/referral.loader';
import { DEFAULT_BOARD_PAGE } from './board';
import type { BoardEventRow, BoardPage } from './board';
import { BOARD_ROLES } from './board.access';
import { readBoard } from './board.loader';
import { ReferralBoardEvent, ReferralEventPage } from './board-type.graph';

const AFTER = 'A cursor of this board; left out: from now on.';

@Resolver(() => ReferralBoardEvent)
export class BoardResolver {
  @Query(() => ReferralEventPage, {
    description:
      'What happened to the referrals of your centre, of your employer or of yourself after a cursor. Whoever asks on with the ' +
      'cursor of the page before misses nothing and gets nothing twice.',
  })
  @Access('STRUCTURE', { roles: BOARD_ROLES })
  referralEvents(
    @Arg('after', () => String, { nullable: true, description: AFTER }) after: string | undefined,
    @Arg('first', () => Int, { defaultValue: DEFAULT_BOARD_PAGE, description: 'Page size, 1 to 100.' }) first: number,
    @Ctx() context: SubgraphContext,
  ): Promise<BoardPage> {
    return readBoard(context, { after, first });
  }

  /** Described for clients; the gateway serves it by asking the query of the same name. */
  @Subscription(() => ReferralEventPage, {
    name: 'referralEvents',
    topics: 'referralEvents',
    description: 'The same as the query, each page as soon as there is one; by server-sent events.',
  })
  @Access('STRUCTURE', { roles: BOARD_ROLES })
  toldReferralEvents(
    @Root() page: BoardPage,
    @Arg('after', () => String, { nullable: true, description: AFTER }) _after: string | undefined,
  ): BoardPage {
    return page;
  }

  @FieldResolver(() => Referral, { nullable: true, description: 'The referral as it is now.' })
  @Access('REFERRAL')
  referral(
    @Root() { referralId }: BoardEventRow,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ReferralRow | undefined> {
    return findReferral(context, referralId, info);
  }
}
