import { loadConfig } from '../shared/config';
import { systemActor } from '../shared/viewer';
import { findDuplicates } from '../subgraphs/beneficiaries/duplicate/find';
import { runMain } from './console/exit';
import { step } from './console/progress';
import { getMember, withSchemas } from './database/session';

/** `npm run duplicates`: looks for duplicates over the whole registry and fills the review queue. */
void runMain(async () => {
  const report = await withSchemas(loadConfig(), (members) =>
    step('Looking for duplicates', () =>
      getMember(members, 'beneficiaries').database.bulk(systemActor('duplicates'), (connection) =>
        findDuplicates(connection),
      ),
    ),
  );
  process.stdout.write(`${JSON.stringify(report)}\n`);
});
