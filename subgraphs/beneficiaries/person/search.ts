import type { Condition } from '../../../shared/access';
import { Parameters, propertiesFor, selectFacts, selectList, statement } from '../../../shared/database';
import type { RowScope, Statement } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import type { SubgraphContext } from '../../../shared/subgraph';
import { NATION, REGION_LEVELS } from '../../../shared/viewer';
import type { RegionCode } from '../../../shared/viewer';
import { searchName } from './person';
import type { PersonRow } from './person';
import { PERSON_LIST } from './person.loader';

/** A trigram index answers from three letters on; shorter searches would read the table. */
export const MIN_LETTERS = 3;
const MAX_WORDS = 8;
export const MAX_FOUND = 50;
const DEFAULT_FOUND = 20;

/**
 * The persons in the viewer's jurisdiction whose name holds every word of the text, in any order; most similar name
 * first, then by name and id. Names are compared as `searchName` writes them, so nothing in the text is a wildcard.
 * @throws CodedError BAD_USER_INPUT when no word has three letters, PAGE_SIZE_INVALID
 */
export async function searchPersons(
  context: SubgraphContext,
  text: string,
  first: number | undefined,
  fields: readonly string[],
): Promise<PersonRow[]> {
  const size = first ?? DEFAULT_FOUND;
  if (size < 1 || size > MAX_FOUND) throw new CodedError('PAGE_SIZE_INVALID', { max: MAX_FOUND });
  const words = wordsOf(text);
  const scope = context.scope('Person');
  if (scope.kind === 'NOWHERE') return [];
  const asked = { fields, conditions: context.rowConditions('Person', fields) };
  return context.session.rows<PersonRow>(searchStatement(scope, context.viewer.regionCodes, words, size, asked));
}

/** @throws CodedError BAD_USER_INPUT */
function wordsOf(text: string): string[] {
  const words = searchName(text).split(' ');
  if (words.length <= MAX_WORDS && words.some((word) => word.length >= MIN_LETTERS)) return words;
  const reason = `a search takes up to ${MAX_WORDS} words, one of them with at least ${MIN_LETTERS} letters`;
  throw new CodedError('BAD_USER_INPUT', { reason });
}

/** The statement of a search: at most `size` of the persons of a scope, which lies in `places`. */
export function searchStatement(
  scope: Extract<RowScope, { kind: 'WHERE' }>,
  places: readonly RegionCode[],
  words: readonly string[],
  size: number,
  { fields, conditions: told = [] }: { readonly fields: readonly string[]; readonly conditions?: readonly Condition[] },
): Statement {
  const { bind, values } = new Parameters();
  const name = words.join(' ');
  const conditions = [
    ...words.map((word) => `p.search_name LIKE ${bind(`%${word}%`)}`),
    ...regionKeys(places, bind),
    scope.where(bind),
  ];
  const text = `SELECT ${selectList(PERSON_LIST.projection, propertiesFor(PERSON_LIST.projection, fields))}${selectFacts(scope, told, bind)}
    FROM person p WHERE ${conditions.map((condition) => `(${condition})`).join(' AND ')}
    ORDER BY extensions.similarity(p.search_name, ${bind(name)}) DESC, p.search_name, p.id LIMIT ${bind(size)}`;
  return statement(text, values, 'FOR_VALUES');
}

/**
 * The jurisdiction as keys of the search index, which knows provinces and regencies. It narrows what the index reads; who
 * may see a row is decided by the scope.
 */
function regionKeys(places: readonly RegionCode[], bind: Parameters['bind']): string[] {
  if (places.includes(NATION)) return [];
  const length = places.every((place) => place.length >= REGION_LEVELS.REGENCY)
    ? REGION_LEVELS.REGENCY
    : REGION_LEVELS.PROVINCE;
  const keys = [...new Set(places.map((place) => place.slice(0, length)))];
  return [`left(p.region_code, ${length}) = ANY(${bind(keys)}::text[])`];
}
