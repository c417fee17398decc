import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { EXAMPLES } from '../../platform/demo/examples';
import { CATALOGUE } from '../../platform/catalogue';
import { identitiesOf } from '../../platform/platform';
import { openSubgraph } from '../../platform/subgraphs';
import type { RunningSubgraph } from '../../platform/subgraphs';
import type { SubgraphRequest } from '../../shared/subgraph';
import { PUBLIC_VIEWER } from '../../shared/viewer';
import type { Viewer } from '../../shared/viewer';
import { asAdmin } from '../support/database';
import type { TestDatabase } from '../support/database';
import { openNation } from '../support/nation';
import { startTestPlatform } from '../support/platform';
import type { TestPlatform } from '../support/platform';
import { withoutTables } from '../support/statistics/coordinates';
import { randomRequest } from '../support/random-documents';
import type { Vocabulary } from '../support/random-documents';

/** One subgraph twice on one database: compiled at once, and never. */
interface Pair {
  readonly name: string;
  readonly compiled: RunningSubgraph;
  readonly interpreted: RunningSubgraph;
}

let database: TestDatabase;
let platform: TestPlatform;
let pairs: readonly Pair[];
let viewers: readonly Viewer[];
let words: Vocabulary;
let compilations = 0;

beforeAll(async () => {
  database = await openNation();
  platform = await startTestPlatform(database);
  // What the relay gathers between two questions would be a difference between their answers.
  await platform.relay.stop();
  viewers = [PUBLIC_VIEWER, ...identitiesOf(database.config).map(({ viewer }) => viewer)];
  pairs = await Promise.all(
    CATALOGUE.map(async (parts) => {
      const open = (compileAt: number) =>
        openSubgraph(parts, database.adminUrl, database.config, {
          compileAt,
          onCompiled: () => (compilations += 1),
          // Some documents make faults; the log of the run is for real ones.
          onFault: () => undefined,
        });
      return { name: parts.name, compiled: await open(1), interpreted: await open(Infinity) };
    }),
  );
  words = await readWords();
}, 240_000);
afterAll(async () => {
  const opened = pairs.flatMap(({ compiled, interpreted }) => [compiled, interpreted]);
  await Promise.all(opened.map((running) => running.close()));
  await platform.stop();
});

async function readWords(): Promise<Vocabulary> {
  const keys: Record<string, string> = {
    Person: 'SELECT id FROM beneficiaries.person LIMIT 20',
    Family: 'SELECT id FROM beneficiaries.family LIMIT 20',
    DuplicateCandidate: 'SELECT id FROM beneficiaries.duplicate_candidate LIMIT 10',
    Enrolment: 'SELECT id FROM programs.enrolment LIMIT 20',
    Payment: 'SELECT id FROM programs.payment LIMIT 20',
    Employer: 'SELECT id FROM employers.employer LIMIT 10',
    Vacancy: 'SELECT id FROM employers.vacancy LIMIT 20',
    Region: `SELECT code AS id FROM beneficiaries.region WHERE code LIKE '3204%' OR length(code) = 2 LIMIT 40`,
    Program: 'SELECT code AS id FROM programs.program LIMIT 10',
  };
  const representations: Record<string, string>[] = [];
  await asAdmin(async (client) => {
    for (const [type, text] of Object.entries(keys)) {
      const { rows } = await client.query<{ id: string }>(text);
      for (const { id } of rows) {
        representations.push({ __typename: type, [type === 'Region' || type === 'Program' ? 'code' : 'id']: id });
      }
    }
  }, database.adminUrl);
  const ids = representations.map(({ id, code }) => id ?? code ?? '');
  return { ids: [...ids, 'nothing'], texts: ['Siti', 'PKH', '2026-T3', 'DTSEN-2026-TW3', '', '1=1'], representations };
}

