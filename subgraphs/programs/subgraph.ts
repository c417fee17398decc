import type { DatabaseOptions, MigrationClass, ReadModel, SealedColumn } from '../../shared/database';
import { INTAKE_SEALED } from '../../shared/intake';
import type { Layout } from '../../shared/intake';
import type { ScopeRule, SubgraphGraph, SubjectRule } from '../../shared/subgraph';
import { conflictScope } from './combination/conflict.access';
import { ForbiddenCombinationResolver } from './combination/conflict.graph';
import { ProgramRequirementsResolver } from './business/requirement.graph';
import { complianceScope } from './compliance/compliance.access';
import { ComplianceResolver, EnrolmentComplianceResolver } from './compliance/compliance.graph';
import { CommunityActivityResolver, findCommunityActivity } from './community/community.graph';
import { CommunityActivityStepsResolver } from './community/community-steps.graph';
import { componentScope } from './component/component.access';
import { PkhParticipationResolver } from './component/component.graph';
import { enrolmentScope } from './enrolment/enrolment.access';
import { EnrolmentResolver } from './enrolment/enrolment.graph';
import { EnrolmentHistoryResolver, EnrolmentStepsResolver } from './enrolment/enrolment-steps.graph';
import { findEnrolment } from './enrolment/enrolment.loader';
import { familyRef } from './family-ref/family-ref';
import { familyRefScope } from './family-ref/family-ref.access';
import { FamilyResolver } from './family-ref/family-ref.graph';
import { grievanceScope } from './grievance/grievance.access';
import { FamilyGrievancesResolver, GrievanceResolver } from './grievance/grievance.graph';
import { GrievanceStepsResolver } from './grievance/grievance-steps.graph';
import { findGrievance } from './grievance/grievance.loader';
import { kubeMemberScope, kubeScope } from './kube/kube.access';
import { FamilyKubeResolver, KubeFindingResolver, KubeGroupResolver, KubeMemberResolver } from './kube/kube.graph';
import { KubeRecordResolver, KubeStepsResolver } from './kube/kube-steps.graph';
import { findKubeGroup } from './kube/kube.loader';
import { graduationScope } from './graduation/graduation.access';
import {
  GraduationResolver,
  GraduationsOfEnrolmentResolver,
  GraduationsOfFamilyResolver,
} from './graduation/graduation.graph';
import { findGraduation } from './graduation/graduation.loader';
import { GraduationHistoryResolver, GraduationStepsResolver } from './graduation/graduation-steps.graph';
import { componentsLayout } from './intake/components.layout';
import { enrolmentsLayout } from './intake/enrolments.layout';
import { paymentsLayout } from './intake/payments.layout';
import { Catalogue1761000001000 } from './migrations/catalogue';
import { CatalogueRows1761000001001 } from './migrations/catalogue-rows';
import { FactsForStatistics1761000102100 } from './migrations/facts-for-statistics';
import { Grievance1761000001400 } from './migrations/grievance';
import { Kube1761000001200 } from './migrations/kube';
import { Compliance1761000001320 } from './migrations/compliance';
import { Graduation1761000001100 } from './migrations/graduation';
import { Ledger1761000001900 } from './migrations/ledger';
import { MinimumWageNotices1761000012300 } from './migrations/minimum-wage-notices';
import { Participation1761000001002 } from './migrations/participation';
import { Pena1761000001210 } from './migrations/pena';
import { PlaceOfEnrolment1761000001020 } from './migrations/place-of-enrolment';
import { Prokus1761000001220 } from './migrations/prokus';
import { ReasonOfEnrolment1761000001330 } from './migrations/reason-of-enrolment';
import { Restricted1761000001010 } from './migrations/restricted';
import { StageRuns1761000001300 } from './migrations/stage-runs';
import { Steps1761000001025 } from './migrations/steps';
import { Psks1761000001500 } from './migrations/psks';
import { TariffNotices1761000102200 } from './migrations/tariff-notices';
import { PaymentResolver, ProgramAidResolver } from './payment/payment.graph';
import { findPayment } from './payment/payment.loader';
import { PaymentHistoryResolver, PaymentStepsResolver } from './payment/payment-steps.graph';
import { penaScope } from './pena/pena.access';
import { FamilyPenaResolver, PenaCaseResolver, PenaIncomeResolver } from './pena/pena.graph';
import { PenaRecordResolver, PenaStepsResolver } from './pena/pena-steps.graph';
import { findPenaCase } from './pena/pena.loader';
import { MinimumWageResolver } from './pena/umk.graph';
import { personRef } from './person-ref/person-ref';
import { personRefScope } from './person-ref/person-ref.access';
import { PersonResolver } from './person-ref/person-ref.graph';
import { PsksHelperResolver } from './psks/helper.graph';
import { PsksHelperStepsResolver } from './psks/helper-steps.graph';
import { findHelper } from './psks/helper.loader';
import { LksResolver, findLks } from './psks/lks.graph';
import { LksStepsResolver } from './psks/lks-steps.graph';
import { helperScope } from './psks/psks.access';
import { catalogueScope } from './program/program.access';
import { ProgramCombinationResolver, ProgramResolver } from './program/program.graph';
import { findProgram } from './program/program.loader';
import { stageRunScope } from './stage-run/stage-run.access';
import { StageRunResolver } from './stage-run/stage-run.graph';
import { StageRunWritesResolver } from './stage-run/stage-run-writes.graph';
import { prokusScope } from './prokus/prokus.access';
import { FamilyProkusResolver, ProkusCaseResolver } from './prokus/prokus.graph';
import { ProkusRecordResolver, ProkusStepsResolver } from './prokus/prokus-steps.graph';
import { findProkusCase } from './prokus/prokus.loader';

