import { randomBytes } from 'node:crypto';
import { serialize, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parse } from 'graphql';
import { createExecutor, loadSupergraph } from '../../gateway';
import type { SubgraphReply } from '../../gateway';
import { PUBLIC_VIEWER } from '../../shared/viewer';
import { composeSmall } from '../support/small-graph';

/**
 * V8 keeps a text as bytes while all its pieces are; the planner leaves names behind that are not (see `internNames`), and one
 * of them in an answer doubles its size and made a large one ten times as dear to send.
 */
const isOneByte = (text: string): boolean => serialize(text)[2] === '"'.charCodeAt(0);

/** Everything that can be collected is. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}

test('control: a text with an arrow in it is no text of bytes, and neither is what is cut out of it', () => {
  const arrow = `${'word'.repeat(10)} → ${'other'.repeat(10)}`;
  expect(isOneByte('word')).toBe(true);
  expect(isOneByte(arrow)).toBe(false);
  expect(isOneByte(arrow.slice(0, 40))).toBe(false);
});

test.each([
  ['plain', ''],
  ['with a character of two bytes in a description', '"An arrow: →" '],
])('an answer over several subgraphs is a text of bytes, the supergraph %s', async (_, description) => {
  const composed = composeSmall([
    {
      name: 'one',
      typeDefs: `type Query { ${description}things: [Thing] } type Thing @key(fields: "plainKey") { plainKey: ID! }`,
    },
    { name: 'two', typeDefs: 'type Thing @key(fields: "plainKey") { plainKey: ID! plainWord: String }' },
  ]);
  // Names nothing in this process has used before: the first use is what decides.
  const unused = randomBytes(6).toString('hex');
  const supergraph = loadSupergraph(composed.replaceAll('plain', `p${unused}`).replaceAll('Thing', `T${unused}`));
  const reply = (text: string) => JSON.parse(text.replaceAll('plain', `p${unused}`)) as SubgraphReply;
  const links = [
    { name: 'one', send: async () => reply(`{"data":{"things":[{"__typename":"T${unused}","plainKey":"1"}]}}`) },
    { name: 'two', send: async () => reply('{"data":{"_entities":[{"plainWord":"kata"}]}}') },
  ];
  const executor = createExecutor({ supergraph, links, log: () => undefined });
  // V8 forgets the names nobody holds on to.
  collectGarbage();
  const query = '{ things { __typename plainKey plainWord } }'.replaceAll('plain', `p${unused}`);
  const operation = executor.compile(query, () => parse(query), undefined, PUBLIC_VIEWER);
  const { data = '' } = await executor.execute(operation, {
    viewer: PUBLIC_VIEWER,
    correlationId: 'test',
    variables: {},
  });
  expect(data).toBe(`{"things":[{"__typename":"T${unused}","p${unused}Key":"1","p${unused}Word":"kata"}]}`);
  expect(isOneByte(data)).toBe(true);
});
