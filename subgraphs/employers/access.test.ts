import type { Role, Viewer } from '../../shared/viewer';
import { asAdmin } from '../../test/support/database';
import { addAccounts } from '../../test/support/partner-accounts';
import { startTestPlatform, viewerOf } from '../../test/support/platform';
import type { TestPlatform } from '../../test/support/platform';
import { PUBLIC_IDS, VACANCIES, employerId, partnersSql, vacancyId } from './testing/partners';

let platform: TestPlatform;
const statements: string[] = [];
beforeAll(async () => {
  platform = await startTestPlatform();
  await asAdmin(async (client) => {
    await client.query(partnersSql());
    await addAccounts(client, [1, 2, 3].map(recruiter));
  }, platform.database.adminUrl);
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

/** Everything a viewer finds in an answer, as text. */
const textOf = ({ data }: Answer) => JSON.stringify(data);
const recruiter = (number: number) =>
  viewerOf('PARTNER_RECRUITER', { subject: `recruiter of ${number}`, employerId: employerId(number) });
const PUBLIC = viewerOf('PUBLIC');
const MANAGER = viewerOf('PROGRAM_MANAGER');
const entities = (type: string, keys: readonly Record<string, string>[], selection: string) =>
  [
    `query ($of: [_Any!]!) { _entities(representations: $of) { ... on ${type} ${selection} } }`,
    { of: keys.map((key) => ({ __typename: type, ...key })) },
  ] as const;
const ALL =
  '{ vacancies(first: 100, filter: { region: { within: "32" } }) { nodes { id } totalCount { value exact } } }';
const idsOf = (answer: Answer) =>
  (answer.data as { vacancies: { nodes: { id: string }[] } }).vacancies.nodes.map((node) => node.id);

describe('vacancies are public when published by an active employer', () => {
  const OUTSIDERS: readonly Role[] = ['PUBLIC', 'CITIZEN', 'PENDAMPING', 'SENTRA_OFFICER', 'ANALYST', 'DPO', 'ADMIN'];

  test.each(OUTSIDERS)('%s finds those and no others', async (role) => {
    const answer = await ask(viewerOf(role), ALL);
    expect(idsOf(answer).sort()).toEqual(PUBLIC_IDS);
    expect(answer.data).toMatchObject({ vacancies: { totalCount: { value: 3, exact: true } } });
    expect(answer.codes).toEqual([]);
  });

  test('control: the ministry finds every one of the province', async () => {
    expect(idsOf(await ask(MANAGER, ALL))).toHaveLength(
      VACANCIES.filter(([, , regency]) => regency.startsWith('32')).length,
    );
  });

  test('an office finds those of its jurisdiction beside the public ones', async () => {
    const bandung = await ask(viewerOf('DINSOS', { regionCodes: ['3273'] }), ALL);
    expect(idsOf(bandung).sort()).toEqual([1, 2, 5, 6, 7, 10].map(vacancyId).sort());
    expect(idsOf(await ask(viewerOf('DINSOS'), ALL)).sort()).toEqual(PUBLIC_IDS);
    expect(idsOf(await ask(viewerOf('SUPERVISOR', { regionCodes: ['ID'] }), ALL))).toHaveLength(8);
  });

  test('list, id and reference agree on every vacancy for every kind of viewer', async () => {
    for (const viewer of [PUBLIC, recruiter(1), MANAGER, viewerOf('DINSOS', { regionCodes: ['3273'] })]) {
      const listed = idsOf(await ask(viewer, '{ vacancies(first: 100) { nodes { id } } }'));
      const keys = VACANCIES.map(([number]) => ({ id: vacancyId(number) }));
      const found = await ask(viewer, ...entities('Vacancy', keys, '{ id }'));
      for (const [place, key] of keys.entries()) {
        const one = await ask(viewer, `{ vacancy(id: "${key.id}") { id } }`);
        const expected = listed.includes(key.id) ? key : null;
        expect(one.data).toEqual({ vacancy: expected });
        expect((found.data as { _entities: unknown[] })._entities[place]).toEqual(expected);
      }
    }
  });
});

describe('a partner sees its own organisation whole and of others what everyone sees', () => {
  const MINE = `{ myOrganisation { id status vacancies(first: 100) { nodes { id status desk { sourceId version allowedEvents } }
    totalCount { value } } quotaReports { period headcount disabledHeadcount required gap isMet } } }`;

  test('control: its own vacancies in every status, with their inner side, and its quota', async () => {
    const { data, codes } = await ask(recruiter(1), MINE);
    expect(codes).toEqual([]);
    const mine = (data as { myOrganisation: { vacancies: { nodes: { id: string; status: string }[] } } })
      .myOrganisation;
    expect(mine.vacancies.nodes.map((node) => node.status)).toEqual([
      'FILLED',
      'CLOSED',
      'PUBLISHED',
      'PUBLISHED',
      'DRAFT',
    ]);
    expect(mine).toMatchObject({
      id: employerId(1),
      vacancies: { totalCount: { value: 5 } },
      quotaReports: [
        { period: '2026-S1', headcount: 4200, disabledHeadcount: 60, required: 84, gap: 24, isMet: false },
        { period: '2025-S2', headcount: 10, required: 1, gap: 1 },
      ],
    });
    expect(mine.vacancies.nodes[4]).toMatchObject({
      desk: { sourceId: 'L-2', version: 1, allowedEvents: ['EDIT', 'PUBLISH', 'CLOSE'] },
    });
  });

  test('control: a suspended organisation is still there for itself, and for nobody else', async () => {
    expect((await ask(recruiter(3), MINE)).data).toMatchObject({ myOrganisation: { status: 'SUSPENDED' } });
    const query = `{ employer(id: "${employerId(3)}") { name status } }`;
    expect((await ask(recruiter(1), query)).data).toEqual({ employer: null });
    expect((await ask(PUBLIC, query)).data).toEqual({ employer: null });
    expect((await ask(MANAGER, query)).data).toMatchObject({ employer: { status: 'SUSPENDED' } });
  });

  test('an account that was removed, is of another partner or of a lower role has what everyone has, on the next request', async () => {
    const asked = recruiter(2);
    const own = async (viewer: Viewer) => {
      const answer = await ask(viewer, MINE);
      const list = idsOf(await ask(viewer, '{ vacancies(first: 100) { nodes { id } } }'));
      return [answer.data, list.includes(vacancyId(7)), answer.codes];
    };
    const sql = (text: string) => asAdmin((client) => client.query(text), platform.database.adminUrl);
    const mine = `subject = '${asked.subject}'`;
    const nothing = [{ myOrganisation: null }, false, []];
    expect((await own(asked))[1]).toBe(true);
    expect(await own({ ...asked, employerId: employerId(1) })).toEqual(nothing);
    expect(await own({ ...asked, subject: 'somebody else' })).toEqual(nothing);
    expect(await own({ ...asked, role: 'PARTNER_ADMIN' })).toEqual(nothing);
    await sql(`UPDATE employers.partner_user SET role = 'PARTNER_ADMIN' WHERE ${mine}`);
    expect((await own({ ...asked, role: 'PARTNER_ADMIN' }))[1]).toBe(true);
    expect((await own(asked))[1]).toBe(true);
    await sql(`UPDATE employers.partner_user SET status = 'REMOVED' WHERE ${mine}`);
    expect(await own(asked)).toEqual(nothing);
    await sql(`UPDATE employers.partner_user SET status = 'ACTIVE', role = 'PARTNER_RECRUITER' WHERE ${mine}`);
    expect((await own(asked))[1]).toBe(true);
  });

  test('myOrganisation is for partners, and empty for one without an organisation', async () => {
    expect((await ask(MANAGER, MINE)).codes).toEqual(['FORBIDDEN']);
    expect(await ask(viewerOf('PARTNER_ADMIN'), MINE)).toMatchObject({ data: { myOrganisation: null }, codes: [] });
  });

  const INNER =
    '{ id status desk { sourceId changedAt version allowedEvents } employer { id quotaReports { headcount gap } } }';
  const [first, second] = [vacancyId(6), vacancyId(7)];
  /** Every way from employer 1 to something of employer 2 that is not public. */
  const PATHS: readonly (readonly [string, string, Record<string, unknown>?])[] = [
    ['the list', `{ vacancies(first: 100) { nodes ${INNER} totalCount { value } } }`],
    [
      'its drafts by filter',
      `{ vacancies(filter: { status: { in: [DRAFT, CLOSED, FILLED] }, employer: { eq: "${employerId(2)}" } }) { nodes ${INNER} totalCount { value } } }`,
    ],
    [
      'its drafts by NOT',
      `{ vacancies(filter: { NOT: { status: { eq: PUBLISHED } }, employer: { eq: "${employerId(2)}" } }) { nodes ${INNER} totalCount { value } } }`,
    ],
    ['an id', `{ vacancy(id: "${second}") ${INNER} }`],
    [
      'the employer',
      `{ employer(id: "${employerId(2)}") { status quotaReports { headcount gap } vacancies(first: 100) { nodes ${INNER} totalCount { value } } } }`,
    ],
    [
      'the employers',
      `{ employers { nodes { id quotaReports { period headcount disabledHeadcount required compliancePercent rule { note } } vacancies { nodes ${INNER} } } } }`,
    ],
    ['references', ...entities('Vacancy', [{ id: first }, { id: second }], INNER)],
    [
      'a reference to the employer',
      ...entities(
        'Employer',
        [{ id: employerId(2) }],
        `{ quotaReports { headcount } vacancies { nodes ${INNER} totalCount { value } } }`,
      ),
    ],
    [
      'places',
      ...entities(
        'Region',
        [{ code: '3273' }, { code: '35' }],
        `{ openSeats vacancies(first: 100, filter: { status: { in: [DRAFT, FILLED, CLOSED] } }) { nodes ${INNER} totalCount { value } } }`,
      ),
    ],
    [
      'places without a filter',
      ...entities('Region', [{ code: '3273' }], `{ vacancies(first: 100) { nodes ${INNER} } }`),
    ],
  ];

  test.each(PATHS.map(([path, query, variables]) => [path, { query, variables }] as const))(
    'nothing inner of another employer by %s',
    async (_, { query, variables }) => {
      const answer = await ask(recruiter(1), query, variables);
      const text = textOf(answer);
      for (const hidden of [7, 8, 9, 10, 11]) expect(text).not.toContain(vacancyId(hidden));
      for (const source of ['L-6', 'L-7', 'L-8']) expect(text).not.toContain(source);
      expect(text).not.toMatch(/"headcount":640|"disabledHeadcount":9\b/);
      expect(answer.codes).toEqual([]);
    },
  );

  test.each(PATHS.map(([path, query, variables]) => [path, { query, variables }] as const))(
    'control: employer 2 itself finds its own inner side by %s',
    async (path, { query, variables }) => {
      if (path.startsWith('places')) return;
      expect(textOf(await ask(recruiter(2), query, variables))).toMatch(/L-[678]|"headcount":640/);
    },
  );

  test('counts tell nothing either: hidden rows are not counted', async () => {
    const count = `{ vacancies(filter: { employer: { eq: "${employerId(2)}" }, status: { eq: DRAFT } }) { totalCount { value } } }`;
    expect((await ask(recruiter(1), count)).data).toEqual({ vacancies: { totalCount: { value: 0 } } });
    expect((await ask(recruiter(2), count)).data).toEqual({ vacancies: { totalCount: { value: 1 } } });
  });
});
