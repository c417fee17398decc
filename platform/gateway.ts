import { SUBGRAPHS, loadConfig } from '../shared/config';
import { CodedError } from '../shared/errors';
import { runMain } from './console/exit';
import { readSupergraph, startFront } from './front';
import { createServiceLink } from './links';
import { createShutdown } from './process/shutdown';
import { log } from './log';

/** `node dist/platform/gateway.js`: one replica of the gateway over subgraph services; it holds no state of its own. */
void runMain(async () => {
  const config = loadConfig(undefined, 'gateway');
  const { issuer, subgraphUrls, keys } = config;
  if (issuer === undefined) throw new CodedError('CONFIG_INVALID', { name: 'OIDC_ISSUER', reason: 'must be set' });
  const links = SUBGRAPHS.map((name) => {
    const url = subgraphUrls[name];
    if (url === undefined) throw new CodedError('CONFIG_INVALID', { name: 'SUBGRAPH_URLS', reason: `lacks ${name}` });
    return createServiceLink(name, url, keys.envelope);
  });
  const shutdown = createShutdown();
  const front = shutdown.own(await startFront({ config, issuer, links, supergraphSdl: readSupergraph() }));
  log({ level: 'info', event: 'listening', service: 'gateway', port: front.port });
});
