import { serverAudits } from 'graphql-http';
import { serveGraph } from '../support/graph';
import type { ServedGraph } from '../support/graph';
import { startTestPlatform } from '../support/platform';
import type { TestPlatform } from '../support/platform';

/**
 * The public audit of servers (graphql-http) against the real entry point: every MUST and every SHOULD. Twice, because the
 * second time most of its documents are known and answered without the GraphQL server.
 */
let platform: TestPlatform;
let url = '';
let served: ServedGraph;
const audits = serverAudits({ url: () => url, fetchFn: fetch });

beforeAll(async () => {
  platform = await startTestPlatform();
  served = await serveGraph(platform);
  url = served.url;
});
afterAll(async () => {
  await served.stop();
  await platform.stop();
});

test('control: there are audits of both kinds', () => {
  for (const word of ['MUST', 'SHOULD']) expect(audits.filter(({ name }) => name.startsWith(word))).not.toEqual([]);
});

const required = audits.filter(({ name }) => !name.startsWith('MAY'));
const rounds = ['first', 'second'].flatMap((round) =>
  required.map((audit) => [`${round} time: ${audit.id} ${audit.name}`, audit] as const),
);

test.each(rounds)('%s', async (_, audit) => {
  expect(await audit.fn()).toMatchObject({ status: 'ok' });
});

test('control: both ways were audited', () => {
  expect(served.serverRequests).toBeGreaterThan(20);
  expect(served.requests - served.serverRequests).toBeGreaterThan(20);
});
