import type { SubgraphLink } from '../gateway';
import { createLinkPool } from './link-pool';

/** A supergraph that is reloaded must not leave sockets of subgraphs behind that are no longer part of it. */
function counted() {
  const opened: string[] = [];
  const closed: string[] = [];
  const pool = createLinkPool((name, url): SubgraphLink => {
    opened.push(`${name} ${url}`);
    return {
      name,
      send: async () => ({ data: {} }),
      close: async () => {
        closed.push(`${name} ${url}`);
      },
    };
  });
  return { pool, opened, closed };
}

const before = new Map([
  ['a', 'http://a'],
  ['b', 'http://b'],
]);
const after = new Map([
  ['a', 'http://a'],
  ['b', 'http://moved'],
]);

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test('a subgraph that stays keeps its link; one that moved is closed when no operation can use it any more', () => {
  const { pool, opened, closed } = counted();
  const [first] = pool.use(before);
  const [again] = pool.use(after);
  expect(again).toBe(first);
  expect(opened).toEqual(['a http://a', 'b http://b', 'b http://moved']);
  jest.advanceTimersByTime(29_000);
  expect(closed).toEqual([]);
  jest.advanceTimersByTime(2_000);
  expect(closed).toEqual(['b http://b']);
});

test('closing closes what is in use and what is retiring, each once', async () => {
  const { pool, closed } = counted();
  pool.use(before);
  pool.use(after);
  await pool.close();
  expect(closed).toEqual(['a http://a', 'b http://moved', 'b http://b']);
  jest.advanceTimersByTime(60_000);
  expect(closed).toHaveLength(3);
});
