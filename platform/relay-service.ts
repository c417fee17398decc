import { createServer } from 'node:http';
import { loadConfig } from '../shared/config';
import { openGatewayMember } from './budget/member';
import { CATALOGUE } from './catalogue';
import { runMain } from './console/exit';
import { close, listen } from './http/listen';
import { createShutdown } from './process/shutdown';
import { startJobs, timedMembers } from './jobs';
import { log } from './log';
import { startRelay } from './relay';
import { folderOf, getDatabaseUrl, openDatabaseOf } from './subgraphs';

/**
 * `node dist/platform/relay-service.js`: carries outbox rows between subgraph services, and does what is due once a day. Two may
 * run; one waits for the other.
 */
void runMain(async () => {
  const config = loadConfig(undefined, 'relay');
  const adminUrl = getDatabaseUrl(config);
  const shutdown = createShutdown();
  const members = await Promise.all(
    CATALOGUE.map(async (parts) => ({
      ...parts,
      database: await openDatabaseOf(parts, adminUrl, config),
      folder: folderOf(parts.name, config),
    })),
  );
  const gateway = await openGatewayMember(adminUrl, config);
  for (const { database } of [...members, gateway]) shutdown.add(() => database.close());
  shutdown.own(startRelay([...members, gateway]));
  shutdown.own(startJobs(timedMembers(members, config)));
  const http = createServer((request, response) => {
    response.writeHead(request.url === '/health' ? 200 : 404).end();
  });
  const port = await listen(http, config.port, config.host);
  shutdown.add(() => close(http));
  log({ level: 'info', event: 'listening', service: 'relay', port });
});
