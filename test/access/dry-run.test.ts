import type { DryRun, GatewayContext } from '../../gateway/context';
import { PUBLIC_VIEWER } from '../../shared/viewer';
import type { Viewer } from '../../shared/viewer';
import { serveGraph } from '../support/graph';
import { addFamilies } from '../support/people';
import { startTestPlatform, viewerOf } from '../support/platform';
import type { TestPlatform } from '../support/platform';

const QUERY = `{ families(first: 2) { nodes { id kkNumber desil members { name: fullName birthDate chronicIllnesses } } } }`;

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
  await addFamilies(platform, [{ key: 'home', members: [{ key: 'head' }] }]);
});
afterAll(() => platform.stop());

async function explain(
  viewer: Viewer,
  query = QUERY,
): Promise<{ explanation: DryRun; data: unknown; fetches: readonly string[] }> {
  const contextValue: GatewayContext = { viewer, correlationId: 'test', access: new Map(), fetches: [] };
  const { body } = await platform.server.executeOperation(
    { query, extensions: { explainAccess: true } },
    { contextValue },
  );
  if (body.kind !== 'single') throw new Error('one piece');
  const { data, extensions } = body.singleResult;
  return { data, explanation: extensions?.['explainAccess'] as DryRun, fetches: contextValue.fetches };
}

test('tells each decision, and asks no subgraph', async () => {
  const statements: string[] = [];
  for (const { database } of platform.subgraphs) database.onStatement((text) => statements.push(text));
  const { data, explanation, fetches } = await explain(viewerOf('DPO', { regionCodes: ['ID'] }));
  expect([data, fetches, statements]).toEqual([null, [], []]);
  const by = new Map(explanation.fields.map((field) => [field.at, field]));
  expect(explanation).toMatchObject({ role: 'DPO', fetches: ['beneficiaries'] });
  expect(by.get('families.nodes.@.members.@.name')).toEqual({
    at: 'families.nodes.@.members.@.name',
    coordinate: 'Person.fullName',
    group: 'NAME',
    band: false,
    decision: [
      { grade: 'FULL', when: 'BREAK_GLASS' },
      { grade: 'MASKED', when: 'JURISDICTION' },
    ],
  });
  expect(by.get('families.nodes.@.members.@.birthDate')?.refused).toMatchObject({
    grade: 'BANDED',
    reason: { kind: 'GRADE', role: 'DPO', group: 'BIRTH_DATE', grade: 'BANDED' },
  });
  expect(by.get('families.nodes.@.desil')?.refused).toMatchObject({ grade: 'AGGREGATE' });
});

test('what it says is refused is what an answer refuses', async () => {
  for (const viewer of [
    viewerOf('DPO', { regionCodes: ['ID'] }),
    viewerOf('DATA_STEWARD', { regionCodes: ['ID'] }),
    viewerOf('FRONTEND_DEVELOPER'),
    viewerOf('DINSOS'),
  ]) {
    const { explanation } = await explain(viewer);
    const { errors, access, fetches } = await platform.ask(viewer, QUERY);
    const all = explanation.fields.filter((field) => field.refused);
    // Below a refused field nothing is asked, and so nothing more is told.
    const refused = all.filter(({ at }) => !all.some((other) => at.startsWith(`${other.at}.`)));
    const told = new Set([
      ...errors.map(({ extensions }) => extensions['coordinate']),
      ...access.filter(({ grade }) => grade !== 'MASKED').map(({ coordinate }) => coordinate),
    ]);
    const coordinates = new Set(refused.map(({ coordinate }) => coordinate));
    expect([...coordinates].filter((coordinate) => !told.has(coordinate))).toEqual([]);
    // What only the row decides is not foretold: here that the DPO has no emergency access to this family.
    const byRow = [...told].filter((coordinate) => !coordinates.has(String(coordinate)));
    expect(byRow).toEqual(viewer.role === 'DPO' ? ['Family.kkNumber'] : []);
    expect(explanation.fetches).toEqual(fetches);
  }
});

test('reasons are a tree: what is missing, and which claim the account lacks', async () => {
  const { explanation } = await explain(viewerOf('DINSOS'), '{ families { nodes { kkNumber } } }');
  expect(explanation.fields.find(({ coordinate }) => coordinate === 'Family.kkNumber')?.refused).toMatchObject({
    reason: { kind: 'CLAIM', when: 'JURISDICTION', claim: 'regionCodes' },
  });
});

test('over HTTP, also for a document that is known and would be answered without the server', async () => {
  const viewer = viewerOf('DPO', { regionCodes: ['ID'] });
  const { server, holder } = platform;
  const served = await serveGraph({
    server,
    holder,
    verify: async (header) => (header === undefined ? PUBLIC_VIEWER : viewer),
  });
  const post = async (extensions?: object) => {
    const response = await fetch(served.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer x' },
      body: JSON.stringify({ query: QUERY, extensions }),
    });
    return (await response.json()) as { data: unknown; extensions?: { explainAccess?: DryRun } };
  };
  for (let round = 0; round < 3; round++) expect((await post()).data).not.toBeNull();
  const dry = await post({ explainAccess: true });
  expect(dry.data).toBeNull();
  expect(dry.extensions?.explainAccess?.role).toBe('DPO');
  await served.stop();
});
