import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { importFile } from '../../../shared/intake';
import { openTestRegistry, REGISTRY_STATE, registryText, SOUND } from '../../../test/support/registry-files';
import type { Cells, TestRegistry } from '../../../test/support/registry-files';

let registry: TestRegistry;
beforeAll(async () => {
  registry = await openTestRegistry();
});
beforeEach(() => registry.clear());
afterAll(() => registry.close());

const FAMILIES: Cells[] = [
  {},
  { idKeluarga: 'K-2', noKk: '3204050101209002', idKepalaKeluarga: 'I-3', desil: '7', kpmFlags: '' },
];
const BAD_REGION: Cells = { idKeluarga: 'K-3', noKk: '3204050101209003', kodeWilayah: '3204052099' };
const PERSONS: Cells[] = [
  {},
  { idIndividu: 'I-2', nik: '3204055512829002', nama: 'Raminah "Ina"', jenisKelamin: '2', tanggalLahir: '1982-12-15' },
  { idIndividu: 'I-3', idKeluarga: 'K-2', nik: '3204050101709003', nama: 'Gedun, Tuti', tanggalLahir: '1970-01-01' },
];
const BROKEN: Cells = { idIndividu: 'I-4', nik: '3204051399809004' };
const CIVIL: Cells[] = [
  {},
  { nik: '3204055512829002', statusCapil: 'DECEASED', tanggalPeristiwa: '2026-03-01', tanggalLahir: '1982-12-15' },
];

const everything = async () => [
  await registry.bring('families', [...FAMILIES, BAD_REGION]),
  await registry.bring('persons', [...PERSONS, BROKEN]),
  await registry.bring('civil', CIVIL),
];
const outbox = () =>
  registry.rows<{ topic: string; payload: Record<string, unknown> }>('SELECT topic, payload FROM outbox ORDER BY id');

describe('the same file twice', () => {
  test('changes nothing: no row is written anew, no event, no second quarantine entry', async () => {
    const first = await everything();
    expect(first.map(({ read, accepted, changed }) => ({ read, accepted, changed }))).toEqual([
      { read: 3, accepted: 2, changed: 2 },
      { read: 4, accepted: 3, changed: 3 },
      { read: 2, accepted: 2, changed: 3 },
    ]);
    const before = await registry.rows(REGISTRY_STATE);
    expect((await everything()).map(({ changed }) => changed)).toEqual([0, 0, 0]);
    expect(await registry.rows(REGISTRY_STATE)).toEqual(before);
  });

  test('the second run says the same of the file', async () => {
    const [, first] = await everything();
    const second = await registry.bring('persons', [...PERSONS, BROKEN]);
    expect(second).toMatchObject({ fileHash: first?.fileHash, read: 4, accepted: 3, quarantined: first?.quarantined });
  });

  test('one changed cell changes one record (control)', async () => {
    await everything();
    const changed = await registry.bring('persons', [{ statusKawin: '4' }, ...PERSONS.slice(1)]);
    expect(changed.changed).toBe(1);
    expect(
      await registry.rows('SELECT source_id FROM person WHERE version = 3 AND marital_status = $$WIDOWED$$'),
    ).toEqual([{ source_id: 'I-1' }]);
  });
});

