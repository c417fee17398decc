import { OPERATION_DEADLINE_MS } from '../gateway';
import type { SubgraphLink } from '../gateway';

/** The links in use, by subgraph and address: a subgraph that stays where it was keeps its sockets over a reload. */
export interface LinkPool {
  /** Links to these subgraphs, and to no other from now on. What ran on the others may end before they close. */
  use(subgraphs: ReadonlyMap<string, string>): readonly SubgraphLink[];
  close(): Promise<void>;
}

/** @param linkTo opens the way to a subgraph at an address */
export function createLinkPool(linkTo: (name: string, url: string) => SubgraphLink): LinkPool {
  const retiring = new Map<SubgraphLink, NodeJS.Timeout>();
  let current = new Map<string, SubgraphLink>();

  const retire = (link: SubgraphLink): void => {
    const close = (): void => {
      retiring.delete(link);
      // A link that cannot be closed holds nothing a request could miss.
      link.close?.().catch(() => undefined);
    };
    // No operation on the old supergraph lives longer.
    retiring.set(link, setTimeout(close, OPERATION_DEADLINE_MS).unref());
  };

  return {
    use(subgraphs) {
      const used = [...subgraphs].map(([name, url]) => {
        const key = `${name} ${url}`;
        return [key, current.get(key) ?? linkTo(name, url)] as const;
      });
      const next = new Map(used);
      for (const [key, link] of current) if (!next.has(key)) retire(link);
      current = next;
      return [...next.values()];
    },
    async close() {
      for (const timer of retiring.values()) clearTimeout(timer);
      const links = [...current.values(), ...retiring.keys()];
      retiring.clear();
      await Promise.all(links.map(async (link) => link.close?.()));
    },
  };
}
