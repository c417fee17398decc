import type { Answer, Asker } from '../../gateway';
import type { Viewer } from '../../shared/viewer';
import { Rejection } from '../../subgraphs/beneficiaries/dci/code';
import { countDocument, lookUpDocument, pageDocument } from '../../subgraphs/beneficiaries/dci/document';
import { groupRecord, memberRecord } from '../../subgraphs/beneficiaries/dci/record';
import type {
  GraphEnrolment,
  GraphFamily,
  GraphPerson,
  RegistryRecord,
} from '../../subgraphs/beneficiaries/dci/record';
import { MOST_OF_PAGE } from '../../subgraphs/beneficiaries/dci/search';
import type { ListSearch, Page, Search } from '../../subgraphs/beneficiaries/dci/search';
import { DciFault } from './fault';

/** Who asks the graph, and under what. */
export interface Asking {
  readonly asker: Asker;
  readonly viewer: Viewer;
  readonly correlationId: string;
  /** The consent, or the legal basis. */
  readonly consentId: string;
  /** Records one search may find. */
  readonly maxRecords: number;
}

export interface Found {
  readonly total: number;
  /** Those of the page. */
  readonly records: readonly RegistryRecord[];
}

type Ask = (text: string, variables: Readonly<Record<string, unknown>>) => Promise<unknown>;

/**
 * Finds by the ordinary graph: what the viewer may not see is not there, and what is read stands in the ledger.
 * @throws Rejection rjct.filter.invalid, rjct.pagination.invalid, rjct.search.too_many_records_found
 * @throws DciFault 429, 503
 */
export async function find({ entity, by, page }: Search, asking: Asking): Promise<Found> {
  const reads = (coordinate: string) => asking.asker.readsInFull(asking.viewer, coordinate);
  const ask: Ask = async (text, variables) => foundIn(await asking.asker.ask({ ...asking, text, variables }));
  if ('list' in by) {
    const total = await count(by, ask, asking.maxRecords);
    if ((page.number - 1) * page.size >= total) return { total, records: [] };
    const after = await cursorOf(by, page, ask);
    const { filter, orderBy } = by;
    const found = await ask(pageDocument(by.list, reads), { filter, orderBy, first: page.size, after });
    return { total, records: (found as { nodes: never[] }).nodes.map(RECORDS[by.list]) };
  }
  const found = await ask(lookUpDocument(by.kind, entity, reads), { value: by.value });
  const list = (Array.isArray(found) ? found : [found]).filter((each) => each !== null && each !== undefined);
  const all =
    entity === 'Member'
      ? list.flatMap(personsOf).map(memberRecord)
      : list.flatMap(familiesOf).map((each) => groupRecord(each));
  const first = (page.number - 1) * page.size;
  return { total: all.length, records: all.slice(first, first + page.size) };
}

const RECORDS = {
  persons: (each: GraphPerson) => memberRecord(each),
  families: (each: GraphFamily) => groupRecord(each),
  enrolments: (each: GraphEnrolment) => groupRecord(each.family ?? {}, each),
};

/** A person that was looked up, or the members of a family that was. */
function personsOf(found: GraphPerson & { readonly members?: readonly GraphPerson[] | null }): readonly GraphPerson[] {
  return 'members' in found ? (found.members ?? []) : [found];
}

function familiesOf(found: GraphFamily & { readonly family?: GraphFamily | null }): readonly GraphFamily[] {
  if (!('family' in found)) return [found];
  return found.family ? [found.family] : [];
}

interface Counted {
  readonly totalCount: { readonly value: number; readonly exact: boolean };
  readonly pageInfo: { readonly endCursor: string | null };
}

/** Before anybody is read: a search that finds too many reads of none. */
async function count({ list, filter, orderBy }: ListSearch, ask: Ask, most: number): Promise<number> {
  const { totalCount } = (await ask(countDocument(list), { filter, orderBy, first: 1, after: null })) as Counted;
  if (!totalCount.exact || totalCount.value > most) {
    throw new Rejection('rjct.search.too_many_records_found', `a search may find ${most} records`);
  }
  return totalCount.value;
}

/** Where a page begins: the standard counts pages, the graph goes on from a cursor. */
async function cursorOf({ list, filter, orderBy }: ListSearch, page: Page, ask: Ask): Promise<string | null> {
  let after: string | null = null;
  for (let left = (page.number - 1) * page.size; left > 0; left -= MOST_OF_PAGE) {
    const first = Math.min(left, MOST_OF_PAGE);
    const { pageInfo } = (await ask(countDocument(list), { filter, orderBy, first, after })) as Counted;
    after = pageInfo.endCursor;
  }
  return after;
}

/** What was found; a part that is missing for any other reason than that the viewer may not have it fails the whole. */
function foundIn({ data, errors }: Answer): unknown {
  for (const { extensions } of errors) refuse(String(extensions?.['code']));
  const parsed = JSON.parse(data ?? 'null') as { readonly found?: unknown } | null;
  return parsed?.found ?? null;
}

function refuse(code: string): void {
  switch (code) {
    case 'FORBIDDEN_FIELD':
      return;
    case 'FORBIDDEN':
    case 'FORBIDDEN_ARGUMENT':
      throw new Rejection('rjct.filter.invalid', 'the sender may not search by this');
    case 'BAD_USER_INPUT':
    case 'FILTER_INVALID':
      throw new Rejection('rjct.filter.invalid', 'a value cannot be used');
    case 'COST_EXCEEDED':
      throw new Rejection('rjct.pagination.invalid', 'a page of this size costs too much');
    case 'BUDGET_EXCEEDED':
      throw new DciFault(
        429,
        'err.request.too_many_requests',
        'the budget of the sender is spent; try again in a minute',
      );
    default:
      throw new DciFault(503, 'err.service.unavailable', 'the registry does not answer at the moment');
  }
}
