import type { BulkConnection } from '../../../shared/database';
import type { PkhTariff } from './pkh-cost';

interface Row {
  readonly component: string;
  readonly value: string;
}

const inForce = (table: 'tariff_rate' | 'tariff_limit', column: string) => `
  SELECT component, ${column}::text AS value FROM ${table}
  WHERE program = 'PKH' AND valid_from <= $1::date AND coalesce(valid_to >= $1::date, true)`;

/**
 * The rates and limits of PKH in force on a day.
 * @param connection with the rights of the platform
 * @param day `YYYY-MM-DD`
 */
export async function findPkhTariff(connection: BulkConnection, day: string): Promise<PkhTariff> {
  const rates = await connection.query<Row>(inForce('tariff_rate', 'yearly_amount'), [day]);
  const limits = await connection.query<Row>(inForce('tariff_limit', 'maximum'), [day]);
  const amounts = numbers(rates.rows);
  const maxima = numbers(limits.rows);
  const cap = maxima.get('NONE');
  maxima.delete('NONE');
  return { amounts, limits: maxima, cap };
}

function numbers(rows: readonly Row[]): Map<string, number> {
  return new Map(rows.map(({ component, value }) => [component, Number(value)]));
}
