import { systemActor } from '../../../shared/viewer';
import type { Viewer } from '../../../shared/viewer';
import { asAdmin } from '../../../test/support/database';
import { addFamilies } from '../../../test/support/people';
import type { TestIds } from '../../../test/support/people';
import { startTestPlatform, viewerOf } from '../../../test/support/platform';
import type { TestPlatform } from '../../../test/support/platform';
import { ReviewQueue } from './duplicate.fixture';
import { findDuplicates } from './find';

let platform: TestPlatform;
let ids: TestIds;
let queue: ReviewQueue;
const NIK = '3204054101809001';
const steward = viewerOf('DATA_STEWARD', { regionCodes: ['32'] });
const stewardOfGarut = viewerOf('DATA_STEWARD', { regionCodes: ['3205'] });

beforeAll(async () => {
  platform = await startTestPlatform();
  queue = new ReviewQueue((request, viewer) => registry().subgraph.execute(request, viewer), steward);
});
afterAll(() => platform.stop());

beforeEach(async () => {
  await sql(`TRUNCATE beneficiaries.person, beneficiaries.family, beneficiaries.nik_holder, beneficiaries.outbox,
    beneficiaries.duplicate_candidate, beneficiaries.duplicate_event, beneficiaries.merge_log, beneficiaries.client_key
    CASCADE`);
  const alone = (key: string, region: string, name: string, birthDate: string, nik?: string) => ({
    key: `family ${key}`,
    region,
    members: [{ key, name, birthDate, nik }],
  });
  ids = await addFamilies(platform, [
    alone('exact-a', '3204052001', 'Sekuta Ramiwan', '1971-02-02', NIK),
    alone('exact-b', '3204062001', 'Sekuta Ramiwan', '1971-02-02', NIK),
    alone('near-a', '3204052001', 'Balotor Kewan', '1980-03-05'),
    alone('near-b', '3204062001', 'Baltor Kewan', '1980-05-03'),
    alone('across-a', '3204052001', 'Nekubas Gelimina', '1990-07-07'),
    alone('across-b', '3205012001', 'Nekubas Gelimina', '1990-07-07'),
    alone('stranger', '3204052001', 'Dakari Tumaneli', '1980-03-05'),
  ]);
});

const registry = () => platform.subgraph('beneficiaries');
const search = () => registry().database.bulk(systemActor('duplicates'), (client) => findDuplicates(client));
const sql = (text: string, values: unknown[] = []) =>
  asAdmin(
    async (client) => (await client.query(text, values)).rows as Record<string, unknown>[],
    platform.database.adminUrl,
  );

const candidateOf = (key: string) => queue.of(ids.person(key));

