import type { DatabaseOptions, MigrationClass, ReadModel, SealedColumn } from '../../shared/database';
import { INTAKE_SEALED } from '../../shared/intake';
import type { Layout } from '../../shared/intake';
import type { ScopeRule, SubgraphGraph, SubjectRule } from '../../shared/subgraph';
import { componentScope } from './component/component.access';
import { PkhParticipationResolver } from './component/component.graph';
import { enrolmentScope } from './enrolment/enrolment.access';
import { EnrolmentResolver } from './enrolment/enrolment.graph';
import { EnrolmentHistoryResolver, EnrolmentStepsResolver } from './enrolment/enrolment-steps.graph';
import { findEnrolment } from './enrolment/enrolment.loader';
import { familyRef } from './family-ref/family-ref';
import { familyRefScope } from './family-ref/family-ref.access';
import { FamilyResolver } from './family-ref/family-ref.graph';
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
import { Graduation1761000001100 } from './migrations/graduation';
import { Ledger1761000001900 } from './migrations/ledger';
import { Participation1761000001002 } from './migrations/participation';
import { PlaceOfEnrolment1761000001020 } from './migrations/place-of-enrolment';
import { Restricted1761000001010 } from './migrations/restricted';
import { Steps1761000001025 } from './migrations/steps';
import { PaymentResolver, ProgramAidResolver } from './payment/payment.graph';
import { findPayment } from './payment/payment.loader';
import { personRef } from './person-ref/person-ref';
import { personRefScope } from './person-ref/person-ref.access';
import { PersonResolver } from './person-ref/person-ref.graph';
import { catalogueScope } from './program/program.access';
import { ProgramCombinationResolver, ProgramResolver } from './program/program.graph';
import { findProgram } from './program/program.loader';

/** Programs and their rules, participation of families, and payments. */
export const programs = {
  name: 'programs',
  resolvers: [
    ProgramResolver,
    ProgramCombinationResolver,
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
    ProgramAidResolver,
    FamilyResolver,
    PersonResolver,
  ],
  references: {
    Program: ({ code }, context) => findProgram(context, String(code)),
    Enrolment: ({ id }, context, info) => findEnrolment(context, String(id), info),
    Graduation: ({ id }, context, info) => findGraduation(context, String(id), info),
    Payment: ({ id }, context, info) => findPayment(context, String(id), info),
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
  ProgramAid: enrolmentScope,
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
  ProgramAid: { kind: 'family', property: 'familyId' },
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
  Graduation1761000001100,
  Ledger1761000001900,
];
export const programsReadModels: readonly ReadModel[] = [familyRef, personRef];
/** Every column that holds values sealed under a field key. */
export const programsSealedColumns: readonly SealedColumn[] = [
  { table: 'enrolment', column: 'card_sealed' },
  ...INTAKE_SEALED,
];
/** In the order in which the files have to arrive, after persons and families. */
export const programsLayouts: readonly Layout[] = [enrolmentsLayout, componentsLayout, paymentsLayout];
export { programsRowSecurity } from './row-security';
