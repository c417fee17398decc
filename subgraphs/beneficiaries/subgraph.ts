import type { Database, DatabaseOptions, MigrationClass, ReadModel, SealedColumn } from '../../shared/database';
import { INTAKE_SEALED } from '../../shared/intake';
import type { Layout } from '../../shared/intake';
import type { ScopeRule, SubgraphGraph, SubjectRule } from '../../shared/subgraph';
import { changeRequestScope } from './change-request/change-request.access';
import { ChangeRequestResolver } from './change-request/change-request.graph';
import { ChangeRequestStepsResolver } from './change-request/change-request-steps.graph';
import { findChangeRequest } from './change-request/change-request.loader';
import { caseRef } from './case-ref/case-ref';
import { FairnessResolver } from './fairness/fairness.graph';
import { referralRef } from './fairness/referral-ref';
import { DuplicateDecisionResolver } from './duplicate/decision.graph';
import { duplicateScope } from './duplicate/duplicate.access';
import { DuplicateResolver } from './duplicate/duplicate.graph';
import { findCandidate as findDuplicate } from './duplicate/duplicate.loader';
import { familyScope } from './family/family.access';
import { FamilyResolver } from './family/family.graph';
import { findFamily } from './family/family.loader';
import { grantScope } from './emergency/break-glass.access';
import { BreakGlassResolver } from './emergency/break-glass.graph';
import { RevealResolver } from './emergency/reveal.graph';
import { ChangeRequest1761000000800 } from './migrations/change-request';
import { CaseRef1761000003500 } from './migrations/case-ref';
import { Consent1761000000700 } from './migrations/consent';
import { ConsentReminder1761000003520 } from './migrations/consent-reminder';
import { Duplicate1761000000200 } from './migrations/duplicate';
import { Emergency1761000000500 } from './migrations/emergency';
import { Right1761000000600 } from './migrations/right';
import { civilLayout } from './intake/civil.layout';
import { familiesLayout } from './intake/families.layout';
import { personsLayout } from './intake/persons.layout';
import { Ledger1761000000900 } from './migrations/ledger';
import { Fairness1761000003510 } from './migrations/fairness';
import { Intake1761000000100 } from './migrations/intake';
import { Registry1761000000000 } from './migrations/registry';
import { personScope, rightScope } from './person/person.access';
import { PersonResolver } from './person/person.graph';
import { findPerson } from './person/person.loader';
import { PersonSearchResolver } from './person/search.graph';
import { RegionIntegrityResolver } from './quality/integrity.graph';
import { erasureScope } from './right/right.access';
import { RightResolver } from './right/right.graph';
import { regionScope } from './region/region.access';
import { RegionResolver } from './region/region.graph';
import { findRegion } from './region/region.loader';
import { consentScope } from './consent/consent.access';
import { ConsentResolver, ConsentsOfPersonResolver } from './consent/consent.graph';
import { ConsentStepsResolver } from './consent/consent-steps.graph';
import { findConsent } from './consent/consent.loader';
import { endConsentsThatAreOver } from './consent/end';
import { CANDIDATE_SUBJECT, WORK_HISTORY_SUBJECT, candidateScope } from './candidate/candidate.access';
import { Candidate, CandidateResolver } from './candidate/candidate.graph';
import { findCandidate } from './candidate/candidate.loader';
import { requestedFieldsOn } from '../../shared/subgraph';

/** The registry: persons, families, regions, and the quality of what is known about them. */
export const beneficiaries = {
  name: 'beneficiaries',
  resolvers: [
    PersonResolver,
    FamilyResolver,
    RegionResolver,
    RegionIntegrityResolver,
    PersonSearchResolver,
    DuplicateResolver,
    DuplicateDecisionResolver,
    BreakGlassResolver,
    RevealResolver,
    RightResolver,
    ChangeRequestResolver,
    ChangeRequestStepsResolver,
    ConsentResolver,
    ConsentsOfPersonResolver,
    ConsentStepsResolver,
    CandidateResolver,
    FairnessResolver,
  ],
  // No field here leads to one.
  orphanedTypes: [Candidate],
  references: {
    Person: ({ id }, context, info) => findPerson(context, String(id), info),
    Family: ({ id }, context, info) => findFamily(context, String(id), info),
    DuplicateCandidate: ({ id }, context, info) => findDuplicate(context, String(id), info),
    ChangeRequest: ({ id }, context, info) => findChangeRequest(context, String(id), info),
    Consent: ({ id }, context, info) => findConsent(context, String(id), info),
    Candidate: (reference, context, info) => findCandidate(context, reference, info),
    Region: ({ code }, context, info) => findRegion(context, String(code), requestedFieldsOn(info, 'Region')),
  },
} satisfies SubgraphGraph;

