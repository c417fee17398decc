import { z } from 'zod';
import type { OutboxEvent, ReadModel } from '../../../shared/database';

/** What a centre publishes of a case; nobody stands behind it before the intake, and only who is ready for work has a profile. */
const payload = z.object({
  centreId: z.string(),
  personId: z.uuid().nullable(),
  open: z.boolean(),
  profile: z
    .object({
      skills: z.array(z.object({ level: z.int() })),
      certificates: z.array(z.unknown()),
      experienceMonths: z.int(),
      softReadiness: z.int(),
      readySince: z.iso.date(),
    })
    .nullable()
    .default(null),
});

/**
 * The cases of the centres: their officers see the persons of the open ones. While it lags an officer sees a new client's
 * record a little later, and that of somebody who has left a little longer; nothing is refused for it. Of who is or was ready for
 * work it is kept how well prepared they are, for the report of how fair referrals are.
 */
export const caseRef: ReadModel = {
  name: 'beneficiaries.case_ref',
  owner: 'sentra',
  topics: ['service_case'],
  toleratedLagSeconds: 60,
  async apply(events: readonly OutboxEvent[], client) {
    await client.query(UPSERT, [JSON.stringify(summaries(events))]);
  },
};

/** One row a case: whom it serves now, how well prepared they were at last, and since when they are ready no longer. */
function summaries(events: readonly OutboxEvent[]): object[] {
  const found = new Map<string, Summary>();
  for (const { entityId, payload: said, at } of events) {
    const { profile, ...served } = payload.parse(said);
    const { ready = null, leftAt = null } = found.get(entityId) ?? {};
    found.set(entityId, {
      served,
      ready: profile ? preparedness(profile) : ready,
      leftAt: profile ? null : (leftAt ?? at),
    });
  }
  return [...found]
    .filter(([, { served }]) => served.personId !== null)
    .map(([id, { served, ready, leftAt }]) => ({ id, ...served, ...ready, leftAt }));
}

interface Summary {
  readonly served: Omit<z.infer<typeof payload>, 'profile'>;
  readonly ready: ReturnType<typeof preparedness> | null;
  /** When it was first said that they are not ready, after they were. */
  readonly leftAt: string | null;
}

function preparedness(profile: NonNullable<z.infer<typeof payload>['profile']>) {
  const { skills, certificates, experienceMonths, softReadiness, readySince } = profile;
  const bestSkill = Math.max(0, ...skills.map(({ level }) => level));
  return { bestSkill, certificates: certificates.length, experienceMonths, softReadiness, readySince };
}

/** Who is ready no longer was so until the day that was said first. */
const UPSERT = `
  INSERT INTO case_ref AS t (case_id, person_id, sentra_id, open, ready_since, ready_until, best_skill, certificates,
    experience_months, soft_readiness)
  SELECT id, "personId", "centreId", open, "readySince",
    CASE WHEN "readySince" IS NOT NULL THEN ("leftAt" AT TIME ZONE 'Asia/Jakarta')::date END,
    "bestSkill", certificates, "experienceMonths", "softReadiness"
  FROM jsonb_to_recordset($1::jsonb) AS x(id uuid, "personId" uuid, "centreId" text, open boolean, "readySince" date,
    "leftAt" timestamptz, "bestSkill" smallint, certificates smallint, "experienceMonths" int, "softReadiness" smallint)
  ON CONFLICT (case_id) DO UPDATE SET person_id = excluded.person_id, sentra_id = excluded.sentra_id, open = excluded.open,
    ready_since = coalesce(excluded.ready_since, t.ready_since), best_skill = coalesce(excluded.best_skill, t.best_skill),
    certificates = coalesce(excluded.certificates, t.certificates),
    experience_months = coalesce(excluded.experience_months, t.experience_months),
    soft_readiness = coalesce(excluded.soft_readiness, t.soft_readiness),
    ready_until = CASE WHEN excluded.ready_since IS NOT NULL THEN excluded.ready_until
      WHEN t.ready_since IS NOT NULL THEN coalesce(t.ready_until, (SELECT (x."leftAt" AT TIME ZONE 'Asia/Jakarta')::date
        FROM jsonb_to_recordset($1::jsonb) AS x(id uuid, "leftAt" timestamptz) WHERE x.id = excluded.case_id)) END`;
