import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getParts } from '../../platform/catalogue';
import { openDatabaseOf } from '../../platform/subgraphs';
import { createFieldCipher } from '../../shared/database';
import type { Database, FieldCipher } from '../../shared/database';
import { importFile } from '../../shared/intake';
import type { ImportReport } from '../../shared/intake';
import { publishFamilies, publishPersons } from '../../subgraphs/beneficiaries/intake/publish';
import { asAdmin, openEmptyDatabase } from './database';
import type { TestDatabase } from './database';

/** A row of a registry file by column; what is left out gets a harmless value. */
export type Cells = Readonly<Record<string, string>>;
export type RegistryFile = 'families' | 'persons' | 'civil';

const SNAPSHOT = 'DTSEN-2026-TW3';
const KK = '3204050101209001';
const ZEROS = `asetTabungGas asetKulkas asetAc asetPemanasAir asetTelepon asetTv asetEmasGram asetLaptop asetSepeda asetMotor
  asetMobil asetPerahu asetSmartphone asetLahanHa asetRumahLain ternakSapi ternakKerbau ternakKuda ternakKambing`;

/** A family, a person and an entry of the civil registry without any defect, in village 3204052001. */
export const SOUND: Readonly<Record<RegistryFile, Cells>> = {
  families: {
    ...{ snapshot: SNAPSHOT, idKeluarga: 'K-1', noKk: KK, idKepalaKeluarga: 'I-1', kodeWilayah: '3204052001' },
    ...{ alamat: 'Jl. Contoh 1, RT 001', lintang: '-6.93', bujur: '107.75', keluargaDalamRumah: '1' },
    ...{ statusKepemilikanRumah: '1', jenisLantai: '1', jenisDinding: '1', jenisAtap: '1', sumberAirMinum: '1' },
    ...{ sumberPenerangan: '1', dayaTerpasang: '450', bahanBakarMemasak: '3', fasilitasBab: '1', kloset: '1' },
    ...{ pembuanganTinja: '1', ...Object.fromEntries(ZEROS.split(/\s+/).map((column) => [column, '0'])) },
    ...{ desil: '2', kpmFlags: 'PKH|SEMBAKO', dimutakhirkanPada: '2026-05-05' },
  },
  persons: {
    ...{ snapshot: SNAPSHOT, idIndividu: 'I-1', idKeluarga: 'K-1', nik: '3204051203809001', tanpaKtp: '0', noKk: KK },
    ...{ nama: 'Balomi Kelora', tanggalLahir: '1980-03-12', jenisKelamin: '1', alamatDomisili: 'Jl. Contoh 1, RT 001' },
    ...{ nomorTelepon: '+62 000 1234 5678', statusHubunganKeluarga: '1', statusKawin: '2', partisipasiSekolah: '3' },
    ...{ ijazahTertinggi: '7', statusPekerjaan: '4', lapanganUsaha: 'A', jumlahUsaha: '0', penyandangDisabilitas: '' },
    ...{ penyakitKronis: '', ibuHamil: '0', sumberData: 'DTSEN', dimutakhirkanPada: '2026-05-05' },
  },
  civil: {
    ...{ snapshot: 'DUKCAPIL-2026-09', nik: '3204051203809001', noKk: KK, nama: 'Balomi Kelora' },
    ...{ tanggalLahir: '1980-03-12', jenisKelamin: '1', kodeWilayah: '3204052001', statusCapil: 'ACTIVE' },
    ...{ tanggalPeristiwa: '' },
  },
};

/** The text of a registry file. */
export function registryText(file: RegistryFile, rows: readonly Cells[]): string {
  const columns = Object.keys(SOUND[file]);
  const line = (row: Cells) => columns.map((column) => quoted(row[column] ?? SOUND[file][column] ?? '')).join(',');
  return [columns.join(','), ...rows.map(line), ''].join('\n');
}

function quoted(cell: string): string {
  return /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** A registry with a handful of places and nothing else, and the files a test gives it. */
export interface TestRegistry {
  readonly test: TestDatabase;
  readonly database: Database;
  readonly cipher: FieldCipher;
  readonly folder: string;
  /** Imports rows, or the text of a whole file. */
  bring(file: RegistryFile, content: readonly Cells[] | string | Buffer, rejects?: string): Promise<ImportReport>;
  /** Reads as the administrator, with the schema on the search path. */
  rows<Row extends object>(sql: string): Promise<Row[]>;
  /** Tells other subgraphs of everybody, as a write does of those it changes. */
  publish(): Promise<void>;
  /** Empties everything but the places. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

export async function openTestRegistry(): Promise<TestRegistry> {
  const folder = await mkdtemp(join(tmpdir(), 'berdaya-registry-'));
  const test = await openEmptyDatabase();
  const parts = getParts('beneficiaries');
  const database = await openDatabaseOf(parts, test.adminUrl, test.config);
  const cipher = createFieldCipher(test.config.keys);
  const rows = <Row extends object>(sql: string) =>
    asAdmin(async (client) => {
      await client.query('SET search_path = beneficiaries, extensions');
      return (await client.query<Row>(sql)).rows;
    }, test.adminUrl);
  await rows(PLACES);
  return {
    ...{ test, database, cipher, folder, rows },
    async bring(file, content, rejects) {
      const source = join(folder, `${file}.csv`);
      await writeFile(source, Array.isArray(content) ? registryText(file, content) : (content as string | Buffer));
      const options = { source, layouts: parts.layouts, cipher, database: () => Promise.resolve(database) };
      return importFile({ ...options, rejects: rejects === undefined ? undefined : () => rejects });
    },
    async publish() {
      await rows(publishFamilies('SELECT id FROM family'));
      await rows(publishPersons('SELECT id FROM person'));
    },
    async clear() {
      await rows(`TRUNCATE person, family, desil_history, nik_holder, outbox, import_run, quarantine, finding, civil_match,
        civil_family, review, district_integrity CASCADE`);
    },
    async close() {
      await database.close();
      await test.drop();
      await rm(folder, { recursive: true });
    },
  };
}

const PLACES = `INSERT INTO region (code, level, name, parent_code, valid_from, valid_to) VALUES
  ('32', 'PROVINCE', 'Jawa Barat', NULL, '2025-01-01', NULL), ('3204', 'REGENCY', 'Bandung', '32', '2025-01-01', NULL),
  ('320405', 'DISTRICT', 'Cileunyi', '3204', '2025-01-01', NULL),
  ('3204052001', 'VILLAGE', 'Cileunyi Kulon', '320405', '2025-01-01', NULL),
  ('3204052002', 'VILLAGE', 'Cileunyi Wetan', '320405', '2025-01-01', NULL),
  ('3204052009', 'VILLAGE', 'Desa yang dihapus', '320405', '2025-01-01', '2026-01-01'),
  ('3205', 'REGENCY', 'Garut', '32', '2025-01-01', NULL), ('320501', 'DISTRICT', 'Garut Kota', '3205', '2025-01-01', NULL)`;

/** Everything a registry holds but places and the log of runs, with the transaction that wrote each row: equal only if untouched. */
export const REGISTRY_STATE = [
  ...['family', 'person', 'desil_history', 'nik_holder', 'outbox', 'quarantine', 'finding', 'civil_match'],
  ...['civil_family', 'review', 'district_integrity'],
]
  .map((table) => `SELECT '${table}' AS t, x.xmin::text AS written, to_jsonb(x) AS row FROM ${table} x`)
  .join(' UNION ALL ')
  .concat(' ORDER BY t, row');
