import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../shared/config';
import type { Database } from '../shared/database';
import { today } from '../shared/machine';
import { log, logFault } from './log';

/** Something a subgraph has to do as time passes; doing it again, or in two places at once, does no harm. */
export interface TimedJob {
  readonly name: string;
  /** A day is one where the ministry works. */
  readonly every: 'DAY' | 'MINUTE';
  /**
   * The number of rows it dealt with.
   * @param folder of the subgraph's own, for files it makes
   */
  readonly run: (database: Database, folder: string) => Promise<number>;
}

/** A subgraph as its jobs see it. */
interface JobMember {
  readonly database: Database;
  readonly folder: string;
  readonly jobs?: readonly TimedJob[];
}

/** Jobs at work. */
export interface Jobs {
  /** Waits for the one that is running. */
  stop(): Promise<void>;
}

const MINUTE_MS = 60_000;

/** The jobs to run: the nation of a demo stands still at its day, and would only grow old. */
export function timedMembers<Member extends JobMember>(
  members: readonly Member[],
  { mode }: Pick<Config, 'mode'>,
): readonly Member[] {
  return mode === 'demo' ? [] : members;
}

/**
 * Runs the jobs of some subgraphs, now and whenever they are due again: those of a day as soon as another day has begun. A failed one
 * is logged, and tried again a minute later.
 */
export function startJobs(members: readonly JobMember[], minuteMs: number = MINUTE_MS): Jobs {
  const stopping = new AbortController();
  const doneOn = new Map<TimedJob, string>();
  const loop = (async () => {
    while (!stopping.signal.aborted) {
      const day = today();
      const done = await runJobs(members, (job) => job.every === 'MINUTE' || doneOn.get(job) !== day);
      for (const job of done) doneOn.set(job, day);
      await sleep(minuteMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await loop;
    },
  };
}

/** Runs the jobs that are due, one after the other; those that did not fail. */
export async function runJobs(
  members: readonly JobMember[],
  isDue: (job: TimedJob) => boolean,
): Promise<readonly TimedJob[]> {
  const done: TimedJob[] = [];
  for (const { database, folder, jobs = [] } of members) {
    for (const job of jobs.filter(isDue)) {
      try {
        const rows = await job.run(database, folder);
        done.push(job);
        if (rows > 0) log({ level: 'info', event: 'job', job: job.name, rows });
      } catch (error) {
        logFault({ correlationId: randomUUID(), error });
      }
    }
  }
  return done;
}
