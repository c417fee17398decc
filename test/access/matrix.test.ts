import { buildSchema } from 'graphql';
import type { Grade } from '../../shared/access';
import { readSupergraph } from '../../platform/front';
import { TABLE_READERS } from '../../subgraphs/insights/citation/analyst';
import { ROLES } from '../../shared/viewer';
import type { Role } from '../../shared/viewer';
import { digest } from '../support/access/digest';
import { rootCalls } from '../support/access/root-calls';
import { asAdmin, openEmptyDatabase } from '../support/database';
import { MatrixJudge, TypeQueries, rowsAt } from '../support/access/matrix';
import type { Mismatch, Rows, TypeQuery } from '../support/access/matrix';
import { withEverythingShown } from '../support/access/most-permitted';
import { reachableTypes } from '../support/access/paths';
import { MISSING, SEES_ALL } from '../support/access/reach';
import { plantSeeds } from '../support/access/seeds';
import type { Seeds } from '../support/access/seeds';
import { servePlatform } from '../support/access/served';
import type { Reply, ServedPlatform } from '../support/access/served';
import { gradeOn, readMarks } from '../support/access/specification';
import { plantStatistics } from '../support/access/stat-rows';
import { startTestPlatform } from '../support/platform';
import type { TestPlatform } from '../support/platform';
import { OF_ONE_READER, isTableField } from '../support/statistics/coordinates';

const sdl = readSupergraph();
const schema = buildSchema(sdl, { assumeValid: true });
const marks = readMarks(sdl);

let platform: TestPlatform;
let served: ServedPlatform;
let seeds: Seeds;
let queries: TypeQuery[];
const truth = new Map<string, Rows>();
const replies = new Map<string, Reply>();

beforeAll(async () => {
  const database = await openEmptyDatabase();
  platform = await startTestPlatform(database);
  seeds = await plantSeeds(platform);
  await plantStatistics(platform, TABLE_READERS.map(seeds.viewer));
  // Nothing moves by itself while requests are counted.
  await platform.relay.drain();
  await platform.relay.stop();
  served = await servePlatform(platform);
  const isWay = (coordinate: string) => !marks.get(coordinate)?.roles && !isTableField(coordinate);
  const types = [...reachableTypes(schema, isWay)].filter((type) => type !== 'Query');
  queries = new TypeQueries(schema, marks, seeds.argument).all(types);
  await withEverythingShown(readTruth);
}, 240_000);
afterAll(async () => {
  await served?.stop();
  await platform?.stop();
});

/** The rows of every type with their true values, of whichever viewer has them. */
async function readTruth(): Promise<void> {
  const bare = await startTestPlatform({ ...platform.database, drop: async () => undefined });
  for (const { type, path, query } of queries) {
    const rows: Rows[number][] = [];
    for (const role of ROLES) {
      const { data } = await bare.ask(seeds.viewer(role), query);
      rows.push(...rowsAt(path, data));
    }
    truth.set(type, rows);
  }
  await bare.stop();
}

async function askAs(role: Role, { type, query }: TypeQuery): Promise<Reply> {
  const known = replies.get(`${role} ${type}`);
  const reply = known ?? (await served.ask(seeds.viewer(role), { query }));
  replies.set(`${role} ${type}`, reply);
  return reply;
}

async function judgeAll(judge: MatrixJudge, roles: readonly Role[] = ROLES): Promise<Mismatch[]> {
  const found: Mismatch[] = [];
  for (const role of roles) {
    for (const query of queries) {
      found.push(...judge.judge(query, seeds.viewer(role), await askAs(role, query), truth.get(query.type) ?? []));
    }
  }
  return found;
}

/** In the answer of the mutation that makes it and nowhere else. */
const SHOWN_ONCE = ['PartnerUser.invitationCode'];

test('control: every type has a row to compare with, and nearly every field a value', () => {
  const empty = queries.filter(({ type }) => (truth.get(type) ?? []).length === 0).map(({ type }) => type);
  expect(empty).toEqual([]);
  const fields = queries.flatMap(({ type, fields: own }) => own.map((field) => ({ type, field })));
  const isNull = ({ type, field }: { type: string; field: string }) =>
    (truth.get(type) ?? []).every((row) => row[field] === null);
  const without = fields.filter(isNull).map(({ type, field }) => `${type}.${field}`);
  expect(without).toEqual(SHOWN_ONCE);
});

test('every field answers every role what the policy gives it: the value, its mask, or null and why', async () => {
  const judge = new MatrixJudge(schema, marks);
  expect(await judgeAll(judge)).toEqual([]);
  expect(judge.cells).toBeGreaterThan(4_000);
  expect(judge.cells).toBe(ROLES.length * queries.reduce((sum, { fields }) => sum + fields.length, 0));
});

test.each<[Role, Grade, string]>([
  ['DPO', 'FULL', 'Person.fullName'],
  ['DINSOS', 'WITHHELD', 'Family.address'],
  ['PENDAMPING', 'FULL', 'Person.nik'],
  ['FRONTEND', 'BANDED', 'Person.nik'],
])('control: were %s to have %s of %s, that one cell would be reported', async (role, grade, coordinate) => {
  const mark = marks.get(coordinate);
  const doctored: typeof gradeOn = (asked, asking, facts) =>
    asked.role === role && asking === mark ? grade : gradeOn(asked, asking, facts);
  const found = await judgeAll(new MatrixJudge(schema, marks, doctored), [role]);
  expect(new Set(found.map((each) => `${each.role} ${each.coordinate}`))).toEqual(new Set([`${role} ${coordinate}`]));
});

