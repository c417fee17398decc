import { z } from 'zod';
import type { OutboxEvent, ReadModel, RecordKeys } from '../../../shared/database';
import { starId } from './unit';

/** What the registry publishes of a family for statistics; without it the event is older than they are. */
const familyPayload = z.object({
  regionCode: z.string(),
  desil: z.int(),
  statistics: z
    .object({
      headId: z.uuid().nullable(),
      defects: z.array(z.string()),
      /** By snapshot, as DTSEN-2026-TW3. */
      desils: z.record(z.string().regex(/^DTSEN-\d{4}-TW[1-4]$/), z.int()),
    })
    .nullish(),
});

const personPayload = z.object({
  familyId: z.uuid(),
  matchStatus: z.string(),
  maritalStatus: z.string().nullish(),
  familyRole: z.string().nullish(),
  /** Null of a record that is not counted: merged, erased, or not to be processed. */
  statistics: z
    .object({
      birthMonth: z.iso.date(),
      sex: z.string(),
      disability: z.string(),
      education: z.string().nullable(),
      source: z.string(),
      isDocumented: z.boolean(),
      isClaimedTwice: z.boolean(),
      defects: z.array(z.string()),
    })
    .nullish(),
});

/**
 * Persons and families, under their pseudonyms. What the registry erases, merges or restricts is published as nothing and leaves: no
 * cube has what hangs on a person that is not here.
 */
export const personStar: ReadModel = {
  name: 'insights.person',
  owner: 'beneficiaries',
  topics: ['family', 'person'],
  toleratedLagSeconds: 60,
  async apply(events, client, keys) {
    const families = latest(events, 'family', familyPayload).map((each) => familyRow(each, keys));
    const persons = latest(events, 'person', personPayload).map((each) => personRow(each, keys));
    const counted = families.filter(({ isCounted }) => isCounted);
    await client.query(FAMILIES, [JSON.stringify(counted)]);
    await client.query(DESILS, [JSON.stringify(counted.flatMap(({ desils }) => desils))]);
    await client.query(LEAVE_FAMILIES, [unitsOf(families.filter(({ isCounted }) => !isCounted))]);
    await client.query(PERSONS, [JSON.stringify(persons.filter(({ isCounted }) => isCounted))]);
    await client.query('DELETE FROM person WHERE unit = ANY($1::uuid[])', [
      unitsOf(persons.filter(({ isCounted }) => !isCounted)),
    ]);
    await client.query(HEADS, [unitsOf(families), unitsOf(persons)]);
  },
};

interface Told<Payload> {
  readonly id: string;
  readonly payload: Payload;
}

/** The last state of each entity of a topic, of those that were published for statistics. */
function latest<Payload extends { readonly statistics?: object | null | undefined }>(
  events: readonly OutboxEvent[],
  topic: string,
  schema: z.ZodType<Payload>,
): Told<Payload>[] {
  const last = new Map<string, Payload>();
  for (const event of events) {
    if (event.topic !== topic) continue;
    const payload = schema.parse(event.payload);
    if (payload.statistics !== undefined) last.set(event.entityId, payload);
  }
  return [...last].map(([id, payload]) => ({ id, payload }));
}

function unitsOf(rows: readonly { readonly unit: string }[]): string[] {
  return rows.map(({ unit }) => unit);
}

function familyRow({ id, payload }: Told<z.infer<typeof familyPayload>>, keys: RecordKeys) {
  const { regionCode, desil, statistics } = payload;
  const key = keys.of(`family:${id}`);
  const headId = statistics?.headId ?? null;
  return {
    ...key,
    isCounted: statistics !== null,
    district: regionCode.slice(0, 6),
    desil,
    head: headId === null ? null : starId(keys, 'person', headId),
    defects: statistics?.defects ?? [],
    desils: Object.entries(statistics?.desils ?? {}).map(([snapshot, each]) => ({
      family: key.unit,
      quarter: quarterOf(snapshot),
      desil: each,
    })),
  };
}

