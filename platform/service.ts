import { SUBGRAPHS, loadConfig } from '../shared/config';
import type { SubgraphName } from '../shared/config';
import { CodedError } from '../shared/errors';
import { getParts } from './catalogue';
import { runMain } from './console/exit';
import { close, listen } from './http/listen';
import { followKeys } from './key-watch';
import { createShutdown } from './process/shutdown';
import { log, logFault } from './log';
import { startMail } from './mail/mail-job';
import { createSubgraphServer } from './subgraph-server';
import { getDatabaseUrl, openSubgraph } from './subgraphs';

/** `node dist/platform/service.js <subgraph>`: one subgraph as a service of its own, for the gateway only. */
void runMain(async () => {
  const name = nameOf(process.argv[2]);
  const config = loadConfig(undefined, 'subgraph');
  const shutdown = createShutdown();
  shutdown.add(followKeys(config));
  const running = await openSubgraph(getParts(name), getDatabaseUrl(config), config);
  shutdown.add(() => running.close());
  if (name === 'employers') shutdown.own(startMail(running.database, config));
  const http = createSubgraphServer(running.subgraph, config.keys.envelope, logFault);
  const port = await listen(http, config.port, config.host);
  shutdown.add(() => close(http));
  log({ level: 'info', event: 'listening', service: name, port });
});

function nameOf(given: string | undefined): SubgraphName {
  const name = SUBGRAPHS.find((candidate) => candidate === given);
  if (!name) throw new CodedError('USAGE', { usage: `service.js ${SUBGRAPHS.join('|')}` });
  return name;
}