/** Root fields that find one row by its id. */
const byId = Object.values(schema.getQueryType()?.getFields() ?? {}).filter(
  ({ name, args }) => args.length === 1 && args[0]?.name === 'id' && !marks.get(`Query.${name}`)?.roles,
);

test('control: the types with an id are found by it', () => {
  expect(byId.map(({ type }) => String(type)).sort()).toEqual(Object.keys(seeds.rows).sort());
});

describe.each(byId.map(({ name, type }) => [name, String(type)] as const))('%s by id', (name, type) => {
  const ask = (role: Role, id: string) => {
    const fields = queries.find((each) => each.type === type)?.query.match(/\{ \w+\([^)]*\) (\{.*\}) \}$/)?.[1] ?? '';
    return served.ask(seeds.viewer(role), {
      query: `query ($id: ID!) { ${name}(id: $id) ${fields} }`,
      variables: { id },
    });
  };
  const rowOf = ({ data }: Reply) => data?.[name] ?? null;

  test.each(ROLES)('%s: a row beyond reach and one that is not there are the same, byte for byte', async (role) => {
    const { near, far } = seeds.rows[type] ?? { near: '', far: '' };
    const missing = await ask(role, MISSING);
    const [within, beyond] = [await ask(role, near), await ask(role, far)];
    expect(rowOf(missing)).toBeNull();
    const judge = new MatrixJudge(schema, marks);
    expect(rowOf(within) !== null).toBe(judge.isWithin(seeds.viewer(role), type));
    if (SEES_ALL[role]?.includes(type)) {
      expect(rowOf(beyond)).not.toBeNull();
      return;
    }
    expect([beyond.text, beyond.status, beyond.statements, beyond.calls]).toEqual([
      missing.text,
      missing.status,
      missing.statements,
      missing.calls,
    ]);
  });
});

test('a pendamping reads health in families with PKH, and elsewhere nothing of it but the rest of the row', async () => {
  const { families } = seeds.population;
  const heads = families.filter(({ regionCode }) => regionCode.startsWith('320405'));
  const [withPkh, without] = [true, false].map((has) => heads.find(({ kpmFlags }) => kpmFlags.includes('PKH') === has));
  const query = 'query ($id: ID!) { person(id: $id) { fullName pregnant disability chronicIllnesses } }';
  const read = (id?: string) => served.ask(seeds.viewer('PENDAMPING'), { query, variables: { id } });
  const [open, shut] = [await read(withPkh?.headId), await read(without?.headId)];
  const trueRow = seeds.population.persons.find(({ id }) => id === withPkh?.headId);
  expect(open.data?.['person']).toMatchObject({
    pregnant: trueRow?.pregnant,
    chronicIllnesses: trueRow?.chronicIllnesses,
  });
  expect(open.errors).toEqual([]);
  const name = seeds.population.persons.find(({ id }) => id === without?.headId)?.fullName;
  expect(shut.data?.['person']).toEqual({ fullName: name, pregnant: null, disability: null, chronicIllnesses: null });
  expect(shut.errors.map(({ extensions }) => extensions['coordinate']).sort()).toEqual([
    'Person.chronicIllnesses',
    'Person.disability',
    'Person.pregnant',
  ]);
});

describe('root fields for some roles only', () => {
  const restricted = rootCalls(schema, marks);

  test('control: there are such queries, and every mutation is one', () => {
    expect(restricted.filter(({ kind }) => kind === 'query').length).toBeGreaterThan(1);
    const mutations = Object.keys(schema.getMutationType()?.getFields() ?? {});
    expect(restricted.filter(({ kind }) => kind === 'mutation').map(({ name }) => name)).toEqual(mutations);
  });

  let untouched: string;
  beforeAll(async () => {
    untouched = await digest(platform.database);
  });

  test.each(restricted)('$kind $name: refused to every other role, nothing asked', async (root) => {
    const query = `${root.kind} { ${root.write(seeds)} }`;
    for (const role of ROLES.filter((each) => !root.roles.includes(each))) {
      const reply = await served.ask(seeds.viewer(role), { query });
      expect({ role, codes: reply.errors.map(({ extensions }) => extensions['code']) }).toEqual({
        role,
        codes: ['FORBIDDEN'],
      });
      expect({ role, data: reply.data?.[root.name] ?? null, calls: reply.calls, statements: reply.statements }).toEqual(
        {
          role,
          data: null,
          calls: 0,
          statements: 0,
        },
      );
    }
    if (root.kind === 'mutation') return;
    expect(await digest(platform.database)).toBe(untouched);
    if (OF_ONE_READER.includes(root.name) || isTableField(`Query.${root.name}`)) return;
    // Control: the same text from those it is for; some of what they look at is written down.
    for (const role of root.roles) expect((await served.ask(seeds.viewer(role), { query })).errors).toEqual([]);
    untouched = await digest(platform.database);
  });

  test('by all of which no row of any table has changed', async () => {
    expect(await digest(platform.database)).toBe(untouched);
  });
});

test('control: the digest notices a changed row', async () => {
  const before = await digest(platform.database);
  await asAdmin(
    (client) => client.query(`UPDATE beneficiaries.region SET name = name || '.' WHERE code = '31'`),
    platform.database.adminUrl,
  );
  expect(await digest(platform.database)).not.toBe(before);
});
