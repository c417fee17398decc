import type { EventBus } from '../../gateway';
import type { SmallSubgraph } from './small-graph';

/** A graph with one live board over a list in memory. */
export interface Feed {
  readonly subgraph: SmallSubgraph;
  readonly bus: EventBus;
  /** Adds items and gives word to whom they concern. */
  publish(items: readonly string[], concerned: readonly string[] | 'ALL' | 'NOBODY'): void;
  /** Cursors that were asked after. */
  readonly asked: (string | null)[];
  /** Makes the next looks fail, or holds items back as not in order yet. */
  readonly state: { failing: number; held: number };
}

export const FEED_TYPES = `type Query { feed(after: String, first: Int, word: String): FeedPage! }
  type Subscription { feed(after: String, word: String): FeedPage! }
  type FeedPage { items: [Item!]! cursor: String! hasMore: Boolean! }
  type Item { text: String word: String more(first: Int): [Item!] }`;

export function createFeed({ pageSize = 50 } = {}): Feed {
  const items: string[] = [];
  const asked: (string | null)[] = [];
  const listeners = new Set<Parameters<EventBus['subscribe']>[0]>();
  const state = { failing: 0, held: 0 };
  const feed = ({ after, word }: { after?: string | null; word?: string }) => {
    asked.push(after ?? null);
    if (state.failing > 0) {
      state.failing -= 1;
      throw new Error('out of order');
    }
    const start = after === null || after === undefined ? items.length : Number(after);
    const ready = items.slice(0, items.length - state.held);
    const page = ready.slice(start, start + pageSize);
    const end = start + page.length;
    return { items: page.map((text) => ({ text, word })), cursor: String(end), hasMore: end < items.length };
  };
  return {
    asked,
    state,
    subgraph: {
      name: 'feed',
      typeDefs: FEED_TYPES,
      resolvers: { Query: { feed: (_: unknown, args: object) => feed(args) } },
    },
    bus: {
      subscribe(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    publish(added, concerned) {
      items.push(...added);
      if (concerned !== 'NOBODY') for (const listener of listeners) listener(concerned);
    },
  };
}
