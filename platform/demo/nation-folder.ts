import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../../shared/config';

/** The seed of the nation everybody sees: the README's answers are its. */
export const DEMO_SEED = 7;

/** Where the demo nation's files lie. */
export function nationFolder(config: Config, filesDir: string): string {
  return join(filesDir, `nation-${config.scale}-${DEMO_SEED}`);
}

/** Whether they are complete: `nation.json` is the last that is written. */
export function hasNation(config: Config, filesDir: string): boolean {
  return existsSync(join(nationFolder(config, filesDir), 'nation.json'));
}
