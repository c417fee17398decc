import { z } from 'zod';
import type { OutboxEvent, ReadModel, RecordKeys } from '../../../shared/database';
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

/** Employers, with what they reported last and what the law asked of it. */
export const employerStar: ReadModel = {
  name: 'insights.employer',
  owner: 'employers',
  topics: ['employer'],
  toleratedLagSeconds: TOLERATED,
  async apply(events, client, keys) {
    const rows = latest(events, employer).map(({ id, sector, period, statistics, ...told }) => ({
      ...told,
      ...keys.of(`employer:${id}`),
      sector: sector ?? 'UNKNOWN',
      // Nothing is said of a duty under a rule nobody knows.
      reportedUntil: period === null || !isRuled(statistics) ? null : lastDayOf(period),
      required: statistics?.required ?? 0,
      headcount: told.headcount ?? 0,
      disabledHeadcount: told.disabledHeadcount ?? 0,
    }));
    await client.query(EMPLOYERS, [JSON.stringify(rows)]);
  },
};

const isRuled = (statistics: z.infer<typeof employer>['statistics']) => typeof statistics?.required === 'number';
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

/** Vacancies, with the skills they ask for and their seats. */
export const vacancyStar: ReadModel = {
  name: 'insights.vacancy',
  owner: 'employers',
  topics: ['vacancy'],
  toleratedLagSeconds: TOLERATED,
  async apply(events, client, keys) {
    const rows = latest(events, vacancy).map(({ id, employerId, ...told }) => ({
      ...told,
      id: starId(keys, 'vacancy', id),
      employer: starId(keys, 'employer', employerId),
    }));
    await client.query(VACANCIES, [JSON.stringify(rows)]);
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
  /** Absent in what was published before statistics; published once more since. */
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

/** Referrals: how far each has come, and when; neither a wage nor a word, and of the person only the pseudonym. */
export const referralStar: ReadModel = {
  name: 'insights.referral',
  owner: 'employers',
  topics: ['referral', 'referral_past'],
  toleratedLagSeconds: TOLERATED,
  async apply(events, client, keys) {
    const rows = latest(events, referral).flatMap((told) => (told.statistics ? [rowOf(keys, told)] : []));
    await client.query(REFERRALS, [JSON.stringify(rows)]);
  },
};

function rowOf(
  keys: RecordKeys,
  { id, personId, employerId, vacancyId, statistics, ...told }: z.infer<typeof referral> & { readonly id: string },
) {
  return {
    ...told,
    ...statistics,
    id: starId(keys, 'referral', id),
    person: starId(keys, 'person', personId),
    employer: starId(keys, 'employer', employerId),
    vacancy: starId(keys, 'vacancy', vacancyId),
    declineReason: statistics?.declineReason ?? 'NONE',
    contractType: statistics?.contractType ?? 'NONE',
  };
}

/** The last state of each entity among some events. An event that does not fit the schema stops the relay. */
function latest<Payload extends object>(
  events: readonly OutboxEvent[],
  schema: z.ZodType<Payload>,
): (Payload & { readonly id: string })[] {
  const last = new Map(events.map(({ entityId, payload }) => [entityId, payload]));
  return [...last].map(([id, payload]) => ({ ...schema.parse(payload), id }));
}

/** Column, property and type, the key first. */
type Columns = readonly (readonly [column: string, property: string, type: string])[];

const EMPLOYERS = upsert('employer', [
  ['unit', 'unit', 'uuid'],
  ['rkey', 'rkey', 'smallint'],
  ['mkey', 'mkey', 'smallint'],
  ['type', 'type', 'text'],
  ['sector', 'sector', 'text'],
  ['status', 'status', 'text'],
  ['reported_until', 'reportedUntil', 'date'],
  ['headcount', 'headcount', 'integer'],
  ['disabled_headcount', 'disabledHeadcount', 'integer'],
  ['required', 'required', 'integer'],
]);

const VACANCIES = upsert('vacancy', [
  ['id', 'id', 'uuid'],
  ['employer', 'employer', 'uuid'],
  ['regency', 'regencyCode', 'text'],
  ['skills', 'skillCodes', 'text[]'],
  ['work_mode', 'workMode', 'text'],
  ['contract', 'contractType', 'text'],
  ['is_reserved', 'reservedForDisability', 'boolean'],
  ['seats', 'seats', 'integer'],
  ['seats_taken', 'seatsTaken', 'integer'],
  ['open_until', 'openUntil', 'date'],
  ['status', 'status', 'text'],
]);

const REFERRALS = upsert('referral', [
  ['id', 'id', 'uuid'],
  ['person', 'person', 'uuid'],
  ['employer', 'employer', 'uuid'],
  ['vacancy', 'vacancy', 'uuid'],
  ['status', 'status', 'text'],
  ['score', 'score', 'smallint'],
  ['nominated_on', 'nominatedOn', 'date'],
  ['referred_on', 'referredOn', 'date'],
  ['answered_on', 'answeredOn', 'date'],
  ['is_accepted', 'accepted', 'boolean'],
  ['is_interviewed', 'interviewed', 'boolean'],
  ['is_offered', 'offered', 'boolean'],
  ['decline_reason', 'declineReason', 'text'],
  ['placed_on', 'placedOn', 'date'],
  ['ended_on', 'endedOn', 'date'],
  ['retained_months', 'retainedMonths', 'smallint'],
  ['contract', 'contractType', 'text'],
  ['wage_from', 'wageFrom', 'smallint'],
]);

function upsert(table: string, columns: Columns): string {
  const names = columns.map(([column]) => column);
  const given = columns.map(([, property, type]) => `"${property}" ${type}`);
  return `INSERT INTO ${table} (${names.join(', ')})
    SELECT ${columns.map(([, property]) => `"${property}"`).join(', ')}
    FROM jsonb_to_recordset($1::jsonb) AS x(${given.join(', ')})
    ON CONFLICT (${names[0] ?? ''}) DO UPDATE SET ${names
      .slice(1)
      .map((name) => `${name} = excluded.${name}`)
      .join(', ')}`;
}