/** Row scope by type name; the value types inside a family follow the family. */
export const beneficiariesScopes: Readonly<Record<string, ScopeRule>> = {
  Person: personScope,
  Family: familyScope,
  DesilEntry: familyScope,
  Housing: familyScope,
  Assets: familyScope,
  Region: regionScope,
  DuplicateCandidate: duplicateScope,
  DuplicateReason: duplicateScope,
  DuplicateEvent: duplicateScope,
  DuplicateMerge: duplicateScope,
  ComparedField: duplicateScope,
  BreakGlassGrant: grantScope,
  DataExport: rightScope,
  ProcessingRestriction: rightScope,
  ErasureRequest: erasureScope,
  ChangeRequest: changeRequestScope,
  ChangeRequestEvent: changeRequestScope,
  PersonChanges: changeRequestScope,
  PersonAddressChange: changeRequestScope,
  PersonPhoneChange: changeRequestScope,
  MaritalStatusChange: changeRequestScope,
  SchoolingChange: changeRequestScope,
  BusinessSectorChange: changeRequestScope,
  PersonCodeChange: changeRequestScope,
  FamilyChanges: changeRequestScope,
  FamilyAddressChange: changeRequestScope,
  HousingChange: changeRequestScope,
  Consent: consentScope,
  ConsentEvent: consentScope,
  Candidate: candidateScope,
  WorkHistory: candidateScope,
};

/** Whose record a row is, by type name. */
export const beneficiariesSubjects: Readonly<Record<string, SubjectRule>> = {
  Person: { kind: 'person', property: 'id' },
  Family: { kind: 'family', property: 'id' },
  DesilEntry: { kind: 'family', property: 'familyId' },
  Housing: { kind: 'family', property: 'familyId' },
  Assets: { kind: 'family', property: 'familyId' },
  DataExport: { kind: 'person', property: 'personId' },
  ChangeRequest: { kind: 'family', property: 'familyId' },
  ChangeRequestEvent: { kind: 'family', property: 'familyId' },
  PersonChanges: { kind: 'person', property: 'personId' },
  PersonAddressChange: { kind: 'person', property: 'personId' },
  PersonPhoneChange: { kind: 'person', property: 'personId' },
  MaritalStatusChange: { kind: 'person', property: 'personId' },
  SchoolingChange: { kind: 'person', property: 'personId' },
  BusinessSectorChange: { kind: 'person', property: 'personId' },
  PersonCodeChange: { kind: 'person', property: 'personId' },
  FamilyChanges: { kind: 'family', property: 'familyId' },
  FamilyAddressChange: { kind: 'family', property: 'familyId' },
  HousingChange: { kind: 'family', property: 'familyId' },
  Consent: { kind: 'person', property: 'personId' },
  ConsentEvent: { kind: 'person', property: 'personId' },
  Candidate: CANDIDATE_SUBJECT,
  WorkHistory: WORK_HISTORY_SUBJECT,
};

export { findBreakGlass } from './emergency/grant';

export const beneficiariesTables: DatabaseOptions['tables'] = [];
export const beneficiariesMigrations: readonly MigrationClass[] = [
  Registry1761000000000,
  Intake1761000000100,
  Duplicate1761000000200,
  Emergency1761000000500,
  Right1761000000600,
  Consent1761000000700,
  ChangeRequest1761000000800,
  Ledger1761000000900,
  CaseRef1761000003500,
  Fairness1761000003510,
  ConsentReminder1761000003520,
];
export const beneficiariesReadModels: readonly ReadModel[] = [caseRef, referralRef];
/** What has to be done once a day. */
export const beneficiariesJobs = [
  { name: 'consents:end', every: 'DAY' as const, run: (database: Database) => endConsentsThatAreOver(database) },
];
/** Every column that holds values sealed under a field key. */
export const beneficiariesSealedColumns: readonly SealedColumn[] = [
  { table: 'family', column: 'kk_sealed' },
  { table: 'person', column: 'nik_sealed' },
  { table: 'change_request', column: 'changes_sealed' },
  { table: 'consent', column: 'account_sealed' },
  { table: 'consent', column: 'bpjs_sealed' },
  ...INTAKE_SEALED,
];
/** In the order in which the files have to arrive. */
export const beneficiariesLayouts: readonly Layout[] = [familiesLayout, personsLayout, civilLayout];
export { beneficiariesRepublished } from './republished';
export { beneficiariesRowSecurity } from './row-security';
