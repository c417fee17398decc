import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serverAudits } from 'graphql-http';
import { createGraphHandler } from '../../gateway';
import { PUBLIC_VIEWER } from '../../shared/viewer';
import { startTestPlatform } from '../support/platform';
import type { TestPlatform } from '../support/platform';

/** The public audit of servers (graphql-http) against the real entry point: every MUST and every SHOULD. */
let platform: TestPlatform;
let url = '';
const http = createServer((request, response) => void handler(request, response));
let handler: ReturnType<typeof createGraphHandler>;
const audits = serverAudits({ url: () => url, fetchFn: fetch });

beforeAll(async () => {
  platform = await startTestPlatform();
  const tokens = { verify: async () => PUBLIC_VIEWER };
  handler = createGraphHandler({ server: platform.server, tokens, corsOrigins: [], log: () => undefined });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/graphql`;
});
afterAll(async () => {
  http.closeAllConnections();
  await new Promise((resolve) => http.close(resolve));
  await platform.stop();
});

test('control: there are audits of both kinds', () => {
  for (const word of ['MUST', 'SHOULD']) expect(audits.filter(({ name }) => name.startsWith(word))).not.toEqual([]);
});

test.each(audits.filter(({ name }) => !name.startsWith('MAY')).map((audit) => [`${audit.id} ${audit.name}`, audit]))(
  '%s',
  async (_, audit) => {
    const result = await audit.fn();
    expect(result).toMatchObject({ status: 'ok' });
  },
);
