import { asAdmin } from '../support/database';
import { serveGraph } from '../support/graph';
import { addFamilies } from '../support/people';
import type { TestIds } from '../support/people';
import { startTestPlatform, viewerOf } from '../support/platform';
import type { TestPlatform } from '../support/platform';
import { logFault } from '../../platform/log';
import { createExecutor, createGateway, createHolder, createServer, loadSupergraph } from '../../gateway';
import type { SubgraphLink } from '../../gateway';
import { inProcessLink } from '../../platform/links';
import { readSupergraph } from '../../platform/front';

/**
 * What a client sends about a person must stand nowhere but in its answer: not in the log, whatever fails, nor in a ledger, a
 * count or the outbox. Every value below is sent as a literal and as a variable, in questions that succeed and that fail.
 */
const NIK = '3204054101809001';
const NAME = 'Sarni Wulandaru';
const REASON = 'the mother of Sarni asked for it in a letter';
const SECRETS = [NIK, NIK.slice(4), 'Sarni', 'Wulandaru', '1980-02-03', REASON];
const steward = viewerOf('DATA_STEWARD', { subject: 'steward', regionCodes: ['ID'] });

let platform: TestPlatform;
let ids: TestIds;
let log: string[];
beforeAll(async () => {
  platform = await startTestPlatform();
  ids = await addFamilies(platform, [{ key: 'home', members: [{ key: 'head', name: NAME, nik: NIK }] }]);
});
beforeEach(() => {
  log = [];
  for (const stream of [process.stderr, process.stdout]) {
    jest.spyOn(stream, 'write').mockImplementation((line) => log.push(String(line)) > 0);
  }
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    jest.spyOn(console, method).mockImplementation((...line) => void log.push(line.join(' ')));
  }
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => platform.stop());

/** The graph over HTTP with the product's own log, over links a test may break. */
async function serveWith(linkOf: (link: SubgraphLink) => SubgraphLink) {
  const links = platform.subgraphs.map((running) => linkOf(inProcessLink(running)));
  const holder = createHolder(readSupergraph(), (sdl) =>
    createExecutor({ supergraph: loadSupergraph(sdl), links, log: logFault, access: { isSynthetic: true } }),
  );
  const server = await createServer({ gateway: createGateway(holder), log: logFault });
  const served = await serveGraph({ server, holder, verify: async () => steward });
  const ask = async (body: unknown) => {
    const response = await fetch(served.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return response.text();
  };
  return {
    ask,
    async [Symbol.asyncDispose]() {
      await served.stop();
      await server.stop();
    },
  };
}

const BODIES: Record<string, unknown> = {
  'a look-up': { query: 'query ($nik: String!) { personsByNik(nik: $nik) { fullName } }', variables: { nik: NIK } },
  'a look-up by a literal': { query: `{ personsByNik(nik: "${NIK}") { fullName } }` },
  'a search': { query: 'query ($name: String!) { searchPersons(name: $name) { nik } }', variables: { name: NAME } },
  'a filter': { query: '{ persons(filter: { birthDate: { eq: "1980-02-03" } }) { nodes { fullName } } }' },
  'a variable of another type': {
    query: 'query ($nik: String!) { personsByNik(nik: $nik) { id } }',
    variables: { nik: { x: NIK } },
  },
  'a variable nobody asked for': { query: '{ regions { nodes { code } } }', variables: { nik: NIK } },
  'no GraphQL': { query: `{ personsByNik(nik: "${NIK}` },
  'no such field': { query: `{ personByNik(nik: "${NIK}") { id } }` },
  'no JSON': `{"query": "${NIK}`,
  'an operation name': { query: '{ regions { nodes { code } } }', operationName: `Op_${NIK}` },
  'a mutation that is refused': {
    query: `mutation ($i: DecideDuplicateInput!) { decideDuplicate(input: $i) { id } }`,
    variables: { i: { id: 'x', version: 1, clientKey: 'key-0000001', verdict: 'SAME', reason: REASON } },
  },
};

test.each(Object.entries(BODIES))('%s leaves nothing in the log', async (_, body) => {
  await using graph = await serveWith((link) => link);
  for (let time = 0; time < 2; time += 1) await graph.ask(body);
  for (const secret of SECRETS) expect(log.join('')).not.toContain(secret);
});

test.each(Object.entries(BODIES).slice(0, 4))(
  '%s whose subgraph fails in its own words is logged without a value',
  async (_, body) => {
    await using graph = await serveWith((link) => ({
      name: link.name,
      send: async () => {
        throw new Error(`could not read ${NIK} of ${NAME}, born 1980-02-03: ${REASON}`);
      },
    }));
    const text = await graph.ask(body);
    expect(JSON.parse(text)).toMatchObject({ errors: [{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }] });
    // Control: there is a line, and it names the request the client can quote.
    const { errors } = JSON.parse(text) as { errors: { extensions: { correlationId: string } }[] };
    expect(log.join('')).toContain(errors[0]?.extensions.correlationId);
    for (const secret of SECRETS) {
      expect(log.join('')).not.toContain(secret);
      expect(text).not.toContain(secret);
    }
  },
);

test('no ledger, count or notice holds a value that was sent; control: the requests are there', async () => {
  await using graph = await serveWith((link) => link);
  for (const body of Object.values(BODIES)) await graph.ask(body);
  for (const query of [
    '{ families(first: 1000000) { nodes { members { id } } } }',
    `{ personsByNik(nik: "${NIK}") { fullName } }`,
  ]) {
    await platform.ask(steward, query);
  }
  await platform.ask(viewerOf('PUBLIC'), `{ searchPersons(name: "${NAME}") { nik } }`);
  await platform.relay.drain();
  const kept = await asAdmin(async (client) => {
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT table_schema || '.' || table_name AS name FROM information_schema.tables WHERE table_type = 'BASE TABLE'
        AND (table_schema = 'gateway' OR table_schema = 'oversight' OR table_name IN ('read_ledger', 'ledger_head', 'outbox', 'client_key'))`,
    );
    const texts = [];
    for (const { name } of tables) {
      const { rows } = await client.query<{ all: string | null }>(
        `SELECT string_agg(t::text, ' ') AS all FROM ${name} t`,
      );
      texts.push(rows[0]?.all ?? '');
    }
    return texts.join(' ');
  }, platform.database.adminUrl);
  expect(kept).toContain('Person.fullName');
  expect(kept).toContain('Query.searchPersons');
  for (const secret of [...SECRETS, ids.person('head')]) expect(kept).not.toContain(secret);
});
