import type { DatabaseOptions, MigrationClass, ReadModel, SealedColumn } from '../../shared/database';
import { INTAKE_SEALED } from '../../shared/intake';
import type { Layout } from '../../shared/intake';
import { requestedFieldsOn } from '../../shared/subgraph';
import type { ScopeRule, SubgraphGraph, SubjectRule } from '../../shared/subgraph';
import { boardScope } from './board/board.access';
import { BoardResolver } from './board/board.graph';
import { cardScope, supplyScope } from './card/card.access';
import { CardResolver } from './card/card.graph';
import { candidateScope } from './candidate/candidate.access';
import { CandidateResolver } from './candidate/candidate.graph';
import { findCandidate } from './candidate/candidate.loader';
import { ServiceCaseResolver } from './case-ref/case-ref.graph';
import { consentRef } from './consent-ref/consent-ref';
import { employerHistoryScope, employerScope, ownEmployerScope, quotaScope } from './employer/employer.access';
import { agreementScope } from './agreement/agreement.access';
import { EmployerResolver } from './employer/employer.graph';
import { EmployerStepsResolver } from './employer/employer-steps.graph';
import { findEmployer } from './employer/employer.loader';
import { HolidayResolver } from './holiday/holiday.graph';
import { employersLayout } from './intake/employers.layout';
import { vacanciesLayout } from './intake/vacancies.layout';
import { consentingSeekers, readySeekers } from './job-seeker/job-seeker';
import { seekerScope } from './match/match.access';
import { RankingResolver } from './match/match.graph';
import { AgreementTerms1761000002620 } from './migrations/agreement-terms';
import { Cards1761000002510 } from './migrations/cards';
import { Board1761000002600 } from './migrations/board';
import { Ledger1761000002900 } from './migrations/ledger';
import { Match1761000002500 } from './migrations/match';
import { PartnerAccounts1761000002200 } from './migrations/partner-accounts';
import { Partners1761000002000 } from './migrations/partners';
import { Placement1761000002100 } from './migrations/placement';
import { ReferralEnd1761000002630 } from './migrations/referral-end';
import { Referrals1761000002400 } from './migrations/referrals';
import { Statistics1761000104000 } from './migrations/statistics';
import { StatusOfEmployer1761000002050 } from './migrations/status-of-employer';
import { VacancySteps1761000002310 } from './migrations/vacancy-steps';
import { WageAndVacancyRules1761000002300 } from './migrations/wage-and-vacancy-rules';
import { Mailboxes1761000002640 } from './migrations/mailboxes';
import { MailNews1761000002650 } from './migrations/mail-news';
import { minimumWage } from './minimum-wage/minimum-wage';
import { PersonResolver } from './person-ref/person-ref.graph';
import { QuotaReportResolver, QuotaRuleResolver } from './quota/quota.graph';
import { ReferralsOfVacancyResolver } from './referral/of-vacancy.graph';
import { referralScope, subjectScope } from './referral/referral.access';
import { ReferralOutcomeResolver, ReferralResolver } from './referral/referral.graph';
import { findReferral } from './referral/referral.loader';
import { ReferralStepsResolver } from './referral/referral-steps.graph';
import { RetentionReportResolver } from './referral/report.graph';
import { ReferralRuleResolver } from './referral/rule.graph';
import { partnerUserScope } from './partner-user/partner-user.access';
import { PartnerUserResolver, PartnerUserStepsResolver } from './partner-user/partner-user.graph';
import { QuotaGapResolver } from './quota/gap.graph';
import { QuotaWritesResolver } from './quota/quota-writes.graph';
import { RegionResolver } from './region/region.graph';
import { SkillSupplyResolver } from './skill-supply/skill-supply.graph';
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
    EmployerStepsResolver,
    PartnerUserResolver,
    PartnerUserStepsResolver,
    VacancyResolver,
    VacancyDeskResolver,
    VacancyStepsResolver,
    VacancyRuleResolver,
    VacancyUploadResolver,
    SkillResolver,
    QuotaRuleResolver,
    QuotaReportResolver,
    QuotaGapResolver,
    QuotaWritesResolver,
    RegionResolver,
    RankingResolver,
    CardResolver,
    SkillSupplyResolver,
    CandidateResolver,
    ReferralResolver,
    ReferralOutcomeResolver,
    ReferralStepsResolver,
    RetentionReportResolver,
    ReferralsOfVacancyResolver,
    ReferralRuleResolver,
    HolidayResolver,
    BoardResolver,
    PersonResolver,
    ServiceCaseResolver,
  ],
  references: {
    Employer: ({ id }, context, info) => findEmployer(context, String(id), requestedFieldsOn(info, 'Employer')),
    Vacancy: ({ id }, context, info) => findVacancy(context, String(id), requestedFieldsOn(info, 'Vacancy')),
    Region: ({ code }) => ({ code }),
    Candidate: ({ ref }, context) => findCandidate(context, String(ref)),
    Referral: ({ id }, context, info) => findReferral(context, String(id), info),
    // Persons and cases are others': what hangs on them here has a row scope of its own.
    Person: ({ id }) => ({ id }),
    ServiceCase: ({ id }) => ({ id }),
  },
} satisfies SubgraphGraph;

