import { CodedError } from '../../../shared/errors';
import type { PublishedRow } from './publish';
import type { ProtectedTable } from './table';

/** How rows are ordered: by a dimension or by a protected value. */
export interface Order {
  readonly field: string;
  readonly direction: 'ASC' | 'DESC';
}

/** A condition on a protected value; rows whose value is suppressed never hold it. */
export interface Having {
  readonly measure: string;
  readonly gte?: number;
  readonly lte?: number;
}

export interface View {
  readonly having: readonly Having[];
  readonly orderBy: readonly Order[];
  readonly first: number;
  /** Rows that stand before the page. */
  readonly offset: number;
}

export interface ViewPage {
  readonly rows: readonly PublishedRow[];
  /** Of all pages together. */
  readonly total: number;
  readonly hasNextPage: boolean;
}

export const MAX_ROWS = 5_000;

/**
 * A page of a table. Order and conditions see what is published and nothing else: a row whose value is suppressed stands last,
 * whichever direction, like one that has none.
 * @throws CodedError PAGE_SIZE_INVALID
 */
export function viewOf({ rows }: ProtectedTable, { having, orderBy, first, offset }: View): ViewPage {
  if (!Number.isInteger(first) || first < 1 || first > MAX_ROWS)
    throw new CodedError('PAGE_SIZE_INVALID', { max: MAX_ROWS });
  const kept = having.length === 0 ? rows : rows.filter((row) => having.every((each) => holds(row, each)));
  // The sort is stable: rows alike stay in the table's own order.
  const ordered = orderBy.length === 0 ? kept : [...kept].sort((a, b) => compare(a, b, orderBy));
  const page = ordered.slice(offset, offset + first);
  return { rows: page, total: ordered.length, hasNextPage: offset + page.length < ordered.length };
}

function holds({ values }: PublishedRow, { measure, gte, lte }: Having): boolean {
  const value = values[measure]?.value;
  return value !== undefined && (gte === undefined || value >= gte) && (lte === undefined || value <= lte);
}

function compare(a: PublishedRow, b: PublishedRow, orderBy: readonly Order[]): number {
  for (const { field, direction } of orderBy) {
    const [left, right] = [a, b].map(({ key, values }) => key[field] ?? values[field]?.value);
    if (left === right) continue;
    if (left === undefined) return 1;
    if (right === undefined) return -1;
    return (left < right ? -1 : 1) * (direction === 'ASC' ? 1 : -1);
  }
  return 0;
}
