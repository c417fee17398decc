import { loadConfig } from '../shared/config';
import { printBanner } from './console/banner';
import { runMain } from './console/exit';
import { defaultDataDirectory } from './demo/data-directory';
import { hasNation } from './demo/nation-folder';
import { openServer } from './demo/server';
import { followKeys } from './key-watch';
import { createShutdown } from './process/shutdown';

/** `npm start`: gateway and subgraphs in one process; database, issuer and data are embedded unless they are set. */
async function main(): Promise<void> {
  const config = loadConfig();
  const shutdown = createShutdown();
  shutdown.add(followKeys(config));
  try {
    const server = openServer(config, shutdown);
    server.adminUrl.catch(() => undefined);
    // Loading the program blocks this process for a second, in which the database gets ready: it has to be on its way first.
    // On the first start there is none to wait for yet, and the demo files are written while it is made.
    if (hasNation(config, config.dataDir ?? defaultDataDirectory())) await server.spawned;
    const { demoPages, fillDemo, openDataSide, openFront, openIssuer, prepareDemo } = await import('./platform.js');
    const files = prepareDemo(config);
    files.catch(() => undefined);
    const data = shutdown.own(await openDataSide(await server.adminUrl, config));
    await files;
    await fillDemo(config, data);
    const { issuer } = shutdown.own(await openIssuer(config));
    const front = shutdown.own(await openFront(config, issuer, data, demoPages(config, issuer)));
    printBanner(front.url, config);
  } catch (error) {
    await shutdown.run();
    throw error;
  }
}

void runMain(main);
