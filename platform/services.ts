import { join } from 'node:path';
import { SUBGRAPHS, loadConfig } from '../shared/config';
import type { Config } from '../shared/config';
import { printBanner } from './console/banner';
import { runMain } from './console/exit';
import { step } from './console/progress';
import { demoClientsFile } from './dci/demo-client';
import { openServer } from './demo/server';
import { followKeys } from './key-watch';
import { roleName, roleUrl } from './database/roles';
import { createShutdown } from './process/shutdown';
import { fillDemo, openDataSide, openIssuer } from './platform';
import { createServices } from './process/children';
import type { ServiceSpec } from './process/children';

/** Gateway replicas; they share nothing but the services behind them. */
const GATEWAYS = 2;

/**
 * `npm run start:services`: every subgraph, the relay and two gateways as processes of their own over HTTP, on ports from
 * PORT on. Database and issuer stay embedded in this process unless they are set.
 */
async function main(): Promise<void> {
  const config = loadConfig();
  const shutdown = createShutdown();
  shutdown.add(followKeys(config));
  try {
    const adminUrl = await openServer(config, shutdown).adminUrl;
    // Loads the demo nation in this process, then leaves the data to the services.
    const data = await openDataSide(adminUrl, config);
    await fillDemo(config, data).finally(() => data.stop());
    const { issuer } = shutdown.own(await openIssuer(config));
    const services = shutdown.own(createServices());
    const [behind, gateways] = specsOf(config, adminUrl, issuer);
    await step('Starting the services', async () => {
      await services.start(behind);
      await services.start(gateways);
    });
    printBanner(`http://localhost:${config.port}`, config);
    process.stdout.write(`The second gateway answers at http://localhost:${config.port + 2}/graphql\n`);
    await services.failed;
  } catch (error) {
    await shutdown.run();
    throw error;
  }
}

/** As in `npm run gateway`; docs/operations.md says why. */
const GATEWAY_NODE_ARGS = ['--max-semi-space-size=64'];

/** The services behind, and the gateways in front of them. The issuer keeps its usual port, one above the first gateway. */
function specsOf(config: Config, adminUrl: string, issuer: string): [ServiceSpec[], ServiceSpec[]] {
  const first = config.port + 10;
  const urlOf = (port: number, path: string) => `http://127.0.0.1:${port}${path}`;
  const spec = (
    name: string,
    script: string,
    port: number,
    args: string[],
    env: Record<string, string>,
  ): ServiceSpec => ({
    name,
    script: join(__dirname, script),
    args,
    env: { PORT: String(port), ...env },
    healthUrl: urlOf(port, '/health'),
  });
  const database = { DATABASE_URL: adminUrl };
  const subgraphs = SUBGRAPHS.map((name, index) => spec(name, 'service.js', first + index, [name], database));
  const relay = spec('relay', 'relay-service.js', first + SUBGRAPHS.length, [], database);
  const urls = SUBGRAPHS.map((name, index) => `${name}=${urlOf(first + index, '/graphql')}`).join(',');
  const gatewayDatabase = config.gatewayDatabaseUrl ?? roleUrl(adminUrl, roleName('gateway', 'app'), config);
  const clients = demoClientsFile(config);
  const env = {
    OIDC_ISSUER: issuer,
    SUBGRAPH_URLS: urls,
    GATEWAY_DATABASE_URL: gatewayDatabase,
    ...(clients !== undefined && { DCI_CLIENTS: clients }),
  };
  const gateways = Array.from({ length: GATEWAYS }, (_, index) => ({
    ...spec(`gateway-${index + 1}`, 'gateway.js', config.port + 2 * index, [], env),
    nodeArgs: GATEWAY_NODE_ARGS,
  }));
  return [[...subgraphs, relay], gateways];
}

void runMain(main);
