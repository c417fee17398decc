import { Arg, Ctx, Directive, Field, ID, Query, Resolver } from 'type-graphql';
import { Access, GraphType, Key } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import { findCandidate } from './candidate.loader';
import type { CandidateRow } from './disclosure';

@Key('ref')
@GraphType('Candidate', 'Somebody who looks for work, as far as one employer may see them at this moment.')
export class Candidate {
  @Field(() => ID, { description: 'A pseudonym, another one for each employer.' })
  @Access('PSEUDONYM')
  ref!: string;

  @Field(() => String, { nullable: true, description: 'How far the registry may show the person; sealed.' })
  @Directive('@inaccessible')
  @Access('STRUCTURE')
  disclosure?: string;
}

@Resolver(() => Candidate)
export class CandidateResolver {
  @Query(() => Candidate, {
    nullable: true,
    description:
      'Somebody who was referred to your organisation, by pseudonym; null also where nothing is open to you.',
  })
  @Access('STRUCTURE', { roles: ['PARTNER_RECRUITER', 'PARTNER_ADMIN'] })
  candidate(@Arg('ref', () => ID) ref: string, @Ctx() context: SubgraphContext): Promise<CandidateRow | undefined> {
    return findCandidate(context, ref);
  }
}
