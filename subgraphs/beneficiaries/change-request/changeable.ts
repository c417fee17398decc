import type { FieldGroup } from '../../../shared/access';
import { HOUSING_COLUMNS, HOUSING_HIGHEST } from '../family/family';
import { MARITAL_STATUSES, SCHOOLING, SECTORS } from '../person/vocabulary';

/** A record whose fields may be changed by request. */
export type RecordKind = 'person' | 'family';

/** What a value of a changeable field may be. */
export type ValueRule =
  | { readonly kind: 'TEXT'; readonly longest: number; readonly shape?: RegExp }
  | { readonly kind: 'WORD'; readonly words: readonly string[] }
  | { readonly kind: 'CODE'; readonly from: number; readonly to: number };

/** A field that may be changed: its column, whose permission it takes, and what it may hold. */
export interface Changeable {
  readonly column: string;
  readonly group: FieldGroup;
  readonly value: ValueRule;
}

const general = (column: string, value: ValueRule): Changeable => ({ column, group: 'GENERAL', value });
const code = (from: number, to: number): ValueRule => ({ kind: 'CODE', from, to });
const words = (table: Readonly<Record<number, string>>): ValueRule => ({ kind: 'WORD', words: Object.values(table) });
const ADDRESS: Changeable = { column: 'address', group: 'CONTACT', value: { kind: 'TEXT', longest: 200 } };

const HOUSING: Readonly<Record<string, Changeable>> = Object.fromEntries(
  Object.entries(HOUSING_COLUMNS).map(([name, column]) => [
    name,
    { column, group: 'HOUSING', value: code(0, HOUSING_HIGHEST[name as keyof typeof HOUSING_COLUMNS]) },
  ]),
);

/**
 * The fields that may be changed by request, by the graph's names. What says who somebody is, and what decides about aid, is
 * not among them: NIK, KK, name, birth date, desil.
 */
export const CHANGEABLE: Readonly<Record<RecordKind, Readonly<Record<string, Changeable>>>> = {
  person: {
    address: ADDRESS,
    phone: { column: 'phone', group: 'PHONE', value: { kind: 'TEXT', longest: 30, shape: /^\+?[\d ()-]{6,30}$/ } },
    maritalStatus: general('marital_status', words(MARITAL_STATUSES)),
    schooling: general('schooling', words(SCHOOLING)),
    highestDiploma: general('highest_diploma', code(1, 15)),
    workStatus: general('work_status', code(1, 7)),
    businessSector: general('business_sector', { kind: 'WORD', words: SECTORS }),
    businessCount: general('business_count', code(0, 100)),
  },
  family: { address: ADDRESS, ...HOUSING },
};

export type Value = string | number | null;

/** What a request changes, by field. */
export type Changes = Readonly<Record<string, { readonly before: Value; readonly after: Value }>>;

/** The same by kind of record, as it is sealed: the values say whose they are. */
export type ChangesByKind = Readonly<Partial<Record<RecordKind, Changes>>>;

/** What is wrong with a value; undefined for one that fits. */
export function findFault(rule: ValueRule, value: unknown): string | undefined {
  switch (rule.kind) {
    case 'WORD':
      return typeof value === 'string' && rule.words.includes(value) ? undefined : 'is no word of its list';
    case 'CODE':
      return Number.isInteger(value) && Number(value) >= rule.from && Number(value) <= rule.to
        ? undefined
        : `takes ${rule.from} to ${rule.to}`;
    case 'TEXT':
      if (typeof value !== 'string' || value.trim() === '') return 'is empty';
      if (value.length > rule.longest) return `is longer than ${rule.longest} characters`;
      return rule.shape && !rule.shape.test(value) ? 'does not look like one' : undefined;
  }
}