/** 20263 for DTSEN-2026-TW3. */
function quarterOf(snapshot: string): number {
  return Number(snapshot.replace(/\D/g, ''));
}

function personRow({ id, payload }: Told<z.infer<typeof personPayload>>, keys: RecordKeys) {
  const { familyId, matchStatus, maritalStatus, familyRole, statistics } = payload;
  return {
    ...keys.of(`person:${id}`),
    isCounted: statistics !== null,
    family: starId(keys, 'family', familyId),
    ...{ ...statistics, matchStatus, maritalStatus, familyRole },
  };
}

const FAMILIES = `
  INSERT INTO family AS t (unit, rkey, mkey, district, desil, head, defects)
  SELECT unit, rkey, mkey, district, desil, head, defects FROM jsonb_to_recordset($1::jsonb) AS x(unit uuid, rkey smallint,
    mkey smallint, district text, desil smallint, head uuid, defects text[])
  ON CONFLICT (unit) DO UPDATE SET district = excluded.district, desil = excluded.desil, head = excluded.head,
    defects = excluded.defects
  WHERE (t.district, t.desil, t.head, t.defects)
    IS DISTINCT FROM (excluded.district, excluded.desil, excluded.head, excluded.defects)`;

const DESILS = `
  INSERT INTO desil_quarter AS t (family, quarter, desil)
  SELECT family, quarter, desil FROM jsonb_to_recordset($1::jsonb) AS x(family uuid, quarter int, desil smallint)
  ON CONFLICT (family, quarter) DO UPDATE SET desil = excluded.desil WHERE t.desil <> excluded.desil`;

const LEAVE_FAMILIES = `
  WITH gone AS (DELETE FROM family WHERE unit = ANY($1::uuid[]))
  DELETE FROM desil_quarter WHERE family = ANY($1::uuid[])`;

/** Column and where it comes from. */
const FACTS = [
  ['birth_month', '"birthMonth"'],
  ['sex', 'sex'],
  ['disability', 'disability'],
  ['marital_status', `coalesce("maritalStatus", 'UNKNOWN')`],
  ['education', `coalesce(education, 'UNKNOWN')`],
  ['family_role', `coalesce("familyRole", 'UNKNOWN')`],
  ['match_status', '"matchStatus"'],
  ['source', 'source'],
  ['is_documented', '"isDocumented"'],
  ['is_claimed_twice', '"isClaimedTwice"'],
  ['defects', 'defects'],
  ['family', 'family'],
] as const;
const LIST = FACTS.map(([column]) => column).join(', ');
const each = (alias: string) => FACTS.map(([column]) => `${alias}.${column}`).join(', ');

const PERSONS = `
  INSERT INTO person AS t (unit, rkey, mkey, ${LIST})
  SELECT unit, rkey, mkey, ${FACTS.map(([, value]) => value).join(', ')} FROM jsonb_to_recordset($1::jsonb) AS x(unit uuid,
    rkey smallint, mkey smallint, family uuid, "birthMonth" date, sex text, disability text,
    "maritalStatus" text, education text, "familyRole" text, "matchStatus" text, source text, "isDocumented" boolean,
    "isClaimedTwice" boolean, defects text[])
  ON CONFLICT (unit) DO UPDATE SET (${LIST}) = ROW (${each('excluded')})
  WHERE (${each('t')}) IS DISTINCT FROM (${each('excluded')})`;

/** A family is published before its members are, and its head's sex is the head's. */
const HEADS = `
  UPDATE family f SET head_sex = found.sex FROM (
    SELECT g.unit, coalesce(p.sex, 'UNKNOWN') AS sex
    FROM (SELECT unit, head FROM family WHERE unit = ANY($1::uuid[])
      UNION SELECT unit, head FROM family WHERE head = ANY($2::uuid[])) g
    LEFT JOIN person p ON p.unit = g.head) found
  WHERE f.unit = found.unit AND f.head_sex <> found.sex`;
