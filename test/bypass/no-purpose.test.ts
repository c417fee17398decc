import type { Viewer } from '../../shared/viewer';
import { addFamilies } from '../support/people';
import type { TestIds } from '../support/people';
import { startTestPlatform, viewerOf } from '../support/platform';
import type { TestPlatform } from '../support/platform';

/** Identity data is read for a purpose of the role; a token that states none, or another, opens nothing of it. */
const NIK = '3204054101809001';
const QUERY = 'query P($id: ID!) { person(id: $id) { id familyRole fullName nik birthDate ageBand } }';

let platform: TestPlatform;
let ids: TestIds;
beforeAll(async () => {
  platform = await startTestPlatform();
  ids = await addFamilies(platform, [
    {
      key: 'home',
      members: [
        { key: 'mother', name: 'Sarni Wulandaru', nik: NIK },
        { key: 'child', name: 'Sinta Wulandaru', birthDate: '2020-05-05', role: 'CHILD' },
      ],
    },
  ]);
});
afterAll(() => platform.stop());

const withPurpose = (purpose?: Viewer['purpose']) =>
  viewerOf('PENDAMPING', { regionCodes: ['320405'], ...(purpose ? { purpose } : { purpose: undefined }) });
const ask = (viewer: Viewer, person = 'mother') => platform.ask(viewer, QUERY, { id: ids.person(person) });
const open = { fullName: 'Sarni Wulandaru', nik: '************9001', birthDate: '1980-01-01', ageBand: 'AGE_45_59' };
const shut = { fullName: null, nik: null, birthDate: null, ageBand: null };

test.each([
  [undefined, 'it is read for LAYANAN, VERIFIKASI, and your token states no purpose'],
  ['PENEMPATAN', 'it is read for LAYANAN, VERIFIKASI, and your token states PENEMPATAN'],
] as const)('purpose %s: identity data stays shut, with the reason; the rest is answered', async (purpose, reason) => {
  const { data, errors, statements } = await ask(withPurpose(purpose));
  expect(data).toEqual({ person: { id: ids.person('mother'), familyRole: 'HEAD', ...shut } });
  expect(errors.map(({ path, extensions }) => [path?.[1], extensions['code'], extensions['reason']])).toEqual(
    ['fullName', 'nik', 'birthDate', 'ageBand'].map((field) => [field, 'FORBIDDEN_FIELD', reason]),
  );
  // It was not read either.
  expect(statements.join(' ')).not.toMatch(/full_name|nik_sealed|birth_date AS|birth_date\b.*AS "birthDate"/);
});

test('control: a purpose of the role opens it, with the same statements but for the columns', async () => {
  const { data, errors, statements } = await ask(withPurpose('LAYANAN'));
  expect([data, errors]).toEqual([{ person: { id: ids.person('mother'), familyRole: 'HEAD', ...open } }, []]);
  expect(statements.join(' ')).toMatch(/full_name/);
});

test('rows that take the right to read a group are not there without a purpose', async () => {
  expect((await ask(withPurpose(), 'child')).data).toEqual({ person: null });
  expect((await ask(withPurpose('LAYANAN'), 'child')).data).toMatchObject({ person: { fullName: 'Sinta Wulandaru' } });
});

test('nor may a list be filtered by what is shut', async () => {
  const query = '{ families(filter: { desil: { eq: 1 } }) { nodes { id } } }';
  const { errors } = await platform.ask(withPurpose(), query);
  expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['FORBIDDEN_ARGUMENT']);
  expect((await platform.ask(withPurpose('LAYANAN'), query)).errors).toEqual([]);
});

test('a subgraph decides so by itself, whatever the gateway asks', async () => {
  const { subgraph } = platform.subgraph('beneficiaries');
  const name = async (viewer: Viewer) =>
    (await subgraph.execute({ query: QUERY, variables: { id: ids.person('mother') } }, viewer)).data;
  expect(await name(withPurpose())).toMatchObject({ person: { ...shut } });
  expect(await name(withPurpose('LAYANAN'))).toMatchObject({ person: { ...open } });
});

test('viewers with and without a purpose do not share a plan, in either order', async () => {
  const text = 'query Order($id: ID!) { person(id: $id) { sex fullName } }';
  const name = async (viewer: Viewer) => (await platform.ask(viewer, text, { id: ids.person('mother') })).data;
  expect(await name(withPurpose())).toMatchObject({ person: { fullName: null } });
  expect(await name(withPurpose('LAYANAN'))).toMatchObject({ person: { fullName: open.fullName } });
  expect(await name(withPurpose())).toMatchObject({ person: { fullName: null } });
});

test('citizens need to state none for their own record', async () => {
  const citizen = viewerOf('CITIZEN', { personId: ids.person('mother') });
  expect(citizen.purpose).toBeUndefined();
  expect((await ask(citizen)).data).toMatchObject({ person: { fullName: open.fullName } });
});
