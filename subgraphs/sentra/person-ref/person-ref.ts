import { z } from 'zod';
import type { OutboxEvent, ReadModel } from '../../../shared/database';

/** What the registry publishes of a person, as far as it is needed here. */
const payload = z.object({
  regionCode: z.string(),
  matchStatus: z.string(),
  /** From when on a child consents alone; absent in what was published before it was told, null for adults. */
  adultOn: z.iso.date().nullable().default(null),
});

/**
 * The persons of the registry: whether somebody is one of them, and whether parents or a guardian consent. Beyond the
 * tolerated lag an intake may find a person unknown who was just registered; it is asked again then.
 */
export const personRef: ReadModel = {
  name: 'sentra.person_ref',
  owner: 'beneficiaries',
  topics: ['person'],
  toleratedLagSeconds: 60,
  async apply(events: readonly OutboxEvent[], client) {
    const last = new Map(events.map((event) => [event.entityId, event.payload]));
    const persons = [...last].map(([id, fact]) => ({ ...payload.parse(fact), id }));
    await client.query(UPSERT, [JSON.stringify(persons)]);
  },
};

const UPSERT = `
  INSERT INTO person_ref AS t (id, region_code, match_status, adult_on)
  SELECT id, "regionCode", "matchStatus", "adultOn" FROM jsonb_to_recordset($1::jsonb)
    AS x(id uuid, "regionCode" text, "matchStatus" text, "adultOn" date)
  ON CONFLICT (id) DO UPDATE SET region_code = excluded.region_code, match_status = excluded.match_status,
    adult_on = excluded.adult_on
  WHERE (t.region_code, t.match_status, t.adult_on)
    IS DISTINCT FROM (excluded.region_code, excluded.match_status, excluded.adult_on)`;
