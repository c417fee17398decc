import { loadConfig } from '../shared/config';
import { printBanner } from './console/banner';
import { runMain } from './console/exit';
import { openServer } from './demo/server';
import { createShutdown } from './process/shutdown';

/** `npm start`: gateway and subgraphs in one process; database, issuer and data are embedded unless they are set. */
async function main(): Promise<void> {
  const config = loadConfig();
  const shutdown = createShutdown();
  try {
    // The embedded database starts while Node loads the rest of the program, and is made while the demo files are written.
    const server = openServer(config, shutdown);
    server.catch(() => undefined);
    const { demoPages, fillDemo, openDataSide, openFront, openIssuer, prepareDemo } = await import('./platform.js');
    const files = prepareDemo(config);
    files.catch(() => undefined);
    const data = shutdown.own(await openDataSide(await server, config));
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
