import type { SubgraphLink } from '../../gateway';
import { createServiceLink } from '../../platform/links';
import type { SubgraphAnswer } from '../../shared/subgraph';
import { testConfig } from './database';
import { serveSubgraph } from './subgraph-service';
import { TOPOLOGY } from './topology';

/** What the test file has started, for the end of the file. */
const started: (() => Promise<unknown>)[] = [];

/** Ends everything that was started for small subgraphs; each test file of the second topology ends with it. */
export async function stopSmallServices(): Promise<void> {
  await Promise.all(started.splice(0).map((stop) => stop()));
}

/**
 * The way to a small subgraph in the topology of the run: the link itself, or a service of its own around it, behind HTTP and
 * the envelope, which is started when it is first asked.
 */
export function reach(link: SubgraphLink): SubgraphLink {
  if (TOPOLOGY === 'one-process') return link;
  let way: Promise<SubgraphLink> | undefined;
  return {
    name: link.name,
    async send(...call) {
      way ??= openWay(link);
      return (await way).send(...call);
    },
  };
}

async function openWay(link: SubgraphLink): Promise<SubgraphLink> {
  const { envelope } = testConfig().keys;
  const { name } = link;
  const execute: Parameters<typeof serveSubgraph>[0]['execute'] = async (request, viewer) => {
    const { query: text, variables = {}, origin = { requestId: '', documentHash: '' } } = request;
    const document = { text, json: JSON.stringify(text) };
    const fetch = { document, variables: JSON.stringify(variables), isMutation: false, origin };
    return (await link.send(fetch, viewer)) as SubgraphAnswer;
  };
  const service = await serveSubgraph({ name, execute }, envelope, () => undefined);
  const outer = createServiceLink(name, service.url, envelope);
  started.push(async () => {
    await outer.close?.();
    await service.stop();
  });
  return outer;
}
