import fc from 'fast-check';
import { readSupergraph } from '../../platform/front';
import { DecisionJudge, anyDocument, anyEntities, anyViewer } from '../support/access/decisions';
import { drawPopulation } from '../support/access/population';
import { readMarks } from '../support/access/specification';
import { writePopulation } from '../support/access/write-population';
import { openEmptyDatabase } from '../support/database';
import { startTestPlatform } from '../support/platform';

const GOAL = 1_000_000;
const RUNS = 500;

/** `npm run test:deep`: the property of decisions.test.ts, on other populations and until a million decisions are made. */
test(
  'a million decisions of the graph and of the registry are those of the slow oracle',
  async () => {
    const marks = readMarks(readSupergraph());
    let decisions = 0;
    for (let seed = 1; decisions < GOAL; seed += 1) {
      const database = await openEmptyDatabase();
      const people = drawPopulation(database, seed, 5);
      await writePopulation(database, people);
      await using platform = await startTestPlatform(database);
      const judge = new DecisionJudge(platform, people, marks);
      await fc.assert(
        fc.asyncProperty(
          anyViewer(people),
          anyDocument(people),
          anyEntities(people),
          async (viewer, document, question) => {
            expect(await judge.graph(viewer, document)).toEqual([]);
            expect(await judge.entities(viewer, question)).toEqual([]);
          },
        ),
        { seed, numRuns: RUNS },
      );
      decisions += judge.decisions;
      process.stdout.write(`${decisions} decisions after population ${seed}\n`);
    }
    expect(decisions).toBeGreaterThanOrEqual(GOAL);
  },
  60 * 60_000,
);
