/** Our gateway with the four subgraphs in its own process: a fetch is a call into the subgraph's compiled executor. */
import { parse } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import type { SubgraphLink, SubgraphReply } from '../../gateway';
import { startFront } from '../../platform/front';
import { loadConfig } from '../../shared/config';
import { DocumentRunner } from '../../shared/subgraph/compiled';
import type { KnownDocument } from '../../shared/subgraph/compiled';
import type { SubgraphContext } from '../../shared/subgraph';
import { PUBLIC_VIEWER } from '../../shared/viewer';
import { benchSubgraphs, benchSupergraph } from './graph';

/** The benchmark's graph has no field groups: every field is open, and there is nothing to report. */
const context = { report: { notes: [], withheld: [] }, grade: () => 'FULL' } as unknown as SubgraphContext;

function linkTo(name: string, schema: GraphQLSchema): SubgraphLink {
  const runner = new DocumentRunner(schema, new Map());
  const documents = new Map<string, KnownDocument>();
  return {
    name,
    async send({ document: { text }, variables }) {
      const known = documents.get(text) ?? runner.know(parse(text, { noLocation: true }));
      documents.set(text, known);
      const result = await runner.run(known, { variables: JSON.parse(variables) as Record<string, unknown>, context });
      return result as SubgraphReply;
    },
  };
}

const links = new Map(benchSubgraphs().map(({ name, schema }) => [name, linkTo(name, schema)]));

void startFront({
  config: { ...loadConfig(), port: Number(process.argv[2]) },
  tokens: { verify: async () => PUBLIC_VIEWER },
  linkTo: (name) => {
    const link = links.get(name);
    if (!link) throw new Error(`no subgraph ${name}`);
    return link;
  },
  supergraphSdl: benchSupergraph('http://in-process'),
  budgets: 'NONE',
  withoutAccess: true,
});
