import { readSupergraph, startFront } from '../../platform/front';
import { inProcessLink } from '../../platform/links';
import { PUBLIC_VIEWER } from '../../shared/viewer';
import { startTestPlatform } from '../support/platform';
import type { TestPlatform } from '../support/platform';

/** A field nobody has classified is not served by default: a gateway that knows one does not start, and takes no such graph later. */
let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
});
afterAll(() => platform.stop());

const committed = readSupergraph();
const NIK = '  nik: String @join__field(graph: BENEFICIARIES)';
const EDITED: [string, string, string][] = [
  [
    'without its group',
    committed.replace(`${NIK} @access(group: "IDENTIFIER")`, NIK),
    'Person.nik has no @access group',
  ],
  [
    'with a group nobody decided about',
    committed.replace(`${NIK} @access(group: "IDENTIFIER")`, `${NIK} @access(group: "SECRET")`),
    'Person.nik has an unknown group',
  ],
  [
    'that was added',
    committed.replace(NIK, `${NIK.replace('nik', 'mother')}\n${NIK}`),
    'Person.mother has no @access group',
  ],
];

async function start(supergraphSdl: string) {
  let fetches = 0;
  const front = await startFront({
    config: { ...platform.database.config, port: 0 },
    tokens: { verify: async () => PUBLIC_VIEWER },
    linkTo: (name) => {
      const link = inProcessLink(platform.subgraph(name));
      return { name, send: (...call) => ((fetches += 1), link.send(...call)) };
    },
    supergraphSdl,
    budgets: 'NONE',
  });
  const ask = async () => {
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ query: '{ regions(first: 1) { nodes { code } } }' });
    return (await fetch(`${front.url}/graphql`, { method: 'POST', headers, body })).json();
  };
  return { front, ask, fetches: () => fetches };
}

test.each(EDITED)('a field %s: no gateway starts, and the refusal names it', async (_, sdl, finding) => {
  expect(sdl === committed).toBe(false);
  await expect(start(sdl)).rejects.toMatchObject({
    code: 'SUPERGRAPH_INVALID',
    message: expect.stringContaining(finding) as string,
  });
});

test('one that runs keeps the graph it has; control: that one is answered, before and after', async () => {
  const { front, ask, fetches } = await start(committed);
  const answer = { data: { regions: { nodes: [] } } };
  expect(await ask()).toEqual(answer);
  for (const [, sdl, finding] of EDITED) expect(() => front.replaceSupergraph(sdl)).toThrow(finding);
  expect(await ask()).toEqual(answer);
  expect(fetches()).toBe(2);
  await front.stop();
});
