import type { SubgraphName } from '../shared/config';
import type {
  Database,
  DatabaseOptions,
  MigrationClass,
  ReadModel,
  Republished,
  RowSecurity,
  SealedColumn,
} from '../shared/database';
import type { Layout } from '../shared/intake';
import type { AnyMachine } from '../shared/machine';
import type { TimedJob } from './jobs';
import type { ScopeRule, SubgraphGraph, SubgraphTools, SubjectRule } from '../shared/subgraph';
import { BENEFICIARIES_MACHINES } from '../subgraphs/beneficiaries/machines';
import {
  beneficiaries,
  beneficiariesJobs,
  beneficiariesLayouts,
  beneficiariesMigrations,
  beneficiariesReadModels,
  beneficiariesRepublished,
  beneficiariesRowSecurity,
  beneficiariesScopes,
  beneficiariesSealedColumns,
  beneficiariesSubjects,
  beneficiariesTables,
  findBreakGlass,
} from '../subgraphs/beneficiaries/subgraph';
import {
  employers,
  employersJobs,
  employersLayouts,
  employersMigrations,
  employersRowSecurity,
  employersReadModels,
  employersRepublished,
  employersScopes,
  employersSealedColumns,
  employersSubjects,
  employersTables,
} from '../subgraphs/employers/subgraph';
import { EMPLOYERS_MACHINES } from '../subgraphs/employers/machines';
import {
  closeDesk,
  insights,
  insightsJobs,
  insightsMigrations,
  insightsReadModels,
  insightsRowSecurity,
  insightsScopes,
  insightsSubjects,
} from '../subgraphs/insights/subgraph';
import { BREACH_MACHINE } from '../subgraphs/oversight/breach/breach';
import {
  gatherLedger,
  oversight,
  oversightMigrations,
  oversightRowSecurity,
  oversightReadModels,
  oversightScopes,
  oversightSubjects,
} from '../subgraphs/oversight/subgraph';
import { PROGRAMS_MACHINES } from '../subgraphs/programs/machines';
import {
  programs,
  programsLayouts,
  programsMigrations,
  programsRowSecurity,
  programsReadModels,
  programsRepublished,
  programsScopes,
  programsSealedColumns,
  programsSubjects,
  programsTables,
} from '../subgraphs/programs/subgraph';
import { SENTRA_MACHINES } from '../subgraphs/sentra/machines';
import {
  sentra,
  sentraLayouts,
  sentraMigrations,
  sentraReadModels,
  sentraRepublished,
  sentraRowSecurity,
  sentraScopes,
  sentraSealedColumns,
  sentraSubjects,
  sentraTables,
} from '../subgraphs/sentra/subgraph';

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
  readonly rowSecurity: RowSecurity;
  /** What it tells once more to readers that came later. */
  readonly republished?: Republished;
  readonly readModels: readonly ReadModel[];
  /** How it takes over the read ledgers of all schemas, where that is its task. */
  readonly gather?: (source: Database, own: Database) => Promise<number>;
  /** What it has opened besides its database, and ends before that. */
  readonly close?: (database: Database) => Promise<void>;
  /** What it has to do as time passes. */
  readonly jobs?: readonly TimedJob[];
  /** Registry files it takes in, in the order they have to arrive. */
  readonly layouts: readonly Layout[];
  /** Its state machines, for documents and tests. */
  readonly machines: readonly AnyMachine[];
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
    rowSecurity: beneficiariesRowSecurity,
    republished: beneficiariesRepublished,
    readModels: beneficiariesReadModels,
    jobs: beneficiariesJobs,
    layouts: beneficiariesLayouts,
    machines: BENEFICIARIES_MACHINES.map(({ machine }) => machine),
    sealedColumns: beneficiariesSealedColumns,
  },
  {
    name: 'programs',
    graph: programs,
    scopes: programsScopes,
    subjects: programsSubjects,
    tables: programsTables,
    migrations: programsMigrations,
    rowSecurity: programsRowSecurity,
    republished: programsRepublished,
    readModels: programsReadModels,
    layouts: programsLayouts,
    machines: PROGRAMS_MACHINES.map(({ machine }) => machine),
    sealedColumns: programsSealedColumns,
  },
  {
    name: 'sentra',
    graph: sentra,
    scopes: sentraScopes,
    subjects: sentraSubjects,
    tables: sentraTables,
    migrations: sentraMigrations,
    rowSecurity: sentraRowSecurity,
    republished: sentraRepublished,
    readModels: sentraReadModels,
    layouts: sentraLayouts,
    machines: SENTRA_MACHINES.map(({ machine }) => machine),
    sealedColumns: sentraSealedColumns,
  },
  {
    name: 'employers',
    graph: employers,
    scopes: employersScopes,
    subjects: employersSubjects,
    tables: employersTables,
    migrations: employersMigrations,
    rowSecurity: employersRowSecurity,
    republished: employersRepublished,
    readModels: employersReadModels,
    jobs: employersJobs,
    layouts: employersLayouts,
    machines: EMPLOYERS_MACHINES.map(({ machine }) => machine),
    sealedColumns: employersSealedColumns,
  },
  {
    name: 'insights',
    graph: insights,
    scopes: insightsScopes,
    subjects: insightsSubjects,
    tables: [],
    migrations: insightsMigrations,
    rowSecurity: insightsRowSecurity,
    readModels: insightsReadModels,
    jobs: insightsJobs,
    close: closeDesk,
    layouts: [],
    machines: [],
    sealedColumns: [],
  },
  {
    name: 'oversight',
    graph: oversight,
    scopes: oversightScopes,
    subjects: oversightSubjects,
    tables: [],
    migrations: oversightMigrations,
    rowSecurity: oversightRowSecurity,
    readModels: oversightReadModels,
    gather: gatherLedger,
    layouts: [],
    machines: [BREACH_MACHINE],
    sealedColumns: [],
  },
];

/** The parts of one subgraph. */
export function getParts(name: SubgraphName): SubgraphParts {
  const parts = CATALOGUE.find((candidate) => candidate.name === name);
  if (!parts) throw new Error(`no subgraph ${name}`);
  return parts;
}
