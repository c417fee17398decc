import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ageOn, dayOfIso } from './days';
import { generateNation } from './nation';
import { byKey, groups, inFolder, nationHashes, nationOnDisk } from './nation.fixture';
import type { NationOnDisk, Row } from './nation.fixture';
import { PROVINCES } from './provinces';
import { COLUMNS } from './registry-rows';

let nation: NationOnDisk;
let persons: Map<string, Row>;
let families: Map<string, Row>;
let enrolments: Map<string, Row>;

beforeAll(async () => {
  nation = await nationOnDisk(10_000, 7);
  persons = byKey(nation.tables['persons.csv'], 'idIndividu');
  families = byKey(nation.tables['families.csv'], 'idKeluarga');
  enrolments = byKey(nation.tables['enrolments.csv'], 'idKepesertaan');
});

describe('the same seed', () => {
  it('gives the same bytes, another seed others', async () => {
    const [first, second, other] = [
      await nationHashes(100_000, 7),
      await nationHashes(100_000, 7),
      await nationHashes(100_000, 8),
    ];
    expect(second).toEqual(first);
    expect(Object.keys(first)).toEqual([...Object.keys(COLUMNS), 'nation.json'].sort());
    for (const [name, hash] of Object.entries(first)) expect([name, other[name]]).not.toEqual([name, hash]);
  });
});

describe('the files', () => {
  it('have the columns of the layout document and no others', async () => {
    const document = await readFile(join(__dirname, '../../../docs/registry-files.md'), 'utf8');
    for (const [file, columns] of Object.entries(COLUMNS)) {
      const section = document.split('\n## ').find((text) => text.startsWith(file)) ?? '';
      const named = new Set([...section.matchAll(/`([a-z][A-Za-z]+)`/g)].map(([, name]) => name));
      expect([file, columns.filter((column) => !named.has(column))]).toEqual([file, []]);
    }
  });

  it('are counted in the manifest', () => {
    for (const [name, rows] of Object.entries(nation.tables)) {
      expect([name, rows.length]).toEqual([name, nation.manifest.counts[name as keyof typeof COLUMNS]]);
    }
  });

  it('refer to rows that exist', () => {
    const { tables } = nation;
    const employers = byKey(tables['employers.csv'], 'idPemberiKerja');
    const familyOf = (id = ''): string | undefined => persons.get(id)?.['idKeluarga'];
    const isHead = (id = ''): boolean => persons.get(id)?.['statusHubunganKeluarga'] === '1';
    const enrolmentOf = (row: Row): Row => enrolments.get(row['idKepesertaan'] ?? '') ?? {};
    const broken = [
      ...rows(persons).filter((row) => families.get(row['idKeluarga'] ?? '')?.['noKk'] !== row['noKk']),
      ...rows(families).filter(({ idKepalaKeluarga: id, idKeluarga }) => familyOf(id) !== idKeluarga || !isHead(id)),
      ...rows(enrolments).filter((row) => familyOf(row['idPengurus']) !== row['idKeluarga']),
      ...tables['components.csv'].filter((row) => familyOf(row['idIndividu']) !== enrolmentOf(row)['idKeluarga']),
      ...tables['payments.csv'].filter((row) => !enrolments.has(row['idKepesertaan'] ?? '')),
      ...tables['vacancies.csv'].filter((row) => {
        const places = employers.get(row['idPemberiKerja'] ?? '')?.['kodeWilayah'];
        return !places?.split('|').includes(row['kodeWilayah'] ?? '');
      }),
    ];
    expect(broken).toEqual([]);
  });

  it('are in key order', () => {
    for (const keys of [[...persons.keys()], [...families.keys()], [...enrolments.keys()]]) {
      expect(keys).toEqual([...keys].sort());
    }
  });
});

