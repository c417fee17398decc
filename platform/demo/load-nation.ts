import { join } from 'node:path';
import { systemActor } from '../../shared/viewer';
import type { Config } from '../../shared/config';
import { importRegions } from '../../subgraphs/beneficiaries/region/region.import';
import { findDuplicates } from '../../subgraphs/beneficiaries/duplicate/find';
import { today } from '../../subgraphs/beneficiaries/person/person';
import { CATALOGUE } from '../catalogue';
import { step } from '../console/progress';
import type { Report } from '../console/progress';
import { getMember } from '../database/session';
import { importRegistryFile } from '../intake';
import type { RelayMember } from '../relay';
import { openDataDirectory } from './data-directory';
import { generateNation } from './nation/nation';
import { DEMO_SEED, hasNation, nationFolder } from './nation-folder';

/** Everything else names what these bring; the rest goes into different schemas and is imported side by side. */
const FIRST: readonly string[] = ['families', 'persons'];

/** Loads places and the files of the demo nation that are missing, by the ministry's own importers. */
export async function loadDemoNation(
  config: Config,
  members: readonly RelayMember[],
  missing: readonly string[],
  filesDir: string,
): Promise<void> {
  const registry = getMember(members, 'beneficiaries').database;
  await step('Loading places', () => importRegions(registry, today()));
  const out = nationFolder(config, filesDir);
  await writeNation(config, filesDir);
  const take = (layout: string, report?: Report) =>
    importRegistryFile({ source: join(out, `${layout}.csv`), config, members, report, isRelayed: true });
  for (const layout of missing.filter((name) => FIRST.includes(name))) {
    await step(`Importing ${layout}`, (report) => take(layout, report));
  }
  const rest = missing.filter((name) => !FIRST.includes(name));
  await step(`Importing ${rest.join(', ')}`, () =>
    Promise.all(
      CATALOGUE.map(async ({ name, layouts }) => {
        for (const layout of layouts.filter((each) => rest.includes(each.name))) await take(layout.name);
        if (name === 'beneficiaries') await registry.bulk(systemActor('duplicates'), findDuplicates);
      }),
    ),
  );
}

/** Writes the demo nation's files, unless they are there. */
export async function writeNation(config: Config, filesDir: string): Promise<void> {
  if (hasNation(config, filesDir)) return;
  await openDataDirectory(filesDir);
  await step(`Generating a nation of 1:${config.scale}`, (report) =>
    generateNation({ scale: config.scale, seed: DEMO_SEED, out: nationFolder(config, filesDir), onProgress: report }),
  );
}
