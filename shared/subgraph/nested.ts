import type { GraphQLResolveInfo } from 'graphql';
import { ArgsType, Field, Int } from 'type-graphql';
import {
  COUNT_CAP,
  DEFAULT_PAGE_SIZE,
  MAX_PAGE_SIZE,
  Parameters,
  filterPredicate,
  propertiesFor,
  selectList,
  statement,
} from '../database';
import type { Filter, ListSource } from '../database';
import { CodedError } from '../errors';
import type { Connection } from './connection';
import type { SubgraphContext } from './context';
import { requestedFields } from './selection';

/** A list that hangs below parents, in one order: that of a column, then of the id. */
export interface NestedList {
  readonly source: Pick<ListSource, 'name' | 'from' | 'projection' | 'filterable'>;
  /** Column with the id, a uuid; the projection selects it always, as `id`. */
  readonly id: string;
  readonly order: { readonly column: string; readonly type: 'date' | 'timestamptz' };
}

/** A kind of parent that has rows of a list below it. */
export interface NestedParent {
  /** Name of the parent, part of its cursors. */
  readonly name: string;
  /** Row scope of the rows below it. */
  readonly scope: string;
  readonly keyType: 'text' | 'uuid';
  /** How a row hangs below `parent.key`, one condition for each index that answers it; a key fits one of them. */
  readonly links: readonly string[];
}

/** The arguments of a list below a parent. */
export interface NestedPage {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly filter?: Filter | null;
}

type Edges<Row> = Connection<Row>['edges'];
interface Placed {
  readonly id: string;
  readonly $parent: string;
  readonly $order: string;
}

/** Paging below a parent: forwards. */
@ArgsType()
export class NestedArgs {
  @Field(() => Int, { nullable: true, description: 'Page size of each parent, 1 to 100; 20 if left out.' })
  first?: number;

  @Field(() => String, { nullable: true, description: 'Go on after this cursor.' })
  after?: string;
}

/** What a document asks of a page. */
export function askedOf(info: GraphQLResolveInfo): { fields: string[]; withCount: boolean } {
  return {
    fields: [...requestedFields(info, 'edges', 'node'), ...requestedFields(info, 'nodes')],
    withCount: requestedFields(info).includes('totalCount'),
  };
}

/**
 * The first rows below a parent: one statement for the pages of all parents of the fetch, one more for their counts if asked for.
 * `first` is the size of each parent's page, not of all together; `after` is a cursor of the same kind of list and goes on behind
 * that place below every parent. A filter is for fields that everybody reads.
 * @throws CodedError PAGE_SIZE_INVALID, CURSOR_INVALID, FILTER_INVALID
 */
export async function nestedConnection<Row extends { readonly id: string }>(
  context: SubgraphContext,
  list: NestedList,
  parent: NestedParent,
  key: string,
  page: NestedPage & ReturnType<typeof askedOf>,
): Promise<Connection<Row>> {
  const size = page.first ?? DEFAULT_PAGE_SIZE;
  if (size < 1 || size > MAX_PAGE_SIZE) throw new CodedError('PAGE_SIZE_INVALID', { max: MAX_PAGE_SIZE });
  const properties = propertiesFor(list.source.projection, page.fields);
  const shape = `${list.source.name} of ${parent.name} ${JSON.stringify([page.filter ?? {}])}`;
  const pages = context.loader<string, Edges<Row>>(
    `${shape} ${size} ${page.after ?? ''} ${properties.join()}`,
    (keys) => readPages<Row>(context, list, parent, keys, { ...page, size, properties }),
  );
  const counts = context.loader<string, number>(`count of ${shape}`, (keys) =>
    count(context, list, parent, keys, page),
  );
  const [found, total] = await Promise.all([pages.load(key), page.withCount ? counts.load(key) : undefined]);
  return asConnection(found, size, page.after, total);
}

/** A connection whose list is empty, for a parent that cannot have any. */
export function emptyConnection<Row>(): Connection<Row> {
  return asConnection([], DEFAULT_PAGE_SIZE, undefined, 0);
}

