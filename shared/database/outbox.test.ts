import type { PoolClient } from 'pg';
import { findHorizon } from './outbox';

/** A connection that answers the two looks in turn. */
function looking(next: string, working: readonly string[]): PoolClient {
  const answers: object[][] = [[{ next }], working.map((xid) => ({ xid }))];
  return { query: async () => ({ rows: answers.shift() }) } as unknown as PoolClient;
}

const TWO_32 = 2n ** 32n;

test.each<[string, string, string[], string]>([
  ['nobody is at work: all before the next number have ended', '900', [], '900'],
  ['the oldest at work', '900', ['880', '870', '890'], '870'],
  ['who has begun between the two looks is not before the first', '900', ['903', '900'], '900'],
  ['of both the one that was there', '900', ['903', '880'], '880'],
  [
    'numbers of which sessions show 32 bits only',
    String(3n * TWO_32 + 5n),
    ['4294967290', '7'],
    String(3n * TWO_32 - 6n),
  ],
])('the horizon: %s', async (_, next, working, horizon) => {
  expect(await findHorizon(looking(next, working))).toBe(horizon);
});
