import type { Viewer } from '../../../shared/viewer';
import { ROLES } from '../../../shared/viewer';
import { asAdmin } from '../../../test/support/database';
import { addFamilies } from '../../../test/support/people';
import type { TestIds } from '../../../test/support/people';
import { startTestPlatform, viewerOf } from '../../../test/support/platform';
import type { TestPlatform } from '../../../test/support/platform';
import { REVEALS_A_DAY } from './reveal';

const NIK = '3204054101809001';
const KK = '3204050101209001';
const REASON = 'compares with the card at the desk';
const REVEAL = `mutation R($input: RevealIdentifierInput!) { revealIdentifier(input: $input) { value revealedAt } }`;
const MAY_REVEAL = ['PENDAMPING', 'DINSOS', 'SUPERVISOR', 'DATA_STEWARD'] as const;

let platform: TestPlatform;
let ids: TestIds;
let keys = 0;
const dinsos = viewerOf('DINSOS', { regionCodes: ['3204'], purpose: 'VERIFIKASI' });

beforeAll(async () => {
  platform = await startTestPlatform();
  ids = await addFamilies(platform, [
    { key: 'near', members: [{ key: 'mother', nik: NIK }] },
    { key: 'far', region: '5101012001', members: [{ key: 'stranger', nik: NIK }] },
  ]);
});
afterAll(() => platform.stop());
beforeEach(() => sql('TRUNCATE beneficiaries.reveal, beneficiaries.outbox, beneficiaries.client_key'));

const sql = (text: string, values: unknown[] = []) =>
  asAdmin(
    async (client) => (await client.query(text, values)).rows as Record<string, unknown>[],
    platform.database.adminUrl,
  );
const rows = () => sql('SELECT * FROM beneficiaries.reveal');
const notices = () => sql('SELECT topic, entity_id, payload FROM beneficiaries.outbox');

interface Revealed {
  readonly revealIdentifier: { readonly value: string | null; readonly revealedAt: Date } | null;
}
const reveal = (person: string, more: object = {}, viewer: Viewer = dinsos) => {
  keys += 1;
  const input = { person: ids.person(person), field: 'NIK', reason: REASON, clientKey: `reveal-key-${keys}`, ...more };
  return platform.ask<Revealed>(viewer, REVEAL, { input });
};
const valueOf = async (...asked: Parameters<typeof reveal>) => {
  const { data, errors } = await reveal(...asked);
  return data?.revealIdentifier?.value ?? errors.map(({ extensions }) => extensions['code']);
};

test('one value in one answer, with one row and one notice of it; reads stay masked', async () => {
  expect(await valueOf('mother', { clientKey: 'reveal-nik' })).toBe(NIK);
  expect(await valueOf('mother', { field: 'KK', clientKey: 'reveal-kk' })).toBe(KK);
  const written = await rows();
  expect(written).toHaveLength(2);
  expect(written[0]).toMatchObject({
    ...{ person_id: ids.person('mother'), account: dinsos.subject, role: 'DINSOS', purpose: 'VERIFIKASI' },
    ...{ field: 'NIK', reason: REASON },
  });
  const told = await notices();
  expect(told.map(({ topic }) => topic)).toEqual(['identifier-revealed', 'reveal', 'identifier-revealed', 'reveal']);
  expect(told[0]).toMatchObject({ payload: { field: 'NIK', purpose: 'VERIFIKASI' } });
  // Nothing keeps the value; the notice that names the officer does not name the person, nor does the other name the officer.
  expect(JSON.stringify([written, told])).not.toMatch(new RegExp(`${NIK}|${KK}`));
  const of = (topic: string) => JSON.stringify(told.filter((each) => each['topic'] === topic));
  expect(of('identifier-revealed')).not.toContain(ids.person('mother'));
  expect(of('identifier-revealed')).toContain(dinsos.subject);
  expect(of('reveal')).not.toContain(dinsos.subject);
  const read = await platform.ask(dinsos, 'query N($id: ID!) { person(id: $id) { nik } }', {
    id: ids.person('mother'),
  });
  expect(read.data).toEqual({ person: { nik: '************9001' } });
});

test('a retry within a minute gives the same answer, a later one none', async () => {
  const first = await reveal('mother', { clientKey: 'reveal-again' });
  const second = await reveal('mother', { clientKey: 'reveal-again' });
  expect(first.data?.revealIdentifier?.value).toBe(NIK);
  expect(second.data).toEqual(first.data);
  await sql(`UPDATE beneficiaries.reveal SET revealed_at = revealed_at - interval '61 seconds'`);
  expect(await valueOf('mother', { clientKey: 'reveal-again' })).toEqual(['ALREADY_REVEALED']);
  expect(await valueOf('mother', { clientKey: 'reveal-again', field: 'KK' })).toEqual(['IDEMPOTENCY_MISMATCH']);
  expect(await rows()).toHaveLength(1);
  // Control: a new key is a new reveal.
  expect(await valueOf('mother')).toBe(NIK);
  expect(await rows()).toHaveLength(2);
});

test('the day ends at the limit, also for requests at the same moment; control: for another account it does not', async () => {
  await sql(
    `INSERT INTO beneficiaries.reveal (person_id, account, role, purpose, field, reason, client_key)
     SELECT $1, $2, 'DINSOS', 'VERIFIKASI', 'NIK', 'earlier', 'earlier-' || n FROM generate_series(1, $3) n`,
    [ids.person('mother'), dinsos.subject, REVEALS_A_DAY - 1],
  );
  const answers = await Promise.all([valueOf('mother'), valueOf('mother'), valueOf('mother')]);
  expect(answers.filter((answer) => answer === NIK)).toHaveLength(1);
  expect(answers.filter((answer) => answer !== NIK)).toEqual([['REVEAL_LIMIT'], ['REVEAL_LIMIT']]);
  expect(await rows()).toHaveLength(REVEALS_A_DAY);
  expect(await valueOf('mother', {}, { ...dinsos, subject: 'another desk' })).toBe(NIK);
  await sql(`UPDATE beneficiaries.reveal SET revealed_at = revealed_at - interval '1 day'`);
  expect(await valueOf('mother')).toBe(NIK);
});

test('without a purpose nothing is shown, nor out of the jurisdiction, and nothing is written', async () => {
  expect(await valueOf('mother', {}, { ...dinsos, purpose: undefined })).toEqual(['FORBIDDEN']);
  expect(await valueOf('stranger')).toEqual(['NOT_FOUND']);
  expect(await valueOf('stranger', { field: 'KK' })).toEqual(['NOT_FOUND']);
  expect(await valueOf('nobody')).toEqual(['NOT_FOUND']);
  expect(await valueOf('mother', { reason: '   ' })).toEqual(['BAD_USER_INPUT']);
  expect([await rows(), await notices()]).toEqual([[], []]);
  expect(await valueOf('mother')).toBe(NIK);
});

test.each(ROLES)('%s sees the number exactly if the policy says so', async (role) => {
  const claims = { regionCodes: ['32'], personId: ids.person('mother'), programCodes: ['PKH'] };
  const viewer = viewerOf(role, { ...claims, purpose: 'VERIFIKASI' });
  const { data, errors } = await reveal('mother', {}, viewer);
  const isAllowed = MAY_REVEAL.some((one) => one === role);
  expect(data?.revealIdentifier?.value).toBe(isAllowed ? NIK : undefined);
  expect(errors.length).toBe(isAllowed ? 0 : 1);
  expect(await rows()).toHaveLength(isAllowed ? 1 : 0);
});
