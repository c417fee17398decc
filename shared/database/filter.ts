import type { FieldGroup } from '../access';
import { CodedError } from '../errors';
import { codeWithin } from './jurisdiction';
import type { Predicate } from './statement';
import { isUuid } from './uuid';

/** A field a list may be filtered by: an indexed column, its SQL type, and the group whose permission it takes. */
export interface FilterableField {
  readonly column: string;
  readonly type: 'text' | 'integer' | 'date' | 'uuid' | 'boolean' | 'text[]';
  readonly group: FieldGroup;
  /** Turns the caller's value into the stored one (a blind index, for instance). */
  readonly encode?: (value: string) => string;
}

/** A filter as a client sends it: fields with operators, and AND, OR, NOT. */
export type Filter = Readonly<Record<string, unknown>>;
export type FilterableFields = Readonly<Record<string, FilterableField>>;

const MAX_DEPTH = 5;
const MAX_VALUES = 200;
const COMPARISONS: Readonly<Record<string, string>> = { eq: '=', ne: '<>', lt: '<', lte: '<=', gt: '>', gte: '>=' };

/**
 * Writes a filter as a condition.
 * @throws CodedError FILTER_INVALID for null values, too deep nesting, too many values or an empty operator list
 */
export function filterPredicate(filter: Filter, fields: FilterableFields, depth = 1): Predicate {
  if (depth > MAX_DEPTH) throw invalid(`nested deeper than ${MAX_DEPTH}`);
  const parts = Object.entries(filter)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => partPredicate(name, value, fields, depth));
  return all(parts);
}

/** The fields a filter uses, for the permission check. */
export function filteredFields(filter: Filter): string[] {
  return Object.entries(filter).flatMap(([name, value]) => {
    if (value === undefined || value === null) return [];
    if (name === 'AND' || name === 'OR') return (value as Filter[]).flatMap(filteredFields);
    return name === 'NOT' ? filteredFields(value as Filter) : [name];
  });
}

function partPredicate(name: string, value: unknown, fields: FilterableFields, depth: number): Predicate {
  if (value === null) throw invalid(`${name} is null; leave it out instead`);
  if (name === 'NOT') {
    const inner = filterPredicate(value as Filter, fields, depth + 1);
    return (bind) => `NOT (${inner(bind)})`;
  }
  if (name === 'AND' || name === 'OR') {
    const parts = (value as Filter[]).map((part) => filterPredicate(part, fields, depth + 1));
    return name === 'AND' ? all(parts) : any(parts);
  }
  const field = fields[name];
  if (!field) throw invalid(`${name} cannot be filtered`);
  return all(Object.entries(value as object).map(([operator, operand]) => comparison(name, field, operator, operand)));
}

function comparison(name: string, field: FilterableField, operator: string, operand: unknown): Predicate {
  if (operand === undefined) return () => 'TRUE';
  if (operand === null) throw invalid(`${name}.${operator} is null; leave it out instead`);
  if (operator === 'in') {
    const values = operand as unknown[];
    if (values.length > MAX_VALUES) throw invalid(`${name}.in has more than ${MAX_VALUES} values`);
    return (bind) => `${field.column} = ANY(${bind(values.map((value) => stored(field, value)))}::${field.type}[])`;
  }
  if (operator === 'has') return (bind) => `${field.column} @> ${bind(operand)}::text[]`;
  if (operator === 'within') return codeWithin(field.column, String(operand));
  const sign = COMPARISONS[operator];
  if (!sign) throw invalid(`${name}.${operator} is no operator`);
  return (bind) => `${field.column} ${sign} ${bind(stored(field, operand))}::${field.type}`;
}

function stored(field: FilterableField, value: unknown): unknown {
  if (field.type === 'uuid' && !isUuid(String(value))) throw invalid('an id is no UUID');
  const plain = value instanceof Date ? value.toISOString().slice(0, 10) : value;
  return field.encode && typeof plain === 'string' ? field.encode(plain) : plain;
}

function all(parts: readonly Predicate[]): Predicate {
  return (bind) => (parts.length === 0 ? 'TRUE' : parts.map((part) => `(${part(bind)})`).join(' AND '));
}

function any(parts: readonly Predicate[]): Predicate {
  return (bind) => (parts.length === 0 ? 'FALSE' : parts.map((part) => `(${part(bind)})`).join(' OR '));
}

function invalid(reason: string): CodedError {
  return new CodedError('FILTER_INVALID', { reason });
}
