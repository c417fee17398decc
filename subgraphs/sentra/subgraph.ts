import type { DatabaseOptions, MigrationClass, ReadModel, SealedColumn } from '../../shared/database';
import type { Layout } from '../../shared/intake';
import { requestedFieldsOn } from '../../shared/subgraph';
import type { ScopeRule, SubgraphGraph, SubjectRule } from '../../shared/subgraph';
import { centreScope } from './centre/centre.access';
import { CentreResolver } from './centre/centre.graph';
import { findCentre } from './centre/centre.loader';
import { CentreRows1761000003001 } from './migrations/centre-rows';
import { Centres1761000003000 } from './migrations/centres';
import { Ledger1761000003900 } from './migrations/ledger';

/** The rehabilitation centres of the ministry. */
export const sentra = {
  name: 'sentra',
  resolvers: [CentreResolver],
  references: {
    Centre: ({ id }, context, info) => findCentre(context, String(id), requestedFieldsOn(info, 'Centre')),
    // Places are the registry's.
    Region: ({ code }) => ({ code }),
  },
} satisfies SubgraphGraph;

/** Row scope by type name. */
export const sentraScopes: Readonly<Record<string, ScopeRule>> = { Centre: centreScope };

/** Whose record a row is, by type name. */
export const sentraSubjects: Readonly<Record<string, SubjectRule>> = {};

export const sentraTables: DatabaseOptions['tables'] = [];
export const sentraMigrations: readonly MigrationClass[] = [
  Centres1761000003000,
  CentreRows1761000003001,
  Ledger1761000003900,
];
export const sentraReadModels: readonly ReadModel[] = [];
/** Every column that holds values sealed under a field key. */
export const sentraSealedColumns: readonly SealedColumn[] = [];
/** Nothing here comes from a registry file. */
export const sentraLayouts: readonly Layout[] = [];
export { sentraRowSecurity } from './row-security';
