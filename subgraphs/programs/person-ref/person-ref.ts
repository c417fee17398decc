import { z } from 'zod';
import type { OutboxEvent, ReadModel } from '../../../shared/database';
import { HOLD_IMPORTS, STOPS, stopComponents, suspendWithoutAid } from '../enrolment/stop-aid';
import { latestPayloads } from '../read-model';

/** What the registry publishes of a person. */
const payload = z.object({
  sourceId: z.string(),
  familyId: z.uuid(),
  regionCode: z.string(),
  matchStatus: z.string(),
  /** Absent in what was published before persons could restrict the processing of their record. */
  restricted: z.boolean().default(false),
});

/**
 * The persons, as the registry publishes them: which family they are in, and whether the civil registry calls them dead or
 * registered twice. Such a finding stops aid in the transaction that takes it in. Beyond the tolerated lag imports are
 * refused, and with them the rule on newly imported rows: a person might be dead without its being known here.
 */
export const personRef: ReadModel = {
  name: 'programs.person_ref',
  owner: 'beneficiaries',
  topics: ['person'],
  toleratedLagSeconds: 60,
  async apply(events: readonly OutboxEvent[], client) {
    const persons = latestPayloads(events, payload);
    await client.query(UPSERT, [JSON.stringify(persons)]);
    const stopped = persons.filter(({ matchStatus }) => Object.hasOwn(STOPS, matchStatus)).map(({ id }) => id);
    if (stopped.length === 0) return;
    await client.query(HOLD_IMPORTS);
    await client.query(stopComponents('SELECT unnest($1::uuid[])'), [stopped]);
    await client.query(suspendWithoutAid('SELECT unnest($1::uuid[])'), [stopped]);
  },
};

const UPSERT = `
  INSERT INTO person_ref AS t (id, source_id, family_id, region_code, match_status, restricted)
  SELECT id, "sourceId", "familyId", "regionCode", "matchStatus", restricted FROM jsonb_to_recordset($1::jsonb)
    AS x(id uuid, "sourceId" text, "familyId" uuid, "regionCode" text, "matchStatus" text, restricted boolean)
  ON CONFLICT (id) DO UPDATE SET source_id = excluded.source_id, family_id = excluded.family_id,
    region_code = excluded.region_code, match_status = excluded.match_status,
    restricted = excluded.restricted
  WHERE (t.source_id, t.family_id, t.region_code, t.match_status, t.restricted) IS DISTINCT FROM
    (excluded.source_id, excluded.family_id, excluded.region_code, excluded.match_status, excluded.restricted)`;
