import { buildSchema, isObjectType } from 'graphql';
import { readSupergraph } from '../../platform/front';
import { TABLE_READERS } from '../../subgraphs/insights/citation/analyst';
import { ROLES } from '../../shared/viewer';
import type { Viewer } from '../../shared/viewer';
import { MatrixJudge, TypeQueries, factsOn, rowsAt } from '../support/access/matrix';
import type { Rows, TypeQuery } from '../support/access/matrix';
import { withEverythingShown } from '../support/access/most-permitted';
import { plantOversight } from '../support/access/oversight-rows';
import { reachableTypes } from '../support/access/paths';
import { rootCalls } from '../support/access/root-calls';
import { plantSeeds } from '../support/access/seeds';
import type { Seeds } from '../support/access/seeds';
import { servePlatform } from '../support/access/served';
import type { ServedPlatform } from '../support/access/served';
import { gradeOn, readMarks } from '../support/access/specification';
import { plantStatistics } from '../support/access/stat-rows';
import { startTestPlatform } from '../support/platform';
import type { TestPlatform } from '../support/platform';
import { OF_ONE_READER, isTableField } from '../support/statistics/coordinates';

/** The matrix behind calls that are for named roles only: every field of what they answer, by every role. */
const sdl = readSupergraph();
const schema = buildSchema(sdl, { assumeValid: true });
const marks = readMarks(sdl);
const isOpenWay = (coordinate: string) => !marks.get(coordinate)?.roles && !isTableField(coordinate);
const open = reachableTypes(schema, isOpenWay);
/** A board tells what happened after a cursor of the viewer's own: no one document asks every role. Its own test compares it. */
const BY_CURSOR_ONLY: Readonly<Record<string, string>> = {
  ReferralBoardEvent: 'test/live/board.test.ts',
  ReferralEventPage: 'test/live/board.test.ts',
  Subscription: 'test/live/board.test.ts',
};
/** The file of a sealed link, which is made anew each time: `test/journeys/statistics-export.test.ts`. */
const BY_LINK_ONLY = ['StatExportFile'];
const calls = rootCalls(schema, marks).filter(
  ({ kind, name, target }) =>
    kind === 'query' &&
    BY_CURSOR_ONLY[target] === undefined &&
    !OF_ONE_READER.includes(name) &&
    !isTableField(`Query.${name}`),
);

interface CallQuery extends TypeQuery {
  readonly call: string;
}

let platform: TestPlatform;
let served: ServedPlatform;
let seeds: Seeds;
let queries: CallQuery[];
const truth = new Map<CallQuery, Rows>();

beforeAll(async () => {
  platform = await startTestPlatform();
  seeds = await plantSeeds(platform);
  await platform.relay.drain();
  await platform.relay.stop();
  await plantOversight(platform, seeds);
  await plantStatistics(platform, TABLE_READERS.map(seeds.viewer));
  served = await servePlatform(platform);
  const writer = new TypeQueries(schema, marks, seeds.argument);
  queries = calls.flatMap(({ name }) => {
    const isWay = (coordinate: string) =>
      !isTableField(coordinate) && (coordinate === `Query.${name}` || !coordinate.startsWith('Query.'));
    // Emergency access leads to persons: those are judged where every role reads them.
    const behind = [...reachableTypes(schema, isWay)].filter((type) => type !== 'Query' && !open.has(type));
    return writer.by(behind, isWay).map((query) => ({ ...query, call: name }));
  });
  await withEverythingShown(readTruth);
});
afterAll(async () => {
  await served?.stop();
  await platform?.stop();
});

async function readTruth(): Promise<void> {
  const bare = await startTestPlatform({ ...platform.database, drop: async () => undefined });
  await bare.relay.stop();
  for (const query of queries) {
    const rows: Rows[number][] = [];
    for (const role of ROLES) rows.push(...rowsAt(query.path, (await bare.ask(seeds.viewer(role), query.query)).data));
    truth.set(query, rows);
  }
  await bare.stop();
}

/** Each reads the entries of the own reading there, and events of the system are what administrators watch over. */
const factsOfCalls: typeof factsOn = (viewer: Viewer) => new Set([...factsOn(viewer), 'OWN' as const]);

