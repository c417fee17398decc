import type { Condition, FieldGroup } from '../access';
import { CodedError } from '../errors';
import type { CursorCodec } from './cursor';
import { filterPredicate } from './filter';
import type { Filter, FilterableFields } from './filter';
import { selectList } from './projection';
import type { Projection } from './projection';
import { selectFacts } from './row-scope';
import type { RowScope } from './row-scope';
import type { ReadSession } from './session';
import { Parameters, statement } from './statement';
import type { Predicate } from './statement';

/** A column a list may be sorted by. It must not be NULL and must be indexed together with the id. */
export interface SortableField {
  readonly column: string;
  readonly type: 'text' | 'integer' | 'date' | 'uuid' | 'numeric' | 'timestamptz';
  readonly group: FieldGroup;
}

/** A list as a table gives it. */
export interface ListSource {
  readonly name: string;
  /** FROM clause with its alias, e.g. `family f`. */
  readonly from: string;
  /** The unique last word of every order. */
  readonly id: { readonly column: string; readonly type: 'uuid' | 'text' | 'bigint' };
  readonly projection: Projection;
  readonly filterable: FilterableFields;
  readonly sortable: Readonly<Record<string, SortableField>>;
}

export interface SortKey {
  readonly field: string;
  readonly direction: 'ASC' | 'DESC';
}

/** Which page: `first` after a cursor, or `last` before one. */
export interface PageRequest {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
  readonly orderBy?: readonly SortKey[] | null;
  readonly filter?: Filter | null;
}

export interface PageRow<Row> {
  readonly node: Row;
  readonly cursor: string;
}

