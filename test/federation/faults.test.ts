import type { IncomingMessage, ServerResponse } from 'node:http';
import { createBreaker } from '../../gateway/execution/breaker';
import { Cancellation } from '../../gateway/execution/cancellation';
import { createHttpLink } from '../../gateway';
import { serve } from '../support/http';
import type { Served } from '../support/http';
import { smallGraph } from '../support/small-graph';
import type { SmallSubgraph } from '../support/small-graph';

/** What a subgraph does that does not behave; the other subgraph's part of the answer has to stand in every case. */
const books: SmallSubgraph = {
  name: 'books',
  typeDefs: 'type Query { book: Book books: [Book!]! } type Book @key(fields: "id") { id: ID! }',
  resolvers: { Query: { book: () => ({ id: 'b1' }), books: () => [{ id: 'b1' }, { id: 'b2' }] } },
};
const prices: SmallSubgraph = {
  name: 'prices',
  typeDefs: 'type Book @key(fields: "id") { id: ID! price: Int } type Mutation { buy: Int }',
};
const DEADLINE_MS = 300;
const SECRET = 'Key (nik)=(3204051203919001)';

let served: Served;
let url: string;
let behave: (request: IncomingMessage, response: ServerResponse) => void;
let calls = 0;

beforeAll(async () => {
  served = await serve((request, response) => {
    calls += 1;
    request.resume();
    request.once('end', () => behave(request, response));
  });
  url = served.url;
});
afterAll(() => served.stop());

async function ask(query = '{ book { id price } }', cancellation?: Cancellation) {
  calls = 0;
  const link = createHttpLink({ name: 'prices', url, deadlineMs: DEADLINE_MS, maxBytes: 10_000 });
  const graph = smallGraph([books, prices], [link]);
  const answer = await graph.ask(query, {}, cancellation);
  await link.close?.();
  return answer;
}

const answerWith =
  (body: string, status = 200) =>
  (_request: IncomingMessage, response: ServerResponse): void => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(body);
  };
const entities = (...prices: (number | null)[]) =>
  JSON.stringify({ data: { _entities: prices.map((price) => ({ price })) } });

test('control: a subgraph that behaves', async () => {
  behave = answerWith(entities(5));
  const { data, errors } = await ask();
  expect(data).toEqual({ book: { id: 'b1', price: 5 } });
  expect(errors).toEqual([]);
});

test.each<[string, string, (request: IncomingMessage, response: ServerResponse) => void]>([
  ['silent', 'DEADLINE_EXCEEDED', () => undefined],
  [
    'silent after its headers',
    'DEADLINE_EXCEEDED',
    (_, response) => {
      response.writeHead(200);
      response.write('{"data":');
    },
  ],
  ['resetting', 'SUBGRAPH_UNAVAILABLE', (request) => request.socket.destroy()],
  ['answering garbage', 'SUBGRAPH_ANSWER_INVALID', answerWith(SECRET)],
  ['answering a page of an error', 'SUBGRAPH_UNAVAILABLE', answerWith(`<h1>${SECRET}</h1>`, 502)],
  ['answering too much', 'SUBGRAPH_ANSWER_INVALID', answerWith(JSON.stringify({ data: SECRET.repeat(1_000) }))],
  ['answering no data', 'SUBGRAPH_ANSWER_INVALID', answerWith('{"data":null}')],
  ['answering data of another kind', 'SUBGRAPH_ANSWER_INVALID', answerWith('{"data":{"_entities":"many"}}')],
  ['answering too many entities', 'SUBGRAPH_ANSWER_INVALID', answerWith(entities(5, 6))],
  ['answering too few entities', 'SUBGRAPH_ANSWER_INVALID', answerWith(entities())],
  ['answering errors that are none', 'INTERNAL_SERVER_ERROR', answerWith('{"data":null,"errors":[null,7]}')],
  [
    'answering an error with what nobody may see',
    'INTERNAL_SERVER_ERROR',
    answerWith(JSON.stringify({ errors: [{ message: SECRET, extensions: { code: 'SQL', detail: SECRET } }] })),
  ],
  [
    'answering an id of its own making',
    'INTERNAL_SERVER_ERROR',
    answerWith(
      JSON.stringify({
        errors: [{ message: SECRET, extensions: { code: 'INTERNAL_SERVER_ERROR', correlationId: SECRET } }],
      }),
    ),
  ],
  [
    'answering a registered code with words of its own',
    'FORBIDDEN',
    answerWith(JSON.stringify({ errors: [{ message: SECRET, extensions: { code: 'FORBIDDEN', detail: SECRET } }] })),
  ],
])('a subgraph that is %s', async (_, code, how) => {
  behave = how;
  const { data, errors } = await ask();
  expect(data).toEqual({ book: { id: 'b1', price: null } });
  expect(errors[0]).toMatchObject({ path: ['book'], extensions: { code } });
  expect(JSON.stringify(errors)).not.toContain('3204051203919001');
});

test('an error of one entity is told where that entity stands', async () => {
  behave = answerWith(
    JSON.stringify({
      data: { _entities: [{ price: 1 }, { price: null }] },
      errors: [{ message: 'x', path: ['_entities', 1, 'price'], extensions: { code: 'NOT_FOUND', what: 'price' } }],
    }),
  );
  const { data, errors } = await ask('{ books { id price } }');
  expect(data).toEqual({
    books: [
      { id: 'b1', price: 1 },
      { id: 'b2', price: null },
    ],
  });
  expect(errors).toEqual([
    {
      message: 'There is no price with this id that you may see.',
      path: ['books', 1, 'price'],
      extensions: { code: 'NOT_FOUND', what: 'price' },
    },
  ]);
});

test('a query whose connection broke is sent once more, a mutation never', async () => {
  behave = (request) => request.socket.destroy();
  await ask();
  expect(calls).toBe(2);
  await ask('mutation { buy }');
  expect(calls).toBe(1);
});

test('when the client leaves, the fetch ends', async () => {
  const client = new Cancellation();
  let closed: () => void = () => undefined;
  const isClosed = new Promise<void>((resolve) => (closed = resolve));
  behave = (request) => {
    request.socket.once('close', closed);
    client.cancel();
  };
  const { errors } = await ask(undefined, client);
  await isClosed;
  expect(errors[0]?.extensions?.code).toBe('SUBGRAPH_UNAVAILABLE');
  expect(calls).toBe(1);
});

test('a subgraph that keeps failing is left alone, then probed by one call', () => {
  let now = 0;
  const breaker = createBreaker({ threshold: 2, pauseMs: 100, now: () => now });
  const fail = () => {
    expect(breaker.mayPass()).toBe(true);
    breaker.failed();
  };
  fail();
  fail();
  expect(breaker.mayPass()).toBe(false);
  now = 100;
  expect(breaker.mayPass()).toBe(true);
  expect(breaker.mayPass()).toBe(false);
  breaker.failed();
  now = 150;
  expect(breaker.mayPass()).toBe(false);
  now = 200;
  expect(breaker.mayPass()).toBe(true);
  breaker.succeeded();
  expect([breaker.mayPass(), breaker.mayPass()]).toEqual([true, true]);
});
