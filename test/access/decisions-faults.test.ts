import fc from 'fast-check';
import { TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import type { FieldNode } from 'graphql';
import type { narrow } from '../../gateway/access/narrow';
import { readSupergraph } from '../../platform/front';
import { DecisionJudge, anyDocument, anyViewer } from '../support/access/decisions';
import { drawPopulation } from '../support/access/population';
import type { Population } from '../support/access/population';
import { readMarks } from '../support/access/specification';
import { writePopulation } from '../support/access/write-population';
import { openEmptyDatabase } from '../support/database';
import type { TestDatabase } from '../support/database';
import type { ScopeRule } from '../../shared/subgraph';
import { startTestPlatform } from '../support/platform';
import type { TestPlatform } from '../support/platform';

/** Faults put into the product on purpose: the comparison of decisions.test.ts must notice each. */
const mockFault = { mask: false, narrow: false };

jest.mock('../../shared/access/mask', () => {
  const { maskText } = jest.requireActual<typeof import('../../shared/access/mask')>('../../shared/access/mask');
  const showsFive: typeof maskText = (value, group) =>
    group === 'NAME' ? maskText(value, group) : value.slice(-5).padStart(value.length, '*');
  return { maskText: (...args: Parameters<typeof maskText>) => (mockFault.mask ? showsFive : maskText)(...args) };
});

jest.mock('../../gateway/access/narrow', () => {
  const actual = jest.requireActual<typeof import('../../gateway/access/narrow')>('../../gateway/access/narrow');
  return { narrow: (...args: Parameters<typeof narrow>) => (mockFault.narrow ? narrowByKey : actual.narrow)(...args) };
});

/** Decides by what the client calls a field, not by what it is. */
function narrowByKey(...[document, , schema, rules]: Parameters<typeof narrow>): ReturnType<typeof narrow> {
  const types = new TypeInfo(schema);
  const removed = new Map<FieldNode, NonNullable<ReturnType<typeof rules.refusalOf>>>();
  const narrowed = visit(
    document,
    visitWithTypeInfo(types, {
      Field(node): null | undefined {
        const type = types.getParentType();
        const refusal = type && rules.refusalOf(type.name, node.alias?.value ?? node.name.value);
        if (!refusal) return undefined;
        removed.set(node, refusal);
        return null;
      },
    }),
  );
  return removed.size === 0 ? { kind: 'NO_CHANGE' } : { kind: 'NARROWED', document: narrowed, removed };
}

const SEED = 7;
const marks = readMarks(readSupergraph());
let database: TestDatabase;
let people: Population;
beforeAll(async () => {
  database = await openEmptyDatabase();
  people = drawPopulation(database, SEED, 3);
  await writePopulation(database, people);
});
afterAll(() => database.drop());

/** What the comparison finds in a sample, on a platform nobody has asked before. */
async function findings(
  around: <Result>(platform: TestPlatform, work: () => Promise<Result>) => Promise<Result> = (_, work) => work(),
): Promise<string[]> {
  await using platform = await startTestPlatform({ ...database, drop: async () => undefined });
  const judge = new DecisionJudge(platform, people, marks);
  const cases = fc.sample(fc.tuple(anyViewer(people), anyDocument(people)), { seed: SEED, numRuns: 60 });
  return await around(platform, async () => {
    const found: string[] = [];
    for (const [viewer, document] of cases) found.push(...(await judge.graph(viewer, document)));
    return found;
  });
}

afterEach(() => Object.assign(mockFault, { mask: false, narrow: false }));

test('control: as it is, the sample finds nothing', async () => {
  expect(await findings()).toEqual([]);
});

test('a mask that shows five characters is noticed', async () => {
  mockFault.mask = true;
  const found = await findings();
  expect(found.filter((each) => /: "\*+.{5}" instead of "\*+.{4}"/.test(each)).length).toBeGreaterThan(5);
});

/** Every officer reads the persons of one district more, while something is done. */
async function withWiderScope<Result>(platform: TestPlatform, work: () => Promise<Result>): Promise<Result> {
  const scopes = platform.subgraph('beneficiaries').parts.scopes as Record<string, ScopeRule>;
  const real = scopes['Person'];
  if (!real) throw new Error('persons have no scope');
  scopes['Person'] = (viewer, mode) => {
    const regionCodes = viewer.regionCodes.length > 0 ? [...viewer.regionCodes, '310101'] : [];
    return real({ ...viewer, regionCodes }, mode);
  };
  try {
    return await work();
  } finally {
    scopes['Person'] = real;
  }
}

test('a row scope with one district too many is held by PostgreSQL: no row more is answered', async () => {
  expect(await findings(withWiderScope)).toEqual([]);
});

test('a gateway that decides by the response key is noticed', async () => {
  mockFault.narrow = true;
  const found = await findings();
  expect(found.filter((each) => each.includes('null instead of')).length).toBeGreaterThan(0);
});
