import { z } from 'zod';
import type { OutboxEvent, ReadModel } from '../../../shared/database';
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
 * moment of reading. A consent that is taken back takes the referrals under way along, in the transaction that brings it.
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
    await client.query(UPSERT, [JSON.stringify(consents)]);
    const over = consents.filter(({ status, isUsable }) => status !== 'GIVEN' || !isUsable).map(({ id }) => id);
    if (over.length > 0) await revokeWithoutConsent(client, over);
  },
};

const UPSERT = `
  INSERT INTO consent_ref AS t (id, person_id, kind, employer_id, vacancy_id, status, expires_on, is_usable)
  SELECT id, "personId", kind, "employerId", "vacancyId", status, "expiresOn", "isUsable" FROM jsonb_to_recordset($1::jsonb)
    AS x(id uuid, "personId" uuid, kind text, "employerId" uuid, "vacancyId" uuid, status text, "expiresOn" date,
      "isUsable" boolean)
  ON CONFLICT (id) DO UPDATE SET status = excluded.status, expires_on = excluded.expires_on, is_usable = excluded.is_usable
  WHERE (t.status, t.expires_on, t.is_usable) IS DISTINCT FROM (excluded.status, excluded.expires_on, excluded.is_usable)`;