describe('who sees the queue', () => {
  beforeEach(async () => {
    await search();
  });

  it('shows a pair only to those who have both records in their jurisdiction', async () => {
    expect(await queue.list(viewerOf('SUPERVISOR', { regionCodes: ['32'] }))).toHaveLength(3);
    expect(await queue.list(viewerOf('DINSOS', { regionCodes: ['3204'] }))).toHaveLength(2);
    expect(await queue.list(stewardOfGarut)).toHaveLength(0);
    const query = 'query ($id: ID!) { duplicatesOf(personId: $id) { id } }';
    const of = async (viewer: Viewer) => (await queue.ask(viewer, query, { id: ids.person('near-a') })).data;
    expect(await of(steward)).toEqual({ duplicatesOf: [{ id: expect.any(String) }] });
    for (const role of ['PENDAMPING', 'ANALYST', 'ADMIN', 'DPO', 'CITIZEN'] as const) {
      const viewer = viewerOf(role, { regionCodes: ['32'], personId: ids.person('near-a') });
      expect(await of(viewer)).toEqual({ duplicatesOf: [] });
    }
  });

  it('answers for a pair outside exactly as for one that does not exist', async () => {
    const across = await candidateOf('across-a');
    const missing = { ...across, id: '00000000-0000-4000-8000-000000000000' };
    const look = (id: string) =>
      queue.ask(stewardOfGarut, `query ($id: ID!) { compareDuplicate(id: $id) { id } }`, { id });
    expect(await look(across.id)).toEqual(await look(missing.id));
    const outside = await queue.decide(across, 'SAME', {}, stewardOfGarut);
    expect(outside).toEqual(await queue.decide(missing, 'SAME', {}, stewardOfGarut));
    expect(outside.codes).toEqual(['NOT_FOUND']);
  });

  it('searches for one person at once, on request of a steward', async () => {
    const query = `mutation ($id: ID!) { findDuplicatesOf(personId: $id) { kind left { id } right { id } } }`;
    const answer = await queue.ask(steward, query, { id: ids.person('near-a') });
    expect(answer.errors).toEqual([]);
    const both = [ids.person('near-a'), ids.person('near-b')].sort();
    expect(answer.data).toEqual({
      findDuplicatesOf: [{ kind: 'NEAR', left: { id: both[0] }, right: { id: both[1] } }],
    });
    expect((await queue.ask(steward, query, { id: ids.person('exact-a') })).data).toMatchObject({
      findDuplicatesOf: [{ kind: 'EXACT_NIK' }],
    });
    expect((await queue.ask(stewardOfGarut, query, { id: ids.person('near-a') })).codes).toEqual(['NOT_FOUND']);
  });

  it('answers through the gateway too', async () => {
    const near = await candidateOf('near-a');
    const query = `query ($id: ID!) { compareDuplicate(id: $id) { score left { fullName birthDate nik } right { nik } } }`;
    const { data, errors, access } = await platform.ask(steward, query, { id: near.id });
    expect(errors).toEqual([]);
    expect(data).toMatchObject({ compareDuplicate: { score: near.score, left: { fullName: expect.any(String) } } });
    // Identifiers stay masked side by side as everywhere.
    expect(JSON.stringify(data)).toMatch(/"nik":"\*{12}\d{4}"/);
    expect(access).toContainEqual(expect.objectContaining({ coordinate: 'Person.nik', grade: 'MASKED' }));
  });

  it('takes a text that is no id for an id that does not exist', async () => {
    expect(
      await queue.ask(steward, '{ compareDuplicate(id: "x") { id } duplicatesOf(personId: "x") { id } }'),
    ).toMatchObject({
      data: { compareDuplicate: null, duplicatesOf: [] },
      errors: [],
    });
    expect((await queue.decide({ ...(await candidateOf('near-a')), id: 'x' })).codes).toEqual(['NOT_FOUND']);
  });

  it('lets only a data steward decide', async () => {
    const near = await candidateOf('near-a');
    const supervisor = viewerOf('SUPERVISOR', { regionCodes: ['32'] });
    expect((await queue.decide(near, 'SAME', {}, supervisor)).codes).toEqual(['FORBIDDEN']);
    expect((await candidateOf('near-a')).status).toBe('OPEN');
  });

  it('filters by status, kind and place', async () => {
    expect(await queue.list(steward, { kind: { eq: 'EXACT_NIK' } })).toHaveLength(1);
    expect(await queue.list(steward, { status: { eq: 'MERGED' } })).toHaveLength(0);
    expect(await queue.list(steward, { region: { within: '3205' } })).toHaveLength(1);
  });

  it('compares side by side without values, and only what the viewer may read', async () => {
    const near = await candidateOf('near-a');
    const query = `query ($id: ID!) { compareDuplicate(id: $id) { comparison { field likeness } } }`;
    const compare = async (viewer: Viewer) =>
      (await queue.ask(viewer, query, { id: near.id })).data as unknown as {
        compareDuplicate: { comparison: { field: string; likeness: string }[] };
      };
    const { comparison } = (await compare(steward)).compareDuplicate;
    const of = (field: string) => comparison.find((one) => one.field === field)?.likeness;
    expect([of('fullName'), of('birthDate'), of('nik'), of('sex')]).toEqual([
      'SIMILAR',
      'SIMILAR',
      'DIFFERENT',
      'EQUAL',
    ]);
    expect(JSON.stringify(comparison)).not.toMatch(/baltor|1980|contoh/i);
    // A data steward does not read disabilities, a supervisor does.
    expect(of('disabilities')).toBeUndefined();
    const supervisor = await compare(viewerOf('SUPERVISOR', { regionCodes: ['32'] }));
    expect(supervisor.compareDuplicate.comparison.map(({ field }) => field)).toContain('disabilities');
  });
});

