import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../shared/database';
import { log, logFault } from './log';

/** Something a subgraph has to do once a day; doing it again, or in two places at once, does no harm. */
export interface DailyJob {
  readonly name: string;
  /** The number of rows it dealt with. */
  readonly run: (database: Database) => Promise<number>;
}

/** A subgraph as its jobs see it. */
interface JobMember {
  readonly database: Database;
  readonly jobs?: readonly DailyJob[];
}

/** Jobs at work. */
export interface Jobs {
  /** Waits for the one that is running. */
  stop(): Promise<void>;
}

const DAY_MS = 24 * 3_600_000;

/** Runs the daily jobs of some subgraphs, now and every day after; a failed one is logged, and tried again the next day. */
export function startJobs(members: readonly JobMember[], everyMs: number = DAY_MS): Jobs {
  const stopping = new AbortController();
  const loop = (async () => {
    while (!stopping.signal.aborted) {
      await runJobs(members);
      await sleep(everyMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await loop;
    },
  };
}

async function runJobs(members: readonly JobMember[]): Promise<void> {
  for (const { database, jobs = [] } of members) {
    for (const { name, run } of jobs) {
      try {
        const rows = await run(database);
        if (rows > 0) log({ level: 'info', event: 'job', job: name, rows });
      } catch (error) {
        logFault({ correlationId: randomUUID(), error });
      }
    }
  }
}
