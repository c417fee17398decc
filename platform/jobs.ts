import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../shared/config';
import type { Database } from '../shared/database';
import { log, logFault } from './log';

/** Something a subgraph has to do as time passes; doing it again, or in two places at once, does no harm. */
export interface TimedJob {
  readonly name: string;
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
const MINUTES_A_DAY = 24 * 60;

/** The jobs to run: the nation of a demo stands still at its day, and would only grow old. */
export function timedMembers<Member extends JobMember>(
  members: readonly Member[],
  { mode }: Pick<Config, 'mode'>,
): readonly Member[] {
  return mode === 'demo' ? [] : members;
}

/** Runs the jobs of some subgraphs, now and whenever they are due again; a failed one is logged, and tried again then. */
export function startJobs(members: readonly JobMember[], minuteMs: number = MINUTE_MS): Jobs {
  const stopping = new AbortController();
  const loop = (async () => {
    for (let minute = 0; !stopping.signal.aborted; minute += 1) {
      const isNewDay = minute % MINUTES_A_DAY === 0;
      await runJobs(members, ({ every }) => every === 'MINUTE' || isNewDay);
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

/** Runs the jobs that are due, one after the other. */
export async function runJobs(members: readonly JobMember[], isDue: (job: TimedJob) => boolean): Promise<void> {
  for (const { database, folder, jobs = [] } of members) {
    for (const { name, run } of jobs.filter(isDue)) {
      try {
        const rows = await run(database, folder);
        if (rows > 0) log({ level: 'info', event: 'job', job: name, rows });
      } catch (error) {
        logFault({ correlationId: randomUUID(), error });
      }
    }
  }
}
