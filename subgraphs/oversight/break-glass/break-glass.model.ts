import { z } from 'zod';
import type { OutboxEvent, ReadModel } from '../../../shared/database';
import { REVIEW_DAYS } from './break-glass';

/** What the registry publishes when somebody takes emergency access. */
const payload = z.object({
  account: z.string(),
  role: z.string(),
  subjectHash: z.string(),
  reason: z.string(),
  openedAt: z.iso.datetime({ offset: true }),
  expiresAt: z.iso.datetime({ offset: true }),
});

/**
 * The grants of emergency access. The owner grants and ends them; here they are noticed at once and reviewed within two days,
 * so nothing is decided on this copy and no lag is refused.
 */
export const breakGlassModel: ReadModel = {
  name: 'oversight.break_glass',
  owner: 'beneficiaries',
  topics: ['break-glass-opened'],
  toleratedLagSeconds: 60,
  async apply(events: readonly OutboxEvent[], client) {
    const grants = events.map((event) => ({ ...payload.parse(event.payload), id: event.entityId }));
    await client.query(INSERT, [JSON.stringify(grants)]);
  },
};

const INSERT = `
  WITH opened AS (
    INSERT INTO break_glass (id, account, role, subject_hash, reason, opened_at, expires_at, review_due_at)
    SELECT id, account, role, "subjectHash", reason, "openedAt", "expiresAt", "openedAt" + interval '${REVIEW_DAYS} days'
    FROM jsonb_to_recordset($1::jsonb) AS x (id uuid, account text, role text, "subjectHash" text, reason text,
      "openedAt" timestamptz, "expiresAt" timestamptz)
    ON CONFLICT (id) DO NOTHING RETURNING id)
  INSERT INTO notice (kind, entity_id) SELECT 'BREAK_GLASS_OPENED', id FROM opened ON CONFLICT DO NOTHING`;
