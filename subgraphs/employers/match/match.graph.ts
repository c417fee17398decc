import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { Access, GraphType, PageArgs, connectionOf, enumOf } from '../../../shared/subgraph';
import type { Connection, SubgraphContext } from '../../../shared/subgraph';
import { MATCH_PARTS, reasonFor } from './match';
import { rankSeekers } from './rank.loader';
import type { RankingRow } from './rank.loader';

const MatchPartEnum = enumOf('MatchPart', 'What is looked at in a match.', MATCH_PARTS);

@GraphType('MatchScorePart', 'What one part of a match gives, and why.')
export class MatchScorePart {
  @Field(() => MatchPartEnum, { nullable: true })
  @Access('REFERRAL')
  part?: string;

  @Field(() => Int, { nullable: true })
  @Access('REFERRAL')
  points?: number;

  @Field(() => Int, { nullable: true, description: 'Points it could give at most.' })
  @Access('REFERRAL')
  of?: number;

  @Field(() => String, { nullable: true, description: 'Alasan, in words.' })
  @Access('REFERRAL')
  reason?: string;
}

@GraphType('CandidateRanking', 'Somebody who is ready for work and fits a vacancy (calon), and how well.')
export class CandidateRanking {
  @Field(() => ID, { nullable: true, description: 'Id of the ServiceCase at the centre.' })
  @Access('PSEUDONYM')
  serviceCaseId?: string;

  @Field(() => Int, { nullable: true, description: '0 to 100. It orders; a person decides whom to nominate.' })
  @Access('REFERRAL')
  score?: number;
}

const CandidateRankingConnection = connectionOf('CandidateRanking', () => CandidateRanking, 'UNCOUNTED');

/** Forwards only: best first. */
@ArgsType()
class RankingArgs implements Pick<PageArgs, 'first' | 'after'> {
  @Field(() => Int, { nullable: true, description: 'Page size, 1 to 100; 20 if left out.' })
  first?: number;

  @Field(() => String, { nullable: true, description: 'Go on after this cursor.' })
  after?: string;
}

@Resolver(() => CandidateRanking)
export class RankingResolver {
  @Query(() => CandidateRankingConnection, {
    description:
      'Who is ready and fits an open vacancy, best first: of your centre, or of your jurisdiction. Hard conditions: of age, consent ' +
      'C2, certificates, region or willing to move, adjustments, not referred already.',
  })
  @Access('STRUCTURE', { roles: ['SENTRA_OFFICER', 'SUPERVISOR'] })
  rankCandidates(
    @Arg('vacancyId', () => ID) vacancyId: string,
    @Args(() => RankingArgs) page: RankingArgs,
    @Ctx() context: SubgraphContext,
  ): Promise<Connection<RankingRow>> {
    return rankSeekers(context, vacancyId, page);
  }

  @FieldResolver(() => [MatchScorePart], { nullable: true, description: 'Of what the score is made, with reasons.' })
  @Access('REFERRAL')
  parts(@Root() { parts, inputs, personId }: RankingRow): (MatchScorePart & { readonly personId: string })[] {
    return parts.map((each) => ({ ...each, reason: reasonFor(each.part, inputs), personId }));
  }
}
