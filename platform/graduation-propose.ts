import { loadConfig } from '../shared/config';
import { systemActor } from '../shared/viewer';
import { proposeByRule } from '../subgraphs/programs/graduation/rule';
import { runMain } from './console/exit';
import { step } from './console/progress';
import { getMember, withSchemas } from './database/session';
import { drainAll } from './relay';

/**
 * `npm run graduation:propose`: lets the rules propose who may leave a program, by what the registry says now. One line a program
 * and ground on stdout.
 */
void runMain(async () => {
  const report = await withSchemas(loadConfig(), (members) =>
    step('Looking for families that may leave a program', async () => {
      await drainAll(members);
      const { database } = getMember(members, 'programs');
      return database.bulk(systemActor('graduation'), (connection) => proposeByRule(connection));
    }),
  );
  for (const line of report) process.stdout.write(`${JSON.stringify(line)}\n`);
  process.stdout.write(`${JSON.stringify({ proposed: report.reduce((sum, { proposed }) => sum + proposed, 0) })}\n`);
});
