import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFieldCipher } from '../../../shared/database';
import { importFile } from '../../../shared/intake';
import type { ImportReport } from '../../../shared/intake';
import type { Role, Viewer } from '../../../shared/viewer';
import { asAdmin } from '../../../test/support/database';
import { addFamilies } from '../../../test/support/people';
import type { TestIds } from '../../../test/support/people';
import { startTestPlatform, viewerOf } from '../../../test/support/platform';
import type { TestPlatform } from '../../../test/support/platform';
import { registryText } from '../../../test/support/registry-files';
import type { Cells } from '../../../test/support/registry-files';
import { beneficiariesLayouts } from '../subgraph';
import { lastSnapshot } from './change-request';
import { today } from '../person/person';

const PLACES = [
  ['32', 'PROVINCE'],
  ['3204', 'REGENCY'],
  ['320405', 'DISTRICT'],
  ['3204052001', 'VILLAGE'],
];
let platform: TestPlatform;
let ids: TestIds;
let folder: string;

beforeAll(async () => {
  platform = await startTestPlatform();
  folder = await mkdtemp(join(tmpdir(), 'berdaya-change-'));
  await sql(
    `INSERT INTO beneficiaries.region (code, level, name, valid_from)
     VALUES ${PLACES.map(([code, level]) => `('${code}', '${level}', 'Tempat', '2025-01-01')`).join(', ')}`,
  );
  ids = await addFamilies(platform, [
    { key: 'K-1', members: [{ key: 'I-1' }, { key: 'I-2', role: 'CHILD', birthDate: '2015-01-01' }] },
    { key: 'K-2', members: [{ key: 'I-3' }] },
  ]);
});
afterAll(async () => {
  await platform.stop();
  await rm(folder, { recursive: true });
});

const sql = async <Row extends object = Record<string, unknown>>(text: string, values: unknown[] = []) =>
  (await asAdmin((client) => client.query<Row>(text, values), platform.database.adminUrl)).rows;

const viewer = (role: Role, subject?: string): Viewer =>
  viewerOf(role, {
    regionCodes: ['3204'],
    programCodes: ['PKH'],
    personId: ids.person('I-1'),
    ...(subject !== undefined && { subject }),
  });

let keys = 0;
async function send(who: Viewer, mutation: string, input: object, type = 'StepInput') {
  const { data, errors } = await platform.ask<{ done: { id: string; status: string; version: number } | null }>(
    who,
    `mutation ($input: ${type}!) { done: ${mutation}(input: $input) { id status version } }`,
    { input: { clientKey: `change-test-${keys++}`, ...input } },
  );
  return { done: data?.done, codes: errors.map(({ extensions }) => extensions['code']) };
}

const propose = (input: object, who = viewer('PENDAMPING')) => send(who, 'proposeChange', input, 'ProposeChangeInput');

async function proposed(input: object, who?: Viewer): Promise<string> {
  const { done, codes } = await propose(input, who);
  if (!done) throw new Error(codes.join());
  return done.id;
}

async function verified(input: object): Promise<string> {
  const id = await proposed(input);
  expect(await send(viewer('DINSOS'), 'verifyChange', { id, version: 1 })).toMatchObject({ codes: [] });
  return id;
}

async function applied(input: object): Promise<string> {
  const id = await verified(input);
  expect(await send(viewer('DATA_STEWARD'), 'applyChange', { id, version: 2 })).toMatchObject({ codes: [] });
  return id;
}

const person = (key: string, values: object) => ({ personId: ids.person(key), person: values });
const family = (key: string, values: object) => ({ familyId: ids.family(key), family: values });
const phoneOf = async (key: string) =>
  (
    await sql<{ phone: string; version: number }>('SELECT phone, version FROM beneficiaries.person WHERE id = $1', [
      ids.person(key),
    ])
  )[0];

