import type { Database, MigrationClass, ReadModel } from '../../shared/database';
import type { ScopeRule, SubgraphGraph, SubjectRule } from '../../shared/subgraph';
import { alertScope, auditScope } from './audit/table-audit';
import { TableAuditResolver } from './audit/table-audit.graph';
import { statTableScope } from './citation/stat-table.access';
import { StatTableResolver } from './citation/stat-table.graph';
import { CUBES } from './cube/catalogue';
import { StatCubeResolver, findStatCube } from './cube/catalogue.graph';
import { ExportResolver } from './export/export.graph';
import { Exports1761000106000 } from './migrations/exports';
import { Snapshot1761000105000 } from './migrations/snapshot';
import { Star1761000100000 } from './migrations/star';
import { StarEmployers1761000104100 } from './migrations/star-employers';
import { StarPrograms1761000102000 } from './migrations/star-programs';
import { StarRegistry1761000101100 } from './migrations/star-registry';
import { StarSentra1761000103100 } from './migrations/star-sentra';
import { StarTariffs1761000102050 } from './migrations/star-tariffs';
import { Tables1761000100001 } from './migrations/tables';
import { questionScope } from './question/question.access';
import { SavedQuestionResolver } from './question/question.graph';
import { PkhSimulationResolver } from './simulation/pkh-cost.graph';
import { businessCaseStar } from './star/business';
import { consentStar } from './star/consent';
import { deviceStar } from './star/device';
import { employerStar, referralStar, vacancyStar } from './star/employers';
import { enrolmentStar } from './star/enrolment';
import { graduationStar } from './star/graduation';
import { kubeStar } from './star/kube';
import { paymentStar } from './star/payment';
import { personStar } from './star/registry';
import { changeRequestStar, revealStar } from './star/registry-work';
import { serviceCaseStar } from './star/service-case';
import { skaStar } from './star/ska';
import { tariffStar } from './star/tariff';
import { cubeResolver } from './table/cube.graph';
import { SnapshotsResolver } from './table/snapshots.graph';
import { buildMonthly } from './snapshot/monthly';
import { carriedResolvers } from './table/region-stats.graph';
import { tableScope } from './table/table.access';

/** Protected statistics over all subgraphs. */
export const insights = {
  name: 'insights',
  resolvers: [
    StatCubeResolver,
    StatTableResolver,
    ExportResolver,
    SavedQuestionResolver,
    SnapshotsResolver,
    TableAuditResolver,
    PkhSimulationResolver,
    ...CUBES.map(cubeResolver),
    ...carriedResolvers(CUBES),
  ],
  references: {
    StatCube: ({ name }) => findStatCube(name),
    Region: ({ code }) => ({ code }),
    Program: ({ code }) => ({ code }),
  },
} satisfies SubgraphGraph;

/** Row scope by type name: what is here is public, or a table somebody composed. */
export const insightsScopes: Readonly<Record<string, ScopeRule>> = {
  Query: tableScope,
  Region: tableScope,
  Program: tableScope,
  StatTable: statTableScope,
  SavedQuestion: questionScope,
  TableAudit: auditScope,
  TableAlert: alertScope,
};

/** Nothing here is about a person by id. */
export const insightsSubjects: Readonly<Record<string, SubjectRule>> = {};

export const insightsMigrations: readonly MigrationClass[] = [
  Star1761000100000,
  Tables1761000100001,
  StarRegistry1761000101100,
  StarPrograms1761000102000,
  StarTariffs1761000102050,
  StarSentra1761000103100,
  StarEmployers1761000104100,
  Snapshot1761000105000,
  Exports1761000106000,
];
export const insightsReadModels: readonly ReadModel[] = [
  businessCaseStar,
  changeRequestStar,
  consentStar,
  deviceStar,
  employerStar,
  enrolmentStar,
  graduationStar,
  kubeStar,
  paymentStar,
  personStar,
  referralStar,
  revealStar,
  serviceCaseStar,
  skaStar,
  tariffStar,
  vacancyStar,
];
/** The snapshot of a month, built when its read models are complete; see `buildMonthly`. */
export function buildMonthSnapshot(database: Database, folder: string, asOf?: string): Promise<number> {
  return buildMonthly(database, folder, { models: insightsReadModels, asOf });
}
/** What has to be done as time passes; it is asked every day whether a month has begun. */
export const insightsJobs = [
  {
    name: 'insights:snapshot',
    every: 'DAY' as const,
    run: (database: Database, folder: string) => buildMonthSnapshot(database, folder),
  },
];
export { insightsRowSecurity } from './row-security';
export { closeDesk } from './table/desk';