describe('the nation', () => {
  it('has the size the scale asks for', () => {
    expect(families.size).toBe(9598);
    expectNear(persons.size, 29_013, 0.02);
    expectNear(active('PKH').length, 1000, 0.02);
    expectNear(active('SEMBAKO').length, 1830, 0.02);
    const sembako = new Set(active('SEMBAKO').map((row) => row['idKeluarga']));
    const both = active('PKH').filter((row) => sembako.has(row['idKeluarga'])).length / active('PKH').length;
    expect(both).toBeGreaterThan(0.8);
    expect(both).toBeLessThan(0.9);
  });

  it('has the shape of the population', () => {
    const ages = rows(persons).map((row) => age(row));
    expect(ages.filter((years) => years < 15).length / ages.length).toBeCloseTo(0.24, 1);
    expect(ages.filter((years) => years >= 60).length / ages.length).toBeCloseTo(0.12, 1);
    const heads = rows(families).map((row) => persons.get(row['idKepalaKeluarga'] ?? ''));
    expectNear(heads.filter((head) => head?.['jenisKelamin'] === '2').length / heads.length, 0.22, 0.03);
    const disabled = rows(persons).filter((row) => row['penyandangDisabilitas'] !== '').length;
    expect(disabled / persons.size).toBeGreaterThan(0.05);
    expect(disabled / persons.size).toBeLessThan(0.085);
  });

  it('has PKH families of four, most of them of desil 1 and 2', () => {
    const members = groups(rows(persons), 'idKeluarga');
    const pkh = active('PKH').map((row) => row['idKeluarga'] ?? '');
    expectNear(pkh.reduce((sum, id) => sum + (members.get(id)?.length ?? 0), 0) / pkh.length, 3.9, 0.04);
    const poor = pkh.filter((id) => Number(families.get(id)?.['desil']) <= 2).length;
    expectNear(poor / pkh.length, 0.6, 0.05);
  });

  it('is clustered: about one district for 80 families, all provinces, 300 families in the demo district', () => {
    const { districts } = nation.manifest;
    expect(districts[0]).toMatchObject({ code: '320405', families: 300 });
    expectNear(districts.length, 9598 / 80, 0.1);
    expect(districts.reduce((sum, district) => sum + district.families, 0)).toBe(9598);
    expect(new Set(districts.map(({ code }) => code.slice(0, 2))).size).toBe(PROVINCES.length);
    expect(districts.filter(({ code }) => code.startsWith('3204')).length).toBeGreaterThanOrEqual(2);
    const listed = rows(families).filter((row) => row['kodeWilayah']?.startsWith('320405'));
    expect(listed).toHaveLength(300);
  });
});

