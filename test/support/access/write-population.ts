import type { Client } from 'pg';
import { createFieldCipher } from '../../../shared/database';
import { asAdmin } from '../database';
import type { TestDatabase } from '../database';
import type { Population } from './population';
import { VILLAGES } from './population';

/** Writes a population straight into the tables of the registry and of the programs, with the places it lives in. */
export async function writePopulation(database: TestDatabase, population: Population): Promise<void> {
  const { families, persons, enrolments, components, cases } = population;
  const cipher = createFieldCipher(database.config.keys);
  await asAdmin(async (client) => {
    const registry = (table: string, rows: readonly object[]) => insert(client, `beneficiaries.${table}`, rows);
    const programs = (table: string, rows: readonly object[]) => insert(client, `programs.${table}`, rows);
    await registry('region', regionRows());
    await registry(
      'family',
      families.map((family) => familyRow(family, cipher)),
    );
    await registry(
      'desil_history',
      families.flatMap(({ id, history }) => history.map((entry) => ({ family_id: id, ...entry }))),
    );
    await registry(
      'person',
      persons.map((person) => personRow(person, cipher)),
    );
    await registry(
      'case_ref',
      cases.map(({ id, personId, sentraId, isOpen }) => ({
        case_id: id,
        person_id: personId,
        sentra_id: sentraId,
        open: isOpen,
      })),
    );
    await programs(
      'family_ref',
      families.map(({ id, regionCode, desil, kpmFlags }) => ({
        id,
        source_id: id,
        region_code: regionCode,
        desil,
        kpm_flags: kpmFlags,
      })),
    );
    await programs(
      'person_ref',
      persons.map(({ id, familyId, regionCode, matchStatus }) => ({
        id,
        source_id: id,
        family_id: familyId,
        region_code: regionCode,
        match_status: matchStatus,
      })),
    );
    await programs(
      'enrolment',
      enrolments.map((enrolment) => ({
        ...enrolmentRow(enrolment, cipher),
        region_code: families.find(({ id }) => id === enrolment.familyId)?.regionCode,
      })),
    );
    await programs(
      'enrolment_component',
      components.map(({ id, enrolmentId, personId, component, startedOn }) => ({
        id,
        enrolment_id: enrolmentId,
        person_id: personId,
        component,
        started_on: startedOn,
      })),
    );
  }, database.adminUrl);
}

/** Inserts rows as they are; columns are those of the first. */
export async function insert(client: Client, table: string, rows: readonly object[]): Promise<void> {
  const names = Object.keys(rows[0] ?? {}).join(', ');
  if (names === '') return;
  await client.query(
    `INSERT INTO ${table} (${names}) SELECT ${names} FROM json_populate_recordset(NULL::${table}, $1)`,
    [JSON.stringify(rows)],
  );
}

type Cipher = ReturnType<typeof createFieldCipher>;

function regionRows(): object[] {
  const levels = [
    [2, 'PROVINCE'],
    [4, 'REGENCY'],
    [6, 'DISTRICT'],
    [10, 'VILLAGE'],
  ] as const;
  const rows = new Map<string, object>();
  for (const village of VILLAGES) {
    for (const [index, [length, level]] of levels.entries()) {
      const code = village.slice(0, length);
      const parent = levels[index - 1];
      rows.set(code, {
        code,
        level,
        name: `Tempat ${code}`,
        parent_code: parent ? village.slice(0, parent[0]) : null,
        bps_code: `B${code}`,
        valid_from: '2025-01-01',
        valid_to: '2030-01-01',
      });
    }
  }
  return [...rows.values()];
}

function familyRow(family: Population['families'][number], cipher: Cipher): object {
  return {
    id: family.id,
    source_id: family.id,
    kk_sealed: cipher.seal(family.kkNumber),
    kk_index: cipher.index('kk', family.kkNumber),
    head_id: family.headId,
    region_code: family.regionCode,
    address: family.address,
    latitude: family.latitude,
    longitude: family.longitude,
    desil: family.desil,
    desil_snapshot: family.desilSnapshot,
    kpm_flags: family.kpmFlags,
    confirmed_on: family.confirmedOn,
    integrity_score: family.integrityScore,
    asset_car: family.car,
    roof_material: family.roofMaterial,
    version: 1,
  };
}

function personRow(person: Population['persons'][number], cipher: Cipher): object {
  return {
    id: person.id,
    source_id: person.id,
    family_id: person.familyId,
    region_code: person.regionCode,
    nik_sealed: person.nik === null ? null : cipher.seal(person.nik),
    nik_index: person.nik === null ? null : cipher.index('nik', person.nik),
    identity_status: person.identityStatus,
    full_name: person.fullName,
    search_name: person.fullName.toLowerCase(),
    birth_date: person.birthDate,
    sex: person.sex,
    address: person.address,
    phone: person.phone,
    family_role: person.familyRole,
    marital_status: person.maritalStatus,
    schooling: person.schooling,
    highest_diploma: person.highestDiploma,
    work_status: person.workStatus,
    business_sector: person.businessSector,
    business_count: person.businessCount,
    disabilities: person.disabilities,
    chronic_illnesses: person.chronicIllnesses,
    pregnant: person.pregnant,
    match_status: person.matchStatus,
    matched_on: person.matchedOn,
    data_source: person.dataSource,
    confirmed_on: person.confirmedOn,
    merged_into: person.mergedInto,
    version: 1,
  };
}

function enrolmentRow(enrolment: Population['enrolments'][number], cipher: Cipher): object {
  return {
    id: enrolment.id,
    source_id: enrolment.id,
    family_id: enrolment.familyId,
    manager_id: enrolment.managerId,
    program_code: enrolment.programCode,
    status: enrolment.status,
    reason: enrolment.reason,
    started_on: enrolment.startedOn,
    ended_on: enrolment.endedOn,
    card_sealed: cipher.seal(enrolment.cardNumber),
    file_status: enrolment.status,
    version: 1,
  };
}
