import { spawnSync, execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { loadConfig } from '../shared/config';
import { PUBLIC_VIEWER } from '../shared/viewer';
import { composeSmall, smallLink } from '../test/support/small-graph';
import { PROJECT_ROOT } from './demo/project';
import { startFront } from './front';
import type { Front } from './front';

/** What a gateway serves beside the graph, and when it serves nothing at all. */
const words = {
  name: 'words',
  typeDefs: 'type Query { word: String }',
  resolvers: { Query: { word: () => 'kata' } },
};

let front: Front;

beforeAll(async () => {
  front = await startFront({
    config: { ...loadConfig({}), port: 0 },
    tokens: { verify: async () => PUBLIC_VIEWER },
    linkTo: () => smallLink(words),
    supergraphSdl: composeSmall([words]),
    budgets: 'NONE',
    withoutAccess: true,
  });
});
afterAll(() => front.stop());

const get = async (path: string) => {
  const response = await fetch(front.url + path);
  return { status: response.status, text: await response.text() };
};

async function ask() {
  const response = await fetch(`${front.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ word }' }),
  });
  return response.json();
}

test('health, and nothing where there is nothing', async () => {
  expect(await get('/health')).toEqual({ status: 200, text: 'ok' });
  expect((await get('/nothing')).status).toBe(404);
});

test('the metrics count documents that were compiled already, and those that were not', async () => {
  expect((await get('/metrics')).text).toContain('berdaya_plan_cache_misses_total 0\n');
  for (let time = 0; time < 4; time += 1) expect(await ask()).toEqual({ data: { word: 'kata' } });
  const { text } = await get('/metrics');
  expect(text).toContain('berdaya_plan_cache_hits_total 3\n');
  expect(text).toContain('berdaya_plan_cache_misses_total 1\n');
  expect(text).toContain('berdaya_plan_cache_documents 1\n');
});

test('in production mode no graph is served without access control, whatever else is set or missing', () => {
  execFileSync(process.execPath, ['tools/build.mjs'], { cwd: PROJECT_ROOT });
  const program = [join(PROJECT_ROOT, 'dist/platform/gateway.js'), '--dangerously-without-access', '--port', '0'];
  const env = { BERDAYA_MODE: 'production' };
  const { status, stderr } = spawnSync(process.execPath, program, { env, encoding: 'utf8', timeout: 20_000 });
  expect(status).not.toBe(0);
  expect(stderr).toContain('--dangerously-without-access');
});
