import { composeSupergraph } from '../../gateway/composition/compose';
import { loadSupergraph } from '../../gateway';
import { SCHEMA_HEAD } from '../../shared/subgraph/access-directive';
import { FEED_TYPES } from '../support/feed';
import { composeSmall } from '../support/small-graph';

/** A subscription is served by its query: one that has none, or another one, is no supergraph. */
const PAGE = 'type FeedPage { cursor: String! hasMore: Boolean! }';
const WITHOUT: Record<string, [string, string]> = {
  'has no query of the same name': [
    `type Query { word: String } type Subscription { feed(after: String): FeedPage! } ${PAGE}`,
    'Subscription.feed has no query of the same name to ask again',
  ],
  'is of another type': [
    `type Query { feed(after: String): FeedPage } type Subscription { feed(after: String): FeedPage! } ${PAGE}`,
    'Subscription.feed is FeedPage!, its query FeedPage',
  ],
  'takes what its query does not': [
    `type Query { feed(after: String): FeedPage! } type Subscription { feed(after: String, of: ID): FeedPage! } ${PAGE}`,
    'Subscription.feed takes of, its query does not',
  ],
  'does not take what its query needs': [
    `type Query { feed(after: String, of: ID!): FeedPage! } type Subscription { feed(after: String): FeedPage! } ${PAGE}`,
    'the query of Subscription.feed asks for of',
  ],
  'takes no place to go on from': [
    `type Query { feed: FeedPage! } type Subscription { feed: FeedPage! } ${PAGE}`,
    'Subscription.feed takes no after: String',
  ],
  'must be given a place': [
    `type Query { feed(after: String!): FeedPage! } type Subscription { feed(after: String!): FeedPage! } ${PAGE}`,
    'Subscription.feed takes no after: String',
  ],
  'answers no page': [
    'type Query { feed(after: String): Feed! } type Subscription { feed(after: String): Feed! } type Feed { cursor: String! }',
    'Subscription.feed answers no page: Feed! has no hasMore: Boolean!',
  ],
  'answers pages': [
    `type Query { feed(after: String): [FeedPage!]! } type Subscription { feed(after: String): [FeedPage!]! } ${PAGE}`,
    'Subscription.feed answers no page: [FeedPage!]! has no cursor: String!',
  ],
};

test.each(Object.entries(WITHOUT))('one that %s', (_, [typeDefs, reason]) => {
  const sdl = composeSmall([{ name: 'feed', typeDefs }]);
  expect(() => loadSupergraph(sdl)).toThrow(`The supergraph cannot be used: ${reason}`);
});

test('control: one with its query loads', () => {
  const { apiSchema } = loadSupergraph(composeSmall([{ name: 'feed', typeDefs: FEED_TYPES }]));
  expect(String(apiSchema.getSubscriptionType())).toBe('Subscription');
});

describe('composition', () => {
  const field = (group: string) => `feed(after: String): FeedPage! @access(group: "${group}")`;
  const page = `type FeedPage { cursor: String! @access(group: "STRUCTURE") hasMore: Boolean! @access(group: "STRUCTURE") }`;
  const compose = (query: string, subscription: string) =>
    composeSupergraph([
      { name: 'feed', sdl: `${SCHEMA_HEAD} type Query { ${query} } type Subscription { ${subscription} } ${page}` },
    ]);

  test('of one whose query is another does not come about', () => {
    expect(() => compose(`word: String @access(group: "STRUCTURE")`, field('STRUCTURE'))).toThrow(
      'The subgraphs do not compose: Subscription.feed has no query of the same name to ask again',
    );
    expect(() => compose(field('STRUCTURE'), field('REFERENCE'))).toThrow('is in another group than its query');
  });

  test('control: with its query it does', () => {
    expect(compose(field('STRUCTURE'), field('STRUCTURE'))).toContain('type Subscription');
  });
});
