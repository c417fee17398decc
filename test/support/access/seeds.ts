import type { Client } from 'pg';
import {
  EMPLOYERS,
  VACANCIES,
  employerId,
  partnersSql,
  vacancyId,
} from '../../../subgraphs/employers/testing/partners';
import { ReviewQueue } from '../../../subgraphs/beneficiaries/duplicate/duplicate.fixture';
import { demoIdentities } from '../../../platform/demo/identities';
import { createFieldCipher } from '../../../shared/database';
import type { Role, Viewer } from '../../../shared/viewer';
import { BUSINESS_ROWS, plantBusinesses } from '../business/seeds';
import { asAdmin } from '../database';
import { addAccounts } from '../partner-accounts';
import { viewerOf } from '../platform';
import type { TestPlatform } from '../platform';
import { drawPopulation } from './population';
import type { Population } from './population';
import type { ArgumentSeed } from './paths';
import { plantCandidate, refOf } from './candidate-rows';
import { CONSENT_IDS, plantConsents } from './consent-seeds';
import { CORRECTIONS, plantCorrections } from './correction-seeds';
import { CALL_IDS } from './reach';
import { GRADUATION_IDS, plantGraduations } from './graduations';
import { plantHistories } from './histories';
import { plantPartners } from './partner-rows';
import { REFERRAL_IDS, plantReferrals } from './referral-rows';
import { plantStages } from './stage-rows';
import { REGISTERS, plantRegisters } from './register-seeds';
import { DEVICE_IDS, NEED_IDS, plantDevices } from './device-rows';
import { FAIR_QUARTER, STAY_FRESH, plantSeekers } from './seeker-rows';
import { CASE_IDS, plantCases } from './sentra-rows';
import { SEEDED_TABLE } from './stat-rows';
import { insert, writePopulation } from './write-population';

/** Rows of every type, all within reach of every role that reads such rows at all, and rows beyond the reach of each. */
export interface Seeds {
  readonly population: Population;
  /** Literals for required arguments: the one place to add to when a new root field needs a value. */
  readonly argument: ArgumentSeed;
  viewer(role: Role): Viewer;
  /** Ids of a type: within reach of every role that reads such rows, beyond the reach of all but the whole country. */
  readonly rows: Reach;
  /** The same, with the types no root field finds by id. */
  readonly entities: Reach;
}

/** Ids by type. */
export type Reach = Readonly<Record<string, { readonly near: string; readonly far: string }>>;

/** The first family of the population lives here and takes part in everything. */
const PLACE = '3204052001';
const PROGRAM = 'PKH';

