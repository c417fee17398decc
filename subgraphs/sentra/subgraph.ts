import type { DatabaseOptions, MigrationClass, ReadModel, SealedColumn } from '../../shared/database';
import type { Layout } from '../../shared/intake';
import { requestedFieldsOn } from '../../shared/subgraph';
import type { ScopeRule, SubgraphGraph, SubjectRule } from '../../shared/subgraph';
import { caseScope, skillScope, writtenScope } from './case/case.access';
import { CaseFileMutations } from './case/case-file.graph';
import { CaseFileResolver, CaseResolver } from './case/case.graph';
import { findCase } from './case/case.loader';
import { CaseStepsResolver } from './case/case-steps.graph';
import { centreScope } from './centre/centre.access';
import { CentreResolver } from './centre/centre.graph';
import { findCentre } from './centre/centre.loader';
import { deviceHistoryScope, deviceScope, needScope, publicDeviceScope, stockScope } from './device/device.access';
import { DeviceResolver } from './device/device.graph';
import { findDevice } from './device/device.loader';
import { DeviceStepsResolver } from './device/device-steps.graph';
import { DeviceCountResolver, StockOfCentreResolver } from './device/stock.graph';
import { NeedResolver } from './device-need/need.graph';
import { findNeed } from './device-need/need.loader';
import { NeedStepsResolver } from './device-need/need-steps.graph';
import { TeamResolver, TeamsOfCentreResolver } from './device-team/team.graph';
import { Cases1761000003010 } from './migrations/cases';
import { CentreRows1761000003001 } from './migrations/centre-rows';
import { Centres1761000003000 } from './migrations/centres';
import { Devices1761000003030 } from './migrations/devices';
import { JobProfile1761000003300 } from './migrations/job-profile';
import { Ledger1761000003900 } from './migrations/ledger';
import { Placements1761000003400 } from './migrations/placements';
import { Statistics1761000103000 } from './migrations/statistics';
import { personRef } from './person-ref/person-ref';
import { personRefScope } from './person-ref/person-ref.access';
import { PersonResolver } from './person-ref/person-ref.graph';
import { referralRef } from './placement/referral-ref';
import { SkaMonthResolver, SkaOfCentreResolver, SkaResolver } from './ska/ska.graph';
import { skaScope } from './ska/ska.access';
import { Ska1761000003020 } from './migrations/ska';
import { protectionScope } from './protection/protection.access';

/** The rehabilitation centres of the ministry, and what they do for people. */
export const sentra = {
  name: 'sentra',
  resolvers: [
    CentreResolver,
    CaseResolver,
    CaseFileResolver,
    CaseStepsResolver,
    CaseFileMutations,
    PersonResolver,
    SkaResolver,
    SkaMonthResolver,
    SkaOfCentreResolver,
    DeviceResolver,
    DeviceStepsResolver,
    DeviceCountResolver,
    StockOfCentreResolver,
    NeedResolver,
    NeedStepsResolver,
    TeamResolver,
    TeamsOfCentreResolver,
  ],
  references: {
    Centre: ({ id }, context, info) => findCentre(context, String(id), requestedFieldsOn(info, 'Centre')),
    ServiceCase: ({ id }, context, info) => findCase(context, String(id), info),
    Device: ({ id }, context, info) => findDevice(context, String(id), info),
    DeviceNeed: ({ id }, context, info) => findNeed(context, String(id), info),
    // Places and persons are the registry's: what hangs on them here has a row scope of its own.
    Region: ({ code }) => ({ code }),
    Person: ({ id }) => ({ id }),
  },
} satisfies SubgraphGraph;

/** Row scope by type name. */
export const sentraScopes: Readonly<Record<string, ScopeRule>> = {
  Centre: centreScope,
  ServiceCase: caseScope,
  ServiceCaseEvent: writtenScope,
  CaseProtection: protectionScope,
  Assessment: writtenScope,
  ServicePlan: writtenScope,
  TrainingSession: writtenScope,
  CaseNote: writtenScope,
  Certificate: skillScope,
  JobProfile: skillScope,
  JobSkill: skillScope,
  Person: personRefScope,
  Ska: skaScope,
  SkaMonth: skaScope,
  Device: deviceScope,
  DeviceEvent: deviceHistoryScope,
  DeviceNeed: needScope,
  DeviceNeedEvent: needScope,
  DeviceStock: stockScope,
  DeviceTeam: publicDeviceScope,
  DeviceCount: publicDeviceScope,
};

const ofPerson = { kind: 'person', property: 'personId' } as const;

/** Whose record a row is, by type name: a case is about nobody known until the intake. */
export const sentraSubjects: Readonly<Record<string, SubjectRule>> = {
  ServiceCase: ofPerson,
  ServiceCaseEvent: ofPerson,
  CaseProtection: ofPerson,
  Assessment: ofPerson,
  ServicePlan: ofPerson,
  TrainingSession: ofPerson,
  CaseNote: ofPerson,
  Certificate: ofPerson,
  Device: ofPerson,
  DeviceEvent: ofPerson,
  DeviceNeed: ofPerson,
  DeviceNeedEvent: ofPerson,
  // Counts of devices and of people, about nobody among them.
  DeviceStock: ofPerson,
  Person: { kind: 'person', property: 'id' },
};

export const sentraTables: DatabaseOptions['tables'] = [];
export const sentraMigrations: readonly MigrationClass[] = [
  Centres1761000003000,
  CentreRows1761000003001,
  Cases1761000003010,
  Ska1761000003020,
  Devices1761000003030,
  JobProfile1761000003300,
  Placements1761000003400,
  Ledger1761000003900,
  Statistics1761000103000,
];
export const sentraReadModels: readonly ReadModel[] = [personRef, referralRef];
/** Every column that holds values sealed under a field key. */
export const sentraSealedColumns: readonly SealedColumn[] = [{ table: 'certificate', column: 'number_sealed' }];
/** Nothing here comes from a registry file. */
export const sentraLayouts: readonly Layout[] = [];
export { sentraRepublished } from './republished';
export { sentraRowSecurity } from './row-security';
