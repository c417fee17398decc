import type { MigrationClass, ReadModel } from '../../shared/database';
import type { ScopeRule, SubgraphGraph, SubjectRule } from '../../shared/subgraph';
import { StatCubeResolver, findStatCube } from './cube/catalogue.graph';
import { Star1761000100000 } from './migrations/star';
import { StarSentra1761000103100 } from './migrations/star-sentra';
import { devices } from './star/device';
import { serviceCases } from './star/service-case';
import { ska } from './star/ska';

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

export const insightsMigrations: readonly MigrationClass[] = [Star1761000100000, StarSentra1761000103100];
export const insightsReadModels: readonly ReadModel[] = [devices, serviceCases, ska];
export { insightsRowSecurity } from './row-security';
