import { RECORD_KEY_RANGE } from '../../../shared/database';
import type { CellQuery } from './cells';
import type { Dialect } from './engine';

/**
 * The columns of a cell: how they are counted out of rows of units, and how those of smaller cells are put together. Rollups are
 * stored with these names, so that a query over a rollup and one over rows are alike.
 */

/** Something of which units are counted, and their record keys summed. */
export interface Counter {
  readonly id: string;
  /** Over a row. */
  readonly holds: string;
}

/** Something that is summed over units. */
export interface Sum {
  readonly id: string;
  readonly amount: string;
  /** Over a row: whether its unit is one of the sum's count. */
  readonly holds: string;
}

/** An SQL expression with the name of its column. */
export interface NamedSql {
  readonly name: string;
  readonly sql: string;
}

export type Measured = Pick<CellQuery, 'counts' | 'sums' | 'bands'>;

/** Names are quoted, so that a dimension may be called as a word of SQL. */
export function quoted(name: string): string {
  return `"${name}"`;
}

/** Every counter once: of counts, and of each band. */
export function countersOf({ counts, bands }: Measured): Counter[] {
  const counters = [
    ...counts.map(({ flag }) => counterOf(flag)),
    ...bands.flatMap(({ band, size }) => Array.from({ length: size }, (_, number) => bandCounter(band, number))),
  ];
  return [...new Map(counters.map((counter) => [counter.id, counter])).values()];
}

export function counterOf(flag: string | undefined): Counter {
  return flag === undefined ? { id: 'all', holds: 'true' } : { id: flag, holds: quoted(flag) };
}

export function bandCounter(band: string, number: number): Counter {
  return { id: `${band}_${number}`, holds: `${quoted(band)} = ${number}` };
}

/** Every sum once. */
export function sumsOf({ sums }: Measured): Sum[] {
  const all = sums.map(({ amount, flag }) => sumOf(amount, flag));
  return [...new Map(all.map((sum) => [sum.id, sum])).values()];
}

export function sumOf(amount: string, flag: string | undefined): Sum {
  const { id, holds } = counterOf(flag);
  return { id: `${amount}_${id}`, amount, holds };
}

/** Out of rows, each another unit. */
export function countedColumns(counters: readonly Counter[], sums: readonly Sum[], dialect: Dialect): NamedSql[] {
  return [
    ...counters.flatMap(({ id, holds }) => [
      { name: `n_${id}`, sql: `count(*) FILTER (WHERE ${holds})` },
      { name: `k_${id}`, sql: added(`rkey`, holds) },
    ]),
    ...sums.flatMap(({ id, amount, holds }) => {
      const [first, second] = dialect.topTwo(contribution(quoted(amount)), holds);
      return [
        { name: `x_${id}`, sql: added(quoted(amount), holds) },
        { name: `m_${id}`, sql: added(`mkey`, holds) },
        { name: `t1_${id}`, sql: first },
        { name: `t2_${id}`, sql: second },
      ];
    }),
  ];
}

/** Out of cells without a unit in common. */
export function mergedColumns(counters: readonly Counter[], sums: readonly Sum[], dialect: Dialect): NamedSql[] {
  const add = (name: string) => ({ name, sql: added(quoted(name), 'true') });
  return [
    ...counters.flatMap(({ id }) => [add(`n_${id}`), add(`k_${id}`)]),
    ...sums.flatMap(({ id }) => {
      const [first, second] = dialect.topTwo(quoted(`t1_${id}`), 'true');
      return [
        add(`x_${id}`),
        add(`m_${id}`),
        { name: `t1_${id}`, sql: first },
        // The second of all is the second of a cell's firsts, or the first of its seconds.
        { name: `t2_${id}`, sql: `greatest(${second}, max(${quoted(`t2_${id}`)}))` },
      ];
    }),
  ];
}

/** Sums are bigint in both engines, and 0 where there is nothing. */
export function added(value: string, holds: string): string {
  return `coalesce(sum(${value})${holds === 'true' ? '' : ` FILTER (WHERE ${holds})`}, 0)::bigint`;
}

/**
 * A unit's amount and key in one number, so that the largest is the one that ranks first: more first, then the smaller key. Room
 * for amounts up to 2^55.
 */
function contribution(amount: string): string {
  return `${amount}::bigint * ${RECORD_KEY_RANGE} + (${RECORD_KEY_RANGE - 1} - mkey)`;
}

/** Amount and key out of such a number; 0 and 0 of null. By arithmetic, since not every engine has shifts. */
export function contributionParts(packed: string): readonly [string, string] {
  const key = `${packed} % ${RECORD_KEY_RANGE}`;
  return [
    `coalesce(((${packed} - ${key}) / ${RECORD_KEY_RANGE})::bigint, 0)`,
    `coalesce(${RECORD_KEY_RANGE - 1} - ${key}, 0)`,
  ];
}
