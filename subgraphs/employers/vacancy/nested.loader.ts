import {
  COUNT_CAP,
  DEFAULT_PAGE_SIZE,
  MAX_PAGE_SIZE,
  Parameters,
  filterPredicate,
  propertiesFor,
  selectList,
  statement,
} from '../../../shared/database';
import type { Filter } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import type { Connection, SubgraphContext } from '../../../shared/subgraph';
import type { VacancyRow } from './vacancy';
import { VACANCY_LIST, VACANCY_PROJECTION } from './vacancy.loader';

/** A kind of parent that has vacancies below it. */
export interface VacancyParent {
  /** Name of the parent, part of its cursors. */
  readonly name: string;
  /** Row scope of the vacancies below it. */
  readonly scope: 'PublishedVacancy' | 'Vacancy';
  readonly keyType: 'text' | 'uuid';
  /** How a vacancy `v` hangs below `parent.key`, one condition for each index that answers it; a key fits one of them. */
  readonly links: readonly string[];
}

/** The arguments of a list below a parent. */
export interface NestedPage {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly filter?: Filter | null;
}

type Edges = Connection<VacancyRow>['edges'];
interface NestedRow extends VacancyRow {
  readonly $parent: string;
  readonly $deadline: string;
}

/**
 * The first vacancies below a parent, soonest deadline first: one statement for the pages of all parents of the fetch, one
 * more for their counts if asked for. `first` is the size of each parent's page, not of all together; `after` is a cursor
 * of the same kind of list and goes on behind that deadline below every parent.
 * @throws CodedError PAGE_SIZE_INVALID, CURSOR_INVALID, FILTER_INVALID
 */
export async function findVacanciesOf(
  context: SubgraphContext,
  parent: VacancyParent,
  key: string,
  page: NestedPage,
  asked: { readonly fields: readonly string[]; readonly withCount: boolean },
): Promise<Connection<VacancyRow>> {
  const size = page.first ?? DEFAULT_PAGE_SIZE;
  if (size < 1 || size > MAX_PAGE_SIZE) throw new CodedError('PAGE_SIZE_INVALID', { max: MAX_PAGE_SIZE });
  const properties = propertiesFor(VACANCY_PROJECTION, asked.fields);
  const shape = `vacancies of ${parent.name} ${JSON.stringify([page.filter ?? {}])}`;
  const pages = context.loader<string, Edges>(`${shape} ${size} ${page.after ?? ''} ${properties.join()}`, (keys) =>
    readPages(context, parent, keys, { ...page, size, properties }),
  );
  const counts = context.loader<string, number>(`count of ${shape}`, (keys) => count(context, parent, keys, page));
  const [found, total] = await Promise.all([pages.load(key), asked.withCount ? counts.load(key) : undefined]);
  return asConnection(found, size, page.after, total);
}

/** A connection whose list is empty, for a parent that cannot have vacancies. */
export function noVacancies(): Connection<VacancyRow> {
  return asConnection([], DEFAULT_PAGE_SIZE, undefined, 0);
}

function asConnection(
  found: Edges,
  size: number,
  after: string | null | undefined,
  total: number | undefined,
): Connection<VacancyRow> {
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
async function readPages(
  context: SubgraphContext,
  parent: VacancyParent,
  keys: readonly string[],
  page: NestedPage & { readonly size: number; readonly properties: readonly string[] },
): Promise<Edges[]> {
  const scope = context.scope(parent.scope);
  if (scope.kind === 'NOWHERE') return keys.map(() => []);
  const { bind, values } = new Parameters();
  const list = `vacancies of ${parent.name}`;
  const conditions = [scope.where(bind), filterPredicate(page.filter ?? {}, VACANCY_LIST.filterable)(bind)];
  if (page.after) {
    const [deadline, id] = context.tools.cursors.decode(list, page.after);
    conditions.push(`(v.open_until, v.id) > (${bind(deadline)}::date, ${bind(id)}::uuid)`);
  }
  const limit = bind(page.size + 1);
  const rows = await context.session.rows<NestedRow>(
    statement(
      `SELECT parent.key AS "$parent", page.* FROM unnest(${bind(keys)}::${parent.keyType}[]) AS parent (key)
      CROSS JOIN LATERAL (${parent.links.map((link) => branch(link, conditions, page.properties, limit)).join(' UNION ALL ')}) page
      ORDER BY page."$deadline", page.id`,
      values,
    ),
  );
  const byParent = new Map<string, Edges[number][]>(keys.map((key) => [key, []]));
  for (const node of rows) {
    byParent.get(node.$parent)?.push({ node, cursor: context.tools.cursors.encode(list, [node.$deadline, node.id]) });
  }
  return keys.map((key) => byParent.get(key) ?? []);
}

/** One way down from the parent; the index of its link gives the rows in order, so that it stops after `limit`. */
function branch(link: string, conditions: readonly string[], properties: readonly string[], limit: string): string {
  return `(SELECT ${selectList(VACANCY_PROJECTION, properties)}, v.open_until::text AS "$deadline" FROM vacancy v
    WHERE ${[link, ...conditions].map((condition) => `(${condition})`).join(' AND ')}
    ORDER BY v.open_until, v.id LIMIT ${limit})`;
}

/** How many there are below each key, counted to one beyond the cap. */
async function count(
  context: SubgraphContext,
  parent: VacancyParent,
  keys: readonly string[],
  { filter }: NestedPage,
): Promise<number[]> {
  const scope = context.scope(parent.scope);
  if (scope.kind === 'NOWHERE') return keys.map(() => 0);
  const { bind, values } = new Parameters();
  const conditions = [scope.where(bind), filterPredicate(filter ?? {}, VACANCY_LIST.filterable)(bind)];
  const found = await context.session.rows<{ key: string; n: number }>(
    statement(
      `SELECT parent.key, (SELECT count(*)::int FROM (${parent.links
        .map((link) => `SELECT 1 FROM vacancy v WHERE (${link}) AND (${conditions.join(') AND (')})`)
        .join(' UNION ALL ')} LIMIT ${COUNT_CAP + 1}) capped) AS n
      FROM unnest(${bind(keys)}::${parent.keyType}[]) AS parent (key)`,
      values,
    ),
  );
  const byKey = new Map(found.map(({ key, n }) => [key, n]));
  return keys.map((key) => byKey.get(key) ?? 0);
}
