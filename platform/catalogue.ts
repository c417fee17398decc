import type { SubgraphName } from '../shared/config';
import type { Database, DatabaseOptions, MigrationClass, ReadModel, SealedColumn } from '../shared/database';
import type { Layout } from '../shared/intake';
import type { ScopeRule, SubgraphGraph, SubgraphTools, SubjectRule } from '../shared/subgraph';
import {
  beneficiaries,
  beneficiariesLayouts,
  beneficiariesMigrations,
  beneficiariesScopes,
  beneficiariesSealedColumns,
  beneficiariesSubjects,
  beneficiariesTables,
  findBreakGlass,
} from '../subgraphs/beneficiaries/subgraph';
import {
  employers,
  employersLayouts,
  employersMigrations,
  employersReadModels,
  employersScopes,
  employersSealedColumns,
  employersSubjects,
  employersTables,
} from '../subgraphs/employers/subgraph';
import {
  gatherLedger,
  oversight,
  oversightMigrations,
  oversightReadModels,
  oversightScopes,
  oversightSubjects,
} from '../subgraphs/oversight/subgraph';
import {
  programs,
  programsLayouts,
  programsMigrations,
  programsReadModels,
  programsScopes,
  programsSealedColumns,
  programsSubjects,
  programsTables,
} from '../subgraphs/programs/subgraph';

/** Everything a subgraph brings, in one place for whoever starts it. */
export interface SubgraphParts {
  readonly name: SubgraphName;
  readonly graph: SubgraphGraph;
  readonly scopes: Readonly<Record<string, ScopeRule>>;
  readonly subjects: Readonly<Record<string, SubjectRule>>;
  /** Under which emergency access a fetch read, where rows can be opened in one. */
  readonly findBreakGlass?: SubgraphTools['findBreakGlass'];
  readonly tables: DatabaseOptions['tables'];
  readonly migrations: readonly MigrationClass[];
  readonly readModels: readonly ReadModel[];
  /** How it takes over the read ledgers of all schemas, where that is its task. */
  readonly gather?: (source: Database, own: Database) => Promise<number>;
  /** Registry files it takes in, in the order they have to arrive. */
  readonly layouts: readonly Layout[];
  /** Every column sealed under the field ring: what a rotation of it has to seal anew. */
  readonly sealedColumns: readonly SealedColumn[];
}

/** The subgraphs that have landed, in the order their data is loaded. */
export const CATALOGUE: readonly SubgraphParts[] = [
  {
    name: 'beneficiaries',
    graph: beneficiaries,
    scopes: beneficiariesScopes,
    subjects: beneficiariesSubjects,
    findBreakGlass,
    tables: beneficiariesTables,
    migrations: beneficiariesMigrations,
    readModels: [],
    layouts: beneficiariesLayouts,
    sealedColumns: beneficiariesSealedColumns,
  },
  {
    name: 'programs',
    graph: programs,
    scopes: programsScopes,
    subjects: programsSubjects,
    tables: programsTables,
    migrations: programsMigrations,
    readModels: programsReadModels,
    layouts: programsLayouts,
    sealedColumns: programsSealedColumns,
  },
  {
    name: 'employers',
    graph: employers,
    scopes: employersScopes,
    subjects: employersSubjects,
    tables: employersTables,
    migrations: employersMigrations,
    readModels: employersReadModels,
    layouts: employersLayouts,
    sealedColumns: employersSealedColumns,
  },
  {
    name: 'oversight',
    graph: oversight,
    scopes: oversightScopes,
    subjects: oversightSubjects,
    tables: [],
    migrations: oversightMigrations,
    readModels: oversightReadModels,
    gather: gatherLedger,
    layouts: [],
    sealedColumns: [],
  },
];

/** The parts of one subgraph. */
export function getParts(name: SubgraphName): SubgraphParts {
  const parts = CATALOGUE.find((candidate) => candidate.name === name);
  if (!parts) throw new Error(`no subgraph ${name}`);
  return parts;
}
