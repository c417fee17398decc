import { ROLES } from '../../shared/viewer';
import type { Role, Viewer } from '../../shared/viewer';
import { addFamilies, addRegions } from '../support/people';
import type { TestIds } from '../support/people';
import { startTestPlatform, viewerOf } from '../support/platform';
import type { TestPlatform } from '../support/platform';

const NIK = '3204054101809001';
const QUERY = `query One($id: ID!) {
  person(id: $id) { id fullName nik birthDate ageBand address disability regency { name } family { desil desilBand kkNumber assets { car } } }
}`;

let platform: TestPlatform;
let ids: TestIds;
beforeAll(async () => {
  platform = await startTestPlatform();
  await addRegions(platform);
  ids = await addFamilies(platform, [
    {
      key: 'near',
      desil: 2,
      kpmFlags: ['PKH', 'SEMBAKO'],
      members: [
        { key: 'mother', name: 'Sarni Wulandaru', nik: NIK, disabilities: ['FISIK'] },
        { key: 'child', birthDate: '2020-05-05', role: 'CHILD' },
      ],
    },
    { key: 'next', members: [{ key: 'neighbour', disabilities: ['FISIK'] }] },
    { key: 'far', region: '3205012001', members: [{ key: 'stranger' }] },
  ]);
});
afterAll(() => platform.stop());

const claims: Partial<Record<Role, () => Partial<Viewer>>> = {
  CITIZEN: () => ({ personId: ids.person('mother') }),
  FRONTEND: () => ({ personId: ids.person('mother') }),
  PENDAMPING: () => ({ regionCodes: ['320405'] }),
  DINSOS: () => ({ regionCodes: ['3204'] }),
  SUPERVISOR: () => ({ regionCodes: ['32'] }),
  DATA_STEWARD: () => ({ regionCodes: ['ID'] }),
  PROGRAM_MANAGER: () => ({ programCodes: ['PKH'] }),
  DPO: () => ({ regionCodes: ['ID'] }),
  SENTRA_OFFICER: () => ({ sentraId: 'S-001', regionCodes: ['32'] }),
};
const as = (role: Role) => viewerOf(role, claims[role]?.());
const readMother = (role: Role) => platform.ask(as(role), QUERY, { id: ids.person('mother') });

const family = { desil: 2, desilBand: 'DESIL_1_2', kkNumber: '************9001', assets: { car: 1 } };
const whole = {
  id: expect.any(String),
  fullName: 'Sarni Wulandaru',
  nik: '************9001',
  birthDate: '1980-01-01',
  ageBand: 'AGE_45_59',
  address: 'Jalan Contoh 1',
  disability: 'FISIK',
  regency: { name: 'Kabupaten Bandung' },
  family,
};
const developer = {
  ...whole,
  fullName: 'S. W.',
  birthDate: null,
  address: '**********oh 1',
  disability: null,
  family: { ...family, assets: { car: null } },
};

/** What the matrix says of one grown-up in scope; null for roles that read nothing of a person on any row,
 * nothing for one that reads rows of another kind only. */
const EXPECTED: Record<Role, object | null> = {
  PUBLIC: null,
  ANALYST: null,
  ADMIN: null,
  SENTRA_OFFICER: {},
  PARTNER_RECRUITER: null,
  PARTNER_ADMIN: null,
  CITIZEN: whole,
  PENDAMPING: whole,
  DINSOS: whole,
  SUPERVISOR: whole,
  DATA_STEWARD: {
    ...whole,
    disability: null,
    family: { ...family, desil: null as never, desilBand: null as never, assets: { car: null } },
  },
  FRONTEND: { ...developer },
  FRONTEND_DEVELOPER: developer,
  PROGRAM_MANAGER: { ...whole, birthDate: null, address: null, family: { ...family, assets: { car: null } } },
  DPO: {
    ...whole,
    fullName: 'S. W.',
    nik: null,
    birthDate: null,
    address: null,
    disability: null,
    regency: null,
    family: { desil: null, desilBand: null, kkNumber: null, assets: { car: null } },
  },
};

test.each(ROLES)('%s reads of a person exactly what the matrix gives', async (role) => {
  const answer = await readMother(role);
  const expected = EXPECTED[role];
  if (expected === null) {
    // Nothing of it is asked: whether there is such a row is not known to whom refused it.
    expect(answer.data).toBeNull();
    expect(answer.fetches).toEqual([]);
    expect(new Set(answer.errors.map(({ extensions }) => extensions['code']))).toEqual(new Set(['FORBIDDEN_FIELD']));
    return;
  }
  if (Object.keys(expected).length === 0) {
    expect(answer.data).toEqual({ person: null });
    return;
  }
  const { assets, ...rest } = (expected as typeof whole).family;
  const housing = assets.car === null ? { assets: null } : { assets };
  expect(answer.data).toEqual({ person: { ...expected, family: { ...rest, ...housing } } });
});