/**
 * Row scope by type name; PublishedVacancy is what a place shows of Vacancy, VacancyStep what a step may be taken of, OwnEmployer whom a
 * partner works for.
 */
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
  CandidateRanking: seekerScope,
  MatchScorePart: seekerScope,
  CandidateCard: cardScope,
  SkillSupply: supplyScope,
  Candidate: candidateScope,
  Referral: referralScope,
  ReferralEvent: referralScope,
  ReferralBoardEvent: boardScope,
  ReferralInterview: referralScope,
  ReferralOffer: referralScope,
  ReferralRetention: referralScope,
  Person: subjectScope,
  ServiceCase: subjectScope,
  VacancyEvent: deskScope,
  VacancyStep: stepScope,
  VacancyUpload: deskScope,
  VacancyReject: deskScope,
};

const ofPerson = { kind: 'person', property: 'personId' } as const;

/** Whose record a row is, by type name. */
export const employersSubjects: Readonly<Record<string, SubjectRule>> = {
  CandidateRanking: { kind: 'person', property: 'personId' },
  MatchScorePart: { kind: 'person', property: 'personId' },
  Referral: ofPerson,
  ReferralEvent: ofPerson,
  ReferralBoardEvent: ofPerson,
  ReferralInterview: ofPerson,
  ReferralOffer: ofPerson,
  ReferralRetention: ofPerson,
  Person: { kind: 'person', property: 'id' },
  // Of a case only its id is known here.
  ServiceCase: ofPerson,
};

/** Nothing is written row by row yet: the importers work set-wise. */
export const employersTables: DatabaseOptions['tables'] = [];
export const employersMigrations: readonly MigrationClass[] = [
  Partners1761000002000,
  StatusOfEmployer1761000002050,
  Placement1761000002100,
  WageAndVacancyRules1761000002300,
  VacancySteps1761000002310,
  Referrals1761000002400,
  Match1761000002500,
  Cards1761000002510,
  PartnerAccounts1761000002200,
  Board1761000002600,
  AgreementTerms1761000002620,
  ReferralEnd1761000002630,
  Mailboxes1761000002640,
  MailNews1761000002650,
  Ledger1761000002900,
  Statistics1761000104000,
];
export const employersReadModels: readonly ReadModel[] = [minimumWage, readySeekers, consentingSeekers, consentRef];
/** Every column that holds values sealed under a field key. */
export const employersSealedColumns: readonly SealedColumn[] = [
  ...INTAKE_SEALED,
  { table: 'retention_report', column: 'reference_sealed' },
  { table: 'partner_user', column: 'email_sealed' },
  { table: 'office_mailbox', column: 'email_sealed' },
];
/** In the order in which the files have to arrive. */
export const employersLayouts: readonly Layout[] = [employersLayout, vacanciesLayout];
export { employersRepublished } from './republished';
export { employersRowSecurity } from './row-security';

export { employersJobs } from './jobs';
