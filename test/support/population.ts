import type { Client } from 'pg';
import { Random } from '../../platform/demo/nation/random';
import { fillBusinesses } from './business/population';
import { fillGraduations } from './population/graduation';
import { fillLedgers } from './population-ledgers';
import { fillRights, markRestricted } from './population-rights';
import { fillConsents } from './population/consents';
import { fillCorrections } from './population/corrections';
import { fillAccounts, fillAgreements, fillBoards } from './population/partners';
import { fillReferrals } from './population/referrals';
import { fillVacancySteps } from './population/vacancies';
import type { PartnerAccount } from './population/partners';
import { fillSeekers } from './population/seekers';
import { fillSentra } from './population/sentra';
import { fillCompliance, fillStageRuns } from './population/stages';
import { fillInsights } from './population/insights';
import { fillRegisters } from './population/registers';

/** Villages of two districts of a regency, of its neighbour, and of another province, each with every level above it. */
const VILLAGES = ['3204052001', '3204052002', '3204061001', '3205012001', '3301012001'] as const;
/** Places a jurisdiction may name; some have nobody. */
export const PLACES = [
  ...new Set(VILLAGES.flatMap((code) => [code, code.slice(0, 6), code.slice(0, 4), code.slice(0, 2)])),
  '3206',
  '5101',
];
export const PROGRAMS = ['PKH', 'SEMBAKO', 'PENA', 'KUBE', 'PROKUS'] as const;
const COMPONENTS = [
  'IBU_HAMIL_NIFAS',
  'ANAK_USIA_DINI',
  'ANAK_SD',
  'LANJUT_USIA',
  'DISABILITAS_BERAT',
  'KORBAN_HAM_BERAT',
] as const;
const EMPLOYER_STATES = ['APPLIED', 'ACTIVE', 'ACTIVE', 'SUSPENDED', 'EXPIRED'] as const;
const VACANCY_STATES = ['DRAFT', 'PUBLISHED', 'PUBLISHED', 'FILLED', 'CLOSED'] as const;

const FAMILIES = 40;
const EMPLOYERS = 12;

/** Whom viewers may claim to be. */
export interface Population {
  readonly personIds: readonly string[];
  readonly employerIds: readonly string[];
  readonly accounts: readonly PartnerAccount[];
}

type Row = Readonly<Record<string, unknown>>;

/**
 * Fills every table of every schema with a small random population, as administrator: families in several places with members
 * of all ages, merged records, flags and enrolments that do not always agree, candidates within and across jurisdictions,
 * employers and vacancies in all states.
 */
export async function fillPopulation(admin: Client, seed = 1): Promise<Population> {
  const random = new Random(seed, 'population');
  const uuid = uuids(random);
  const families = Array.from({ length: FAMILIES }, () => familyOf(random, uuid));
  const persons = families.flatMap((family) => membersOf(random, uuid, family));
  markMerged(random, persons);
  markRestricted(random, persons);
  const employers = Array.from({ length: EMPLOYERS }, () => employerOf(random, uuid));
  await insert(admin, 'beneficiaries.region', PLACES.map(regionOf));
  await insert(admin, 'beneficiaries.family', families);
  await insert(admin, 'beneficiaries.person', persons);
  await fillRegistry(admin, random, uuid, families, persons);
  await fillRights(admin, random, uuid, persons);
  await fillPrograms(admin, random, uuid, families, persons);
  await fillSentra(admin, random, uuid, persons);
  await fillEmployers(admin, random, uuid, employers);
  const accounts = await fillAccounts(admin, uuid, employers);
  await fillAgreements(admin, uuid, employers);
  await fillBoards(admin);
  await fillReferrals(admin, uuid, persons);
  await fillVacancySteps(admin, uuid);
  await fillSeekers(admin, random, uuid, persons);
  await fillCorrections(admin, random, uuid, { families, persons });
  await fillRegisters(admin, random, uuid, VILLAGES);
  await fillConsents(admin, random, uuid, { persons, employerIds: employers.map(({ id }) => id) });
  for (const schema of ['beneficiaries', 'programs', 'employers']) await fillPlatformTables(admin, schema, uuid);
  await fillLedgers(admin, uuid);
  await fillInsights(admin);
  return { personIds: persons.map(({ id }) => id), employerIds: employers.map(({ id }) => id), accounts };
}

/** Ids drawn one after the other. */
export type Uuids = () => string;

function uuids(random: Random): Uuids {
  const digits = (length: number) => Array.from({ length }, () => random.int(0, 15).toString(16)).join('');
  return () => `${digits(8)}-${digits(4)}-4${digits(3)}-8${digits(3)}-${digits(12)}`;
}

interface FamilyRow extends Row {
  readonly id: string;
  readonly region_code: string;
  readonly kpm_flags: readonly string[];
}

function familyOf(random: Random, uuid: Uuids): FamilyRow {
  const id = uuid();
  return {
    id,
    source_id: id,
    kk_sealed: 'sealed',
    kk_index: id,
    region_code: random.pick(VILLAGES),
    desil: random.int(1, 10),
    desil_snapshot: 'DTSEN-2026-TW3',
    kpm_flags: PROGRAMS.filter(() => random.chance(0.3)),
    confirmed_on: '2026-09-01',
    version: 1,
  };
}

