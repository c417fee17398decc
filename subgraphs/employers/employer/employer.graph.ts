import type { GraphQLResolveInfo } from 'graphql';
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
  Query,
  Resolver,
  Root,
  registerEnumType,
} from 'type-graphql';
import { allowedEvents } from '../../../shared/machine';
import {
  Access,
  IDFilter,
  PageArgs,
  SetFilter,
  SortDirection,
  StringFilter,
  askedOf,
  connectionOf,
  findHistoryOf,
  listConnection,
  nestedConnection,
  requestedFields,
} from '../../../shared/subgraph';
import type { Connection, HistoryRow, NestedParent, SubgraphContext } from '../../../shared/subgraph';
import { Agreement } from '../agreement/agreement.graph';
import type { AgreementRow } from '../agreement/agreement';
import { findAgreements } from '../agreement/agreement.loader';
import { PartnerUser } from '../partner-user/partner-user-type.graph';
import type { PartnerUserRow } from '../partner-user/partner-user';
import { findPartnerUsers } from '../partner-user/partner-user.loader';
import { QuotaReport } from '../quota/quota.graph';
import { findQuotaReports } from '../quota/quota.loader';
import type { QuotaReportRow } from '../quota/quota.loader';
import { Region } from '../region/region.graph';
import type { VacancyRow } from '../vacancy/vacancy';
import { NestedVacancyArgs, VacancyConnection } from '../vacancy/vacancy-list.graph';
import { NESTED_VACANCIES } from '../vacancy/vacancy.loader';
import { EMPLOYER_MACHINE } from './employer';
import type { EmployerEvent, EmployerRow } from './employer';
import { EMPLOYER_WORDS, Employer, EmployerStatusFilter, EmployerTypeFilter } from './employer-type.graph';
import { EMPLOYER_LIST, findEmployer, findOwnEmployer, hasHistory } from './employer.loader';

@InputType()
class EmployerListFilter {
  @Field(() => IDFilter, { nullable: true })
  id?: IDFilter;

  @Field(() => StringFilter, { nullable: true })
  name?: StringFilter;

  @Field(() => EmployerTypeFilter, { nullable: true })
  type?: object;

  @Field(() => StringFilter, { nullable: true, description: 'KBLI section letter.' })
  sector?: StringFilter;

  @Field(() => EmployerStatusFilter, { nullable: true })
  status?: object;

  @Field(() => SetFilter, { nullable: true, description: 'Four-digit codes of regencies it works in.' })
  regencies?: SetFilter;

  @Field(() => [EmployerListFilter], { nullable: true })
  AND?: EmployerListFilter[];

  @Field(() => [EmployerListFilter], { nullable: true })
  OR?: EmployerListFilter[];

  @Field(() => EmployerListFilter, { nullable: true })
  NOT?: EmployerListFilter;
}

const EmployerSort = { NAME: 'NAME' } as const;
registerEnumType(EmployerSort, { name: 'EmployerSort' });

@InputType()
class EmployerOrder {
  @Field(() => EmployerSort)
  field!: keyof typeof EmployerSort;

  @Field(() => SortDirection, { defaultValue: 'ASC' })
  direction!: SortDirection;
}

@ArgsType()
class EmployerListArgs extends PageArgs {
  @Field(() => EmployerListFilter, { nullable: true })
  filter?: EmployerListFilter;

  @Field(() => [EmployerOrder], { nullable: true })
  orderBy?: EmployerOrder[];
}

const EmployerConnection = connectionOf('Employer', () => Employer);

const EMPLOYER: NestedParent = {
  name: 'Employer',
  scope: 'Vacancy',
  keyType: 'uuid',
  links: ['v.employer_id = parent.key'],
};

