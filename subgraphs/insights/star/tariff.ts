import { z } from 'zod';
import type { ReadModel } from '../../../shared/database';
import { latestOf, writeRows } from './latest';
import type { StarTable } from './latest';

const dated = { component: z.string().nullable(), validFrom: z.iso.date(), validTo: z.iso.date().nullable() };
const tariff = z.object({
  programCode: z.string(),
  rates: z.array(z.object({ ...dated, amount: z.int().nonnegative(), per: z.enum(['YEAR', 'MONTH']) })),
  limits: z.array(z.object({ ...dated, maximum: z.int().positive() })),
});

const PER_YEAR = { YEAR: 1, MONTH: 12 } as const;

const RATE = {
  name: 'tariff_rate',
  key: ['program', 'component', 'valid_from'],
  columns: { program: 'text', component: 'text', yearly_amount: 'bigint', valid_from: 'date', valid_to: 'date' },
} as const satisfies StarTable<string>;
const LIMIT = {
  name: 'tariff_limit',
  key: ['program', 'component', 'valid_from'],
  columns: { program: 'text', component: 'text', maximum: 'smallint', valid_from: 'date', valid_to: 'date' },
} as const satisfies StarTable<string>;

/** Rates and limits of programs, every dated row. */
export const tariffStar: ReadModel = {
  name: 'insights.tariff_rate',
  owner: 'programs',
  topics: ['tariff'],
  toleratedLagSeconds: 60,
  async apply(events, client) {
    const latest = latestOf(events, ['tariff'], tariff);
    const programs = latest.map(({ programCode }) => programCode);
    // A row that is gone from the catalogue goes here.
    for (const { name } of [RATE, LIMIT]) {
      await client.query(`DELETE FROM ${name} WHERE program = ANY($1::text[])`, [programs]);
    }
    const rowOf = ({ component, validFrom, validTo }: z.infer<z.ZodObject<typeof dated>>, program: string) => ({
      program,
      component: component ?? 'NONE',
      valid_from: validFrom,
      valid_to: validTo,
    });
    await writeRows(
      client,
      RATE,
      latest.flatMap(({ programCode, rates }) =>
        rates.map((rate) => ({ ...rowOf(rate, programCode), yearly_amount: rate.amount * PER_YEAR[rate.per] })),
      ),
    );
    await writeRows(
      client,
      LIMIT,
      latest.flatMap(({ programCode, limits }) =>
        limits.map((limit) => ({ ...rowOf(limit, programCode), maximum: limit.maximum })),
      ),
    );
  },
};
