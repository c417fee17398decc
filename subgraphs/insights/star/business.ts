import { z } from 'zod';
import type { OutboxEvent, ReadModel, RecordKeys } from '../../../shared/database';
import { latestOf, toldOf, writeRows } from './latest';
import type { StarTable } from './latest';
import { starId } from './unit';

const day = z.iso.date().nullable();
const pena = z.object({
  familyId: z.guid(),
  personId: z.guid(),
  variant: z.string(),
  cluster: z.string(),
  status: z.string(),
  grantAmount: z.int().nonnegative().nullable(),
  graduatedOn: day,
  statistics: z
    .object({ proposedOn: z.iso.date(), approvedOn: day, grantedOn: day, runningOn: day, readyOn: day })
    .optional(),
});
const prokus = z.object({
  familyId: z.guid(),
  personId: z.guid(),
  status: z.string(),
  grantAmount: z.int().nonnegative().nullable(),
  endedOn: day,
  statistics: z.object({ line: z.string(), proposedOn: z.iso.date(), approvedOn: day, grantedOn: day }).optional(),
});

const BUSINESS_CASE = {
  name: 'business_case',
  key: ['id'],
  columns: {
    id: 'uuid',
    person: 'uuid',
    family: 'uuid',
    program: 'text',
    variant: 'text',
    line: 'text',
    status: 'text',
    grant_amount: 'bigint',
    proposed_on: 'date',
    approved_on: 'date',
    granted_on: 'date',
    running_on: 'date',
    ready_on: 'date',
    finished_on: 'date',
  },
} as const satisfies StarTable<string>;
type CaseRow = Readonly<Record<keyof (typeof BUSINESS_CASE)['columns'], unknown>>;

/** Persons whom PENA and Prokus help to a business. What was published before statistics asked is published once more. */
export const businessCaseStar: ReadModel = {
  name: 'insights.business_case',
  owner: 'programs',
  topics: ['pena', 'prokus'],
  toleratedLagSeconds: 60,
  async apply(events, client, keys) {
    await writeRows(client, BUSINESS_CASE, [...penaRows(events, keys), ...prokusRows(events, keys)]);
  },
};

function penaRows(events: readonly OutboxEvent[], keys: RecordKeys): CaseRow[] {
  return toldOf(latestOf(events, ['pena'], pena)).map(({ statistics, ...each }) => ({
    ...idsOf(keys, each),
    program: 'PENA',
    variant: each.variant,
    line: each.cluster,
    status: each.status,
    grant_amount: each.grantAmount ?? 0,
    proposed_on: statistics.proposedOn,
    approved_on: statistics.approvedOn,
    granted_on: statistics.grantedOn,
    running_on: statistics.runningOn,
    ready_on: statistics.readyOn,
    finished_on: each.graduatedOn,
  }));
}

function prokusRows(events: readonly OutboxEvent[], keys: RecordKeys): CaseRow[] {
  return toldOf(latestOf(events, ['prokus'], prokus)).map(({ statistics, ...each }) => ({
    ...idsOf(keys, each),
    program: 'PROKUS',
    variant: 'NONE',
    line: statistics.line,
    status: each.status,
    grant_amount: each.grantAmount ?? 0,
    proposed_on: statistics.proposedOn,
    approved_on: statistics.approvedOn,
    granted_on: statistics.grantedOn,
    running_on: null,
    ready_on: null,
    finished_on: each.status === 'COMPLETED' ? each.endedOn : null,
  }));
}

interface Taking {
  readonly id: string;
  readonly personId: string;
  readonly familyId: string;
}

function idsOf(keys: RecordKeys, { id, personId, familyId }: Taking) {
  return {
    id: starId(keys, 'business', id),
    person: starId(keys, 'person', personId),
    family: starId(keys, 'family', familyId),
  };
}
