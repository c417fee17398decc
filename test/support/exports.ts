import { createAsker } from '../../gateway';
import { createExportsHandler } from '../../platform/exports/handler';
import { logFault } from '../../platform/log';
import { recordTables } from '../../subgraphs/insights/table/audit';
import type { ProtectedTable } from '../../subgraphs/insights/table/table';
import { systemActor } from '../../shared/viewer';
import type { Viewer } from '../../shared/viewer';
import { serve } from './http';
import type { TestPlatform } from './platform';
import { inTurn } from './topology';

/** Downloads of every gateway of a platform. */
export interface DownloadDoor extends AsyncDisposable {
  /** Asks the gateways by turns. */
  get(path: string, method?: string): Promise<Response>;
}

/** Serves the downloads of each gateway on a port of its own. */
export async function openDownloads(platform: TestPlatform): Promise<DownloadDoor> {
  const doors = await Promise.all(
    platform.gateways.map(async ({ holder }) => {
      const handle = createExportsHandler(createAsker(holder), logFault);
      const served = await serve((request, response) => void handle(request, response));
      return { url: new URL(served.url).origin, stop: () => served.stop() };
    }),
  );
  const turns = inTurn(doors);
  return {
    get: (path, method = 'GET') => fetch(`${turns.next().url}${path}`, { method }),
    async [Symbol.asyncDispose]() {
      await Promise.all(doors.map((door) => door.stop()));
    },
  };
}

/** Writes down that an account made a table, as the desk does. */
export async function plantTable(platform: TestPlatform, viewer: Viewer, table: ProtectedTable): Promise<void> {
  const { database } = platform.subgraph('insights');
  const outcome = { request: table.request, snapshot: table.snapshot.version, table };
  await database.write(systemActor('a test'), (manager) => recordTables(manager, viewer, [outcome]));
}
