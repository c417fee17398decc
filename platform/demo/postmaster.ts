import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { systemCodeOf } from '../../shared/errors';

/** The running PostgreSQL of a cluster, as its postmaster.pid tells it. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** Whether it accepts connections (it may still replay its log after a crash). */
  readonly ready: boolean;
}

/** Name of the setting in which a postmaster carries who started it: `pid:start of that process`. */
export const OWNER_SETTING = 'berdaya.owner';

const run = promisify(execFile);

/** Whether a process of this id runs, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return systemCodeOf(error) === 'EPERM' && !hasEnded(pid);
  }
  return !hasEnded(pid);
}

/** A process that has ended keeps its number until its parent asks for it, which the first process of a container may never. */
function hasEnded(pid: number): boolean {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return line.slice(line.lastIndexOf(')') + 2).startsWith('Z');
  } catch {
    return false;
  }
}

/** What postmaster.pid says; undefined when there is none (or it is being written). */
export async function readPostmaster(folder: string): Promise<Postmaster | undefined> {
  const text = await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => '');
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
}

/**
 * The PostgreSQL that runs on this cluster now. A postmaster.pid whose number meanwhile belongs to a stranger (usual
 * after a container restarts) would make PostgreSQL refuse to start; its first line is then changed to our own process,
 * which PostgreSQL takes for stale. The file is not removed: it also names the shared memory by which PostgreSQL makes
 * sure that no backend of the old one is left.
 */
export async function findRunning(folder: string): Promise<Postmaster | undefined> {
  const found = await readPostmaster(folder);
  if (!found || !isAlive(found.pid)) return undefined;
  if (found.pid !== process.pid && (await commandOf(found.pid)).includes('postgres')) return found;
  const path = join(folder, 'postmaster.pid');
  const text = await readFile(path, 'utf8').catch(() => '');
  if (text.startsWith(`${found.pid}\n`)) await writeFile(path, text.replace(/^\d+/, String(process.pid)));
  return undefined;
}

/** This process, so that another one can tell later whether it still lives: numbers are reused, start times are not. */
export async function ownIdentity(): Promise<string> {
  return `${process.pid}:${await startOf(process.pid)}`;
}

/** The living process that started the postmaster of this cluster; undefined when it was killed. */
export async function findOwner(folder: string): Promise<number | undefined> {
  const options = await readFile(join(folder, 'postmaster.opts'), 'utf8').catch(() => '');
  const [, pid, start] = new RegExp(`${OWNER_SETTING}=(\\d+):(\\w*)`).exec(options) ?? [];
  if (!pid || !isAlive(Number(pid))) return undefined;
  return (await startOf(Number(pid))) === start ? Number(pid) : undefined;
}

/**
 * Ends a postmaster: fast shutdown, and an immediate one (the log is replayed at the next start) when that takes too long.
 * @returns whether it is gone
 */
export async function endPostmaster(pid: number, patienceMs = 10_000): Promise<boolean> {
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if (systemCodeOf(error) === 'ESRCH') return true;
      throw error;
    }
    if (await waitUntilGone(pid, patienceMs)) return true;
  }
  return false;
}

/** Whether the process ended within the time. */
export async function waitUntilGone(pid: number, patienceMs: number): Promise<boolean> {
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline;) {
    if (!isAlive(pid)) return true;
    await sleep(10);
  }
  return !isAlive(pid);
}

async function commandOf(pid: number): Promise<string> {
  const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined);
  if (line !== undefined) return line;
  return run('ps', ['-o', 'command=', '-p', String(pid)]).then(
    ({ stdout }) => stdout,
    () => '',
  );
}

/** When a process started, as a word: clock ticks since boot on Linux, else what ps prints. */
async function startOf(pid: number): Promise<string> {
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (line !== undefined) return line.slice(line.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  return run('ps', ['-o', 'lstart=', '-p', String(pid)]).then(
    ({ stdout }) => stdout.replace(/\W/g, ''),
    () => '',
  );
}