test('proposed, verified and applied by three accounts: the record holds the new values and others are told', async () => {
  const before = await phoneOf('I-1');
  const values = { phone: '+62 000 5555 6666', maritalStatus: 'WIDOWED', workStatus: 4 };
  const id = await verified(person('I-1', values));
  expect(await phoneOf('I-1')).toEqual(before);
  const notices = async () =>
    (await sql(`SELECT FROM beneficiaries.outbox WHERE topic = 'person' AND entity_id = $1`, [ids.person('I-1')]))
      .length;
  const told = await notices();
  expect((await send(viewer('DATA_STEWARD'), 'applyChange', { id, version: 2 })).done).toMatchObject({
    status: 'APPLIED',
    version: 3,
  });
  const [row] = await sql(
    'SELECT phone, marital_status, work_status, version FROM beneficiaries.person WHERE id = $1',
    [ids.person('I-1')],
  );
  expect(row).toEqual({
    phone: values.phone,
    marital_status: 'WIDOWED',
    work_status: 4,
    version: (before?.version ?? 0) + 1,
  });
  expect(await notices()).toBe(told + 1);
  const { data } = await platform.ask(
    viewer('CITIZEN'),
    `query ($id: ID!) { changeRequest(id: $id) {
    status fields appliedAfter person { id } family { id } history { event byRole } personChanges { phone { before after }
      maritalStatus { before after } address { after } } familyChanges { address { after } } } }`,
    { id },
  );
  expect(data?.['changeRequest']).toEqual({
    status: 'APPLIED',
    fields: ['phone', 'maritalStatus', 'workStatus'],
    appliedAfter: [lastSnapshot(today()), 'DTSEN-2026-TW3'].sort().at(-1),
    person: { id: ids.person('I-1') },
    family: { id: ids.family('K-1') },
    history: [
      { event: 'PROPOSE', byRole: 'PENDAMPING' },
      { event: 'VERIFY', byRole: 'DINSOS' },
      { event: 'APPLY', byRole: 'DATA_STEWARD' },
    ],
    personChanges: {
      phone: { before: before?.phone, after: values.phone },
      maritalStatus: { before: 'MARRIED', after: 'WIDOWED' },
      address: null,
    },
    familyChanges: null,
  });
});

test('a family’s housing is changed the same way, and its family event is published', async () => {
  await applied(family('K-1', { floorMaterial: 5, address: 'Jalan Contoh 7' }));
  expect(
    await sql('SELECT floor_material, address FROM beneficiaries.family WHERE id = $1', [ids.family('K-1')]),
  ).toEqual([{ floor_material: 5, address: 'Jalan Contoh 7' }]);
  expect(
    await sql(`SELECT FROM beneficiaries.outbox WHERE topic = 'family' AND entity_id = $1`, [ids.family('K-1')]),
  ).toHaveLength(1);
});

test('a record that changed meanwhile is not written over: CONFLICT, and the request stays where it was', async () => {
  const id = await verified(person('I-3', { phone: '+62 000 7777 0000' }));
  await sql(`UPDATE beneficiaries.person SET phone = '+62 000 0000 1111' WHERE id = $1`, [ids.person('I-3')]);
  expect((await send(viewer('DATA_STEWARD'), 'applyChange', { id, version: 2 })).codes).toEqual(['CONFLICT']);
  expect((await phoneOf('I-3'))?.phone).toBe('+62 000 0000 1111');
  expect(await sql('SELECT status, version FROM beneficiaries.change_request WHERE id = $1', [id])).toEqual([
    { status: 'VERIFIED', version: 2 },
  ]);
  // The steward says so; another field of the record changing is no conflict.
  const reject = { id, version: 2, reason: 'RECORD_CHANGED' };
  expect((await send(viewer('DATA_STEWARD'), 'rejectChange', reject, 'ReasonedStepInput')).done?.status).toBe(
    'REJECTED',
  );
  const other = await verified(person('I-3', { phone: '+62 000 7777 0000' }));
  await sql(`UPDATE beneficiaries.person SET business_count = 3, version = version + 1 WHERE id = $1`, [
    ids.person('I-3'),
  ]);
  expect((await send(viewer('DATA_STEWARD'), 'applyChange', { id: other, version: 2 })).codes).toEqual([]);
  expect((await phoneOf('I-3'))?.phone).toBe('+62 000 7777 0000');
});

test('maker, checker and steward are three accounts, whatever role one of them takes on', async () => {
  const id = await proposed(person('I-3', { schooling: 'NEVER' }), viewer('PENDAMPING', 'one'));
  expect((await send(viewer('DINSOS', 'one'), 'verifyChange', { id, version: 1 })).codes).toEqual(['FORBIDDEN']);
  expect((await send(viewer('DINSOS', 'two'), 'verifyChange', { id, version: 1 })).codes).toEqual([]);
  for (const same of ['one', 'two']) {
    expect((await send(viewer('DATA_STEWARD', same), 'applyChange', { id, version: 2 })).codes).toEqual(['FORBIDDEN']);
  }
  expect((await send(viewer('DATA_STEWARD', 'three'), 'applyChange', { id, version: 2 })).codes).toEqual([]);
});

