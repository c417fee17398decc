import { openTestRegistry, SOUND } from '../../../test/support/registry-files';
import type { Cells, TestRegistry } from '../../../test/support/registry-files';

/** Every quality rule of the registry, by what it does to a row. */
let registry: TestRegistry;
beforeAll(async () => {
  registry = await openTestRegistry();
});
beforeEach(() => registry.clear());
afterAll(() => registry.close());

const NIK = SOUND.persons['nik'] ?? '';
const SECOND = { idIndividu: 'I-2', nama: 'Raminah Kelora', statusHubunganKeluarga: '2' };

const bringFamily = () => registry.bring('families', [{}]);
const counts = (rules: readonly { rule: string; rows: number }[]) => rules.map(({ rule, rows }) => `${rule}:${rows}`);
const persons = () =>
  registry.rows<{ key: string; status: string }>(
    'SELECT source_id AS key, match_status AS status FROM person ORDER BY source_id',
  );
const reviews = () =>
  registry.rows<{ kind: string; key: string; status: string }>(
    `SELECT r.kind, p.source_id AS key, r.status FROM review r JOIN person p ON p.id = r.person_id ORDER BY 1, 2`,
  );
const findings = async () =>
  (
    await registry.rows<{ rule: string }>(
      `SELECT rule FROM finding WHERE rule ~ '^(N|F2|MOVED|NAME|CIVIL)' ORDER BY rule`,
    )
  ).map(({ rule }) => rule);

test('a sound family and a sound person pass every rule', async () => {
  expect((await bringFamily()).quarantined).toEqual([]);
  const report = await registry.bring('persons', [{}]);
  expect(report).toMatchObject({ read: 1, accepted: 1, changed: 1, quarantined: [], warned: [] });
  expect(await findings()).toEqual([]);
});

describe('rows kept out', () => {
  test.each<[string, string, Cells]>([
    ['N1', 'a NIK of 15 digits', { nik: NIK.slice(1) }],
    ['N1', 'a letter in a NIK', { nik: NIK.replace('8', 'O') }],
    ['N1', 'no NIK, and nobody says why', { nik: '' }],
    ['N2', 'month 13 in a NIK', { nik: '3204051213809001' }],
    ['N2', '31 February in a NIK', { nik: '3204053102809001' }],
    ['N3', 'serial 0000 of a NIK', { nik: '3204051203800000' }],
    ['B1', 'a birth after the snapshot', { tanggalLahir: '2026-10-01', nik: '3204050110269001' }],
    ['F1', 'a family nobody knows', { idKeluarga: 'K-9' }],
    ['C1', 'no name', { nama: '  ' }],
    ['C1', 'no key', { idIndividu: '' }],
    ['C2', 'a date that is none', { tanggalLahir: '1980-02-30' }],
    ['C2', 'a code that is none', { statusKawin: '7' }],
    ['C2', 'a word outside the list', { penyandangDisabilitas: 'FISIK|BATUK' }],
  ])('%s: %s', async (rule, _, cells) => {
    await bringFamily();
    const report = await registry.bring('persons', [cells, SECOND]);
    expect(counts(report.quarantined)).toEqual([`${rule}:1`]);
    expect(await persons()).toEqual([{ key: 'I-2', status: expect.any(String) as string }]);
    expect(await registry.rows('SELECT rule, row_number FROM quarantine')).toEqual([{ rule, row_number: 2 }]);
  });

  test.each<[string, string, Cells]>([
    ['R1', 'a village that never was', { kodeWilayah: '3204052099' }],
    ['R1', 'a village that was dissolved', { kodeWilayah: '3204052009' }],
    ['R1', 'a district instead of a village', { kodeWilayah: '320405' }],
    ['KK1', 'a KK number of 15 digits', { noKk: '320405010120900' }],
    ['KK2', 'a KK number whose day has the 40 of a NIK', { noKk: '3204054101209001' }],
    ['KK3', 'serial 0000 of a KK number', { noKk: '3204050101200000' }],
    ['C1', 'no desil', { desil: '' }],
    ['C2', 'desil 11', { desil: '11' }],
    ['C2', 'half a car', { asetMobil: '0.5' }],
  ])('%s: %s', async (rule, _, cells) => {
    const report = await registry.bring('families', [cells, { idKeluarga: 'K-2', idKepalaKeluarga: 'I-5' }]);
    expect(counts(report.quarantined)).toEqual([`${rule}:1`]);
    expect(await registry.rows('SELECT source_id FROM family')).toEqual([{ source_id: 'K-2' }]);
  });

  test('C3: of two rows with one key the first is taken', async () => {
    await bringFamily();
    const report = await registry.bring('persons', [{}, { nama: 'Orang Lain' }]);
    expect(counts(report.quarantined)).toEqual(['C3:1']);
    expect(await registry.rows('SELECT full_name FROM person')).toEqual([{ full_name: 'Balomi Kelora' }]);
  });

  test('a row that breaks several rules names them all', async () => {
    await bringFamily();
    await registry.bring('persons', [{ nik: '1', statusKawin: '7', nama: '' }]);
    const [row] = await registry.rows<{ rule: string; further: string[] }>('SELECT rule, further FROM quarantine');
    expect([row?.rule, ...(row?.further ?? [])].sort()).toEqual(['C1', 'C2:statusKawin', 'N1:nik'].sort());
  });
});

