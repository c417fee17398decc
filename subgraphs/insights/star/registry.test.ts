import { getParts } from '../../../platform/catalogue';
import { openDatabaseOf } from '../../../platform/subgraphs';
import { asAdmin } from '../../../test/support/database';
import { openTestRegistry } from '../../../test/support/registry-files';
import type { Cells, TestRegistry } from '../../../test/support/registry-files';
import { catchUp } from '../../../shared/database';
import type { Database } from '../../../shared/database';
import { personStar } from './registry';
import { starId } from './unit';

let registry: TestRegistry;
let insights: Database;

/** A head, her small child, and in another family a man with the same NIK. */
const FAMILIES: readonly Cells[] = [
  {},
  { idKeluarga: 'K-2', noKk: '3204050101209002', idKepalaKeluarga: 'I-3', desil: '7', kpmFlags: '' },
];
const PERSONS: readonly Cells[] = [
  { nik: '3204055203809001', jenisKelamin: '2', penyandangDisabilitas: 'FISIK|MENTAL' },
  {
    ...{ idIndividu: 'I-2', nik: '3204050101249002', nama: 'Anak', tanggalLahir: '2024-01-01' },
    ...{ statusHubunganKeluarga: '3', statusKawin: '1', partisipasiSekolah: '1', ijazahTertinggi: '' },
  },
  { idIndividu: 'I-3', idKeluarga: 'K-2', noKk: '3204050101209002', nik: '3204055203809001', jenisKelamin: '1' },
];

beforeAll(async () => {
  registry = await openTestRegistry();
  insights = await openDatabaseOf(getParts('insights'), registry.test.adminUrl, registry.test.config);
});
afterAll(async () => {
  await insights.close();
  await registry.close();
});
beforeEach(async () => {
  await registry.clear();
  await star('TRUNCATE person, family, desil_quarter, relay_position');
  await registry.bring('families', FAMILIES);
  await registry.bring('persons', PERSONS);
  await drain();
});

const star = <Row extends object>(sql: string) =>
  asAdmin(async (client) => {
    await client.query('SET search_path = insights');
    return (await client.query<Row>(sql)).rows;
  }, registry.test.adminUrl);
const drain = () => catchUp(registry.database, insights, personStar);
const id = (kind: 'person' | 'family', key: string) =>
  starId(insights.recordKeys, kind, registry.cipher.publicId(kind, key));
const personOf = async (key: string) => {
  const [row] = await star<Record<string, unknown>>(`SELECT * FROM person WHERE unit = '${id('person', key)}'`);
  return row;
};
const familyOf = async (key: string) => {
  const [row] = await star<Record<string, unknown>>(`SELECT * FROM family WHERE unit = '${id('family', key)}'`);
  return row;
};
const state = () =>
  star(`SELECT to_jsonb(f) AS row FROM family f UNION ALL SELECT to_jsonb(p) FROM person p
    UNION ALL SELECT to_jsonb(d) FROM desil_quarter d ORDER BY 1`);
const change = async (set: string, key: string) => {
  await registry.rows(`UPDATE person SET ${set} WHERE source_id = '${key}'`);
  await registry.publish();
  await drain();
};

test('a person is a month of birth and codes, a family its head’s sex: nothing another schema knows either by', async () => {
  expect(await personOf('I-1')).toMatchObject({
    ...{ family: id('family', 'K-1'), sex: 'FEMALE', disability: 'GANDA_MULTI', education: 'JUNIOR' },
    ...{ marital_status: 'MARRIED', family_role: 'HEAD', match_status: 'BELUM_DICEK', source: 'DTSEN' },
    ...{ is_documented: true },
  });
  expect(await star('SELECT to_char(birth_month, $$YYYY-MM-DD$$) AS month FROM person ORDER BY 1')).toEqual([
    { month: '1980-03-01' },
    { month: '1980-03-01' },
    { month: '2024-01-01' },
  ]);
  expect(await familyOf('K-1')).toMatchObject({ district: '320405', desil: 2, head_sex: 'FEMALE' });
  expect(await familyOf('K-2')).toMatchObject({ desil: 7, head_sex: 'MALE' });
  expect(await star('SELECT quarter, desil FROM desil_quarter ORDER BY desil')).toEqual([
    { quarter: 20263, desil: 2 },
    { quarter: 20263, desil: 7 },
  ]);
  const known = await registry.rows<{ id: string }>('SELECT id FROM person UNION ALL SELECT id FROM family');
  const held = JSON.stringify(await state());
  expect(known.filter(({ id: each }) => held.includes(each))).toEqual([]);
  // Control: by their pseudonyms they are all there.
  expect(held.includes(id('person', 'I-2'))).toBe(true);
});