async function judgeAll(judge: MatrixJudge) {
  const found: string[] = [];
  for (const query of queries) {
    for (const role of ROLES) {
      const reply = await served.ask(seeds.viewer(role), { query: query.query });
      const mismatches = judge.judge(query, seeds.viewer(role), reply, truth.get(query) ?? []);
      found.push(...mismatches.map(({ coordinate, what }) => `${query.call} ${role} ${coordinate}: ${what}`));
    }
  }
  return found;
}

/** Fields that are null on every row such a call can answer, and why. */
const ALWAYS_NULL: Readonly<Record<string, string>> = {
  'breakGlassGrants BreakGlassGrant.closedAt': 'the list holds what is in force',
  'erasureRequests ErasureRequest.carriedOutAt': 'the list holds what is waiting',
  'breachCase BreachCase.hoursLeft': 'the seeded case has been notified; the list holds one that has not',
};

test('control: every type behind a call has a row, and every field a value on some row', () => {
  expect(queries.filter((query) => (truth.get(query) ?? []).length === 0).map(({ type }) => type)).toEqual([]);
  const without = queries.flatMap((query) =>
    query.fields
      .filter((field) => (truth.get(query) ?? []).every((row) => row[field] === null))
      .map((field) => `${query.call} ${query.type}.${field}`),
  );
  expect(without.sort()).toEqual(Object.keys(ALWAYS_NULL).sort());
});

test('every field answers the roles of its call the true value, and no other role anything', async () => {
  const judge = new MatrixJudge(schema, marks, gradeOn, factsOfCalls);
  expect(await judgeAll(judge)).toEqual([]);
  expect(judge.cells).toBe(ROLES.length * queries.reduce((sum, { fields }) => sum + fields.length, 0));
  expect(judge.cells).toBeGreaterThan(1_500);
});

test.each([
  ['DPO', 'BreachCase.summary'],
  ['PARTNER_RECRUITER', 'LedgerEntry.account'],
  ['CITIZEN', 'AccessRecord.fields'],
] as const)('control: were %s to be refused %s, that one cell would be reported', async (role, coordinate) => {
  const mark = marks.get(coordinate);
  const doctored: typeof gradeOn = (asked, asking, facts) =>
    asked.role === role && asking === mark ? 'WITHHELD' : gradeOn(asked, asking, facts);
  const found = await judgeAll(new MatrixJudge(schema, marks, doctored, factsOfCalls));
  expect(new Set(found.map((each) => each.split(':')[0]?.split(' ').slice(1).join(' ')))).toEqual(
    new Set([`${role} ${coordinate}`]),
  );
});

/**
 * What only mutations answer is not compared here: each run changes what the next would answer. Their own tests compare it.
 * Nothing is added to this list without a test of its own.
 */
const BY_MUTATIONS_ONLY: Readonly<Record<string, string>> = {
  ComplianceCheck: 'subgraphs/programs/compliance/compliance.test.ts',
  DataExport: 'subgraphs/beneficiaries/right/export.test.ts',
  ProcessingRestriction: 'subgraphs/beneficiaries/right/restriction.test.ts',
  RevealedIdentifier: 'subgraphs/beneficiaries/emergency/reveal.test.ts',
  StageAdvance: 'subgraphs/programs/stage-run/stage-run.test.ts',
  StatExport: 'test/journeys/statistics-export.test.ts',
  VacancyReject: 'subgraphs/employers/vacancy-upload/upload.test.ts',
  VacancyUpload: 'subgraphs/employers/vacancy-upload/upload.test.ts',
};

test('no coordinate of the graph is left out of both matrices, but for what only mutations answer', () => {
  const ofTables = [...reachableTypes(schema, () => true)].filter(
    (type) => !reachableTypes(schema, (way) => !isTableField(way)).has(type),
  );
  const covered = new Set([...open, ...queries.map(({ type }) => type), ...ofTables, 'Mutation']);
  const left = Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type) && !type.name.startsWith('__') && !covered.has(type.name))
    .map(({ name }) => name);
  expect(left.sort()).toEqual(
    [...Object.keys(BY_MUTATIONS_ONLY), ...Object.keys(BY_CURSOR_ONLY), ...BY_LINK_ONLY].sort(),
  );
});
