import type { Viewer } from '../../../shared/viewer';
import { asAdmin } from '../../../test/support/database';
import { startTestPlatform, viewerOf } from '../../../test/support/platform';
import type { TestPlatform } from '../../../test/support/platform';
import { employerId, partnersSql, vacancyId } from '../testing/partners';

let platform: TestPlatform;
const statements: string[] = [];
beforeAll(async () => {
  platform = await startTestPlatform();
  await asAdmin((client) => client.query(partnersSql()), platform.database.adminUrl);
  platform.subgraph('employers').database.onStatement((text) => statements.push(text));
});
afterAll(() => platform.stop());

interface Answer {
  readonly data: Record<string, unknown> | null | undefined;
  readonly codes: readonly unknown[];
  readonly statements: readonly string[];
}

/** Asks the subgraph alone, as a gateway would. */
async function ask(viewer: Viewer, query: string, variables?: Record<string, unknown>): Promise<Answer> {
  const before = statements.length;
  const { data, errors } = await platform.subgraph('employers').subgraph.execute({ query, variables }, viewer);
  const codes = (errors ?? []).map(({ extensions }) => extensions?.['code']);
  return { data, codes, statements: statements.slice(before) };
}

const PUBLIC = viewerOf('PUBLIC');
const idsOf = (answer: Answer) =>
  (answer.data as { vacancies: { nodes: { id: string }[] } }).vacancies.nodes.map((node) => node.id);

describe('the list of vacancies', () => {
  const ids = async (args: string) => idsOf(await ask(PUBLIC, `{ vacancies(${args}) { nodes { id } } }`));

  test.each([
    ['region: { within: "3273" }', [1, 6]],
    ['region: { within: "32" }', [1, 5, 6]],
    ['workMode: { in: [HYBRID, REMOTE] }', [5, 6]],
    [`employer: { eq: "${employerId(1)}" }`, [1, 5]],
    ['reservedForDisability: { eq: true }', [6]],
    ['openUntil: { lte: "2027-01-09" }', [5, 6]],
    ['accommodations: { has: ["JBI"] }', [1, 5]],
    ['accommodations: { has: ["JBI", "RAMP_LIFT"] }', [1]],
    ['skills: { has: ["ENTRI_DATA"] }', [5, 6]],
    ['OR: [{ skills: { has: ["JAHIT"] } }, { workMode: { eq: REMOTE } }]', [1, 6]],
    ['contractType: { eq: PKWTT }', []],
  ])('narrows by %s', async (filter, expected) => {
    expect((await ids(`filter: { ${filter} }`)).sort()).toEqual(expected.map(vacancyId).sort());
  });

  test('sorts by deadline and by wage', async () => {
    const filter = 'filter: { region: { within: "32" } }';
    expect(await ids(`${filter}, orderBy: [{ field: OPEN_UNTIL }]`)).toEqual([6, 5, 1].map(vacancyId));
    expect(await ids(`${filter}, orderBy: [{ field: WAGE_MIN, direction: DESC }]`)).toEqual([6, 1, 5].map(vacancyId));
  });

  test('gives every field of a vacancy', async () => {
    const query = `{ vacancy(id: "${vacancyId(1)}") { title kbjiCode skills { code level } region { code } workMode contractType
      wageMin shift physicalDemands accommodationsOffered reservedForDisability seats openUntil status employer { name regencies { code } } } }`;
    expect((await ask(PUBLIC, query)).data).toEqual({
      vacancy: {
        title: 'Penjahit 1',
        kbjiCode: '7531',
        skills: [
          { code: 'JAHIT', level: 2 },
          { code: 'KERJA_TIM', level: 2 },
        ],
        region: { code: '3273' },
        workMode: 'ONSITE',
        contractType: 'PKWT',
        wageMin: 4_000_000,
        shift: false,
        physicalDemands: [],
        accommodationsOffered: ['RAMP_LIFT', 'JBI'],
        reservedForDisability: false,
        seats: 2,
        openUntil: '2027-01-10',
        status: 'PUBLISHED',
        employer: { name: 'BUMN Contoh Karya', regencies: [{ code: '3204' }, { code: '3273' }] },
      },
    });
  });
});
