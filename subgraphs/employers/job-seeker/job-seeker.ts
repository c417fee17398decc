import { z } from 'zod';
import type { BulkConnection, OutboxEvent, ReadModel } from '../../../shared/database';
import { HOLD_WHO_LEFT } from '../card/publish';

/** What a centre publishes of somebody who is ready for work. */
const profile = z.object({
  skills: z.array(z.object({ code: z.string(), level: z.int().min(1).max(5) })),
  certificates: z.array(z.object({ unitCode: z.string(), level: z.int(), expiresOn: z.iso.date() })),
  accommodations: z.array(z.string()),
  willingToMove: z.boolean(),
  wageExpected: z.int().nullable(),
  experienceMonths: z.int(),
  softReadiness: z.int(),
  availableFrom: z.iso.date().nullable(),
  readySince: z.iso.date(),
});

/** A case; published without a profile before there were any. */
const servedCase = z.object({
  centreId: z.string(),
  personId: z.guid().nullable(),
  profile: profile.nullable().default(null),
});

/** A consent; `profile` is what may be known of the person by it, null where nothing may. */
const consent = z.object({
  personId: z.guid(),
  kind: z.string(),
  status: z.string(),
  expiresOn: z.iso.date(),
  profile: z
    .object({
      adultOn: z.iso.date().nullable(),
      birthYear: z.int(),
      regencyCode: z.string().regex(/^\d{4}$/),
      education: z.enum(['NONE', 'PRIMARY', 'JUNIOR', 'SENIOR', 'HIGHER']).nullable(),
    })
    .nullable(),
});

/** Beyond this who is ready, and who agreed to it, is too old to be matched. */
const TOLERATED = 60;

/**
 * Who is ready for work and what for, as the centres say. Of two centres that call the same person ready the later one is known; of
 * somebody who is not ready any longer nothing stays.
 */
export const readySeekers: ReadModel = {
  name: 'employers.ready_seekers',
  owner: 'sentra',
  topics: ['service_case'],
  toleratedLagSeconds: TOLERATED,
  async apply(events, client) {
    const cases = latest(events, servedCase);
    const ready = cases.filter((each) => each.profile !== null && each.personId !== null);
    const ofPerson = new Map(ready.map((each) => [each.personId, each]));
    const seekers = [...ofPerson.values()].map(({ id, personId, centreId, profile: found }) => ({
      ...{ caseId: id, personId, centreId, ...found },
      skillCodes: found?.skills.map(({ code }) => code),
      skillLevels: found?.skills.map(({ level }) => level),
      certificateUnits: [...new Set(found?.certificates.map(({ unitCode }) => unitCode))],
    }));
    const left = await client.query<Left>(LEAVE, [
      cases.map(({ id }) => id),
      seekers.map(({ caseId, personId }) => `${caseId} ${personId}`),
    ]);
    await client.query(ENTER, [JSON.stringify(seekers)]);
    await forget(client, left.rows);
  },
};

/** Who may be known of without a name (consent C2), and what little of them. */
export const consentingSeekers: ReadModel = {
  name: 'employers.consenting_seekers',
  owner: 'beneficiaries',
  topics: ['consent'],
  toleratedLagSeconds: TOLERATED,
  async apply(events, client) {
    const given = latest(events, consent)
      .filter(({ kind }) => kind === 'ANONYMOUS_PROFILE')
      .map(({ profile: found, ...each }) => ({
        ...each,
        ...found,
        isUsable: each.status === 'GIVEN' && found !== null,
      }));
    const usable = new Map(given.filter(({ isUsable }) => isUsable).map((each) => [each.personId, each]));
    const left = await client.query<Left>(WITHDRAW, [given.filter(({ isUsable }) => !isUsable).map(({ id }) => id)]);
    await client.query(CONSENT, [JSON.stringify([...usable.values()])]);
    await client.query(RENEW, [[...usable.keys()]]);
    await forget(client, left.rows);
  },
};

/** What is known of those who are ready may be no older than this. */
export const SEEKER_MODELS: readonly ReadModel[] = [readySeekers, consentingSeekers];

interface Left {
  readonly id: string;
}