/** Programs and their rules, participation of families, and payments. */
export const programs = {
  name: 'programs',
  resolvers: [
    ProgramResolver,
    ProgramCombinationResolver,
    ForbiddenCombinationResolver,
    ComplianceResolver,
    EnrolmentComplianceResolver,
    EnrolmentResolver,
    EnrolmentStepsResolver,
    EnrolmentHistoryResolver,
    GraduationResolver,
    GraduationsOfEnrolmentResolver,
    GraduationsOfFamilyResolver,
    GraduationStepsResolver,
    GraduationHistoryResolver,
    PkhParticipationResolver,
    PaymentResolver,
    PaymentStepsResolver,
    PaymentHistoryResolver,
    StageRunResolver,
    StageRunWritesResolver,
    ProgramAidResolver,
    FamilyResolver,
    PersonResolver,
    GrievanceResolver,
    GrievanceStepsResolver,
    FamilyGrievancesResolver,
    ProgramRequirementsResolver,
    KubeGroupResolver,
    KubeMemberResolver,
    KubeFindingResolver,
    KubeStepsResolver,
    KubeRecordResolver,
    FamilyKubeResolver,
    PsksHelperResolver,
    PsksHelperStepsResolver,
    LksResolver,
    LksStepsResolver,
    CommunityActivityResolver,
    CommunityActivityStepsResolver,
    PenaCaseResolver,
    PenaIncomeResolver,
    PenaStepsResolver,
    PenaRecordResolver,
    FamilyPenaResolver,
    MinimumWageResolver,
    ProkusCaseResolver,
    ProkusStepsResolver,
    ProkusRecordResolver,
    FamilyProkusResolver,
  ],
  references: {
    Program: ({ code }, context) => findProgram(context, String(code)),
    Enrolment: ({ id }, context, info) => findEnrolment(context, String(id), info),
    Graduation: ({ id }, context, info) => findGraduation(context, String(id), info),
    Payment: ({ id }, context, info) => findPayment(context, String(id), info),
    Grievance: ({ id }, context, info) => findGrievance(context, String(id), info),
    KubeGroup: ({ id }, context, info) => findKubeGroup(context, String(id), info),
    PsksHelper: ({ id }, context, info) => findHelper(context, String(id), info),
    Lks: ({ id }, context, info) => findLks(context, String(id), info),
    CommunityActivity: ({ id }, context, info) => findCommunityActivity(context, String(id), info),
    PenaCase: ({ id }, context, info) => findPenaCase(context, String(id), info),
    ProkusCase: ({ id }, context, info) => findProkusCase(context, String(id), info),
    // Families and persons are the registry's: what hangs on them here has a row scope of its own.
    Family: ({ id }) => ({ id }),
    Person: ({ id }) => ({ id }),
  },
} satisfies SubgraphGraph;

