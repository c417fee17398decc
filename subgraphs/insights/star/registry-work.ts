import { z } from 'zod';
import type { ReadModel } from '../../../shared/database';
import { latestOf, writeRows } from './latest';
import type { StarTable } from './latest';
import { starId } from './unit';

/** What the registry publishes of officers' work; without statistics an event is older than they are. */
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
    .optional(),
});
const revealPayload = z.object({
  role: z.string(),
  purpose: z.string(),
  field: z.string(),
  revealedAt: z.iso.datetime({ offset: true }),
  statistics: z.object({ personId: z.guid() }).optional(),
});

const CHANGE_REQUEST = {
  name: 'change_request',
  key: ['id'],
  columns: {
    id: 'uuid',
    family: 'uuid',
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

/** Requests to change a record: about whose family, and what became of them; never a value. */
export const changeRequests: ReadModel = {
  name: 'insights.change_requests',
  owner: 'beneficiaries',
  topics: ['change_request'],
  toleratedLagSeconds: 60,
  async apply(events, client, keys) {
    const rows = latestOf(events, 'change_request', requestPayload).flatMap(({ id, personId, status, statistics }) =>
      statistics === undefined
        ? []
        : [
            {
              id: starId(keys, 'change_request', id),
              family: starId(keys, 'family', statistics.familyId),
              subject: personId === null ? 'FAMILY' : 'PERSON',
              status,
              proposed_by: statistics.proposedBy,
              reason: statistics.reason ?? 'NONE',
              proposed_on: statistics.proposedOn,
              verified_on: statistics.verifiedOn,
              decided_on: statistics.decidedOn,
            },
          ],
    );
    await writeRows(client, CHANGE_REQUEST, rows);
  },
};

/** Identifiers that were shown to officers: whose, to which role, what for; not to whom. */
export const reveals: ReadModel = {
  name: 'insights.reveals',
  owner: 'beneficiaries',
  topics: ['identifier-revealed'],
  toleratedLagSeconds: 60,
  async apply(events, client, keys) {
    const rows = latestOf(events, 'identifier-revealed', revealPayload).flatMap(
      ({ id, role, purpose, field, revealedAt, statistics }) =>
        statistics === undefined
          ? []
          : [
              {
                id: starId(keys, 'reveal', id),
                person: starId(keys, 'person', statistics.personId),
                ...{ role, purpose, field, revealed_on: jakartaDayOf(revealedAt) },
              },
            ],
    );
    await writeRows(client, REVEAL, rows);
  },
};

const JAKARTA_MS = 7 * 3_600_000;

/** The day of a moment where the ministry's day begins, `YYYY-MM-DD`. */
function jakartaDayOf(moment: string): string {
  return new Date(Date.parse(moment) + JAKARTA_MS).toISOString().slice(0, 10);
}
