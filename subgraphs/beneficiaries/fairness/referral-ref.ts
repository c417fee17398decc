import { z } from 'zod';
import type { OutboxEvent, ReadModel } from '../../../shared/database';

/** What employers publish of a referral, as far as it is counted. */
const payload = z.object({
  personId: z.guid(),
  status: z.string(),
  score: z.int().nullable(),
  placedOn: z.iso.date().nullable(),
});

/** Before the partner is told; a referral that is taken back from here has never been one. */
const UNTOLD = ['NOMINATED', 'REVOKED'];

/** The referrals of persons, for the fairness report of times that are over: nothing is refused while it lags. */
export const referralRef: ReadModel = {
  name: 'beneficiaries.referral_ref',
  owner: 'employers',
  topics: ['referral'],
  toleratedLagSeconds: 60,
  async apply(events, client) {
    await client.query(UPSERT, [JSON.stringify(summaries(events))]);
  },
};

/** One row a referral: how it stands, and the first day on which it was told to the partner. */
function summaries(events: readonly OutboxEvent[]): object[] {
  const found = new Map<string, { readonly toldAt: string | null }>();
  for (const { entityId, payload: said, at } of events) {
    const referral = payload.parse(said);
    const toldAt = found.get(entityId)?.toldAt ?? (UNTOLD.includes(referral.status) ? null : at);
    found.set(entityId, { ...referral, toldAt });
  }
  return [...found].map(([id, referral]) => ({ id, ...referral }));
}

const UPSERT = `
  INSERT INTO referral_ref AS t (referral_id, person_id, score, referred_on, placed_on)
  SELECT id, "personId", score, ("toldAt" AT TIME ZONE 'Asia/Jakarta')::date, "placedOn" FROM jsonb_to_recordset($1::jsonb)
    AS x(id uuid, "personId" uuid, score smallint, "toldAt" timestamptz, "placedOn" date)
  ON CONFLICT (referral_id) DO UPDATE SET score = excluded.score, placed_on = excluded.placed_on,
    referred_on = least(t.referred_on, excluded.referred_on)`;
