import { createFieldCipher } from '../../shared/database';
import type { TestPlatform } from './platform';
import { asAdmin } from './database';

/** A family to put into the registry; what is left out gets a harmless value. */
export interface TestFamily {
  readonly key: string;
  readonly region?: string;
  readonly desil?: number;
  readonly kpmFlags?: readonly string[];
  readonly members?: readonly TestMember[];
}

export interface TestMember {
  readonly key: string;
  readonly name?: string;
  readonly nik?: string;
  readonly birthDate?: string;
  readonly role?: string;
  readonly disabilities?: readonly string[];
}

/** The ids the platform knows test people by. */
export interface TestIds {
  family(key: string): string;
  person(key: string): string;
}

/** Writes families and members straight into the registry's tables, for tests that need to know every row. */
export async function addFamilies(
  platform: Pick<TestPlatform, 'database'>,
  families: readonly TestFamily[],
): Promise<TestIds> {
  const cipher = createFieldCipher(platform.database.config.keys);
  const ids: TestIds = {
    family: (key) => cipher.publicId('family', key),
    person: (key) => cipher.publicId('person', key),
  };
  const familyRows = families.map(({ key, region = '3204052001', desil = 1, kpmFlags = [] }) => ({
    id: ids.family(key),
    source_id: key,
    kk_sealed: cipher.seal('3204050101209001'),
    kk_index: cipher.index('kk', key),
    region_code: region,
    address: 'Jalan Contoh 1',
    asset_car: 1,
    desil,
    desil_snapshot: 'DTSEN-2026-TW3',
    kpm_flags: kpmFlags,
    confirmed_on: '2026-09-01',
    version: 1,
  }));
  const personRows = families.flatMap(({ key: family, region = '3204052001', members = [] }) =>
    members.map((member) => ({
      id: ids.person(member.key),
      source_id: member.key,
      family_id: ids.family(family),
      region_code: region,
      nik_sealed: cipher.seal(member.nik ?? '3204050101809001'),
      nik_index: cipher.index('nik', member.nik ?? member.key),
      identity_status: 'DOCUMENTED',
      full_name: member.name ?? `Warga ${member.key}`,
      search_name: (member.name ?? `warga ${member.key}`).toLowerCase(),
      birth_date: member.birthDate ?? '1980-01-01',
      sex: 'FEMALE',
      address: 'Jalan Contoh 1',
      phone: '+62 000 1234 5678',
      family_role: member.role ?? 'HEAD',
      marital_status: 'MARRIED',
      business_count: 0,
      disabilities: member.disabilities ?? [],
      chronic_illnesses: [],
      pregnant: false,
      match_status: 'PADAN',
      data_source: 'DTSEN',
      confirmed_on: '2026-09-01',
      version: 1,
    })),
  );
  await asAdmin(async (client) => {
    const insert = async (table: string, rows: readonly object[]) => {
      const names = Object.keys(rows[0] ?? {}).join(', ');
      if (names === '') return;
      await client.query(
        `INSERT INTO beneficiaries.${table} (${names}) SELECT ${names} FROM json_populate_recordset(NULL::beneficiaries.${table}, $1)`,
        [JSON.stringify(rows)],
      );
    };
    await insert('family', familyRows);
    await insert('person', personRows);
  }, platform.database.adminUrl);
  return ids;
}

/** Names for the places test families live in. */
export async function addRegions(platform: TestPlatform): Promise<void> {
  const regions = [
    ['32', 'PROVINCE', 'Jawa Barat', null],
    ['3204', 'REGENCY', 'Kabupaten Bandung', '32'],
    ['320405', 'DISTRICT', 'Cileunyi', '3204'],
    ['3204052001', 'VILLAGE', 'Cileunyi Kulon', '320405'],
    ['3205', 'REGENCY', 'Kabupaten Garut', '32'],
  ];
  await asAdmin(async (client) => {
    for (const [code, level, name, parent] of regions) {
      await client.query(
        `INSERT INTO beneficiaries.region (code, level, name, parent_code, valid_from) VALUES ($1, $2, $3, $4, '2025-01-01')`,
        [code, level, name, parent],
      );
    }
  }, platform.database.adminUrl);
}
