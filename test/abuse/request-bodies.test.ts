import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { UNTOUCHED, openGuardedGraph } from '../support/guarded-graph';

const QUERY = JSON.stringify({ query: '{ a { aWord } }' });
const PACKERS = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync } as const;

/** CVE-2024-28101: a body limit that counts compressed bytes limits nothing. */
describe.each(Object.entries(PACKERS))('%s', (encoding, pack) => {
  test('a body is refused by what it becomes, not by what was sent', async () => {
    await using graph = await openGuardedGraph();
    const bomb = pack(JSON.stringify({ query: '{ a { aWord } }', pad: ' '.repeat(50 * 1024 * 1024) }));
    expect(bomb.length).toBeLessThan(100_000);
    const { status, code, effects } = await graph.post(bomb, { 'content-encoding': encoding });
    expect({ status, code, effects }).toEqual({ status: 413, code: 'BODY_TOO_LARGE', effects: UNTOUCHED });
  });

  test('control: an honest one is answered, and a broken one is 400', async () => {
    await using graph = await openGuardedGraph();
    const honest = await graph.post(pack(QUERY), { 'content-encoding': encoding });
    expect(honest).toMatchObject({ status: 200, effects: { fetches: 1 } });
    const broken = await graph.post(pack(QUERY).subarray(0, 8), { 'content-encoding': encoding });
    expect(broken).toMatchObject({ status: 400, effects: UNTOUCHED });
  });
});

/** CVE-2026-23897 (GHSA-mp6q-xf9x-fwf7): decoders of odd charsets can be made to work for long. */
test('an odd charset is 415 and is never decoded', async () => {
  await using graph = await openGuardedGraph();
  for (const charset of ['utf-16', 'utf-7', 'iso-2022-cn', 'cesu-8', 'x', 'utf-8-x']) {
    const reply = await graph.post(QUERY, { 'content-type': `application/json; charset=${charset}` });
    expect(reply).toMatchObject({ status: 415, effects: UNTOUCHED });
  }
  const honest = await graph.post(QUERY, { 'content-type': 'application/json; charset="UTF-8"' });
  expect(honest).toMatchObject({ status: 200, effects: { fetches: 1 } });
});

test('a body over the limit is 413', async () => {
  await using graph = await openGuardedGraph();
  const reply = await graph.post({ query: '{ a { aWord } }', pad: ' '.repeat(600 * 1024) });
  expect(reply).toMatchObject({ status: 413, code: 'BODY_TOO_LARGE', effects: UNTOUCHED });
});
