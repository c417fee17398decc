import { join } from 'node:path';
import { Random } from '../../../platform/demo/nation/random';
import { createRecordKeys } from '../../../shared/database';
import type { Cube } from '../../../subgraphs/insights/cube/cube';
import { queryCells } from '../../../subgraphs/insights/engine/cells';
import type { CellQuery } from '../../../subgraphs/insights/engine/cells';
import { openDuckDb } from '../../../subgraphs/insights/engine/duckdb';
import type { Engine } from '../../../subgraphs/insights/engine/engine';
import { openFolder, writeDuckDb } from '../../../subgraphs/insights/engine/engines.fixture';
import { columnsFor, groupsOf } from '../../../subgraphs/insights/table/cube-reader';
import { makeTable } from '../../../subgraphs/insights/table/table';
import type { ProtectedTable } from '../../../subgraphs/insights/table/table';
import { readRequest } from '../../../subgraphs/insights/table/validate';
import type { AskedTable } from '../../../subgraphs/insights/table/validate';

/** A nation to attack statistics of: people whose attributes are so skewed that somebody is alone in something everywhere. */

const AGES = ['AGE_0_14', 'AGE_15_29', 'AGE_30_44', 'AGE_45_59', 'AGE_60_74', 'AGE_75_PLUS'];
const KINDS = ['NONE', 'FISIK', 'SENSORIK', 'MENTAL', 'INTELEKTUAL'];
const SEXES = ['FEMALE', 'MALE'];
const PROVINCES = 10;
const REGENCIES = 4;

const title = (en: string) => ({ en, id: en });
const codes = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, name]));

export const NATION: Cube = {
  name: 'nation',
  title: title('nation'),
  description: 'People of a test.',
  unit: 'PERSON',
  rows: 'ONE',
  dimensions: [
    { name: 'PROVINCE', column: 'province', kind: 'REGION', title: title('province'), of: 'UNIT' },
    { name: 'REGENCY', column: 'regency', kind: 'REGION', title: title('regency'), of: 'UNIT', parent: 'PROVINCE' },
    { name: 'DESIL', column: 'desil', kind: 'NUMBER', title: title('desil'), of: 'UNIT' },
    { name: 'SEX', column: 'sex', kind: 'CODES', title: title('sex'), of: 'UNIT', categories: codes(SEXES) },
    { name: 'AGE', column: 'age', kind: 'CODES', title: title('age'), of: 'UNIT', categories: codes(AGES) },
    { name: 'KIND', column: 'kind', kind: 'CODES', title: title('kind'), of: 'UNIT', categories: codes(KINDS) },
  ],
  measures: [
    { kind: 'COUNT', name: 'PERSONS', title: title('persons'), definition: 'All.' },
    { kind: 'COUNT', name: 'PLACED', flag: 'is_placed', title: title('placed'), definition: 'At work.' },
    {
      kind: 'RATE',
      name: 'RATE',
      numerator: 'PLACED',
      denominator: 'PERSONS',
      title: title('rate'),
      definition: 'Both.',
    },
    {
      ...{ kind: 'SUM', name: 'GRANTS', amount: 'grant_amount', of: 'PLACED', unit: 'IDR' },
      ...{ title: title('grants'), definition: 'The same for everybody at work.' },
    },
    {
      ...{ kind: 'QUANTILE', name: 'DAYS', share: 0.5, band: 'days_band', edges: [0, 30, 60, 90], unit: 'DAYS' },
      ...{ title: title('days'), definition: 'Of those at work.' },
    },
  ],
  time: { column: 'cohort', title: title('cohort'), of: 'UNIT' },
  source: () => 'SELECT',
};

/** What everybody at work was given. */
export const GRANT = 200_000;

export interface Citizen {
  readonly unit: number;
  readonly province: string;
  readonly regency: string;
  readonly desil: number;
  readonly sex: string;
  readonly age: string;
  readonly kind: string;
  readonly cohort_month: number;
  readonly is_placed: boolean;
}

