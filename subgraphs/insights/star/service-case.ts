import { z } from 'zod';
import type { BulkConnection, ReadModel, RecordKeys } from '../../../shared/database';
import { latestOf, writeRows } from './latest';
import type { StarTable } from './latest';
import { starId } from './unit';

const day = z.iso.date().nullable();

const servedCase = z.object({
  centreId: z.string(),
  personId: z.guid().nullable(),
  status: z.string(),
  profile: z
    .object({ skills: z.array(z.object({ code: z.string(), level: z.int() })) })
    .nullable()
    .default(null),
  /** Absent in what was published before statistics asked; it was published once more then. */
  statistics: z
    .object({
      district: z.string(),
      source: z.string(),
      major: z.string().nullable(),
      milestones: z.object({
        reachedOn: z.iso.date(),
        takenInOn: day,
        assessedOn: day,
        plannedOn: day,
        startedOn: day,
        trainedOn: day,
        certifiedOn: day,
        readyOn: day,
        readyForBusinessOn: day,
        placedOn: day,
        endedOn: day,
      }),
      contacts: z.array(z.object({ attempt: z.int(), on: z.iso.date(), placeKind: z.string(), outcome: z.string() })),
    })
    .optional(),
});
type Statistics = NonNullable<z.infer<typeof servedCase>['statistics']>;
type ServedCase = z.infer<typeof servedCase> & { readonly id: string; readonly statistics: Statistics };

const caseTypes = z.object({ types: z.array(z.string()) });

const SERVICE_CASE = {
  name: 'service_case',
  key: ['id'],
  columns: {
    id: 'uuid',
    rkey: 'smallint',
    mkey: 'smallint',
    person: 'uuid',
    centre: 'text',
    district: 'text',
    source: 'text',
    status: 'text',
    major: 'text',
    reached_on: 'date',
    taken_in_on: 'date',
    assessed_on: 'date',
    planned_on: 'date',
    started_on: 'date',
    trained_on: 'date',
    certified_on: 'date',
    ready_on: 'date',
    ready_for_business_on: 'date',
    placed_on: 'date',
    ended_on: 'date',
  },
} as const satisfies StarTable<string>;

const OUTREACH_CONTACT = {
  name: 'outreach_contact',
  key: ['service_case', 'attempt'],
  columns: {
    service_case: 'uuid',
    attempt: 'smallint',
    contacted_on: 'date',
    place_kind: 'text',
    outcome: 'text',
  },
} as const satisfies StarTable<string>;

const CASE_SKILL = {
  name: 'case_skill',
  key: ['service_case', 'skill'],
  columns: { service_case: 'uuid', skill: 'text', level: 'smallint' },
} as const satisfies StarTable<string>;

/** Cases of the centres: how far each came and when, its meetings, and what those who are ready can do. */
export const serviceCaseStar: ReadModel = {
  name: 'insights.service_case',
  owner: 'sentra',
  topics: ['service_case', 'case_types'],
  toleratedLagSeconds: 60,
  async apply(events, client, keys) {
    const cases = latestOf(events, ['service_case'], servedCase).filter(isCounted);
    await writeRows(
      client,
      SERVICE_CASE,
      cases.map((each) => caseRow(each, keys)),
    );
    await writeParts(client, cases, keys);
    const types = latestOf(events, ['case_types'], caseTypes).map((each) => ({
      ...each,
      id: starId(keys, 'case', each.id),
    }));
    await client.query(TELL_TYPES, [JSON.stringify(types)]);
  },
};

function isCounted(each: z.infer<typeof servedCase> & { readonly id: string }): each is ServedCase {
  return each.statistics !== undefined;
}

function caseRow({ id, personId, centreId, status, statistics }: ServedCase, keys: RecordKeys) {
  const { district, source, major, milestones } = statistics;
  const { unit, rkey, mkey } = keys.of(`case:${id}`);
  return {
    ...{ id: unit, rkey, mkey, person: personId === null ? null : starId(keys, 'person', personId) },
    ...{ centre: centreId, district, source, status, major: major ?? 'UNKNOWN' },
    reached_on: milestones.reachedOn,
    taken_in_on: milestones.takenInOn,
    assessed_on: milestones.assessedOn,
    planned_on: milestones.plannedOn,
    started_on: milestones.startedOn,
    trained_on: milestones.trainedOn,
    certified_on: milestones.certifiedOn,
    ready_on: milestones.readyOn,
    ready_for_business_on: milestones.readyForBusinessOn,
    placed_on: milestones.placedOn,
    ended_on: milestones.endedOn,
  };
}

/** Meetings and skills are those that were said last, and no others. */
async function writeParts(client: BulkConnection, cases: readonly ServedCase[], keys: RecordKeys): Promise<void> {
  const idOf = ({ id }: ServedCase) => starId(keys, 'case', id);
  const contacts = cases.flatMap((each) =>
    each.statistics.contacts.map(({ attempt, on, placeKind, outcome }) => ({
      ...{ service_case: idOf(each), attempt, contacted_on: on, place_kind: placeKind, outcome },
    })),
  );
  const skills = cases.flatMap((each) =>
    (each.profile?.skills ?? []).map(({ code, level }) => ({ service_case: idOf(each), skill: code, level })),
  );
  await client.query(FORGET_PARTS, [cases.map(idOf), JSON.stringify(contacts), JSON.stringify(skills)]);
  await writeRows(client, OUTREACH_CONTACT, contacts);
  await writeRows(client, CASE_SKILL, skills);
}

const FORGET_PARTS = `
  WITH contacts AS (
    DELETE FROM outreach_contact t WHERE t.service_case = ANY ($1::uuid[]) AND NOT EXISTS (
      SELECT FROM jsonb_to_recordset($2::jsonb) AS x(service_case uuid, attempt smallint)
      WHERE x.service_case = t.service_case AND x.attempt = t.attempt)
  )
  DELETE FROM case_skill t WHERE t.service_case = ANY ($1::uuid[]) AND NOT EXISTS (
    SELECT FROM jsonb_to_recordset($3::jsonb) AS x(service_case uuid, skill text)
    WHERE x.service_case = t.service_case AND x.skill = t.skill)`;

const TELL_TYPES = `
  UPDATE service_case t SET ppks_types = x.types FROM jsonb_to_recordset($1::jsonb) AS x(id uuid, types text[])
  WHERE t.id = x.id AND t.ppks_types <> x.types`;