describe('what other subgraphs are told', () => {
  test('is what their rules ask of a family and a person: no name, no number, no address', async () => {
    await registry.bring('families', FAMILIES.slice(0, 1));
    await registry.bring('persons', PERSONS.slice(0, 1));
    expect(await outbox()).toEqual([
      {
        topic: 'family',
        payload: {
          ...{ sourceId: 'K-1', regionCode: '3204052001', desil: 2, kpmFlags: ['PKH', 'SEMBAKO'] },
          statistics: {
            ...{ headId: registry.cipher.publicId('person', 'I-1'), defects: [] },
            desils: { 'DTSEN-2026-TW3': 2 },
          },
        },
      },
      {
        topic: 'person',
        payload: {
          sourceId: 'I-1',
          familyId: registry.cipher.publicId('family', 'K-1'),
          regionCode: '3204052001',
          matchStatus: 'BELUM_DICEK',
          restricted: false,
          adultOn: null,
          birthDate: '1980-03-12',
          maritalStatus: 'MARRIED',
          familyRole: 'HEAD',
          identityStatus: 'DOCUMENTED',
          hasKk: true,
          statistics: {
            ...{ birthMonth: '1980-03-01', sex: 'MALE', disability: 'NONE', education: 'JUNIOR', source: 'DTSEN' },
            ...{ isDocumented: true, isClaimedTwice: false, defects: [] },
          },
        },
      },
    ]);
  });

  test('is of a child from when on it consents alone: the month after the birthday, not the day', async () => {
    const born = new Date(Date.now() - 10 * 365 * 86_400_000).toISOString().slice(0, 10);
    const [year, month, day] = born.split('-').map(Number) as [number, number, number];
    const yy = String(year % 100).padStart(2, '0');
    const nik = `320405${String(day).padStart(2, '0')}${String(month).padStart(2, '0')}${yy}9001`;
    await registry.bring('families', FAMILIES.slice(0, 1));
    await registry.bring('persons', [{ nik, tanggalLahir: born }]);
    const told = (await outbox()).find(({ topic }) => topic === 'person');
    expect(told?.payload['adultOn']).toBe(new Date(Date.UTC(year + 18, month, 1)).toISOString().slice(0, 10));
  });

  test('a death and a doubled record reach them with the new status', async () => {
    await registry.bring('families', FAMILIES);
    await registry.bring('persons', PERSONS);
    const before = (await outbox()).length;
    await registry.bring('civil', CIVIL);
    const told = (await outbox()).slice(before).map(({ payload }) => [payload['sourceId'], payload['matchStatus']]);
    expect(told.sort()).toEqual([
      ['I-1', 'PADAN'],
      ['I-2', 'MENINGGAL'],
      ['I-3', 'TIDAK_PADAN'],
    ]);
    await registry.bring(
      'civil',
      CIVIL.map((row) => ({ ...row, snapshot: 'DUKCAPIL-2026-10' })),
    );
    expect(await outbox()).toHaveLength(before + 3);
  });

  test('a family that moves takes its members along', async () => {
    await registry.bring('families', FAMILIES);
    await registry.bring('persons', PERSONS);
    const before = (await outbox()).length;
    await registry.bring('families', [{ kodeWilayah: '3204052002' }, FAMILIES[1] ?? {}]);
    const told = (await outbox()).slice(before);
    expect(told.map(({ payload }) => [payload['sourceId'], payload['regionCode']]).sort()).toEqual([
      ['I-1', '3204052002'],
      ['I-2', '3204052002'],
      ['K-1', '3204052002'],
    ]);
  });
});

describe('snapshots', () => {
  test('a family keeps its desil of every snapshot', async () => {
    await registry.bring('families', [{ desil: '3' }]);
    await registry.bring('families', [{ desil: '5', snapshot: 'DTSEN-2026-TW4' }]);
    expect(await registry.rows('SELECT snapshot, desil FROM desil_history ORDER BY snapshot')).toEqual([
      { snapshot: 'DTSEN-2026-TW3', desil: 3 },
      { snapshot: 'DTSEN-2026-TW4', desil: 5 },
    ]);
    expect(await registry.rows('SELECT desil, desil_snapshot FROM family')).toEqual([
      { desil: 5, desil_snapshot: 'DTSEN-2026-TW4' },
    ]);
  });

  test.each<[string, Cells[]]>([
    ['SNAPSHOT_OLDER', [{ snapshot: 'DTSEN-2026-TW2' }]],
    ['SNAPSHOT_INVALID', [{ snapshot: 'TW3' }]],
    ['SNAPSHOT_MIXED', [{}, { idKeluarga: 'K-2', snapshot: 'DTSEN-2026-TW4' }]],
  ])('%s is refused and changes nothing', async (code, rows) => {
    await registry.bring('families', [{}]);
    const before = await registry.rows(REGISTRY_STATE);
    await expect(registry.bring('families', rows)).rejects.toMatchObject({ code });
    expect(await registry.rows(REGISTRY_STATE)).toEqual(before);
  });
});

