import { DuckDBInstance } from '@duckdb/node-api';
import type { Dimension } from '../../subgraphs/insights/cube/cube';
import { AGE_BAND, DISABILITY, SEX } from '../../subgraphs/insights/cube/dimensions';

/** Columns of the facts, in the order of their file, with types both engines know. */
const COLUMNS = {
  unit: 'uuid',
  rkey: 'smallint',
  mkey: 'smallint',
  province: 'text',
  regency: 'text',
  district: 'text',
  desil: 'smallint',
  sex: 'text',
  age_band: 'text',
  disability: 'text',
  program: 'text',
  status: 'text',
  at_month: 'integer',
  at_quarter: 'integer',
  at_year: 'integer',
  is_placed: 'boolean',
  wage: 'bigint',
  nth: 'smallint',
};

export const FACT_NAMES = Object.keys(COLUMNS);

/** The table of facts in PostgreSQL. */
export const CREATE_FACTS = `CREATE UNLOGGED TABLE insights.bench_fact (${Object.entries(COLUMNS)
  .map(([name, type]) => `${name} ${type} NOT NULL`)
  .join(', ')})`;

/** Writes facts as CSV: a row a person, every third with a second one in another program. Made by arithmetic. */
export async function writeFacts(persons: number, csv: string): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(`COPY (${factsSql(persons)}) TO '${csv}' (FORMAT csv, HEADER false)`);
  connection.closeSync();
  instance.closeSync();
}

function factsSql(persons: number): string {
  const draw = (salt: number, modulo: number) => `(hash(i * 64 + ${salt}) % ${modulo})::integer`;
  const code = (salt: number, modulo: number) => `lpad(${draw(salt, modulo)}::text, 2, '0')`;
  const one = ({ categories }: Dimension, salt: number) => {
    const names = Object.keys(categories ?? {}).map((name) => `'${name}'`);
    return `([${names.join(', ')}])[1 + ${draw(salt, names.length)}]`;
  };
  // Provinces are of different size, as they are: 38 of them, 514 regencies, 7,000 districts.
  return `
    SELECT md5(i::text)::uuid, ${draw(2, 256)}, ${draw(3, 256)}, province, regency, regency || ${code(15, 14)}, 1 + ${draw(5, 10)},
      ${one(SEX, 6)}, ${one(AGE_BAND, 7)}, ${one(DISABILITY, 8)}, 'P' || (${draw(9, 6)} + 6 * nth), 'S' || ${draw(10, 5)},
      year * 100 + month, year * 10 + (month + 2) // 3, year, is_placed,
      CASE WHEN is_placed THEN 1500000 + ${draw(14, 5_000)} * 1000 ELSE 0 END, nth
    FROM (
      SELECT *, province || ${code(4, 14)} AS regency, 2021 + ${draw(11, 5)} AS year, 1 + ${draw(12, 12)} AS month,
        ${draw(13, 100)} < 23 AS is_placed
      FROM (SELECT i, (11 + floor(38 * power(${draw(1, 100_000)} / 100000.0, 1.5)))::integer::text AS province
        FROM range(1, ${persons} + 1) r(i)) place
      CROSS JOIN (VALUES (0), (1)) v(nth)
      WHERE nth = 0 OR i % 3 = 0
    ) fact`;
}