/** Everybody, the same for a seed. */
export function makeCitizens(size: number, seed: number): Citizen[] {
  const random = new Random(seed, 'statistics');
  const skewed = <T>(values: readonly T[], share: number): T => {
    const index = values.findIndex(() => random.chance(share));
    const found = values[index < 0 ? values.length - 1 : index];
    if (found === undefined) throw new Error('nothing to choose from');
    return found;
  };
  const places = Array.from({ length: PROVINCES * REGENCIES }, (_, index) => {
    const province = String(11 + Math.floor(index / REGENCIES));
    return { province, regency: `${province}0${1 + (index % REGENCIES)}` };
  });
  return Array.from({ length: size }, (_, unit) => ({
    unit,
    ...skewed(places, 0.06),
    desil: skewed([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.35),
    sex: skewed(SEXES, 0.93),
    age: skewed(AGES, 0.4),
    kind: skewed(KINDS, 0.75),
    cohort_month: skewed([202501, 202502, 202503, 202504, 202505, 202506], 0.45),
    is_placed: random.chance(0.4),
  }));
}

/** A nation whose statistics can be asked. */
export interface StatNation extends AsyncDisposable {
  readonly citizens: readonly Citizen[];
  /** The protected table; undefined where it is refused. */
  ask(asked: Partial<AskedTable>): Promise<ProtectedTable | undefined>;
  /** One published count, of the cell a request without groups has; undefined where it is not published. */
  count(where: AskedTable['where'], time?: AskedTable['time'], measure?: string): Promise<number | undefined>;
}

const keys = createRecordKeys(Buffer.from('a nation of a test'));

/** Opens a nation in a snapshot of its own. */
export async function openStatNation(citizens: readonly Citizen[]): Promise<StatNation> {
  const folder = openFolder();
  const path = join(folder.path, 'nation.duckdb');
  await writeDuckDb(path, ...statementsOf(citizens));
  const engine = await openDuckDb(path);
  const ask = (asked: Partial<AskedTable>) => askNation(engine, { ...WHOLE, ...asked });
  return {
    citizens,
    ask,
    async count(where, time, measure = 'PERSONS') {
      const table = await ask({ where, time, measures: [measure] });
      return table?.rows[0]?.values[measure]?.value;
    },
    async [Symbol.asyncDispose]() {
      await engine.close();
      folder.remove();
    },
  };
}

const WHOLE: AskedTable = { by: [], measures: ['PERSONS'], where: {}, totals: 'NONE' };
const SNAPSHOT = { version: 1, asOf: '2026-09-01', builtAt: '2026-09-01T20:00:00Z', lagSeconds: 1 };

async function askNation(engine: Engine, asked: AskedTable): Promise<ProtectedTable | undefined> {
  const request = readRequest(NATION, asked);
  const measures = columnsFor(request);
  try {
    return await makeTable(request, SNAPSHOT, (extents) => {
      const conditions = extents.flatMap(({ condition }) => (condition ? [condition] : []));
      const query: CellQuery = {
        source: { from: 'nation', shape: 'UNITS' },
        groups: groupsOf(extents),
        where: conditions.map(({ column, categories }) => ({ column, in: categories })),
        ...measures,
      };
      return queryCells(engine, query, { deadlineMs: 60_000 });
    });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'TABLE_TOO_SPARSE') return undefined;
    throw error;
  }
}

function statementsOf(citizens: readonly Citizen[]): string[] {
  const lines = citizens.map(({ unit, cohort_month: month, ...one }) => {
    const { rkey, mkey } = keys.of(`person:${unit}`);
    const quarter = Math.floor(month / 100) * 10 + Math.ceil((month % 100) / 3);
    const words = [one.province, one.regency, one.sex, one.age, one.kind].map((word) => `'${word}'`);
    const id = `'00000000-0000-4000-8000-${String(unit).padStart(12, '0')}'::uuid`;
    return `(${id}, ${rkey}, ${mkey}, ${words.join(', ')}, ${one.desil}, ${month}, ${quarter}, ${Math.floor(month / 100)}, ${one.is_placed})`;
  });
  const create = `CREATE TABLE nation (unit uuid, rkey smallint, mkey smallint, province text, regency text, sex text, age text,
    kind text, desil smallint, cohort_month integer, cohort_quarter integer, cohort_year integer, is_placed boolean)`;
  const chunks = Array.from({ length: Math.ceil(lines.length / 2_000) }, (_, index) =>
    lines.slice(index * 2_000, (index + 1) * 2_000),
  );
  return [
    create,
    ...chunks.map((chunk) => `INSERT INTO nation VALUES ${chunk.join(', ')}`),
    'ALTER TABLE nation ADD COLUMN grant_amount bigint',
    'ALTER TABLE nation ADD COLUMN days_band smallint',
    `UPDATE nation SET grant_amount = CASE WHEN is_placed THEN ${GRANT} ELSE 0 END,
       days_band = CASE WHEN is_placed THEN desil % 3 ELSE -1 END`,
  ];
}
