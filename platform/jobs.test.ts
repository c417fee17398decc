import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../shared/database';
import { startJobs } from './jobs';

/** No job of these looks at it. */
const member = { database: {} as Database, folder: '' };

let clock: jest.SpyInstance<number>;
beforeEach(() => {
  clock = jest.spyOn(Date, 'now');
  setClock('2026-11-30T15:00:00Z');
});
afterEach(() => jest.restoreAllMocks());

function setClock(at: string): void {
  clock.mockReturnValue(Date.parse(at));
}

/** A daily job, and one of every minute by which the loops are counted. */
function timed(run: () => Promise<number>) {
  let minutes = 0;
  const jobs = startJobs(
    [
      {
        ...member,
        jobs: [
          { name: 'daily', every: 'DAY', run },
          { name: 'minutely', every: 'MINUTE', run: async () => ((minutes += 1), 0) },
        ],
      },
    ],
    1,
  );
  return {
    /** Waits until every job that is due has had its turn. */
    async pass(): Promise<void> {
      const until = minutes + 2;
      while (minutes < until) await sleep(1);
    },
    [Symbol.asyncDispose]: () => jobs.stop(),
  };
}

test('a daily job runs at the start and once for each day of Jakarta, however long the platform has been up', async () => {
  let runs = 0;
  await using loop = timed(async () => (runs += 1));
  const runsAt = async (at: string) => {
    setClock(at);
    await loop.pass();
    return runs;
  };
  expect(await runsAt('2026-11-30T15:00:00Z')).toBe(1);
  expect(await runsAt('2026-11-30T16:59:59Z')).toBe(1);
  expect(await runsAt('2026-11-30T17:00:00Z')).toBe(2);
  // The day of Greenwich changes, and a day has passed since the start.
  expect(await runsAt('2026-12-01T00:00:00Z')).toBe(2);
  expect(await runsAt('2026-12-01T15:00:00Z')).toBe(2);
  expect(await runsAt('2026-12-01T17:00:00Z')).toBe(3);
});

test('one that fails is tried again, and not once more when it has not failed', async () => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const runs: string[] = [];
  let isBroken = true;
  await using loop = timed(async () => {
    runs.push(isBroken ? 'failed' : 'done');
    if (isBroken) throw new Error('no database');
    return 0;
  });
  await loop.pass();
  expect(runs.length).toBeGreaterThan(1);
  isBroken = false;
  await loop.pass();
  await loop.pass();
  expect(runs.filter((run) => run === 'done')).toHaveLength(1);
  expect(runs.at(-1)).toBe('done');
});
