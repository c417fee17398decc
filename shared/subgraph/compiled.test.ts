import { buildSubgraphSchema } from '@apollo/subgraph';
import type { GraphQLResolverMap } from '@apollo/subgraph/dist/schema-helper';
import { parse, print, validate } from 'graphql';
import type { DocumentNode, GraphQLResolveInfo } from 'graphql';
import { everywhere } from '../database';
import { CodedError } from '../errors';
import { PUBLIC_VIEWER } from '../viewer';
import type { Role } from '../viewer';
import { SCHEMA_HEAD } from './access-directive';
import { toAnswer } from './answer';
import { DocumentRunner } from './compiled';
import { SubgraphContext } from './context';
import type { SubgraphTools } from './context';
import { guardSchema } from './guard';
import { makeResultsPlain } from './plain-results';
import { requestedFields } from './selection';

const OPEN = '@access(group: "STRUCTURE")';
const TYPE_DEFS = `${SCHEMA_HEAD}
scalar Odd
enum Kind { PLAIN FANCY }
input Filter { id: ID, ids: [ID!], kind: Kind = PLAIN, inner: Filter, count: Int! = 7 }
type Query {
  thing(id: ID = "t", filter: Filter, kind: Kind, odd: Odd): Thing ${OPEN}
  things(count: Int! = 2): [Thing!]! ${OPEN}
  maybe: [Thing] ${OPEN}
  certain: Thing! ${OPEN}
  asked(filter: Filter, list: [[Int]], text: String, number: Float, odd: Odd): String ${OPEN}
}
type Mutation { change(to: String!): Thing ${OPEN} }
type Thing @key(fields: "id") {
  id: ID! ${OPEN}
  name: String @access(group: "NAME")
  nik: String @access(group: "IDENTIFIER")
  kind: Kind ${OPEN}
  flag: Boolean ${OPEN}
  broken: String ${OPEN}
  sure: String! ${OPEN}
  bad: Int ${OPEN}
  later: String ${OPEN}
  inner: Thing ${OPEN}
  certain: Thing! ${OPEN}
  list: [[Thing]] ${OPEN}
  words: [String!] ${OPEN}
}
type Other @key(fields: "id") { id: ID! ${OPEN} title: String ${OPEN} }
`;

interface Row {
  readonly id: string;
}

const thing = (id: string): Row & Record<string, unknown> => ({
  id,
  name: `Name ${id}`,
  nik: `32040541018${id}`,
  kind: 'FANCY',
  flag: true,
  sure: id.startsWith('x') ? null : 'yes',
  bad: 'no number',
  words: ['a', 'b'],
});
const soon = <T>(value: T, turns = 3): Promise<T> =>
  turns === 0 ? Promise.resolve(value) : Promise.resolve().then(() => soon(value, turns - 1));
const fails = async (turns: number): Promise<never> => {
  await soon(0, turns);
  throw new CodedError('BAD_USER_INPUT', { reason: `after ${turns}` });
};

const resolvers = {
  Query: {
    thing: (_: unknown, { id, ...rest }: Row) => ({ ...thing(id), broken: JSON.stringify(rest) }),
    things: (_: unknown, { count }: { count: number }) =>
      soon(Array.from({ length: count }, (_each, index) => thing(String(index)))),
    // The second fails before the first is there.
    maybe: () => [soon(thing('1'), 9), fails(1), null, soon(thing('x4'), 2), thing('5')],
    certain: () => fails(2),
    asked: (_: unknown, args: object) => JSON.stringify(args),
  },
  Mutation: { change: (_: unknown, { to }: { to: string }) => thing(to) },
  Thing: {
    __resolveReference: ({ id }: Row) => {
      if (id === 'fails now') throw new CodedError('NOT_FOUND', { what: 'thing' });
      if (id.startsWith('fails')) return fails(Number(id.slice(6)));
      return id === 'nobody' ? null : soon(thing(id), id.length);
    },
    broken: () => {
      throw new Error('secret');
    },
    later: () => fails(5),
    // Its words are the fields that were asked of it.
    inner: ({ id }: Row, _: unknown, __: unknown, info: GraphQLResolveInfo) =>
      id.length > 3 ? null : { ...thing(`${id}i`), words: requestedFields(info) },
    certain: ({ id }: Row) => (id.length > 3 ? soon(null) : soon(thing(`${id}c`))),
    list: ({ id }: Row) => [[thing(`${id}a`), null], null, [soon(thing('x'), 4), fails(2)]],
  },
  Other: { __resolveReference: ({ id }: Row) => ({ id, title: `Title ${id}` }) },
  Odd: {
    serialize: (value: unknown) => value,
    parseValue: (value: unknown) => new Date(Number(value)),
    parseLiteral: (node: { value: string }) => new Date(Number(node.value)),
  },
};

