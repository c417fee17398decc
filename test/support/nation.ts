import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadDemoNation } from '../../platform/demo/load-nation';
import { missingLayouts } from '../../platform/demo/missing-layouts';
import { missingParts } from '../../platform/demo/missing-parts';
import { plantNation } from '../../platform/demo/plant-nation';
import { migrateAll, openSubgraphs } from '../../platform/subgraphs';
import type { Config } from '../../shared/config';
import { openFrom, openOwn } from './database';
import type { TestDatabase } from './database';

/** A database with the demo nation in it, as `npm start` loads it; made once a run. */
export function openNation(): Promise<TestDatabase> {
  return openFrom('nation', fillNation);
}

/**
 * A database of one's own with a larger nation.
 * @param scale for instance `1:1000`
 */
export function openNationOf(scale: string): Promise<TestDatabase> {
  return openOwn(fillNation, { BERDAYA_SCALE: scale });
}

async function fillNation(adminUrl: string, config: Config): Promise<void> {
  await migrateAll(adminUrl, config);
  const subgraphs = await openSubgraphs(adminUrl, config);
  const members = subgraphs.map(({ parts, database }) => ({ ...parts, database }));
  const folder = await mkdtemp(join(tmpdir(), 'berdaya-nation-'));
  await loadDemoNation(config, members, await missingLayouts(members), folder);
  await plantNation(config, members, await missingParts(members));
  await Promise.all(members.map(({ database }) => database.close()));
  await rm(folder, { recursive: true });
}