test('a withheld field says so once, with a reason, and nothing of the value', async () => {
  const { errors, access } = await readMother('DPO');
  const nik = errors.filter(({ extensions }) => extensions['coordinate'] === 'Person.nik');
  expect(nik).toHaveLength(1);
  expect(nik[0]?.extensions).toMatchObject({
    code: 'FORBIDDEN_FIELD',
    reason: 'it takes emergency access with a reason',
  });
  expect(access).toContainEqual({
    coordinate: 'Person.fullName',
    grade: 'MASKED',
    reason: 'role DPO reads NAME masked',
  });
  expect(JSON.stringify([errors, access])).not.toContain(NIK.slice(0, 8));
});

test('control: what is in jurisdiction is found, what is out cannot be told from what does not exist', async () => {
  const ask = (id: string) => platform.ask(as('PENDAMPING'), QUERY, { id });
  expect((await ask(ids.person('mother'))).data).not.toEqual({ person: null });
  const outside = await ask(ids.person('stranger'));
  const missing = await ask('00000000-0000-8000-8000-000000000000');
  expect(outside.data).toEqual({ person: null });
  expect({ ...outside, statements: outside.statements.length }).toEqual({
    ...missing,
    statements: missing.statements.length,
  });
});

interface Members {
  family: { members: { ageBand: string }[] } | null;
}

test('children are seen by whom the matrix lets, and by nobody else', async () => {
  const members = async (role: Role) => {
    const answer = await platform.ask<Members>(
      as(role),
      'query F($id: ID!) { family(id: $id) { members { ageBand } } }',
      {
        id: ids.family('near'),
      },
    );
    return answer.data?.family?.members.length;
  };
  expect(await members('PENDAMPING')).toBe(2);
  expect(await members('DATA_STEWARD')).toBe(2);
  expect(await members('CITIZEN')).toBe(2);
  expect(await members('DPO')).toBe(1);
  expect(await members('ANALYST')).toBeUndefined();
});

describe('what a pendamping reads of families with PKH only', () => {
  const HEALTH = 'query H($id: ID!) { person(id: $id) { pregnant disability } }';

  test('control: of one with PKH', async () => {
    const { data, errors } = await platform.ask(as('PENDAMPING'), HEALTH, { id: ids.person('mother') });
    expect(data).toEqual({ person: { pregnant: false, disability: 'FISIK' } });
    expect(errors).toEqual([]);
  });

  test('not of one without, in one answer with one that has it', async () => {
    const both = `query H($a: ID!, $b: ID!) {
      a: person(id: $a) { pregnant disability } b: person(id: $b) { fullName pregnant disability } }`;
    const { data, errors } = await platform.ask(as('PENDAMPING'), both, {
      a: ids.person('mother'),
      b: ids.person('neighbour'),
    });
    expect(data).toEqual({
      a: { pregnant: false, disability: 'FISIK' },
      b: { fullName: 'Warga neighbour', pregnant: null, disability: null },
    });
    expect(errors.map(({ extensions }) => extensions['coordinate']).sort()).toEqual([
      'Person.disability',
      'Person.pregnant',
    ]);
    expect(errors[0]?.extensions['reason']).toBe('it is shown on families with PKH in your jurisdiction only');
  });
});

test('a program manager sees of a family the own programs only, and filters by no other', async () => {
  const list = `query L($has: [String!]!) { families(filter: { kpmFlags: { has: $has } }) { nodes { kpmFlags } } }`;
  const own = await platform.ask(as('PROGRAM_MANAGER'), list, { has: ['PKH'] });
  expect(own.data).toEqual({ families: { nodes: [{ kpmFlags: ['PKH'] }] } });
  const other = await platform.ask(as('PROGRAM_MANAGER'), list, { has: ['SEMBAKO'] });
  expect(other.errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN_ARGUMENT', field: 'kpmFlags' });
  // Control: who sees all flags filters by all.
  const officer = await platform.ask(as('DINSOS'), list, { has: ['SEMBAKO'] });
  expect(officer.data).toEqual({ families: { nodes: [{ kpmFlags: ['PKH', 'SEMBAKO'] }] } });
});

test('an alias or a fragment changes nothing', async () => {
  const query = `query One($id: ID!) { person(id: $id) { fullName: nik ...F } } fragment F on Person { nik: fullName x: nik }`;
  const answer = await platform.ask(as('DPO'), query, { id: ids.person('mother') });
  expect(answer.data).toEqual({ person: { fullName: null, nik: 'S. W.', x: null } });
});