function newRunner(compileAt: number, mostCompiled?: number) {
  const schema = buildSubgraphSchema([
    { typeDefs: parse(TYPE_DEFS), resolvers: resolvers as unknown as GraphQLResolverMap<unknown> },
  ]);
  makeResultsPlain(schema);
  const compiled: DocumentNode[] = [];
  const runner = new DocumentRunner(schema, guardSchema(schema, { Thing: { kind: 'person', property: 'id' } }), {
    compileAt,
    mostCompiled,
    onCompiled: (document) => compiled.push(document),
  });
  return { schema, runner, compiled };
}

const scopes = { Thing: () => everywhere('JURISDICTION') };
const tools = { database: { read: () => undefined }, mode: 'demo', scopes } as unknown as SubgraphTools;
const contextOf = (role: Role) =>
  new SubgraphContext({ ...PUBLIC_VIEWER, role, purpose: role === 'DPO' ? 'AUDIT' : 'VERIFIKASI' }, tools, new Map());
const interpreter = newRunner(Infinity);
const withoutIds = (answer: object) => JSON.stringify(answer).replace(/"correlationId":"[^"]+"/g, '"correlationId":""');

interface Asked {
  readonly role?: Role;
  readonly variables?: Record<string, unknown>;
  readonly operationName?: string;
}

async function answerOf({ runner, schema }: ReturnType<typeof newRunner>, query: string, asked: Asked = {}) {
  const document = parse(query, { noLocation: true });
  expect(validate(schema, document)).toEqual([]);
  const { role = 'PUBLIC', ...request } = asked;
  const context = contextOf(role);
  const known = runner.know(document);
  const result = await runner.run(known, { ...request, context });
  if (result) return { text: withoutIds(toAnswer(result, context, () => undefined)), isTangled: false };
  const again = contextOf(role);
  const interpreted = await runner.interpret(known, { ...request, context: again });
  return { text: withoutIds(toAnswer(interpreted, again, () => undefined)), isTangled: true };
}

/** Asks both ways; the answers must be one text. */
async function both(query: string, asked: Asked = {}) {
  const compiler = newRunner(1);
  const expected = await answerOf(interpreter, query, asked);
  const { text, isTangled } = await answerOf(compiler, query, asked);
  expect(text).toBe(expected.text);
  return { text, isTangled, compilations: compiler.compiled.length, compiled: compiler.compiled };
}

const ROLES: readonly Role[] = ['PUBLIC', 'DPO', 'FRONTEND_DEVELOPER', 'DINSOS'];

