import { loadConfig } from '../shared/config';
import { insightsReadModels } from '../subgraphs/insights/subgraph';
import { replayStar } from '../subgraphs/insights/star/replay';
import { runMain } from './console/exit';
import { step } from './console/progress';
import { getMember, withSchemas } from './database/session';
import { drainAll } from './relay';

/** `npm run insights:replay`: makes the star schema anew from the first event on; prints how many events that took as a JSON line. */
void runMain(async () => {
  const events = await withSchemas(loadConfig(), (members) => {
    const { database } = getMember(members, 'insights');
    return step('Making the star schema anew', () => replayStar(database, insightsReadModels, () => drainAll(members)));
  });
  process.stdout.write(`${JSON.stringify({ events })}\n`);
});