/** Of who left, the card is taken back at once; of whom neither a centre nor a consent speaks any longer, nothing stays. */
async function forget(client: BulkConnection, left: readonly Left[]): Promise<void> {
  await client.query(HOLD_WHO_LEFT, [left.map(({ id }) => id)]);
  await client.query(FORGET);
}

/** The last state of each entity, in the order in which they were said last. */
function latest<Payload extends object>(
  events: readonly OutboxEvent[],
  schema: z.ZodType<Payload>,
): (Payload & { readonly id: string })[] {
  const last = new Map<string, unknown>();
  for (const { entityId, payload } of events) {
    last.delete(entityId);
    last.set(entityId, payload);
  }
  return [...last].map(([id, payload]) => ({ ...schema.parse(payload), id }));
}

const LEAVE = `
  UPDATE job_seeker SET case_id = NULL, centre_id = NULL, is_ready = false, skill_codes = '{}', skill_levels = '{}',
    certificates = '[]', certificate_units = '{}', accommodations = '{}', willing_to_move = false, wage_expected = NULL,
    experience_months = 0, soft_readiness = 0, available_from = NULL, ready_since = NULL
  WHERE case_id = ANY($1::uuid[]) AND case_id || ' ' || person_id <> ALL ($2::text[]) RETURNING person_id AS id`;

const ENTER = `
  INSERT INTO job_seeker AS t (person_id, case_id, centre_id, is_ready, skill_codes, skill_levels, certificates, certificate_units,
    accommodations, willing_to_move, wage_expected, experience_months, soft_readiness, available_from, ready_since)
  SELECT "personId", "caseId", "centreId", true, "skillCodes", "skillLevels", certificates, "certificateUnits", accommodations,
    "willingToMove", "wageExpected", "experienceMonths", "softReadiness", "availableFrom", "readySince"
  FROM jsonb_to_recordset($1::jsonb) AS x("personId" uuid, "caseId" uuid, "centreId" text, "skillCodes" text[],
    "skillLevels" smallint[], certificates jsonb, "certificateUnits" text[], accommodations text[], "willingToMove" boolean,
    "wageExpected" bigint, "experienceMonths" int, "softReadiness" smallint, "availableFrom" date, "readySince" date)
  ON CONFLICT (person_id) DO UPDATE SET case_id = excluded.case_id, centre_id = excluded.centre_id, is_ready = true,
    skill_codes = excluded.skill_codes, skill_levels = excluded.skill_levels, certificates = excluded.certificates,
    certificate_units = excluded.certificate_units, accommodations = excluded.accommodations,
    willing_to_move = excluded.willing_to_move, wage_expected = excluded.wage_expected,
    experience_months = excluded.experience_months, soft_readiness = excluded.soft_readiness,
    available_from = excluded.available_from, ready_since = excluded.ready_since`;

/** A consent that was followed by another takes nothing from it. */
const WITHDRAW = `
  UPDATE job_seeker SET consent_id = NULL, has_consented = false, consent_until = NULL, adult_on = NULL, birth_year = NULL,
    regency_code = NULL, education = NULL
  WHERE consent_id = ANY($1::uuid[]) RETURNING person_id AS id`;

const CONSENT = `
  INSERT INTO job_seeker AS t (person_id, consent_id, has_consented, consent_until, adult_on, birth_year, regency_code, education)
  SELECT "personId", id, true, "expiresOn", "adultOn", "birthYear", "regencyCode", education
  FROM jsonb_to_recordset($1::jsonb) AS x("personId" uuid, id uuid, "expiresOn" date, "adultOn" date, "birthYear" smallint,
    "regencyCode" text, education text)
  ON CONFLICT (person_id) DO UPDATE SET consent_id = excluded.consent_id, has_consented = true,
    consent_until = excluded.consent_until, adult_on = excluded.adult_on, birth_year = excluded.birth_year,
    regency_code = excluded.regency_code, education = excluded.education`;

/** A card is shown as long as the consent lasts. */
const RENEW = `
  UPDATE card k SET shown_until = s.consent_until FROM job_seeker s
  WHERE s.person_id = k.person_id AND k.person_id = ANY($1::uuid[]) AND k.shown_until <> s.consent_until`;

/** Nothing is known of them any longer. */
const FORGET = `DELETE FROM job_seeker WHERE NOT is_ready AND NOT has_consented`;
