import { z } from 'zod';
import type { ReadModel } from '../../../shared/database';
import { latestOf, writeRows } from './latest';
import type { StarTable } from './latest';
import { starId } from './unit';

const skaMonth = z.object({
  centreId: z.string(),
  line: z.string(),
  month: z.string().regex(/^\d{4}-\d{2}$/),
  revenue: z.int(),
  atWork: z.int(),
});

const SKA_MONTH = {
  name: 'ska_month',
  key: ['id'],
  columns: { id: 'uuid', centre: 'text', line: 'text', month: 'date', revenue: 'bigint', at_work: 'integer' },
} as const satisfies StarTable<string>;

const SKA_PLACE = {
  name: 'ska_place',
  key: ['unit'],
  columns: { unit: 'uuid', rkey: 'smallint', mkey: 'smallint', centre: 'text', line: 'text', number: 'integer' },
} as const satisfies StarTable<string>;

/**
 * What lines of business of Sentra Kreasi ATENSI made, and how many work there. A place of work has record keys, since whoever
 * holds it is known to the centre alone; a line has one place even while nobody works there.
 */
export const skaStar: ReadModel = {
  name: 'insights.ska_month',
  owner: 'sentra',
  topics: ['ska_month'],
  toleratedLagSeconds: 60,
  async apply(events, client, keys) {
    const months = latestOf(events, ['ska_month'], skaMonth);
    await writeRows(
      client,
      SKA_MONTH,
      months.map(({ id, centreId, line, month, revenue, atWork }) => ({
        ...{
          id: starId(keys, 'ska_month', id),
          centre: centreId,
          line,
          month: `${month}-01`,
          revenue,
          at_work: atWork,
        },
      })),
    );
    // Of every event, also of those that were corrected: the places are the same whether they come in one batch or in several.
    const places = events.flatMap(({ payload }) => {
      const { centreId: centre, line, atWork } = skaMonth.parse(payload);
      return Array.from({ length: Math.max(atWork, 1) }, (_, index) => {
        const number = index + 1;
        return { ...keys.of(`ska_place:${centre}:${line}:${number}`), centre, line, number };
      });
    });
    await writeRows(client, SKA_PLACE, [...new Map(places.map((place) => [place.unit, place])).values()]);
  },
};
