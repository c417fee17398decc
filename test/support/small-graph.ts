import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import type { GraphQLResolverMap } from '@apollo/subgraph/dist/schema-helper';
import { graphql, parse } from 'graphql';
import { createExecutor, loadSupergraph } from '../../gateway';
import type { Executor, SubgraphFetch, SubgraphLink, SubgraphReply } from '../../gateway';
import type { Cancellation } from '../../gateway/execution/cancellation';
import { PUBLIC_VIEWER } from '../../shared/viewer';
import { reach } from './small-service';
import { GATEWAYS, TOPOLOGY, inTurn } from './topology';

/** A subgraph of a few lines, for tests of the executor alone. */
export interface SmallSubgraph {
  readonly name: string;
  readonly typeDefs: string;
  readonly resolvers?: Readonly<Record<string, object>>;
}

/** An answer of a small graph, with the requests it took. */
export interface SmallAnswer {
  readonly data: unknown;
  /** The data as it was written. */
  readonly text: string | undefined;
  readonly errors: readonly {
    readonly path?: readonly (string | number)[];
    readonly extensions?: { code?: unknown };
  }[];
  readonly sent: readonly (SubgraphFetch & { readonly subgraph: string })[];
}

export interface SmallGraph {
  readonly sdl: string;
  /** The first gateway's. */
  readonly executor: Executor;
  readonly faults: readonly unknown[];
  ask(query: string, variables?: Record<string, unknown>, cancellation?: Cancellation): Promise<SmallAnswer>;
}

const HEAD = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9",
  import: ["@key", "@external", "@requires", "@provides", "@shareable", "@interfaceObject"])\n`;

/** The supergraph of some small subgraphs. */
export function composeSmall(subgraphs: readonly SmallSubgraph[]): string {
  const { supergraphSdl, errors } = composeServices(
    subgraphs.map(({ name, typeDefs }) => ({ name, typeDefs: parse(HEAD + typeDefs), url: `http://${name}` })),
  );
  if (supergraphSdl === undefined) throw new Error(errors?.map(({ message }) => message).join('\n'));
  return supergraphSdl;
}

/** A subgraph that runs in this process, by graphql-js and the resolvers it was given. */
export function smallLink({ name, typeDefs, resolvers }: SmallSubgraph, head = HEAD): SubgraphLink {
  const schema = buildSubgraphSchema([
    { typeDefs: parse(head + typeDefs), resolvers: resolvers as GraphQLResolverMap<unknown> },
  ]);
  return {
    name,
    async send({ document, variables }) {
      const variableValues = JSON.parse(variables) as Record<string, unknown>;
      const result = await graphql({ schema, source: document.text, variableValues });
      return JSON.parse(JSON.stringify(result)) as SubgraphReply;
    },
  };
}

/**
 * A graph of small subgraphs in the topology of the run; a link given by name stands in for the subgraph's own. Where gateways
 * are two, each question is asked of the other one.
 */
export function smallGraph(subgraphs: readonly SmallSubgraph[], links: readonly SubgraphLink[] = []): SmallGraph {
  const sdl = composeSmall(subgraphs);
  const faults: unknown[] = [];
  let sent: (SubgraphFetch & { subgraph: string })[] = [];
  const all = subgraphs.map((subgraph) => links.find(({ name }) => name === subgraph.name) ?? smallLink(subgraph));
  const counted = all.map(reach).map((link): SubgraphLink => ({
    name: link.name,
    send: (fetch, viewer, cancellation) => {
      sent.push({ ...fetch, subgraph: link.name });
      return link.send(fetch, viewer, cancellation);
    },
  }));
  const supergraph = loadSupergraph(sdl);
  const open = () => createExecutor({ supergraph, links: counted, log: ({ error }) => faults.push(error) });
  const turns = inTurn(Array.from({ length: GATEWAYS[TOPOLOGY] }, open));
  return {
    sdl,
    executor: turns.first,
    faults,
    async ask(query, variables = {}, cancellation) {
      sent = [];
      const executor = turns.next();
      const operation = executor.compile(query, () => parse(query), undefined, PUBLIC_VIEWER);
      const request = { viewer: PUBLIC_VIEWER, correlationId: 'test', variables, cancellation };
      const { data, errors } = await executor.execute(operation, request);
      return { data: data === undefined ? undefined : (JSON.parse(data) as unknown), text: data, errors, sent };
    },
  };
}
