import { parse } from 'graphql';
import { composeServices } from '@apollo/composition';
import { createExecutor, loadSupergraph } from '../../gateway';
import type { AccessNote, SubgraphLink } from '../../gateway';
import { composeSupergraph } from '../../gateway/composition/compose';
import type { Viewer } from '../../shared/viewer';
import { HEAD, full } from './access-sdl';
import { smallLink } from './small-graph';
import type { SmallSubgraph } from './small-graph';
import { reach } from './small-service';
import { GATEWAYS, TOPOLOGY, inTurn } from './topology';

/** What a narrowed graph answered, and what it took. */
export interface NarrowedAnswer {
  readonly data: unknown;
  readonly errors: readonly {
    readonly path?: readonly (string | number)[];
    readonly extensions?: Record<string, unknown>;
  }[];
  readonly access: readonly AccessNote[];
  /** The documents that reached subgraphs. */
  readonly sent: readonly string[];
}

/**
 * A few lines of graph in the topology of the run, behind a gateway that narrows (or two, by turns), over subgraphs that guard
 * nothing: whatever is asked is answered.
 */
export interface NarrowedGraph {
  readonly sdl: string;
  readonly faults: readonly unknown[];
  /** Requests to subgraphs since the last question. */
  readonly requests: number;
  ask(viewer: Viewer, query: string, variables?: Record<string, unknown>): Promise<NarrowedAnswer>;
}

/**
 * @param isChecked false: composed as somebody else might, without our checks of the groups
 */
export function narrowedGraph(given: readonly SmallSubgraph[], isChecked = true): NarrowedGraph {
  const subgraphs = given.map((subgraph) => ({ ...subgraph, typeDefs: full(subgraph.typeDefs) }));
  const sources = subgraphs.map(({ name, typeDefs }) => ({ name, sdl: `${HEAD}\n${typeDefs}` }));
  const sdl = isChecked ? composeSupergraph(sources) : composeUnchecked(sources);
  const faults: unknown[] = [];
  let sent: string[] = [];
  const links = subgraphs.map((subgraph): SubgraphLink => {
    const link = reach(smallLink(subgraph, `${HEAD}\n`));
    return {
      name: link.name,
      send(fetch, ...rest) {
        sent.push(fetch.document.text);
        return link.send(fetch, ...rest);
      },
    };
  });
  const log = ({ error }: { readonly error: unknown }) => faults.push(error);
  const supergraph = loadSupergraph(sdl);
  const open = () => createExecutor({ supergraph, links, log, access: { isSynthetic: false } });
  const turns = inTurn(Array.from({ length: GATEWAYS[TOPOLOGY] }, open));
  return {
    sdl,
    faults,
    get requests() {
      return sent.length;
    },
    async ask(viewer, query, variables = {}) {
      sent = [];
      const executor = turns.next();
      const operation = executor.compile(query, () => parse(query), undefined, viewer);
      const { data, errors, access } = await executor.execute(operation, { viewer, correlationId: 'test', variables });
      return { data: JSON.parse(data ?? 'null') as unknown, errors, access, sent };
    },
  };
}

function composeUnchecked(sources: readonly { readonly name: string; readonly sdl: string }[]): string {
  const { supergraphSdl, errors } = composeServices(
    sources.map(({ name, sdl }) => ({ name, typeDefs: parse(sdl), url: `http://${name}` })),
  );
  if (supergraphSdl === undefined) throw new Error(errors?.[0]?.message);
  return supergraphSdl;
}
