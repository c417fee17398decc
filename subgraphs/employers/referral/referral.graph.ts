import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import { allowedEvents } from '../../../shared/machine';
import { Access, connectionOf, findHistoryOf, listConnection, requestedFields } from '../../../shared/subgraph';
import type { Connection, HistoryRow, SubgraphContext } from '../../../shared/subgraph';
import { Candidate } from '../candidate/candidate.graph';
import { findCardOf } from '../card/card.loader';
import { disclose, isDisclosed } from '../candidate/disclosure';
import type { CandidateRow } from '../candidate/disclosure';
import { Centre } from '../centre/centre.graph';
import { Employer } from '../employer/employer-type.graph';
import type { EmployerRow } from '../employer/employer';
import { findEmployer } from '../employer/employer.loader';
import type { VacancyRow } from '../vacancy/vacancy';
import { Vacancy } from '../vacancy/vacancy-type.graph';
import { findVacancy } from '../vacancy/vacancy.loader';
import { isPartner } from '../partner-user/partner-user.access';
import { REFERRAL_MACHINE, asTold } from './referral';
import type { ReferralEvent, ReferralRow } from './referral';
import { REFERRAL_WORDS, ReferralListArgs } from './referral-args.graph';
import { Referral, ReferralInterview, ReferralOffer, ReferralRetention } from './referral-type.graph';
import { REFERRAL_LIST, findReferral } from './referral.loader';
import type { RetentionRow } from './retention';
import { findRetention } from './retention.loader';

export const ReferralConnection = connectionOf('Referral', () => Referral);

@Resolver(() => Referral)
export class ReferralResolver {
  @Query(() => Referral, { nullable: true, description: 'One referral by id; null also for one you may not see.' })
  @Access('STRUCTURE')
  referral(
    @Arg('id', () => ID) id: string,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ReferralRow | undefined> {
    return findReferral(context, id, info);
  }

  @Query(() => ReferralConnection, {
    description:
      'Referrals you may see: of your own person or centre, to your own organisation, or of people in your jurisdiction.',
  })
  @Access('STRUCTURE')
  referrals(
    @Args(() => ReferralListArgs) args: ReferralListArgs,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<ReferralRow>> {
    const request = { ...args, filter: { ...args.filter } };
    return listConnection(context, REFERRAL_LIST, context.scope('Referral'), request, info);
  }

  @FieldResolver(() => Candidate, {
    nullable: true,
    description: 'Who it is, as far as your organisation may see them at this moment; for partners.',
  })
  @Access('REFERRAL')
  async candidate(@Root() row: ReferralRow, @Ctx() context: SubgraphContext): Promise<CandidateRow | undefined> {
    const { id: referralId, personId, employerId, vacancyId, status } = row;
    const card = await findCardOf(context, row);
    return disclose(context, { referralId, personId, employerId, vacancyId, status, card });
  }

  @FieldResolver(() => Vacancy, { nullable: true, description: 'Lowongan, in whatever status.' })
  @Access('REFERRAL')
  vacancy(
    @Root() { vacancyId }: ReferralRow,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<VacancyRow | undefined> {
    return findVacancy(context, vacancyId, requestedFields(info));
  }

  @FieldResolver(() => Employer, { nullable: true, description: 'The partner; null for one you may no longer see.' })
  @Access('REFERRAL')
  employer(
    @Root() { employerId }: ReferralRow,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<EmployerRow | undefined> {
    return findEmployer(context, employerId, requestedFields(info));
  }

  @FieldResolver(() => Centre, { nullable: true, description: 'The centre that looks after the person.' })
  @Access('REFERRAL')
  centre(@Root() { centreId }: ReferralRow): Centre {
    return { id: centreId };
  }

  @FieldResolver(() => ID, { nullable: true, description: 'The case of the person, for the officers of the centre.' })
  @Access('PSEUDONYM')
  serviceCaseId(@Root() { caseId }: ReferralRow): string {
    return caseId;
  }

  @FieldResolver(() => [REFERRAL_WORDS.Event], { nullable: true, description: 'What your role may let happen now.' })
  @Access('REFERRAL')
  allowedEvents(@Root() { status, isOverdue }: ReferralRow, @Ctx() { viewer }: SubgraphContext): ReferralEvent[] {
    return allowedEvents(REFERRAL_MACHINE, status, viewer.role).filter((event) => event !== 'ACCEPT' || !isOverdue);
  }
}

/** What has come of a referral. */
@Resolver(() => Referral)
export class ReferralOutcomeResolver {
  @FieldResolver(() => String, {
    nullable: true,
    description: 'Code of why it ended; a partner is told the reasons it gave itself.',
  })
  @Access('REFERRAL')
  outcomeReason(
    @Root() { outcomeReason, isPartnersReason }: ReferralRow,
    @Ctx() { viewer }: SubgraphContext,
  ): string | null {
    return isPartner(viewer) && !isPartnersReason ? null : outcomeReason;
  }

  @FieldResolver(() => ReferralInterview, {
    nullable: true,
    description: 'null before an invitation; a partner is told of adjustments while it may know what the person needs.',
  })
  @Access('REFERRAL')
  async interview(@Root() row: ReferralRow, @Ctx() context: SubgraphContext): Promise<object | null> {
    const { personId, interviewAt: at, interviewPlace: place } = row;
    if (at === null) return null;
    const mayKnow = !isPartner(context.viewer) || (await isDisclosed(context, row, 'ACCOMMODATIONS'));
    if (!mayKnow) return { personId, at, place };
    return {
      ...{ personId, at, place, accommodations: row.interviewAccommodations },
      unmetAccommodations: row.interviewUnmet,
    };
  }

  @FieldResolver(() => ReferralOffer, { nullable: true, description: 'null before an offer.' })
  @Access('REFERRAL')
  offer(@Root() { personId, contractType, wage, startsOn }: ReferralRow): object | null {
    return contractType === null ? null : { personId, contractType, wage, startsOn };
  }

  @FieldResolver(() => [ReferralRetention], {
    nullable: true,
    description: 'Retensi: whether work goes on after three, six and twelve months; nothing before a placement.',
  })
  @Access('REFERRAL')
  retention(
    @Root() { id }: ReferralRow,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<RetentionRow[]> {
    return findRetention(context, id, info);
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description: 'The ministry attests that the person counts toward the disability quota; null before a placement.',
  })
  @Access('REFERRAL')
  countsTowardQuota(@Root() { countsTowardQuota, placedOn }: ReferralRow): boolean | null {
    return placedOn === null ? null : countsTowardQuota;
  }

  @FieldResolver(() => [REFERRAL_WORDS.History], {
    nullable: true,
    description:
      'What happened to it, oldest first; a partner is told what it was told, and of its own steps who took them and why.',
  })
  @Access('REFERRAL')
  async history(@Root() { id, personId }: ReferralRow, @Ctx() context: SubgraphContext): Promise<HistoryRow[]> {
    const history = await findHistoryOf(context, REFERRAL_MACHINE, id, { personId });
    return isPartner(context.viewer) ? asTold(history) : history;
  }
}
