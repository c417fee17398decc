import { loadConfig } from '../shared/config';
import { systemActor } from '../shared/viewer';
import { publishCards } from '../subgraphs/employers/card/publish';
import { runMain } from './console/exit';
import { step } from './console/progress';
import { getMember, withSchemas } from './database/session';
import { drainAll } from './relay';

/**
 * `npm run cards`: publishes cards of people who are ready for work, takes back those that no longer hold, and counts skills. One line
 * with what it did goes to stdout.
 */
void runMain(async () => {
  const run = await withSchemas(loadConfig(), async (members) => {
    // Who left or took the consent back must be known first.
    await drainAll(members);
    return step('Publishing cards', () =>
      getMember(members, 'employers').database.bulk(systemActor('cards'), publishCards),
    );
  });
  process.stdout.write(`${JSON.stringify(run)}\n`);
});
