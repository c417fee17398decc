import { asAdmin, openEmptyDatabase } from '../support/database';
import { openDatabaseOf } from '../../platform/subgraphs';
import { getParts } from '../../platform/catalogue';
import { systemActor } from '../../shared/viewer';

/** The writer is opened at the first write; one that failed to open must not be the last that was tried. */
test('a first write during an outage fails with its code, and the next one succeeds', async () => {
  const own = await openEmptyDatabase();
  const database = await openDatabaseOf(getParts('programs'), own.adminUrl, own.config);
  const write = () => database.write(systemActor('test'), (manager) => manager.query('SELECT 1 AS one'));
  const limit = (most: number) =>
    asAdmin(async (client) => {
      const name = new URL(own.adminUrl).pathname.slice(1);
      await client.query(`ALTER DATABASE ${client.escapeIdentifier(name)} CONNECTION LIMIT ${most}`);
    });
  await limit(0);
  await expect(write()).rejects.toMatchObject({ code: 'DATABASE_UNREACHABLE' });
  await limit(-1);
  expect(await write()).toEqual([{ one: 1 }]);
  await database.close();
  await own.drop();
});
