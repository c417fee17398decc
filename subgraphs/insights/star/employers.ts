import { z } from 'zod';
import type { ReadModel, RecordKeys } from '../../../shared/database';
import { latestOf, toldOf, writeRows } from './latest';
import type { StarTable } from './latest';
import { starId } from './unit';

/** Statistics are of whole months: an hour is little. */
const TOLERATED = 3_600;
const day = z.iso.date().nullable();

const employer = z.object({
  type: z.string(),
  sector: z.string().nullable(),
  status: z.string(),
  period: z
    .string()
    .regex(/^20\d\d-S[12]$/)
    .nullable(),
  headcount: z.int().nullable(),
  disabledHeadcount: z.int().nullable(),
  /** Absent in what was published before statistics. */
  statistics: z.object({ required: z.int().nullable() }).optional(),
});

const EMPLOYER = {
  name: 'employer',
  key: ['unit'],
  columns: {
    unit: 'uuid',
    rkey: 'smallint',
    mkey: 'smallint',
    type: 'text',
    sector: 'text',
    status: 'text',
    reported_until: 'date',
    headcount: 'integer',
    disabled_headcount: 'integer',
    required: 'integer',
  },
} as const satisfies StarTable<string>;

/** Employers, with what they reported last and what the law asked of it. */
export const employerStar: ReadModel = {
  name: 'insights.employer',
  owner: 'employers',
  topics: ['employer'],
  toleratedLagSeconds: TOLERATED,
  async apply(events, client, keys) {
    const rows = latestOf(events, ['employer'], employer).map(({ id, period, statistics, ...told }) => ({
      ...keys.of(`employer:${id}`),
      ...{ type: told.type, sector: told.sector ?? 'UNKNOWN', status: told.status },
      // Nothing is said of a duty under a rule nobody knows.
      reported_until: period === null || typeof statistics?.required !== 'number' ? null : lastDayOf(period),
      headcount: told.headcount ?? 0,
      disabled_headcount: told.disabledHeadcount ?? 0,
      required: statistics?.required ?? 0,
    }));
    await writeRows(client, EMPLOYER, rows);
  },
};

const lastDayOf = (period: string) => `${period.slice(0, 4)}-${period.endsWith('1') ? '06-30' : '12-31'}`;

const vacancy = z.object({
  employerId: z.guid(),
  regencyCode: z.string().regex(/^\d{4}$/),
  skillCodes: z.array(z.string()),
  workMode: z.string(),
  contractType: z.string(),
  reservedForDisability: z.boolean(),
  seats: z.int(),
  /** Absent in what was published before seats were counted. */
  seatsTaken: z.int().default(0),
  openUntil: z.iso.date(),
  status: z.string(),
});

const VACANCY = {
  name: 'vacancy',
  key: ['id'],
  columns: {
    id: 'uuid',
    employer: 'uuid',
    regency: 'text',
    skills: 'text[]',
    work_mode: 'text',
    contract: 'text',
    is_reserved: 'boolean',
    seats: 'integer',
    seats_taken: 'integer',
    open_until: 'date',
    status: 'text',
  },
} as const satisfies StarTable<string>;

/** Vacancies, with the skills they ask for and their seats. */
export const vacancyStar: ReadModel = {
  name: 'insights.vacancy',
  owner: 'employers',
  topics: ['vacancy'],
  toleratedLagSeconds: TOLERATED,
  async apply(events, client, keys) {
    const rows = latestOf(events, ['vacancy'], vacancy).map(({ id, employerId, ...told }) => ({
      id: starId(keys, 'vacancy', id),
      employer: starId(keys, 'employer', employerId),
      ...{ regency: told.regencyCode, skills: told.skillCodes, work_mode: told.workMode, contract: told.contractType },
      ...{ is_reserved: told.reservedForDisability, seats: told.seats, seats_taken: told.seatsTaken },
      ...{ open_until: told.openUntil, status: told.status },
    }));
    await writeRows(client, VACANCY, rows);
  },
};

const referral = z.object({
  personId: z.guid(),
  employerId: z.guid(),
  vacancyId: z.guid(),
  status: z.string(),
  placedOn: day,
  endedOn: day,
  score: z.int().nullable(),
  statistics: z
    .object({
      nominatedOn: day,
      referredOn: day,
      answeredOn: day,
      accepted: z.boolean(),
      interviewed: z.boolean(),
      offered: z.boolean(),
      declineReason: z.string().nullable(),
      retainedMonths: z.int(),
      contractType: z.string().nullable(),
      wageFrom: z.int().nullable(),
    })
    .optional(),
});
/** As it is told, and as it was told once more. */
const REFERRAL_TOPICS = ['referral', 'referral_past'] as const;

const REFERRAL = {
  name: 'referral',
  key: ['id'],
  columns: {
    id: 'uuid',
    person: 'uuid',
    employer: 'uuid',
    vacancy: 'uuid',
    status: 'text',
    score: 'smallint',
    nominated_on: 'date',
    referred_on: 'date',
    answered_on: 'date',
    is_accepted: 'boolean',
    is_interviewed: 'boolean',
    is_offered: 'boolean',
    decline_reason: 'text',
    placed_on: 'date',
    ended_on: 'date',
    retained_months: 'smallint',
    contract: 'text',
    wage_from: 'smallint',
  },
} as const satisfies StarTable<string>;

/** Referrals: how far each has come, and when; neither a wage nor a word, and of the person only the pseudonym. */
export const referralStar: ReadModel = {
  name: 'insights.referral',
  owner: 'employers',
  topics: REFERRAL_TOPICS,
  toleratedLagSeconds: TOLERATED,
  async apply(events, client, keys) {
    const told = toldOf(latestOf(events, REFERRAL_TOPICS, referral));
    await writeRows(
      client,
      REFERRAL,
      told.map((each) => referralRow(keys, each)),
    );
  },
};

type Referral = z.infer<typeof referral>;
type ToldReferral = Referral & { readonly id: string; readonly statistics: NonNullable<Referral['statistics']> };

function referralRow(keys: RecordKeys, { id, statistics, ...told }: ToldReferral) {
  return {
    id: starId(keys, 'referral', id),
    person: starId(keys, 'person', told.personId),
    employer: starId(keys, 'employer', told.employerId),
    vacancy: starId(keys, 'vacancy', told.vacancyId),
    ...{ status: told.status, score: told.score },
    nominated_on: statistics.nominatedOn,
    referred_on: statistics.referredOn,
    answered_on: statistics.answeredOn,
    is_accepted: statistics.accepted,
    is_interviewed: statistics.interviewed,
    is_offered: statistics.offered,
    decline_reason: statistics.declineReason ?? 'NONE',
    placed_on: told.placedOn,
    ended_on: told.endedOn,
    retained_months: statistics.retainedMonths,
    contract: statistics.contractType ?? 'NONE',
    wage_from: statistics.wageFrom,
  };
}
