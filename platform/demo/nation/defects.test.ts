import { dayFrom, isoOf } from './days';
import { byKey, groups, nationOnDisk } from './nation.fixture';
import type { NationOnDisk, Row } from './nation.fixture';
import { Atlas } from './regions';

let nation: NationOnDisk;
let atlas: Atlas;
let persons: readonly Row[];
let families: Map<string, Row>;
let civil: Map<string, Row>;
/** Ids of each defect, `PERSON STALE` and the like. */
let planted: Map<string, Set<string>>;

beforeAll(async () => {
  nation = await nationOnDisk(10_000, 7);
  atlas = await Atlas.load();
  persons = nation.tables['persons.csv'];
  families = byKey(nation.tables['families.csv'], 'idKeluarga');
  civil = byKey(nation.tables['civil.csv'], 'nik');
  planted = new Map();
  for (const { subjek = '', defect = '', id = '' } of nation.tables['truth.csv']) {
    const key = `${subjek} ${defect}`;
    planted.set(key, (planted.get(key) ?? new Set()).add(id));
  }
});

it.each([
  ['PERSON NIK_INVALID', 0.03],
  ['PERSON UNMATCHED', 0.1],
  ['PERSON DUPLICATE', 0.01],
  ['PERSON DECEASED', 0.01],
  ['PERSON NAME_VARIANT', 0.05],
  ['PERSON STALE', 0.15],
  ['FAMILY STALE', 0.15],
  ['FAMILY WRONG_REGION', 0.01],
  ['FAMILY ONE_MEMBER_FAMILY', 0.02],
])('%s has its share', (key, share) => {
  const all = key.startsWith('PERSON') ? persons.length : families.size;
  const size = ids(key).size;
  expect(size / all).toBeGreaterThan(share * 0.9);
  expect(size / all).toBeLessThan(share * 1.1);
});

it('plants nothing in the demo family', () => {
  const members = persons.filter((row) => row['idKeluarga'] === 'K-0000001').map((row) => row['idIndividu']);
  const touched = nation.tables['truth.csv'].flatMap((row) => [row['id'], row['rujukan']]);
  expect(members).toHaveLength(5);
  expect(touched.filter((id) => id === 'K-0000001' || members.includes(id))).toEqual([]);
});

it('issues NIKs that obey N1 to N4; only the planted ones do not', () => {
  const broken = persons.filter(({ nik = '', tanpaKtp }) => tanpaKtp === '0' && !validNik(nik));
  expect(new Set(broken.map((row) => row['idIndividu']))).toEqual(ids('PERSON NIK_INVALID'));
  expect(persons.filter(({ nik, tanpaKtp }) => (nik === '') !== (tanpaKtp === '1'))).toEqual([]);
});

it('issues NIKs that agree with the sex and, but for a few, with the birth date, under serials from 9000', () => {
  const valid = persons.filter(({ nik = '' }) => validNik(nik));
  const wrong = valid.filter(({ nik = '', jenisKelamin }) => {
    const female = Number(nik.slice(6, 8)) > 40;
    return female !== (jenisKelamin === '2') || Number(nik.slice(12)) < 9000;
  });
  expect(wrong).toEqual([]);
  const differing = valid.filter(({ nik = '', tanggalLahir = '' }) => {
    return dateIn(nik) !== `${tanggalLahir.slice(8)}${tanggalLahir.slice(5, 7)}${tanggalLahir.slice(2, 4)}`;
  });
  expect(differing.length / persons.length).toBeGreaterThan(0.002);
  expect(differing.length / persons.length).toBeLessThan(0.01);
});

it('gives a NIK to one person only, except where a second record was planted', () => {
  const shared = [...groups(persons, 'nik')].filter(([nik, rows]) => nik !== '' && rows.length > 1);
  const wrong = shared.filter(([, rows]) => {
    const seconds = rows.filter((row) => ids('PERSON DUPLICATE').has(row['idIndividu'] ?? ''));
    return rows.length !== 2 || seconds.length !== 1;
  });
  expect(wrong).toEqual([]);
  const cards = [...families.values()].map((row) => row['noKk'] ?? '');
  expect(new Set(cards).size).toBe(families.size);
  expect(cards.filter((card) => !/^\d{12}9\d{3}$/.test(card))).toEqual([]);
});