export interface PersonRow extends Row {
  readonly id: string;
  readonly family_id: string;
  readonly region_code: string;
  merged_into: string | null;
  restricted_at: string | null;
  erased_at: string | null;
}

function membersOf(random: Random, uuid: Uuids, family: FamilyRow): PersonRow[] {
  return Array.from({ length: random.int(1, 4) }, (_, index) => {
    const id = uuid();
    return {
      id,
      source_id: id,
      family_id: family.id,
      // A member's address may be another than the family's.
      region_code: random.chance(0.9) ? family.region_code : random.pick(VILLAGES),
      nik_index: id,
      identity_status: 'DOCUMENTED',
      full_name: `Warga ${id}`,
      search_name: `warga ${id}`,
      birth_date: random.chance(0.4) ? `${random.int(2010, 2025)}-03-01` : `${random.int(1940, 2005)}-03-01`,
      sex: 'FEMALE',
      family_role: index === 0 ? 'HEAD' : random.pick(['SPOUSE', 'CHILD', 'CHILD', 'PARENT']),
      marital_status: 'MARRIED',
      business_count: 0,
      disabilities: [],
      chronic_illnesses: [],
      pregnant: false,
      match_status: 'PADAN',
      data_source: 'DTSEN',
      confirmed_on: '2026-09-01',
      merged_into: null,
      restricted_at: null,
      erased_at: null,
      version: 1,
    };
  });
}

function markMerged(random: Random, persons: readonly PersonRow[]): void {
  for (const person of persons) {
    const other = random.pick(persons);
    if (random.chance(0.3) && other.id !== person.id) person.merged_into = other.id;
  }
}

function regionOf(code: string): Row {
  const level = { 2: 'PROVINCE', 4: 'REGENCY', 6: 'DISTRICT', 10: 'VILLAGE' }[code.length];
  return { code, level, name: code, valid_from: '2025-01-01' };
}

async function fillRegistry(
  admin: Client,
  random: Random,
  uuid: Uuids,
  families: readonly FamilyRow[],
  persons: readonly PersonRow[],
): Promise<void> {
  const pairs = new Map(
    persons.map((person, index) => {
      // Every second pair lies within a family, so that jurisdictions have some.
      const other = index % 2 === 0 ? random.pick(persons) : (persons[index - 1] ?? person);
      const [left, right] = [person.id, other.id].sort();
      return [`${left}${right}`, { id: uuid(), left_id: left, right_id: right }] as const;
    }),
  );
  const candidates = [...pairs.values()]
    .filter(({ left_id, right_id }) => left_id !== right_id)
    .map((pair) => ({
      ...pair,
      kind: 'NEAR',
      score: 90,
      reasons: [],
      evidence: 'e',
      status: random.pick(['OPEN', 'SAME', 'DIFFERENT', 'MERGED']),
    }));
  await insert(
    admin,
    'beneficiaries.desil_history',
    families.map(({ id }) => ({ family_id: id, snapshot: 'DTSEN-2026-TW3', desil: 1 })),
  );
  await insert(
    admin,
    'beneficiaries.nik_holder',
    persons.map(({ id }) => ({ nik_index: id, person_id: id })),
  );
  await insert(admin, 'beneficiaries.duplicate_candidate', candidates);
  await insert(
    admin,
    'beneficiaries.duplicate_event',
    candidates.map(({ id }) => ({ candidate_id: id, event: 'FOUND', to_status: 'OPEN', subject: 's', role: 'SYSTEM' })),
  );
  await insert(
    admin,
    'beneficiaries.merge_log',
    candidates.map(({ id, left_id, right_id }) => ({
      candidate_id: id,
      kept_id: left_id,
      merged_id: right_id,
      before_image: {},
      after_image: {},
      merged_by: 's',
      merged_by_role: 'DATA_STEWARD',
    })),
  );
  const [first] = persons;
  await insert(admin, 'beneficiaries.finding', [
    { subject_id: first?.id, subject: 'PERSON', rule: 'F4', found_on: '2026-09-01' },
  ]);
  await insert(admin, 'beneficiaries.civil_match', [
    { person_id: first?.id, status: 'ACTIVE', name_similarity: 1, same_birth_date: true, extract: 'x' },
  ]);
  await insert(admin, 'beneficiaries.civil_family', [{ kk_index: 'x', members: 1 }]);
  await insert(admin, 'beneficiaries.review', [{ kind: 'DECEASED', person_id: first?.id }]);
  await insert(admin, 'beneficiaries.client_key', [{ subject: 'someone', key: 'k-00000001', input_hash: 'h' }]);
  await admin.query(`INSERT INTO beneficiaries.district_integrity VALUES ('320405', 'x', 1, 1, 1, 0, 0, 1, 1, 90)`);
}

