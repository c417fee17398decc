import { systemActor } from '../../../shared/viewer';
import type { Viewer } from '../../../shared/viewer';
import { asAdmin } from '../../../test/support/database';
import { addFamilies } from '../../../test/support/people';
import type { TestIds } from '../../../test/support/people';
import { startTestPlatform, viewerOf } from '../../../test/support/platform';
import type { TestPlatform } from '../../../test/support/platform';
import { findDuplicates } from './find';

let platform: TestPlatform;
let ids: TestIds;
const NIK = '3204054101809001';
const steward = viewerOf('DATA_STEWARD', { regionCodes: ['32'] });
const stewardOfGarut = viewerOf('DATA_STEWARD', { regionCodes: ['3205'] });

beforeAll(async () => {
  platform = await startTestPlatform();
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

interface Candidate {
  id: string;
  version: number;
  status: string;
  kind: string;
  score: number;
  left: { id: string } | null;
  right: { id: string } | null;
  history: { event: string; byRole: string }[];
  merges: { keptId: string; mergedId: string; undoneAt: Date | null }[];
}
const FIELDS = `id version status kind score decidedByRole decidedAt left { id fullName } right { id fullName }
  reasons { part finding points } history { event from to byRole reason at } merges { keptId mergedId byRole undoneAt }`;

async function ask(viewer: Viewer, query: string, variables: Record<string, unknown> = {}) {
  const answer = await registry().subgraph.execute({ query, variables }, viewer);
  const codes = (answer.errors ?? []).map(({ extensions }) => extensions?.['code']);
  return { data: answer.data as Record<string, never> | null, errors: answer.errors ?? [], codes };
}

async function queueOf(viewer: Viewer, filter: object = {}): Promise<Candidate[]> {
  const { data, errors } = await ask(
    viewer,
    `query ($filter: DuplicateCandidateFilter) {
      duplicateCandidates(filter: $filter, orderBy: [{ field: SCORE }]) { nodes { ${FIELDS} } } }`,
    { filter },
  );
  expect(errors).toEqual([]);
  return (data as unknown as { duplicateCandidates: { nodes: Candidate[] } }).duplicateCandidates.nodes;
}

async function candidateOf(key: string): Promise<Candidate> {
  const found = (await queueOf(steward)).find(({ left, right }) => [left?.id, right?.id].includes(ids.person(key)));
  if (!found) throw new Error(`no candidate holds ${key}`);
  return found;
}

let keys = 0;
const step = (viewer: Viewer, mutation: string, type: string, input: Record<string, unknown>) =>
  ask(viewer, `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${FIELDS} } }`, {
    input: { clientKey: `test-key-${(keys += 1)}`, ...input },
  });
const decide = ({ id, version }: Candidate, verdict = 'SAME', more: Record<string, unknown> = {}, viewer = steward) =>
  step(viewer, 'decideDuplicate', 'DecideDuplicateInput', { id, version, verdict, reason: 'visited both', ...more });
const merge = ({ id, version }: Candidate, keep: string, viewer = steward) =>
  step(viewer, 'mergeDuplicate', 'MergeDuplicateInput', { id, version, keep });
const undo = ({ id, version }: Candidate, viewer = steward) =>
  step(viewer, 'undoMerge', 'UndoMergeInput', { id, version, reason: 'two people after all' });
const resultOf = (answer: Awaited<ReturnType<typeof ask>>, mutation: string): Candidate => {
  expect(answer.errors).toEqual([]);
  return (answer.data as unknown as Record<string, Candidate>)[mutation] as Candidate;
};

const everyRow = async () => ({
  persons: await sql('SELECT to_jsonb(p) AS row FROM beneficiaries.person p ORDER BY id'),
  holders: await sql('SELECT to_jsonb(h) AS row FROM beneficiaries.nik_holder h ORDER BY nik_index'),
  families: await sql('SELECT to_jsonb(f) AS row FROM beneficiaries.family f ORDER BY id'),
});

describe('who sees the queue', () => {
  beforeEach(async () => {
    await search();
  });

  it('shows a pair only to those who have both records in their jurisdiction', async () => {
    expect(await queueOf(viewerOf('SUPERVISOR', { regionCodes: ['32'] }))).toHaveLength(3);
    expect(await queueOf(viewerOf('DINSOS', { regionCodes: ['3204'] }))).toHaveLength(2);
    expect(await queueOf(stewardOfGarut)).toHaveLength(0);
    const query = 'query ($id: ID!) { duplicatesOf(personId: $id) { id } }';
    const of = async (viewer: Viewer) => (await ask(viewer, query, { id: ids.person('near-a') })).data;
    expect(await of(steward)).toEqual({ duplicatesOf: [{ id: expect.any(String) }] });
    for (const role of ['PENDAMPING', 'ANALYST', 'ADMIN', 'DPO', 'CITIZEN'] as const) {
      const viewer = viewerOf(role, { regionCodes: ['32'], personId: ids.person('near-a') });
      expect(await of(viewer)).toEqual({ duplicatesOf: [] });
    }
  });

  it('answers for a pair outside exactly as for one that does not exist', async () => {
    const across = await candidateOf('across-a');
    const missing = { ...across, id: '00000000-0000-4000-8000-000000000000' };
    const look = (id: string) => ask(stewardOfGarut, `query ($id: ID!) { compareDuplicate(id: $id) { id } }`, { id });
    expect(await look(across.id)).toEqual(await look(missing.id));
    const outside = await decide(across, 'SAME', {}, stewardOfGarut);
    expect(outside).toEqual(await decide(missing, 'SAME', {}, stewardOfGarut));
    expect(outside.codes).toEqual(['NOT_FOUND']);
  });

  it('searches for one person at once, on request of a steward', async () => {
    const query = `mutation ($id: ID!) { findDuplicatesOf(personId: $id) { kind left { id } right { id } } }`;
    const answer = await ask(steward, query, { id: ids.person('near-a') });
    expect(answer.errors).toEqual([]);
    const both = [ids.person('near-a'), ids.person('near-b')].sort();
    expect(answer.data).toEqual({
      findDuplicatesOf: [{ kind: 'NEAR', left: { id: both[0] }, right: { id: both[1] } }],
    });
    expect((await ask(steward, query, { id: ids.person('exact-a') })).data).toMatchObject({
      findDuplicatesOf: [{ kind: 'EXACT_NIK' }],
    });
    expect((await ask(stewardOfGarut, query, { id: ids.person('near-a') })).codes).toEqual(['NOT_FOUND']);
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
    expect(await ask(steward, '{ compareDuplicate(id: "x") { id } duplicatesOf(personId: "x") { id } }')).toMatchObject(
      {
        data: { compareDuplicate: null, duplicatesOf: [] },
        errors: [],
      },
    );
    expect((await decide({ ...(await candidateOf('near-a')), id: 'x' })).codes).toEqual(['NOT_FOUND']);
  });

  it('lets only a data steward decide', async () => {
    const near = await candidateOf('near-a');
    const supervisor = viewerOf('SUPERVISOR', { regionCodes: ['32'] });
    expect((await decide(near, 'SAME', {}, supervisor)).codes).toEqual(['FORBIDDEN']);
    expect((await candidateOf('near-a')).status).toBe('OPEN');
  });

  it('filters by status, kind and place', async () => {
    expect(await queueOf(steward, { kind: { eq: 'EXACT_NIK' } })).toHaveLength(1);
    expect(await queueOf(steward, { status: { eq: 'MERGED' } })).toHaveLength(0);
    expect(await queueOf(steward, { region: { within: '3205' } })).toHaveLength(1);
  });

  it('compares side by side without values, and only what the viewer may read', async () => {
    const near = await candidateOf('near-a');
    const query = `query ($id: ID!) { compareDuplicate(id: $id) { comparison { field likeness } } }`;
    const compare = async (viewer: Viewer) =>
      (await ask(viewer, query, { id: near.id })).data as unknown as {
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
    const decided = resultOf(await decide(await candidateOf('near-a')), 'decideDuplicate');
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
    const answers = await Promise.all([decide(near, 'SAME'), decide(near, 'DIFFERENT')]);
    expect(answers.map(({ codes }) => codes).sort()).toEqual([[], ['CONFLICT']]);
    expect((await candidateOf('near-a')).history).toHaveLength(2);
  });

  it('gives a repeated request the first answer, also at the same time, and acts once', async () => {
    const near = await candidateOf('near-a');
    const clientKey = 'the-same-key';
    const [first, second] = await Promise.all([
      decide(near, 'SAME', { clientKey }),
      decide(near, 'SAME', { clientKey }),
    ]);
    const third = await decide(near, 'SAME', { clientKey });
    expect(first.errors).toEqual([]);
    expect(second.data).toEqual(first.data);
    expect(third.data).toEqual(first.data);
    expect((await candidateOf('near-a')).history).toHaveLength(2);
    expect((await decide(near, 'DIFFERENT', { clientKey })).codes).toEqual(['IDEMPOTENCY_MISMATCH']);
    // Control: without the key the repetition is a stale request.
    expect((await decide(near, 'SAME')).codes).toEqual(['CONFLICT']);
  });

  it('does not keep the key of a request that failed', async () => {
    const near = await candidateOf('near-a');
    const clientKey = 'a-key-that-fails';
    expect((await decide({ ...near, version: 9 }, 'SAME', { clientKey })).codes).toEqual(['CONFLICT']);
    expect((await decide(near, 'SAME', { clientKey })).codes).toEqual([]);
  });

  it('refuses steps that are not possible, an empty reason, and a NIK in it', async () => {
    const near = await candidateOf('near-a');
    const refused = await merge(near, ids.person('near-a'));
    expect(refused.errors[0]?.extensions).toMatchObject({
      code: 'INVALID_TRANSITION',
      allowed: ['DECIDED_SAME', 'DECIDED_DIFFERENT'],
    });
    for (const reason of ['  ', `same as ${NIK}`, 'same as 3204 0541 0180 9001', 'x'.repeat(501)]) {
      expect((await decide(near, 'SAME', { reason })).codes).toEqual(['BAD_USER_INPUT']);
    }
    expect((await decide(near, 'SAME', { clientKey: 'short' })).codes).toEqual(['BAD_USER_INPUT']);
  });
});

describe('merging', () => {
  beforeEach(async () => {
    await sql(
      `INSERT INTO beneficiaries.nik_holder SELECT nik_index, id FROM beneficiaries.person
      ORDER BY (id = $1) DESC ON CONFLICT DO NOTHING`,
      [ids.person('exact-a')],
    );
    await sql(`UPDATE beneficiaries.person SET match_status = 'GANDA' WHERE id = $1`, [ids.person('exact-b')]);
    await search();
  });

  const decided = async (key: string) => resultOf(await decide(await candidateOf(key)), 'decideDuplicate');
  const merged = async (key: string, keep: string) =>
    resultOf(await merge(await decided(key), ids.person(keep)), 'mergeDuplicate');

  it('keeps one record, hides the other behind it, moves its NIK, and tells the other subgraphs', async () => {
    const [kept, gone] = [ids.person('exact-b'), ids.person('exact-a')];
    const candidate = await merged('exact-a', 'exact-b');
    expect(candidate).toMatchObject({ status: 'MERGED', merges: [{ keptId: kept, mergedId: gone, undoneAt: null }] });
    expect([candidate.left?.id, candidate.right?.id].filter(Boolean)).toEqual([kept]);
    expect(await sql(`SELECT merged_into FROM beneficiaries.person WHERE id = $1`, [gone])).toEqual([
      { merged_into: kept },
    ]);
    expect(await sql(`SELECT match_status FROM beneficiaries.person WHERE id = $1`, [kept])).toEqual([
      { match_status: 'PADAN' },
    ]);
    expect(
      await sql(`SELECT person_id FROM beneficiaries.nik_holder WHERE person_id = ANY($1)`, [[kept, gone]]),
    ).toEqual([{ person_id: kept }]);
    const outbox = await sql(`SELECT topic, entity_id, payload FROM beneficiaries.outbox ORDER BY id`);
    expect(outbox.map(({ topic }) => topic)).toEqual(['person', 'person', 'person-merged']);
    expect(outbox[2]).toMatchObject({ entity_id: gone, payload: { keptId: kept, mergedId: gone } });
    expect(outbox[0]?.['payload']).toEqual({
      sourceId: expect.any(String),
      familyId: expect.any(String),
      regionCode: expect.any(String),
      matchStatus: 'PADAN',
    });
  });

  it('leaves another NIK with the hidden record, where nobody can claim it unseen', async () => {
    await merged('near-a', 'near-b');
    expect(
      await sql(`SELECT count(*)::int AS held FROM beneficiaries.nik_holder WHERE person_id = $1`, [
        ids.person('near-a'),
      ]),
    ).toEqual([{ held: 1 }]);
  });

  it('logs the records as they were, with identifiers sealed', async () => {
    await merged('exact-a', 'exact-b');
    const [log] = await sql(`SELECT before_image::text AS image, merged_by_role AS role FROM beneficiaries.merge_log`);
    expect(log?.['role']).toBe('DATA_STEWARD');
    expect(log?.['image']).toContain('nik_sealed');
    expect(log?.['image']).not.toContain(NIK);
  });

  it('is undone to the bit', async () => {
    const candidate = await decided('exact-a');
    const before = await everyRow();
    const after = resultOf(await merge(candidate, ids.person('exact-b')), 'mergeDuplicate');
    expect(await everyRow()).not.toEqual(before);
    const undone = resultOf(await undo(after), 'undoMerge');
    expect(await everyRow()).toEqual(before);
    expect(undone.status).toBe('OPEN');
    expect(undone.left && undone.right).toBeTruthy();
    expect(undone.history.map(({ event }) => event)).toEqual(['FOUND', 'DECIDED_SAME', 'MERGED', 'MERGE_UNDONE']);
    expect(undone.merges[0]?.undoneAt).not.toBeNull();
    const topics = await sql(`SELECT topic FROM beneficiaries.outbox ORDER BY id`);
    expect(topics.at(-1)).toEqual({ topic: 'person-unmerged' });
  });

  it('refuses to undo when a record changed since', async () => {
    const candidate = await merged('exact-a', 'exact-b');
    await sql(`UPDATE beneficiaries.person SET phone = NULL WHERE id = $1`, [ids.person('exact-b')]);
    const changed = await everyRow();
    expect((await undo(candidate)).codes).toEqual(['CONFLICT']);
    expect(await everyRow()).toEqual(changed);
  });

  it('hides other questions about a merged record until the merge is undone', async () => {
    await sql(
      `UPDATE beneficiaries.person SET nik_index = (SELECT nik_index FROM beneficiaries.person WHERE id = $1)
      WHERE id = $2`,
      [ids.person('exact-a'), ids.person('stranger')],
    );
    await search();
    expect(await queueOf(steward)).toHaveLength(5);
    const pair = (await queueOf(steward)).find(({ left, right }) =>
      [ids.person('exact-a'), ids.person('exact-b')].every((id) => id === left?.id || id === right?.id),
    );
    const same = resultOf(await decide(pair as Candidate), 'decideDuplicate');
    const candidate = resultOf(await merge(same, ids.person('exact-b')), 'mergeDuplicate');
    expect(await queueOf(steward)).toHaveLength(4);
    await search();
    expect(await queueOf(steward)).toHaveLength(4);
    await undo(candidate);
    expect(await queueOf(steward)).toHaveLength(5);
  });

  it('refuses to keep somebody else', async () => {
    expect((await merge(await decided('exact-a'), ids.person('stranger'))).codes).toEqual(['BAD_USER_INPUT']);
  });

  it('answers a repeated merge from the first time', async () => {
    const { id, version } = await decided('exact-a');
    const input = { id, version, keep: ids.person('exact-b'), clientKey: 'merge-only-once' };
    const first = await step(steward, 'mergeDuplicate', 'MergeDuplicateInput', input);
    expect(first.errors).toEqual([]);
    expect((await step(steward, 'mergeDuplicate', 'MergeDuplicateInput', input)).data).toEqual(first.data);
    expect(await sql(`SELECT id FROM beneficiaries.merge_log`)).toHaveLength(1);
  });
});
