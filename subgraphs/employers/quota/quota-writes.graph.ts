import { Arg, Ctx, Field, ID, InputType, Int, Mutation, Resolver } from 'type-graphql';
import { Access, OpeningInput } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import { attestQuota } from './attestation';
import { QuotaReport } from './quota.graph';
import { findQuotaReports } from './quota.loader';
import type { QuotaReportRow } from './quota.loader';
import { reportQuota } from './report';

@InputType({ description: 'Head counts of your organisation for a half year.' })
class ReportQuotaInput {
  @Field(() => String, { description: 'A key of your own for this request: repeating it cannot do anything twice.' })
  clientKey!: string;

  @Field(() => String, { description: 'Periode laporan: 2026-S1 is January to June.' })
  period!: string;

  @Field(() => Int, { description: 'The version you correct; 0 for the first report of the period.' })
  version!: number;

  @Field(() => Int, { description: 'Jumlah pekerja.' })
  headcount!: number;

  @Field(() => Int, { description: 'Jumlah pekerja penyandang disabilitas.' })
  disabledHeadcount!: number;
}

@InputType({
  description: 'That somebody at work counts toward the quota, or does not; no kind of disability is told.',
})
class AttestQuotaInput extends OpeningInput {
  @Field(() => ID)
  referralId!: string;

  @Field(() => Boolean)
  counts!: boolean;

  @Field(() => String, { description: 'Number of the document it rests on.' })
  reference!: string;
}

@Resolver()
export class QuotaWritesResolver {
  @Mutation(() => QuotaReport, {
    nullable: true,
    description:
      'Reports head counts of your own organisation, or corrects them: what was reported before stays in `entries`.',
  })
  @Access('STRUCTURE', { roles: ['PARTNER_ADMIN'] })
  async reportQuota(
    @Arg('input', () => ReportQuotaInput) input: ReportQuotaInput,
    @Ctx() context: SubgraphContext,
  ): Promise<QuotaReportRow | undefined> {
    const { employerId } = await context.write((manager) => reportQuota(manager, context, { ...input }));
    const reports = await findQuotaReports(context, employerId);
    return reports.find(({ period }) => period === input.period);
  }

  @Mutation(() => Boolean, {
    nullable: true,
    description: 'Attests that somebody at work counts toward the quota of the employer; answers whether.',
  })
  @Access('STRUCTURE', { roles: ['SENTRA_OFFICER', 'PROGRAM_MANAGER'] })
  async attestQuota(
    @Arg('input', () => AttestQuotaInput) input: AttestQuotaInput,
    @Ctx() context: SubgraphContext,
  ): Promise<boolean> {
    const { counts } = await context.write((manager) => attestQuota(manager, context.viewer, { ...input }));
    return counts;
  }
}
