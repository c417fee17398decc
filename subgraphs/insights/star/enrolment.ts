import { z } from 'zod';
import type { ReadModel } from '../../../shared/database';
import { latestOf, writeRows } from './latest';
import type { StarTable } from './latest';
import { starId } from './unit';

const enrolment = z.object({
  familyId: z.guid(),
  programCode: z.string(),
  status: z.string(),
  reason: z.string().nullable(),
  startedOn: z.iso.date(),
  endedOn: z.iso.date().nullable(),
  relapseOf: z.guid().nullish(),
  /** Absent in what was published before statistics asked. */
  statistics: z.object({ facilitator: z.string().nullable() }).optional(),
});

const component = z.object({
  enrolmentId: z.guid(),
  personId: z.guid(),
  component: z.string(),
  startedOn: z.iso.date(),
  endedOn: z.iso.date().nullable(),
  statistics: z.object({ leavesAtAge: z.int().nullable() }).optional(),
});

const ENROLMENT = {
  name: 'enrolment',
  key: ['id'],
  columns: {
    id: 'uuid',
    family: 'uuid',
    facilitator: 'uuid',
    program: 'text',
    status: 'text',
    reason: 'text',
    started_on: 'date',
    ended_on: 'date',
    relapse_of: 'uuid',
  },
} as const satisfies StarTable<string>;

const COMPONENT = {
  name: 'component',
  key: ['id'],
  columns: {
    id: 'uuid',
    enrolment: 'uuid',
    person: 'uuid',
    component: 'text',
    started_on: 'date',
    ended_on: 'date',
    leaves_at_age: 'smallint',
  },
} as const satisfies StarTable<string>;

const FACILITATOR = {
  name: 'facilitator',
  key: ['unit'],
  columns: { unit: 'uuid', rkey: 'smallint', mkey: 'smallint' },
} as const satisfies StarTable<string>;

/** Participation of families in programs, who looks after them, and the persons who carry components. */
export const enrolmentStar: ReadModel = {
  name: 'insights.enrolment',
  owner: 'programs',
  topics: ['enrolment', 'component'],
  toleratedLagSeconds: 60,
  async apply(events, client, keys) {
    const latest = latestOf(events, ['enrolment'], enrolment);
    const accounts = new Set(latest.flatMap(({ statistics }) => statistics?.facilitator ?? []));
    await writeRows(
      client,
      FACILITATOR,
      [...accounts].map((account) => keys.of(`facilitator:${account}`)),
    );
    await writeRows(
      client,
      ENROLMENT,
      latest.map((each) => ({
        id: starId(keys, 'enrolment', each.id),
        family: starId(keys, 'family', each.familyId),
        facilitator: each.statistics?.facilitator ? starId(keys, 'facilitator', each.statistics.facilitator) : null,
        program: each.programCode,
        status: each.status,
        reason: each.reason ?? 'NONE',
        started_on: each.startedOn,
        ended_on: each.endedOn,
        relapse_of: each.relapseOf ? starId(keys, 'enrolment', each.relapseOf) : null,
      })),
    );
    await writeRows(
      client,
      COMPONENT,
      latestOf(events, ['component'], component).map((each) => ({
        id: starId(keys, 'component', each.id),
        enrolment: starId(keys, 'enrolment', each.enrolmentId),
        person: starId(keys, 'person', each.personId),
        component: each.component,
        started_on: each.startedOn,
        ended_on: each.endedOn,
        leaves_at_age: each.statistics?.leavesAtAge ?? 0,
      })),
    );
  },
};