/** Fills an empty platform. */
export async function plantSeeds(platform: TestPlatform): Promise<Seeds> {
  const population = drawPopulation(platform.database, 1, 3);
  await writePopulation(platform.database, population);
  const { families, persons, enrolments } = population;
  const family = first(families);
  const enrolment = first(enrolments);
  const [left, right] = [persons[0], persons[1]].map((person) => person?.id ?? '').sort();
  const far = first(
    families.filter(({ regionCode, kpmFlags }) => regionCode === '5101012001' && kpmFlags.length === 0),
  );
  // Managers see all of their programs: what they see of businesses beyond others’ reach must not be of the same family.
  const neighbour = first(families.filter(({ id, regionCode }) => regionCode === far.regionCode && id !== far.id));
  const [candidate, farCandidate] = ['00000005-0000-8000-8000-000000000001', '00000005-0000-8000-8000-000000000002'];
  const farEnrolment = first(
    enrolments.filter(
      ({ familyId, programCode }) =>
        familyId !== family.id &&
        programCode === 'PROKUS' &&
        families.find(({ id }) => id === familyId)?.regionCode === '5101012001',
    ),
  );
  const farEnrolmentId = farEnrolment.id;
  const rest = { enrolmentId: enrolment.id, farEnrolmentId, left, right, farId: far.headId, candidate, farCandidate };
  await plantRest(platform, rest);
  const viewer = (role: Role) => viewerFor(role, family.headId, employerId(EMPLOYERS[0][0]));
  const recordOf = ({ id, headId, regionCode }: typeof far) => ({ personId: headId, familyId: id, regionCode });
  const cipher = createFieldCipher(platform.database.config.keys);
  const officer = viewerFor('SENTRA_OFFICER', family.headId, '').subject;
  const cases = [
    { id: CASE_IDS.near, centreId: 'S-001', place: PLACE, personId: family.headId, team: [officer] },
    { id: CASE_IDS.far, centreId: 'S-002', place: '5101012001', personId: far.headId, team: ['somebody else'] },
  ];
  await asAdmin(async (client) => {
    await addAccounts(client, [viewer('PARTNER_RECRUITER'), viewer('PARTNER_ADMIN')]);
    await plantPartners(client, platform.database, {
      near: employerId(EMPLOYERS[0][0]),
      far: employerId(EMPLOYERS[3][0]),
    });
    await plantCorrections(client, cipher, { near: recordOf(family), far: recordOf(far), viewer });
    await plantConsents(client, { near: family.headId, far: far.headId });
    await plantCandidate(client, platform.database, family.headId);
    await plantRegisters(client, cipher);
    await plantCases(client, cases);
    await plantSeekers(client, {
      // The first person has been referred there already.
      near: { ...recordOf(family), personId: persons[1]?.id ?? '', regencyCode: PLACE.slice(0, 4) },
      far: { ...recordOf(far), regencyCode: '5101' },
      shown: family.headId,
    });
    await client.query(STAY_FRESH);
    await plantReferrals(client, {
      near: {
        ...{ centreId: 'S-001', regency: PLACE.slice(0, 4), personId: family.headId },
        ...{ employerId: employerId(EMPLOYERS[0][0]), vacancyId: vacancyId(VACANCIES[4][0]) },
      },
      far: {
        ...{ centreId: 'S-002', regency: '5101', personId: far.headId },
        ...{ employerId: employerId(EMPLOYERS[3][0]), vacancyId: vacancyId(VACANCIES[10][0]) },
      },
    });
    await plantDevices(client, {
      near: { centreId: 'S-001', place: PLACE, personId: family.headId },
      far: { centreId: 'S-002', place: '5101012001', personId: far.headId },
    });
    await plantBusinesses(client, cipher, families, neighbour);
  }, platform.database.adminUrl);
  const rows: Reach = {
    Person: { near: family.headId, far: far.headId },
    Family: { near: family.id, far: far.id },
    Enrolment: { near: enrolment.id, far: farEnrolment.id },
    Consent: CONSENT_IDS,
    ...CORRECTIONS,
    ...REGISTERS,
    Graduation: GRADUATION_IDS,
    DuplicateCandidate: { near: candidate, far: farCandidate },
    ...BUSINESS_ROWS,
    Employer: { near: employerId(EMPLOYERS[0][0]), far: employerId(EMPLOYERS[3][0]) },
    ServiceCase: CASE_IDS,
    Referral: REFERRAL_IDS,
    Device: DEVICE_IDS,
    DeviceNeed: NEED_IDS,
    Vacancy: { near: vacancyId(VACANCIES[4][0]), far: vacancyId(VACANCIES[10][0]) },
  };
  const entities: Reach = { ...rows, Payment: { near: paymentId(1), far: paymentId(3) } };
  return {
    population,
    rows,
    entities,
    argument: (argument, target) =>
      argument === 'ref'
        ? JSON.stringify(refOf(platform.database, family.headId))
        : literalFor(argument, target, entities, first(persons).nik ?? ''),
    viewer,
  };
}