async function fillPrograms(
  admin: Client,
  random: Random,
  uuid: Uuids,
  families: readonly FamilyRow[],
  persons: readonly PersonRow[],
): Promise<void> {
  const enrolments = families.flatMap((family) =>
    PROGRAMS.filter(() => random.chance(0.4)).map((program_code) => {
      const id = uuid();
      const members = persons.filter(({ family_id }) => family_id === family.id);
      const manager_id = random.pick(members).id;
      return {
        id,
        source_id: id,
        family_id: family.id,
        region_code: family.region_code,
        manager_id,
        program_code,
        status: 'ACTIVE',
        file_status: 'ACTIVE',
        started_on: '2025-01-01',
      };
    }),
  );
  await insert(
    admin,
    'programs.family_ref',
    families.map(({ id, region_code, desil, kpm_flags }) => ({ id, source_id: id, region_code, desil, kpm_flags })),
  );
  await insert(
    admin,
    'programs.person_ref',
    persons.map(({ id, family_id, region_code, restricted_at }) => ({
      id,
      source_id: id,
      family_id,
      region_code,
      match_status: 'PADAN',
      restricted: restricted_at !== null,
    })),
  );
  await insert(admin, 'programs.enrolment', enrolments);
  await insert(
    admin,
    'programs.enrolment_component',
    enrolments.flatMap(({ id, family_id }) =>
      persons
        .filter((person) => person.family_id === family_id)
        .map((person) => ({
          id: uuid(),
          enrolment_id: id,
          person_id: person.id,
          component: random.pick(COMPONENTS),
          started_on: '2025-01-01',
        })),
    ),
  );
  await insert(
    admin,
    'programs.payment',
    enrolments.map(({ id }) => ({
      id: uuid(),
      source_id: uuid(),
      enrolment_id: id,
      period: '2026-T1',
      year: 2026,
      amount: 1,
      status: 'PLANNED',
      disburser: 'BRI',
      status_on: '2026-01-01',
    })),
  );
  await fillStageRuns(admin, uuid, PROGRAMS);
  await fillCompliance(admin, uuid, enrolments);
  await fillBusinesses(admin, random, uuid, families, persons);
  await fillGraduations(admin, new Random(enrolments.length, 'graduations'), uuid, enrolments);
  await insert(admin, 'programs.client_key', [{ subject: 'someone', key: 'k-00000001', input_hash: 'h' }]);
  await insert(admin, 'programs.transition_event', [
    {
      machine: 'enrolment',
      entity_id: uuid(),
      event: 'E',
      from_status: 'A',
      to_status: 'B',
      actor: 's',
      actor_role: 'SYSTEM',
    },
  ]);
}

interface EmployerRow extends Row {
  readonly id: string;
  readonly status: string;
}

function employerOf(random: Random, uuid: Uuids): EmployerRow {
  const id = uuid();
  return {
    id,
    source_id: id,
    name: id,
    type: 'SWASTA',
    regency_codes: ['3204', '3205', '3206', '3301'].filter(() => random.chance(0.4)),
    status: random.pick(EMPLOYER_STATES),
    snapshot: 'x',
  };
}

async function fillEmployers(
  admin: Client,
  random: Random,
  uuid: Uuids,
  employers: readonly EmployerRow[],
): Promise<void> {
  const vacancies = employers.flatMap(({ id, status }) =>
    Array.from({ length: 5 }, () => ({
      id: uuid(),
      source_id: uuid(),
      employer_id: id,
      employer_status: status,
      title: 't',
      kbji_code: '1',
      regency_code: random.pick(['3204', '3205', '3206', '3301']),
      work_mode: 'ONSITE',
      contract_type: 'PKWT',
      wage_min: 1,
      shift: false,
      reserved_for_disability: false,
      seats: 1,
      open_until: '2027-01-01',
      status: random.pick(VACANCY_STATES),
      snapshot: 'x',
    })),
  );
  await insert(admin, 'employers.employer', employers);
  await insert(
    admin,
    'employers.quota_report',
    employers.map(({ id }) => ({ employer_id: id, period: '2025-S2', headcount: 10, disabled_headcount: 0 })),
  );
  await insert(admin, 'employers.vacancy', vacancies);
}

/** The tables every schema of a registry has. */
async function fillPlatformTables(admin: Client, schema: string, uuid: Uuids): Promise<void> {
  await admin.query(`
    INSERT INTO ${schema}.outbox (topic, entity_id, payload) VALUES ('t', '${uuid()}', '{}');
    INSERT INTO ${schema}.relay_position VALUES ('m', '0', 0, now());
    INSERT INTO ${schema}.import_run VALUES ('${uuid()}', 'l', 's', 'f', 'h', 1, 1, 1, 0, '{}', now(), 1);
    INSERT INTO ${schema}.quarantine (layout, fingerprint, run_id, snapshot, row_number, identifier, rule, field, reason, row_sealed)
      VALUES ('l', 'f', '${uuid()}', 's', 1, 'i', 'r', 'f', 'r', 's')`);
}

/** Rows as they are given, in columns of the same names. */
export async function insert(admin: Client, table: string, rows: readonly Row[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {}).join(', ');
  await admin.query(
    `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::${table}, $1)`,
    [JSON.stringify(rows)],
  );
}
