import { CodedError } from '../../../shared/errors';
import { added, contributionParts, countedColumns, countersOf, mergedColumns, quoted, sumsOf } from './cell-columns';
import type { Counter, NamedSql, Sum } from './cell-columns';
import type { CellQuery, Condition } from './cells';
import type { Dialect } from './engine';

/**
 * The one text every engine runs: groups first, then for each counter n and keys, then for each sum total, keys and top
 * contributors, then what is known of employers.
 * @throws CodedError FILTER_INVALID for a value that no category can be
 */
export function cellsSql(query: CellQuery, dialect: Dialect): string {
  const parts: Parts = { query, dialect, counters: countersOf(query), sums: sumsOf(query) };
  const cells = `(${aggregated(parts)}) c`;
  const groups = query.groups.map((_, index) => `c.g${index}`);
  const sums = parts.sums.flatMap(({ id }) => {
    const tops = [`t1_${id}`, `t2_${id}`].flatMap((top) => contributionParts(`c.${quoted(top)}`));
    return [`c.${quoted(`x_${id}`)}`, `c.${quoted(`m_${id}`)}`, ...tops];
  });
  const counts = parts.counters.flatMap(({ id }) => [`c.${quoted(`n_${id}`)}`, `c.${quoted(`k_${id}`)}`]);
  const own = [...groups, ...[...counts, ...sums].map(dialect.handedOut)];
  if (query.employer === undefined) return `SELECT ${own.join(', ')} FROM ${cells}`;
  const employers = employerColumns(parts, query.employer);
  const theirs = employers.outer.map(({ name }) => dialect.handedOut(`coalesce(e.${quoted(name)}, 0)`));
  const same = query.groups.map((_, index) => `e.g${index} = c.g${index}`).join(' AND ') || 'true';
  return `SELECT ${[...own, ...theirs].join(', ')} FROM ${cells} LEFT JOIN (${employers.sql}) e ON ${same}`;
}

/** The cells of a query as rows to be stored: its columns by their names, then what is counted and summed up, as in a rollup. */
export function storedCellsSql(query: CellQuery, dialect: Dialect): string {
  const cells = aggregated({ query, dialect, counters: countersOf(query), sums: sumsOf(query) });
  const groups = query.groups.map((group, index) => ({
    from: `g${index}`,
    to: quoted(typeof group === 'string' ? group : group.column),
  }));
  const renamed = groups.map(({ from, to }) => `${from} AS ${to}`);
  return `SELECT ${[...renamed, `* EXCLUDE (${groups.map(({ from }) => from).join(', ')})`].join(', ')} FROM (${cells})`;
}

interface Parts {
  readonly query: CellQuery;
  readonly dialect: Dialect;
  readonly counters: readonly Counter[];
  readonly sums: readonly Sum[];
}

function aggregated(parts: Parts): string {
  const { query, counters, sums, dialect } = parts;
  const { shape, from } = query.source;
  const grouped = query.groups.map((group) => groupSql(group));
  switch (shape) {
    case 'UNITS':
      return select(`${from} AS t`, grouped, countedColumns(counters, sums, dialect), conditions(query.where));
    case 'CELLS':
      return select(`${from} AS t`, grouped, mergedColumns(counters, sums, dialect), conditions(query.where));
    case 'ROWS':
      return overDistinctUnits(parts);
    case 'PROFILES':
      return overProfiles(parts);
  }
}

/** `grouped` come out as g0, g1... */
function select(
  from: string,
  grouped: readonly string[],
  columns: readonly NamedSql[],
  where: readonly string[] = [],
): string {
  const outputs = [...grouped.map((sql, index) => ({ name: `g${index}`, sql })), ...columns];
  const list = outputs.map(({ name, sql }) => `${sql} AS ${quoted(name)}`).join(', ');
  const filter = where.length > 0 ? ` WHERE ${where.join(' AND ')}` : '';
  const by = grouped.length > 0 ? ` GROUP BY ${grouped.join(', ')}` : '';
  return `SELECT ${list} FROM ${from}${filter}${by}`;
}

/** Each unit once in a cell: a count holds for it if it does for one of its rows there, its amounts are added. */
function overDistinctUnits({ query, counters, sums, dialect }: Parts): string {
  const flags = flagsOf(counters, sums);
  const inner = select(
    `${query.source.from} AS t`,
    [...query.groups.map((group) => groupSql(group)), 'unit'],
    [
      { name: 'rkey', sql: 'min(rkey)' },
      { name: 'mkey', sql: 'min(mkey)' },
      ...flags.map((holds, index) => ({ name: `f${index}`, sql: `bool_or(${holds})` })),
      ...sums.map(({ id, amount, holds }) => ({ name: `a_${id}`, sql: added(quoted(amount), holds) })),
    ],
    conditions(query.where),
  );
  const flag = (holds: string) => `f${flags.indexOf(holds)}`;
  const columns = countedColumns(
    counters.map(({ id, holds }) => ({ id, holds: flag(holds) })),
    sums.map(({ id, holds }) => ({ id, amount: `a_${id}`, holds: flag(holds) })),
    dialect,
  );
  return select(
    `(${inner}) u`,
    query.groups.map((_, index) => `g${index}`),
    columns,
  );
}

