import { asAdmin } from '../support/database';
import { plantHistory } from '../support/participation-history';
import type { Answer } from '../support/platform';
import { StatDesk } from '../support/stat-desk';
import { differencesOf, countsAndSums, sqlCells, valuesOf } from '../support/statistics/cells';
import { checkPublished } from '../support/statistics/published';
import type { AnswerRow } from '../support/statistics/published';
import { readQuestions, rootsOf } from '../support/statistics/questions';
import type { AskedRoot, Question } from '../support/statistics/questions';
import { starAsSnapshot, trueCells } from '../support/statistics/true-cells';

/** The questions of the ministry over the demo nation: through the graph, and before protection against the source schemas. */
const AS_OF = '2026-09-30';
const NUMBERS = 35;
/** Defects the demo nation has not. */
const UNPLANTED: readonly string[] = ['NIK_DISAGREES', 'KK_DISAGREES'];
const QUESTIONS = readQuestions();

let desk: StatDesk;
beforeAll(async () => {
  desk = await StatDesk.open(plantHistory);
  await asAdmin((client) => client.query('ANALYZE'), desk.platform.database.adminUrl);
}, 400_000);
afterAll(() => desk[Symbol.asyncDispose]());

const answers = new Map<string, Promise<Answer>>();

/** The answer of the graph; asked once. */
function answerTo({ name, role, document }: Question): Promise<Answer> {
  const answer = answers.get(name) ?? desk.ask(role, document);
  answers.set(name, answer);
  return answer;
}

type Tables = Readonly<Record<string, { readonly rows: readonly AnswerRow[] } | null>> | null | undefined;

/** The code of the first refusal, and the dimension it names; fields are refused in no order. */
function outcomeOf({ errors }: Answer): string {
  const [first] = errors.toSorted((one, other) => String(one.path).localeCompare(String(other.path)));
  if (!first) return 'ANSWER';
  return ['REFUSAL', first.extensions['code'], first.extensions['dimension']].filter(Boolean).join(' ');
}

test('every question stands as a document', () => {
  const numbers = new Set(QUESTIONS.map(({ number }) => number));
  expect([...numbers].sort((a, b) => a - b)).toEqual(Array.from({ length: NUMBERS }, (_, index) => index + 1));
});

/** Of these the control counts something; a document may ask for more, which is another question's. */
const controlled = (question: Question, columns: readonly string[]): AskedRoot[] =>
  rootsOf(question).filter(({ request }) =>
    countsAndSums(request).some((name) => columns.includes(name.toLowerCase())),
  );

describe.each(QUESTIONS)('$name', (question) => {
  test('gets the answer or the refusal it should', async () => {
    const answer = await answerTo(question);
    expect(outcomeOf(answer)).toBe(question.expected);
    if (question.expected === 'ANSWER') expect(answer.data).not.toBeNull();
  });

  test('counts, before protection, what plain SQL counts', async () => {
    // What is refused for how it is asked has no cells.
    if (question.expected.includes('GRAPHQL_VALIDATION_FAILED')) return;
    const { columns, rows } = await sqlCells(desk.platform, question, AS_OF);
    const roots = controlled(question, columns);
    expect(roots).not.toEqual([]);
    for (const { request } of roots) {
      const expected = valuesOf(request, rows);
      const [found = []] = await desk.use((snapshot) => trueCells(request, snapshot));
      expect(differencesOf(request, found, expected)).toEqual([]);
      const star = starAsSnapshot(desk.platform.subgraph('insights').database, request, AS_OF);
      const [ofStar = []] = await trueCells(request, star);
      expect(differencesOf(request, ofStar, expected)).toEqual([]);
      // Two empty tables would be the same too, and so would columns that are 0 everywhere.
      const empty = countsAndSums(request).filter((name) => ![...expected.values()].some((cell) => cell[name] !== 0));
      expect(empty.filter((name) => !UNPLANTED.includes(name))).toEqual([]);
    }
  });

  test('publishes nothing of few, and nothing far from what is true', async () => {
    const data = (await answerTo(question)).data as Tables;
    for (const { alias, request } of question.expected.includes('VALIDATION') ? [] : rootsOf(question)) {
      const cells = await desk.use((snapshot) => trueCells(request, snapshot));
      const { wrong, published } = checkPublished(request, data?.[alias]?.rows ?? [], cells.flat());
      expect(wrong).toEqual([]);
      if (question.expected !== 'ANSWER') expect(published).toBe(0);
    }
  });
});