test('a citizen proposes for the own record, a child’s and the own family, and takes a proposal back', async () => {
  const citizen = viewer('CITIZEN');
  const id = await proposed(person('I-1', { businessCount: 2 }), citizen);
  await proposed(person('I-2', { schooling: 'ATTENDING' }), citizen);
  await proposed(family('K-1', { toiletType: 2 }), citizen);
  expect((await propose(person('I-3', { businessCount: 2 }), citizen)).codes).toEqual(['NOT_FOUND']);
  expect((await propose(family('K-2', { toiletType: 2 }), citizen)).codes).toEqual(['NOT_FOUND']);
  // A pendamping sees and takes back the own proposals only.
  expect((await send(viewer('PENDAMPING'), 'withdrawChange', { id, version: 1 })).codes).toEqual(['NOT_FOUND']);
  expect((await send(citizen, 'withdrawChange', { id, version: 1 })).done?.status).toBe('WITHDRAWN');
});

test.each([
  ['nothing at all', () => ({})],
  ['no new value', () => person('I-1', {})],
  ['what it holds already', () => person('I-1', { address: 'Jalan Contoh 1' })],
  ['a person with values of a family', () => ({ personId: ids.person('I-1'), family: { toiletType: 2 } })],
  ['both', () => ({ ...person('I-1', { businessCount: 9 }), ...family('K-1', { toiletType: 2 }) })],
  ['a code that does not exist', () => family('K-1', { toiletType: 5 })],
  ['a letter that is no section', () => person('I-1', { businessSector: 'Z' })],
  ['a phone number that is none', () => person('I-1', { phone: 'call me' })],
  ['no phone number', () => person('I-1', { phone: null })],
  ['a NIK in an address', () => person('I-1', { address: 'Jalan 3204050101809001' })],
])('a proposal of %s is refused', async (_, input) => {
  const count = async () => (await sql('SELECT FROM beneficiaries.change_request')).length;
  const before = await count();
  expect((await propose(input())).codes).toEqual(['BAD_USER_INPUT']);
  expect(await count()).toBe(before);
});

test('NIK, KK and desil cannot be asked for: the input has no such field', async () => {
  for (const field of ['nik', 'fullName', 'birthDate']) {
    expect((await propose(person('I-1', { [field]: 'x' }))).codes).toEqual(['BAD_USER_INPUT']);
  }
  for (const field of ['kkNumber', 'desil', 'regionCode']) {
    expect((await propose(family('K-1', { [field]: 1 }))).codes).toEqual(['BAD_USER_INPUT']);
  }
});

