import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, constants, openSync } from 'node:fs';
import { identityOf } from './account';
import type { Account } from './account';
import { fileError } from '../../shared/errors';

/**
 * Runs a server and shuts it down (SIGINT) when its standard input ends. The input is a pipe held by this process, so the
 * server follows it to the grave however it dies, kill -9 included. The server's process id is printed first.
 *
 * Signals of a terminal or a service manager are ignored here and do not reach the server, which lives in a session of
 * its own: pools must be closed before the database goes.
 */
const SCRIPT = `
trap '' HUP INT TERM
exec 3<&0
"$@" </dev/null 3<&- >&2 &
server=$!
echo "$server"
exec >&-
(read -r _ <&3; kill -INT "$server" 2>/dev/null) &
exec 3<&-
wait "$server"
`;

/** A server that ends with this process. */
export interface Watched {
  /** Process id of the server itself. */
  readonly pid: number;
  /** Resolves when the server has ended. */
  readonly ended: Promise<void>;
  /** Asks it to end; from then on the process waits for it. */
  release(): void;
}

/**
 * Starts a program under the watchdog, its output going to `logFile` (made anew, mode 600).
 * @throws CodedError NOT_WRITABLE, DISK_FULL, or the operating system's error when the account cannot be taken
 */
export async function startWatched(
  command: readonly string[],
  options: { readonly account: Account | undefined; readonly logFile: string },
): Promise<Watched> {
  const child = spawnLogged(command, options);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const pid = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.stdout?.once('data', (line: Buffer) => resolve(Number(line.toString())));
    child.once('exit', () => reject(new Error('the watchdog ended before the server began')));
  });
  child.stdin?.on('error', () => undefined);
  // Nothing of this may keep the process alive: when it has no other work it ends, and the server with it.
  child.unref();
  for (const stream of [child.stdin, child.stdout]) (stream as unknown as { unref?: () => void } | null)?.unref?.();
  const release = () => {
    child.ref();
    child.stdin?.destroy();
  };
  return { pid, ended, release };
}

function spawnLogged(
  command: readonly string[],
  options: { readonly account: Account | undefined; readonly logFile: string },
): ChildProcess {
  const log = openLog(options.logFile);
  try {
    return spawn('/bin/sh', ['-c', SCRIPT, 'berdaya-watchdog', ...command], {
      ...identityOf(options.account),
      cwd: '/',
      detached: true,
      // PostgreSQL takes a lock file with this number for a stale one, see findRunning.
      env: { LC_ALL: 'C', TZ: 'UTC', PG_GRANDPARENT_PID: String(process.pid) },
      stdio: ['pipe', 'pipe', log],
    });
  } finally {
    closeSync(log);
  }
}

/**
 * Emptied first, then appended to: two servers that start on one folder at once share the log, and each writing from its
 * own position would overwrite why the other gave up.
 */
function openLog(path: string): number {
  const { O_WRONLY, O_CREAT, O_TRUNC, O_APPEND } = constants;
  try {
    return openSync(path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0o600);
  } catch (error) {
    throw fileError(error, path);
  }
}
