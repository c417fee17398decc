import { lexicographicSortSchema, printSchema, validate } from 'graphql';
import { loadSupergraph } from '../../gateway';
import type { SubgraphLink } from '../../gateway';
import { Random } from '../../platform/demo/nation/random';
import { coordinatesOf, selectedIn } from '../support/parity/coverage';
import { libraryMonolith, librarySubgraphs } from '../support/parity/library';
import type { Faults } from '../support/parity/library';
import { drawOperation } from '../support/parity/operations';
import type { Operation } from '../support/parity/operations';
import { differences, isHidden } from '../support/parity/outcome';
import type { Outcome } from '../support/parity/outcome';
import { reduceOperation } from '../support/parity/reduce';
import type { ValueSource } from '../support/parity/values';
import { smallGraph, smallLink } from '../support/small-graph';

const SEED = 16;
const RUNS = 300;
const MOST_FAILURES = 3;

let faults: Faults = { seed: 0, oneIn: 0 };
const subgraphs = librarySubgraphs(() => faults);
const graph = smallGraph(subgraphs);
const monolith = libraryMonolith(() => faults);

const source: ValueSource = (_place, type, random) => {
  if (type === 'ID') return random.pick(['b1', 'b2', 'f1', 'f2', 'p1', 'p2', 'none']);
  return type === 'Int' ? random.int(0, 4) : undefined;
};

function drawAll(): { operation: Operation; faults: Faults }[] {
  const random = new Random(SEED, 'operations');
  const uses = new Map<string, number>();
  return Array.from({ length: RUNS }, (_, index) => ({
    operation: drawOperation({
      schema: monolith.schema,
      random,
      source,
      rate: () => 0.5,
      uses,
      size: 20,
      depth: 5,
    }),
    faults: { seed: index, oneIn: index % 3 === 0 ? 0 : 12 },
  }));
}

type Ask = (operation: Operation) => Promise<Outcome & { readonly fetches: readonly string[] }>;
const askOf =
  (asked: typeof graph): Ask =>
  async ({ text, variables }) => {
    const { data, errors, sent } = await asked.ask(text, { ...variables });
    const outcome = errors.map(({ path, extensions }) => ({ path: path ?? [], code: String(extensions?.code) }));
    return { data, errors: outcome, access: [], fetches: sent.map(({ subgraph }) => subgraph) };
  };
const ask = askOf(graph);
const drawn = drawAll();

const compare = async (operation: Operation, through: Ask) =>
  differences(await through(operation), await monolith.ask(operation));

async function explain(operation: Operation): Promise<string> {
  const smallest = await reduceOperation(operation, async (smaller) => {
    if (validate(monolith.schema, smaller.document).length > 0) return false;
    return (await compare(smaller, ask)).length > 0;
  });
  const found = await compare(smallest, ask);
  return [JSON.stringify(faults), smallest.text, JSON.stringify(smallest.variables), ...found].join('\n');
}

test('the composed graph is the graph of the monolith', () => {
  const { apiSchema } = loadSupergraph(graph.sdl);
  const print = (schema: typeof apiSchema) => printSchema(lexicographicSortSchema(schema));
  expect(print(apiSchema)).toBe(print(monolith.schema));
});

test('random operations with random faults answer the same through our executor and through graphql-js', async () => {
  const failures: string[] = [];
  const count = { failing: 0, ofSeveralSubgraphs: 0, withNullAbove: 0 };
  for (const { operation, faults: own } of drawn) {
    faults = own;
    const ours = await ask(operation);
    const expected = await monolith.ask(operation);
    if (differences(ours, expected).length > 0) failures.push(await explain(operation));
    if (failures.length >= MOST_FAILURES) break;
    if (ours.errors.length > 0) count.failing += 1;
    if (new Set(ours.fetches).size > 1) count.ofSeveralSubgraphs += 1;
    if (ours.errors.some(({ path }) => isHidden(ours.data, path))) count.withNullAbove += 1;
  }
  expect(failures).toEqual([]);
  expect(count.failing).toBeGreaterThan(RUNS / 8);
  expect(count.ofSeveralSubgraphs).toBeGreaterThan(RUNS / 4);
  expect(count.withNullAbove).toBeGreaterThan(RUNS / 20);
});

test('what is drawn is valid and reaches the whole graph', () => {
  const reached = new Set<string>();
  for (const { operation } of drawn) {
    expect(validate(monolith.schema, operation.document)).toEqual([]);
    for (const coordinate of selectedIn(monolith.schema, operation.document)) reached.add(coordinate);
  }
  expect(coordinatesOf(monolith.schema).filter((coordinate) => !reached.has(coordinate))).toEqual([]);
});

test('control: an entity that is answered in the place of another is noticed', async () => {
  faults = { seed: 0, oneIn: 0 };
  const links = subgraphs
    .map((subgraph) => smallLink(subgraph))
    .map((link): SubgraphLink => ({
      name: link.name,
      async send(...call) {
        const reply = await link.send(...call);
        const entities = reply.data?.['_entities'];
        if (Array.isArray(entities)) entities.reverse();
        return reply;
      },
    }));
  const through = askOf(smallGraph(subgraphs, links));
  let noticed = 0;
  for (const { operation } of drawn.slice(0, 60)) if ((await compare(operation, through)).length > 0) noticed += 1;
  expect(noticed).toBeGreaterThan(3);
});
