import { loadConfig } from '../shared/config';
import { systemActor } from '../shared/viewer';
import { expirePartners } from '../subgraphs/employers/agreement/expire';
import { runMain } from './console/exit';
import { step } from './console/progress';
import { getMember, withSchemas } from './database/session';

/** `npm run partners:expire`: lets partners expire whose agreement has run out; prints how many as one JSON line. */
void runMain(async () => {
  const expired = await withSchemas(loadConfig(), (members) =>
    step('Looking for partners whose agreement has run out', () =>
      getMember(members, 'employers').database.bulk(systemActor('partners:expire'), expirePartners),
    ),
  );
  process.stdout.write(`${JSON.stringify({ expired })}\n`);
});