test('what was told twice, or all of it from the beginning, gives the same tables', async () => {
  await change('restricted_at = now()', 'I-1');
  const before = await state();
  await star(`UPDATE relay_position SET transaction = '0', id = 0`);
  expect(await drain()).toBeGreaterThan(0);
  expect(await state()).toEqual(before);
  await star('TRUNCATE person, family, desil_quarter, relay_position');
  await drain();
  expect(await state()).toEqual(before);
  expect(before.length).toBe(6);
});

test('who shares a NIK with another family is told of both, until one gives it up', async () => {
  const twice = async () => [
    (await personOf('I-1'))?.['is_claimed_twice'],
    (await personOf('I-3'))?.['is_claimed_twice'],
  ];
  expect(await twice()).toEqual([true, true]);
  expect((await personOf('I-2'))?.['is_claimed_twice']).toBe(false);
  await registry.bring('persons', [PERSONS[0] ?? {}, PERSONS[1] ?? {}, { ...PERSONS[2], nik: '3204051203809009' }]);
  await drain();
  expect(await twice()).toEqual([false, false]);
});

test('who is restricted is no row until that is lifted, and who was merged or erased is none for good', async () => {
  await change('restricted_at = now()', 'I-1');
  expect(await personOf('I-1')).toBeUndefined();
  expect((await familyOf('K-1'))?.['head_sex']).toBe('UNKNOWN');
  // The other claimant of the NIK is alone with it.
  expect((await personOf('I-3'))?.['is_claimed_twice']).toBe(false);
  await change('restricted_at = NULL', 'I-1');
  expect(await personOf('I-1')).toMatchObject({ sex: 'FEMALE', is_claimed_twice: true });
  expect((await familyOf('K-1'))?.['head_sex']).toBe('FEMALE');

  const kept = registry.cipher.publicId('person', 'I-3');
  await registry.rows(`UPDATE family SET erased_at = now() WHERE source_id = 'K-1'`);
  await change('erased_at = now()', 'I-2');
  await change(`merged_into = '${kept}'`, 'I-1');
  expect([await personOf('I-1'), await personOf('I-2'), await familyOf('K-1')]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(await star('SELECT quarter, desil FROM desil_quarter')).toEqual([{ quarter: 20263, desil: 7 }]);
  expect(await personOf('I-3')).toMatchObject({ sex: 'MALE' });
});

test('what an import finds of somebody whose record it leaves alone is told too', async () => {
  const defects = async () => [(await personOf('I-3'))?.['defects'], (await familyOf('K-1'))?.['defects']];
  expect(await defects()).toEqual([['N6'], []]);
  const told = (await registry.rows('SELECT FROM outbox')).length;
  await registry.bring('civil', [
    { nik: '3204055203809001', nama: 'Balomi Kelara', jenisKelamin: '2', kodeWilayah: '3205012001' },
    { nik: '3204050101249002', nama: 'Anak', tanggalLahir: '2024-01-01' },
  ]);
  await drain();
  expect(await defects()).toEqual([['N6', 'NAME_VARIANT'], ['MOVED']]);
  // Control: told again of the same, it tells nothing.
  const after = (await registry.rows('SELECT FROM outbox')).length;
  expect(after).toBeGreaterThan(told);
  await registry.bring('persons', PERSONS);
  expect(await registry.rows('SELECT FROM outbox')).toHaveLength(after);
});