describe('rows admitted with a finding', () => {
  test.each<[string, string, Cells]>([
    ['N4', 'a district no list has', { nik: '3299991203809001' }],
    ['N6', 'another birth date in the NIK', { tanggalLahir: '1980-03-13' }],
    ['N6', 'another sex in the NIK', { jenisKelamin: '2' }],
    ['F2', 'another KK number than the family', { noKk: '3204050101209002' }],
  ])('%s: %s', async (rule, _, cells) => {
    await bringFamily();
    const report = await registry.bring('persons', [cells]);
    expect(report).toMatchObject({ accepted: 1, quarantined: [] });
    expect(counts(report.warned)).toContain(`${rule}:1`);
    expect(await findings()).toContain(rule);
    await registry.bring('persons', [{}]);
    expect(await findings()).toEqual([]);
  });

  test('N7: a NIK of another regency, which is normal after a move', async () => {
    await bringFamily();
    const report = await registry.bring('persons', [{ nik: '3205011203809001' }]);
    expect(report.warned).toMatchObject([{ rule: 'N7', severity: 'INFO', rows: 1 }]);
  });

  test('N5: a missing birth date is taken from the NIK, in a century that is not the future', async () => {
    await bringFamily();
    await registry.bring('persons', [
      { tanggalLahir: '' },
      { ...SECOND, nik: '3204055203279001', tanggalLahir: '', jenisKelamin: '2' },
    ]);
    expect(await registry.rows('SELECT birth_date FROM person ORDER BY source_id')).toEqual([
      { birth_date: '1980-03-12' },
      { birth_date: '1927-03-12' },
    ]);
    expect(await findings()).toEqual(['N5', 'N5']);
  });

  test('N10: a person without documents is admitted and reviewed until a NIK comes', async () => {
    await bringFamily();
    await registry.bring('persons', [{ nik: '', tanpaKtp: '1' }]);
    expect(await registry.rows('SELECT identity_status, nik_sealed FROM person')).toEqual([
      { identity_status: 'UNDOCUMENTED', nik_sealed: null },
    ]);
    expect(await reviews()).toEqual([{ kind: 'UNDOCUMENTED', key: 'I-1', status: 'OPEN' }]);
    await registry.bring('persons', [{}]);
    expect(await reviews()).toEqual([{ kind: 'UNDOCUMENTED', key: 'I-1', status: 'CLOSED' }]);
  });
});

