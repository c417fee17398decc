import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { DISCLOSURE_FIELDS } from '../../shared/access';
import type { Role, Viewer } from '../../shared/viewer';
import { asAdmin } from './database';
import { startTestPlatform, viewerOf } from './platform';
import type { TestPlatform } from './platform';

/** Days from today where the ministry works, as `YYYY-MM-DD`. */
export const day = (days: number) => new Date(Date.now() + (7 + days * 24) * 3_600_000).toISOString().slice(0, 10);

/** The partner, its account, the centre and the place of the referrals of a test. */
export const PARTNER = '00000071-0000-8000-8000-000000000001';
export const CENTRE = 'S-001';
export const REGENCY = '3204';
export const RECRUITER = viewerOf('PARTNER_RECRUITER', { subject: 'a recruiter', employerId: PARTNER });
export const OFFICER = viewerOf('SENTRA_OFFICER', { subject: 'a placement officer', sentraId: CENTRE });

/** Who a referral is about, and where it stands on. */
export interface Placing {
  readonly id: string;
  readonly personId: string;
  readonly caseId: string;
  readonly vacancyId: string;
}

type Row = Readonly<Record<string, unknown>>;

/** A platform with the partner of these tests, known to every copy. */
export async function startReferralPlatform(): Promise<TestPlatform> {
  const platform = await startTestPlatform();
  await asAdmin((client) => plantPartner(client), platform.database.adminUrl);
  await platform.relay.drain();
  return platform;
}

/** Writes the partner with an agreement in force and an account each. */
export async function plantPartner(
  admin: Client,
  employerId: string = PARTNER,
  accounts: readonly Viewer[] = [RECRUITER],
) {
  await insert(admin, 'employer', {
    ...{ id: employerId, source_id: `E-${employerId}`, name: 'Mitra Contoh', type: 'SWASTA' },
    ...{ regency_codes: [REGENCY], status: 'ACTIVE', snapshot: 'x', version: 1 },
  });
  await insert(admin, 'agreement', {
    ...{ id: randomUUID(), employer_id: employerId, kind: 'DSA', number: `DSA-${employerId}`, starts_on: day(-100) },
    ...{
      ends_on: day(400),
      purposes: ['PENEMPATAN'],
      fields: Object.keys(DISCLOSURE_FIELDS),
      legal_basis: 'CONSENT',
      signatory_roles: [],
    },
    ...{ retention_days: 30, breach_contact: 'a desk', bast_number: 'BAST-1', sub_processors_allowed: false },
  });
  for (const { subject, role } of accounts) {
    await insert(admin, 'partner_user', {
      ...{ id: randomUUID(), employer_id: employerId, role, subject, status: 'ACTIVE', version: 1 },
    });
  }
}

/** Writes a published vacancy that fits everybody here. */
export async function plantVacancy(admin: Client, columns: Row = {}): Promise<string> {
  const id = randomUUID();
  await insert(admin, 'vacancy', {
    ...{
      id,
      source_id: `L-${id}`,
      employer_id: PARTNER,
      employer_status: 'ACTIVE',
      title: 'Penjahit',
      kbji_code: '7531',
    },
    ...{ skill_codes: ['JAHIT'], skill_levels: [2], regency_code: REGENCY, work_mode: 'ONSITE', contract_type: 'PKWT' },
    ...{
      wage_min: 5_000_000,
      shift: false,
      physical_demands: [],
      accommodations_offered: ['RAMP_LIFT', 'JBI'],
      seats: 5,
    },
    ...{ reserved_for_disability: false, open_until: day(100), status: 'PUBLISHED', snapshot: 'x', version: 1 },
    ...{ changed_at: new Date().toISOString(), certificate_required: [], seats_taken: 0, ...columns },
  });
  return id;
}

