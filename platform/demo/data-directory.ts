import { createHash, randomBytes } from 'node:crypto';
import { accessSync, constants, lstatSync } from 'node:fs';
import { chmod, link, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { CodedError, fileError, systemCodeOf } from '../../shared/errors';
import { PROJECT_ROOT } from './project';

/**
 * Where the embedded parts keep their files: `.data` in the clone; for root a folder outside of it, because a clone under
 * /root cannot be entered by the account PostgreSQL runs as.
 */
export function defaultDataDirectory(): string {
  if (process.getuid?.() !== 0) return join(PROJECT_ROOT, '.data');
  const clone = createHash('sha256').update(PROJECT_ROOT).digest('hex').slice(0, 12);
  return join(systemFolder(), clone);
}

/**
 * Where root keeps what other accounts must reach. /var/lib is root's own; in /var/tmp (when /var is read-only) anyone
 * may have laid a folder of this name before us, and then it is not used.
 * @throws CodedError NOT_WRITABLE
 */
export function systemFolder(): string {
  try {
    accessSync('/var/lib', constants.W_OK);
    return '/var/lib/berdaya';
  } catch {
    const path = '/var/tmp/berdaya';
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (!found || (found.isDirectory() && found.uid === 0)) return path;
    throw new CodedError('NOT_WRITABLE', { path, reason: 'it belongs to another account; set BERDAYA_DATA_DIR' });
  }
}

/**
 * Makes the folder if need be and returns its absolute path. Others may pass through it (PostgreSQL may run as another
 * account) but not look into it.
 * @throws CodedError NOT_WRITABLE, DISK_FULL
 */
export async function openDataDirectory(path: string): Promise<string> {
  const folder = resolve(path);
  try {
    await makeFolder(folder);
    const { mode } = await stat(folder);
    if (process.getuid?.() === 0 && (mode & 0o111) !== 0o111) await chmod(folder, (mode & 0o777) | 0o111);
    // The database and the demo files open the folder at the same time.
    const probe = join(folder, `.probe-${process.pid}-${randomBytes(4).toString('hex')}`);
    await writeFile(probe, '', { mode: 0o600 });
    await rm(probe);
    return folder;
  } catch (error) {
    throw fileError(error, folder);
  }
}

/** Step by step: with `recursive` Node 20 never returns on file systems that answer ENOENT to every mkdir, like /proc. */
async function makeFolder(folder: string, isRetry = false): Promise<void> {
  try {
    await mkdir(folder, 0o711);
  } catch (error) {
    const code = systemCodeOf(error);
    if (code === 'EEXIST' && (await stat(folder)).isDirectory()) return;
    if (code !== 'ENOENT' || isRetry) throw error;
    await makeFolder(dirname(folder));
    await makeFolder(folder, true);
  }
}

/**
 * The text of a secret file (mode 600), made by `create` on first use. Two processes that start at once end up with the
 * same text: the file appears whole or not at all, and the first one stays.
 * @throws CodedError NOT_WRITABLE, DISK_FULL
 */
export async function openSecret(path: string, create: () => Promise<string> | string): Promise<string> {
  const existing = await readIfExists(path);
  if (existing !== undefined) return existing;
  const draft = join(dirname(path), `.${basename(path)}-${process.pid}-${randomBytes(4).toString('hex')}`);
  try {
    await writeFile(draft, await create(), { mode: 0o600, flag: 'wx' });
    await link(draft, path).catch((error: unknown) => {
      if (systemCodeOf(error) !== 'EEXIST') throw error;
    });
    return await readFile(path, 'utf8');
  } catch (error) {
    throw fileError(error, path);
  } finally {
    await rm(draft, { force: true });
  }
}

async function readIfExists(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (systemCodeOf(error) === 'ENOENT') return undefined;
    throw fileError(error, path);
  }
}
