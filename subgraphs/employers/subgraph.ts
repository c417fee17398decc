import type { Database, DatabaseOptions, MigrationClass, ReadModel, SealedColumn } from '../../shared/database';
import { INTAKE_SEALED } from '../../shared/intake';
import type { Layout } from '../../shared/intake';
import { requestedFieldsOn } from '../../shared/subgraph';
import type { ScopeRule, SubgraphGraph, SubjectRule } from '../../shared/subgraph';
import { systemActor } from '../../shared/viewer';
import { employerHistoryScope, employerScope, ownEmployerScope, quotaScope } from './employer/employer.access';
import { agreementScope } from './agreement/agreement.access';
import { expirePartners } from './agreement/expire';
import { EmployerResolver } from './employer/employer.graph';
import { EmployerStepsResolver } from './employer/employer-steps.graph';
import { findEmployer } from './employer/employer.loader';
import { employersLayout } from './intake/employers.layout';
import { vacanciesLayout } from './intake/vacancies.layout';
import { Ledger1761000002900 } from './migrations/ledger';
import { PartnerAccounts1761000002200 } from './migrations/partner-accounts';
import { Partners1761000002000 } from './migrations/partners';
import { Placement1761000002100 } from './migrations/placement';
import { StatusOfEmployer1761000002050 } from './migrations/status-of-employer';
import { partnerUserScope } from './partner-user/partner-user.access';
import { PartnerUserResolver, PartnerUserStepsResolver } from './partner-user/partner-user.graph';
import { QuotaGapResolver } from './quota/gap.graph';
import { QuotaReportResolver, QuotaRuleResolver } from './quota/quota.graph';
import { QuotaWritesResolver } from './quota/quota-writes.graph';
import { RegionResolver } from './region/region.graph';
import { deskScope, publishedScope, vacancyScope } from './vacancy/vacancy.access';
import { VacancyDeskResolver, VacancyResolver } from './vacancy/vacancy.graph';
import { findVacancy } from './vacancy/vacancy.loader';

/** Employer partners, the disability quota they owe, and their vacancies. */
export const employers = {
  name: 'employers',
  resolvers: [
    EmployerResolver,
    EmployerStepsResolver,
    PartnerUserResolver,
    PartnerUserStepsResolver,
    VacancyResolver,
    VacancyDeskResolver,
    QuotaRuleResolver,
    QuotaReportResolver,
    QuotaGapResolver,
    QuotaWritesResolver,
    RegionResolver,
  ],
  references: {
    Employer: ({ id }, context, info) => findEmployer(context, String(id), requestedFieldsOn(info, 'Employer')),
    Vacancy: ({ id }, context, info) => findVacancy(context, String(id), requestedFieldsOn(info, 'Vacancy')),
    Region: ({ code }) => ({ code }),
  },
} satisfies SubgraphGraph;

/** Row scope by type name; PublishedVacancy is what a place shows of Vacancy, OwnEmployer whom a partner works for. */
export const employersScopes: Readonly<Record<string, ScopeRule>> = {
  Employer: employerScope,
  OwnEmployer: ownEmployerScope,
  EmployerEvent: employerHistoryScope,
  Agreement: agreementScope,
  PartnerUser: partnerUserScope,
  PartnerUserEvent: partnerUserScope,
  QuotaReport: quotaScope,
  QuotaEntry: quotaScope,
  Vacancy: vacancyScope,
  PublishedVacancy: publishedScope,
  VacancyDesk: deskScope,
};

/** Whose record a row is, by type name; no type here is about a person yet. */
export const employersSubjects: Readonly<Record<string, SubjectRule>> = {};

/** Nothing is written row by row yet: the importers work set-wise. */
export const employersTables: DatabaseOptions['tables'] = [];
export const employersMigrations: readonly MigrationClass[] = [
  Partners1761000002000,
  StatusOfEmployer1761000002050,
  Placement1761000002100,
  PartnerAccounts1761000002200,
  Ledger1761000002900,
];
export const employersReadModels: readonly ReadModel[] = [];
/** What has to be done as time passes. */
export const employersJobs = [
  {
    name: 'partners:expire',
    every: 'DAY' as const,
    run: (own: Database): Promise<number> => own.bulk(systemActor('partners:expire'), expirePartners),
  },
];
/** Every column that holds values sealed under a field key. */
export const employersSealedColumns: readonly SealedColumn[] = [
  ...INTAKE_SEALED,
  { table: 'partner_user', column: 'email_sealed' },
];
/** In the order in which the files have to arrive. */
export const employersLayouts: readonly Layout[] = [employersLayout, vacanciesLayout];
export { employersRowSecurity } from './row-security';
