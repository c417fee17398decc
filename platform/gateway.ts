import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createTokenVerifier } from '../gateway';
import type { TokenVerifier } from '../gateway';
import { loadConfig } from '../shared/config';
import type { Config } from '../shared/config';
import { CodedError, systemCodeOf } from '../shared/errors';
import { PUBLIC_VIEWER } from '../shared/viewer';
import { budgetUrl, openGatewayStore } from './budget/store';
import { runMain } from './console/exit';
import { readSupergraph, startFront } from './front';
import type { FrontOptions } from './front';
import { followKeys } from './key-watch';
import { createServiceLink, createUnsignedLink } from './links';
import { createShutdown } from './process/shutdown';
import { log } from './log';
import { watchSupergraph } from './supergraph-watch';

const USAGE = 'npm run gateway -- [--supergraph FILE] [--port N] [--dangerously-without-access]';

interface Arguments {
  /** Read again whenever it changes; without it the committed supergraph serves. */
  readonly supergraph: string | undefined;
  readonly port: number | undefined;
  readonly withoutAccess: boolean;
}

/** `npm run gateway`: one replica of the gateway over subgraph services; it holds no state of its own. */
void runMain(async () => {
  const { supergraph, port, withoutAccess } = readArguments(process.argv.slice(2));
  const loaded = loadConfig(undefined, withoutAccess ? 'bareGateway' : 'gateway');
  const config: Config = { ...loaded, port: port ?? loaded.port };
  const supergraphSdl = supergraph === undefined ? readSupergraph() : readFile(supergraph);
  const shutdown = createShutdown();
  shutdown.add(followKeys(config));
  const way = withoutAccess ? anyGraph(config) : ourGraph(config, shutdown);
  const front = shutdown.own(await startFront({ config, supergraphSdl, ...way }));
  if (supergraph !== undefined) {
    const stop = watchSupergraph(supergraph, (sdl) => front.replaceSupergraph(sdl));
    shutdown.add(async () => stop());
  }
  log({ level: 'info', event: 'listening', service: 'gateway', port: front.port });
});

type Way = Pick<FrontOptions, 'tokens' | 'linkTo' | 'budgets' | 'refusals' | 'withoutAccess'>;

/** Tokens of the issuer in, signed viewers out. */
function ourGraph(config: Config, shutdown: ReturnType<typeof createShutdown>): Way {
  const { issuer, audience, secondFactorAcr, subgraphUrls, keys } = config;
  if (issuer === undefined) throw new CodedError('CONFIG_INVALID', { name: 'OIDC_ISSUER', reason: 'must be set' });
  const urls = new Map(Object.entries(subgraphUrls));
  const { budgets, refusals } = shutdown.own(openGatewayStore(budgetUrl(config), keys.ledger));
  return {
    tokens: createTokenVerifier({ issuer, audience, secondFactorAcr }),
    budgets,
    refusals,
    linkTo: (name) => {
      const url = urls.get(name);
      if (url === undefined) throw new CodedError('CONFIG_INVALID', { name: 'SUBGRAPH_URLS', reason: `lacks ${name}` });
      return createServiceLink(name, url, keys.envelope);
    },
  };
}

/** Any supergraph over subgraphs that know nothing of us: nobody is asked who they are. For audits and benches only. */
function anyGraph({ mode }: Config): Way {
  if (mode === 'production') {
    const reason = 'a graph without access control is not served in production mode';
    throw new CodedError('CONFIG_INVALID', { name: '--dangerously-without-access', reason });
  }
  const tokens: TokenVerifier = { verify: async () => PUBLIC_VIEWER };
  return { tokens, linkTo: createUnsignedLink, budgets: 'NONE', withoutAccess: true };
}

function readArguments(args: readonly string[]): Arguments {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        supergraph: { type: 'string' },
        port: { type: 'string' },
        'dangerously-without-access': { type: 'boolean', default: false },
      },
    });
    const port = values.port === undefined ? undefined : Number(values.port);
    const isPort = port === undefined || (Number.isInteger(port) && port >= 0 && port <= 65_535);
    if (isPort) return { supergraph: values.supergraph, port, withoutAccess: values['dangerously-without-access'] };
  } catch {
    // An unknown option is answered like a port that is none.
  }
  throw new CodedError('USAGE', { usage: USAGE });
}

function readFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new CodedError('FILE_UNREADABLE', { file: path, reason: systemCodeOf(error) ?? 'unreadable' });
  }
}