/** Writes somebody who is ready, with their first consent. */
export async function plantSeeker(admin: Client, columns: Row = {}): Promise<{ personId: string; caseId: string }> {
  const [personId, caseId] = [randomUUID(), randomUUID()];
  const row = {
    ...{
      person_id: personId,
      case_id: caseId,
      centre_id: CENTRE,
      is_ready: true,
      skill_codes: ['JAHIT'],
      skill_levels: [3],
    },
    ...{ certificates: [], certificate_units: [], accommodations: ['RAMP_LIFT'], willing_to_move: false },
    ...{
      experience_months: 12,
      soft_readiness: 5,
      ready_since: day(-10),
      has_consented: true,
      consent_until: day(300),
    },
    ...{ adult_on: '2000-01-01', birth_year: 1982, regency_code: REGENCY, ...columns },
  };
  await insert(admin, 'job_seeker', row);
  await plantConsent(admin, personId, 'ANONYMOUS_PROFILE');
  return { personId, caseId };
}

/** Writes a consent of a person, as the relay would. */
export async function plantConsent(admin: Client, personId: string, kind: string, columns: Row = {}): Promise<string> {
  const id = randomUUID();
  const about = kind === 'ANONYMOUS_PROFILE' ? {} : { employer_id: PARTNER };
  await insert(admin, 'consent_ref', {
    ...{ id, person_id: personId, kind, status: 'GIVEN', expires_on: day(200), is_usable: true, ...about, ...columns },
  });
  return id;
}

const TOLD = ['NOMINATED'];
const INVITED = ['NOMINATED', 'REFERRED', 'ACCEPTED', 'DECLINED', 'LAPSED'];
const BEFORE_OFFER = [...INVITED, 'INTERVIEW', 'INTERVIEW_PASSED', 'INTERVIEW_FAILED', 'REVOKED'];
const BEFORE_WORK = [...BEFORE_OFFER, 'OFFERED', 'OFFER_REFUSED'];

/** Writes a referral in a state, with everything its steps look at. */
export async function plantReferral(admin: Client, status: string, columns: Row = {}): Promise<Placing> {
  const id = randomUUID();
  const given = columns as { vacancy_id?: string; person_id?: string; case_id?: string };
  const vacancyId = given.vacancy_id ?? (await plantVacancy(admin));
  const seeker =
    given.person_id === undefined
      ? await plantSeeker(admin)
      : { personId: given.person_id, caseId: given.case_id ?? randomUUID() };
  const months = { PLACED: 90, RETAINED_3: 182, RETAINED_6: 365 }[status] ?? 400;
  const set = (states: readonly string[], values: Row): Row => (states.includes(status) ? {} : values);
  await insert(admin, 'referral', {
    ...{ id, person_id: seeker.personId, case_id: seeker.caseId, centre_id: CENTRE, employer_id: PARTNER },
    ...{ vacancy_id: vacancyId, region_code: REGENCY, status, version: 1, nominated_at: '2026-01-01T00:00:00Z' },
    ...{ interview_accommodations: [], interview_unmet: [], is_partners_reason: false, counts_toward_quota: false },
    ...{ changed_at: new Date().toISOString() },
    ...set(TOLD, { referred_on: day(-1), respond_by: day(5) }),
    ...set(INVITED, { interview_at: `${day(-1)}T03:00:00Z`, interview_place: 'Kantor' }),
    ...set(BEFORE_OFFER, { contract_type: 'PKWT', wage: 9_000_000, starts_on: day(3) }),
    ...set(BEFORE_WORK, { placed_on: day(-months) }),
    ...(status === 'ENDED' && { ended_on: day(0) }),
    ...columns,
  });
  return { id, ...seeker, vacancyId };
}

/** A viewer of a role in whose scope a referral is. */
export function viewerFor(role: Role, personId: string): Viewer {
  const claims = { regionCodes: ['ID'], sentraId: CENTRE, personId };
  if (role === 'PARTNER_RECRUITER') return RECRUITER;
  return viewerOf(role, role === 'PARTNER_ADMIN' ? { subject: 'an admin', employerId: PARTNER } : claims);
}
export const PARTNER_ADMIN = viewerFor('PARTNER_ADMIN', '');

async function insert(admin: Client, table: string, row: Row): Promise<void> {
  const names = Object.keys(row).join(', ');
  await admin.query(
    `INSERT INTO employers.${table} (${names}) SELECT ${names} FROM json_populate_record(NULL::employers.${table}, $1)`,
    [JSON.stringify(row)],
  );
}
