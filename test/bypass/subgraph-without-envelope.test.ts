import { createServiceLink } from '../../platform/links';
import { createSubgraphHandler } from '../../shared/subgraph';
import { ENVELOPE_HEADER, signEnvelope } from '../../shared/viewer';
import { serve } from '../support/http';
import type { Served } from '../support/http';
import { addFamilies } from '../support/people';
import type { TestIds } from '../support/people';
import { startTestPlatform, viewerOf } from '../support/platform';
import type { TestPlatform } from '../support/platform';

let platform: TestPlatform;
let ids: TestIds;
let served: Served;
let url: string;
const officer = viewerOf('DINSOS', { regionCodes: ['3204'] });

beforeAll(async () => {
  platform = await startTestPlatform();
  ids = await addFamilies(platform, [{ key: 'one', members: [{ key: 'head', name: 'Sarni Wulandaru' }] }]);
  const { subgraph } = platform.subgraph('beneficiaries');
  const answer = createSubgraphHandler(subgraph, platform.database.config.keys.envelope, () => undefined);
  served = await serve((request, response) => void answer(request, response));
  url = served.url;
});
afterAll(async () => {
  await served.stop();
  await platform.stop();
});

const query = 'query E($r: [_Any!]!) { _entities(representations: $r) { ... on Person { fullName } } }';
const entities = () => ({ query, variables: { r: [{ __typename: 'Person', id: ids.person('head') }] } });
const entitiesFetch = () => ({
  document: { text: query, json: JSON.stringify(query) },
  variables: JSON.stringify(entities().variables),
  isMutation: false,
  origin: { requestId: 'test', documentHash: 'none' },
});
const post = (body: object, envelope?: string) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(envelope === undefined ? {} : { [ENVELOPE_HEADER]: envelope }) },
    body: JSON.stringify(body),
  });

test('control: the gateway’s link gets the row', async () => {
  const link = createServiceLink('beneficiaries', url, platform.database.config.keys.envelope);
  expect(await link.send(entitiesFetch(), officer)).toEqual({ data: { _entities: [{ fullName: 'Sarni Wulandaru' }] } });
  await link.close?.();
});

test.each([
  ['a root field', () => ({ query: '{ families { nodes { id } } }' })],
  ['_entities', entities],
  ['_service', () => ({ query: '{ _service { sdl } }' })],
  ['introspection', () => ({ query: '{ __schema { types { name } } }' })],
  ['nonsense', () => ({ query: 42 })],
])('%s without an envelope is 401 and touches no table', async (_, body) => {
  const { keys } = platform.database.config;
  const statements: string[] = [];
  const stop = platform.subgraph('beneficiaries').database.onStatement((text) => statements.push(text));
  for (const envelope of [
    undefined,
    'x.y.z',
    signEnvelope(officer, { audience: 'programs', body: JSON.stringify(body()) }, keys.envelope),
  ]) {
    const response = await post(body(), envelope);
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'ENVELOPE_INVALID' } }] });
  }
  stop();
  expect(statements).toEqual([]);
});

test('an envelope for one question does not answer another', async () => {
  const { keys } = platform.database.config;
  const envelope = signEnvelope(
    officer,
    { audience: 'beneficiaries', body: JSON.stringify(entities()) },
    keys.envelope,
  );
  expect((await post(entities(), envelope)).status).toBe(200);
  const others = { ...entities(), variables: { r: [{ __typename: 'Person', id: ids.family('one') }] } };
  expect((await post(others, envelope)).status).toBe(401);
});

test('_entities keeps to the row scope: out of jurisdiction is null, like missing', async () => {
  const { subgraph } = platform.subgraph('beneficiaries');
  const stranger = viewerOf('DINSOS', { regionCodes: ['3205'] });
  expect(await subgraph.execute(entities(), officer)).toEqual({
    data: { _entities: [{ fullName: 'Sarni Wulandaru' }] },
  });
  expect(await subgraph.execute(entities(), stranger)).toEqual({ data: { _entities: [null] } });
});
