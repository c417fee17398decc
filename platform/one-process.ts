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
    // The embedded database starts while Node loads the rest of the program.
    const [adminUrl, { demoPages, fillDemo, openDataSide, openFront, openIssuer }] = await Promise.all([
      openServer(config, shutdown),
      import('./platform.js'),
    ]);
    const data = shutdown.own(await openDataSide(adminUrl, config));
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
