import { asAdmin } from '../support/database';
import { plantHistory } from '../support/participation-history';
import { deepNation } from '../support/depth';
import { StatDesk } from '../support/stat-desk';
import { coverageOf } from '../support/statistics/published';
import type { AnswerRow } from '../support/statistics/published';
import { readQuestions, rootsOf } from '../support/statistics/questions';
import type { Question } from '../support/statistics/questions';
import { trueCells } from '../support/statistics/true-cells';

/**
 * The questions over a nation large enough that most cells hold more than ten. One of 1:1000 is there after four minutes of a quiet
 * machine; one of 1:100 (`BERDAYA_DEEP_SCALE=1:100 npm run test:deep`) takes 35 minutes, and 20 GB of
 * disk for that time.
 */
const SCALE = deepNation();
const HALF = 0.5;
const ANSWERED = 25;

let desk: StatDesk;
beforeAll(async () => {
  desk = await StatDesk.open(plantHistory, SCALE);
  await asAdmin((client) => client.query('ANALYZE'), desk.platform.database.adminUrl);
}, 7_200_000);
afterAll(() => desk[Symbol.asyncDispose]());

interface Line {
  readonly name: string;
  readonly number: number;
  readonly outcome: string;
  /** Counts that are not zero, in the finest cells. */
  readonly inhabited: number;
  readonly published: number;
}

async function lineOf(question: Question): Promise<Line> {
  const { name, number, role, document } = question;
  const { data, errors } = await desk.ask<Record<string, { rows: AnswerRow[] } | null>>(role, document);
  const [first] = errors;
  const outcome = first ? String(first.extensions['code']) : 'ANSWER';
  const line = { name, number, outcome, inhabited: 0, published: 0 };
  if (first) return line;
  for (const { alias, request } of rootsOf(question)) {
    const [cells = []] = await desk.use((snapshot) => trueCells(request, snapshot));
    const { inhabited, published } = coverageOf(request, data?.[alias]?.rows ?? [], cells);
    line.inhabited += inhabited;
    line.published += published;
  }
  return line;
}

test(`of 35 questions ${ANSWERED} are answered with half of their cells in a nation of ${SCALE}`, async () => {
  const lines: Line[] = [];
  for (const question of readQuestions()) lines.push(await lineOf(question));
  const isAnswered = ({ outcome, inhabited, published }: Line) =>
    outcome === 'ANSWER' && inhabited > 0 && published >= inhabited * HALF;
  const answered = new Set(lines.filter(isAnswered).map(({ number }) => number));
  const table = lines.map(
    ({ name, outcome, inhabited, published }) =>
      `${name.padEnd(40)} ${outcome.padEnd(18)} ${String(inhabited).padStart(6)} ${String(published).padStart(6)}`,
  );
  process.stderr.write(`${table.join('\n')}\n${answered.size} of 35\n`);
  expect([...answered].length).toBeGreaterThanOrEqual(ANSWERED);
}, 1_800_000);
