import { z } from 'zod';
import { filterOf } from './attribute';
import type { Filter, ListName } from './attribute';
import { DCI_VERSION, Rejection } from './code';
import { readExpression } from './condition';
import type { Condition } from './condition';
import type { Criteria } from './message';

/** What one record of an answer is. */
export type Entity = 'Member' | 'Group';

/** The identifiers one may be found by; the standard leaves their names to the registry, UIN it has itself. */
export const IDENTIFIERS = { UIN: 'nik', NIK: 'nik', PERSON_ID: 'person', FAMILY_ID: 'family' } as const;
export type IdentifierKind = (typeof IDENTIFIERS)[keyof typeof IDENTIFIERS];

/** The lists that are searched by conditions. */
export interface ListSearch {
  readonly list: ListName;
  readonly filter: Filter;
  readonly orderBy: readonly { readonly field: string; readonly direction: 'ASC' | 'DESC' }[];
}

export interface LookUp {
  readonly kind: IdentifierKind;
  readonly value: string;
}

/** One search, in terms of the graph. */
export interface Search {
  readonly entity: Entity;
  readonly by: LookUp | ListSearch;
  readonly page: Page;
}

export interface Page {
  readonly size: number;
  /** From 1. */
  readonly number: number;
}

/** What a page of the graph's lists may hold. */
export const MOST_OF_PAGE = 100;

const ENTITIES: Readonly<Record<string, Entity>> = {
  group: 'Group',
  household: 'Group',
  family: 'Group',
  member: 'Member',
  person: 'Member',
};
/** Which enum of the graph a list is sorted by, by attribute. */
const SORTS: Readonly<Record<ListName, Readonly<Record<string, string>>>> = {
  persons: { birth_date: 'BIRTH_DATE' },
  families: { poverty_score: 'DESIL' },
  enrolments: { enrolment_date: 'STARTED_ON' },
};
const OF_PROGRAM = ['programme_identifier', 'enrolment_status'];

const identifier = z.object({ type: z.string(), value: z.string() });
const sortRule = z.array(z.object({ attribute_name: z.string(), sort_order: z.enum(['asc', 'desc']).default('asc') }));
const pageRule = z.object({
  page_size: z.coerce.number().int().min(1).max(MOST_OF_PAGE),
  page_number: z.coerce.number().int().min(1).max(10_000).default(1),
});

/**
 * Reads what is searched for. Consent is none of its business.
 * @throws Rejection
 */
export function readSearch(criteria: Criteria): Search {
  const { version, reg_type: registry = 'Social', query } = criteria;
  if (version !== DCI_VERSION) throw unsearchable(`criteria of version ${DCI_VERSION} only`);
  if (!/(^|:)social(_registry)?$/i.test(registry)) throw unsearchable('this is a social registry');
  const page = readPage(criteria.pagination);
  const named = identifier.safeParse(query);
  if (criteria.query_type === 'idtype-value') {
    if (!named.success) throw unsearchable('an idtype-value query has a type and a value');
    const by = lookUp(named.data.type, named.data.value);
    return { entity: entityOf(criteria, by.kind === 'family' ? 'Group' : 'Member'), by, page };
  }
  const { conditions, collection } = readExpression(query);
  const entity = entityOf(criteria, collection ?? 'Member');
  const by = findLookUp(conditions) ?? listSearch(entity, conditions, criteria.sort);
  return { entity, by, page };
}

/** @param otherwise what is searched in, where the sender does not say what is to be answered */
function entityOf({ response_entity, reg_record_type }: Criteria, otherwise: string): Entity {
  const given = response_entity ?? reg_record_type ?? otherwise;
  const name = given.split(':').at(-1)?.toLowerCase() ?? '';
  const entity = Object.hasOwn(ENTITIES, name) ? ENTITIES[name] : undefined;
  if (!entity) throw unsearchable('records are of Group or Member');
  return entity;
}

function lookUp(type: string, value: string): LookUp {
  const kind = Object.hasOwn(IDENTIFIERS, type) ? IDENTIFIERS[type as keyof typeof IDENTIFIERS] : undefined;
  if (!kind) throw unsearchable(`identifiers are ${Object.keys(IDENTIFIERS).join(', ')}`);
  const isWellFormed = kind === 'nik' ? /^\d{16}$/.test(value) : z.uuid().safeParse(value).success;
  if (!isWellFormed) throw unsearchable(`this is no ${type}`);
  return { kind, value };
}

/** One condition on an identifier alone is a look-up, as in the standard's second process flow. */
function findLookUp(conditions: readonly Condition[]): LookUp | undefined {
  const [first, ...others] = conditions;
  if (!first || !Object.hasOwn(IDENTIFIERS, first.attribute)) return undefined;
  if (others.length > 0 || first.operator !== 'eq' || typeof first.value !== 'string') {
    throw new Rejection('rjct.filter.invalid', 'an identifier stands alone, with eq');
  }
  return lookUp(first.attribute, first.value);
}

function listSearch(entity: Entity, conditions: readonly Condition[], sort: unknown): ListSearch {
  const isOfProgram = conditions.some(({ attribute }) => OF_PROGRAM.includes(attribute));
  const list = entity === 'Member' ? 'persons' : isOfProgram ? 'enrolments' : 'families';
  // Without its programme a family would be found once for each of its enrolments.
  if (list === 'enrolments' && !conditions.some(({ attribute }) => attribute === 'programme_identifier')) {
    throw new Rejection('rjct.filter.invalid', 'enrolment_status needs a programme_identifier');
  }
  return { list, filter: filterOf(list, conditions), orderBy: readSort(list, sort) };
}

function readSort(list: ListName, given: unknown): ListSearch['orderBy'] {
  if (given === undefined || given === '') return [];
  const parsed = sortRule.safeParse(given);
  const known = SORTS[list];
  if (!parsed.success || parsed.data.some((each) => !Object.hasOwn(known, each.attribute_name))) {
    throw new Rejection('rjct.sort.invalid', `can be sorted by ${Object.keys(known).join(', ')}`);
  }
  return parsed.data.map((each) => ({
    field: known[each.attribute_name] ?? '',
    direction: each.sort_order === 'asc' ? 'ASC' : 'DESC',
  }));
}

function readPage(given: unknown): Page {
  const parsed = pageRule.safeParse(given === undefined || given === '' ? { page_size: 10 } : given);
  if (!parsed.success) {
    throw new Rejection('rjct.pagination.invalid', `page_size is from 1 to ${MOST_OF_PAGE}, page_number from 1`);
  }
  return { size: parsed.data.page_size, number: parsed.data.page_number };
}

function unsearchable(message: string): Rejection {
  return new Rejection('rjct.search_criteria.invalid', message);
}
