import type { GraphQLResolveInfo } from 'graphql';
import { GraphQLDateTimeISO } from 'graphql-scalars';
import { Ctx, Field, FieldResolver, Float, Info, Int, Query, Resolver, Root } from 'type-graphql';
import { Access, DatedRule, GraphType, enumOf, requestedFields } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import type { EmployerRow } from '../employer/employer';
import { Employer, EmployerTypeEnum } from '../employer/employer-type.graph';
import { findEmployer } from '../employer/employer.loader';
import { ROUNDINGS, findRule, lastDayOf, quotaStanding } from './quota';
import type { QuotaRule as QuotaRuleRow, QuotaStanding } from './quota';
import { findQuotaEntries, findQuotaRules } from './quota.loader';
import type { QuotaEntryRow, QuotaReportRow } from './quota.loader';

const RoundingEnum = enumOf('QuotaRounding', 'Pembulatan: how a fraction of a person counts.', ROUNDINGS);

@GraphType('QuotaRule', 'Disability quota (kuota penyandang disabilitas) of a type of employer, as dated law.')
export class QuotaRule extends DatedRule {
  @Field(() => EmployerTypeEnum)
  @Access('REFERENCE')
  employerType!: string;

  @Field(() => RoundingEnum)
  @Access('REFERENCE')
  rounding!: string;

  @Field(() => Int, { description: 'Employers with fewer workers have no duty.' })
  @Access('REFERENCE')
  minimumHeadcount!: number;
}

@GraphType('QuotaReport', 'Head counts an employer reported for a half year, held against the quota of its last day.')
export class QuotaReport {
  @Field(() => String, { nullable: true, description: 'Periode laporan: 2026-S1 is January to June.' })
  @Access('QUOTA')
  period?: string;

  @Field(() => Int, { nullable: true, description: 'Jumlah pekerja.' })
  @Access('QUOTA')
  headcount?: number;

  @Field(() => Int, { nullable: true, description: 'Jumlah pekerja penyandang disabilitas.' })
  @Access('QUOTA')
  disabledHeadcount?: number;

  @Field(() => Int, { nullable: true, description: 'Counts corrections; to be sent back with one.' })
  @Access('QUOTA')
  version?: number;
}

@GraphType('QuotaEntry', 'What was reported at one time; corrections stand beside it.')
export class QuotaEntry {
  @Field(() => Int, { nullable: true })
  @Access('QUOTA')
  version?: number;

  @Field(() => Int, { nullable: true })
  @Access('QUOTA')
  headcount?: number;

  @Field(() => Int, { nullable: true })
  @Access('QUOTA')
  disabledHeadcount?: number;

  @Field(() => String, { nullable: true, description: 'Role of whoever reported; SYSTEM for a registry file.' })
  @Access('QUOTA')
  byRole?: string;

  @Field(() => GraphQLDateTimeISO, { nullable: true })
  @Access('QUOTA')
  at?: Date;
}

@Resolver(() => QuotaRule)
export class QuotaRuleResolver {
  @Query(() => [QuotaRule], { description: 'Every disability quota rule, past and present, by type and date.' })
  @Access('REFERENCE')
  quotaRules(@Ctx() context: SubgraphContext): Promise<QuotaRuleRow[]> {
    return findQuotaRules(context);
  }

  @FieldResolver(() => Float, { description: 'Share of all workers, in percent.' })
  @Access('REFERENCE')
  ratePercent(@Root() { rateBasisPoints }: QuotaRuleRow): number {
    return rateBasisPoints / 100;
  }
}

@Resolver(() => QuotaReport)
export class QuotaReportResolver {
  @FieldResolver(() => Employer, { nullable: true, description: 'Who reported; null for one you may not see.' })
  @Access('QUOTA')
  employer(
    @Root() { employerId }: QuotaReportRow,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<EmployerRow | undefined> {
    return findEmployer(context, employerId, requestedFields(info));
  }

  @FieldResolver(() => [QuotaEntry], {
    nullable: true,
    description: 'Everything reported for the period, oldest first.',
  })
  @Access('QUOTA')
  entries(@Root() report: QuotaReportRow, @Ctx() context: SubgraphContext): Promise<QuotaEntryRow[]> {
    return findQuotaEntries(context, report);
  }

  @FieldResolver(() => QuotaRule, { nullable: true, description: 'The rule the report is held against.' })
  @Access('QUOTA')
  async rule(@Root() report: QuotaReportRow, @Ctx() context: SubgraphContext): Promise<QuotaRuleRow | undefined> {
    return findRule(await findQuotaRules(context), report.employerType, lastDayOf(report.period));
  }

  @FieldResolver(() => Int, { nullable: true, description: 'Disabled workers the rule asks for.' })
  @Access('QUOTA')
  async required(@Root() report: QuotaReportRow, @Ctx() context: SubgraphContext) {
    return (await standing(report, context))?.required;
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'Required less reported; below zero is more than asked for.',
  })
  @Access('QUOTA')
  async gap(@Root() report: QuotaReportRow, @Ctx() context: SubgraphContext) {
    return (await standing(report, context))?.gap;
  }

  @FieldResolver(() => Float, { nullable: true, description: 'Disabled workers in percent of all, two decimals.' })
  @Access('QUOTA')
  async compliancePercent(@Root() report: QuotaReportRow, @Ctx() context: SubgraphContext) {
    return (await standing(report, context))?.compliancePercent;
  }

  @FieldResolver(() => Boolean, { nullable: true, description: 'Whether the quota is met.' })
  @Access('QUOTA')
  async isMet(@Root() report: QuotaReportRow, @Ctx() context: SubgraphContext) {
    return (await standing(report, context))?.isMet;
  }
}

async function standing(report: QuotaReportRow, context: SubgraphContext): Promise<QuotaStanding | undefined> {
  const rule = findRule(await findQuotaRules(context), report.employerType, lastDayOf(report.period));
  return rule && quotaStanding(report, rule);
}
