import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of the clone, from the sources as well as from dist/. */
export const PROJECT_ROOT = findRoot(__dirname);

function findRoot(folder: string): string {
  const parent = dirname(folder);
  return parent === folder || existsSync(join(folder, 'package.json')) ? folder : findRoot(parent);
}
