import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { copyInto, copyRow } from '../../../shared/database';
import type { BulkConnection, CopyCell, Database } from '../../../shared/database';
import { openCsv } from '../../../shared/intake';
import { systemActor } from '../../../shared/viewer';
import { findRegionLevel } from '../../../shared/viewer';
import { findParentCode } from './region';

/** The day Kepmendagri 300.2.2-2138/2025, which the code list follows, came into force. */
const VALID_FROM = '2025-05-26';
const FILES = ['provinces', 'regencies', 'districts', 'villages'] as const;

/**
 * Loads the Kemendagri code list from the npm package `idn-area-data` (data under ODbL). A code that is no longer in the list
 * is kept with its last day, so that old addresses still have a name. Repeating it changes nothing.
 * @returns the number of places that are new or differ
 */
export async function importRegions(database: Database, today: string): Promise<number> {
  return database.bulk(systemActor('import regions'), async (connection) => {
    await connection.query('CREATE TEMP TABLE region_stage (LIKE region) ON COMMIT DROP');
    for (const file of FILES) await copyFile(connection, file);
    const changed = await connection.query(`
      INSERT INTO region AS r (code, level, name, parent_code, valid_from)
      SELECT code, level, name, parent_code, valid_from FROM region_stage
      ON CONFLICT (code) DO UPDATE SET name = excluded.name, valid_to = NULL
      WHERE r.name <> excluded.name OR r.valid_to IS NOT NULL`);
    const ended = await connection.query(
      `UPDATE region SET valid_to = $1 WHERE valid_to IS NULL AND NOT EXISTS
        (SELECT 1 FROM region_stage s WHERE s.code = region.code)`,
      [today],
    );
    return (changed.rowCount ?? 0) + (ended.rowCount ?? 0);
  });
}

async function copyFile(connection: BulkConnection, file: (typeof FILES)[number]): Promise<void> {
  const columns = ['code', 'level', 'name', 'parent_code', 'valid_from'];
  const folder = dirname(require.resolve('idn-area-data/package.json'));
  const source = await openCsv(join(folder, 'data', `${file}.csv`));
  const [code, name] = [source.header.indexOf('code'), source.header.indexOf('name')];
  const rows = async function* () {
    for await (const batch of source.batches()) {
      yield batch.map((cells) => copyRow(placeOf(cells[code] ?? '', cells[name] ?? ''))).join('');
    }
  };
  await pipeline(rows, copyInto(connection, 'region_stage', columns));
}

/** The columns of a place, from its dotted code. */
function placeOf(dotted: string, name: string): CopyCell[] {
  const code = dotted.replaceAll('.', '');
  return [code, findRegionLevel(code) ?? null, name, findParentCode(code) ?? null, VALID_FROM];
}