/** What one subgraph answers, as text, and the statements it takes. Root fields fail side by side: their errors have no order. */
async function ask({ subgraph, database: own }: RunningSubgraph, request: SubgraphRequest, viewer: Viewer) {
  const statements: string[] = [];
  const stop = own.onStatement((text) => statements.push(text));
  const { errors, ...rest } = await subgraph.execute(request, viewer);
  stop();
  const inOrder = errors?.map((error) => JSON.stringify(error)).sort();
  const answer = JSON.stringify({
    ...rest,
    ...(inOrder ? { errors: inOrder.map((error) => JSON.parse(error) as unknown) } : {}),
  });
  return { text: answer.replace(/(correlationId":")[^"]+/g, '$1'), statements };
}

/**
 * Asks both. After a failure graphql-js forgets what it has begun, while compiled code ends it, and what failed in several
 * places is asked a second time: statements may be more then, never others.
 */
async function both(pair: Pair, request: SubgraphRequest, viewer: Viewer) {
  const before = compilations;
  const expected = await ask(pair.interpreted, request, viewer);
  expect(compilations).toBe(before);
  const given = await ask(pair.compiled, request, viewer);
  expect({ request, viewer, text: unsealed(given.text) }).toEqual({ request, viewer, text: unsealed(expected.text) });
  if (!hasFailed(given.text)) expect(given.statements).toEqual(expected.statements);
  else expect(given.statements).toEqual(expect.arrayContaining(expected.statements));
  return { ...given, compilations: compilations - before };
}

function hasFailed(text: string): boolean {
  const { errors = [] } = JSON.parse(text) as { errors?: { extensions: { code: string } }[] };
  return errors.some(({ extensions }) => extensions.code !== 'FORBIDDEN_FIELD');
}

/** Documents of tests and cookbook, in the shape in which clients ask them. */
const QUERIES = [
  ...EXAMPLES.map(({ query }) => query),
  `{ families(first: 30, filter: { kpmFlags: { has: ["PKH"] } }) { nodes { id region { name } head { fullName } members {
     fullName nik pkhComponents { component } } enrolments { status program { name } payments(first: 3) { nodes { period amount status } } } } } }`,
  `{ persons(first: 20) { edges { cursor node { id fullName nik birthDate ageBand address disability chronicIllnesses pregnant
     regency { name } family { desil desilBand kkNumber assets { car } housing { __typename } desilHistory { snapshot desil } } } }
     pageInfo { endCursor hasNextPage } totalCount { value exact } } }`,
  `{ employers(first: 5) { nodes { name regencies { name } quotaReports { period gap } vacancies(first: 2) { nodes { title skills { __typename }
     employer { name } region { name parent { name } } } totalCount { value } } } } }`,
  `query($with: Boolean! = true) { programs { code name rates { amount component } limits @include(if: $with) { maximum }
     combinations { allowed program { name } } eligibilityRules(on: "2026-01-01") { desilMax } } }`,
  `{ duplicates(first: 5) { nodes { id status } } }`,
  `{ persons(first: 500) { nodes { id } } }`,
  `{ persons(filter: { birthDate: { gte: "1990-01-01" } }, orderBy: [{ field: FULL_NAME }]) { nodes { fullName } } }`,
  `{ searchPersons(name: "siti") { fullName } regions(filter: { parentCode: { eq: "32" } }) { nodes { code vacancies { nodes { title } } } } }`,
];

test('the fetches the gateway sends get the same answer for the same statements, whoever asks', async () => {
  let fetches = 0;
  let made = 0;
  for (const viewer of viewers) {
    for (const query of QUERIES) {
      for (const { subgraph, request } of await fetchesOf(query, viewer)) {
        const pair = pairs.find(({ name }) => name === subgraph);
        if (!pair) throw new Error(`no subgraph ${subgraph}`);
        fetches += 1;
        made += (await both(pair, request, viewer)).compilations;
      }
    }
  }
  // Control: the one runs compiled, and code made for one viewer serves the next.
  expect(fetches).toBeGreaterThan(150);
  expect(made).toBeGreaterThan(25);
  expect(made).toBeLessThan(fetches);
}, 120_000);

async function fetchesOf(query: string, viewer: Viewer) {
  const found: { subgraph: string; request: SubgraphRequest }[] = [];
  for (const running of platform.subgraphs) {
    const { name, execute } = running.subgraph;
    jest.spyOn(running.subgraph, 'execute').mockImplementation((request, asks) => {
      found.push({ subgraph: name, request });
      return execute(request, asks);
    });
  }
  await platform.ask(viewer, query);
  jest.restoreAllMocks();
  return found;
}

const SEEDS = 120;

test.each(CATALOGUE.map(({ name }) => name))(
  'random documents over %s',
  async (name) => {
    const pair = pairs.find((each) => each.name === name);
    if (!pair) throw new Error(`no subgraph ${name}`);
    const schema = withoutTables(buildSubgraphSchema(parse(pair.compiled.subgraph.sdl) as never));
    const types = Object.keys(schema.getTypeMap());
    const representations = words.representations.filter((each) =>
      types.includes((each as { __typename: string }).__typename),
    );
    let made = 0;
    const answers: string[] = [];
    for (let seed = 0; seed < SEEDS; seed += 1) {
      const request = randomRequest(schema, { ...words, representations }, seed);
      const viewer = viewers[seed % viewers.length] ?? PUBLIC_VIEWER;
      // A board begins where it is asked, and who looks is written down: the second of two is another question.
      if (request.query.includes('referralEvents')) continue;
      const { text, compilations: more } = await both(pair, request, viewer);
      made += more;
      answers.push(text);
    }
    // Control: the documents are no nonsense. They are compiled, they get data, and they fail.
    expect(made).toBeGreaterThan(SEEDS / 2);
    expect(answers.filter((text) => text.startsWith('{"data":{')).length).toBeGreaterThan(SEEDS / 2);
    expect(answers.filter(hasFailed).length).toBeGreaterThan(SEEDS / 10);
    expect(new Set(answers).size).toBeGreaterThan(SEEDS / 2);
  },
  240_000,
);

/** What one subgraph seals for another is another text each time. */
function unsealed(text: string): string {
  return text.replace(/("disclosure":)"[^"]+"/g, '$1"sealed"');
}
