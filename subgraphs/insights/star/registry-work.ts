import { z } from 'zod';
import type { ReadModel } from '../../../shared/database';
import { forgetRows, latestOf, takenBack, toldOf, writeRows } from './latest';
import type { StarTable } from './latest';
import { starId } from './unit';

/** What the registry publishes of requests. */
const requestPayload = z.object({
  personId: z.guid().nullable(),
  status: z.string(),
  statistics: z
    .object({
      familyId: z.guid(),
      proposedBy: z.string(),
      reason: z.string().nullable(),
      proposedOn: z.iso.date(),
      verifiedOn: z.iso.date().nullable(),
      decidedOn: z.iso.date().nullable(),
    })
    .nullish(),
});
const revealPayload = z.object({
  role: z.string(),
  purpose: z.string(),
  field: z.string(),
  personId: z.guid(),
  revealedOn: z.iso.date(),
});

const CHANGE_REQUEST = {
  name: 'change_request',
  key: ['id'],
  columns: {
    id: 'uuid',
    family: 'uuid',
    person: 'uuid',
    subject: 'text',
    status: 'text',
    proposed_by: 'text',
    reason: 'text',
    proposed_on: 'date',
    verified_on: 'date',
    decided_on: 'date',
  },
} as const satisfies StarTable<string>;

const REVEAL = {
  name: 'reveal',
  key: ['id'],
  columns: { id: 'uuid', person: 'uuid', role: 'text', purpose: 'text', field: 'text', revealed_on: 'date' },
} as const satisfies StarTable<string>;

/** Requests to change a record: about whom, and what became of them; never a value, and nothing of persons who were erased. */
export const changeRequestStar: ReadModel = {
  name: 'insights.change_request',
  owner: 'beneficiaries',
  topics: ['change_request'],
  toleratedLagSeconds: 60,
  async apply(events, client, keys) {
    const latest = latestOf(events, ['change_request'], requestPayload);
    const rows = toldOf(latest).map(({ id, personId, status, statistics }) => ({
      id: starId(keys, 'change_request', id),
      family: starId(keys, 'family', statistics.familyId),
      person: personId === null ? null : starId(keys, 'person', personId),
      subject: personId === null ? 'FAMILY' : 'PERSON',
      status,
      proposed_by: statistics.proposedBy,
      reason: statistics.reason ?? 'NONE',
      proposed_on: statistics.proposedOn,
      verified_on: statistics.verifiedOn,
      decided_on: statistics.decidedOn,
    }));
    await writeRows(client, CHANGE_REQUEST, rows);
    await forgetRows(
      client,
      CHANGE_REQUEST,
      takenBack(latest).map((id) => starId(keys, 'change_request', id)),
    );
  },
};

/** Identifiers that were shown to officers: whose, to which role, what for; not to whom. */
export const revealStar: ReadModel = {
  name: 'insights.reveal',
  owner: 'beneficiaries',
  topics: ['reveal'],
  toleratedLagSeconds: 60,
  async apply(events, client, keys) {
    const rows = latestOf(events, ['reveal'], revealPayload).map(
      ({ id, personId, role, purpose, field, revealedOn }) => ({
        id: starId(keys, 'reveal', id),
        person: starId(keys, 'person', personId),
        ...{ role, purpose, field, revealed_on: revealedOn },
      }),
    );
    await writeRows(client, REVEAL, rows);
  },
};
