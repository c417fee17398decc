import type { ApolloServer } from '@apollo/server';
import type { BudgetStore, ExecutorHolder, GatewayLog, SubgraphLink } from '../../gateway';
import type { GatewayContext } from '../../gateway/context';
import { openGatewayMember } from '../../platform/budget/member';
import { budgetUrl, openGatewayStore } from '../../platform/budget/store';
import type { GatewayStore } from '../../platform/budget/store';
import { createServiceLink, inProcessLink } from '../../platform/links';
import { startRelay } from '../../platform/relay';
import type { Relay, RelayMember } from '../../platform/relay';
import { openSubgraphs } from '../../platform/subgraphs';
import type { RunningSubgraph } from '../../platform/subgraphs';
import { PURPOSES_OF } from '../../shared/access';
import { PUBLIC_VIEWER } from '../../shared/viewer';
import type { Role, Viewer } from '../../shared/viewer';
import { openEmptyDatabase } from './database';
import type { TestDatabase } from './database';
import { serveSubgraph } from './subgraph-service';
import type { ServiceRequest, SubgraphService } from './subgraph-service';
import { openTestGateway } from './test-gateway';
import type { TestGateway, TestGatewayOptions } from './test-gateway';
import { GATEWAYS, TOPOLOGY, inTurn } from './topology';

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

/**
 * The whole platform on a real database, in the topology of the run: every subgraph, behind a function call or behind HTTP, and
 * one gateway or two.
 */
export interface TestPlatform extends AsyncDisposable {
  readonly database: TestDatabase;
  readonly subgraphs: readonly RunningSubgraph[];
  readonly relay: Relay;
  /** The gateways' own schema. */
  readonly gateway: RelayMember;
  /** The first gateway's. */
  readonly server: ApolloServer<GatewayContext>;
  readonly holder: ExecutorHolder;
  /** All of them; whoever asks is served by each in turn. */
  readonly gateways: readonly TestGateway[];
  /** Where the subgraphs are served; nowhere in one process. */
  readonly services: readonly SubgraphService[];
  /** What arrived there. */
  readonly requests: readonly ServiceRequest[];
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

/** The same where gateways share a count: it is kept in PostgreSQL, and has no limit. */
function endless({ budgets }: GatewayStore): BudgetStore {
  return { reserve: (claim) => budgets.reserve({ ...claim, limit: Number.MAX_SAFE_INTEGER }) };
}

export interface TestPlatformOptions {
  /** false: the gateway asks for everything, and the subgraphs decide alone. Default true. */
  readonly isNarrowed?: boolean;
  readonly budgets?: BudgetStore;
}

/** Starts the platform on a database; an empty one if none is given. Stopping it drops the database. */
export async function startTestPlatform(
  database?: TestDatabase,
  { isNarrowed = true, budgets }: TestPlatformOptions = {},
): Promise<TestPlatform> {
  const own = database ?? (await openEmptyDatabase());
  const subgraphs = await openSubgraphs(own.adminUrl, own.config);
  const statements: string[] = [];
  for (const running of subgraphs) running.database.onStatement((text) => statements.push(text));
  const requests: ServiceRequest[] = [];
  const services = await serveAll(subgraphs, own, (request) => requests.push(request));
  const faults: unknown[] = [];
  const log: GatewayLog = ({ error }) => faults.push(error);
  const member = await openGatewayMember(own.adminUrl, own.config);
  const open = () => openGatewayOn(own, linksTo(subgraphs, services, own), { isNarrowed, budgets, log });
  const gateways = await Promise.all(Array.from({ length: GATEWAYS[TOPOLOGY] }, open));
  const members = subgraphs.map(({ parts, database: opened }) => ({ ...parts, database: opened }));
  const relay = startRelay([...members, member]);
  const turns = inTurn(gateways);
  const { server, holder } = turns.first;

  const stop = async () => {
    await relay.stop();
    await Promise.all(gateways.map((gateway) => gateway.stop()));
    await Promise.all(services.map((service) => service.stop()));
    await Promise.all([member.database.close(), ...subgraphs.map((running) => running.close())]);
    await own.drop();
  };
  return {
    database: own,
    subgraphs,
    relay,
    gateway: member,
    server,
    holder,
    gateways,
    services,
    requests,
    faults,
    subgraph: (name) => getRunning(subgraphs, name),
    ask: (viewer, query, variables) => ask(turns.next().server, statements, viewer, query, variables),
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

/** Each subgraph as a service of its own; none in one process. */
async function serveAll(
  subgraphs: readonly RunningSubgraph[],
  { config }: TestDatabase,
  onRequest: (request: ServiceRequest) => void,
): Promise<SubgraphService[]> {
  if (TOPOLOGY === 'one-process') return [];
  const serve = ({ subgraph }: RunningSubgraph) => serveSubgraph(subgraph, config.keys.envelope, onRequest);
  return Promise.all(subgraphs.map(serve));
}

/** One gateway's ways to the subgraphs; it ends with them. */
function linksTo(
  subgraphs: readonly RunningSubgraph[],
  services: readonly SubgraphService[],
  { config }: TestDatabase,
): SubgraphLink[] {
  if (TOPOLOGY === 'one-process') return subgraphs.map(inProcessLink);
  return services.map(({ name, url }) => createServiceLink(name, url, config.keys.envelope));
}

function openGatewayOn(
  { adminUrl, config }: TestDatabase,
  links: readonly SubgraphLink[],
  { budgets, ...given }: Pick<TestGatewayOptions, 'isNarrowed' | 'log'> & Pick<TestPlatformOptions, 'budgets'>,
): Promise<TestGateway> {
  const store = openGatewayStore(budgetUrl({ ...config, databaseUrl: adminUrl }), config.keys.ledger);
  const unlimited = TOPOLOGY === 'services' ? endless(store) : ENDLESS;
  return openTestGateway({ ...given, links, store, budgets: budgets ?? unlimited });
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
