import { buildSchema, getNamedType, isLeafType, isObjectType, isRequiredArgument, isUnionType } from 'graphql';
import type { ConstDirectiveNode, GraphQLObjectType } from 'graphql';
import { ROLES } from '../../shared/viewer';
import type { Role } from '../../shared/viewer';
import { candidateKeys } from '../support/access/candidate-rows';
import { MISSING, SEES_ALL } from '../support/access/reach';
import { plantSeeds } from '../support/access/seeds';
import type { Seeds } from '../support/access/seeds';
import { startTestPlatform } from '../support/platform';
import type { TestPlatform } from '../support/platform';
import type { RunningSubgraph } from '../../platform/subgraphs';

/**
 * `_entities` is how a gateway asks a subgraph for rows by their keys, and how anybody would who got past it: a row beyond
 * reach has to be the same as one that is not there, in the answer and in the statements it took.
 */
let platform: TestPlatform;
let seeds: Seeds;
beforeAll(async () => {
  platform = await startTestPlatform();
  seeds = await plantSeeds(platform);
  await platform.relay.drain();
  await platform.relay.stop();
});
afterAll(() => platform.stop());

/** Reference data, which has no row beyond anybody's reach. */
const PUBLIC_TYPES = new Set(['Region', 'Program', 'Centre']);

/** The entity types of a subgraph that it finds itself. */
function entitiesOf({ subgraph }: RunningSubgraph): GraphQLObjectType[] {
  const schema = buildSchema(`${subgraph.sdl}\nscalar _Any scalar FieldSet`, {
    assumeValid: true,
    assumeValidSDL: true,
  });
  return Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type))
    .filter(({ astNode }) => astNode?.directives?.some(isResolvable) ?? false);
}

const isResolvable = ({ name, arguments: given = [] }: ConstDirectiveNode) =>
  name.value === 'key' && !given.some((each) => each.name.value === 'resolvable');

/** Every field that can be asked without an argument, but for the key it is asked by; objects by their type's name. */
function selectionOf(type: GraphQLObjectType): string {
  const free = Object.values(type.getFields()).filter(
    ({ args, type: of }) => !args.some((arg) => isRequiredArgument(arg)) && !isUnionType(getNamedType(of)),
  );
  return free
    .filter(({ name }) => name !== 'id')
    .filter(({ astNode }) => !astNode?.directives?.some(({ name }) => name.value === 'external'))
    .map(({ name, type: of }) => `${name}${isLeafType(getNamedType(of)) ? '' : ' { __typename }'}`)
    .join(' ');
}

async function askEntity(running: RunningSubgraph, type: GraphQLObjectType, role: Role, key: object) {
  const statements: string[] = [];
  const stop = running.database.onStatement((text) => statements.push(text));
  const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on ${type.name} { ${selectionOf(type)} } } }`;
  const variables = { of: [{ __typename: type.name, ...key }] };
  const answer = await running.subgraph.execute({ query, variables }, seeds.viewer(role));
  stop();
  // The key comes from the question.
  const told = Object.values(key).reduce<string>(
    (text, value) => text.replaceAll(String(value), 'KEY'),
    JSON.stringify(answer),
  );
  return { text: told, statements };
}

/** The keys of a type: within reach, beyond it, and of nothing; a candidate is named by a pseudonym and what opens it. */
function keysOf(type: string): Readonly<Record<'near' | 'far' | 'missing', object>> | undefined {
  const ids = seeds.entities[type];
  if (ids) return { near: { id: ids.near }, far: { id: ids.far }, missing: { id: MISSING } };
  const persons = seeds.rows['Person'];
  return type === 'Candidate' && persons ? candidateKeys(platform.database, persons) : undefined;
}

const asked = new Map<string, number>();

describe.each(['beneficiaries', 'programs', 'sentra', 'employers', 'oversight'])('%s', (name) => {
  test('a row beyond reach and one that is not there are answered alike, by the same statements', async () => {
    const running = platform.subgraph(name);
    for (const type of entitiesOf(running)) {
      if (PUBLIC_TYPES.has(type.name)) continue;
      const keys = keysOf(type.name);
      if (!keys) throw new Error(`no row of ${type.name} is seeded`);
      let differs = 0;
      for (const role of ROLES) {
        const beyond = await askEntity(running, type, role, keys.far);
        const missing = await askEntity(running, type, role, keys.missing);
        if (!SEES_ALL[role]?.includes(type.name)) expect([role, type.name, beyond]).toEqual([role, type.name, missing]);
        const within = await askEntity(running, type, role, keys.near);
        if (within.text !== missing.text) differs += 1;
        asked.set(name, (asked.get(name) ?? 0) + 1);
      }
      // Control: there are roles to which the row within reach is something else.
      expect([name, type.name, differs > 0]).toEqual([name, type.name, true]);
    }
  });
});

test('control: four subgraphs have entities, and every role asked for each', () => {
  expect([...asked.keys()].sort()).toEqual(['beneficiaries', 'employers', 'programs', 'sentra']);
  for (const count of asked.values()) expect(count % ROLES.length).toBe(0);
});