describe('a file that is not what it should be', () => {
  const good = registryText('persons', PERSONS);
  const lines = good.split('\n');
  const latin1 = Buffer.from(good.replace('Gedun', 'Gédun'), 'latin1');
  const utf16 = Buffer.from(good, 'utf16le');

  test.each<[string, string, string | Buffer, object]>([
    ['ENCODING_INVALID', 'another encoding', latin1, { row: 4 }],
    ['ENCODING_INVALID', 'UTF-16', utf16, { row: 1 }],
    ['ENCODING_INVALID', 'a NUL byte', good.replace('Balomi', 'Bal\u0000mi'), { row: 2 }],
    ['ROW_RAGGED', 'a missing cell', good.replace('I-3,K-2', 'I-3'), { row: 4, found: 22, expected: 23 }],
    ['QUOTE_BROKEN', 'a quote that stays open', `${good.trimEnd()}\n"`, { row: 5 }],
    ['QUOTE_BROKEN', 'text after a quote', good.replace('"Jl. Contoh 1, RT 001"', '"Jl. Contoh 1"x'), { row: 2 }],
    ['FIELD_TOO_LARGE', 'a cell of 10 MB', good.replace('Balomi', 'B'.repeat(10_000_000)), { row: 2 }],
    [
      'FIELD_TOO_LARGE',
      'a quoted cell of 10 MB',
      good.replace('Balomi Kelora', `"${'B\n'.repeat(5_000_000)}"`),
      { row: 2 },
    ],
    ['COLUMN_DUPLICATE', 'a column twice', good.replace('tanpaKtp', 'nik'), { columns: ['nik'] }],
    ['COLUMN_MISSING', 'a missing column', good.replace('tanpaKtp', 'tanpa_ktp'), { columns: ['tanpaKtp'] }],
    ['COLUMN_UNKNOWN', 'an unknown column', lines.map((line) => line && `${line},x`).join('\n'), { columns: ['x'] }],
    ['LAYOUT_UNKNOWN', 'another kind of file', 'nama,alamat\nA,B\n', {}],
    ['LAYOUT_UNKNOWN', 'a file without a header', lines.slice(1).join('\n'), {}],
    ['FILE_EMPTY', 'nothing', '', {}],
    ['FILE_EMPTY', 'a header alone', `${lines[0] ?? ''}\n`, {}],
  ])('%s: %s', async (code, _, text, details) => {
    await registry.bring('families', FAMILIES);
    const before = await registry.rows(REGISTRY_STATE);
    const failure: unknown = await registry.bring('persons', text).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code, details });
    for (const { nama, nik } of [...PERSONS, SOUND.persons]) {
      for (const secret of [nama, nik]) if (secret) expect(JSON.stringify(failure)).not.toContain(secret);
    }
    expect(await registry.rows(REGISTRY_STATE)).toEqual(before);
    expect((await registry.bring('persons', good)).changed).toBe(3);
  });

  test('FILE_UNREADABLE: no such file, and a folder', async () => {
    const { database, cipher, folder } = registry;
    for (const source of [join(folder, 'nothing.csv'), folder]) {
      const options = { source, layouts: [], cipher, database: () => Promise.resolve(database) };
      await expect(importFile(options)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
    }
  });

  test('a BOM, CRLF and quoted line breaks are no fault', async () => {
    await registry.bring('families', FAMILIES);
    const text = `\uFEFF${good.replace('Gedun, Tuti', 'Gedun\nTuti').replaceAll('\n', '\r\n')}`;
    expect(await registry.bring('persons', text)).toMatchObject({ accepted: 3, quarantined: [] });
  });
});

describe('one import at a time', () => {
  test('a second import of the same layout is refused while the first runs', async () => {
    const held = await registry.database.bulk({ subject: 'system:test', role: 'SYSTEM' }, async (connection) => {
      await connection.query(`SELECT pg_advisory_xact_lock(hashtext(current_schema() || ' import of families'))`);
      return registry.bring('families', FAMILIES).catch((error: unknown) => error);
    });
    expect(held).toMatchObject({ code: 'IMPORT_RUNNING' });
    expect((await registry.bring('families', FAMILIES)).changed).toBe(2);
  });
});

