import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { CodedError } from '../../shared/errors';
import { demoIdentities } from '../demo/identities';
import { createGraphiqlHandler } from './graphiql';
import type { GraphiqlOptions } from './graphiql';
import { close, listen } from './listen';

const identities = demoIdentities({ personIdOf: () => 'person-id', employerIdOf: () => 'employer-id' });
const examples = [{ title: 'A person', identity: 'citizen', query: '{ me { fullName } }' }];
const servers: Server[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map(close));
});

async function serve(options: GraphiqlOptions): Promise<string> {
  const handle = createGraphiqlHandler(options);
  const server = createServer((request, response) => {
    if (!handle(request, response)) response.writeHead(418).end();
  });
  servers.push(server);
  return `http://127.0.0.1:${await listen(server, 0)}`;
}

function serveDemo(): Promise<string> {
  return serve({
    examples,
    demo: {
      identities,
      fetchToken: async (name) => {
        if (name === 'dpo') throw new CodedError('ISSUER_UNREACHABLE', { issuer: 'http://x', reason: 'gone' });
        return { token: `token of ${name}`, expiresIn: 600 };
      },
    },
  });
}

test('the page loads everything from this server and may run nothing else', async () => {
  const url = await serveDemo();
  const page = await fetch(url);
  const policy = page.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/unsafe|https?:|\*/);
  const html = await page.text();
  const addresses = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address = '']) => address);
  const files = addresses.filter((address) => address !== 'data:,');
  expect(files).toHaveLength(6);
  for (const file of files) {
    const answer = await fetch(url + file);
    expect([file, answer.status, answer.headers.get('cache-control')]).toEqual([file, 200, 'public, max-age=3600']);
    expect(answer.headers.get('content-type')).toMatch(file.endsWith('.css') ? /^text\/css/ : /^text\/javascript/);
    expect((await answer.text()).length).toBeGreaterThan(300);
  }
  expect(html).not.toMatch(/<script>|<style| style=| on\w+=/);
});

test('in a demo it offers the identities, without their claims, and their tokens', async () => {
  const url = await serveDemo();
  const list = (await (await fetch(`${url}/demo/identities`)).json()) as unknown[];
  expect(list).toHaveLength(identities.length);
  expect(list[0]).toEqual({ name: 'citizen', description: identities[0]?.description, role: 'CITIZEN' });
  const ask = (name: string) => fetch(`${url}/demo/token?identity=${name}`, { method: 'POST' });
  expect(await (await ask('pendamping')).json()).toEqual({ token: 'token of pendamping', expiresIn: 600 });
  expect((await ask('boss')).status).toBe(404);
  expect(await (await ask('dpo')).json()).toMatchObject({ code: 'ISSUER_UNREACHABLE' });
  expect((await fetch(`${url}/demo/token?identity=pendamping`)).status).toBe(404);
});

test('a page of another site gets no token', async () => {
  const url = await serveDemo();
  for (const site of ['cross-site', 'same-site', 'none']) {
    const headers = { 'sec-fetch-site': site };
    const answer = await fetch(`${url}/demo/token?identity=admin`, { method: 'POST', headers });
    expect([site, answer.status]).toEqual([site, 403]);
  }
});

test('outside of a demo there are neither identities nor tokens, and other paths are left to others', async () => {
  const url = await serve({ examples });
  const statuses = ['/', '/graphiql/examples.json', '/demo/identities', '/graphql', '/graphiql/../../package.json'];
  const answers = await Promise.all(statuses.map((path) => fetch(url + path)));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 418, 418, 418]);
  expect((await fetch(`${url}/demo/token?identity=admin`, { method: 'POST' })).status).toBe(418);
  expect((await fetch(url, { method: 'POST' })).status).toBe(418);
});
