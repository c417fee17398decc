import { ApolloGateway } from '@apollo/gateway';
import type { GraphQLDataSource, GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import type { GatewayInterface } from '@apollo/server-gateway-interface';
import type { GraphQLFormattedError } from 'graphql';
import type { SubgraphLink } from '../../gateway';
import type { GatewayContext } from '../../gateway/context';
import { disableTelemetry } from '../../shared/config';

/** Apollo's own executor over the same links: what our answers are held against. */
export function createStockGateway(supergraphSdl: string, links: readonly SubgraphLink[]): GatewayInterface {
  disableTelemetry();
  const byName = new Map(links.map((link) => [link.name, link]));
  const gateway = new ApolloGateway({
    supergraphSdl,
    buildService: ({ name }) => {
      const link = byName.get(name);
      if (!link) throw new Error(`no link to ${name}`);
      return dataSourceOf(link) as unknown as GraphQLDataSource;
    },
  });
  return gateway as unknown as GatewayInterface;
}

function dataSourceOf(link: SubgraphLink): GraphQLDataSource<GatewayContext> {
  return {
    async process({ request, context }: GraphQLDataSourceProcessOptions<GatewayContext>) {
      const { query = '', variables } = request;
      const { viewer, fetches, access } = context as GatewayContext;
      fetches.push(link.name);
      const document = { text: query, json: JSON.stringify(query) };
      const isMutation = /^\s*mutation\b/.test(query);
      const reply = await link.send(
        {
          document,
          variables: JSON.stringify(variables ?? {}),
          isMutation,
          origin: { requestId: 'test', documentHash: 'none' },
        },
        viewer,
      );
      for (const note of reply.extensions?.access ?? []) access.set(note.coordinate, note);
      return { data: reply.data, errors: reply.errors as GraphQLFormattedError[] | undefined };
    },
  };
}