describe('quarantine', () => {
  const SECRETS = [...PERSONS, ...FAMILIES, BAD_REGION, SOUND.persons, SOUND.families].flatMap((row) =>
    [row['nik'], row['noKk']].filter((text) => text !== undefined),
  );
  const REJECTED: Cells[] = [
    BROKEN,
    { ...BROKEN, idIndividu: 'I-5', nik: '320405', nama: '' },
    { ...PERSONS[1], idKeluarga: 'K-9' },
  ];

  test('no NIK and no KK number stands in plain text anywhere, quarantine and its file included', async () => {
    const rejects = join(registry.folder, 'rejects.csv');
    await everything();
    await registry.bring('persons', [...PERSONS.slice(0, 1), ...REJECTED], rejects);
    const held = JSON.stringify([
      await registry.rows(REGISTRY_STATE),
      await registry.rows('SELECT report FROM import_run'),
      await readFile(rejects, 'utf8'),
    ]);
    for (const secret of [...SECRETS, BROKEN['nik'] ?? '']) expect(held).not.toContain(secret);
    // Control: the last four digits of the rejected NIK are there, so the rows are.
    expect(held).toContain('****9004');
  });

  test('the file says row, masked identifier, field, rule and reason in words', async () => {
    const rejects = join(registry.folder, 'rejects.csv');
    await registry.bring('families', FAMILIES);
    await registry.bring('persons', [...PERSONS.slice(0, 1), ...REJECTED], rejects);
    expect((await readFile(rejects, 'utf8')).split('\n')).toEqual([
      'row,identifier,field,rule,reason',
      '3,****9004,nik,N2,the NIK holds no date of the calendar',
      '4,****,nama,C1,a cell that must be filled is empty',
      '4,****,nik,N1,a NIK has 16 digits; without one the person must be marked tanpaKtp',
      '5,****9002,idKeluarga,F1,the family is not in the registry',
      '',
    ]);
  });

  test('a steward can open the row, whether the stream or a gate rejected it', async () => {
    await registry.bring('families', FAMILIES);
    await registry.bring('persons', REJECTED);
    const rows = await registry.rows<{ sealed: string }>(
      'SELECT row_sealed AS sealed FROM quarantine ORDER BY row_number',
    );
    const opened = rows.map(({ sealed }) => JSON.parse(registry.cipher.open(sealed)) as Record<string, string>);
    expect(opened.map(({ nik, idIndividu }) => ({ nik, idIndividu }))).toEqual([
      { nik: BROKEN['nik'], idIndividu: 'I-4' },
      { nik: '320405', idIndividu: 'I-5' },
      { nik: PERSONS[1]?.['nik'], idIndividu: 'I-2' },
    ]);
  });

  test('an entry is resolved when the repaired row lands, and comes back when it is broken again', async () => {
    const open = () => registry.rows('SELECT resolved_at IS NULL AS open FROM quarantine');
    await registry.bring('families', FAMILIES);
    await registry.bring('persons', [BROKEN]);
    expect(await open()).toEqual([{ open: true }]);
    await registry.bring('persons', [{ ...BROKEN, nik: '3204051203809004' }]);
    expect(await open()).toEqual([{ open: false }]);
    await registry.bring('persons', [BROKEN]);
    expect(await open()).toEqual([{ open: true }]);
  });

  test('persons of a family that was refused wait, and land with the same file once it is there', async () => {
    await registry.bring('families', [BAD_REGION]);
    const waiting = [{ idKeluarga: 'K-3', noKk: BAD_REGION['noKk'] ?? '' }];
    expect(await registry.bring('persons', waiting)).toMatchObject({ accepted: 0, quarantined: [{ rule: 'F1' }] });
    await registry.bring('families', [{ ...BAD_REGION, kodeWilayah: '3204052001' }]);
    expect(await registry.bring('persons', waiting)).toMatchObject({ accepted: 1, changed: 1, quarantined: [] });
  });

  test('a place for the file that cannot be written stops the import before anything happens', async () => {
    const before = await registry.rows(REGISTRY_STATE);
    const nowhere = join(registry.folder, 'no-such-folder', 'rejects.csv');
    await expect(registry.bring('families', FAMILIES, nowhere)).rejects.toMatchObject({ code: 'NOT_WRITABLE' });
    expect(await registry.rows(REGISTRY_STATE)).toEqual(before);
  });
});
