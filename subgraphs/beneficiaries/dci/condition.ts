import { z } from 'zod';
import { Rejection } from './code';

/** What is compared how; both forms of query come down to a list of these, all of which must hold. */
export interface Condition {
  readonly attribute: string;
  readonly operator: Operator;
  readonly value: unknown;
}
export type Operator = 'eq' | 'lt' | 'le' | 'gt' | 'ge' | 'in';

/** More is no question about a family. */
const MOST_CONDITIONS = 10;

const NOSQL_OPERATORS: Readonly<Record<string, Operator>> = {
  $eq: 'eq',
  $lt: 'lt',
  $lte: 'le',
  $le: 'le',
  $gt: 'gt',
  $gte: 'ge',
  $ge: 'ge',
  $in: 'in',
};

const bag = z.record(z.string(), z.unknown());
const template = z.object({
  value: z.object({ expression: z.object({ collection: z.string().optional(), query: bag }) }),
});
const predicate = z.object({
  attribute_name: z.string().min(1).max(60),
  operator: z.enum(['eq', 'lt', 'le', 'gt', 'ge', 'in']),
  attribute_value: z.unknown().optional(),
});

/** An expression template (`ns:org:QueryType:NoSql`) or a list of predicates; undefined for anything else. */
export interface Expression {
  readonly conditions: readonly Condition[];
  /** What a template searches in. */
  readonly collection: string | undefined;
}

/**
 * Reads a query that is no look-up by identifier.
 * @throws Rejection rjct.search_criteria.invalid for one of another form or without conditions, rjct.filter.invalid for
 *   conditions that are not understood
 */
export function readExpression(query: unknown): Expression {
  const expression = Array.isArray(query)
    ? { conditions: query.flatMap(readPredicates), collection: undefined }
    : readTemplate(query);
  const { length } = expression.conditions;
  if (length === 0) throw new Rejection('rjct.search_criteria.invalid', 'the query has no condition');
  if (length > MOST_CONDITIONS) throw unread(`at most ${MOST_CONDITIONS} conditions`);
  return expression;
}

function readTemplate(query: unknown): Expression {
  const parsed = template.safeParse(query);
  if (!parsed.success) throw new Rejection('rjct.search_criteria.invalid', 'the query is of no form of the standard');
  const { collection, query: tree } = parsed.data.value.expression;
  return { conditions: readTree(tree), collection };
}

/** `{ "$and": [...] }` or `{ attribute: { $operator: value } }`; nothing else says that all must hold. */
function readTree(tree: Readonly<Record<string, unknown>>): Condition[] {
  return Object.entries(tree).flatMap(([name, value]) => {
    if (name === '$and') {
      const all = z.array(bag).safeParse(value);
      if (!all.success) throw unread('$and takes a list of conditions');
      // One level: what is nested deeper has no form of its own in the standard.
      return all.data.flatMap((each) =>
        Object.entries(each).flatMap(([attribute, test]) => readTests(attribute, test)),
      );
    }
    return readTests(name, value);
  });
}

function readTests(attribute: string, given: unknown): Condition[] {
  const tests = bag.safeParse(given);
  if (!tests.success || attribute.startsWith('$')) throw unread('conditions are joined by $and only');
  return Object.entries(tests.data).map(([name, value]) => {
    const operator = Object.hasOwn(NOSQL_OPERATORS, name) ? NOSQL_OPERATORS[name] : undefined;
    if (!operator) throw unread('an operator is not known');
    return { attribute, operator, value };
  });
}

/**
 * `expression1`, `condition1`, `expression2`, ...: the examples of the standard number them on, and a single condition has no number.
 * Nothing is left out that is not understood: a query that says more would be answered too broadly.
 */
function readPredicates(given: unknown): Condition[] {
  const item = bag.safeParse(given);
  if (!item.success) throw unread('a predicate is an object');
  const said = Object.entries(item.data).filter(([, value]) => value !== '');
  const of = (part: RegExp) => said.filter(([name]) => part.test(name));
  if (said.length > of(/^(seq_num|condition\d*|expression\d+)$/).length) {
    throw unread('a predicate has expressions and conditions, numbered on');
  }
  if (of(/^condition/).some(([, value]) => value !== 'and')) throw unread('predicates are joined by and only');
  const placeOf = (name: string) => Number(name.slice('expression'.length));
  return of(/^expression/)
    .sort(([one], [other]) => placeOf(one) - placeOf(other))
    .map(([, value]) => readPredicate(value));
}

function readPredicate(value: unknown): Condition {
  const parsed = predicate.safeParse(value);
  if (!parsed.success) throw unread('a predicate has a name, an operator and a value');
  const { attribute_name: attribute, operator, attribute_value } = parsed.data;
  return { attribute, operator, value: attribute_value };
}

function unread(message: string): Rejection {
  return new Rejection('rjct.filter.invalid', message);
}
