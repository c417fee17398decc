import { documentId, readManifest } from '../../gateway';
import type { Role } from '../../shared/viewer';
import { plantSeeds } from '../support/access/seeds';
import type { Seeds } from '../support/access/seeds';
import { digest } from '../support/access/digest';
import { serveGraph } from '../support/graph';
import { openEmptyDatabase } from '../support/database';
import { startTestPlatform } from '../support/platform';
import type { TestPlatform } from '../support/platform';

/** One stored document, asked for by its hash by viewers of different rights: what is kept under the hash is its text alone. */
let platform: TestPlatform;
let seeds: Seeds;
beforeAll(async () => {
  platform = await startTestPlatform(await openEmptyDatabase());
  seeds = await plantSeeds(platform);
  await platform.relay.drain();
  await platform.relay.stop();
});
afterAll(() => platform.stop());

const READ = 'query One($id: ID!) { person(id: $id) { id fullName nik birthDate phone family { desil kkNumber } } }';
const WRITE = 'mutation Decide($input: DecideDuplicateInput!) { decideDuplicate(input: $input) { id status } }';
const manifest = readManifest(
  JSON.stringify({
    'public-app': [READ, WRITE].map((text) => ({ id: documentId(text), name: 'x', text })),
    'partner-board': [],
  }),
);
/** The two ways to ask for one. */
const FORMS: Record<string, (id: string) => object> = {
  documentId: (id) => ({ documentId: id }),
  persistedQuery: (id) => ({ extensions: { persistedQuery: { version: 1, sha256Hash: id } } }),
};

/** A gateway nobody has asked anything, on the same data; everybody's token is the name of a role. */
async function openFresh() {
  const fresh = await startTestPlatform({ ...platform.database, drop: async () => undefined });
  await fresh.relay.stop();
  let statements = 0;
  for (const { database } of fresh.subgraphs) database.onStatement(() => (statements += 1));
  const verify = async (role: string | undefined) => seeds.viewer((role ?? 'PUBLIC') as Role);
  const served = await serveGraph({ ...fresh, manifest, verify });
  return {
    async ask(role: Role, body: object) {
      const before = statements;
      const headers = { 'content-type': 'application/json', authorization: role };
      const response = await fetch(served.url, { method: 'POST', headers, body: JSON.stringify(body) });
      return { text: await response.text(), statements: statements - before };
    },
    async [Symbol.asyncDispose]() {
      await served.stop();
      await fresh.stop();
    },
  };
}

const PAIRS: [Role, Role][] = [
  ['SUPERVISOR', 'PUBLIC'],
  ['PENDAMPING', 'DPO'],
];

test.each(PAIRS)('%s and %s, in either order and either way, are each answered as if alone', async (strong, weak) => {
  const asked = { variables: { id: seeds.rows['Person']?.near } };
  const alone = async (role: Role) => {
    await using fresh = await openFresh();
    return (await fresh.ask(role, { ...FORMS['documentId']?.(documentId(READ)), ...asked })).text;
  };
  const expected = new Map<Role, string>([
    [strong, await alone(strong)],
    [weak, await alone(weak)],
  ]);
  // Control: there is a difference to lose.
  expect(expected.get(strong)).not.toBe(expected.get(weak));
  for (const order of [
    [strong, weak],
    [weak, strong],
  ]) {
    await using fresh = await openFresh();
    for (let round = 0; round < 3; round += 1) {
      for (const form of Object.values(FORMS)) {
        for (const role of order) {
          const { text } = await fresh.ask(role, { ...form(documentId(READ)), ...asked });
          expect([role, text]).toEqual([role, expected.get(role)]);
        }
      }
    }
  }
});

test('a mutation that was run under its hash is not run for whom it is refused: no statement, no changed row', async () => {
  await using fresh = await openFresh();
  const decide = (form: (id: string) => object, clientKey: string) => ({
    ...form(documentId(WRITE)),
    variables: {
      input: { id: seeds.rows['DuplicateCandidate']?.near, version: 99, clientKey, verdict: 'SAME', reason: 'x y z' },
    },
  });
  for (const [name, form] of Object.entries(FORMS)) {
    const done = await fresh.ask('DATA_STEWARD', decide(form, `decide-by-${name}`));
    // Control: it gets as far as the row, which has another version.
    expect(done.text).toMatch(/CONFLICT|INVALID_TRANSITION/);
    expect(done.statements).toBeGreaterThan(0);
    const before = await digest(platform.database);
    for (const role of ['SUPERVISOR', 'PUBLIC', 'FRONTEND'] as const) {
      for (let time = 0; time < 3; time += 1) {
        const { text, statements } = await fresh.ask(role, decide(form, `other-by-${name}-${time}`));
        expect(JSON.parse(text)).toMatchObject({ data: null, errors: [{ extensions: { code: 'FORBIDDEN' } }] });
        expect(statements).toBe(0);
      }
    }
    expect(await digest(platform.database)).toBe(before);
  }
});
