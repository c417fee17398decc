import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { CodedError } from '../../shared/errors';

/** The operating system account a program runs as. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** Unprivileged accounts a machine may have, best first; every Unix has the last one. */
const CANDIDATES = ['postgres', 'nobody'];

const run = promisify(execFile);

/**
 * Whom PostgreSQL must run as, because it refuses to run as root: the account that owns `folder`, else the first
 * unprivileged account of the machine.
 * @returns undefined when this process is no root and PostgreSQL can simply run as itself
 * @throws CodedError DATABASE_FAILED when root finds no account
 */
export async function findServerAccount(folder: string): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = await readAccounts();
  const owner = await stat(folder).catch(() => undefined);
  const found =
    owner && owner.uid !== 0
      ? accounts.find((account) => account.uid === owner.uid)
      : CANDIDATES.map((name) => accounts.find((account) => account.name === name)).find(Boolean);
  if (found) return found;
  throw new CodedError('DATABASE_FAILED', {
    reason: 'PostgreSQL refuses to run as root and this machine has neither an account "postgres" nor "nobody"',
  });
}

/** Whether a program of this account could enter the folder: asks the kernel, which knows of ACLs and mounts. */
export async function canEnter(folder: string, account: Account | undefined): Promise<boolean> {
  try {
    await run('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { ...identityOf(account), cwd: '/' });
    return true;
  } catch {
    return false;
  }
}

/** The part of `child_process` options that makes a child run as the account. */
export function identityOf(account: Account | undefined): { uid?: number; gid?: number } {
  return account ? { uid: account.uid, gid: account.gid } : {};
}

/** Read from the file, not through `id`: a minimal image may have no such program. */
async function readAccounts(): Promise<Account[]> {
  const text = await readFile('/etc/passwd', 'utf8').catch(() => '');
  return text.split('\n').flatMap((line) => {
    const [name, , uid, gid] = line.split(':');
    return name && uid && gid && Number(uid) > 0 ? [{ name, uid: Number(uid), gid: Number(gid) }] : [];
  });
}