describe('N8: one person a NIK', () => {
  const holders = () =>
    registry.rows<{ key: string }>(
      'SELECT p.source_id AS key FROM nik_holder h JOIN person p ON p.id = h.person_id ORDER BY 1',
    );
  const claimant = { ...SECOND, idIndividu: 'I-0' };

  test('the first row of a file holds it, the second is admitted as GANDA into review', async () => {
    await bringFamily();
    const report = await registry.bring('persons', [{}, claimant]);
    expect(counts(report.warned)).toContain('N8:1');
    expect(await holders()).toEqual([{ key: 'I-1' }]);
    expect(await persons()).toEqual([
      { key: 'I-0', status: 'GANDA' },
      { key: 'I-1', status: 'BELUM_DICEK' },
    ]);
    expect(await reviews()).toEqual([{ kind: 'NIK_TWICE', key: 'I-0', status: 'OPEN' }]);
  });

  test('who held it before keeps it, whatever the order of a later file', async () => {
    await bringFamily();
    await registry.bring('persons', [{}]);
    await registry.bring('persons', [claimant, {}]);
    expect(await holders()).toEqual([{ key: 'I-1' }]);
    expect(await persons()).toContainEqual({ key: 'I-0', status: 'GANDA' });
  });

  test('a corrected NIK ends the doubling, and the review', async () => {
    await bringFamily();
    await registry.bring('persons', [{}, claimant]);
    await registry.bring('persons', [{}, { ...claimant, nik: '3204055203809002', jenisKelamin: '2' }]);
    expect(await holders()).toEqual([{ key: 'I-0' }, { key: 'I-1' }]);
    expect(await persons()).toContainEqual({ key: 'I-0', status: 'BELUM_DICEK' });
    expect(await reviews()).toEqual([{ kind: 'NIK_TWICE', key: 'I-0', status: 'CLOSED' }]);
  });

  test('a NIK its holder gives up goes to the next claimant, even if the file does not name them', async () => {
    await bringFamily();
    await registry.bring('persons', [{}, claimant]);
    await registry.bring('persons', [{ nik: '3204051203809009' }]);
    expect(await holders()).toEqual([{ key: 'I-0' }, { key: 'I-1' }]);
    expect(await persons()).toContainEqual({ key: 'I-0', status: 'BELUM_DICEK' });
  });

  test('a match with the civil registry does not survive another NIK', async () => {
    await bringFamily();
    await registry.bring('persons', [{}]);
    await registry.bring('civil', [{ statusCapil: 'DECEASED', tanggalPeristiwa: '2026-01-01' }]);
    expect(await persons()).toEqual([{ key: 'I-1', status: 'MENINGGAL' }]);
    await registry.bring('persons', [{ nik: '3204051203809009' }]);
    expect(await persons()).toEqual([{ key: 'I-1', status: 'BELUM_DICEK' }]);
  });
});

describe('N9: the civil registry', () => {
  beforeEach(async () => {
    await bringFamily();
    await registry.bring('persons', [{}]);
  });

  test.each<[string, Cells, string, string[]]>([
    ['ACTIVE', {}, 'PADAN', []],
    ['not found', { nik: '3204051203809555' }, 'TIDAK_PADAN', []],
    ['DECEASED', { statusCapil: 'DECEASED', tanggalPeristiwa: '2026-01-02' }, 'MENINGGAL', ['DECEASED']],
    ['DUPLICATE', { statusCapil: 'DUPLICATE', tanggalPeristiwa: '2026-01-02' }, 'GANDA', ['DUPLICATE_CIVIL']],
    ['somebody else under the NIK', { nama: 'Zubir Xaverius', tanggalLahir: '1999-09-09' }, 'TIDAK_PADAN', []],
    [
      'a death under the same NIK only',
      { nama: 'Zubir Xaverius', tanggalLahir: '1999-09-09', statusCapil: 'DECEASED' },
      'MENINGGAL',
      ['DECEASED'],
    ],
  ])('%s', async (_, cells, status, opened) => {
    await registry.bring('civil', [cells]);
    expect(await persons()).toEqual([{ key: 'I-1', status }]);
    expect((await reviews()).map(({ kind }) => kind)).toEqual(opened);
  });

  test('another spelling, another village and another person are findings', async () => {
    await registry.bring('civil', [{ nama: 'Balomi Kelor', kodeWilayah: '3204052002' }]);
    expect(await findings()).toEqual(['MOVED', 'NAME_VARIANT']);
    await registry.bring('civil', [{ nama: 'Zubir Xaverius', tanggalLahir: '1999-09-09' }]);
    expect(await findings()).toContain('CIVIL_MISMATCH');
    await registry.bring('civil', [{}]);
    expect(await findings()).toEqual([]);
  });

  test('both claimants of a NIK are compared with it: the dead stay dead, the second stays GANDA', async () => {
    await registry.bring('persons', [{}, SECOND]);
    await registry.bring('civil', [{}]);
    expect((await persons()).map(({ status }) => status)).toEqual(['PADAN', 'GANDA']);
    await registry.bring('civil', [{ statusCapil: 'DECEASED', tanggalPeristiwa: '2026-01-02' }]);
    expect((await persons()).map(({ status }) => status)).toEqual(['MENINGGAL', 'MENINGGAL']);
    expect((await registry.bring('persons', [{}, SECOND])).changed).toBe(0);
    expect((await persons()).map(({ status }) => status)).toEqual(['MENINGGAL', 'MENINGGAL']);
  });

  test('a death that was a mistake is taken back, and its review closed', async () => {
    await registry.bring('civil', [{ statusCapil: 'DECEASED', tanggalPeristiwa: '2026-01-02' }]);
    await registry.bring('civil', [{ snapshot: 'DUKCAPIL-2026-10' }]);
    expect(await persons()).toEqual([{ key: 'I-1', status: 'PADAN' }]);
    expect(await reviews()).toEqual([{ kind: 'DECEASED', key: 'I-1', status: 'CLOSED' }]);
  });
});
