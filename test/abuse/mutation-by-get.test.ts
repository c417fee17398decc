import { digest } from '../support/access/digest';
import { serveGraph } from '../support/graph';
import { startTestPlatform, viewerOf } from '../support/platform';
import type { TestPlatform } from '../support/platform';

/** A GET can be caused by a link, repeated by a cache and logged by everything on the way: it changes nothing (405). */
let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
  await platform.relay.stop();
});
afterAll(() => platform.stop());

const OPEN = `mutation O($input: OpenBreachCaseInput!) { openBreachCase(input: $input) { status } }`;
const variables = (clientKey: string) => ({
  input: { summary: 'a list of recipients was sent astray', discoveredAt: '2026-09-01T00:00:00Z', clientKey },
});

test('a mutation by GET is 405, names POST, and leaves every row as it is; control: by POST it is done', async () => {
  const served = await serveGraph({ ...platform, verify: async () => viewerOf('DPO', { regionCodes: ['ID'] }) });
  const before = await digest(platform.database);
  const ways = [
    { query: OPEN, variables: JSON.stringify(variables('breach-by-get-1')) },
    {
      query: `query Q { regions { nodes { code } } } ${OPEN}`,
      operationName: 'O',
      variables: JSON.stringify(variables('breach-by-get-2')),
    },
  ];
  for (const way of ways) {
    for (let time = 0; time < 2; time += 1) {
      const search = new URLSearchParams(way as Record<string, string>).toString();
      const response = await fetch(`${served.url}?${search}`, { headers: { 'apollo-require-preflight': 'true' } });
      expect(response.status).toBe(405);
      expect(response.headers.get('allow')).toBe('POST');
      expect(await response.text()).not.toContain('"data"');
    }
  }
  expect(await digest(platform.database)).toBe(before);
  const post = () =>
    fetch(served.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: OPEN, variables: variables('breach-by-post') }),
    });
  expect(await (await post()).json()).toEqual({ data: { openBreachCase: { status: 'OPENED' } } });
  expect(await digest(platform.database)).not.toBe(before);
  // Known to the gateway now, it is no less a mutation.
  const done = await digest(platform.database);
  const search = new URLSearchParams(ways[0] as Record<string, string>).toString();
  const again = await fetch(`${served.url}?${search}`, { headers: { 'apollo-require-preflight': 'true' } });
  expect(again.status).toBe(405);
  expect(await digest(platform.database)).toBe(done);
  await served.stop();
});
