import { z } from 'zod';
import { daysAfter, today } from '../../../shared/machine';
import { findRegionLevel } from '../../../shared/viewer';
import { Rejection } from './code';
import type { Condition, Operator } from './condition';

/** Conditions in terms of the graph's list filters. */
export type Filter = Readonly<Record<string, unknown>>;

/** Turns one condition into a filter. @throws Rejection rjct.filter.invalid */
type Attribute = (condition: Condition) => Filter;

const inStates = (...states: readonly string[]): Filter => ({ status: { in: states } });

/** DCI codes of an enrolment, by what the registry can be searched for. */
const ENROLMENTS_OF: ReadonlyMap<string, Filter> = new Map([
  ['1', inStates('ACTIVE', 'TRANSITION')],
  // Deceased: aid ended by death.
  ['2', { ...inStates('INACTIVE'), statusReason: { eq: 'DECEASED' } }],
  ['3', inStates('GRADUATED_NATURALLY', 'GRADUATED_VOLUNTARILY')],
  ['4', inStates('SUSPENDED')],
]);

const region: Attribute = ({ operator, value }) => {
  if (operator !== 'eq' || typeof value !== 'string' || !findRegionLevel(value)) {
    throw unfit('a place is named by eq and its Kemendagri code');
  }
  return { region: { within: value } };
};

/** Desil: whole numbers from 1, the poorest, to 10. */
const povertyScore: Attribute = ({ operator, value }) => ({ desil: numbersFor(operator, value) });

const birthDate: Attribute = ({ operator, value }) => {
  const day = typeof value === 'string' ? value.slice(0, 10) : '';
  if (!z.iso.date().safeParse(day).success) throw unfit('a day is written YYYY-MM-DD');
  const tests: Partial<Record<Operator, Filter>> = {
    eq: { eq: day },
    le: { lte: day },
    ge: { gte: day },
    lt: { lte: daysAfter(day, -1) },
    gt: { gte: daysAfter(day, 1) },
  };
  return { birthDate: tests[operator] ?? refuse('a list of days is not searched for') };
};

/** Completed years: who is n years old was born after today n + 1 years ago, and today n years ago at the latest. */
const age: Attribute = ({ operator, value }) => {
  const years = wholeNumber(value);
  const youngest = (least: number) => ({ lte: yearsAgo(least) });
  const oldest = (most: number) => ({ gte: daysAfter(yearsAgo(most + 1), 1) });
  const tests: Partial<Record<Operator, Filter>> = {
    eq: { ...youngest(years), ...oldest(years) },
    ge: youngest(years),
    gt: youngest(years + 1),
    le: oldest(years),
    lt: oldest(years - 1),
  };
  return { birthDate: tests[operator] ?? refuse('a list of ages is not searched for') };
};

const program: Attribute = ({ operator, value }) => {
  if (operator !== 'eq' || typeof value !== 'string' || value === '')
    throw unfit('a programme is named by eq and its code');
  return { programCode: { eq: value } };
};

const enrolmentStatus: Attribute = ({ operator, value }) => {
  const codes = operator === 'in' && Array.isArray(value) ? value : operator === 'eq' ? [value] : [];
  if (codes.length === 0) throw unfit('a status is named by eq or in');
  const named = [...new Set(codes.map(String))];
  return { OR: named.map((code) => ENROLMENTS_OF.get(code) ?? refuse('a status is 1, 2, 3 or 4')) };
};

/** What can be searched for, by list of the graph. Whether the sender's role may is decided where the list is. */
const PLACE = { location: region, region_code: region };
const FAMILY = { ...PLACE, poverty_score: povertyScore };
export const ATTRIBUTES = {
  persons: { ...PLACE, birth_date: birthDate, age },
  families: FAMILY,
  enrolments: { ...FAMILY, programme_identifier: program, enrolment_status: enrolmentStatus },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Attribute>>>>;
export type ListName = keyof typeof ATTRIBUTES;

/**
 * The filter of a list for conditions all of which must hold.
 * @throws Rejection rjct.filter.invalid
 */
export function filterOf(list: ListName, conditions: readonly Condition[]): Filter {
  const attributes: Readonly<Record<string, Attribute>> = ATTRIBUTES[list];
  const filters = conditions.map((condition) => {
    const known = Object.hasOwn(attributes, condition.attribute) ? attributes[condition.attribute] : undefined;
    if (!known) throw unfit(`searchable are ${Object.keys(attributes).join(', ')}`);
    return known(condition);
  });
  return { AND: filters };
}

function numbersFor(operator: Operator, value: unknown): Filter {
  if (operator === 'in') {
    if (!Array.isArray(value) || value.length === 0 || value.length > 10) throw unfit('in takes a list of numbers');
    return { in: value.map(wholeNumber) };
  }
  if (operator === 'eq') return { eq: wholeNumber(value) };
  const number = numberOf(value);
  const tests: Record<Exclude<Operator, 'in' | 'eq'>, Filter> = {
    le: { lte: Math.floor(number) },
    lt: { lte: Math.ceil(number) - 1 },
    ge: { gte: Math.ceil(number) },
    gt: { gte: Math.floor(number) + 1 },
  };
  return tests[operator];
}

function numberOf(value: unknown): number {
  const number = typeof value === 'string' && /^\d{1,3}(\.\d+)?$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !(number >= 0 && number <= 150)) throw unfit('a number from 0 to 150 is needed');
  return number;
}

function wholeNumber(value: unknown): number {
  const number = numberOf(value);
  return Number.isInteger(number) ? number : refuse('a whole number is needed');
}

/** The last day on which somebody was born who has completed so many years; of 29 February it is the 28th in most years. */
function yearsAgo(years: number): string {
  const [year = 0, month = 1, day = 1] = today().split('-').map(Number);
  const lastOfMonth = new Date(Date.UTC(year - years, month, 0)).getUTCDate();
  return new Date(Date.UTC(year - years, month - 1, Math.min(day, lastOfMonth))).toISOString().slice(0, 10);
}

function unfit(message: string): Rejection {
  return new Rejection('rjct.filter.invalid', message);
}

function refuse(message: string): never {
  throw unfit(message);
}
