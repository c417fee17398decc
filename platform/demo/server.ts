import type { Config } from '../../shared/config';
import { step } from '../console/progress';
import type { Shutdown } from '../process/shutdown';
import { startEmbeddedPostgres } from './postgres';

/** The database a program works on. */
export interface Server {
  /** Its administrative address, once it answers. */
  readonly adminUrl: Promise<string>;
  /** When its process runs and only has to get ready; at once for one that is not ours. Never rejects. */
  readonly spawned: Promise<void>;
}

/** The database that is set, or the embedded one, started here and ended with us. */
export function openServer(config: Config, shutdown: Shutdown): Server {
  if (config.databaseUrl !== undefined) {
    return { adminUrl: Promise.resolve(config.databaseUrl), spawned: Promise.resolve() };
  }
  let onSpawned: () => void = () => undefined;
  const isSpawned = new Promise<void>((resolve) => (onSpawned = resolve));
  const started = step('Starting PostgreSQL', (report) =>
    startEmbeddedPostgres({ dataDir: config.dataDir, onProgress: report, onSpawned }),
  );
  const ended = started.then(
    () => undefined,
    () => undefined,
  );
  return { adminUrl: started.then((server) => shutdown.own(server).url), spawned: Promise.race([isSpawned, ended]) };
}