it('issues a twentieth to a tenth of the NIKs elsewhere, and leaves one person in a thousand without', () => {
  const moved = persons.filter(({ nik = '', noKk = '' }) => nik.length === 16 && nik.slice(0, 6) !== noKk.slice(0, 6));
  expect(moved.length / persons.length).toBeGreaterThan(0.06);
  expect(moved.length / persons.length).toBeLessThan(0.1);
  const undocumented = persons.filter((row) => row['tanpaKtp'] === '1').length;
  expect(undocumented / persons.length).toBeGreaterThan(0.0005);
  expect(undocumented / persons.length).toBeLessThan(0.0015);
});

it('lists second records elsewhere, half of them under the same NIK', () => {
  const byId = byKey(persons, 'idIndividu');
  const pairs = nation.tables['truth.csv'].filter((row) => row['defect'] === 'DUPLICATE');
  let same = 0;
  for (const { id = '', rujukan = '' } of pairs) {
    const [second, first] = [byId.get(id), byId.get(rujukan)];
    expect(second?.['idKeluarga']).not.toBe(first?.['idKeluarga']);
    expect(second?.['jenisKelamin']).toBe(first?.['jenisKelamin']);
    if (second?.['nik'] === first?.['nik']) same += 1;
    else expect(['ACTIVE', 'DUPLICATE']).toContain(civil.get(second?.['nik'] ?? '')?.['statusCapil']);
  }
  expect(Math.abs(same / pairs.length - 0.5)).toBeLessThan(0.1);
});

it('lets the civil extract differ exactly where it was planted', () => {
  const found = { unmatched: new Set<string>(), deceased: new Set<string>(), renamed: new Set<string>() };
  for (const { idIndividu = '', nik = '', nama, tanpaKtp } of persons) {
    if (tanpaKtp === '1' || !validNik(nik)) continue;
    const record = civil.get(nik);
    if (!record) found.unmatched.add(idIndividu);
    else if (record['statusCapil'] === 'DECEASED') found.deceased.add(idIndividu);
    if (record && record['nama'] !== nama) found.renamed.add(idIndividu);
  }
  expect(found.unmatched).toEqual(ids('PERSON UNMATCHED'));
  expect(found.deceased).toEqual(ids('PERSON DECEASED'));
  expect(found.renamed).toEqual(ids('PERSON NAME_VARIANT'));
  const wrong = [...civil.values()].filter(({ statusCapil, tanggalPeristiwa, kodeWilayah = '' }) => {
    return (tanggalPeristiwa !== '') !== (statusCapil !== 'ACTIVE') || !atlas.hasVillage(kodeWilayah);
  });
  expect(wrong).toEqual([]);
});

it('lists families in a wrong region exactly where it was planted, some in none that exists', () => {
  const byCard = groups([...civil.values()], 'noKk');
  const known = [...families.values()].filter((row) => byCard.has(row['noKk'] ?? ''));
  const wrong = known.filter(({ noKk = '', kodeWilayah }) => byCard.get(noKk)?.[0]?.['kodeWilayah'] !== kodeWilayah);
  const planted = known.filter((row) => ids('FAMILY WRONG_REGION').has(row['idKeluarga'] ?? ''));
  expect(wrong).toEqual(planted);
  const nowhere = wrong.filter((row) => !atlas.hasVillage(row['kodeWilayah'] ?? '')).length;
  expect(nowhere / wrong.length).toBeGreaterThan(0.1);
  expect(nowhere / wrong.length).toBeLessThan(0.4);
});

