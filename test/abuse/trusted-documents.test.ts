import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { documentId, readManifest } from '../../gateway';
import { PROJECT_ROOT } from '../../platform/demo/project';
import { EXAMPLES } from '../../platform/demo/examples';
import { DOCUMENTS_FILE, generateDocuments } from '../../platform/documents-file';
import { readDocuments } from '../../platform/front';
import type { Role } from '../../shared/viewer';
import { UNTOUCHED, openGuardedGraph } from '../support/guarded-graph';
import type { GuardedOptions } from '../support/guarded-graph';
import { viewerOf } from '../support/platform';

/** AB7: programs whose documents are known send those and nothing else. A cache of documents is no list of them. */
const APP = 'query App { a { aWord } }';
const BOARD = 'query Board {\n  a { bWord }\n}';
const stored = (text: string) => ({ id: documentId(text), name: 'x', text });
const manifest = readManifest(JSON.stringify({ 'public-app': [stored(APP)], 'partner-board': [stored(BOARD)] }));

const open = (role: Role, given: GuardedOptions = {}) =>
  openGuardedGraph({ manifest, verify: async () => viewerOf(role), ...given });
const byId = (id: string) => ({ documentId: id });
const byHash = (id: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash: id } } });

describe.each<[Role, string, string]>([
  ['FRONTEND', APP, BOARD],
  ['PARTNER_RECRUITER', BOARD, APP],
  ['PARTNER_ADMIN', BOARD, APP],
])('%s', (role, own, foreign) => {
  test('its documents are answered by id in both forms, and word for word', async () => {
    await using graph = await open(role);
    const forms = [
      byId(documentId(own)),
      byHash(documentId(own)),
      { query: own },
      { query: `\n${own.replaceAll('\n', '\r\n')} \n` },
    ];
    for (const [index, body] of forms.entries()) {
      const reply = await graph.post(body);
      expect(reply.code).toBeUndefined();
      expect(reply.body.data).toBeDefined();
      // All are one document: planned once, and from then on answered without the server.
      expect(reply.effects).toMatchObject(index === 0 ? { served: 1, planned: 1 } : { served: 0, planned: 0 });
    }
    const both = await graph.post({ query: own, ...byHash(documentId(own)) });
    expect(both).toMatchObject({ code: undefined, effects: { served: 0 } });
    const search = new URLSearchParams({ documentId: documentId(own) }).toString();
    const got = await graph.send(`${graph.url}?${search}`, { headers: { 'apollo-require-preflight': 'true' } });
    expect(got).toMatchObject({ status: 200, code: undefined });
  });

  test('anything else is refused with nothing done', async () => {
    await using graph = await open(role);
    const bodies = [
      { query: '{ a { id } }' },
      { query: `${own} # ` },
      { query: own.replace('{', '{ x: __typename') },
      { query: foreign },
      byId(documentId(foreign)),
      byHash(documentId(foreign)),
      byId('f'.repeat(64)),
      byId('__proto__'),
      byHash('constructor'),
      // Registering a document, as automatic persisted queries do, and a text under another's id.
      { query: '{ a { id } }', ...byHash(documentId('{ a { id } }')) },
      { query: '{ a { id } }', ...byHash(documentId(own)) },
      { query: '{ a { id } }', ...byId(documentId(own)) },
      { query: 'no GraphQL' },
      { query: '' },
    ];
    for (const body of bodies) {
      const reply = await graph.post(body);
      expect({ code: reply.code, effects: reply.effects }).toEqual({
        code: 'DOCUMENT_NOT_TRUSTED',
        effects: UNTOUCHED,
      });
    }
    const get = await graph.send(`${graph.url}?query=%7Ba%7Bid%7D%7D`, {
      headers: { 'apollo-require-preflight': 'true' },
    });
    expect(get).toMatchObject({ code: 'DOCUMENT_NOT_TRUSTED', effects: UNTOUCHED });
  });

  test('what somebody else has asked is not answered from memory', async () => {
    let asking: Role = 'DINSOS';
    await using graph = await openGuardedGraph({ manifest, verify: async () => viewerOf(asking) });
    expect((await graph.post({ query: '{ a { id } }' })).code).toBeUndefined();
    asking = role;
    expect(await graph.post({ query: '{ a { id } }' })).toMatchObject({
      code: 'DOCUMENT_NOT_TRUSTED',
      effects: UNTOUCHED,
    });
  });
});

test('a token’s client decides before the role does', async () => {
  await using app = await open('PARTNER_RECRUITER', { clientOf: () => 'public-app' });
  expect((await app.post(byId(documentId(APP)))).code).toBeUndefined();
  expect((await app.post(byId(documentId(BOARD)))).code).toBe('DOCUMENT_NOT_TRUSTED');
  // An officer who signs in to the public app is held to its documents; a client nobody knows changes nothing.
  await using officer = await open('DINSOS', { clientOf: () => 'public-app' });
  expect((await officer.post({ query: '{ a { id } }' })).code).toBe('DOCUMENT_NOT_TRUSTED');
  await using console = await open('DINSOS', { clientOf: () => 'berdaya-console' });
  expect((await console.post({ query: '{ a { id } }' })).code).toBeUndefined();
});

test('other roles may use ids, and their own documents', async () => {
  await using graph = await open('DINSOS');
  expect((await graph.post(byId(documentId(BOARD)))).code).toBeUndefined();
  expect((await graph.post({ query: '{ a { id } }' })).code).toBeUndefined();
  expect((await graph.post(byId('f'.repeat(64)))).code).toBe('PERSISTED_QUERY_NOT_FOUND');
  expect((await graph.post({ query: '{ a { id } }', ...byHash('f'.repeat(64)) })).code).toBe(
    'PERSISTED_QUERY_NOT_SUPPORTED',
  );
});

test('a stored document pays like any other', async () => {
  const text = 'query Many($n: Int) { as(first: $n) { id } }';
  const many = readManifest(JSON.stringify({ 'public-app': [stored(text)], 'partner-board': [] }));
  await using graph = await open('FRONTEND', { manifest: many });
  const body = (n: number) => ({ ...byId(documentId(text)), variables: { n } });
  expect((await graph.post(body(10))).code).toBeUndefined();
  expect(await graph.post(body(1_000_000))).toMatchObject({ code: 'COST_EXCEEDED', effects: { fetches: 0 } });
});

test('a manifest whose text was changed after it was written is refused', () => {
  const changed = { 'public-app': [{ ...stored(APP), text: '{ a { id } }' }], 'partner-board': [] };
  expect(() => readManifest(JSON.stringify(changed))).toThrow('holds another text for x');
  expect(() => readManifest('{}')).toThrow('is not a manifest');
});

test('the committed manifest is what `npm run documents` writes', () => {
  expect(readFileSync(join(PROJECT_ROOT, DOCUMENTS_FILE), 'utf8')).toBe(generateDocuments(PROJECT_ROOT));
});

test('the README’s question of a recruiter is one of the partner board’s', () => {
  const example = EXAMPLES.find(({ identity }) => identity === 'recruiter');
  expect(readDocuments().findByText('partner-board', example?.query ?? '')).toBe(example?.query);
});
