import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { accessFindings, groupConflicts, groupsOf } from '../../shared/access';
import { CodedError } from '../../shared/errors';

/** A subgraph as composition sees it. */
export interface SubgraphSource {
  readonly name: string;
  readonly sdl: string;
}

/**
 * Composes the supergraph, after each subgraph's own SDL has passed the access checks: composition would silently keep one
 * of two different groups.
 * @throws CodedError COMPOSITION_FAILED with the first thing that is wrong
 */
export function composeSupergraph(sources: readonly SubgraphSource[]): string {
  const parsed = sources.map(({ name, sdl }) => ({ name, typeDefs: parse(sdl) }));
  for (const { name, typeDefs } of parsed) refuse(accessFindings(typeDefs), name);
  refuse(groupConflicts(parsed.map(({ typeDefs }) => groupsOf(typeDefs))), 'between subgraphs');
  const result = composeServices(parsed.map((subgraph) => ({ ...subgraph, url: `subgraph:${subgraph.name}` })));
  if (result.supergraphSdl !== undefined) return `${result.supergraphSdl.trimEnd()}\n`;
  throw new CodedError('COMPOSITION_FAILED', { reason: result.errors?.[0]?.message ?? 'no reason given' });
}

function refuse(findings: readonly string[], where: string): void {
  const [finding] = findings;
  if (finding) throw new CodedError('COMPOSITION_FAILED', { reason: `${where}: ${finding}` });
}
