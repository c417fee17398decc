import { createRecordKeys } from '../../../shared/database';
import { Random } from '../../../platform/demo/nation/random';
import { readTogether } from './batch';
import { columnsFor } from './cube-reader';
import { PEOPLE, SNAPSHOT, readerOver } from './people.fixture';
import type { Somebody } from './people.fixture';
import type { TableRequest } from './request';
import { makeTable } from './table';
import { readRequest } from './validate';
import type { AskedTable } from './validate';

const keys = createRecordKeys(Buffer.from('a test'));
const REGENCIES = ['1101', '1102', '1201', '1202', '1301', '1302'];

function peopleOf(size: number): Somebody[] {
  const random = new Random(7, 'a batch');
  return Array.from({ length: size }, (_, unit) => {
    const regency = random.pick(REGENCIES);
    return {
      ...{ unit, rkey: keys.of(`person:${unit}`).rkey, regency, province: regency.slice(0, 2) },
      ...{ sex: random.chance(0.8) ? 'F' : 'M', age: random.pick(['a', 'a', 'a', 'b', 'c']) },
      ...{ cohort_month: 202501, cohort_quarter: 20251, cohort_year: 2025, is_placed: random.chance(0.4) },
    };
  });
}

const people = peopleOf(900);
const WHOLE: AskedTable = { by: [], measures: ['RATE'], where: {}, totals: 'MARGINS' };

/** Tables and refusals of requests, and how often cells were read. */
async function make(requests: readonly TableRequest[], isTogether: boolean) {
  let readings = 0;
  const [first] = requests;
  if (!first) throw new Error('nothing is asked');
  const own = readerOver(people, columnsFor(first));
  const read: typeof own = (extents) => {
    readings += 1;
    return own(extents);
  };
  const shared = readTogether(requests, read);
  const tables = await Promise.all(
    requests.map((request) => makeTable(request, SNAPSHOT, isTogether ? shared : read).catch((error: Error) => error)),
  );
  return { tables, readings };
}

test.each<[string, string, readonly string[], Partial<AskedTable>]>([
  ['provinces', 'PROVINCE', ['11', '12', '13'], { by: ['SEX', 'AGE'] }],
  ['provinces, whole', 'PROVINCE', ['11', '12', '13', '99'], {}],
  ['provinces by what lies in them', 'PROVINCE', ['11', '12', '13'], { by: ['REGENCY', 'SEX'] }],
  ['provinces by themselves', 'PROVINCE', ['11', '12', '13'], { by: ['PROVINCE', 'SEX'] }],
  ['regencies', 'REGENCY', REGENCIES, { by: ['AGE'], where: { SEX: ['F'] } }],
  ['regencies of a list of ages', 'REGENCY', REGENCIES, { by: ['SEX'], where: { AGE: ['a', 'b'] } }],
])('%s are read together as often as one, and each is as it is alone', async (_, dimension, places, asked) => {
  const requests = places.map((place) =>
    readRequest(PEOPLE, { ...WHOLE, ...asked, where: { ...asked.where, [dimension]: [place] } }),
  );
  const [together, alone, one] = [
    await make(requests, true),
    await make(requests, false),
    await make(requests.slice(0, 1), true),
  ];
  expect(together.tables).toEqual(alone.tables);
  expect(together.readings).toBeLessThanOrEqual(one.readings);
  expect(alone.readings).toBeGreaterThan(together.readings);
  const rows = together.tables.flatMap((table) => ('rows' in table ? table.rows : []));
  expect(rows.length).toBeGreaterThan(places.length / 2);
});