it('lists one of several members exactly where it was planted', () => {
  const listed = groups(persons, 'idKeluarga');
  const byCard = groups([...civil.values()], 'noKk');
  const alone = [...families].filter(([id, family]) => {
    const own = listed.get(id) ?? [];
    const others = (byCard.get(family['noKk'] ?? '') ?? []).filter((row) => row['nik'] !== own[0]?.['nik']);
    const head = own[0]?.['idIndividu'] ?? '';
    // The head's own civil row is under the true NIK when the listed one is broken.
    return own.length === 1 && others.length > (ids('PERSON NIK_INVALID').has(head) ? 1 : 0);
  });
  const found = new Set(alone.map(([id]) => id));
  // A family whose only other member has no NIK at all cannot be found by its card.
  expect([...found].filter((id) => !ids('FAMILY ONE_MEMBER_FAMILY').has(id))).toEqual([]);
  expect(found.size).toBeGreaterThanOrEqual(ids('FAMILY ONE_MEMBER_FAMILY').size * 0.98);
});

it('leaves records unconfirmed for over a year exactly where it was planted', () => {
  const yearAgo = isoOf(dayFrom(2025, 9, 30));
  const stale = (rows: Iterable<Row>, key: string): Set<string> =>
    new Set([...rows].filter((row) => (row['dimutakhirkanPada'] ?? '') < yearAgo).map((row) => row[key] ?? ''));
  expect(stale(families.values(), 'idKeluarga')).toEqual(ids('FAMILY STALE'));
  expect(stale(persons, 'idIndividu')).toEqual(ids('PERSON STALE'));
});

it('leaves a tenth of the poorest families out, and only those', () => {
  const poor = [...families.values()].filter((row) => Number(row['desil']) <= 2);
  const out = poor.filter((row) => !isRecipient(row)).map((row) => row['idKeluarga']);
  expect(new Set(out)).toEqual(ids('FAMILY EXCLUSION'));
  expect(Math.abs(out.length / poor.length - 0.1)).toBeLessThan(0.005);
});

it('pays a quarter of the recipients who should not be paid; most of them show it, some honest ones seem to', () => {
  const recipients = [...families.values()].filter(isRecipient);
  const wrong = ids('FAMILY INCLUSION');
  expect(Math.abs(wrong.size / recipients.length - 0.25)).toBeLessThan(0.01);
  const wealthy = recipients.filter(looksWealthy);
  const right = wealthy.filter((row) => wrong.has(row['idKeluarga'] ?? ''));
  expect(right.length / wrong.size).toBeGreaterThan(0.75);
  expect(right.length / wealthy.length).toBeGreaterThan(0.75);
  expect(right.length / wealthy.length).toBeLessThan(0.95);
});

function ids(key: string): Set<string> {
  return planted.get(key) ?? new Set();
}

function isRecipient(family: Row): boolean {
  return /PKH|SEMBAKO/.test(family['kpmFlags'] ?? '');
}

function looksWealthy(family: Row): boolean {
  const owns = (asset: string, least: number): boolean => Number(family[asset]) >= least;
  const counted = owns('asetMobil', 1) || owns('asetAc', 1) || owns('asetRumahLain', 1) || owns('dayaTerpasang', 2200);
  return counted || owns('asetEmasGram', 10) || owns('asetLahanHa', 1);
}

/** Rules N1 to N4 once more, independently of how the generator makes a NIK. */
function validNik(nik: string): boolean {
  if (!/^\d{16}$/.test(nik) || nik.endsWith('0000') || !atlas.district(nik.slice(0, 6))) return false;
  const date = dateIn(nik);
  const [day, month, year] = [Number(date.slice(0, 2)), Number(date.slice(2, 4)), Number(date.slice(4))];
  const lengths = [31, year % 4 === 0 ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return day >= 1 && day <= (lengths[month - 1] ?? 0);
}

/** DDMMYY of a NIK without the forty of women. */
function dateIn(nik: string): string {
  const day = Number(nik.slice(6, 8));
  return `${String(day > 40 ? day - 40 : day).padStart(2, '0')}${nik.slice(8, 12)}`;
}
