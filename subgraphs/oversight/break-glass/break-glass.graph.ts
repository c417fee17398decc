import type { GraphQLResolveInfo } from 'graphql';
import { GraphQLDateTime } from 'graphql-scalars';
import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Info,
  InputType,
  Int,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { Access, GraphType, PageArgs, connectionOf, listConnection, enumOf } from '../../../shared/subgraph';
import type { Connection, SubgraphContext } from '../../../shared/subgraph';
import { REVIEW_STATUSES, VERDICTS, isReviewOverdue } from './break-glass';
import type { BreakGlassRow, ReviewStatus, Verdict } from './break-glass';
import { BREAK_GLASS_LIST, NOTICE_LIST } from './break-glass.loader';
import { reviewGrant } from './review';

const ReviewStatusEnum = enumOf('BreakGlassStatus', 'Where a review stands.', REVIEW_STATUSES);
const VerdictEnum = enumOf('BreakGlassVerdict', 'What a review found.', VERDICTS);

@GraphType('BreakGlassReview', 'Emergency access somebody took, and its review (peninjauan akses darurat).')
export class BreakGlassReview {
  @Field(() => ID, { nullable: true, description: 'The grant; entries of the ledger name it as breakGlassId.' })
  @Access('AUDIT')
  id?: string;

  @Field(() => String, { nullable: true, description: 'The account that took it.' })
  @Access('AUDIT')
  account?: string;

  @Field(() => String, { nullable: true })
  @Access('AUDIT')
  role?: string;

  @Field(() => String, { nullable: true, description: 'Why, in the words of whoever took it.' })
  @Access('AUDIT')
  reason?: string;

  @Field(() => GraphQLDateTime, { nullable: true })
  @Access('AUDIT')
  openedAt?: Date;

  @Field(() => GraphQLDateTime, { nullable: true })
  @Access('AUDIT')
  expiresAt?: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Two days after it was opened.' })
  @Access('AUDIT')
  reviewDueAt?: Date;

  @Field(() => ReviewStatusEnum, { nullable: true })
  @Access('AUDIT')
  status?: string;

  @Field(() => String, { nullable: true, description: 'What the reviewer wrote.' })
  @Access('AUDIT')
  note?: string;

  @Field(() => String, { nullable: true })
  @Access('AUDIT')
  reviewedBy?: string;

  @Field(() => GraphQLDateTime, { nullable: true })
  @Access('AUDIT')
  reviewedAt?: Date;

  @Field(() => Int, { nullable: true, description: 'Send it back with the review; another one means CONFLICT.' })
  @Access('AUDIT')
  version?: number;
}

@GraphType('OversightNotice', 'Something the data protection officer has to know at once.')
export class OversightNotice {
  @Field(() => ID, { nullable: true })
  @Access('AUDIT')
  id?: string;

  @Field(() => String, { nullable: true, description: 'BREAK_GLASS_OPENED' })
  @Access('AUDIT')
  kind?: string;

  @Field(() => ID, { nullable: true, description: 'What it is about: the grant.' })
  @Access('AUDIT')
  entityId?: string;

  @Field(() => GraphQLDateTime, { nullable: true })
  @Access('AUDIT')
  at?: Date;
}

@ArgsType()
class ReviewListArgs extends PageArgs {
  @Field(() => ReviewStatusEnum, { nullable: true })
  status?: ReviewStatus;
}

@InputType()
class ReviewBreakGlassInput {
  @Field(() => ID)
  id!: string;

  @Field(() => VerdictEnum)
  verdict!: Verdict;

  @Field(() => String, { description: 'Up to 2,000 characters; write no NIK into it.' })
  note!: string;

  @Field(() => Int, { description: 'The version you looked at.' })
  version!: number;

  @Field(() => String, { description: 'A key of your own for this request: repeating it cannot do anything twice.' })
  clientKey!: string;
}

const BreakGlassReviewConnection = connectionOf('BreakGlassReview', () => BreakGlassReview);
const OversightNoticeConnection = connectionOf('OversightNotice', () => OversightNotice);

@Resolver(() => BreakGlassReview)
export class BreakGlassResolver {
  @Query(() => BreakGlassReviewConnection, {
    nullable: true,
    description: 'Emergency access to be reviewed, the most urgent first.',
  })
  @Access('STRUCTURE', { roles: ['DPO'] })
  breakGlassReviews(
    @Args(() => ReviewListArgs) { status, ...page }: ReviewListArgs,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<BreakGlassRow>> {
    const filter = status ? { status: { eq: status } } : {};
    const request = { ...page, filter, orderBy: [{ field: 'DUE', direction: 'ASC' }] } as const;
    return listConnection(context, BREAK_GLASS_LIST, context.scope('BreakGlassReview'), request, info);
  }

  @Query(() => OversightNoticeConnection, {
    nullable: true,
    description: 'Notices to the data protection officer, newest first.',
  })
  @Access('STRUCTURE', { roles: ['DPO'] })
  oversightNotices(
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<OversightNotice>> {
    const request = { ...page, orderBy: [{ field: 'AT', direction: 'DESC' }] } as const;
    return listConnection(context, NOTICE_LIST, context.scope('OversightNotice'), request, info);
  }

  @Mutation(() => BreakGlassReview, { nullable: true, description: 'Says whether emergency access was justified.' })
  @Access('STRUCTURE', { roles: ['DPO'] })
  reviewBreakGlass(
    @Arg('input', () => ReviewBreakGlassInput) input: ReviewBreakGlassInput,
    @Ctx() context: SubgraphContext,
  ): Promise<BreakGlassRow> {
    return context.write((manager) => reviewGrant(manager, context.viewer, { ...input }));
  }

  @FieldResolver(() => Boolean, { nullable: true, description: 'Whether the review is late, or came late.' })
  @Access('AUDIT')
  isOverdue(@Root() grant: BreakGlassRow): boolean {
    return isReviewOverdue(grant, new Date());
  }
}