/** Each profile once in a cell, with all its units; sums are not known of profiles. */
function overProfiles({ query, counters, sums }: Parts): string {
  if (sums.length > 0) throw new Error('profiles know no sums');
  const { from, rowColumns = [] } = query.source;
  const isOfRow = (column: string) => rowColumns.includes(column);
  const flags = flagsOf(counters, sums);
  const isOfRowGroup = (group: Group) => isOfRow(typeof group === 'string' ? group : group.column);
  const rowGroups = query.groups.filter(isOfRowGroup);
  const rows = select(
    `${from}_row AS t`,
    ['profile', ...rowGroups.map((group) => groupSql(group))],
    flags.map((holds, index) => ({ name: `f${index}`, sql: `bool_or(${holds})` })),
    conditions(query.where.filter(({ column }) => isOfRow(column))),
  );
  const columns = counters.flatMap(({ id, holds }) => {
    const flag = `r.f${flags.indexOf(holds)}`;
    return [
      { name: `n_${id}`, sql: added('p.n', flag) },
      { name: `k_${id}`, sql: added('p.k', flag) },
    ];
  });
  return select(
    `${from} AS p JOIN (${rows}) r ON r.g0 = p.profile`,
    query.groups.map((group) => (isOfRowGroup(group) ? `r.g${rowGroups.indexOf(group) + 1}` : groupSql(group, 'p.'))),
    columns,
    conditions(query.where.filter(({ column }) => !isOfRow(column))),
  );
}

/** Employers of each cell: how many of each counter, and the two that give the most to each sum. */
function employerColumns(
  { query, counters, sums, dialect }: Parts,
  employer: string,
): { sql: string; outer: NamedSql[] } {
  const isRollup = query.source.shape === 'CELLS';
  const flags = counters.map(({ id, holds }) => ({
    name: `f_${id}`,
    sql: isRollup ? `${added(quoted(`n_${id}`), 'true')} > 0` : `bool_or(${holds})`,
  }));
  const amounts = sums.map(({ id, amount, holds }) => ({
    name: `a_${id}`,
    sql: isRollup ? added(quoted(`x_${id}`), 'true') : added(quoted(amount), holds),
  }));
  const known = [...conditions(query.where), `${quoted(employer)} IS NOT NULL`];
  const inner = select(
    `${query.source.from} AS t`,
    [...query.groups.map((group) => groupSql(group)), quoted(employer)],
    [...flags, ...amounts],
    known,
  );
  const outer = [
    ...counters.map(({ id }) => ({ name: `e_${id}`, sql: `count(*) FILTER (WHERE ${quoted(`f_${id}`)})` })),
    ...sums.flatMap(({ id }) => {
      const [first, second] = dialect.topTwo(quoted(`a_${id}`), 'true');
      return [
        { name: `e1_${id}`, sql: first },
        { name: `e2_${id}`, sql: second },
      ];
    }),
  ];
  const groups = query.groups.map((_, index) => `g${index}`);
  return { sql: select(`(${inner}) m`, groups, outer), outer };
}

/** Each flag once, whatever it is asked for. */
function flagsOf(counters: readonly Counter[], sums: readonly Sum[]): string[] {
  return [...new Set([...counters, ...sums].map(({ holds }) => holds))];
}

type Group = CellQuery['groups'][number];

/** @param table stands before the column */
function groupSql(group: Group, table = ''): string {
  if (typeof group === 'string') return `${table}${quoted(group)}`;
  return `CASE WHEN ${conditions([group], table).join(' AND ')} THEN 1 ELSE 0 END`;
}

function conditions(where: readonly Condition[], table = ''): string[] {
  return where.map((condition) => {
    const column = `${table}${quoted(condition.column)}`;
    if ('from' in condition) return `${column} BETWEEN ${literal(condition.from)} AND ${literal(condition.to)}`;
    return condition.in.length > 0 ? `${column} IN (${condition.in.map(literal).join(', ')})` : 'false';
  });
}

/** Both engines read these as they stand: no escapes but the doubled quote. */
function literal(value: string | number): string {
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new CodedError('FILTER_INVALID', { reason: 'a number must be whole' });
    return String(value);
  }
  if (value.includes('\0')) throw new CodedError('FILTER_INVALID', { reason: 'a text may hold no NUL' });
  return `'${value.replaceAll("'", "''")}'`;
}
