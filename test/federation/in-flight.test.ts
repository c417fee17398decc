import { parse } from 'graphql';
import { createExecutor, createInFlight, loadSupergraph } from '../../gateway';
import type { SubgraphLink } from '../../gateway';
import { Cancellation } from '../../gateway/execution/cancellation';
import { PUBLIC_VIEWER } from '../../shared/viewer';
import type { Viewer } from '../../shared/viewer';
import { composeSmall } from '../support/small-graph';

/** Equal questions at the same moment are executed once; nobody gets an answer that was made for somebody else. */
const sdl = composeSmall([
  { name: 'words', typeDefs: 'type Query { word(of: String): String other: String } type Mutation { say: String }' },
]);

/** A graph whose subgraph answers when it is told to. */
function held(inFlight = createInFlight()) {
  const fetches: { viewer: Viewer; cancellation: Cancellation | undefined; answer: (word: string) => void }[] = [];
  const link: SubgraphLink = {
    name: 'words',
    send: (_fetch, viewer, cancellation) =>
      new Promise((resolve, reject) => {
        cancellation?.listen(() => reject(new Error('left')));
        fetches.push({ viewer, cancellation, answer: (word) => resolve({ data: { word, say: word } }) });
      }),
  };
  const executor = createExecutor({ supergraph: loadSupergraph(sdl), links: [link], log: () => undefined, inFlight });
  const ask = (
    query: string,
    viewer = PUBLIC_VIEWER,
    variables = {},
    cancellation?: Cancellation,
    consentId?: string,
  ) => {
    const operation = executor.compile(query, () => parse(query), undefined, PUBLIC_VIEWER);
    return executor.execute(operation, { viewer, correlationId: 'test', variables, cancellation, consentId });
  };
  return { fetches, ask };
}

const WORD = 'query($of: String) { word(of: $of) }';
const recruiter: Viewer = { ...PUBLIC_VIEWER, subject: 'a', role: 'PARTNER_RECRUITER', purpose: 'PENEMPATAN' };

test('two who ask the same at the same moment share one execution', async () => {
  const { fetches, ask } = held();
  const answers = [ask(WORD), ask(WORD, { ...PUBLIC_VIEWER })];
  expect(fetches).toHaveLength(1);
  fetches[0]?.answer('kata');
  const [one, other] = await Promise.all(answers);
  expect(one?.data).toBe('{"word":"kata"}');
  expect(other?.data).toBe('{"word":"kata"}');
});

test('control: without sharing each is executed', () => {
  const { fetches, ask } = held({ share: (_question, cancellation, execute) => execute(cancellation) });
  void ask(WORD);
  void ask(WORD);
  expect(fetches).toHaveLength(2);
});

test('what is asked under another consent is another question: each has its entry in the ledger', () => {
  const { fetches, ask } = held();
  void ask(WORD, recruiter, {}, undefined, 'consent A');
  void ask(WORD, recruiter, {}, undefined, 'consent B');
  expect(fetches).toHaveLength(2);
  void ask(WORD, recruiter, {}, undefined, 'consent A');
  expect(fetches).toHaveLength(2);
});

test('whoever asks after the answer gets one of its own', async () => {
  const { fetches, ask } = held();
  const first = ask(WORD);
  fetches[0]?.answer('lama');
  await first;
  const second = ask(WORD);
  fetches[1]?.answer('baru');
  expect((await second).data).toBe('{"word":"baru"}');
});

test.each<[string, string, Viewer, object]>([
  ['another person', WORD, { ...recruiter, subject: 'b' }, {}],
  ['another employer', WORD, { ...recruiter, employerId: '0b8f7f50-0000-4000-8000-000000000001' }, {}],
  ['another purpose', WORD, { ...recruiter, purpose: 'LAYANAN' }, {}],
  ['no purpose', WORD, { ...recruiter, purpose: undefined }, {}],
  ['another jurisdiction', WORD, { ...recruiter, regionCodes: ['32'] }, {}],
  ['other variables', WORD, recruiter, { of: 'x' }],
  ['a variable that is null', WORD, recruiter, { of: null }],
  ['another document', '{ word }', recruiter, {}],
])('%s never shares', (_, query, viewer, variables) => {
  const { fetches, ask } = held();
  void ask(WORD, recruiter);
  void ask(query, viewer, variables);
  expect(fetches).toHaveLength(2);
});

test('mutations are never shared', () => {
  const { fetches, ask } = held();
  void ask('mutation { say }');
  void ask('mutation { say }');
  expect(fetches).toHaveLength(2);
});

test('one who leaves does not end what another waits for', async () => {
  const { fetches, ask } = held();
  const leaver = new Cancellation();
  void ask(WORD, PUBLIC_VIEWER, {}, leaver);
  const answer = ask(WORD, PUBLIC_VIEWER, {}, new Cancellation());
  leaver.cancel();
  expect(fetches[0]?.cancellation?.isCancelled).toBe(false);
  fetches[0]?.answer('kata');
  expect((await answer).data).toBe('{"word":"kata"}');
});

test('when all have left the execution ends, and the next one who asks gets a new one', async () => {
  const { fetches, ask } = held();
  const leavers = [new Cancellation(), new Cancellation()];
  for (const leaver of leavers) void ask(WORD, PUBLIC_VIEWER, {}, leaver);
  for (const leaver of leavers) leaver.cancel();
  expect(fetches[0]?.cancellation?.isCancelled).toBe(true);
  const next = ask(WORD);
  expect(fetches).toHaveLength(2);
  fetches[1]?.answer('kata');
  expect((await next).data).toBe('{"word":"kata"}');
});
