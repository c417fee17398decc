import { createHash } from 'node:crypto';
import type { ApolloServer } from '@apollo/server';
import {
  admitting,
  createExecutor,
  createGateway,
  createHolder,
  createPurse,
  createServer,
  loadSupergraph,
  recording,
} from '../../gateway';
import type { BudgetStore, ExecutorHolder, SubgraphLink } from '../../gateway';
import type { GatewayContext } from '../../gateway/context';
import { openGatewayMember } from '../../platform/budget/member';
import { budgetUrl, openGatewayStore } from '../../platform/budget/store';
import { readSupergraph } from '../../platform/front';
import { startRelay } from '../../platform/relay';
import type { Relay, RelayMember } from '../../platform/relay';
import { inProcessLink } from '../../platform/links';
import { openSubgraphs } from '../../platform/subgraphs';
import type { RunningSubgraph } from '../../platform/subgraphs';
import { PURPOSES_OF } from '../../shared/access';
import { PUBLIC_VIEWER } from '../../shared/viewer';
import type { Role, Viewer } from '../../shared/viewer';
import { openEmptyDatabase } from './database';
import type { TestDatabase } from './database';

/** An answer of the graph, with what it cost. */
export interface Answer<Data = Record<string, unknown>> {
  readonly data: Data | null | undefined;
  readonly errors: readonly {
    message: string;
    path?: readonly (string | number)[];
    extensions: Record<string, unknown>;
  }[];
  readonly access: readonly { coordinate: string; grade: string; reason: string }[];
  /** SQL statements that reached PostgreSQL. */
  readonly statements: readonly string[];
  /** Subgraphs asked, one entry a fetch. */
  readonly fetches: readonly string[];
}

/** The whole platform in this process: real database, every subgraph, the gateway. */
export interface TestPlatform extends AsyncDisposable {
  readonly database: TestDatabase;
  readonly subgraphs: readonly RunningSubgraph[];
  readonly relay: Relay;
  /** The gateways' own schema. */
  readonly gateway: RelayMember;
  readonly server: ApolloServer<GatewayContext>;
  readonly holder: ExecutorHolder;
  /** What went to the log as a fault. */
  readonly faults: readonly unknown[];
  /** `Data` is what the test knows its own query to answer. */
  ask<Data = Record<string, unknown>>(
    viewer: Viewer,
    query: string,
    variables?: Record<string, unknown>,
  ): Promise<Answer<Data>>;
  /** The running subgraph of a name, for tests of one subgraph alone. */
  subgraph(name: string): RunningSubgraph;
  stop(): Promise<void>;
}

/** Costs are counted, budgets never end: a test asks more in a second than a person in an hour. */
const ENDLESS: BudgetStore = { reserve: async () => true };

export interface TestPlatformOptions {
  /** false: the gateway asks for everything, and the subgraphs decide alone. Default true. */
  readonly isNarrowed?: boolean;
  readonly budgets?: BudgetStore;
}

/** Starts the platform on a database; an empty one if none is given. Stopping it drops the database. */
export async function startTestPlatform(
  database?: TestDatabase,
  { isNarrowed = true, budgets = ENDLESS }: TestPlatformOptions = {},
): Promise<TestPlatform> {
  const own = database ?? (await openEmptyDatabase());
  const subgraphs = await openSubgraphs(own.adminUrl, own.config);
  const statements: string[] = [];
  for (const running of subgraphs) running.database.onStatement((text) => statements.push(text));
  const links: SubgraphLink[] = subgraphs.map(inProcessLink);
  const faults: unknown[] = [];
  const log = ({ error }: { readonly error: unknown }) => faults.push(error);
  const admission = { budgets, hashAccount: hashText, mode: 'demo' } as const;
  const purse = createPurse(admission);
  const gateway = await openGatewayMember(own.adminUrl, own.config);
  const store = openGatewayStore(budgetUrl({ ...own.config, databaseUrl: own.adminUrl }), own.config.keys.ledger);
  const access = isNarrowed ? { isSynthetic: true } : undefined;
  const holder = createHolder(readSupergraph(), (sdl) => {
    const executor = createExecutor({ supergraph: loadSupergraph(sdl), links, log, access });
    return recording(admitting(executor, admission, purse), store.refusals);
  });
  const server = await createServer({ gateway: createGateway(holder), log });
  const members = subgraphs.map(({ parts, database: opened }) => ({ ...parts, database: opened }));
  const relay = startRelay([...members, gateway]);

  const stop = async () => {
    await relay.stop();
    await server.stop();
    await store.stop();
    await Promise.all([gateway.database.close(), ...subgraphs.map((running) => running.close())]);
    await own.drop();
  };
  return {
    database: own,
    subgraphs,
    relay,
    gateway,
    server,
    holder,
    faults,
    subgraph: (name) => getRunning(subgraphs, name),
    ask: (viewer, query, variables) => ask(server, statements, viewer, query, variables),
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

/** As the product hashes accounts, with a key that is none. */
export function hashText(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A viewer of a role, with just the claims a test gives, and a purpose the role reads for. */
export function viewerOf(role: Role, claims: Partial<Viewer> = {}): Viewer {
  const [purpose] = PURPOSES_OF[role] === 'ANY' ? [] : PURPOSES_OF[role];
  return { ...PUBLIC_VIEWER, subject: `test ${role.toLowerCase()}`, role, ...(purpose && { purpose }), ...claims };
}

function getRunning(subgraphs: readonly RunningSubgraph[], name: string): RunningSubgraph {
  const running = subgraphs.find(({ parts }) => parts.name === name);
  if (!running) throw new Error(`no subgraph ${name}`);
  return running;
}

async function ask<Data>(
  server: ApolloServer<GatewayContext>,
  statements: string[],
  viewer: Viewer,
  query: string,
  variables?: Record<string, unknown>,
): Promise<Answer<Data>> {
  const before = statements.length;
  const contextValue: GatewayContext = { viewer, correlationId: 'test', access: new Map(), fetches: [] };
  const { body } = await server.executeOperation({ query, variables }, { contextValue });
  if (body.kind !== 'single') throw new Error('the graph answers in one piece');
  const { data, errors, extensions } = body.singleResult;
  return {
    data: data as Data | null | undefined,
    errors: (errors ?? []) as Answer['errors'],
    access: (extensions?.['access'] as Answer['access'] | undefined) ?? [],
    statements: statements.slice(before),
    fetches: contextValue.fetches,
  };
}
