import type { FieldGroup } from '../../../shared/access';
import { compareDates } from './score';
import { jaroWinkler, nameSimilarity } from './jaro-winkler';

/** How a field of two records compares. UNKNOWN: at least one of them does not say. */
export type Likeness = 'EQUAL' | 'SIMILAR' | 'DIFFERENT' | 'UNKNOWN';

/** The facts compared, as SQL over one person `p` and its family `f`; identifiers by their blind index only. */
export const COMPARED_COLUMNS = {
  nik: 'p.nik_index',
  kkNumber: 'f.kk_index',
  fullName: 'p.search_name',
  birthDate: 'p.birth_date::text',
  sex: 'p.sex',
  maritalStatus: 'p.marital_status',
  familyRole: 'p.family_role',
  region: 'p.region_code',
  address: 'lower(p.address)',
  phone: `regexp_replace(p.phone, '\\D', '', 'g')`,
  schooling: 'p.schooling',
  highestDiploma: 'p.highest_diploma::text',
  workStatus: 'p.work_status::text',
  disabilities: `array_to_string(p.disabilities, '|')`,
  matchStatus: 'p.match_status',
  dataSource: 'p.data_source',
} as const;
export type ComparedFieldName = keyof typeof COMPARED_COLUMNS;
export type ComparedFacts = Readonly<Record<ComparedFieldName, string | null>>;

/** Whoever may not read a field may not learn whether two people have it in common either. */
export const COMPARED_GROUPS: Readonly<Record<ComparedFieldName, FieldGroup>> = {
  nik: 'IDENTIFIER',
  kkNumber: 'IDENTIFIER',
  fullName: 'NAME',
  birthDate: 'BIRTH_DATE',
  sex: 'GENERAL',
  maritalStatus: 'GENERAL',
  familyRole: 'GENERAL',
  region: 'CONTACT',
  address: 'CONTACT',
  phone: 'PHONE',
  schooling: 'GENERAL',
  highestDiploma: 'GENERAL',
  workStatus: 'GENERAL',
  disabilities: 'DISABILITY',
  matchStatus: 'DATA_QUALITY',
  dataSource: 'DATA_QUALITY',
};

/** Addresses are written in many ways; below this they are two addresses. */
const SIMILAR_ADDRESS = 0.85;

const SIMILAR: Readonly<Partial<Record<ComparedFieldName, (left: string, right: string) => boolean>>> = {
  fullName: (left, right) => nameSimilarity(left, right).likeness !== 'DIFFERENT',
  birthDate: (left, right) => compareDates(left, right) !== 'DIFFERENT',
  region: (left, right) => left.slice(0, 4) === right.slice(0, 4),
  address: (left, right) => jaroWinkler(left, right) >= SIMILAR_ADDRESS,
};

/** Compares one field of two records without telling its values. */
export function compareField(field: ComparedFieldName, left: ComparedFacts, right: ComparedFacts): Likeness {
  const [a, b] = [left[field], right[field]];
  if (a === null || b === null || a === '' || b === '') return 'UNKNOWN';
  if (a === b) return 'EQUAL';
  return SIMILAR[field]?.(a, b) ? 'SIMILAR' : 'DIFFERENT';
}
