import { join } from 'node:path';
import { systemActor } from '../../shared/viewer';
import type { Config } from '../../shared/config';
import type { Database } from '../../shared/database';
import { importRegions } from '../../subgraphs/beneficiaries/region/region.import';
import { findDuplicates } from '../../subgraphs/beneficiaries/duplicate/find';
import { today } from '../../subgraphs/beneficiaries/person/person';
import { CATALOGUE } from '../catalogue';
import { step } from '../console/progress';
import { getMember } from '../database/session';
import { LAYOUTS, importRegistryFile } from '../intake';
import type { RelayMember } from '../relay';
import { generateNation } from './nation/nation';

/** The seed of the nation everybody sees: the README's answers are its. */
export const DEMO_SEED = 7;

/** Loads places and, where no registry file was ever imported, the demo nation by the ministry's own importers. */
export async function loadDemoNation(config: Config, members: readonly RelayMember[], filesDir: string): Promise<void> {
  const registry = getMember(members, 'beneficiaries').database;
  const missing = await missingLayouts(members);
  if (missing.length === 0) return;
  await step('Loading places', () => importRegions(registry, today()));
  const out = join(filesDir, `nation-${config.scale}-${DEMO_SEED}`);
  await step(`Generating a nation of 1:${config.scale}`, (report) =>
    generateNation({ scale: config.scale, seed: DEMO_SEED, out, onProgress: report }),
  );
  for (const layout of missing) {
    const source = join(out, `${layout}.csv`);
    await step(`Importing ${layout}`, (report) => importRegistryFile({ source, config, members, report }));
  }
  await step('Looking for duplicates', () =>
    registry.bulk(systemActor('duplicates'), (connection) => findDuplicates(connection)),
  );
}

/** The registry files that were never imported. An interrupted first start goes on where it was. */
async function missingLayouts(members: readonly RelayMember[]): Promise<string[]> {
  const done = await Promise.all(
    CATALOGUE.filter(({ layouts }) => layouts.length > 0).map(({ name }) =>
      importedLayouts(getMember(members, name).database),
    ),
  );
  const imported = new Set(done.flat());
  return LAYOUTS.map(({ name }) => name).filter((name) => !imported.has(name));
}

async function importedLayouts(database: Database): Promise<string[]> {
  return database.bulk(systemActor('look at imports'), async (connection) => {
    const { rows } = await connection.query<{ layout: string }>('SELECT DISTINCT layout FROM import_run');
    return rows.map(({ layout }) => layout);
  });
}
