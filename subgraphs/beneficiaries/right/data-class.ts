import { ASSET_COLUMNS, HOUSING_COLUMNS } from '../family/family';

/** A kind of data that is kept for its own length of time and erased together. */
export const DATA_CLASSES = ['IDENTIFIER', 'NAME', 'BIRTH_DATE', 'CONTACT', 'HEALTH', 'SOCIAL'] as const;
export type DataClass = (typeof DATA_CLASSES)[number];

/** What an export gives of a column: the value, its last four characters, or nothing, and then why. */
export type Shown =
  | { readonly as: string }
  | { readonly sealedAs: string }
  /** The column is derived or the platform's own. */
  | { readonly leftOut: string };

/** Everything decided about a column: what an export gives of it, and with which class it is erased. */
export interface ColumnRule {
  readonly shown: Shown;
  readonly erased: DataClass | 'KEPT';
}

const as = (name: string, erased: ColumnRule['erased']): ColumnRule => ({ shown: { as: name }, erased });
const sealed = (name: string): ColumnRule => ({ shown: { sealedAs: name }, erased: 'IDENTIFIER' });
const out = (why: string, erased: ColumnRule['erased'] = 'KEPT'): ColumnRule => ({ shown: { leftOut: why }, erased });

/** Every column of `person`. One that is missing here fails a test: nothing is held without its being decided. */
export const PERSON_COLUMNS: Readonly<Record<string, ColumnRule>> = {
  id: as('id', 'KEPT'),
  source_id: as('senderKey', 'IDENTIFIER'),
  family_id: as('familyId', 'KEPT'),
  region_code: as('regionCode', 'KEPT'),
  nik_sealed: sealed('nik'),
  nik_index: out('keyed hash of the NIK', 'IDENTIFIER'),
  identity_status: as('identityStatus', 'KEPT'),
  full_name: as('fullName', 'NAME'),
  search_name: out('the name, as it is searched', 'NAME'),
  birth_date: as('birthDate', 'BIRTH_DATE'),
  sex: as('sex', 'KEPT'),
  address: as('address', 'CONTACT'),
  phone: as('phone', 'CONTACT'),
  family_role: as('familyRole', 'KEPT'),
  marital_status: as('maritalStatus', 'KEPT'),
  schooling: as('schooling', 'SOCIAL'),
  highest_diploma: as('highestDiploma', 'SOCIAL'),
  work_status: as('workStatus', 'SOCIAL'),
  business_sector: as('businessSector', 'SOCIAL'),
  business_count: as('businessCount', 'SOCIAL'),
  disabilities: as('disabilities', 'HEALTH'),
  chronic_illnesses: as('chronicIllnesses', 'HEALTH'),
  pregnant: as('pregnant', 'HEALTH'),
  match_status: as('matchStatus', 'KEPT'),
  matched_on: as('matchedOn', 'KEPT'),
  data_source: as('dataSource', 'KEPT'),
  confirmed_on: as('confirmedOn', 'KEPT'),
  merged_into: out('a merged record answers to nobody'),
  version: as('version', 'KEPT'),
  restricted_at: as('restrictedAt', 'KEPT'),
  erased_at: out('an erased record answers to nobody'),
};

const HOUSE = Object.fromEntries(
  Object.entries({ ...HOUSING_COLUMNS, ...ASSET_COLUMNS }).map(([name, column]) => [column, as(name, 'KEPT')]),
);

/** Every column of `family`. Housing and assets describe a house, and its place is erased. */
export const FAMILY_COLUMNS: Readonly<Record<string, ColumnRule>> = {
  id: as('id', 'KEPT'),
  source_id: as('senderKey', 'IDENTIFIER'),
  kk_sealed: sealed('kkNumber'),
  kk_index: out('keyed hash of the KK number', 'IDENTIFIER'),
  head_id: as('headId', 'KEPT'),
  region_code: as('regionCode', 'KEPT'),
  address: as('address', 'CONTACT'),
  latitude: as('latitude', 'CONTACT'),
  longitude: as('longitude', 'CONTACT'),
  ...HOUSE,
  desil: as('desil', 'KEPT'),
  desil_snapshot: as('desilSnapshot', 'KEPT'),
  kpm_flags: as('kpmFlags', 'KEPT'),
  confirmed_on: as('confirmedOn', 'KEPT'),
  integrity_score: as('integrityScore', 'KEPT'),
  version: as('version', 'KEPT'),
  erased_at: out('an erased record answers to nobody'),
};

/** Every column of `consent`. */
export const CONSENT_COLUMNS: Readonly<Record<string, ColumnRule>> = {
  id: as('id', 'KEPT'),
  person_id: as('personId', 'KEPT'),
  kind: as('kind', 'KEPT'),
  employer_id: as('employerId', 'KEPT'),
  vacancy_id: as('vacancyId', 'KEPT'),
  status: as('status', 'KEPT'),
  version: as('version', 'KEPT'),
  given_by: as('givenBy', 'KEPT'),
  form: as('form', 'KEPT'),
  text_version: as('textVersion', 'KEPT'),
  given_on: as('givenOn', 'KEPT'),
  expires_on: as('expiresOn', 'KEPT'),
  ended_at: as('endedAt', 'KEPT'),
  held: out('follows from the record of the person'),
  account_sealed: sealed('payrollAccount'),
  bpjs_sealed: sealed('bpjsNumber'),
};