function asConnection<Row>(
  found: Edges<Row>,
  size: number,
  after: string | null | undefined,
  total: number | undefined,
): Connection<Row> {
  const edges = found.slice(0, size);
  return {
    edges,
    nodes: edges.map(({ node }) => node),
    pageInfo: {
      hasNextPage: found.length > size,
      hasPreviousPage: Boolean(after),
      startCursor: edges[0]?.cursor,
      endCursor: edges.at(-1)?.cursor,
    },
    totalCount: total === undefined ? undefined : { value: Math.min(total, COUNT_CAP), exact: total <= COUNT_CAP },
  };
}

/** For each key the page and one row more, which tells whether there is a next one. */
async function readPages<Row extends { readonly id: string }>(
  context: SubgraphContext,
  list: NestedList,
  parent: NestedParent,
  keys: readonly string[],
  page: NestedPage & { readonly size: number; readonly properties: readonly string[] },
): Promise<Edges<Row>[]> {
  const scope = context.scope(parent.scope);
  if (scope.kind === 'NOWHERE') return keys.map(() => []);
  const { source, id, order } = list;
  const { bind, values } = new Parameters();
  const name = `${source.name} of ${parent.name}`;
  const conditions = [scope.where(bind), filterPredicate(page.filter ?? {}, source.filterable)(bind)];
  if (page.after) {
    const [place, last] = context.tools.cursors.decode(name, page.after);
    conditions.push(`(${order.column}, ${id}) > (${bind(place)}::${order.type}, ${bind(last)}::uuid)`);
  }
  const limit = bind(page.size + 1);
  // One way down from the parent for each link; its index gives the rows in order, so that it stops after the limit.
  const branches = parent.links.map(
    (
      link,
    ) => `(SELECT ${selectList(source.projection, page.properties)}, ${order.column}::text AS "$order" FROM ${source.from}
      WHERE ${[link, ...conditions].map((condition) => `(${condition})`).join(' AND ')}
      ORDER BY ${order.column}, ${id} LIMIT ${limit})`,
  );
  const rows = await context.session.rows<Row & Placed>(
    statement(
      `SELECT parent.key AS "$parent", page.* FROM unnest(${bind(keys)}::${parent.keyType}[]) AS parent (key)
      CROSS JOIN LATERAL (${branches.join(' UNION ALL ')}) page ORDER BY page."$order"::${order.type}, page.id`,
      values,
    ),
  );
  const byParent = new Map<string, Edges<Row>[number][]>(keys.map((key) => [key, []]));
  for (const node of rows) {
    byParent.get(node.$parent)?.push({ node, cursor: context.tools.cursors.encode(name, [node.$order, node.id]) });
  }
  return keys.map((key) => byParent.get(key) ?? []);
}

/** How many there are below each key, counted to one beyond the cap. */
async function count(
  context: SubgraphContext,
  { source }: NestedList,
  parent: NestedParent,
  keys: readonly string[],
  { filter }: NestedPage,
): Promise<number[]> {
  const scope = context.scope(parent.scope);
  if (scope.kind === 'NOWHERE') return keys.map(() => 0);
  const { bind, values } = new Parameters();
  const conditions = [scope.where(bind), filterPredicate(filter ?? {}, source.filterable)(bind)];
  const found = await context.session.rows<{ key: string; n: number }>(
    statement(
      `SELECT parent.key, (SELECT count(*)::int FROM (${parent.links
        .map((link) => `SELECT 1 FROM ${source.from} WHERE (${link}) AND (${conditions.join(') AND (')})`)
        .join(' UNION ALL ')} LIMIT ${COUNT_CAP + 1}) capped) AS n
      FROM unnest(${bind(keys)}::${parent.keyType}[]) AS parent (key)`,
      values,
    ),
  );
  const byKey = new Map(found.map(({ key, n }) => [key, n]));
  return keys.map((key) => byKey.get(key) ?? 0);
}
