import { doublingFragments } from '../support/bombs';
import { UNTOUCHED, openGuardedGraph } from '../support/guarded-graph';

/** CVE-2025-32031 (GHSA-p2q6-pwh5-m6jr): the planner's short cuts could be bypassed by fields of several subgraphs. */
test('doubling fragments over three subgraphs reach neither planner nor subgraph', async () => {
  await using graph = await openGuardedGraph();
  const { code, effects } = await graph.post({ query: doublingFragments(12, 'aWord bWord cWord') });
  expect(code).toBe('DOCUMENT_TOO_LARGE');
  expect(effects).toEqual(UNTOUCHED);
  // Control: with two doublings all three subgraphs are asked.
  const small = await graph.post({ query: doublingFragments(2, 'aWord bWord cWord') });
  expect(small.code).toBeUndefined();
  expect(small.effects.fetches).toBeGreaterThanOrEqual(3);
});
