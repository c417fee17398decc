import { ApolloGateway } from '@apollo/gateway';
import type { GraphQLDataSource, GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import type { GatewayInterface } from '@apollo/server-gateway-interface';
import { disableTelemetry } from '../../shared/config';
import { CodedError } from '../../shared/errors';
import type { GatewayContext } from '../context';
import type { SubgraphLink, SubgraphReply } from './link';

/**
 * Runs query plans with Apollo's own executor behind the `{ load, executor }` interface of Apollo Server. Its plan cache
 * does not know the viewer, so nothing here may change a document by viewer: fields are decided in the subgraphs.
 */
export function createStockGateway(supergraphSdl: string, links: readonly SubgraphLink[]): GatewayInterface {
  disableTelemetry();
  const byName = new Map(links.map((link) => [link.name, link]));
  return new ApolloGateway({
    supergraphSdl,
    buildService: ({ name }) => new LinkDataSource(getLink(byName, name)),
  });
}

function getLink(links: ReadonlyMap<string, SubgraphLink>, name: string): SubgraphLink {
  const link = links.get(name);
  if (!link) throw new CodedError('CONFIG_INVALID', { name: 'SUBGRAPH_URLS', reason: `lacks ${name}` });
  return link;
}

/** A data source that sends a planned fetch over a link, and keeps what access control noted for the final answer. */
class LinkDataSource implements GraphQLDataSource<GatewayContext> {
  constructor(private readonly link: SubgraphLink) {}

  async process({ request, context }: GraphQLDataSourceProcessOptions<GatewayContext>): Promise<SubgraphReply> {
    const { query = '', variables, operationName } = request;
    const { viewer, fetches, access } = context as GatewayContext;
    fetches.push(this.link.name);
    const reply = await this.link.send({ query, variables, operationName }, viewer);
    for (const note of reply.extensions?.access ?? []) access.set(note.coordinate, note);
    return { data: reply.data, errors: reply.errors };
  }
}
