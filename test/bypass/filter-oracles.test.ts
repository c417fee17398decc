import {
  buildSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isObjectType,
} from 'graphql';
import type { GraphQLField, GraphQLInputObjectType, GraphQLInputType, GraphQLObjectType } from 'graphql';
import { readSupergraph } from '../../platform/front';
import { ROLES } from '../../shared/viewer';
import type { Role } from '../../shared/viewer';
import type { FieldGroup } from '../../shared/access';
import { MatrixJudge, factsOn } from '../support/access/matrix';
import { plantSeeds } from '../support/access/seeds';
import type { Seeds } from '../support/access/seeds';
import { gradeOn, readMarks } from '../support/access/specification';
import { startTestPlatform } from '../support/platform';
import type { TestPlatform } from '../support/platform';
import { isTableField } from '../support/statistics/coordinates';

/**
 * A list that may be filtered or sorted by a field tells that field, whatever is selected: with `desil: { eq: 1 }` a page that
 * has a next page is a yes. So filtering and sorting take what reading takes, for every list, field and role.
 */
const sdl = readSupergraph();
const schema = buildSchema(sdl, { assumeValid: true });
const marks = readMarks(sdl);
/** What a filter says in another word than the type it filters, with the group that word belongs to. */
const OTHER_WORDS: Readonly<Record<string, FieldGroup>> = {
  // Where a family lives, more exactly than its regency.
  'Family.region': 'CONTACT',
  'Person.region': 'CONTACT',
  'Enrolment.region': 'CONTACT',
  'DuplicateCandidate.region': 'DATA_QUALITY',
  'Enrolment.desil': 'DESIL',
  'Enrolment.familyId': 'PSEUDONYM',
  'Enrolment.programCode': 'ENROLMENT',
  'ChangeRequest.personId': 'PSEUDONYM',
  'ChangeRequest.familyId': 'PSEUDONYM',
  'Consent.personId': 'PSEUDONYM',
  'Consent.employerId': 'CONSENT',
  'CommunityActivity.region': 'REFERENCE',
  'ForbiddenCombination.desil': 'DESIL',
  'ForbiddenCombination.familyId': 'PSEUDONYM',
  'ForbiddenCombination.otherCode': 'ENROLMENT',
  'ForbiddenCombination.programCode': 'ENROLMENT',
  'ForbiddenCombination.region': 'CONTACT',
  'Grievance.familyId': 'PSEUDONYM',
  'Grievance.programCode': 'GRIEVANCE',
  'Grievance.region': 'CONTACT',
  'KubeGroup.region': 'CONTACT',
  'Lks.region': 'REFERENCE',
  'PenaCase.familyId': 'PSEUDONYM',
  'PenaCase.region': 'CONTACT',
  'ProkusCase.familyId': 'PSEUDONYM',
  'ProkusCase.region': 'CONTACT',
  'PsksHelper.region': 'PSEUDONYM',
  'Referral.centreId': 'REFERRAL',
  'Referral.employerId': 'REFERRAL',
  'Referral.vacancyId': 'REFERRAL',
  'Device.centreId': 'DEVICE',
  'Device.personId': 'PSEUDONYM',
  'DeviceNeed.centreId': 'DEVICE',
  'DeviceNeed.personId': 'PSEUDONYM',
  'ServiceCase.centreId': 'PPKS',
  'ServiceCase.personId': 'PSEUDONYM',
  'Graduation.region': 'CONTACT',
  'Graduation.enrolmentId': 'PSEUDONYM',
  'Graduation.programCode': 'GRADUATION',
  'Region.region': 'REFERENCE',
  'Region.parentCode': 'REFERENCE',
  'Vacancy.region': 'VACANCY',
  'Vacancy.accommodations': 'VACANCY',
  'Vacancy.skills': 'VACANCY',
  'Employer.regencies': 'PARTNER',
};

/** Values of the arguments of a list. */
type Form = Readonly<Record<string, unknown>>;

/** One way to ask a list about a field. */
interface Oracle {
  readonly list: string;
  readonly type: string;
  readonly field: string;
  readonly group: FieldGroup;
  /** The argument, in each form it can take. */
  readonly forms: readonly Form[];
  /** Asks for nothing of a row but whether there is one. */
  readonly query: string;
}

const COMBINATORS = ['AND', 'OR', 'NOT'];

function oraclesOf({ name, type, args }: GraphQLField<unknown, unknown>): Oracle[] {
  const connection = getNamedType(type);
  const nodes = isObjectType(connection) ? connection.getFields()['nodes'] : undefined;
  if (!nodes) return [];
  const node = getNamedType(nodes.type).name;
  const filter = args.find((arg) => arg.name === 'filter');
  const order = args.find((arg) => arg.name === 'orderBy');
  const given = [filter, order].filter((arg) => arg !== undefined);
  const query = `query (${given.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ')}) {
    ${name}(first: 1, ${given.map((arg) => `${arg.name}: $${arg.name}`).join(', ')}) {
      pageInfo { hasNextPage endCursor } totalCount { value } } }`;
  const oracle = (field: string, forms: readonly Form[]): Oracle => {
    const group = marks.get(`${node}.${field}`)?.group ?? OTHER_WORDS[`${node}.${field}`];
    if (!group) throw new Error(`${node}.${field} is filtered or sorted by, and nothing is known of it`);
    return { list: name, type: node, field, group, forms, query };
  };
  const filters = filter ? filterForms(getNamedType(filter.type) as GraphQLInputObjectType) : [];
  const orders = order ? sortNames(getNamedType(order.type) as GraphQLInputObjectType) : [];
  return [
    ...filters.map(({ field, forms }) => oracle(field, forms)),
    ...orders.map((value) => oracle(camel(value), [{ orderBy: [{ field: value, direction: 'DESC' }] }])),
  ];
}

