import type { Config } from '../shared/config';
import { loadConfig } from '../shared/config';
import { printBanner } from './console/banner';
import { runMain } from './console/exit';
import { step } from './console/progress';
import { startEmbeddedPostgres } from './demo/postgres';
import { Lifetime } from './lifetime';

/** `npm start`: gateway and subgraphs in one process; database, issuer and data are embedded unless they are set. */
async function main(): Promise<void> {
  const config = loadConfig();
  const lifetime = new Lifetime();
  lifetime.endOnSignal();
  try {
    // The embedded database starts while Node loads the rest of the program.
    const [adminUrl, { openDataSide, openFront, openIssuer, loadDemoNation, demoPages }] = await Promise.all([
      openServer(config, lifetime),
      import('./platform.js'),
    ]);
    const data = lifetime.own(await openDataSide(adminUrl, config));
    if (config.mode === 'demo') await loadDemoNation(config, data);
    const { issuer } = lifetime.own(await openIssuer(config));
    const front = lifetime.own(await openFront(config, issuer, data, demoPages(config, issuer)));
    printBanner(front.url, config);
  } catch (error) {
    await lifetime.end();
    throw error;
  }
}

/** The administrative address of the database that is set, or of the embedded one. */
async function openServer(config: Config, lifetime: Lifetime): Promise<string> {
  if (config.databaseUrl !== undefined) return config.databaseUrl;
  const server = await step('Starting PostgreSQL', (report) =>
    startEmbeddedPostgres({ dataDir: config.dataDir, onProgress: report }),
  );
  return lifetime.own(server).url;
}

void runMain(main);
