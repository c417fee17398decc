import { ENVELOPE_HEADER, signEnvelope } from '../../shared/viewer';
import { createSubgraphHandler } from '../../shared/subgraph';
import { serveGraph } from '../support/graph';
import { serve } from '../support/http';
import { startTestPlatform, viewerOf } from '../support/platform';
import type { TestPlatform } from '../support/platform';

/**
 * "Did you mean" spells out a closed schema one guess at a time (what clairvoyance and graphw00f live on). Whatever is misspelt,
 * in a document or in a variable, the answer repeats the guess and adds no name to it.
 */
let platform: TestPlatform;
let url: string;
let stop: () => Promise<void>;
beforeAll(async () => {
  platform = await startTestPlatform();
  const served = await serveGraph({
    ...platform,
    verify: async () => viewerOf('DATA_STEWARD', { regionCodes: ['ID'] }),
  });
  ({ url, stop } = served);
});
afterAll(async () => {
  await stop();
  await platform.stop();
});

interface Guess {
  readonly query: string;
  readonly variables?: object;
  /** The name that was nearly guessed. */
  readonly hidden: string;
}
const GUESSES: Record<string, Guess> = {
  'a root field': { query: '{ person2(id: "x") { id } }', hidden: 'persons' },
  'a field': { query: '{ persons { nodes { fullNam } } }', hidden: 'fullName' },
  'a field of a type reached': { query: '{ persons { nodes { famly { id } } } }', hidden: 'family' },
  'an argument': { query: '{ persons(filtr: {}) { nodes { id } } }', hidden: 'filter' },
  'an argument of a directive': { query: '{ persons { nodes { id @include(iff: true) } } }', hidden: 'include" or' },
  'a directive': { query: '{ persons { nodes { id @includ(if: true) } } }', hidden: '@include' },
  'a type': { query: '{ persons { nodes { ... on Persn { id } } } }', hidden: '"Person"' },
  'a type of a fragment': { query: '{ persons { nodes { ...F } } } fragment F on Persno { id }', hidden: '"Person"' },
  'a type of a variable': {
    query: 'query ($f: PersonListFiltr) { persons(filter: $f) { nodes { id } } }',
    hidden: 'PersonListFilter"',
  },
  'a field of an input': { query: '{ persons(filter: { birthDat: {} }) { nodes { id } } }', hidden: 'birthDate' },
  'a field of an input in a variable': {
    query: 'query ($f: PersonListFilter) { persons(filter: $f) { nodes { id } } }',
    variables: { f: { birthDat: {} } },
    hidden: 'birthDate',
  },
  'an enum value': { query: '{ families(orderBy: [{ field: DESIK }]) { nodes { id } } }', hidden: 'DESIL' },
  'an enum value in a variable': {
    query: 'query ($o: [FamilyOrder!]) { families(orderBy: $o) { nodes { id } } }',
    variables: { o: [{ field: 'DESIK' }] },
    hidden: 'DESIL',
  },
  'an enum value as text': {
    query: '{ families(orderBy: [{ field: "DESIL1" }]) { nodes { id } } }',
    hidden: 'DESIL"?',
  },
  'a mutation': { query: 'mutation { mergeDuplicates(input: {}) { id } }', hidden: '"mergeDuplicate"' },
  'a field that must have a selection': { query: '{ persons }', hidden: 'persons { ... }' },
};

test.each(Object.entries(GUESSES))(
  '%s: refused, nothing fetched, and no name is told',
  async (_, { query, variables, hidden }) => {
    const statements: string[] = [];
    const stops = platform.subgraphs.map(({ database }) => database.onStatement((text) => statements.push(text)));
    for (let time = 0; time < 2; time += 1) {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables }),
      });
      const text = await response.text();
      const { errors } = JSON.parse(text) as { errors: { message: string; extensions: { code: string } }[] };
      expect(['GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT']).toContain(errors[0]?.extensions.code);
      expect(text).not.toMatch(/did you mean|suggest/i);
      expect(text.replaceAll('\\"', '"')).not.toContain(hidden);
    }
    stops.forEach((end) => end());
    expect(statements).toEqual([]);
  },
);

test('control: graphql-js does suggest, and spelt right each is a question', async () => {
  const { errors } = await platform.ask(
    viewerOf('DATA_STEWARD', { regionCodes: ['ID'] }),
    '{ persons(first: 1) { nodes { fullName family { id } } } }',
  );
  expect(errors).toEqual([]);
});

test('a subgraph service suggests nothing either, to whom its envelope lets ask', async () => {
  const { subgraph } = platform.subgraph('beneficiaries');
  const keys = platform.database.config.keys.envelope;
  const answer = createSubgraphHandler(subgraph, keys, () => undefined);
  const served = await serve((request, response) => void answer(request, response));
  const ask = async (query: string, variables?: object) => {
    const body = JSON.stringify({ query, variables });
    const envelope = signEnvelope(
      viewerOf('DATA_STEWARD', { regionCodes: ['ID'] }),
      { audience: 'beneficiaries', body },
      keys,
    );
    const headers = { 'content-type': 'application/json', [ENVELOPE_HEADER]: envelope };
    return (await fetch(served.url, { method: 'POST', headers, body })).text();
  };
  for (const { query, variables } of Object.values(GUESSES))
    expect(await ask(query, variables)).not.toMatch(/did you mean/i);
  // Control: it answers.
  expect(await ask('{ persons(first: 1) { nodes { id } } }')).toBe('{"data":{"persons":{"nodes":[]}}}');
  await served.stop();
});
