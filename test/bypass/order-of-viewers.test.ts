import { digest } from '../support/access/digest';
import { plantSeeds } from '../support/access/seeds';
import type { Seeds } from '../support/access/seeds';
import { servePlatform } from '../support/access/served';
import type { HttpRequest, ServedPlatform } from '../support/access/served';
import { openEmptyDatabase } from '../support/database';
import { startTestPlatform } from '../support/platform';
import type { TestPlatform } from '../support/platform';
import type { Role } from '../../shared/viewer';

/** Plans, narrowed documents and compiled operations are kept by text; whoever sent the text first must not matter. */
let platform: TestPlatform;
let seeds: Seeds;
beforeAll(async () => {
  platform = await startTestPlatform(await openEmptyDatabase());
  seeds = await plantSeeds(platform);
  await platform.relay.drain();
  await platform.relay.stop();
});
afterAll(() => platform.stop());

/** A gateway nobody has asked anything, on the same data. */
async function withFreshGateway<T>(work: (fresh: ServedPlatform) => Promise<T>): Promise<T> {
  const fresh = await startTestPlatform({ ...platform.database, drop: async () => undefined });
  await fresh.relay.stop();
  const served = await servePlatform(fresh);
  try {
    return await work(served);
  } finally {
    await served.stop();
    await fresh.stop();
  }
}

const FIELDS = 'id fullName nik birthDate ageBand address phone pregnant family { desil kkNumber head { fullName } }';
const read = (): HttpRequest => ({
  query: `query One($id: ID!) { person(id: $id) { ${FIELDS} } } `,
  operationName: 'One',
  variables: { id: seeds.rows['Person']?.near },
});
/** From the most permitted to the least, and two who are permitted different things. */
const PAIRS: [Role, Role][] = [
  ['SUPERVISOR', 'PUBLIC'],
  ['SUPERVISOR', 'DPO'],
  ['PENDAMPING', 'DATA_STEWARD'],
  ['CITIZEN', 'FRONTEND'],
  ['DINSOS', 'PROGRAM_MANAGER'],
  ['DINSOS', 'PARTNER_RECRUITER'],
];

describe('one text, one operation name, two viewers', () => {
  test.each(PAIRS)('%s and %s: in either order each is answered as if alone', async (strong, weak) => {
    const alone = async (role: Role) =>
      withFreshGateway(async (fresh) => (await fresh.ask(seeds.viewer(role), read())).text);
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
      await withFreshGateway(async (fresh) => {
        for (let round = 0; round < 4; round += 1) {
          for (const role of order) {
            const before = fresh.serverRequests;
            const { text } = await fresh.ask(seeds.viewer(role), read());
            expect({ role, round, text }).toEqual({ role, round, text: expected.get(role) });
            // From the third round on the text is known to everybody: the stage behind the GraphQL server answers too.
            if (round > 1) expect(fresh.serverRequests).toBe(before);
          }
        }
      });
    }
  });
});

describe('a mutation', () => {
  const decide = (version: number, id = seeds.rows['DuplicateCandidate']?.near): HttpRequest => ({
    query: `mutation Decide($input: DecideDuplicateInput!) { decideDuplicate(input: $input) { id status version } }`,
    operationName: 'Decide',
    variables: { input: { id, version, clientKey: 'decide-the-same', verdict: 'DIFFERENT', reason: 'two people' } },
  });

  /** Undecided, so that whoever decides changes something. */
  async function reopen(served: ServedPlatform): Promise<number> {
    const list = await served.ask(seeds.viewer('DATA_STEWARD'), {
      query: '{ duplicateCandidates { nodes { id version status } } }',
    });
    const { nodes } = list.data?.['duplicateCandidates'] as {
      nodes: { id: string; version: number; status: string }[];
    };
    const found = nodes.find(({ id }) => id === seeds.rows['DuplicateCandidate']?.near);
    if (!found) throw new Error('the seeded candidate is gone');
    if (found.status === 'OPEN') return found.version;
    const { data, errors } = await served.ask(seeds.viewer('DATA_STEWARD'), {
      query: `mutation ($input: ReopenDuplicateInput!) { reopenDuplicate(input: $input) { version } }`,
      variables: {
        input: { id: found.id, version: found.version, clientKey: `reopen-case-${found.version}`, reason: 'again' },
      },
    });
    expect(errors).toEqual([]);
    return (data?.['reopenDuplicate'] as { version: number }).version;
  }

  test('is not run for whom it is refused, after it was run for whom it is for, however often the text comes', async () => {
    await withFreshGateway(async (served) => {
      const version = await reopen(served);
      const done = await served.ask(seeds.viewer('DATA_STEWARD'), decide(version));
      expect(done.data).toMatchObject({ decideDuplicate: { status: 'DIFFERENT' } });
      const next = await reopen(served);
      const before = await digest(platform.database);
      for (const role of ['SUPERVISOR', 'DINSOS', 'PUBLIC', 'ADMIN'] as const) {
        for (let time = 0; time < 4; time += 1) {
          const refused = await served.ask(seeds.viewer(role), decide(next));
          expect(refused.errors.map(({ extensions }) => extensions['code'])).toEqual(['FORBIDDEN']);
          expect([refused.calls, refused.statements]).toEqual([0, 0]);
        }
      }
      expect(await digest(platform.database)).toBe(before);
    });
  });

  test('is run for whom it is for, after it was refused to others', async () => {
    await withFreshGateway(async (served) => {
      const version = await reopen(served);
      const before = await digest(platform.database);
      for (let time = 0; time < 4; time += 1) {
        expect((await served.ask(seeds.viewer('SUPERVISOR'), decide(version))).calls).toBe(0);
      }
      expect(await digest(platform.database)).toBe(before);
      const request = decide(version);
      const done = await served.ask(seeds.viewer('DATA_STEWARD'), {
        ...request,
        variables: { input: { ...(request.variables?.['input'] as object), clientKey: 'decide-another' } },
      });
      expect(done.data).toMatchObject({ decideDuplicate: { status: 'DIFFERENT' } });
      expect(await digest(platform.database)).not.toBe(before);
    });
  });
});