describe('programs', () => {
  it('are flagged exactly where a family is AKTIF', () => {
    const flags = new Map([...families.keys()].map((id) => [id, new Set<string>()]));
    for (const row of enrolments.values()) {
      if (row['status'] === 'AKTIF') flags.get(row['idKeluarga'] ?? '')?.add(row['kodeProgram'] ?? '');
    }
    const wrong = rows(families).filter(({ idKeluarga = '', kpmFlags = '' }) => {
      const listed = kpmFlags.split('|').filter((flag) => flag !== '' && flag !== 'PBI_JK');
      return listed.join() !== [...(flags.get(idKeluarga) ?? [])].sort().join();
    });
    expect(wrong).toEqual([]);
  });

  it('show every state, with a reason where a family is out', () => {
    const states = new Set(rows(enrolments).map((row) => `${row['kodeProgram']} ${row['status']}`));
    expect(states.size).toBe(16);
    const ended = ['GRADUASI_ALAMIAH', 'GRADUASI_MANDIRI', 'NONAKTIF'];
    const wrong = rows(enrolments).filter(({ status = '', alasan, tanggalSelesai }) => {
      const explained = (alasan !== '') === (status === 'NONAKTIF');
      return !explained || (tanggalSelesai !== '') !== ended.includes(status);
    });
    expect(wrong).toEqual([]);
  });

  it('pay a quarter of the four highest components in every stage', () => {
    const components = groups(nation.tables['components.csv'], 'idKepesertaan');
    const payments = groups(nation.tables['payments.csv'], 'idKepesertaan');
    const wrong = [...enrolments].filter(([id, row]) => {
      const paid = (payments.get(id) ?? []).map((payment) => `${payment['periode']} ${payment['nominal']}`);
      return paid.join() !== expectedPayments(row, components.get(id) ?? []).join();
    });
    expect(wrong).toEqual([]);
    const stages = active('PKH').map((row) => Number(payments.get(row['idKepesertaan'] ?? '')?.[0]?.['nominal']));
    expectNear((4 * stages.reduce((sum, amount) => sum + amount, 0)) / stages.length, 2_860_000, 0.03);
  });

  it('carry components that fit the person', () => {
    for (const { idIndividu = '', idKepesertaan = '', komponen = '', mulai = '' } of nation.tables['components.csv']) {
      const person = persons.get(idIndividu);
      if (!person) throw new Error(idIndividu);
      if (enrolments.get(idKepesertaan)?.['status'] === 'GRADUASI_ALAMIAH') continue;
      expect([idIndividu, komponen, fits(komponen, person)]).toEqual([idIndividu, komponen, true]);
      expect(mulai >= (enrolments.get(idKepesertaan)?.['tanggalMulai'] ?? '')).toBe(true);
    }
  });

  it('fail one or two payments in a hundred, with a reason', () => {
    const payments = nation.tables['payments.csv'];
    const failed = payments.filter((row) => row['status'] === 'FAILED' || row['status'] === 'RETURNED');
    expect(failed.length / payments.length).toBeGreaterThan(0.01);
    expect(failed.length / payments.length).toBeLessThan(0.02);
    expect(payments.filter((row) => row['alasan'] !== '')).toEqual(failed);
    const latest = payments.filter((row) => row['periode'] === '2026-T3' && row['status'] !== 'WITHDRAWN');
    expect(new Set(latest.map((row) => row['status']))).toEqual(
      new Set(['SP2D', 'SENT', 'CREDITED', 'FAILED', 'RETURNED']),
    );
  });

  it('pay the demo family the published example: Rp2,375,000 a stage', () => {
    const { family, person } = nation.manifest.demo;
    expect([family, person]).toEqual(['K-0000001', 'I-0000001']);
    expect(families.get(family)).toMatchObject({ idKepalaKeluarga: person, kpmFlags: 'PKH|SEMBAKO|PBI_JK' });
    const enrolment = active('PKH').find((row) => row['idKeluarga'] === family);
    const of = (file: 'components.csv' | 'payments.csv'): Row[] =>
      nation.tables[file].filter((row) => row['idKepesertaan'] === enrolment?.['idKepesertaan']);
    expect(of('components.csv').map((row) => row['komponen'])).toEqual([
      'IBU_HAMIL_NIFAS',
      'ANAK_SMA',
      'ANAK_SMP',
      'ANAK_SD',
      'ANAK_USIA_DINI',
    ]);
    expect(of('payments.csv').map((row) => row['nominal'])).toEqual(['2375000', '2375000', '2375000']);
  });
});

describe('employers', () => {
  it('are 200 at every scale, 40 of them state-owned', () => {
    const employers = nation.tables['employers.csv'];
    expect(employers).toHaveLength(200);
    expect(employers.filter((row) => ['BUMN', 'ANAK_BUMN', 'BUMD'].includes(row['tipe'] ?? ''))).toHaveLength(40);
    for (const row of employers) {
      expect(Number(row['jumlahPekerjaDisabilitas'])).toBeLessThanOrEqual(Number(row['jumlahPekerja']));
    }
    expect(new Set(employers.map((row) => row['nama'])).size).toBe(200);
    expectNear(nation.tables['vacancies.csv'].length, 600, 0.1);
  });

  it('begin with two active ones that have vacancies', () => {
    const [first, second] = nation.tables['employers.csv'];
    expect(first).toMatchObject({ idPemberiKerja: 'E-001', nama: 'BUMN Contoh Karya', tipe: 'BUMN', status: 'ACTIVE' });
    expect(second).toMatchObject({ nama: 'Swasta Contoh Makmur', tipe: 'SWASTA', status: 'ACTIVE' });
    const open = nation.tables['vacancies.csv'].filter((row) => row['status'] === 'PUBLISHED');
    expect(open.filter((row) => row['idPemberiKerja'] === 'E-001').length).toBeGreaterThanOrEqual(6);
    expect(open.filter((row) => row['idPemberiKerja'] === 'E-002').length).toBeGreaterThanOrEqual(3);
  });
});

