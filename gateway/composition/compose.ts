import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { subgraphsFindings, supergraphFindings } from '../../shared/access';
import { CodedError } from '../../shared/errors';
import { subscriptionFindings } from '../live/twin';

/** A subgraph as composition sees it. */
export interface SubgraphSource {
  readonly name: string;
  readonly sdl: string;
}

/**
 * Composes the supergraph, after the groups of all subgraphs have passed the access checks: composition would silently keep
 * one of two different groups. The supergraph is checked again as a gateway will read it, since composing adds fields of
 * its own (those an interface object gives every implementor).
 * @throws CodedError COMPOSITION_FAILED with the first thing that is wrong
 */
export function composeSupergraph(sources: readonly SubgraphSource[]): string {
  const parsed = sources.map(({ name, sdl }) => ({ name, typeDefs: parse(sdl) }));
  refuse(subgraphsFindings(parsed));
  const { supergraphSdl, errors } = composeServices(
    parsed.map((subgraph) => ({ ...subgraph, url: `subgraph:${subgraph.name}` })),
  );
  if (supergraphSdl === undefined)
    throw new CodedError('COMPOSITION_FAILED', { reason: errors?.[0]?.message ?? 'no reason given' });
  const supergraph = parse(supergraphSdl);
  refuse([...supergraphFindings(supergraph), ...subscriptionFindings(supergraph)]);
  return `${supergraphSdl.trimEnd()}\n`;
}

function refuse([finding]: readonly string[]): void {
  if (finding !== undefined) throw new CodedError('COMPOSITION_FAILED', { reason: finding });
}
