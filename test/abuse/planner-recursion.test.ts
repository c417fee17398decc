import { loadConfig } from '../../shared/config';
import { deepChain } from '../support/bombs';
import { UNTOUCHED, openGuardedGraph } from '../support/guarded-graph';

/** CVE-2024-43414 (GHSA-fmj9-77q8-g6c4): a deep chain over subgraphs made the planner recurse. */
test('a deep chain is refused before it is planned', async () => {
  await using graph = await openGuardedGraph();
  for (const depth of [17, 50]) {
    const { code, effects } = await graph.post({ query: deepChain(depth) });
    expect(code).toBe('DOCUMENT_TOO_LARGE');
    expect(effects).toEqual(UNTOUCHED);
  }
  // Control: a chain that a screen could ask is planned, and goes round the subgraphs.
  const small = await graph.post({ query: deepChain(4) });
  expect(small.effects).toMatchObject({ planned: 1 });
  expect(small.effects.fetches).toBeGreaterThan(2);
});

test.each(['APOLLO_DISABLE_SECURITY_CHECKS', 'APOLLO_DISABLE_SECURITY_NON_LOCAL_SELECTIONS_CHECK'])(
  'no process starts with %s',
  (name) => {
    for (const value of ['1', 'true', '0', ''])
      expect(() => loadConfig({ [name]: value })).toThrow(`Setting ${name}: no protection may be turned off.`);
    expect(() => loadConfig({})).not.toThrow();
  },
);