@Resolver(() => Employer)
export class EmployerResolver {
  @Query(() => Employer, { nullable: true, description: 'One employer by id; null also for one you may not see.' })
  @Access('PARTNER')
  employer(
    @Arg('id', () => ID) id: string,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<EmployerRow | undefined> {
    return findEmployer(context, id, requestedFields(info));
  }

  @Query(() => EmployerConnection, {
    description: 'Employers you may see: active ones, and further your own organisation or those of your jurisdiction.',
  })
  @Access('STRUCTURE')
  employers(
    @Args(() => EmployerListArgs) args: EmployerListArgs,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<EmployerRow>> {
    const request = { ...args, filter: { ...args.filter } };
    return listConnection(context, EMPLOYER_LIST, context.scope('Employer'), request, info);
  }

  @Query(() => Employer, {
    nullable: true,
    description: 'The organisation you work for, whatever its status; its vacancies are there in every status too.',
  })
  @Access('PARTNER', { roles: ['PARTNER_RECRUITER', 'PARTNER_ADMIN'] })
  myOrganisation(
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<EmployerRow | undefined> | undefined {
    const { employerId } = context.viewer;
    return employerId === undefined ? undefined : findOwnEmployer(context, employerId, requestedFields(info));
  }

  @FieldResolver(() => [Region], { description: 'Kabupaten/kota it works in.' })
  @Access('PARTNER')
  regencies(@Root() { regencyCodes }: EmployerRow): Region[] {
    return regencyCodes.map((code) => ({ code }));
  }

  @FieldResolver(() => VacancyConnection, {
    description:
      'Lowongan: its vacancies you may see, soonest deadline first; of your own organisation those in every status. ' +
      '`first` is the page size of each employer.',
  })
  @Access('VACANCY')
  vacancies(
    @Root() { id }: EmployerRow,
    @Args(() => NestedVacancyArgs) { filter, ...page }: NestedVacancyArgs,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<VacancyRow>> {
    const asked = { ...page, filter: { ...filter }, ...askedOf(info) };
    return nestedConnection<VacancyRow>(context, NESTED_VACANCIES, EMPLOYER, id, asked);
  }

  @FieldResolver(() => [QuotaReport], {
    description:
      'Laporan kuota disabilitas, newest first; for the ministry and your own organisation only, else empty.',
  })
  @Access('STRUCTURE')
  quotaReports(@Root() { id }: EmployerRow, @Ctx() context: SubgraphContext): Promise<QuotaReportRow[]> {
    return findQuotaReports(context, id);
  }

  @FieldResolver(() => [Agreement], {
    description:
      'Perjanjian, the longest first: of your own organisation and for the ministry all of them, else that there is an MoU.',
  })
  @Access('STRUCTURE')
  agreements(
    @Root() { id }: EmployerRow,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<AgreementRow[]> {
    return findAgreements(context, id, requestedFields(info));
  }

  @FieldResolver(() => [PartnerUser], {
    description: 'Accounts of your own organisation; a recruiter has the own one, the ministry those of every partner.',
  })
  @Access('STRUCTURE')
  users(
    @Root() { id }: EmployerRow,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<PartnerUserRow[]> {
    return findPartnerUsers(context, id, info);
  }

  @FieldResolver(() => [EMPLOYER_WORDS.Event], { description: 'What your role may let happen now.' })
  @Access('PARTNER')
  allowedEvents(@Root() { status }: EmployerRow, @Ctx() { viewer }: SubgraphContext): EmployerEvent[] {
    return allowedEvents(EMPLOYER_MACHINE, status, viewer.role);
  }

  @FieldResolver(() => [EMPLOYER_WORDS.History], {
    description: 'What happened to the partnership, oldest first; for whom its agreements are, else empty.',
  })
  @Access('STRUCTURE')
  async history(@Root() { id }: EmployerRow, @Ctx() context: SubgraphContext): Promise<HistoryRow[]> {
    return (await hasHistory(context, id)) ? findHistoryOf(context, EMPLOYER_MACHINE, id, {}) : [];
  }
}
