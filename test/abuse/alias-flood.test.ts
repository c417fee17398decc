import { aliasFlood } from '../support/bombs';
import { UNTOUCHED, openGuardedGraph } from '../support/guarded-graph';
import { addFamilies } from '../support/people';
import { startTestPlatform, viewerOf } from '../support/platform';

/** AB3: a thousand aliases of one field were a thousand and one requests to a subgraph; several documents in one body likewise. */
test.each([1_000, 3_000, 61])('%i aliases cause no request', async (count) => {
  await using graph = await openGuardedGraph();
  const { code, effects } = await graph.post({ query: aliasFlood(count) });
  expect(code).toBe('DOCUMENT_TOO_LARGE');
  expect(effects).toEqual(UNTOUCHED);
});

test('control: ten aliases of one field are one request', async () => {
  await using graph = await openGuardedGraph();
  const { code, effects } = await graph.post({ query: aliasFlood(10) });
  expect(code).toBeUndefined();
  expect(effects).toMatchObject({ planned: 1, fetches: 1 });
});

test('a body that is a list is 400, and nothing in it is looked at', async () => {
  await using graph = await openGuardedGraph();
  for (const count of [1, 2, 100]) {
    const { status, effects } = await graph.post(Array.from({ length: count }, () => ({ query: '{ a { aWord } }' })));
    expect(status).toBe(400);
    expect(effects).toMatchObject({ planned: 0, fetches: 0 });
  }
});

test('ids that are the same are looked up once', async () => {
  await using graph = await openGuardedGraph();
  const query = `{ ${Array.from({ length: 10 }, (_, i) => `f${i}: a { bWord }`).join(' ')} }`;
  const { effects } = await graph.post({ query });
  // One to a, and one to b for the one node that ten aliases lead to.
  expect(effects.fetches).toBe(2);
});

test('twenty aliases of one person are one statement, and one look-up a key; control: two persons are two keys of it', async () => {
  await using platform = await startTestPlatform();
  const ids = await addFamilies(platform, [
    {
      key: 'home',
      members: [
        { key: 'a', name: 'Sarni' },
        { key: 'b', name: 'Budi' },
      ],
    },
  ]);
  const officer = viewerOf('DINSOS', { regionCodes: ['3204'] });
  const ask = (keys: readonly string[]) =>
    platform.ask<Record<string, { fullName: string }>>(
      officer,
      `{ ${keys.map((key, index) => `p${index}: person(id: "${ids.person(key)}") { fullName family { desil } }`).join(' ')} }`,
    );
  const one = await ask(Array.from({ length: 20 }, () => 'a'));
  const two = await ask(['a', 'b']);
  expect(Object.values(one.data ?? {}).map(({ fullName }) => fullName)).toEqual(
    Array.from({ length: 20 }, () => 'Sarni'),
  );
  expect(Object.values(two.data ?? {}).map(({ fullName }) => fullName)).toEqual(['Sarni', 'Budi']);
  // Persons, then their families: a statement each, however many ask.
  expect([one.fetches.length, one.statements.length]).toEqual([1, 2]);
  expect([two.fetches.length, two.statements.length]).toEqual([1, 2]);
});
