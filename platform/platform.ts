import type { Config, SubgraphName } from '../shared/config';
import { createTokenVerifier } from '../gateway';
import { createFieldCipher } from '../shared/database';
import type { Database } from '../shared/database';
import { CodedError } from '../shared/errors';
import { openGatewayMember } from './budget/member';
import { budgetUrl, openGatewayStore } from './budget/store';
import type { GatewayStore } from './budget/store';
import { step } from './console/progress';
import { openDci } from './dci/open';
import { defaultDataDirectory } from './demo/data-directory';
import { fetchDemoToken, issuerPort } from './demo/demo-token';
import { EXAMPLES } from './demo/examples';
import { demoIdentities } from './demo/identities';
import type { DemoIdentity } from './demo/identities';
import { startIssuer } from './demo/issuer';
import { missingLayouts } from './demo/missing-layouts';
import { missingParts } from './demo/missing-parts';
import { hasNation } from './demo/nation-folder';
import { readSupergraph, startFront } from './front';
import type { Front, SideHandler } from './front';
import { createGraphiqlHandler } from './http/graphiql';
import { startJobs, timedMembers } from './jobs';
import { openLiveBus } from './live/bus';
import type { LiveBus } from './live/bus';
import { logFault } from './log';
import { startMail } from './mail/mail-job';
import { drainAll, startRelay } from './relay';
import type { RelayMember } from './relay';
import { inProcessLink } from './links';
import { folderOf, migrateAll, openSubgraphs } from './subgraphs';
import { getMember } from './database/session';
import { SNAPSHOT_DAY } from './demo/nation/weights';
import { buildMonthSnapshot } from '../subgraphs/insights/subgraph';
import type { RunningSubgraph } from './subgraphs';
import { randomUUID } from 'node:crypto';

/** Something that was started and has to be ended, in reverse order. */
export interface Stoppable {
  stop(): Promise<void>;
}

/** The data side of the platform: every subgraph on its schema, and the relay between them. */
export interface DataSide extends Stoppable {
  readonly subgraphs: readonly RunningSubgraph[];
  readonly members: readonly RelayMember[];
  /** What viewers have spent, and what was refused. */
  readonly gateway: GatewayStore;
  /** Word of events, for live boards. */
  readonly bus: LiveBus;
}

/** Prepares the database and opens every subgraph in this process. */
export async function openDataSide(adminUrl: string, config: Config): Promise<DataSide> {
  await step('Preparing the database', () => migrateAll(adminUrl, config));
  const subgraphs = await openSubgraphs(adminUrl, config);
  const members = subgraphs.map(({ parts, database }) => ({
    ...parts,
    database,
    folder: folderOf(parts.name, config),
  }));
  const own = await openGatewayMember(adminUrl, config);
  const relay = startRelay([...members, own]);
  const jobs = startJobs(timedMembers(members, config));
  const gatewayUrl = budgetUrl({ ...config, databaseUrl: adminUrl });
  const gateway = openGatewayStore(gatewayUrl, config.keys.ledger);
  const bus = openLiveBus(gatewayUrl);
  const mail = startMail(getDatabaseOf(subgraphs, 'employers'), config);
  return {
    gateway,
    bus,
    subgraphs,
    members,
    async stop() {
      await jobs.stop();
      await relay.stop();
      await mail.stop();
      await bus.stop();
      await gateway.stop();
      await own.database.close();
      await Promise.all(subgraphs.map((running) => running.close()));
    },
  };
}

function getDatabaseOf(subgraphs: readonly RunningSubgraph[], name: SubgraphName): Database {
  const running = subgraphs.find(({ parts }) => parts.name === name);
  if (!running) throw new Error(`no subgraph ${name}`);
  return running.database;
}

/** The identities of the demo nation, with the public ids this installation gives them. */
export function identitiesOf(config: Config): DemoIdentity[] {
  const cipher = createFieldCipher(config.keys);
  return demoIdentities({
    personIdOf: (sourceKey) => cipher.publicId('person', sourceKey),
    employerIdOf: (sourceKey) => cipher.publicId('employer', sourceKey),
  });
}

/** The issuer to trust: the one that is set, or the embedded one, started here. */
export async function openIssuer(config: Config): Promise<Stoppable & { readonly issuer: string }> {
  if (config.issuer !== undefined) return { issuer: config.issuer, stop: async () => undefined };
  return startIssuer({
    port: issuerPort(config),
    host: config.host,
    audience: config.audience,
    identities: identitiesOf(config),
    dataDir: config.dataDir,
    onFault: (error) => {
      logFault({ correlationId: randomUUID(), error });
    },
  });
}

/** The gateway over the subgraphs of this process. */
export function openFront(config: Config, issuer: string, data: DataSide, side?: SideHandler): Promise<Front> {
  const links = new Map(data.subgraphs.map((running) => [running.parts.name as string, inProcessLink(running)]));
  const linkTo = (name: string) => {
    const link = links.get(name);
    if (!link) throw new CodedError('CONFIG_INVALID', { name: 'supergraph.graphql', reason: `knows ${name}` });
    return link;
  };
  const tokens = createTokenVerifier({ ...config, issuer });
  const dci = openDci(config, data.gateway.messages);
  const parts = { ...data.gateway, bus: data.bus, side, dci };
  return startFront({ config, tokens, linkTo, supergraphSdl: readSupergraph(), ...parts });
}

/** GraphiQL with the demo identities; nothing of it exists in production mode. */
export function demoPages(config: Config, issuer: string): SideHandler | undefined {
  if (config.mode !== 'demo') return undefined;
  const identities = identitiesOf(config);
  return createGraphiqlHandler({
    examples: EXAMPLES,
    demo: { identities, fetchToken: (identity) => fetchDemoToken(issuer, identity) },
  });
}

/** Writes the demo nation's files where a demo has none yet. */
export async function prepareDemo(config: Config): Promise<void> {
  const folder = config.dataDir ?? defaultDataDirectory();
  if (config.mode !== 'demo' || hasNation(config, folder)) return;
  const { writeNation } = await import('./demo/load-nation.js');
  await writeNation(config, folder);
}

/** Builds the snapshot that a demo's tables are made of, where it has none: of the day its nation stands still at. */
async function fillStatistics(config: Config, members: readonly RelayMember[]): Promise<void> {
  const { database } = getMember(members, 'insights');
  await drainAll(members);
  await buildMonthSnapshot(database, folderOf('insights', config), SNAPSHOT_DAY);
}

/** Fills an empty database of a demo; production data comes by `npm run import`. */
export async function fillDemo(config: Config, data: DataSide): Promise<void> {
  if (config.mode !== 'demo') return;
  // Generator and importers are loaded on the first start only.
  const missing = await missingLayouts(data.members);
  if (missing.length > 0) {
    const { loadDemoNation } = await import('./demo/load-nation.js');
    await loadDemoNation(config, data.members, missing, config.dataDir ?? defaultDataDirectory());
  }
  const parts = await missingParts(data.members);
  if (parts.length > 0) {
    const { plantNation } = await import('./demo/plant-nation.js');
    await plantNation(config, data.members, parts);
  }
  await step('Looking after the snapshot of statistics', () => fillStatistics(config, data.members));
}
