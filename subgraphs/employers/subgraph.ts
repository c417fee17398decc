import type { DatabaseOptions, MigrationClass, ReadModel, SealedColumn } from '../../shared/database';
import { INTAKE_SEALED } from '../../shared/intake';
import type { Layout } from '../../shared/intake';
import { requestedFieldsOn } from '../../shared/subgraph';
import type { ScopeRule, SubgraphGraph, SubjectRule } from '../../shared/subgraph';
import { employerScope, ownEmployerScope, quotaScope } from './employer/employer.access';
import { candidateScope } from './candidate/candidate.access';
import { CandidateResolver } from './candidate/candidate.graph';
import { findCandidate } from './candidate/candidate.loader';
import { EmployerResolver } from './employer/employer.graph';
import { findEmployer } from './employer/employer.loader';
import { employersLayout } from './intake/employers.layout';
import { vacanciesLayout } from './intake/vacancies.layout';
import { cardScope, supplyScope } from './card/card.access';
import { CardResolver } from './card/card.graph';
import { consentingSeekers, readySeekers } from './job-seeker/job-seeker';
import { seekerScope } from './match/match.access';
import { RankingResolver } from './match/match.graph';
import { Cards1761000002510 } from './migrations/cards';
import { Ledger1761000002900 } from './migrations/ledger';
import { Match1761000002500 } from './migrations/match';
import { Partners1761000002000 } from './migrations/partners';
import { Placement1761000002100 } from './migrations/placement';
import { StatusOfEmployer1761000002050 } from './migrations/status-of-employer';
import { SkillSupplyResolver } from './skill-supply/skill-supply.graph';
import { QuotaReportResolver, QuotaRuleResolver } from './quota/quota.graph';
import { RegionResolver } from './region/region.graph';
import { deskScope, publishedScope, vacancyScope } from './vacancy/vacancy.access';
import { VacancyDeskResolver, VacancyResolver } from './vacancy/vacancy.graph';
import { findVacancy } from './vacancy/vacancy.loader';

/** Employer partners, the disability quota they owe, and their vacancies. */
export const employers = {
  name: 'employers',
  resolvers: [
    EmployerResolver,
    VacancyResolver,
    VacancyDeskResolver,
    QuotaRuleResolver,
    QuotaReportResolver,
    RegionResolver,
    RankingResolver,
    CardResolver,
    SkillSupplyResolver,
    CandidateResolver,
  ],
  references: {
    Employer: ({ id }, context, info) => findEmployer(context, String(id), requestedFieldsOn(info, 'Employer')),
    Vacancy: ({ id }, context, info) => findVacancy(context, String(id), requestedFieldsOn(info, 'Vacancy')),
    Region: ({ code }) => ({ code }),
    Candidate: ({ ref }, context) => findCandidate(context, String(ref)),
  },
} satisfies SubgraphGraph;

/** Row scope by type name; PublishedVacancy is what a place shows of Vacancy, OwnEmployer whom a partner works for. */
export const employersScopes: Readonly<Record<string, ScopeRule>> = {
  Employer: employerScope,
  OwnEmployer: ownEmployerScope,
  QuotaReport: quotaScope,
  Vacancy: vacancyScope,
  PublishedVacancy: publishedScope,
  VacancyDesk: deskScope,
  CandidateRanking: seekerScope,
  MatchScorePart: seekerScope,
  CandidateCard: cardScope,
  SkillSupply: supplyScope,
  Candidate: candidateScope,
};

/** Whose record a row is, by type name. */
export const employersSubjects: Readonly<Record<string, SubjectRule>> = {
  CandidateRanking: { kind: 'person', property: 'personId' },
  MatchScorePart: { kind: 'person', property: 'personId' },
};

/** Nothing is written row by row yet: the importers work set-wise. */
export const employersTables: DatabaseOptions['tables'] = [];
export const employersMigrations: readonly MigrationClass[] = [
  Partners1761000002000,
  StatusOfEmployer1761000002050,
  Placement1761000002100,
  Match1761000002500,
  Cards1761000002510,
  Ledger1761000002900,
];
export const employersReadModels: readonly ReadModel[] = [readySeekers, consentingSeekers];
/** Every column that holds values sealed under a field key. */
export const employersSealedColumns: readonly SealedColumn[] = INTAKE_SEALED;
/** In the order in which the files have to arrive. */
export const employersLayouts: readonly Layout[] = [employersLayout, vacanciesLayout];
export { employersRowSecurity } from './row-security';
