import type { ListName } from './attribute';
import type { Entity, IdentifierKind } from './search';

/** Whether the sender's viewer reads a field, as `Type.name`, in full. */
export type Reads = (coordinate: string) => boolean;

/** What a record may hold, and no more: the standard's shapes leave room for everything a registry knows. */
const PERSON = ['id', 'fullName', 'birthDate', 'sex', 'maritalStatus', 'familyRole', 'address', 'phone'] as const;
const FAMILY = ['id', 'address', 'desil', 'desilSnapshot', 'confirmedOn'] as const;

/** Asks for what the viewer gets in full and nothing else: what is masked or coarse has no place in a record. */
function personFields(reads: Reads): string {
  return PERSON.filter((name) => reads(`Person.${name}`)).join(' ');
}

function familyFields(reads: Reads): string {
  const region = reads('Family.region') ? ' region { code }' : '';
  const members = reads('Family.members') ? ` members { ${personFields(reads)} }` : '';
  return `${FAMILY.filter((name) => reads(`Family.${name}`)).join(' ')}${region}${members}`;
}

function enrolmentFields(reads: Reads): string {
  const program = reads('Enrolment.program') ? ' program { code }' : '';
  return `${['startedOn', 'dciStatus'].filter((name) => reads(`Enrolment.${name}`)).join(' ')}${program}`;
}

function recordFields(entity: Entity, reads: Reads): string {
  return entity === 'Group' ? `family { ${familyFields(reads)} }` : personFields(reads);
}

/** Finds by one identifier; the root field is `found`. */
export function lookUpDocument(kind: IdentifierKind, entity: Entity, reads: Reads): string {
  const person = recordFields(entity, reads);
  const family = entity === 'Group' ? familyFields(reads) : `members { ${personFields(reads)} }`;
  const [field, selection] = {
    nik: ['personsByNik(nik: $value)', person],
    person: ['person(id: $value)', person],
    family: ['family(id: $value)', family],
  }[kind] as [string, string];
  return `query DciLookUp($value: ${kind === 'nik' ? 'String' : 'ID'}!) { found: ${field} { ${selection} } }`;
}

const TYPES: Readonly<Record<ListName, string>> = { persons: 'Person', families: 'Family', enrolments: 'Enrolment' };

const PAGE = 'filter: $filter, orderBy: $orderBy, first: $first, after: $after';

function listDocument(name: string, list: ListName, selection: string): string {
  const type = TYPES[list];
  return `query ${name}($filter: ${type}ListFilter, $orderBy: [${type}Order!], $first: Int, $after: String) {
    found: ${list}(${PAGE}) { ${selection} } }`;
}

/** Counts what there is and finds where a page ends; reads nothing of anybody. */
export function countDocument(list: ListName): string {
  return listDocument('DciCount', list, 'totalCount { value exact } pageInfo { endCursor }');
}

/** One page of records. */
export function pageDocument(list: ListName, reads: Reads): string {
  const selection = {
    persons: personFields(reads),
    families: familyFields(reads),
    enrolments: `${enrolmentFields(reads)} family { ${familyFields(reads)} }`,
  }[list];
  return listDocument('DciPage', list, `nodes { ${selection} }`);
}
