import type { DatabaseOptions, MigrationClass, ReadModel, SealedColumn } from '../../shared/database';
import { INTAKE_SEALED } from '../../shared/intake';
import type { Layout } from '../../shared/intake';
import { requestedFieldsOn } from '../../shared/subgraph';
import type { ScopeRule, SubgraphGraph, SubjectRule } from '../../shared/subgraph';
import { employerScope, ownEmployerScope, quotaScope } from './employer/employer.access';
import { EmployerResolver } from './employer/employer.graph';
import { findEmployer } from './employer/employer.loader';
import { employersLayout } from './intake/employers.layout';
import { vacanciesLayout } from './intake/vacancies.layout';
import { Ledger1761000002900 } from './migrations/ledger';
import { Partners1761000002000 } from './migrations/partners';
import { Placement1761000002100 } from './migrations/placement';
import { StatusOfEmployer1761000002050 } from './migrations/status-of-employer';
import { VacancySteps1761000002310 } from './migrations/vacancy-steps';
import { WageAndVacancyRules1761000002300 } from './migrations/wage-and-vacancy-rules';
import { minimumWage } from './minimum-wage/minimum-wage';
import { QuotaReportResolver, QuotaRuleResolver } from './quota/quota.graph';
import { RegionResolver } from './region/region.graph';
import { SkillResolver } from './skill/skill.graph';
import { deskScope, publishedScope, stepScope, vacancyScope } from './vacancy/vacancy.access';
import { VacancyDeskResolver, VacancyResolver } from './vacancy/vacancy.graph';
import { VacancyRuleResolver } from './vacancy/vacancy-rule.graph';
import { VacancyStepsResolver } from './vacancy/vacancy-steps.graph';
import { findVacancy } from './vacancy/vacancy.loader';
import { VacancyUploadResolver } from './vacancy-upload/upload.graph';

/** Employer partners, the disability quota they owe, and their vacancies. */
export const employers = {
  name: 'employers',
  resolvers: [
    EmployerResolver,
    VacancyResolver,
    VacancyDeskResolver,
    VacancyStepsResolver,
    VacancyRuleResolver,
    VacancyUploadResolver,
    SkillResolver,
    QuotaRuleResolver,
    QuotaReportResolver,
    RegionResolver,
  ],
  references: {
    Employer: ({ id }, context, info) => findEmployer(context, String(id), requestedFieldsOn(info, 'Employer')),
    Vacancy: ({ id }, context, info) => findVacancy(context, String(id), requestedFieldsOn(info, 'Vacancy')),
    Region: ({ code }) => ({ code }),
  },
} satisfies SubgraphGraph;

/**
 * Row scope by type name; PublishedVacancy is what a place shows of Vacancy, VacancyStep what a step may be taken of, OwnEmployer
 * whom a partner works for.
 */
export const employersScopes: Readonly<Record<string, ScopeRule>> = {
  Employer: employerScope,
  OwnEmployer: ownEmployerScope,
  QuotaReport: quotaScope,
  Vacancy: vacancyScope,
  PublishedVacancy: publishedScope,
  VacancyDesk: deskScope,
  VacancyEvent: deskScope,
  VacancyStep: stepScope,
  VacancyUpload: deskScope,
  VacancyReject: deskScope,
};

/** Whose record a row is, by type name; no type here is about a person yet. */
export const employersSubjects: Readonly<Record<string, SubjectRule>> = {};

/** Nothing is written row by row yet: the importers work set-wise. */
export const employersTables: DatabaseOptions['tables'] = [];
export const employersMigrations: readonly MigrationClass[] = [
  Partners1761000002000,
  StatusOfEmployer1761000002050,
  Placement1761000002100,
  WageAndVacancyRules1761000002300,
  VacancySteps1761000002310,
  Ledger1761000002900,
];
export const employersReadModels: readonly ReadModel[] = [minimumWage];
/** Every column that holds values sealed under a field key. */
export const employersSealedColumns: readonly SealedColumn[] = INTAKE_SEALED;
/** In the order in which the files have to arrive. */
export const employersLayouts: readonly Layout[] = [employersLayout, vacanciesLayout];
export { employersRowSecurity } from './row-security';
