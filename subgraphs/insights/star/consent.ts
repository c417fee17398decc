import { z } from 'zod';
import type { ReadModel } from '../../../shared/database';
import { forgetRows, latestOf, takenBack, toldOf, writeRows } from './latest';
import type { StarTable } from './latest';
import { starId } from './unit';

/** What the registry publishes of a consent. */
const payload = z.object({
  personId: z.guid(),
  kind: z.string(),
  status: z.string(),
  givenBy: z.string().default('UNKNOWN'),
  expiresOn: z.iso.date(),
  statistics: z
    .object({
      form: z.string(),
      givenOn: z.iso.date(),
      enteredBy: z.string().nullable(),
      endedOn: z.iso.date().nullable(),
      isHeld: z.boolean(),
    })
    .nullish(),
});

const CONSENT = {
  name: 'consent',
  key: ['id'],
  columns: {
    id: 'uuid',
    person: 'uuid',
    kind: 'text',
    status: 'text',
    form: 'text',
    given_by: 'text',
    entered_by: 'text',
    given_on: 'date',
    expires_on: 'date',
    ended_on: 'date',
    is_held: 'boolean',
  },
} as const satisfies StarTable<string>;

/** What persons agreed to on the way to work: no partner, no vacancy; nothing of persons who were erased. */
export const consentStar: ReadModel = {
  name: 'insights.consent',
  owner: 'beneficiaries',
  topics: ['consent'],
  toleratedLagSeconds: 60,
  async apply(events, client, keys) {
    const latest = latestOf(events, ['consent'], payload);
    const rows = toldOf(latest).map(({ id, statistics, ...given }) => ({
      id: starId(keys, 'consent', id),
      person: starId(keys, 'person', given.personId),
      kind: given.kind,
      status: given.status,
      form: statistics.form,
      given_by: given.givenBy,
      entered_by: statistics.enteredBy ?? 'UNKNOWN',
      given_on: statistics.givenOn,
      expires_on: given.expiresOn,
      ended_on: statistics.endedOn,
      is_held: statistics.isHeld,
    }));
    await writeRows(client, CONSENT, rows);
    await forgetRows(
      client,
      CONSENT,
      takenBack(latest).map((id) => starId(keys, 'consent', id)),
    );
  },
};
