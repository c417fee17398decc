import type { Viewer } from '../../../shared/viewer';
import { asAdmin } from '../../../test/support/database';
import { startTestPlatform, viewerOf } from '../../../test/support/platform';
import type { TestPlatform } from '../../../test/support/platform';
import { MANY, partnersSql, vacancyId } from '../testing/partners';

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
const MANAGER = viewerOf('PROGRAM_MANAGER');
const entities = (type: string, keys: readonly Record<string, string>[], selection: string) =>
  [
    `query ($of: [_Any!]!) { _entities(representations: $of) { ... on ${type} ${selection} } }`,
    { of: keys.map((key) => ({ __typename: type, ...key })) },
  ] as const;

interface Page {
  readonly nodes: readonly { readonly id: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

describe('the vacancies of a place', () => {
  const BY_PLACE =
    '{ code openSeats vacancies(first: 2) { nodes { id } pageInfo { hasNextPage endCursor } totalCount { value } } }';
  const places = async (codes: readonly string[], selection = BY_PLACE, viewer = PUBLIC) => {
    const answer = await ask(
      viewer,
      ...entities(
        'Region',
        codes.map((code) => ({ code })),
        selection,
      ),
    );
    return { ...answer, places: (answer.data as { _entities: Record<string, unknown>[] })._entities };
  };

  test('a regency has its own, a province those of its regencies, a village those of its regency', async () => {
    const { places: found } = await places(['3273', '32', '3273011001', '327301', '3204', '91', 'ID', 'x']);
    const bandung = {
      openSeats: 7,
      vacancies: { nodes: [{ id: vacancyId(6) }, { id: vacancyId(1) }], totalCount: { value: 2 } },
    };
    expect(found[0]).toMatchObject({ code: '3273', ...bandung });
    expect(found[1]).toMatchObject({
      openSeats: 11,
      vacancies: {
        nodes: [{ id: vacancyId(6) }, { id: vacancyId(5) }],
        pageInfo: { hasNextPage: true },
        totalCount: { value: 3 },
      },
    });
    expect(found[2]).toMatchObject({ code: '3273011001', ...bandung });
    expect(found[3]).toMatchObject({ code: '327301', ...bandung });
    for (const empty of found.slice(5)) expect(empty).toMatchObject({ openSeats: 0, vacancies: { nodes: [] } });
  });

  test('says the same to the ministry, which sees drafts elsewhere', async () => {
    const [manager, anyone] = await Promise.all([places(['3273', '35'], BY_PLACE, MANAGER), places(['3273', '35'])]);
    expect(manager.places).toEqual(anyone.places);
  });

  test('fifty places cost as many statements as one', async () => {
    const codes = Array.from({ length: 50 }, (_, index) => String(3201 + index));
    const one = await places(['3273']);
    const many = await places([...codes, '3273', '32', '35']);
    expect(one.statements).toHaveLength(3);
    expect(many.statements).toHaveLength(one.statements.length);
    const DEEP = '{ vacancies { nodes { title employer { name regencies { code } } region { code openSeats } } } }';
    const [deepOne, deepMany] = [await places(['3273'], DEEP), await places([...codes, '3273', '5171'], DEEP)];
    // Pages, their employers, the seats of their places.
    expect(deepOne.statements).toHaveLength(3);
    expect(deepMany.statements).toHaveLength(3);
  });

  test('a page goes on at its cursor, ties included, without loss or repetition', async () => {
    const seen: string[] = [];
    let after = '';
    do {
      const page = `{ vacancies(first: 7${after && `, after: "${after}"`}) { nodes { id } pageInfo { hasNextPage endCursor } } }`;
      const [place] = (await places(['5171'], page)).places as unknown as { vacancies: Page }[];
      seen.push(...(place?.vacancies.nodes ?? []).map((node) => node.id));
      after = place?.vacancies.pageInfo.hasNextPage ? place.vacancies.pageInfo.endCursor : '';
    } while (after !== '');
    expect(seen).toHaveLength(MANY);
    expect(new Set(seen).size).toBe(MANY);
  });

  test('refuses a page size or a cursor that cannot be', async () => {
    expect((await places(['3273'], '{ vacancies(first: 101) { nodes { id } } }')).codes).toEqual(['PAGE_SIZE_INVALID']);
    expect((await places(['3273'], '{ vacancies(after: "x.y.z") { nodes { id } } }')).codes).toEqual([
      'CURSOR_INVALID',
    ]);
  });
});

describe('through the gateway', () => {
  beforeAll(() =>
    asAdmin(
      (client) =>
        client.query(`INSERT INTO beneficiaries.region VALUES
          ('32', 'PROVINCE', 'Jawa Barat', NULL, NULL, '2025-01-01', NULL),
          ('3273', 'REGENCY', 'Kota Bandung', '32', NULL, '2025-01-01', NULL)`),
      platform.database.adminUrl,
    ),
  );

  test('a place of the registry has its vacancies, a vacancy its place by name', async () => {
    const query = `{ regions(filter: { region: { within: "32" } }) { nodes { name openSeats
      vacancies(first: 1) { nodes { title employer { name } region { name } } totalCount { value } } } } }`;
    const answer = await platform.ask(PUBLIC, query);
    expect(answer.errors).toEqual([]);
    const first = { title: 'Penjahit 6', employer: { name: 'Swasta Contoh Makmur' }, region: { name: 'Kota Bandung' } };
    expect(answer.data).toEqual({
      regions: {
        nodes: [
          { name: 'Jawa Barat', openSeats: 11, vacancies: { nodes: [first], totalCount: { value: 3 } } },
          { name: 'Kota Bandung', openSeats: 7, vacancies: { nodes: [first], totalCount: { value: 2 } } },
        ],
      },
    });
    expect(answer.fetches).toEqual(['beneficiaries', 'employers', 'beneficiaries']);
  });
});