export interface Page<Row> {
  readonly edges: readonly PageRow<Row>[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

export const DEFAULT_PAGE_SIZE = 20;
export const MAX_PAGE_SIZE = 100;
/** Counting stops here: an exact count of millions costs more than the page. */
export const COUNT_CAP = 10_000;

/** What a list is read with. */
export interface ListReader {
  readonly session: ReadSession;
  readonly cursors: CursorCodec;
}

/**
 * Reads one page: one statement, whatever the depth (keyset, not offset).
 * @param rowConditions which of the scope's row conditions to tell of each row
 */
export async function readPage<Row extends object>(
  reader: ListReader,
  source: ListSource,
  scope: RowScope,
  request: PageRequest,
  properties: readonly string[],
  rowConditions: readonly Condition[] = [],
): Promise<Page<Row>> {
  const { size, backwards, cursor } = window(request);
  if (scope.kind === 'NOWHERE') return { edges: [], hasNextPage: false, hasPreviousPage: false };
  const order = sortOrder(source, request.orderBy ?? []);
  const listKey = `${source.name}|${order.map((key) => `${key.column} ${key.direction}`).join()}`;
  const parameters = new Parameters();
  const conditions = [scope.where, filterPredicate(request.filter ?? {}, source.filterable)];
  if (cursor) conditions.push(keyset(order, reader.cursors.decode(listKey, cursor), backwards));
  const keys = order.map((key, index) => `${key.column}::text AS "$key${index}"`);
  const text = `SELECT ${selectList(source.projection, properties)}, ${keys.join(', ')}${selectFacts(scope, rowConditions, parameters.bind)}
    FROM ${source.from} WHERE ${conditions.map((condition) => `(${condition(parameters.bind)})`).join(' AND ')}
    ORDER BY ${order.map((key) => `${key.column} ${flipped(key.direction, backwards)}`).join(', ')}
    LIMIT ${parameters.bind(size + 1)}`;
  const rows = await reader.session.rows<Row & Record<string, string>>(
    statement(text, parameters.values, 'FOR_VALUES'),
  );

  const more = rows.length > size;
  const page = rows.slice(0, size);
  if (backwards) page.reverse();
  const edges = page.map((row) => ({
    node: row,
    cursor: reader.cursors.encode(
      listKey,
      order.map((_, index) => row[`$key${index}`] ?? ''),
    ),
  }));
  return {
    edges,
    hasNextPage: backwards ? cursor !== undefined : more,
    hasPreviousPage: backwards ? more : cursor !== undefined,
  };
}

/** Counts a list up to the cap: one statement. */
export async function countList(
  session: ReadSession,
  source: ListSource,
  scope: RowScope,
  filter: Filter | null | undefined,
): Promise<{ value: number; exact: boolean }> {
  if (scope.kind === 'NOWHERE') return { value: 0, exact: true };
  const { bind, values } = new Parameters();
  const where = `(${scope.where(bind)}) AND (${filterPredicate(filter ?? {}, source.filterable)(bind)})`;
  const inner = `SELECT 1 FROM ${source.from} WHERE ${where} LIMIT ${COUNT_CAP + 1}`;
  const [row] = await session.rows<{ n: number }>(
    statement(`SELECT count(*)::int AS n FROM (${inner}) capped`, values, 'FOR_VALUES'),
  );
  const found = row?.n ?? 0;
  return { value: Math.min(found, COUNT_CAP), exact: found <= COUNT_CAP };
}

interface OrderKey {
  readonly column: string;
  readonly type: string;
  readonly direction: 'ASC' | 'DESC';
}

function sortOrder(source: ListSource, keys: readonly SortKey[]): OrderKey[] {
  const order = keys.map(({ field, direction }): OrderKey => {
    const sortable = source.sortable[field];
    if (!sortable) throw new CodedError('BAD_USER_INPUT', { reason: `${field} cannot be sorted by` });
    return { column: sortable.column, type: sortable.type, direction };
  });
  return [...order, { ...source.id, direction: order[0]?.direction ?? 'ASC' }];
}

/**
 * Everything after the cursor: (a > x) OR (a = x AND b > y) OR ..., behind the redundant bound a >= x, without which the
 * OR alone makes PostgreSQL read the list from its start when directions are mixed.
 */
function keyset(order: readonly OrderKey[], values: readonly string[], backwards: boolean): Predicate {
  if (values.length !== order.length) throw new CodedError('CURSOR_INVALID');
  return (bind) => {
    const bound = order.map((key, index) => `${bind(values[index])}::${key.type}`);
    const sign = (key: OrderKey) => (flipped(key.direction, backwards) === 'ASC' ? '>' : '<');
    const branches = order.map((key, index) => {
      const equal = order.slice(0, index).map((earlier, at) => `${earlier.column} = ${bound[at]}`);
      return `(${[...equal, `${key.column} ${sign(key)} ${bound[index]}`].join(' AND ')})`;
    });
    const [first] = order;
    const lead = first ? `${first.column} ${sign(first)}= ${bound[0]} AND ` : '';
    return `${lead}(${branches.join(' OR ')})`;
  };
}

function flipped(direction: 'ASC' | 'DESC', backwards: boolean): 'ASC' | 'DESC' {
  if (!backwards) return direction;
  return direction === 'ASC' ? 'DESC' : 'ASC';
}

function window(request: PageRequest): { size: number; backwards: boolean; cursor?: string } {
  const { first, after, last, before } = request;
  const backwards = last !== undefined && last !== null;
  if (backwards && (typeof first === 'number' || after)) {
    throw new CodedError('BAD_USER_INPUT', { reason: 'ask with first/after or with last/before, not both' });
  }
  if (!backwards && before) throw new CodedError('BAD_USER_INPUT', { reason: '`before` goes with `last`' });
  const size = (backwards ? last : first) ?? DEFAULT_PAGE_SIZE;
  if (size < 1 || size > MAX_PAGE_SIZE) throw new CodedError('PAGE_SIZE_INVALID', { max: MAX_PAGE_SIZE });
  return { size, backwards, cursor: (backwards ? before : after) ?? undefined };
}
