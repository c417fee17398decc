import type { Config } from '../../shared/config';
import { step } from '../console/progress';
import type { Shutdown } from '../process/shutdown';
import { startEmbeddedPostgres } from './postgres';

/** The administrative address of the database that is set, or of the embedded one, started here and ended with us. */
export async function openServer(config: Config, shutdown: Shutdown): Promise<string> {
  if (config.databaseUrl !== undefined) return config.databaseUrl;
  const server = await step('Starting PostgreSQL', (report) =>
    startEmbeddedPostgres({ dataDir: config.dataDir, onProgress: report }),
  );
  return shutdown.own(server).url;
}
