/** The composed supergraph, below the project's folder. */
export const SUPERGRAPH_FILE = 'gateway/supergraph.graphql';
