import type { MigrationClass, ReadModel } from '../../shared/database';
import type { ScopeRule, SubgraphGraph, SubjectRule } from '../../shared/subgraph';
import { StatCubeResolver, findStatCube } from './cube/catalogue.graph';
import { Star1761000100000 } from './migrations/star';
import { StarPrograms1761000102000 } from './migrations/star-programs';
import { StarTariffs1761000102050 } from './migrations/star-tariffs';
import { businessCases } from './star/business';
import { enrolments } from './star/enrolment';
import { graduations } from './star/graduation';
import { kubes } from './star/kube';
import { payments } from './star/payment';
import { tariffs } from './star/tariff';

/** Protected statistics over all subgraphs. */
export const insights = {
  name: 'insights',
  resolvers: [StatCubeResolver],
  references: { StatCube: ({ name }) => findStatCube(name) },
} satisfies SubgraphGraph;

/** Row scope by type name: what is here is public, or a table somebody composed. */
export const insightsScopes: Readonly<Record<string, ScopeRule>> = {};

/** Nothing here is about a person by id. */
export const insightsSubjects: Readonly<Record<string, SubjectRule>> = {};

export const insightsMigrations: readonly MigrationClass[] = [
  Star1761000100000,
  StarPrograms1761000102000,
  StarTariffs1761000102050,
];
export const insightsReadModels: readonly ReadModel[] = [
  businessCases,
  enrolments,
  graduations,
  kubes,
  payments,
  tariffs,
];
export { insightsRowSecurity } from './row-security';
