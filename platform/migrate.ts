import { loadConfig } from '../shared/config';
import { runMain } from './console/exit';
import { step } from './console/progress';
import { getDatabaseUrl, migrateAll } from './subgraphs';

/** `npm run migrate`: creates roles and schemas and brings every schema to its latest version. */
void runMain(async () => {
  const config = loadConfig(undefined, 'migration');
  const adminUrl = getDatabaseUrl(config);
  await step('Migrating every schema', () => migrateAll(adminUrl, config));
});
