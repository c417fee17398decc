import { loadConfig } from '../shared/config';
import { today } from '../shared/machine';
import { CUBES } from '../subgraphs/insights/cube/catalogue';
import { buildSnapshot } from '../subgraphs/insights/snapshot/build';
import { runMain } from './console/exit';
import { step } from './console/progress';
import { getMember, withSchemas } from './database/session';
import { drainAll } from './relay';
import { folderOf } from './subgraphs';

/**
 * `npm run insights:snapshot`: brings the star schema up to date and builds a snapshot of it; prints its version and the rows of
 * each cube as one JSON line.
 */
void runMain(async () => {
  const config = loadConfig();
  const built = await withSchemas(config, async (members) => {
    await step('Bringing copies up to date', () => drainAll(members));
    return step('Building the snapshot', () =>
      buildSnapshot({
        database: getMember(members, 'insights').database,
        folder: folderOf('insights', config),
        cubes: CUBES,
        asOf: today(),
      }),
    );
  });
  process.stdout.write(`${JSON.stringify(built)}\n`);
});
