import type { SubgraphName } from '../shared/config';
import type { DatabaseOptions, MigrationClass, ReadModel } from '../shared/database';
import type { ScopeRule, SubgraphGraph } from '../shared/subgraph';
import {
  beneficiaries,
  beneficiariesMigrations,
  beneficiariesScopes,
  beneficiariesTables,
} from '../subgraphs/beneficiaries/subgraph';

/** Everything a subgraph brings, in one place for whoever starts it. */
export interface SubgraphParts {
  readonly name: SubgraphName;
  readonly graph: SubgraphGraph;
  readonly scopes: Readonly<Record<string, ScopeRule>>;
  readonly tables: DatabaseOptions['tables'];
  readonly migrations: readonly MigrationClass[];
  readonly readModels: readonly ReadModel[];
}

/** The subgraphs that have landed, in the order their data is loaded. */
export const CATALOGUE: readonly SubgraphParts[] = [
  {
    name: 'beneficiaries',
    graph: beneficiaries,
    scopes: beneficiariesScopes,
    tables: beneficiariesTables,
    migrations: beneficiariesMigrations,
    readModels: [],
  },
];

/** The parts of one subgraph. */
export function getParts(name: SubgraphName): SubgraphParts {
  const parts = CATALOGUE.find((candidate) => candidate.name === name);
  if (!parts) throw new Error(`no subgraph ${name}`);
  return parts;
}
