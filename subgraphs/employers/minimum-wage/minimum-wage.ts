import { z } from 'zod';
import type { OutboxEvent, ReadModel } from '../../../shared/database';

/** What programs publishes of a regency: its minimum wages (UMK) of every year. */
const payload = z.object({
  regencyCode: z.string().regex(/^\d{4}$/),
  wages: z.array(
    z.object({
      year: z.int(),
      amount: z.int().positive(),
      source: z.enum(['DECREE', 'SYNTHETIC']),
      legalRef: z.string().nullable(),
    }),
  ),
});

/**
 * The minimum wages of the regencies. A decree comes weeks before the year it is for, so an hour is little; beyond it a wage could
 * be held against one that was corrected, and is refused.
 */
export const minimumWage: ReadModel = {
  name: 'employers.minimum_wage',
  owner: 'programs',
  topics: ['minimum_wage'],
  toleratedLagSeconds: 3_600,
  async apply(events: readonly OutboxEvent[], client) {
    const last = new Map(events.map(({ entityId, payload: told }) => [entityId, payload.parse(told)]));
    const regencies = [...last.values()];
    const wages = regencies.flatMap(({ regencyCode, wages: years }) => years.map((wage) => ({ ...wage, regencyCode })));
    await client.query(UPSERT, [JSON.stringify(wages)]);
    await client.query(FORGET, [regencies.map(({ regencyCode }) => regencyCode), JSON.stringify(wages)]);
  },
};

const GIVEN = (parameter: string) => `jsonb_to_recordset(${parameter}::jsonb)
  AS x("regencyCode" text, year smallint, amount bigint, source text, "legalRef" text)`;

const UPSERT = `
  INSERT INTO minimum_wage AS t (regency_code, year, amount, source, legal_ref)
  SELECT "regencyCode", year, amount, source, "legalRef" FROM ${GIVEN('$1')}
  ON CONFLICT (regency_code, year) DO UPDATE SET amount = excluded.amount, source = excluded.source,
    legal_ref = excluded.legal_ref
  WHERE (t.amount, t.source, t.legal_ref) IS DISTINCT FROM (excluded.amount, excluded.source, excluded.legal_ref)`;

/** Years of a regency that are no longer told of. */
const FORGET = `
  DELETE FROM minimum_wage t WHERE t.regency_code = ANY($1)
    AND NOT EXISTS (SELECT FROM ${GIVEN('$2')} WHERE x."regencyCode" = t.regency_code AND x.year = t.year)`;
