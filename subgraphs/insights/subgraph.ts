import type { MigrationClass, ReadModel } from '../../shared/database';
import type { ScopeRule, SubgraphGraph, SubjectRule } from '../../shared/subgraph';
import { alertScope, auditScope } from './audit/table-audit';
import { TableAuditResolver } from './audit/table-audit.graph';
import { statTableScope } from './citation/stat-table.access';
import { StatTableResolver } from './citation/stat-table.graph';
import { StatCubeResolver, findStatCube } from './cube/catalogue.graph';
import { ExportResolver } from './export/export.graph';
import { Exports1761000106000 } from './migrations/exports';
import { Star1761000100000 } from './migrations/star';
import { Tables1761000100001 } from './migrations/tables';
import { questionScope } from './question/question.access';
import { SavedQuestionResolver } from './question/question.graph';

/** Protected statistics over all subgraphs. */
export const insights = {
  name: 'insights',
  resolvers: [StatCubeResolver, StatTableResolver, ExportResolver, SavedQuestionResolver, TableAuditResolver],
  references: { StatCube: ({ name }) => findStatCube(name) },
} satisfies SubgraphGraph;

/** Row scope by type name: what is here is public, or a table somebody composed. */
export const insightsScopes: Readonly<Record<string, ScopeRule>> = {
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
  Exports1761000106000,
];
export const insightsReadModels: readonly ReadModel[] = [];
export { insightsRowSecurity } from './row-security';