test('values stand in the database sealed, and never in events or notices', async () => {
  const id = await proposed(person('I-1', { address: 'Needle-in-a-haystack lane' }));
  const [row] = await sql<{ text: string }>(
    `SELECT concat_ws(' ', to_jsonb(c), (SELECT jsonb_agg(t) FROM beneficiaries.transition_event t),
       (SELECT jsonb_agg(o) FROM beneficiaries.outbox o), (SELECT jsonb_agg(k) FROM beneficiaries.client_key k)) AS text
     FROM beneficiaries.change_request c WHERE c.id = $1`,
    [id],
  );
  expect(row?.text).toContain(id);
  expect(row?.text).not.toMatch(/Needle|Jalan Contoh 1"/);
});

describe('a value is shown to whoever may read the field itself', () => {
  const PERSON =
    'personChanges { address { before after } phone { before after } maritalStatus { before after } workStatus { before after } }';
  const FAMILY = 'familyChanges { address { before after } wallMaterial { before after } }';
  let requests: { person: string; family: string };
  beforeAll(async () => {
    const values = { address: 'Jalan Baru 9', phone: '+62 000 9999 8888', maritalStatus: 'DIVORCED', workStatus: 6 };
    requests = {
      person: await proposed(person('I-3', values)),
      family: await proposed(family('K-2', { address: 'Jalan Baru 9', wallMaterial: 6 })),
    };
  });
  const look = (who: Viewer, id: string, changes: string) =>
    platform.ask<{ changeRequest: Record<string, Record<string, { after: unknown } | null> | null> | null }>(
      who,
      `query ($id: ID!) { changeRequest(id: $id) { id ${changes} } }`,
      { id },
    );
  const officers: readonly Role[] = ['PENDAMPING', 'DINSOS', 'SUPERVISOR', 'DATA_STEWARD', 'DPO'];

  test.each([
    ['CONTACT', 'person', PERSON, 'personChanges', 'address', ['DPO']],
    ['PHONE', 'person', PERSON, 'personChanges', 'phone', ['DPO']],
    ['GENERAL', 'person', PERSON, 'personChanges', 'maritalStatus', ['DPO']],
    ['GENERAL', 'person', PERSON, 'personChanges', 'workStatus', ['DPO']],
    ['CONTACT', 'family', FAMILY, 'familyChanges', 'address', ['DPO']],
    ['HOUSING', 'family', FAMILY, 'familyChanges', 'wallMaterial', ['DATA_STEWARD', 'DPO']],
  ] as const)('%s of a %s', async (group, about, selection, changes, field, withheld) => {
    for (const role of officers) {
      const { data, errors } = await look(viewer(role), requests[about], selection);
      const value = data?.changeRequest?.[changes]?.[field] ?? null;
      const isWithheld = (withheld as readonly Role[]).includes(role);
      expect([role, data?.changeRequest?.['id'], value === null]).toEqual([role, requests[about], isWithheld]);
      const named = errors.map(({ extensions }) => extensions['coordinate']);
      expect([role, named.some((each) => String(each).endsWith(`Changes.${field}`))]).toEqual([role, isWithheld]);
    }
    // Nobody else has the request at all.
    for (const role of ['CITIZEN', 'PROGRAM_MANAGER', 'SENTRA_OFFICER', 'ANALYST', 'ADMIN', 'PUBLIC'] as const) {
      expect([role, group, (await look(viewer(role), requests[about], selection)).data?.changeRequest ?? null]).toEqual(
        [role, group, null],
      );
    }
  });
});

describe('the next file', () => {
  const bring = async (file: 'persons' | 'families', rows: readonly Cells[]): Promise<ImportReport> => {
    const source = join(folder, `${file}.csv`);
    await writeFile(source, registryText(file, rows));
    return importFile({
      source,
      layouts: beneficiariesLayouts,
      database: () => Promise.resolve(platform.subgraph('beneficiaries').database),
      cipher: createFieldCipher(platform.database.config.keys),
    });
  };
  const later = `DTSEN-${new Date().getUTCFullYear() + 1}-TW2`;
  const P = { idIndividu: 'P-9', idKeluarga: 'F-9', nik: '3204051203809001' };
  const warnedOf = (report: ImportReport) => report.warned.filter(({ rule }) => rule === 'CR1').map(({ rows }) => rows);

  test('of the same snapshot leaves what was corrected, and says so; a later one wins', async () => {
    await bring('families', [{ idKeluarga: 'F-9', idKepalaKeluarga: 'P-9' }]);
    await bring('persons', [P]);
    await applied(person('P-9', { phone: '+62 000 4242 4242', maritalStatus: 'WIDOWED' }));
    await applied(family('F-9', { roofMaterial: 4 }));
    const state = () =>
      sql(
        `SELECT p.phone, p.marital_status, p.business_count, f.roof_material FROM beneficiaries.person p
         JOIN beneficiaries.family f ON f.id = p.family_id WHERE p.id = $1`,
        [ids.person('P-9')],
      );
    const corrected = { phone: '+62 000 4242 4242', marital_status: 'WIDOWED', business_count: 0, roof_material: 4 };
    expect(await state()).toEqual([corrected]);

    const again = await bring('persons', [P]);
    expect([again.changed, warnedOf(again)]).toEqual([0, [1]]);
    expect(warnedOf(await bring('families', [{ idKeluarga: 'F-9', idKepalaKeluarga: 'P-9' }]))).toEqual([1]);
    expect(await state()).toEqual([corrected]);

    // What was not corrected is still the file's.
    const other = await bring('persons', [{ ...P, jumlahUsaha: '5' }]);
    expect([other.changed, warnedOf(other)]).toEqual([1, [1]]);
    expect(await state()).toEqual([{ ...corrected, business_count: 5 }]);

    // A file that says the same as the correction is no matter for a warning.
    const same = await bring('persons', [
      { ...P, jumlahUsaha: '5', nomorTelepon: '+62 000 4242 4242', statusKawin: '4' },
    ]);
    expect([same.changed, warnedOf(same)]).toEqual([0, []]);

    await bring('families', [{ idKeluarga: 'F-9', idKepalaKeluarga: 'P-9', snapshot: later }]);
    const wins = await bring('persons', [{ ...P, snapshot: later }]);
    expect([wins.changed, warnedOf(wins)]).toEqual([1, []]);
    expect(await state()).toEqual([
      { phone: '+62 000 1234 5678', marital_status: 'MARRIED', business_count: 0, roof_material: 1 },
    ]);
  });
});

test('the latest snapshot frozen before a day was over', () => {
  expect(lastSnapshot('2026-11-24')).toBe('DTSEN-2026-TW3');
  expect(lastSnapshot('2026-12-31')).toBe('DTSEN-2026-TW4');
  expect(lastSnapshot('2027-01-15')).toBe('DTSEN-2026-TW4');
});
