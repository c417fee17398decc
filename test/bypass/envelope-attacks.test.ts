import { createServiceLink } from '../../platform/links';
import { createKeyRing } from '../../shared/config';
import { createSubgraphHandler } from '../../shared/subgraph';
import { ENVELOPE_HEADER, signEnvelope } from '../../shared/viewer';
import type { Viewer } from '../../shared/viewer';
import { serve } from '../support/http';
import type { Served } from '../support/http';
import { addFamilies } from '../support/people';
import type { TestIds } from '../support/people';
import { startTestPlatform, viewerOf } from '../support/platform';
import type { TestPlatform } from '../support/platform';
import { readLedger } from '../support/ledger';

/** A subgraph service believes an envelope that was signed for it, for this very body, lately, by the gateway, and not used yet. */
let platform: TestPlatform;
let ids: TestIds;
let served: Served;
const stranger = viewerOf('DINSOS', { regionCodes: ['3205'] });
const officer = viewerOf('DINSOS', { regionCodes: ['3204'] });

beforeAll(async () => {
  platform = await startTestPlatform();
  ids = await addFamilies(platform, [{ key: 'one', members: [{ key: 'head', name: 'Sarni Wulandaru' }] }]);
  const { subgraph } = platform.subgraph('beneficiaries');
  const answer = createSubgraphHandler(subgraph, keys(), () => undefined);
  served = await serve((request, response) => void answer(request, response));
});
afterAll(async () => {
  await served.stop();
  await platform.stop();
});

const keys = () => platform.database.config.keys.envelope;
const QUERY = 'query E($r: [_Any!]!) { _entities(representations: $r) { ... on Person { fullName } } }';
const BODIES = {
  entities: () => ({ query: QUERY, variables: { r: [{ __typename: 'Person', id: ids.person('head') }] } }),
  sdl: () => ({ query: '{ _service { sdl } }' }),
  rows: () => ({ query: '{ persons(first: 5) { nodes { fullName } } }' }),
};
const sign = (body: object, viewer: Viewer = officer, audience = 'beneficiaries', ring = keys()) =>
  signEnvelope(viewer, { audience, body: JSON.stringify(body) }, ring);

/** Sends a body with an envelope; what came back, and what it cost. */
async function send(body: object, envelope: string | string[] | undefined) {
  const statements: string[] = [];
  const stop = platform.subgraph('beneficiaries').database.onStatement((text) => statements.push(text));
  const before = (await readLedger(platform, 'beneficiaries')).length;
  const headers = new Headers({ 'content-type': 'application/json' });
  for (const each of [envelope ?? []].flat()) headers.append(ENVELOPE_HEADER, each);
  const response = await fetch(served.url, { method: 'POST', headers, body: JSON.stringify(body) });
  const text = await response.text();
  stop();
  const entries = (await readLedger(platform, 'beneficiaries')).length - before;
  return { status: response.status, text, statements: statements.length, entries };
}

/** The payload with something else in it, under the signature of what it was. */
function forged(envelope: string, change: object): string {
  const [keyId, payload = '', signature] = envelope.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
  return [keyId, Buffer.from(JSON.stringify({ ...claims, ...change })).toString('base64url'), signature].join('.');
}

const ATTACKS: Record<string, (body: object) => string | string[]> = {
  'a bad signature': (body) => `${sign(body).slice(0, -4)}AAAA`,
  'no signature': (body) => sign(body).split('.').slice(0, 2).join('.'),
  'an unknown key id': (body) => sign(body).replace(/^[^.]+/, 'other'),
  'a key of one’s own under a known id': (body) =>
    sign(body, officer, 'beneficiaries', createKeyRing([{ id: keys().current.id, secret: Buffer.alloc(32, 1) }])),
  'another subgraph’s envelope': (body) => sign(body, officer, 'programs'),
  'another question’s envelope': () => sign({ query: '{ regions { nodes { code } } }' }),
  'another viewer under the signature': (body) => forged(sign(body, stranger), { viewer: officer }),
  'a longer life under the signature': (body) => forged(sign(body), { expires: 9_999_999_999 }),
  'a role nobody has': (body) => sign(body, { ...officer, role: 'SYSTEM' as never }),
  'a purpose nobody knows': (body) => sign(body, { ...officer, purpose: 'CURIOSITY' as never }),
  'a claim nobody knows': (body) => sign(body, { ...officer, isAdmin: true } as never),
  'two envelopes': (body) => [sign(body), sign(body)],
};

describe.each(Object.entries(BODIES))('%s', (_, body) => {
  test.each(Object.entries(ATTACKS))('%s: 401, no statement, no entry', async (__, attack) => {
    const { status, text, statements, entries } = await send(body(), attack(body()));
    expect({ status, statements, entries }).toEqual({ status: 401, statements: 0, entries: 0 });
    expect(JSON.parse(text)).toMatchObject({ errors: [{ extensions: { code: 'ENVELOPE_INVALID' } }] });
  });

  test('one that has expired: 401', async () => {
    const late = sign(body());
    const now = Date.now();
    const clock = jest.spyOn(Date, 'now').mockReturnValue(now + 31_000);
    const { status, statements } = await send(body(), late);
    clock.mockRestore();
    expect({ status, statements }).toEqual({ status: 401, statements: 0 });
  });

  test('one that was used: 401 for whoever sends the same bytes again; control: it was good once', async () => {
    const envelope = sign(body());
    expect((await send(body(), envelope)).status).toBe(200);
    const { status, statements, entries } = await send(body(), envelope);
    expect({ status, statements, entries }).toEqual({ status: 401, statements: 0, entries: 0 });
  });
});

test('control: signed anew, the same question is answered as often as it is asked, with a statement and an entry each time', async () => {
  for (let time = 0; time < 2; time += 1) {
    const { status, text, statements, entries } = await send(BODIES.entities(), sign(BODIES.entities()));
    expect({ status, statements, entries }).toEqual({ status: 200, statements: 1, entries: 1 });
    expect(text).toContain('Sarni Wulandaru');
  }
});

test('control: the gateway’s link, which sends a query again when its connection broke, signs each time', async () => {
  const link = createServiceLink('beneficiaries', served.url, keys());
  const { query, variables } = BODIES.entities();
  const fetched = {
    document: { text: query, json: JSON.stringify(query) },
    variables: JSON.stringify(variables),
    isMutation: false,
    origin: { requestId: 'one', documentHash: 'none' },
  };
  for (let time = 0; time < 2; time += 1) {
    expect(await link.send(fetched, officer)).toEqual({ data: { _entities: [{ fullName: 'Sarni Wulandaru' }] } });
  }
  await link.close?.();
});
