import { buildSchema, getNamedType, isObjectType } from 'graphql';
import type { GraphQLField, GraphQLObjectType } from 'graphql';
import { readSupergraph } from '../../platform/front';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from '../../shared/database';
import { ROLES } from '../../shared/viewer';
import type { Role } from '../../shared/viewer';
import { pathsTo } from '../support/access/paths';
import type { Step } from '../support/access/paths';
import { plantSeeds } from '../support/access/seeds';
import type { Seeds } from '../support/access/seeds';
import { readMarks } from '../support/access/specification';
import { addFamilies } from '../support/people';
import { startTestPlatform, viewerOf } from '../support/platform';
import type { TestPlatform } from '../support/platform';
import { isTableField } from '../support/statistics/coordinates';

/** A page size out of bounds is an error for every list of the graph, at the root and below; it is never made to fit. */
const sdl = readSupergraph();
const schema = buildSchema(sdl, { assumeValid: true });
const marks = readMarks(sdl);

interface PagedField {
  readonly parent: string;
  readonly field: GraphQLField<unknown, unknown>;
}
const paged = Object.values(schema.getTypeMap())
  .filter((type): type is GraphQLObjectType => isObjectType(type) && !type.name.startsWith('__'))
  .flatMap((type) => Object.values(type.getFields()).map((field): PagedField => ({ parent: type.name, field })))
  // Pages of tables are larger, and need a snapshot: test/statistics.
  .filter(
    ({ parent, field }) => field.args.some(({ name }) => name === 'first') && !isTableField(`${parent}.${field.name}`),
  );

let platform: TestPlatform;
let seeds: Seeds;
beforeAll(async () => {
  platform = await startTestPlatform();
  seeds = await plantSeeds(platform);
  await platform.relay.drain();
  await platform.relay.stop();
});
afterAll(() => platform.stop());

/** Whom a field is asked as: somebody it is for, who reaches its parent. */
function rolesFor({ parent, field }: PagedField): readonly Role[] {
  return marks.get(`${parent}.${field.name}`)?.roles ?? ROLES;
}

function queryOf({ parent, field }: PagedField, path: readonly Step[], args: string): string {
  const required = field.args
    .filter(({ name, type }) => String(type).endsWith('!') && name !== 'first')
    .map(
      ({ name }) => `${name}: ${seeds.argument(name, getNamedType(field.type).name, `${parent}.${field.name}`) ?? ''}`,
    );
  const given = [...required, ...(args === '' ? [] : [args])];
  const nodes =
    isObjectType(getNamedType(field.type)) && 'nodes' in (getNamedType(field.type) as GraphQLObjectType).getFields();
  const inner = `${field.name}${given.length > 0 ? `(${given.join(', ')})` : ''} { ${nodes ? 'nodes { __typename } pageInfo { hasNextPage }' : '__typename'} }`;
  return `{ ${path.reduceRight((below, step) => `${step.name}${step.args} { ${below} }`, inner)} }`;
}

const OUT_OF_BOUNDS = [MAX_PAGE_SIZE + 1, 0, -1, -100, 2_147_483_647];

test('control: there are lists at the root and below, of every subgraph', () => {
  expect(paged.map(({ parent, field }) => `${parent}.${field.name}`)).toEqual(
    expect.arrayContaining([
      'Query.persons',
      'Query.vacancies',
      'Query.enrolments',
      'Query.readLedger',
      'Region.vacancies',
      'Enrolment.payments',
    ]),
  );
});

test.each(paged.map((each) => [`${each.parent}.${each.field.name}`, each] as const))('%s', async (_, each) => {
  const paths = pathsTo(
    schema,
    seeds.argument,
    (coordinate) => !marks.get(coordinate)?.roles && !isTableField(coordinate),
  );
  const path = paths.get(each.parent) ?? [];
  const answers = (role: Role, args: string) => platform.ask(seeds.viewer(role), queryOf(each, path, args));
  let answered = 0;
  for (const role of rolesFor(each)) {
    const control = await answers(role, 'first: 1');
    const isForRole = !JSON.stringify(control.data ?? null).includes('null');
    // What stands above it takes a statement; a role that has no row of it takes none for the list itself.
    const least = each.parent === 'Query' ? 1 : 2;
    if (control.errors.length > 0 || control.statements.length < least || !isForRole) continue;
    for (const size of OUT_OF_BOUNDS) {
      for (const argument of ['first', ...(each.field.args.some(({ name }) => name === 'last') ? ['last'] : [])]) {
        const { errors, statements, data } = await answers(role, `${argument}: ${size}`);
        const codes = errors.map(({ extensions }) => extensions['code']);
        const at = { role, argument, size };
        // What nobody could pay for is refused before, what is merely wrong where the list is.
        expect({ ...at, codes: [...new Set(codes)] }).toEqual({
          ...at,
          codes: [size > MAX_PAGE_SIZE * 100 && codes[0] === 'COST_EXCEEDED' ? 'COST_EXCEEDED' : 'PAGE_SIZE_INVALID'],
        });
        expect(JSON.stringify(data ?? null)).not.toContain('hasNextPage');
        expect(statements.length).toBeLessThan(control.statements.length);
      }
    }
    answered += 1;
    // One role whose reads of it reach a statement is enough.
    break;
  }
  expect(answered).toBe(1);
});

test('without a size a page has the default, and the largest has as many as it says', async () => {
  await using own = await startTestPlatform();
  const families = Array.from({ length: MAX_PAGE_SIZE + 5 }, (_, index) => ({ key: `f${index}` }));
  await addFamilies(own, families);
  const officer = viewerOf('DINSOS', { regionCodes: ['3204'] });
  const count = async (args: string) => {
    const { data } = await own.ask<{ families: { nodes: object[] } }>(officer, `{ families${args} { nodes { id } } }`);
    return data?.families.nodes.length;
  };
  expect([await count(''), await count('(first: null)')]).toEqual([DEFAULT_PAGE_SIZE, DEFAULT_PAGE_SIZE]);
  expect(await count(`(first: ${MAX_PAGE_SIZE})`)).toBe(MAX_PAGE_SIZE);
});
