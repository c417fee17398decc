import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDataDirectory } from './data-directory';

test('opened many times at once it is made once, and no probe stays', async () => {
  const parent = await mkdtemp(join(tmpdir(), 'berdaya-folder-'));
  const folder = join(parent, 'deep', 'data');
  const opened = await Promise.all(Array.from({ length: 50 }, () => openDataDirectory(folder)));
  expect(new Set(opened)).toEqual(new Set([folder]));
  expect(await readdir(folder)).toEqual([]);
  await rm(parent, { recursive: true });
});
