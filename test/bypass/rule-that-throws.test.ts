import { getParts } from '../../platform/catalogue';
import { openSubgraph } from '../../platform/subgraphs';
import { openEmptyDatabase } from '../support/database';
import { viewerOf } from '../support/platform';

/** A rule that cannot be worked out refuses, as a fault of ours and not as a decision about the viewer. */
const query = '{ persons { nodes { fullName } } families { nodes { id } } }';
const officer = viewerOf('DINSOS', { regionCodes: ['3204'] });

test.each([
  [
    'throws',
    () => {
      throw new Error('the list of regions is gone');
    },
  ],
  ['gives nothing', () => undefined as never],
])('a scope that %s', async (kind, scope) => {
  const database = await openEmptyDatabase();
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
  const { data, errors = [] } = await running.subgraph.execute({ query }, officer);
  expect(statements.filter((text) => text.includes('FROM person'))).toEqual([]);
  if (kind === 'throws') {
    expect(data).toBeNull();
    expect(errors.map(({ extensions }) => extensions?.['code'])).toContain('INTERNAL_SERVER_ERROR');
    expect(JSON.stringify(errors)).not.toContain('regions');
    expect(faults).toHaveLength(1);
  } else expect(data).toMatchObject({ persons: { nodes: [] } });
  // Control: the rule beside it is worked out.
  const control = await running.subgraph.execute({ query: '{ families { nodes { id } } }' }, officer);
  expect(control).toEqual({ data: { families: { nodes: [] } } });
  expect(statements.filter((text) => text.includes('FROM family'))).not.toEqual([]);
  await running.database.close();
  await database.drop();
});
