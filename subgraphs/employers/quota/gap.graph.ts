import type { GraphQLResolveInfo } from 'graphql';
import { Args, ArgsType, Ctx, Field, Info, InputType, Query, Resolver } from 'type-graphql';
import {
  Access,
  IntFilter,
  PageArgs,
  SetFilter,
  StringFilter,
  connectionOf,
  listConnection,
} from '../../../shared/subgraph';
import type { Connection, SubgraphContext } from '../../../shared/subgraph';
import { EmployerStatusFilter, EmployerTypeFilter } from '../employer/employer-type.graph';
import { QUOTA_GAP_LIST } from './gap.loader';
import { QuotaReport } from './quota.graph';
import type { QuotaReportRow } from './quota.loader';

@InputType()
class QuotaGapFilter {
  @Field(() => StringFilter, { nullable: true, description: 'Periode laporan, such as 2026-S1.' })
  period?: StringFilter;

  @Field(() => EmployerTypeFilter, { nullable: true })
  type?: object;

  @Field(() => EmployerStatusFilter, { nullable: true })
  status?: object;

  @Field(() => SetFilter, { nullable: true, description: 'Four-digit codes of regencies the employer works in.' })
  regencies?: SetFilter;

  @Field(() => IntFilter, { nullable: true, description: 'Disabled workers that are missing.' })
  gap?: IntFilter;

  @Field(() => [QuotaGapFilter], { nullable: true })
  AND?: QuotaGapFilter[];

  @Field(() => [QuotaGapFilter], { nullable: true })
  OR?: QuotaGapFilter[];

  @Field(() => QuotaGapFilter, { nullable: true })
  NOT?: QuotaGapFilter;
}

@ArgsType()
class QuotaGapArgs extends PageArgs {
  @Field(() => QuotaGapFilter, { nullable: true })
  filter?: QuotaGapFilter;
}

const QuotaReportConnection = connectionOf('QuotaReport', () => QuotaReport);

@Resolver()
export class QuotaGapResolver {
  @Query(() => QuotaReportConnection, {
    description: 'Quota reports of your jurisdiction, the largest gap first (kekurangan kuota disabilitas).',
  })
  @Access('STRUCTURE', { roles: ['PROGRAM_MANAGER', 'DINSOS', 'SUPERVISOR', 'ANALYST', 'DPO'] })
  quotaGaps(
    @Args(() => QuotaGapArgs) args: QuotaGapArgs,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<QuotaReportRow>> {
    const orderBy = [{ field: 'GAP', direction: 'DESC' }] as const;
    const request = { ...args, filter: { ...args.filter }, orderBy };
    return listConnection(context, QUOTA_GAP_LIST, context.scope('QuotaReport'), request, info);
  }
}