describe('deciding', () => {
  beforeEach(async () => {
    await search();
  });

  it('shows who decided and when', async () => {
    const decided = await queue.decided(await candidateOf('near-a'));
    expect(decided).toMatchObject({ status: 'SAME', version: 2, decidedByRole: 'DATA_STEWARD' });
    expect(decided.history.at(-1)).toMatchObject({
      event: 'DECIDED_SAME',
      from: 'OPEN',
      to: 'SAME',
      reason: 'visited both',
    });
  });

  it('lets one of two concurrent officers win; the other gets CONFLICT', async () => {
    const near = await candidateOf('near-a');
    const answers = await Promise.all([queue.decide(near, 'SAME'), queue.decide(near, 'DIFFERENT')]);
    expect(answers.map(({ codes }) => codes).sort()).toEqual([[], ['CONFLICT']]);
    expect((await candidateOf('near-a')).history).toHaveLength(2);
  });

  it('gives a repeated request the first answer, also at the same time, and acts once', async () => {
    const near = await candidateOf('near-a');
    const clientKey = 'the-same-key';
    const [first, second] = await Promise.all([
      queue.decide(near, 'SAME', { clientKey }),
      queue.decide(near, 'SAME', { clientKey }),
    ]);
    const third = await queue.decide(near, 'SAME', { clientKey });
    expect(first.errors).toEqual([]);
    expect(second.data).toEqual(first.data);
    expect(third.data).toEqual(first.data);
    expect((await candidateOf('near-a')).history).toHaveLength(2);
    expect((await queue.decide(near, 'DIFFERENT', { clientKey })).codes).toEqual(['IDEMPOTENCY_MISMATCH']);
    // Control: without the key the repetition is a stale request.
    expect((await queue.decide(near, 'SAME')).codes).toEqual(['CONFLICT']);
  });

  it('does not keep the key of a request that failed', async () => {
    const near = await candidateOf('near-a');
    const clientKey = 'a-key-that-fails';
    expect((await queue.decide({ ...near, version: 9 }, 'SAME', { clientKey })).codes).toEqual(['CONFLICT']);
    expect((await queue.decide(near, 'SAME', { clientKey })).codes).toEqual([]);
  });

  it('refuses steps that are not possible, an empty reason, and a NIK in it', async () => {
    const near = await candidateOf('near-a');
    const refused = await queue.merge(near, ids.person('near-a'));
    expect(refused.errors[0]?.extensions).toMatchObject({
      code: 'INVALID_TRANSITION',
      allowed: ['DECIDED_SAME', 'DECIDED_DIFFERENT'],
    });
    for (const reason of ['  ', `same as ${NIK}`, 'same as 3204 0541 0180 9001', 'x'.repeat(501)]) {
      expect((await queue.decide(near, 'SAME', { reason })).codes).toEqual(['BAD_USER_INPUT']);
    }
    expect((await queue.decide(near, 'SAME', { clientKey: 'short' })).codes).toEqual(['BAD_USER_INPUT']);
  });
});

test.each([
  ['null for the filter', 'null', undefined],
  ['null for a place', '{ region: null }', 'FILTER_INVALID'],
  ['null inside a place', '{ region: { within: null } }', 'FILTER_INVALID'],
])('the queue takes %s as every list does', async (_, filter, code) => {
  const query = `{ duplicateCandidates(first: 1, filter: ${filter}) { pageInfo { hasNextPage } } }`;
  const { errors = [] } = await registry().subgraph.execute({ query }, steward);
  expect(errors.map(({ extensions }) => extensions?.['code'])).toEqual(code === undefined ? [] : [code]);
});
