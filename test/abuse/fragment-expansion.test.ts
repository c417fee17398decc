import { doublingFragments } from '../support/bombs';
import { UNTOUCHED, openGuardedGraph } from '../support/guarded-graph';

/** CVE-2025-32030 (GHSA-q2f9-x4p4-7xmh): a kilobyte of fragments that double became seconds of planning. */
test('fourteen doublings are refused unseen by validation and planner', async () => {
  await using graph = await openGuardedGraph();
  const bomb = doublingFragments(14);
  expect(bomb.length).toBeLessThan(1_300);
  const { code, effects } = await graph.post({ query: bomb });
  expect(code).toBe('DOCUMENT_TOO_LARGE');
  expect(effects).toEqual(UNTOUCHED);
  // Control: the same shape with three doublings is planned and answered.
  const small = await graph.post({ query: doublingFragments(3) });
  expect(small.code).toBeUndefined();
  expect(small.effects).toMatchObject({ served: 1, planned: 1 });
});

test('forty-eight doublings are measured without being expanded', async () => {
  await using graph = await openGuardedGraph();
  const fragments = Array.from({ length: 48 }, (_, i) => `fragment F${i} on Node { ...F${i + 1} ...F${i + 1} id }`);
  const { code, effects } = await graph.post({
    query: `{ a { ...F0 } } ${fragments.join(' ')} fragment F48 on Node { id }`,
  });
  expect(code).toBe('DOCUMENT_TOO_LARGE');
  expect(effects).toEqual(UNTOUCHED);
});
