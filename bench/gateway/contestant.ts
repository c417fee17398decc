import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createWriteStream, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** One server in the race. */
export interface Contestant {
  readonly name: string;
  /** Program and arguments of Node; started with the core's pin in front. */
  readonly args: readonly string[];
  readonly port: number;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A contestant that runs. */
export interface Running extends Contestant {
  readonly url: string;
  /** CPU seconds of the process so far, all its threads together. */
  cpuSeconds(): number;
  /** Resident memory in MB. */
  residentMegabytes(): number;
  stop(): void;
}

/**
 * All get the young generation our gateway starts with (see `npm run gateway`): with Node's own of 16 MB, fifty clients with
 * large answers make each of them spend up to a third of its time on copying what is still in use.
 */
const NODE_OPTIONS = ['--max-semi-space-size=64'];

/** Ticks of the clock in which Linux counts CPU time. */
const TICKS = 100;
const START_SECONDS = 60;

/** Starts a process on one core; its output goes to a file. */
export function startPinned(
  core: number,
  { args, cwd, env }: Pick<Contestant, 'args' | 'cwd' | 'env'>,
  log: string,
): ChildProcess {
  const child = spawn('taskset', ['-c', String(core), process.execPath, ...NODE_OPTIONS, ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: 'production', APOLLO_TELEMETRY_DISABLED: 'true', ...env },
  });
  const file = createWriteStream(log);
  child.stdout.pipe(file);
  child.stderr.pipe(file);
  return child;
}

/** Starts a contestant and waits until it answers. */
export async function start(contestant: Contestant, core: number, log: string): Promise<Running> {
  const child = startPinned(core, contestant, log);
  const url = `http://127.0.0.1:${contestant.port}/graphql`;
  await answering(url, contestant.name, child, log);
  const { pid } = child;
  return {
    ...contestant,
    url,
    cpuSeconds: () => {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return (Number(fields[11]) + Number(fields[12])) / TICKS;
    },
    residentMegabytes: () =>
      Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024,
    stop: () => child.kill('SIGKILL'),
  };
}

async function answering(url: string, name: string, child: ChildProcess, log: string): Promise<void> {
  for (let waited = 0; waited < START_SECONDS * 10; waited += 1) {
    if (child.exitCode !== null) break;
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{__typename}"}',
    }).catch(() => undefined);
    if (response) return;
    await sleep(100);
  }
  child.kill('SIGKILL');
  throw new Error(`${name} does not answer; see ${log}`);
}