describe('compiled code answers what graphql-js answers', () => {
  const LEAVES = 'id name nik kind flag sure words __typename';

  test.each(ROLES)('rows, lists and objects below, for %s', async (role) => {
    const query = `{ thing { ${LEAVES} inner { ${LEAVES} } } things(count: 3) { ${LEAVES} certain { id nik inner { name } } } }`;
    const { compilations, text } = await both(query, { role });
    expect(compilations).toBe(1);
    expect(text).toContain('"things":[{"id":"0"');
  });

  test('entities of several types, missing ones and failing ones keep their places', async () => {
    const query = `query($representations: [_Any!]!) { _entities(representations: $representations) {
      __typename ... on Thing { id name inner { id } } ... on Other { id title } } }`;
    const ids = ['fails 9', '1', 'fails 1', 'nobody', 'a longer one', 'fails 4', '2'];
    const representations = [
      ...ids.map((id) => ({ __typename: 'Thing', id })),
      ...ids.map((id) => ({ __typename: 'Other', id })),
    ];
    const { compilations, text } = await both(query, { role: 'DINSOS', variables: { representations } });
    expect(compilations).toBe(1);
    const { data, errors } = JSON.parse(text) as { data: { _entities: ({ id: string } | null)[] }; errors: object[] };
    expect(data._entities.map((entity) => entity?.id)).toEqual(
      [null, '1', null, null, 'a longer one', null, '2', ...ids].map((id) => id ?? undefined),
    );
    expect(errors).toHaveLength(3);
  });

  test('a list of promises keeps its order when a later one fails first', async () => {
    const { text, compilations } = await both('{ maybe { id } }');
    expect(compilations).toBe(1);
    expect(text).toContain('{"maybe":[{"id":"1"},null,null,{"id":"x4"},{"id":"5"}]}');
  });

  test.each([
    ['one failing leaf', '{ thing { id broken } }'],
    ['a leaf that does not fit its type', '{ thing { bad id } }'],
    ['failing leaves of many rows', '{ things { id broken later } }'],
    ['a null where none may be', '{ thing(id: "x") { id sure } }'],
    ['a null that takes a list along', '{ things { id certain { certain { certain { certain { id } } } } } }'],
    ['a failing root field that may not be null', '{ certain { id } }'],
    ['several of them', '{ a: certain { id } b: certain { id } thing { id } }'],
    ['lists of lists', '{ thing { list { id sure } } }'],
  ])('%s', async (_, query) => {
    const { compilations, text } = await both(query);
    expect(compilations).toBe(1);
    expect(text).toContain('"errors":[');
  });

  test('errors of which one takes its parent along are told as graphql-js tells them', async () => {
    const { compilations, isTangled } = await both(
      '{ thing(id: "x") { sure inner { broken sure later } broken later } }',
    );
    expect(compilations).toBe(1);
    expect(isTangled).toBe(true);
  });

  test('a failure that leaves no data tells nothing of fields that were met before it', async () => {
    const { text } = await both('{ thing { nik } certain { id } }');
    expect(text).toMatch(
      /^\{"data":null,"errors":\[\{[^{]*"path":\["certain"\][^{]*\{"code":"BAD_USER_INPUT"[^{]*\}\]\}$/,
    );
    // Control: without the failure it is told.
    expect((await both('{ thing { nik } }')).text).toContain('FORBIDDEN_FIELD');
  });

  test('control: a single error needs no second run', async () => {
    expect(await both('{ certain { id } }')).toMatchObject({ isTangled: false, compilations: 1 });
  });
});

describe('variables and arguments', () => {
  const ASKED =
    'query($f: Filter, $l: [[Int]], $t: String, $n: Float, $o: Odd) { asked(filter: $f, list: $l, text: $t, number: $n, odd: $o) }';

  test.each([
    {},
    { f: { id: 3, ids: 'one', inner: { kind: 'FANCY' } }, l: 1, n: 2, t: '', o: 5 },
    { f: null, l: [null, [1, null]], t: null, n: null, o: null },
    { f: { kind: null } },
    { f: { count: null } },
    { f: { kind: 'NONE' } },
    { f: { unknown: 1 } },
    { f: { inner: { inner: { ids: [null] } } } },
    { f: 'text', l: 'text', t: 3, n: 'text' },
    { l: [[1.5], [2 ** 40]] },
    { t: ['a'], n: Number.MAX_VALUE },
    { surplus: true },
  ])('%j are coerced, or refused, alike', async (variables) => {
    const { text } = await both(ASKED, { variables });
    expect(text).toMatch(/"data":\{|GRAPHQL_VALIDATION_FAILED/);
  });

  test('control: what is refused says so', async () => {
    expect((await both(ASKED, { variables: { f: { kind: 'NONE' } } })).text).toContain('GRAPHQL_VALIDATION_FAILED');
    expect((await both(ASKED, { variables: { f: { kind: 'FANCY' } } })).text).toContain('FANCY');
  });

  test('a variable inside a literal that is left out is left out', async () => {
    const query =
      'query($id: ID, $kind: Kind, $n: Int! = 3) { asked(filter: { id: $id, kind: $kind, inner: { count: $n } }) }';
    const { text, compilations } = await both(query);
    expect(compilations).toBe(1);
    expect(text).toBe(
      JSON.stringify({ data: { asked: '{"filter":{"kind":"PLAIN","inner":{"kind":"PLAIN","count":3},"count":7}}' } }),
    );
    expect((await both(query, { variables: { id: null, kind: 'FANCY' } })).text).toContain('id\\":null');
  });

  test('a null in a place that takes none is an error of its field', async () => {
    const query = 'query($n: Int = 1) { asked(filter: { count: $n }) things(count: $n) { id } }';
    expect((await both(query, { variables: { n: null } })).text).toContain('INTERNAL_SERVER_ERROR');
    expect((await both(query)).text).toContain('"things":[{"id":"0"}]');
  });

  test('literals stay what they are', async () => {
    const query = `{ asked(text: "a\\"b\\\\u005C\\u2028\${1}'", list: [[1, null], null], number: 1e3, odd: 86400000,
      filter: { ids: "one" }) thing(kind: FANCY) { id } }`;
    const { text, compilations } = await both(query);
    expect(compilations).toBe(1);
    expect(text).toContain('1970-01-02T00:00:00.000Z');
  });

  test('what a client types is never compiled', async () => {
    // graphql-jit 0.8.9 writes a literal that begins like this into its code as `new Date(...)`, arguments and all.
    const magic = '__MAGIC_DATE__33a9e76d_02e0_4128_8e92_3530ad3da74d';
    const query = `{ asked(text: "${magic}globalThis.wasRun = 1") }`;
    const { text, compilations, compiled } = await both(query);
    expect(compilations).toBe(1);
    expect(text).toContain(magic);
    expect(globalThis).not.toHaveProperty('wasRun');
    expect(compiled.map(print).join()).not.toContain('MAGIC');
  });
});

describe('@skip and @include', () => {
  const QUERY = `query($a: Boolean!, $b: Boolean = true) {
    thing { id @skip(if: $a) ...F @include(if: $b) inner { words ...F } kind @include(if: true) flag @skip(if: true) }
    things @include(if: $a) { id ... @skip(if: $b) { kind } } }
    fragment F on Thing { name @include(if: $a) flag @skip(if: $b) __typename }`;

  test.each([{ a: true }, { a: false }, { a: true, b: false }, { a: false, b: false }, { a: true, b: null }, {}])(
    '%j',
    async (variables) => {
      await both(QUERY, { role: 'DINSOS', variables });
    },
  );

  test('a resolver sees the selection as the conditions leave it', async () => {
    const wordsFor = async (a: boolean) => {
      const { data } = JSON.parse((await both(QUERY, { variables: { a, b: false } })).text) as {
        data: { thing: { inner: { words: string[] } } };
      };
      return data.thing.inner.words;
    };
    expect(await wordsFor(true)).toEqual(['words', 'name', 'flag', '__typename']);
    expect(await wordsFor(false)).toEqual(['words', 'flag', '__typename']);
  });

  test('a selection that is left out is not there, and each choice is compiled for itself', async () => {
    const { runner, schema, compiled } = newRunner(1);
    const known = runner.know(parse(QUERY));
    expect(validate(schema, known.document)).toEqual([]);
    const ask = (a: boolean) => runner.run(known, { variables: { a }, context: contextOf('PUBLIC') });
    expect(Object.keys((await ask(false))?.data ?? {})).toEqual(['thing']);
    expect(Object.keys((await ask(true))?.data ?? {})).toEqual(['thing', 'things']);
    await ask(true);
    expect(compiled).toHaveLength(2);
  });
});

describe('what is left to graphql-js', () => {
  test.each([
    ['a mutation', 'mutation { change(to: "a") { id } }'],
    ['questions about the schema', '{ __schema { queryType { name } } thing { id } }'],
    ['a question about a type', '{ __type(name: "Thing") { name } }'],
    ['an alias objects inherit', '{ constructor: thing { __proto__: id toString: name } }'],
    ['an alias objects inherit, of a type name', '{ thing { __proto__: __typename } }'],
    ['paths that would get one name', '{ thing { inner_id: inner { id } } thing_inner: thing { id inner { id } } }'],
  ])('%s', async (_, query) => {
    expect((await both(query)).compilations).toBe(0);
  });

  test.each(['__proto__', 'constructor', 'hasOwnProperty'])('a variable called %s', async (name) => {
    const variables = JSON.parse(`{"${name}":"v"}`) as Record<string, unknown>;
    const { text, compilations } = await both(`query($${name}: String) { asked(text: $${name}) }`, { variables });
    expect(text).toContain('{"asked":"{\\"text\\":\\"v\\"}"}');
    expect(compilations).toBe(0);
    expect({}).not.toHaveProperty('text');
  });

  test('several operations, or one of another name', async () => {
    const two = 'query A { thing { id } } query B { things { id } }';
    expect(await both(two, { operationName: 'B' })).toMatchObject({ compilations: 0 });
    expect((await both(two)).text).toContain('GRAPHQL_VALIDATION_FAILED');
    expect((await both('query A { thing { id } }', { operationName: 'B' })).text).toContain(
      'GRAPHQL_VALIDATION_FAILED',
    );
    expect(await both('query A { thing { id } }', { operationName: 'A' })).toMatchObject({ compilations: 1 });
  });

  test('what is asked once or twice', async () => {
    const { runner, compiled } = newRunner(3);
    const known = runner.know(parse('{ thing { id } }'));
    const run = () => runner.run(known, { context: contextOf('PUBLIC') });
    const first = JSON.stringify([await run(), await run()]);
    expect(compiled).toHaveLength(0);
    expect(JSON.stringify([await run(), await run()])).toBe(first);
    expect(compiled).toHaveLength(1);
  });
});

test('what is compiled is bounded, and what had to go is counted anew', async () => {
  const { runner, compiled } = newRunner(3, 2);
  const documents = ['id', 'flag', 'kind'].map((field) => runner.know(parse(`{ thing { ${field} } }`)));
  const askAll = async (times: number) => {
    for (let time = 0; time < times; time += 1) {
      for (const known of documents) await runner.run(known, { context: contextOf('PUBLIC') });
    }
  };
  await askAll(3);
  expect(compiled).toHaveLength(3);
  // Three take turns in the place of two: one that had to go is compiled again, but not each time it is asked.
  await askAll(8);
  expect(compiled.length).toBeGreaterThan(3);
  expect(compiled.length).toBeLessThan(3 + 24 / 2 + 1);
});

describe('one document, viewers who may read more and less', () => {
  test('code made for one who reads in full does not answer one who may not', async () => {
    const { runner, compiled } = newRunner(1);
    const known = runner.know(parse('{ thing { name nik } }'));
    const as = async (role: Role) => {
      const context = contextOf(role);
      const result = await runner.run(known, { context });
      return { ...(result?.data?.['thing'] as object), notes: context.report.notes.length };
    };
    const seen = [];
    for (const role of [...ROLES, ...ROLES.toReversed()]) seen.push([role, await as(role)]);
    expect(new Set(seen.map((each) => JSON.stringify(each))).size).toBe(ROLES.length);
    expect(seen[0]?.[1]).toEqual({ name: null, nik: null, notes: 2 });
    // Control: the guards are back in their places after each compilation, and compiled code is used again.
    expect(compiled.length).toBeLessThan(seen.length);
    expect(await as('PUBLIC')).toEqual({ name: null, nik: null, notes: 2 });
  });
});