describe('a nation that cannot be made', () => {
  it.each([
    ['--scale', { scale: 99, seed: 7, out: 'out' }],
    ['--scale', { scale: 100_001, seed: 7, out: 'out' }],
    ['--seed', { scale: 10_000, seed: -1, out: 'out' }],
    ['--out', { scale: 10_000, seed: 7, out: ' ' }],
    ['--today', { scale: 10_000, seed: 7, out: 'out', today: '2026-02-30' }],
  ])('is refused for its %s', async (name, options) => {
    await expect(generateNation(options)).rejects.toMatchObject({ code: 'CONFIG_INVALID', details: { name } });
  });

  it('is refused where no folder can be, and leaves nothing behind', async () => {
    await inFolder(async (folder) => {
      const file = join(folder, 'file');
      await writeFile(file, '');
      await expect(generateNation({ scale: 100_000, seed: 7, out: join(file, 'nation') })).rejects.toMatchObject({
        code: 'NOT_WRITABLE',
      });
      const onProgress = (): never => {
        throw new Error('stopped');
      };
      await expect(generateNation({ scale: 100_000, seed: 7, out: folder, onProgress })).rejects.toThrow('stopped');
      expect(await readdir(folder)).toEqual(['file']);
    });
  });
});

function rows(table: ReadonlyMap<string, Row>): Row[] {
  return [...table.values()];
}

function active(program: string): Row[] {
  return rows(enrolments).filter((row) => row['kodeProgram'] === program && row['status'] === 'AKTIF');
}

function age(person: Row): number {
  return ageOn(dayOfIso('2026-09-30') ?? 0, dayOfIso(person['tanggalLahir'] ?? '') ?? 0);
}

function expectNear(value: number, expected: number, tolerance: number): void {
  expect(Math.abs(value - expected) / expected).toBeLessThanOrEqual(tolerance);
}

/** The published rates once more, so that a slip in the generator's own table shows. */
function expectedPayments({ kodeProgram, status = '' }: Row, components: readonly Row[]): string[] {
  if (!['AKTIF', 'DITANGGUHKAN', 'TRANSISI'].includes(status)) return [];
  if (kodeProgram === 'SEMBAKO') return [1, 2, 3, 4, 5, 6, 7, 8, 9].map((month) => `2026-0${month} 200000`);
  const names = components.map((row) => row['komponen'] ?? '');
  const times = (name: string, limit: number): number => Math.min(limit, names.filter((one) => one === name).length);
  const amounts = [
    ...Array<number>(times('IBU_HAMIL_NIFAS', 9)).fill(750_000),
    ...Array<number>(times('ANAK_USIA_DINI', 2)).fill(750_000),
    ...Array<number>(times('LANJUT_USIA', 1)).fill(600_000),
    ...Array<number>(times('DISABILITAS_BERAT', 1)).fill(600_000),
    ...Array<number>(times('ANAK_SMA', 9)).fill(500_000),
    ...Array<number>(times('ANAK_SMP', 9)).fill(375_000),
    ...Array<number>(times('ANAK_SD', 9)).fill(225_000),
  ];
  const amount = amounts.slice(0, 4).reduce((sum, part) => sum + part, 0);
  return ['2026-T1', '2026-T2', '2026-T3'].map((stage) => `${stage} ${amount}`);
}

function fits(component: string, person: Row): boolean {
  const years = age(person);
  const within = (from: number, to: number): boolean => years >= from && years <= to;
  const pupil = person['partisipasiSekolah'] === '2';
  switch (component) {
    case 'IBU_HAMIL_NIFAS':
      return person['jenisKelamin'] === '2' && person['ibuHamil'] === '1' && within(15, 49);
    case 'ANAK_USIA_DINI':
      return within(0, 6);
    case 'ANAK_SD':
      return pupil && within(6, 13);
    case 'ANAK_SMP':
      return pupil && within(12, 16);
    case 'ANAK_SMA':
      return pupil && within(15, 21);
    case 'LANJUT_USIA':
      return years >= 60;
    default:
      return component === 'DISABILITAS_BERAT' && person['penyandangDisabilitas'] !== '';
  }
}
