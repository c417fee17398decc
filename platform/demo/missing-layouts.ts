import type { Database } from '../../shared/database';
import { systemActor } from '../../shared/viewer';
import { CATALOGUE } from '../catalogue';
import { getMember } from '../database/session';
import type { RelayMember } from '../relay';

/** The registry files that were never imported. An interrupted first start goes on where it was. */
export async function missingLayouts(members: readonly RelayMember[]): Promise<string[]> {
  const done = await Promise.all(
    CATALOGUE.filter(({ layouts }) => layouts.length > 0).map(({ name }) =>
      importedLayouts(getMember(members, name).database),
    ),
  );
  const imported = new Set(done.flat());
  return CATALOGUE.flatMap(({ layouts }) => layouts.map(({ name }) => name)).filter((name) => !imported.has(name));
}

async function importedLayouts(database: Database): Promise<string[]> {
  return database.bulk(systemActor('look at imports'), async (connection) => {
    const { rows } = await connection.query<{ layout: string }>('SELECT DISTINCT layout FROM import_run');
    return rows.map(({ layout }) => layout);
  });
}
