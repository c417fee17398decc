import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { childEnvironment } from '../../shared/config';
import { CodedError } from '../../shared/errors';

/** A service that runs as a Node process of its own. */
export interface ServiceSpec {
  readonly name: string;
  /** JavaScript file. */
  readonly script: string;
  readonly args?: readonly string[];
  /** Options of Node itself. */
  readonly nodeArgs?: readonly string[];
  /** Settings on top of our own. */
  readonly env?: Readonly<Record<string, string>>;
  /** Answers 200 when the service is ready. */
  readonly healthUrl: string;
}

export interface ServicesOptions {
  /** Takes the services' output line by line, with their name in front. Default: stderr. */
  readonly write?: (line: string) => void;
  /** Milliseconds until a service must be ready; 60,000. */
  readonly startLimit?: number;
  /** Milliseconds a service may take to stop before it is killed; 8,000. */
  readonly stopLimit?: number;
}

export interface Services {
  /**
   * Starts services side by side and waits until all are ready.
   * @throws CodedError SERVICE_FAILED when one ends or is late; everything is stopped then
   */
  start(specs: readonly ServiceSpec[]): Promise<void>;
  /** Rejects with SERVICE_FAILED, after everything was stopped, when a service ends by itself; else stays open. */
  readonly failed: Promise<never>;
  /** Stops all, the last started first. Can be called twice. */
  stop(): Promise<void>;
}

interface Running {
  readonly spec: ServiceSpec;
  readonly child: ChildProcess;
  readonly ended: Promise<string>;
}

/** Runs several services under one parent: they start, log and stop together, and none is left when one of them dies. */
export function createServices(options: ServicesOptions = {}): Services {
  const { write = (line) => process.stderr.write(`${line}\n`), startLimit = 60_000, stopLimit = 8_000 } = options;
  const running: Running[] = [];
  let stopping: Promise<void> | undefined;
  let isFailing = false;
  let fail: (error: CodedError) => void = () => undefined;
  const failed = new Promise<never>((_resolve, reject) => (fail = reject));
  failed.catch(() => undefined);

  const stopAll = async () => {
    for (let last = running.pop(); last; last = running.pop()) await end(last, stopLimit);
  };
  const stop = () => (stopping ??= stopAll());
  const launch = (spec: ServiceSpec) => {
    const service = run(spec, write);
    running.push(service);
    void service.ended.then(async (how) => {
      if (stopping) return;
      isFailing = true;
      await stop();
      fail(new CodedError('SERVICE_FAILED', { name: spec.name, reason: `ended with ${how}` }));
    });
    return waitUntilHealthy(spec, startLimit, () => stopping !== undefined);
  };
  return {
    failed,
    stop,
    async start(specs) {
      try {
        await Promise.race([Promise.all(specs.map(launch)), failed]);
        // Stopping lets the others' waits end well; what made it stop must still be told.
        if (isFailing) await failed;
      } catch (error) {
        await stop();
        throw error;
      }
    },
  };
}

function run(spec: ServiceSpec, write: (line: string) => void): Running {
  const child = spawn(process.execPath, [...(spec.nodeArgs ?? []), spec.script, ...(spec.args ?? [])], {
    env: childEnvironment(spec.env),
    // The channel closes with us however we end, and a service that is shut down by shutdown.ts follows.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // Ctrl-C in a terminal must reach us only, or the services would go in any order.
    detached: true,
  });
  for (const stream of [child.stdout, child.stderr]) label(stream, spec.name, write);
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `code ${code}`));
  });
  return { spec, child, ended };
}

function label(stream: Readable | null, name: string, write: (line: string) => void): void {
  if (stream) createInterface({ input: stream }).on('line', (line) => write(`[${name}] ${line}`));
}

async function end({ child, ended }: Running, limit: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), limit);
  await ended;
  clearTimeout(late);
}

async function waitUntilHealthy(spec: ServiceSpec, limit: number, isOver: () => boolean): Promise<void> {
  for (const deadline = Date.now() + limit; Date.now() < deadline;) {
    if (isOver()) return;
    const answer = await fetch(spec.healthUrl, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer?.ok) return;
    await sleep(50);
  }
  throw new CodedError('SERVICE_FAILED', { name: spec.name, reason: `was not ready after ${limit / 1000} s` });
}
