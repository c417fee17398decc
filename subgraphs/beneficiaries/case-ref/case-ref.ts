import { z } from 'zod';
import type { OutboxEvent, ReadModel } from '../../../shared/database';

/** What a centre publishes of a case; nobody stands behind it before the intake. */
const payload = z.object({ centreId: z.string(), personId: z.uuid().nullable(), open: z.boolean() });

/**
 * The cases of the centres: their officers see the persons of the open ones. While it lags an officer sees a new client's
 * record a little later, and that of somebody who has left a little longer; nothing is refused for it.
 */
export const caseRef: ReadModel = {
  name: 'beneficiaries.case_ref',
  owner: 'sentra',
  topics: ['service_case'],
  toleratedLagSeconds: 60,
  async apply(events: readonly OutboxEvent[], client) {
    const last = new Map(events.map((event) => [event.entityId, event.payload]));
    const cases = [...last].map(([id, fact]) => ({ ...payload.parse(fact), id }));
    await client.query(UPSERT, [JSON.stringify(cases.filter(({ personId }) => personId !== null))]);
  },
};

const UPSERT = `
  INSERT INTO case_ref AS t (case_id, person_id, sentra_id, open)
  SELECT id, "personId", "centreId", open FROM jsonb_to_recordset($1::jsonb)
    AS x(id uuid, "personId" uuid, "centreId" text, open boolean)
  ON CONFLICT (case_id) DO UPDATE SET person_id = excluded.person_id, sentra_id = excluded.sentra_id,
    open = excluded.open
  WHERE (t.person_id, t.sentra_id, t.open) IS DISTINCT FROM (excluded.person_id, excluded.sentra_id, excluded.open)`;
