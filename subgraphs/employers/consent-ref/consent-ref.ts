import { z } from 'zod';
import type { BulkConnection, OutboxEvent, ReadModel } from '../../../shared/database';
import { tellDisclosureChanged } from '../referral/disclosure-changed';
import { revokeWithoutConsent } from '../referral/revoke-by-rule';

/** What the registry publishes of a consent; `profile` is null where the record of the person may not be used. */
const payload = z.object({
  personId: z.guid(),
  kind: z.enum(['ANONYMOUS_PROFILE', 'REFERRAL', 'EMPLOYMENT', 'DISABILITY']),
  employerId: z.guid().nullable(),
  vacancyId: z.guid().nullable(),
  status: z.string(),
  expiresOn: z.iso.date(),
  profile: z.looseObject({}).nullable(),
});

/**
 * What persons agreed to, so that nobody is referred who did not: what a partner sees of a person the registry decides itself, at the
 * moment of reading. A consent that is taken back takes the referrals under way along, and of those that go on the partner is told
 * that it sees less, in the transaction that brings it.
 */
export const consentRef: ReadModel = {
  name: 'employers.consent_ref',
  owner: 'beneficiaries',
  topics: ['consent'],
  toleratedLagSeconds: 60,
  async apply(events: readonly OutboxEvent[], client) {
    const last = new Map(events.map(({ entityId, payload: told }) => [entityId, payload.parse(told)]));
    const consents = [...last].map(([id, { profile, ...told }]) => ({
      ...{ id, ...told },
      // Only the first consent carries a profile; without it none of the others opens anything.
      isUsable: told.kind !== 'ANONYMOUS_PROFILE' || profile !== null,
    }));
    const over = consents.filter(({ status, isUsable }) => status !== 'GIVEN' || !isUsable).map(({ id }) => id);
    const stood = await findStanding(client, over);
    await client.query(UPSERT, [JSON.stringify(consents)]);
    if (over.length === 0) return;
    await revokeWithoutConsent(client, over);
    // One that comes together with its end was in force meanwhile; what is known to be over already is no news.
    const begun = events.filter(({ payload: told }) => told['status'] === 'GIVEN').map(({ entityId }) => entityId);
    const news = over.filter((id) => stood.get(id) ?? begun.includes(id));
    if (news.length > 0) await tellDisclosureChanged(client, news);
  },
};

/** Which of some consents are known, and whether each is held to be given and of use. */
async function findStanding(client: BulkConnection, ids: readonly string[]): Promise<ReadonlyMap<string, boolean>> {
  const { rows } = await client.query<{ readonly id: string; readonly stands: boolean }>(
    `SELECT id, status = 'GIVEN' AND is_usable AS stands FROM consent_ref WHERE id = ANY ($1)`,
    [ids],
  );
  return new Map(rows.map(({ id, stands }) => [id, stands]));
}

const UPSERT = `
  INSERT INTO consent_ref AS t (id, person_id, kind, employer_id, vacancy_id, status, expires_on, is_usable)
  SELECT id, "personId", kind, "employerId", "vacancyId", status, "expiresOn", "isUsable" FROM jsonb_to_recordset($1::jsonb)
    AS x(id uuid, "personId" uuid, kind text, "employerId" uuid, "vacancyId" uuid, status text, "expiresOn" date,
      "isUsable" boolean)
  ON CONFLICT (id) DO UPDATE SET status = excluded.status, expires_on = excluded.expires_on, is_usable = excluded.is_usable
  WHERE (t.status, t.expires_on, t.is_usable) IS DISTINCT FROM (excluded.status, excluded.expires_on, excluded.is_usable)`;