function literalFor(argument: string, target: string, rows: Reach, nik: string): string | undefined {
  const known: Readonly<Record<string, string | undefined>> = { ...CALL_IDS, StatTable: SEEDED_TABLE.id };
  const near = argument === 'id' ? (rows[target]?.near ?? known[target]) : undefined;
  if (near !== undefined) return JSON.stringify(near);
  const literals: Readonly<Record<string, string>> = {
    code: JSON.stringify(
      { Region: PLACE.slice(0, 4), PsksCount: PLACE.slice(0, 4), Centre: 'S-001' }[target] ?? PROGRAM,
    ),
    caseId: JSON.stringify(CASE_IDS.near),
    needId: JSON.stringify(NEED_IDS.near),
    place: JSON.stringify(PLACE),
    nik: JSON.stringify(nik),
    personId: JSON.stringify(rows['Person']?.near),
    familyId: JSON.stringify(rows['Family']?.near),
    employerId: JSON.stringify(rows['Employer']?.near),
    referralId: JSON.stringify(CALL_IDS.Referral),
    person: JSON.stringify(rows['Person']?.near),
    vacancyId: JSON.stringify(rows['Vacancy']?.near),
    enrolmentId: JSON.stringify(rows['Enrolment']?.near),
    run: JSON.stringify(CALL_IDS.StageRun),
    members: JSON.stringify(rows['Person']?.near),
    proposal: JSON.stringify(CALL_IDS.ErasureRequest),
    questionId: JSON.stringify(CALL_IDS.SavedQuestion),
    tableId: JSON.stringify(CALL_IDS.StatTable),
    tariff: '{}',
    name: '"Warga"',
    year: '2026',
    within: '"3204"',
    from: JSON.stringify(FAIR_QUARTER.from),
    to: JSON.stringify(FAIR_QUARTER.to),
    month: '"2026-09"',
    regencyCode: '"3204"',
  };
  return literals[argument];
}

/** The demo's account of a role, moved to the seeded rows; a role without one gets every claim there is. */
function viewerFor(role: Role, personId: string, employer: string): Viewer {
  const ids = { personIdOf: () => personId, employerIdOf: () => employer };
  const found = demoIdentities(ids).find(({ viewer }) => viewer.role === role)?.viewer;
  const everything = {
    personId,
    employerId: employer,
    sentraId: 'S-001',
    regionCodes: ['3204'],
    programCodes: [PROGRAM],
  };
  const viewer = role === 'PUBLIC' ? viewerOf(role) : (found ?? viewerOf(role, everything));
  // Nobody here works for the whole country, so that everybody has rows beyond reach.
  const placed = viewer.regionCodes.includes('ID') ? { ...viewer, regionCodes: ['3204'] } : viewer;
  return role === 'PROGRAM_MANAGER' ? { ...placed, programCodes: [...placed.programCodes, 'KUBE', 'PENA'] } : placed;
}

/** Rows of the catalogues that hold without an end. */
const DATED = [
  'programs.program_rate',
  'programs.program_limit',
  'programs.eligibility_rule',
  'programs.program_combination',
  'programs.grievance_deadline',
  'programs.program_requirement',
  'employers.quota_rule',
  'employers.vacancy_rule',
  'employers.referral_rule',
] as const;

const paymentId = (number: number) => `00000006-0000-8000-8000-00000000000${number}`;

interface Rest {
  readonly enrolmentId: string;
  readonly farEnrolmentId: string;
  readonly left: string | undefined;
  readonly right: string | undefined;
  readonly farId: string;
  readonly candidate: string;
  readonly farCandidate: string;
}

