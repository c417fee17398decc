import { z } from 'zod';
import type { ReadModel } from '../../../shared/database';
import { latestOf, toldOf, writeRows } from './latest';
import type { StarTable } from './latest';
import { starId } from './unit';

const day = z.iso.date().nullable();
const thing = { centreId: z.string(), type: z.string(), status: z.string() };

/** `statistics` is absent in what was published before they asked; it was published once more then. */
const device = z.object({
  ...thing,
  statistics: z
    .object({
      personId: z.guid().nullable(),
      plannedFor: z.iso.date(),
      madeOn: day,
      handedOverOn: day,
      /** Of the centre. */
      regency: z.string(),
      leadDays: z.int().nullable(),
    })
    .optional(),
});

const need = z.object({
  ...thing,
  statistics: z.object({ personId: z.guid(), priority: z.string(), assessedOn: z.iso.date(), metOn: day }).optional(),
});

const DEVICE = {
  name: 'device',
  key: ['id'],
  columns: {
    id: 'uuid',
    rkey: 'smallint',
    mkey: 'smallint',
    person: 'uuid',
    centre: 'text',
    centre_regency: 'text',
    type: 'text',
    status: 'text',
    planned_for: 'date',
    made_on: 'date',
    handed_over_on: 'date',
    lead_days: 'integer',
  },
} as const satisfies StarTable<string>;

const DEVICE_NEED = {
  name: 'device_need',
  key: ['id'],
  columns: {
    id: 'uuid',
    person: 'uuid',
    centre: 'text',
    type: 'text',
    priority: 'text',
    status: 'text',
    assessed_on: 'date',
    met_on: 'date',
  },
} as const satisfies StarTable<string>;

/** Assistive devices and who has them, and who waits for one. */
export const deviceStar: ReadModel = {
  name: 'insights.device',
  owner: 'sentra',
  topics: ['device', 'device_need'],
  toleratedLagSeconds: 60,
  async apply(events, client, keys) {
    const made = toldOf(latestOf(events, ['device'], device)).map(({ statistics, ...each }) => {
      const { personId, plannedFor, madeOn, handedOverOn, regency, leadDays } = statistics;
      const { unit, rkey, mkey } = keys.of(`device:${each.id}`);
      return {
        ...{ id: unit, rkey, mkey, person: personId === null ? null : starId(keys, 'person', personId) },
        ...{ centre: each.centreId, centre_regency: regency, type: each.type, status: each.status },
        ...{ planned_for: plannedFor, made_on: madeOn, handed_over_on: handedOverOn, lead_days: leadDays },
      };
    });
    await writeRows(client, DEVICE, made);
    const needed = toldOf(latestOf(events, ['device_need'], need)).map(({ statistics, ...each }) => {
      const { personId, priority, assessedOn, metOn } = statistics;
      return {
        ...{ id: starId(keys, 'need', each.id), person: starId(keys, 'person', personId), centre: each.centreId },
        ...{ type: each.type, priority, status: each.status, assessed_on: assessedOn, met_on: metOn },
      };
    });
    await writeRows(client, DEVICE_NEED, needed);
  },
};
