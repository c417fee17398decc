import { loadConfig } from '../shared/config';
import { systemActor } from '../shared/viewer';
import { closeOverdue } from '../subgraphs/employers/vacancy/vacancy-by-rule';
import { runMain } from './console/exit';
import { step } from './console/progress';
import { getMember, withSchemas } from './database/session';

/** `npm run vacancies:close`: closes published vacancies whose last day to apply has passed. How many stands on stdout. */
void runMain(async () => {
  const closed = await withSchemas(loadConfig(), (members) =>
    step('Closing vacancies whose last day to apply has passed', () =>
      getMember(members, 'employers').database.bulk(systemActor('vacancy'), (connection) => closeOverdue(connection)),
    ),
  );
  process.stdout.write(`${JSON.stringify({ closed })}\n`);
});