async function plantRest(platform: TestPlatform, rest: Rest): Promise<void> {
  await asAdmin(async (client) => {
    await client.query(partnersSql());
    await client.query(`UPDATE employers.employer SET nib = '9120000000001', sector = 'C'`);
    await client.query(`UPDATE employers.vacancy SET code = 'K-' || source_id, description = 'Seeded.',
      certificate_required = '{C.141110.001.02}'`);
    const closed = { name: 'vacancy', event: 'CLOSE', from: 'PUBLISHED', to: 'CLOSED' };
    await plantHistories(client, 'employers', closed, [VACANCIES[4][0], VACANCIES[10][0]].map(vacancyId));
    for (const table of DATED) await client.query(`UPDATE ${table} SET valid_to = '2099-12-31' WHERE valid_to IS NULL`);
    await client.query(`UPDATE programs.program SET note = 'seeded' WHERE note IS NULL`);
    await client.query(
      `UPDATE programs.enrolment SET status = 'INACTIVE', reason = 'DECEASED', ended_on = '2026-03-03'
      WHERE id = $1`,
      [rest.enrolmentId],
    );
    await client.query(
      `UPDATE programs.enrolment_component SET stopped_on = '2026-02-01', stop_reason = 'DECEASED'
      WHERE enrolment_id = $1`,
      [rest.enrolmentId],
    );
    const ended = { name: 'enrolment', event: 'DEACTIVATE', from: 'ACTIVE', to: 'INACTIVE' };
    await plantHistories(client, 'programs', ended, [rest.enrolmentId, rest.farEnrolmentId]);
    await plantGraduations(client, rest.enrolmentId, rest.farEnrolmentId);
    await fillNumbers(client, 'family');
    await insert(
      client,
      'programs.payment',
      [1, 2, 3].map((number) => ({
        id: paymentId(number),
        source_id: `B-${number}`,
        enrolment_id: number === 3 ? rest.farEnrolmentId : rest.enrolmentId,
        period: `2026-T${number}`,
        year: 2026,
        amount: 225_000 * number,
        status: 'FAILED',
        reason: 'ACCOUNT_CLOSED',
        disburser: 'BRI',
        status_on: '2026-03-01',
      })),
    );
    await plantStages(client, { enrolment: rest.enrolmentId, payments: [1, 2, 3].map(paymentId) });
    await insert(client, 'beneficiaries.district_integrity', [
      {
        district_code: PLACE.slice(0, 6),
        snapshot: 'DTSEN-2026-TW3',
        families: 400,
        persons: 1_500,
        matched: 1_200,
        duplicates: 40,
        deceased: 30,
        complete: 900,
        median_age_days: 100,
        score: 77,
      },
    ]);
    const reasons = [{ part: 'NAME', finding: 'SAME', points: 30, max: 40 }];
    const [low, high] = [rest.left ?? '', rest.farId].sort();
    await insert(client, 'beneficiaries.duplicate_candidate', [
      {
        id: rest.candidate,
        left_id: rest.left,
        right_id: rest.right,
        kind: 'NEAR',
        score: 88,
        reasons,
        evidence: 'x',
        status: 'OPEN',
        version: 1,
        found_at: '2026-09-01',
      },
      {
        id: rest.farCandidate,
        left_id: low,
        right_id: high,
        kind: 'NEAR',
        score: 70,
        reasons,
        evidence: 'x',
        status: 'OPEN',
        version: 1,
        found_at: '2026-09-01',
      },
    ]);
  }, platform.database.adminUrl);
  await goThroughReview(platform, rest.candidate);
}

/** Gives every number that is missing a value. */
async function fillNumbers(client: Client, table: string): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT column_name AS name FROM information_schema.columns WHERE table_schema = 'beneficiaries' AND table_name = $1
      AND data_type IN ('smallint', 'integer', 'numeric') AND is_nullable = 'YES'`,
    [table],
  );
  const given = rows.map(({ name }, index) => `${name} = coalesce(${name}, ${(index % 9) + 1})`);
  await client.query(`UPDATE beneficiaries.${table} SET ${given.join(', ')}`);
}

/** Merged and taken apart again: the candidate has a history, and both its records are there. */
async function goThroughReview(platform: TestPlatform, id: string): Promise<void> {
  const steward = viewerOf('DATA_STEWARD', { regionCodes: ['3204'] });
  const { subgraph } = platform.subgraph('beneficiaries');
  const queue = new ReviewQueue((request, viewer) => subgraph.execute(request, viewer), steward);
  const open = (await queue.list()).find((candidate) => candidate.id === id);
  if (!open?.left) throw new Error('the seeded candidate is not in the queue');
  await queue.decided(await queue.undone(await queue.merged(await queue.decided(open), open.left.id)));
}

function first<T>(rows: readonly T[]): T {
  const [row] = rows;
  if (row === undefined) throw new Error('the population lacks a row the seeds need');
  return row;
}
