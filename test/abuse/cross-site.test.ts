import { openGuardedGraph } from '../support/guarded-graph';

/** GHSA-9q82-xgwf-vj6h, GHSA-hff2-gcpx-8f4p: what a foreign page can send without a preflight must run nothing. */
const QUERY = '{ a { aWord } }';
const NOTHING = { planned: 0, fetches: 0 };

test('a GET without proof of a preflight is 400; one with an odd content type is refused', async () => {
  await using graph = await openGuardedGraph();
  const url = `${graph.url}?query=${encodeURIComponent(QUERY)}`;
  const odd: Record<string, string>[] = [
    {},
    { 'content-type': 'text/plain' },
    { 'content-type': 'text/plain', 'apollo-require-preflight': 'true' },
    { 'content-type': 'application/x-www-form-urlencoded' },
    { 'content-type': 'multipart/form-data' },
    { 'content-type': 'application/json+x', 'apollo-require-preflight': 'true' },
    { 'content-type': ';' },
  ];
  for (const headers of odd) {
    const { status, effects } = await graph.send(url, { headers });
    expect([400, 415]).toContain(status);
    expect(effects).toMatchObject(NOTHING);
  }
  const honest = await graph.send(url, { headers: { 'apollo-require-preflight': 'true' } });
  expect(honest).toMatchObject({ status: 200, effects: { planned: 1, fetches: 1 } });
});

test('the simple content types of a form are refused by POST, for a known document too', async () => {
  await using graph = await openGuardedGraph();
  const body = JSON.stringify({ query: QUERY });
  expect((await graph.post(body)).effects).toMatchObject({ fetches: 1 });
  // Control: now it is known, and answered without the server.
  expect((await graph.post(body)).effects).toEqual({ served: 0, planned: 0, fetches: 1 });
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
    const { status, effects } = await graph.post(body, { 'content-type': type });
    expect(status).toBe(400);
    expect(effects).toMatchObject(NOTHING);
  }
});
