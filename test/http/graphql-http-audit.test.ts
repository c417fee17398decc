import { serverAudits } from 'graphql-http';
import { createGraphHandler } from '../../gateway';
import { PUBLIC_VIEWER } from '../../shared/viewer';
import { serve } from '../support/http';
import type { Served } from '../support/http';
import { startTestPlatform } from '../support/platform';
import type { TestPlatform } from '../support/platform';

/** The public audit of servers (graphql-http) against the real entry point: every MUST and every SHOULD. */
let platform: TestPlatform;
let url = '';
let served: Served;
const audits = serverAudits({ url: () => url, fetchFn: fetch });

beforeAll(async () => {
  platform = await startTestPlatform();
  const tokens = { verify: async () => PUBLIC_VIEWER };
  const handler = createGraphHandler({
    server: platform.server,
    holder: platform.holder,
    tokens,
    corsOrigins: [],
    log: () => undefined,
  });
  served = await serve((request, response) => void handler(request, response));
  url = served.url;
});
afterAll(async () => {
  await served.stop();
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
