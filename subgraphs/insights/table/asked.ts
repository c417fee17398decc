import { CodedError } from '../../../shared/errors';
import type { SubgraphContext } from '../../../shared/subgraph';
import type { Cube } from '../cube/cube';
import { answerOf } from './answer';
import type { TableAnswer } from './answer';
import type { Category, TableRequest, Time, Totals } from './request';
import type { ProtectedTable } from './table';
import { readRequest } from './validate';
import type { AskedTable } from './validate';
import type { Reference } from './against';
import { viewOf } from './view';
import type { Having, Order } from './view';
import { camel } from './words';

type Given<Value> = Value | null | undefined;

/** What a client says of the table it wants, in the words of the graph. */
export interface TableArguments {
  readonly by: readonly string[];
  readonly measures: readonly string[];
  /** By field of a filter. */
  readonly where?: Given<Readonly<Record<string, readonly Category[] | null>>>;
  readonly time?: Given<NonNullable<AskedTable['time']> & { readonly grain: Time['grain'] }>;
  readonly totals: Totals;
}

/** Which rows of a table, and how they are ordered. */
export interface ViewArguments {
  readonly having?: Given<Having[]>;
  readonly orderBy?: Given<Order[]>;
  readonly against?: Given<Reference>;
}

/**
 * The request of the arguments of a table.
 * @throws CodedError FILTER_INVALID
 */
export function requestOf(cube: Cube, { where, time, ...asked }: TableArguments): TableRequest {
  const fields = Object.entries(where ?? {}).map(([field, categories]) => [nameOf(cube, field), categories] as const);
  return readRequest(cube, { ...asked, where: Object.fromEntries(fields), ...(time && { time }) });
}

function nameOf({ dimensions }: Cube, field: string): string {
  return dimensions.find(({ name }) => camel(name) === field)?.name ?? field;
}

/**
 * A page of a table.
 * @throws CodedError PAGE_SIZE_INVALID, FILTER_INVALID for what rates cannot be held against, CURSOR_INVALID for a cursor of another table, order or condition
 */
export function pageOf(
  context: SubgraphContext,
  table: ProtectedTable,
  { having, orderBy, against }: ViewArguments,
  { first, after }: { readonly first: number; readonly after?: Given<string> },
): TableAnswer {
  const view = { having: having ?? [], orderBy: orderBy ?? [] };
  const list = JSON.stringify([table.id, view]);
  const offset = after ? offsetOf(context, list, after) : 0;
  const page = viewOf(table, { ...view, first, offset });
  const end = offset + page.rows.length;
  const cursor = page.rows.length > 0 ? context.tools.cursors.encode(list, [String(end)]) : undefined;
  return answerOf(table, page, { endCursor: cursor, against: against ?? undefined });
}

function offsetOf({ tools }: SubgraphContext, list: string, after: string): number {
  const offset = Number(tools.cursors.decode(list, after)[0]);
  if (!Number.isInteger(offset)) throw new CodedError('CURSOR_INVALID');
  return offset;
}
