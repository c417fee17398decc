import fc from 'fast-check';
import { readSupergraph } from '../../platform/front';
import { DecisionJudge, anyDocument, anyEntities, anyViewer } from '../support/access/decisions';
import { drawPopulation } from '../support/access/population';
import type { Population } from '../support/access/population';
import { readMarks } from '../support/access/specification';
import { writePopulation } from '../support/access/write-population';
import { openEmptyDatabase } from '../support/database';
import { startTestPlatform } from '../support/platform';
import type { TestPlatform } from '../support/platform';

const SEED = 20_261_027;
const marks = readMarks(readSupergraph());

let platform: TestPlatform;
let people: Population;
beforeAll(async () => {
  const database = await openEmptyDatabase();
  people = drawPopulation(database, SEED, 6);
  await writePopulation(database, people);
  platform = await startTestPlatform(database);
});
afterAll(() => platform.stop());

test('what the graph answers is what a slow oracle allows, field by field', async () => {
  const judge = new DecisionJudge(platform, people, marks);
  await fc.assert(
    fc.asyncProperty(anyViewer(people), anyDocument(people), async (viewer, document) => {
      expect(await judge.graph(viewer, document)).toEqual([]);
    }),
    { seed: SEED, numRuns: 200 },
  );
  expect(judge.decisions).toBeGreaterThan(20_000);
});

test('and so does the registry, asked for entities as a gateway would', async () => {
  const judge = new DecisionJudge(platform, people, marks);
  await fc.assert(
    fc.asyncProperty(anyViewer(people), anyEntities(people), async (viewer, question) => {
      expect(await judge.entities(viewer, question)).toEqual([]);
    }),
    { seed: SEED, numRuns: 200 },
  );
  expect(judge.decisions).toBeGreaterThan(2_000);
});