function filterForms(filter: GraphQLInputObjectType) {
  const fields = Object.values(filter.getFields());
  const combinators = fields.filter(({ name }) => COMBINATORS.includes(name)).map(({ name }) => name);
  return fields
    .filter(({ name }) => !COMBINATORS.includes(name))
    .map(({ name, type }) => {
      const conditions = conditionsOf(type).map((condition): Form => ({ [name]: condition }));
      const [plain = {}] = conditions;
      const nested = combinators.map((word): Form => ({ [word]: word === 'NOT' ? plain : [plain] }));
      return { field: name, forms: [...conditions, ...nested].map((form): Form => ({ filter: form })) };
    });
}

/** Every operator of a condition, with a value that fits. */
function conditionsOf(type: GraphQLInputType): unknown[] {
  const named = getNamedType(type);
  if (!isInputObjectType(named)) return [valueOf(type)];
  return Object.values(named.getFields()).map(({ name, type: of }) => ({
    [name]: name === 'within' ? '32' : valueOf(of),
  }));
}

function valueOf(type: GraphQLInputType): unknown {
  const nullable = getNullableType(type);
  if (isListType(nullable)) return [valueOf(nullable.ofType as GraphQLInputType)];
  const named = getNamedType(type);
  if (isEnumType(named)) return named.getValues()[0]?.name;
  const values: Readonly<Record<string, unknown>> = {
    Int: 1,
    Boolean: true,
    Date: '2026-01-01',
    DateTime: '2026-01-01T00:00:00Z',
    ID: '00000000-0000-8000-8000-000000000000',
  };
  return values[named.name] ?? 'PKH';
}

function sortNames(order: GraphQLInputObjectType): string[] {
  const field = getNamedType(order.getFields()['field']?.type);
  return isEnumType(field) ? field.getValues().map(({ name }) => name) : [];
}

const camel = (text: string) => text.toLowerCase().replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

const lists = Object.values(schema.getQueryType()?.getFields() ?? {}).filter(
  // Calls for named roles are refused to all others before any argument is looked at.
  ({ name }) => !marks.get(`Query.${name}`)?.roles,
);
const oracles = lists.flatMap(oraclesOf);

let platform: TestPlatform;
let seeds: Seeds;
const seen = { refused: 0, answered: 0 };
beforeAll(async () => {
  platform = await startTestPlatform();
  seeds = await plantSeeds(platform);
  await platform.relay.drain();
  await platform.relay.stop();
});
afterAll(() => platform.stop());

const mayRead = (role: Role, { group }: Oracle) =>
  gradeOn(seeds.viewer(role), { group, roles: undefined }, factsOn(seeds.viewer(role))) === 'FULL';

test('control: a list below the root is filtered by nothing but what takes the permission of the list itself', () => {
  const nested = Object.values(schema.getTypeMap())
    .filter(
      (type): type is GraphQLObjectType => isObjectType(type) && type.name !== 'Query' && !type.name.startsWith('__'),
    )
    .flatMap((type) => Object.values(type.getFields()).map((field) => ({ parent: type.name, field })))
    .filter(({ field }) => field.args.some(({ name }) => name === 'filter' || name === 'orderBy'))
    // Tables are ordered by what is published: test/bypass/statistics-probes.test.ts.
    .filter(({ parent, field }) => !isTableField(`${parent}.${field.name}`));
  expect(nested.map(({ parent, field }) => `${parent}.${field.name}`)).toEqual([
    'Employer.vacancies',
    'Region.vacancies',
  ]);
  for (const { parent, field } of nested) {
    const groups = new Set(oraclesOf(field).map(({ group }) => group));
    expect([...groups]).toEqual([marks.get(`${parent}.${field.name}`)?.group]);
  }
  expect(oracles.length).toBeGreaterThan(25);
});

/** Looked at by no permission: who has no such rows is told of none, without a statement, and who has them reads places. */
const BY_ROWS_ALONE = new Set(['DuplicateCandidate.region']);

test.each(oracles.map((oracle) => [`${oracle.list} by ${oracle.field}`, oracle] as const))('%s', async (_, oracle) => {
  const judge = new MatrixJudge(schema, marks);
  for (const role of ROLES) {
    const viewer = seeds.viewer(role);
    for (const form of oracle.forms) {
      const { data, errors, statements } = await platform.ask(viewer, oracle.query, form);
      const codes = errors.map(({ extensions }) => extensions['code']);
      const at = { role, form };
      if (!mayRead(role, oracle)) {
        seen.refused += 1;
        if (BY_ROWS_ALONE.has(`${oracle.type}.${oracle.field}`)) {
          const none = { pageInfo: { hasNextPage: false, endCursor: null }, totalCount: { value: 0 } };
          expect({ ...at, data: data?.[oracle.list], statements }).toEqual({ ...at, data: none, statements: [] });
          continue;
        }
        expect({ ...at, data: data?.[oracle.list] ?? null, statements }).toEqual({ ...at, data: null, statements: [] });
        expect({ ...at, codes }).toEqual({ ...at, codes: ['FORBIDDEN_ARGUMENT'] });
        // Nothing of a row: the refusal is the viewer's alone.
        expect(Object.keys(errors[0]?.extensions ?? {}).sort()).toEqual(['code', 'field', 'reason']);
      } else if (judge.isWithin(viewer, oracle.type)) {
        seen.answered += 1;
        expect({ ...at, codes }).toEqual({ ...at, codes: [] });
        expect(statements.length).toBeGreaterThan(0);
      }
    }
  }
});

test('control: there were refusals and answers', () => {
  expect(seen.refused).toBeGreaterThan(200);
  expect(seen.answered).toBeGreaterThan(200);
});
