/**
 * The platform in one process on a database that is filled, once with its access rings and once without any: no narrowing, no
 * guards, no row scopes, no row-level security (it connects as the administrator), no ledger. Limits and prices stand in
 * front of both. Each of the README's identities has a port of its own and is verified without a token.
 *
 *   node server.js on|off FIRST_PORT
 */
import type { BudgetStore } from '../../gateway';
import { POLICY } from '../../shared/access';
import type { Decision, FieldGroup } from '../../shared/access';
import { loadConfig } from '../../shared/config';
import type { Config } from '../../shared/config';
import {
  everywhere,
  openDatabase,
  createCursorCodec,
  createFieldCipher,
  createPseudonyms,
  createSubjectHasher,
} from '../../shared/database';
import { createSubgraph } from '../../shared/subgraph';
import type { Subgraph } from '../../shared/subgraph';
import type { Role } from '../../shared/viewer';
import { budgetUrl, openGatewayStore } from '../../platform/budget/store';
import { CATALOGUE } from '../../platform/catalogue';
import type { SubgraphParts } from '../../platform/catalogue';
import { EXAMPLES } from '../../platform/demo/examples';
import { readSupergraph, startFront } from '../../platform/front';
import { inProcessLink } from '../../platform/links';
import { logFault } from '../../platform/log';
import { identitiesOf } from '../../platform/platform';
import { openSubgraphs } from '../../platform/subgraphs';

/** Costs are counted; a budget for a minute would be spent in the first second. */
const ENDLESS: BudgetStore = { reserve: async () => true };

const [rings, firstPort] = process.argv.slice(2);

void main();

async function main(): Promise<void> {
  const config = loadConfig();
  const { databaseUrl } = config;
  if (databaseUrl === undefined) throw new Error('DATABASE_URL must be set');
  const { subgraphs, ...gateway } =
    rings === 'on' ? await withRings(databaseUrl, config) : await withoutRings(databaseUrl, config);
  const links = new Map(subgraphs.map((subgraph) => [subgraph.name, inProcessLink({ subgraph })]));
  for (const [index, { identity }] of EXAMPLES.entries()) {
    const viewer = identitiesOf(config).find(({ name }) => name === identity)?.viewer;
    if (!viewer) throw new Error(`no identity ${identity}`);
    await startFront({
      config: { ...config, deduplicateQueries: false, port: Number(firstPort) + index },
      tokens: { verify: async () => viewer },
      linkTo: (name) => {
        const link = links.get(name);
        if (!link) throw new Error(`no subgraph ${name}`);
        return link;
      },
      supergraphSdl: readSupergraph(),
      ...gateway,
    });
  }
  console.log('ready');
}

/** Without the relay: it looks for events all the time, which no request is to pay for. */
async function withRings(adminUrl: string, config: Config) {
  const running = await openSubgraphs(adminUrl, config);
  const { refusals } = openGatewayStore(budgetUrl({ ...config, databaseUrl: adminUrl }), config.keys.ledger);
  return { subgraphs: running.map(({ subgraph }) => subgraph), budgets: ENDLESS, refusals };
}

async function withoutRings(adminUrl: string, config: Config) {
  const full: Decision = [{ grade: 'FULL', when: 'ALWAYS' }];
  // A group that everybody reads has no guard, no mask and no entry in the ledger.
  for (const row of Object.values(POLICY as Record<Role, Record<FieldGroup, Decision>>)) {
    for (const group of Object.keys(row) as FieldGroup[]) row[group] = full;
  }
  const subgraphs = await Promise.all(CATALOGUE.map((parts) => openBare(parts, adminUrl, config)));
  return { subgraphs, budgets: ENDLESS, withoutAccess: true } as const;
}

async function openBare(parts: SubgraphParts, adminUrl: string, config: Config): Promise<Subgraph> {
  const url = new URL(adminUrl);
  url.searchParams.set('options', `-c search_path=${parts.name},extensions`);
  const { databasePoolSize: poolSize, mode, keys } = config;
  const database = await openDatabase({
    schema: parts.name,
    url: url.href,
    tables: parts.tables,
    poolSize,
    mode,
    recordKey: keys.record,
  });
  const tools = {
    database,
    mode,
    folder: '',
    scopes: Object.fromEntries(Object.keys(parts.scopes).map((type) => [type, () => everywhere()])),
    subjects: parts.subjects,
    hashSubject: createSubjectHasher(keys.ledgerSubject),
    cursors: createCursorCodec(keys.cursor),
    cipher: createFieldCipher(keys),
    pseudonyms: createPseudonyms(keys.identity),
    ledger: { write: async () => undefined, close: async () => undefined },
  };
  return createSubgraph(parts.graph, tools, logFault);
}
