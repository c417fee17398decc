import { getParts } from '../../platform/catalogue';
import { openSubgraph } from '../../platform/subgraphs';
import { only } from '../../shared/database';
import { systemCodeOf } from '../../shared/errors';
import type { ScopeRule } from '../../shared/subgraph';
import { openEmptyDatabase } from '../support/database';
import { addFamilies } from '../support/people';
import { viewerOf } from '../support/platform';

/** A rule that cannot be worked out refuses, as a fault of ours and not as a decision about the viewer. */
const query = '{ persons { nodes { fullName } } families { nodes { id } } }';
const officer = viewerOf('DINSOS', { regionCodes: ['3204'] });

async function openWith(scope: ScopeRule) {
  const database = await openEmptyDatabase();
  await addFamilies({ database }, [{ key: 'home', region: '3205012001', members: [{ key: 'head' }] }]);
  const parts = getParts('beneficiaries');
  const faults: unknown[] = [];
  const statements: string[] = [];
  const running = await openSubgraph(
    { ...parts, scopes: { ...parts.scopes, Person: scope } },
    database.adminUrl,
    database.config,
    { onFault: ({ error }) => faults.push(error) },
  );
  running.database.onStatement((text) => statements.push(text));
  return {
    faults,
    ask: async (text: string) => {
      statements.length = 0;
      return { ...(await running.subgraph.execute({ query: text }, officer)), statements: [...statements] };
    },
    async [Symbol.asyncDispose]() {
      await running.close();
      await database.drop();
    },
  };
}

test.each<[string, ScopeRule, number]>([
  [
    'throws',
    () => {
      throw new Error('the list of regions is gone');
    },
    0,
  ],
  ['gives nothing', () => undefined as never, 0],
  // PostgreSQL ends it after the ten seconds a statement may take.
  ['takes for ever', () => only(() => 'pg_sleep(600) IS NULL'), 1],
])('a scope that %s: no row, a fault in the log, and a code that is not FORBIDDEN', async (_, scope, sent) => {
  await using registry = await openWith(scope);
  const { faults, ask } = registry;
  const { data, errors = [], statements } = await ask(query);
  expect(statements.filter((text) => text.includes('FROM person'))).toHaveLength(sent);
  expect(data ?? null).toBeNull();
  expect(errors.map(({ extensions }) => extensions?.['code'])).toEqual(['INTERNAL_SERVER_ERROR']);
  expect(errors[0]?.extensions?.['correlationId']).toEqual(expect.any(String));
  expect(JSON.stringify(errors)).not.toMatch(/regions|scope|sleep/);
  expect(faults).toHaveLength(1);
  expect(systemCodeOf(faults[0])).toBe(sent === 1 ? '57014' : undefined);
  // Control: the rule beside it is worked out.
  const control = await ask('{ families { nodes { id } } }');
  expect(control.data).toEqual({ families: { nodes: [] } });
  expect(control.errors).toBeUndefined();
  expect(control.statements.filter((text) => text.includes('FROM family'))).not.toEqual([]);
});

test('control: a rule that refuses is no fault: it says FORBIDDEN_FIELD where it withholds, and nothing is logged', async () => {
  await using registry = await openWith(() => ({ kind: 'NOWHERE' }));
  const { faults, ask } = registry;
  const { data, errors, statements } = await ask('{ persons { nodes { fullName } } }');
  expect({ data, errors, statements, faults }).toEqual({
    data: { persons: { nodes: [] } },
    errors: undefined,
    statements: [],
    faults: [],
  });
});
