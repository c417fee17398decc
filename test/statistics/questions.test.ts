import { CUBES } from '../../subgraphs/insights/cube/catalogue';
import { cubeTable, keyColumnsOf } from '../../subgraphs/insights/snapshot/cube-tables';
import { findHolder } from '../../subgraphs/insights/table/coordinate';
import { asAdmin } from '../support/database';
import { plantHistory } from '../support/participation-history';
import type { Answer } from '../support/platform';
import { StatDesk, analyst } from '../support/stat-desk';
import { differencesOf, countsAndSums, sqlCells, valuesOf } from '../support/statistics/cells';
import { checkPublished } from '../support/statistics/published';
import type { AnswerRow } from '../support/statistics/published';
import { readQuestions, rootsOf } from '../support/statistics/questions';
import type { AskedRoot, Question } from '../support/statistics/questions';
import { mapValues, starAsSnapshot, trueCells } from '../support/statistics/true-cells';

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

test('a value that is not the true one is found', async () => {
  const question = QUESTIONS.find(({ name }) => name === '05-nik-in-two-families');
  const [root] = question ? rootsOf(question) : [];
  if (!question || !root) throw new Error('there is no such question');
  const data = (await answerTo(question)).data as Tables;
  const rows = data?.[root.alias]?.rows ?? [];
  const cells = (await desk.use((snapshot) => trueCells(root.request, snapshot))).flat();
  const { published, wrong } = checkPublished(root.request, rows, cells);
  expect([wrong.length, published > 30]).toEqual([0, true]);
  const others = cells.map((cell) => ({ ...cell, counts: mapValues(cell.counts, ({ n }) => ({ n: n + 20 })) }));
  expect(checkPublished(root.request, rows, others).wrong).toHaveLength(published);
  const few = cells.map((cell) => ({ ...cell, counts: mapValues(cell.counts, () => ({ n: 9 })) }));
  expect(checkPublished(root.request, rows, few).wrong).toHaveLength(published);
});

test('a category lies in the one its code says, in every cube: engines read the finer alone', async () => {
  let pairs = 0;
  for (const cube of CUBES) {
    const columns = keyColumnsOf(cube);
    for (const finer of columns)
      for (const coarser of columns) {
        const holderOf = findHolder(cube, finer, coarser);
        if (!holderOf) continue;
        const text = `SELECT DISTINCT "${finer}", "${coarser}" FROM ${cubeTable(cube)}`;
        const { columns: found } = await desk.use(({ engine }) => engine.query(text, { deadlineMs: 10_000 }));
        const [inner = [], outer = []] = found.map((column) =>
          Array.from<unknown, string | number>(column, categoryOf),
        );
        expect(inner.map((category) => holderOf(category))).toEqual(outer);
        pairs += inner.length;
      }
  }
  expect(pairs).toBeGreaterThan(5_000);
});

const categoryOf = (value: unknown) => (typeof value === 'number' ? value : String(value));

describe('the simulation of question 22', () => {
  const SIMULATE = `query ($proposal: PkhProposalInput!) { simulatePkhCost(tariff: $proposal) {
    tableId current { perYear families } proposed { perYear } difference gaining losing unchanged leftOut } }`;
  const PROFILES = `{ enrolmentsStats(by: [COMPONENT_PROFILE], measures: [KPM], where: { program: ["PKH"] }, totals: GRAND) {
    id rows { level kpm { value } } } }`;
  const somebody = analyst('ANALYST', 'somebody who simulates');
  const simulate = (proposal: object) =>
    desk.platform.ask<{ simulatePkhCost: Record<string, number & { perYear: number }> }>(somebody, SIMULATE, {
      proposal,
    });
  const asked = () =>
    asAdmin(
      async (client) =>
        (
          await client.query<{ cube: string; table_id: string }>(
            'SELECT cube, table_id FROM insights.table_audit WHERE account = $1',
            [somebody.subject],
          )
        ).rows,
      desk.platform.database.adminUrl,
    );

  test('is worked out of published profiles and written down, and says whom it leaves out', async () => {
    const { data } = await simulate({ rates: [{ component: 'ANAK_SD', amount: 1_000_000 }] });
    const found = data?.simulatePkhCost;
    if (!found) throw new Error('nothing was simulated');
    expect(await asked()).toEqual([{ cube: 'enrolments', table_id: found['tableId'] }]);
    const table = await desk.ask<{ enrolmentsStats: ProfileTable }>('ANALYST', PROFILES);
    const { id, rows } = table.data?.enrolmentsStats ?? { id: '', rows: [] };
    const families = (isTotal: boolean) =>
      rows.filter(({ level }) => (level.length === 0) === isTotal).reduce((sum, { kpm }) => sum + (kpm.value ?? 0), 0);
    expect(id).toBe(found['tableId']);
    const { gaining = 0, losing = 0, unchanged = 0, leftOut, difference = 0, current, proposed } = found;
    expect(gaining + losing + unchanged).toBe(families(false));
    expect(leftOut).toBe(families(true) - families(false));
    expect(leftOut).toBeGreaterThan(0);
    expect(losing).toBe(0);
    expect(gaining).toBeGreaterThan(0);
    expect(difference).toBe(Number(proposed?.perYear) - Number(current?.perYear));
    expect(difference).toBeGreaterThan(0);
    // Control: what is in force changes nothing.
    expect((await simulate({})).data?.simulatePkhCost).toMatchObject({ difference: 0, gaining: 0, losing: 0 });
  });

  test.each([{ cap: 0 }, { rates: [{ component: 'ANAK_TK', amount: 1 }] }])('refuses %j', async (proposal) => {
    const { data, errors } = await simulate(proposal);
    expect(data?.simulatePkhCost ?? null).toBeNull();
    expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['BAD_USER_INPUT']);
  });
});

interface ProfileTable {
  readonly id: string;
  readonly rows: readonly { readonly level: readonly string[]; readonly kpm: { readonly value: number | null } }[];
}
