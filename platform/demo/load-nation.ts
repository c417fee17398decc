import { join } from 'node:path';
import { systemActor } from '../../shared/viewer';
import type { Config } from '../../shared/config';
import { importRegions } from '../../subgraphs/beneficiaries/region/region.import';
import { findDuplicates } from '../../subgraphs/beneficiaries/duplicate/find';
import { today } from '../../subgraphs/beneficiaries/person/person';
import { step } from '../console/progress';
import { getMember } from '../database/session';
import { importRegistryFile } from '../intake';
import type { RelayMember } from '../relay';
import { generateNation } from './nation/nation';

/** The seed of the nation everybody sees: the README's answers are its. */
export const DEMO_SEED = 7;

/** Loads places and the files of the demo nation that are missing, by the ministry's own importers. */
export async function loadDemoNation(
  config: Config,
  members: readonly RelayMember[],
  missing: readonly string[],
  filesDir: string,
): Promise<void> {
  const registry = getMember(members, 'beneficiaries').database;
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
