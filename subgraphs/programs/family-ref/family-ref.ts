import { z } from 'zod';
import type { OutboxEvent, ReadModel } from '../../../shared/database';
import { HOLD_IMPORTS } from '../enrolment/stop-aid';
import { latestPayloads } from '../read-model';

/** What the registry publishes of a family. */
const payload = z.object({
  sourceId: z.string(),
  regionCode: z.string().regex(/^\d{10}$/),
  desil: z.number().int().min(1).max(10),
  kpmFlags: z.array(z.string()),
});

/**
 * The families, as the registry publishes them: where they live (row scope), their desil (filters), and their sender's key
 * (imports). Beyond the tolerated lag the import of enrolments is refused: a family just registered would be quarantined as
 * unknown.
 */
export const familyRef: ReadModel = {
  name: 'programs.family_ref',
  owner: 'beneficiaries',
  topics: ['family'],
  toleratedLagSeconds: 60,
  async apply(events: readonly OutboxEvent[], client) {
    const families = JSON.stringify(latestPayloads(events, payload));
    // Enrolments follow a family that moves; an import of enrolments holds on to the places of theirs.
    if ((await client.query(MOVED, [families])).rowCount) await client.query(HOLD_IMPORTS);
    await client.query(UPSERT, [families]);
  },
};

const MOVED = `
  SELECT FROM jsonb_to_recordset($1::jsonb) AS x(id uuid, "regionCode" text) JOIN family_ref t USING (id)
  WHERE t.region_code <> x."regionCode" LIMIT 1`;

const UPSERT = `
  INSERT INTO family_ref AS t (id, source_id, region_code, desil, kpm_flags)
  SELECT id, "sourceId", "regionCode", desil, "kpmFlags" FROM jsonb_to_recordset($1::jsonb)
    AS x(id uuid, "sourceId" text, "regionCode" text, desil smallint, "kpmFlags" text[])
  ON CONFLICT (id) DO UPDATE SET source_id = excluded.source_id, region_code = excluded.region_code,
    desil = excluded.desil, kpm_flags = excluded.kpm_flags
  WHERE (t.source_id, t.region_code, t.desil, t.kpm_flags)
    IS DISTINCT FROM (excluded.source_id, excluded.region_code, excluded.desil, excluded.kpm_flags)`;
