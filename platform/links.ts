import { createHttpLink } from '../gateway';
import type { SubgraphLink } from '../gateway';
import type { KeyRing } from '../shared/config';
import { ENVELOPE_HEADER, signEnvelope } from '../shared/viewer';
import type { RunningSubgraph } from './subgraphs';

/** Reaches a subgraph of the same process: a function call. */
export function inProcessLink({ subgraph }: Pick<RunningSubgraph, 'subgraph'>): SubgraphLink {
  return {
    name: subgraph.name,
    send: async ({ document, variables, origin }, viewer) =>
      subgraph.execute(
        { query: document.text, variables: JSON.parse(variables) as Record<string, unknown>, origin },
        viewer,
      ),
  };
}

/** Reaches a subgraph service; each call carries the viewer, signed for this subgraph and this question. */
export function createServiceLink(name: string, url: string, keys: KeyRing): SubgraphLink {
  const headersOf: Parameters<typeof createHttpLink>[0]['headersOf'] = (body, viewer, origin) => ({
    [ENVELOPE_HEADER]: signEnvelope(viewer, { audience: name, body }, keys, origin),
  });
  return createHttpLink({ name, url, headersOf });
}

/** Reaches any GraphQL server that speaks federation, without saying who asks. */
export function createUnsignedLink(name: string, url: string): SubgraphLink {
  return createHttpLink({ name, url });
}