/** Row scope by type name. Payments and sums are seen by whoever sees the enrolment. */
export const programsScopes: Readonly<Record<string, ScopeRule>> = {
  Program: catalogueScope,
  Enrolment: enrolmentScope,
  EnrolmentEvent: enrolmentScope,
  Graduation: graduationScope,
  GraduationEvent: graduationScope,
  GraduationEvidence: graduationScope,
  PkhParticipation: componentScope,
  Payment: enrolmentScope,
  PaymentEvent: enrolmentScope,
  StageRun: stageRunScope,
  StageAdvance: stageRunScope,
  ProgramAid: enrolmentScope,
  ForbiddenCombination: conflictScope,
  Grievance: grievanceScope,
  GrievanceEvent: grievanceScope,
  GrievanceDeadline: catalogueScope,
  KubeGroup: kubeScope,
  KubeGroupEvent: kubeScope,
  KubeSaving: kubeScope,
  KubeTurnover: kubeScope,
  KubeMember: kubeMemberScope,
  KubeFinding: kubeMemberScope,
  ComplianceRecord: complianceScope,
  ComplianceCheck: stageRunScope,
  PsksCount: catalogueScope,
  PsksHelper: helperScope,
  PsksHelperEvent: helperScope,
  Lks: catalogueScope,
  CommunityActivity: catalogueScope,
  PenaCase: penaScope,
  PenaCaseEvent: penaScope,
  PenaIncome: penaScope,
  ProkusCase: prokusScope,
  ProkusCaseEvent: prokusScope,
  ProkusMonth: prokusScope,
  Family: familyRefScope,
  Person: personRefScope,
};

/** Whose record a row is, by type name: aid is given to families, components are carried by persons. */
export const programsSubjects: Readonly<Record<string, SubjectRule>> = {
  Enrolment: { kind: 'family', property: 'familyId' },
  EnrolmentEvent: { kind: 'family', property: 'familyId' },
  Graduation: { kind: 'family', property: 'familyId' },
  GraduationEvent: { kind: 'family', property: 'familyId' },
  GraduationEvidence: { kind: 'family', property: 'familyId' },
  PkhParticipation: { kind: 'person', property: 'personId' },
  Payment: { kind: 'family', property: 'familyId' },
  PaymentEvent: { kind: 'family', property: 'familyId' },
  ProgramAid: { kind: 'family', property: 'familyId' },
  ForbiddenCombination: { kind: 'family', property: 'familyId' },
  ComplianceRecord: { kind: 'person', property: 'personId' },
  ComplianceCheck: { kind: 'family', property: 'familyId' },
  // A run tells numbers, of nobody.
  StageRun: { kind: 'family', property: 'familyId' },
  StageAdvance: { kind: 'family', property: 'familyId' },
  Grievance: { kind: 'family', property: 'familyId' },
  GrievanceEvent: { kind: 'family', property: 'familyId' },
  // A group answers in the name of its chair's family; each of its members is read as a person.
  KubeGroup: { kind: 'family', property: 'familyId' },
  KubeGroupEvent: { kind: 'family', property: 'familyId' },
  KubeSaving: { kind: 'family', property: 'familyId' },
  KubeTurnover: { kind: 'family', property: 'familyId' },
  KubeMember: { kind: 'person', property: 'personId' },
  KubeFinding: { kind: 'person', property: 'personId' },
  PsksHelper: { kind: 'person', property: 'id' },
  PenaCase: { kind: 'family', property: 'familyId' },
  PenaCaseEvent: { kind: 'family', property: 'familyId' },
  PenaIncome: { kind: 'family', property: 'familyId' },
  ProkusCase: { kind: 'family', property: 'familyId' },
  ProkusCaseEvent: { kind: 'family', property: 'familyId' },
  ProkusMonth: { kind: 'family', property: 'familyId' },
  Family: { kind: 'family', property: 'id' },
  Person: { kind: 'person', property: 'id' },
};

export const programsTables: DatabaseOptions['tables'] = [];
export const programsMigrations: readonly MigrationClass[] = [
  Catalogue1761000001000,
  CatalogueRows1761000001001,
  Participation1761000001002,
  Restricted1761000001010,
  PlaceOfEnrolment1761000001020,
  Steps1761000001025,
  StageRuns1761000001300,
  Grievance1761000001400,
  Kube1761000001200,
  Compliance1761000001320,
  ReasonOfEnrolment1761000001330,
  Psks1761000001500,
  Pena1761000001210,
  Prokus1761000001220,
  Graduation1761000001100,
  Ledger1761000001900,
  MinimumWageNotices1761000012300,
  FactsForStatistics1761000102100,
  TariffNotices1761000102200,
];
export const programsReadModels: readonly ReadModel[] = [familyRef, personRef];
/** Every column that holds values sealed under a field key. */
export const programsSealedColumns: readonly SealedColumn[] = [
  { table: 'enrolment', column: 'card_sealed' },
  { table: 'grievance', column: 'text_sealed' },
  { table: 'kube_group', column: 'account_sealed' },
  { table: 'psks_helper', column: 'name_sealed' },
  { table: 'prokus_case', column: 'nib_sealed' },
  ...INTAKE_SEALED,
];
/** In the order in which the files have to arrive, after persons and families. */
export const programsLayouts: readonly Layout[] = [enrolmentsLayout, componentsLayout, paymentsLayout];
export { programsRepublished } from './republished';
export { programsRowSecurity } from './row-security';
