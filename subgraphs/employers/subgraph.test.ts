import { prepareDatabase, roleName, roleUrl } from '../../platform/database/roles';
import { openSubgraph } from '../../platform/subgraphs';
import type { RunningSubgraph } from '../../platform/subgraphs';
import { migrate } from '../../shared/database';
import type { Role, Viewer } from '../../shared/viewer';
import { asAdmin, openFrom } from '../../test/support/database';
import type { TestDatabase } from '../../test/support/database';
import { viewerOf } from '../../test/support/platform';
import {
  employers,
  employersLayouts,
  employersMigrations,
  employersReadModels,
  employersScopes,
  employersTables,
} from './subgraph';

const id = (kind: number, number: number) => `0000000${kind}-0000-8000-8000-${String(number).padStart(12, '0')}`;
const employerId = (number: number) => id(1, number);
const vacancyId = (number: number) => id(2, number);

/** Employer 1 and 2 are active, 3 is suspended, 4 has applied. */
const EMPLOYERS = [
  [1, 'BUMN Contoh Karya', 'BUMN', '{3204,3273}', 'ACTIVE', 4200, 60],
  [2, 'Swasta Contoh Makmur', 'SWASTA', '{3273,3578}', 'ACTIVE', 640, 9],
  [3, 'Swasta Contoh Sentosa', 'SWASTA', '{3273}', 'SUSPENDED', 150, 0],
  [4, 'Koperasi Contoh Bersama', 'KOPERASI', '{5171}', 'APPLIED', 40, 1],
] as const;

/** number, employer, regency, status, seats, wage, deadline, mode, accommodations, skills */
const VACANCIES = [
  [1, 1, '3273', 'PUBLISHED', 2, 4_000_000, '2027-01-10', 'ONSITE', '{RAMP_LIFT,JBI}', '{JAHIT,KERJA_TIM}'],
  [2, 1, '3273', 'DRAFT', 3, 4_100_000, '2027-01-11', 'ONSITE', '{}', '{JAHIT}'],
  [3, 1, '3204', 'FILLED', 1, 4_200_000, '2026-05-01', 'ONSITE', '{}', '{JAHIT}'],
  [4, 1, '3204', 'CLOSED', 1, 4_300_000, '2026-05-02', 'ONSITE', '{}', '{JAHIT}'],
  [5, 1, '3204', 'PUBLISHED', 4, 3_000_000, '2027-01-09', 'HYBRID', '{JBI}', '{ENTRI_DATA}'],
  [6, 2, '3273', 'PUBLISHED', 5, 5_000_000, '2027-01-08', 'REMOTE', '{PEMBACA_LAYAR}', '{ENTRI_DATA}'],
  [7, 2, '3273', 'DRAFT', 6, 5_100_000, '2027-01-12', 'ONSITE', '{}', '{JAHIT}'],
  [8, 2, '3578', 'FILLED', 1, 5_200_000, '2026-05-03', 'ONSITE', '{}', '{JAHIT}'],
  [9, 2, '3578', 'CLOSED', 1, 5_300_000, '2026-05-04', 'ONSITE', '{}', '{JAHIT}'],
  [10, 3, '3273', 'PUBLISHED', 7, 6_000_000, '2027-01-07', 'ONSITE', '{}', '{JAHIT}'],
  [11, 4, '5171', 'DRAFT', 1, 6_100_000, '2027-01-07', 'ONSITE', '{}', '{JAHIT}'],
] as const;
const PUBLIC_IDS = [1, 5, 6].map(vacancyId);

let database: TestDatabase;
let running: RunningSubgraph;
const statements: string[] = [];

beforeAll(async () => {
  database = await openFrom('employers_alone', async (adminUrl, config) => {
    await prepareDatabase(adminUrl, config, ['employers']);
    const url = roleUrl(adminUrl, roleName('employers', 'owner'), config);
    await migrate({ schema: 'employers', url, migrations: employersMigrations });
  });
  await fill();
  running = await openSubgraph(
    {
      name: 'employers',
      graph: employers,
      scopes: employersScopes,
      tables: employersTables,
      migrations: employersMigrations,
      readModels: employersReadModels,
      layouts: employersLayouts,
    },
    database.adminUrl,
    database.config,
  );
  running.database.onStatement((text) => statements.push(text));
});
afterAll(async () => {
  await running.database.close();
  await database.drop();
});

function fill(): Promise<void> {
  return asAdmin(async (client) => {
    for (const [number, name, type, regencies, status, headcount, disabled] of EMPLOYERS) {
      await client.query(
        `INSERT INTO employers.employer (id, source_id, name, type, regency_codes, status, snapshot)
         VALUES ($1, $2, $3, $4, $5, $6, 'DTSEN-2026-TW3')`,
        [employerId(number), `E-${number}`, name, type, regencies, status],
      );
      await client.query(`INSERT INTO employers.quota_report VALUES ($1, '2025-S2', 10, 0), ($1, '2026-S1', $2, $3)`, [
        employerId(number),
        headcount,
        disabled,
      ]);
    }
    for (const [number, owner, regency, status, seats, wage, deadline, mode, accommodations, skills] of VACANCIES) {
      await client.query(
        `INSERT INTO employers.vacancy (id, source_id, employer_id, title, kbji_code, skill_codes, skill_levels, regency_code,
           work_mode, contract_type, wage_min, shift, accommodations_offered, reserved_for_disability, seats, open_until,
           status, snapshot)
         VALUES ($1, $2, $3, $4, '7531', $5, array_fill(2, ARRAY[cardinality($5::text[])]), $6, $7, 'PKWT', $8, false, $9,
           $10, $11, $12, $13, 'DTSEN-2026-TW3')`,
        [
          ...[vacancyId(number), `L-${number}`, employerId(owner), `Penjahit ${number}`, skills, regency, mode, wage],
          ...[accommodations, number % 2 === 0, seats, deadline, status],
        ],
      );
    }
    // Somewhere else, so that a page has an end: 30 published vacancies of employer 2 in Denpasar.
    await client.query(
      `INSERT INTO employers.vacancy (id, source_id, employer_id, title, kbji_code, regency_code, work_mode, contract_type,
         wage_min, shift, reserved_for_disability, seats, open_until, status, snapshot)
       SELECT ('00000003-0000-8000-8000-' || lpad(n::text, 12, '0'))::uuid, 'M-' || n, $1, 'Barista', '5132', '5171', 'ONSITE',
         'MAGANG', 2000000, false, false, 1, date '2027-02-01' + n / 2, 'PUBLISHED', 'DTSEN-2026-TW3'
       FROM generate_series(1, 30) n`,
      [employerId(2)],
    );
  }, database.adminUrl);
}

// Answers are read by tests that know their own query.
interface Answer {
  readonly data: Record<string, unknown> | null;
  readonly codes: readonly unknown[];
  readonly statements: readonly string[];
}

async function ask(viewer: Viewer, query: string, variables?: Record<string, unknown>): Promise<Answer> {
  const before = statements.length;
  const { data, errors } = await running.subgraph.execute({ query, variables }, viewer);
  const codes = (errors ?? []).map(({ extensions }) => extensions?.['code']);
  return { data: data as Answer['data'], codes, statements: statements.slice(before) };
}

/** Everything a viewer finds in an answer, as text. */
const textOf = ({ data }: Answer) => JSON.stringify(data);
const recruiter = (number: number) => viewerOf('PARTNER_RECRUITER', { employerId: employerId(number) });
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
      desk: { sourceId: 'L-2', version: 1, allowedEvents: ['PUBLISH'] },
    });
  });

  test('control: a suspended organisation is still there for itself, and for nobody else', async () => {
    expect((await ask(recruiter(3), MINE)).data).toMatchObject({ myOrganisation: { status: 'SUSPENDED' } });
    const query = `{ employer(id: "${employerId(3)}") { name status } }`;
    expect((await ask(recruiter(1), query)).data).toEqual({ employer: null });
    expect((await ask(PUBLIC, query)).data).toEqual({ employer: null });
    expect((await ask(MANAGER, query)).data).toMatchObject({ employer: { status: 'SUSPENDED' } });
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

describe('head counts are for the ministry and the employer itself', () => {
  const QUOTA =
    '{ employers(orderBy: [{ field: NAME }]) { nodes { name quotaReports { headcount compliancePercent rule { ratePercent legalReference isUncertain } } } } }';

  test.each(['PUBLIC', 'CITIZEN', 'SENTRA_OFFICER', 'DATA_STEWARD', 'ADMIN', 'PENDAMPING'] as const)(
    '%s gets none',
    async (role) => {
      const answer = await ask(viewerOf(role), QUOTA);
      expect(answer.data).toEqual({
        employers: { nodes: [1, 2].map((n) => ({ name: EMPLOYERS[n - 1]?.[1], quotaReports: [] })) },
      });
    },
  );

  test('control: the program manager gets all, each held against the rule of its type', async () => {
    const { data } = await ask(MANAGER, QUOTA);
    expect((data as { employers: { nodes: unknown[] } }).employers.nodes).toMatchObject([
      {
        quotaReports: [{ headcount: 4200, compliancePercent: 1.43, rule: { ratePercent: 2, isUncertain: false } }, {}],
      },
      { quotaReports: [{ headcount: 40, rule: { ratePercent: 1, isUncertain: true } }, {}] },
      {
        quotaReports: [{ headcount: 640, rule: { ratePercent: 1, legalReference: 'UU 8/2016 pasal 53 ayat (2)' } }, {}],
      },
      { quotaReports: [{ headcount: 150 }, {}] },
    ]);
  });

  test('an office gets those of employers that work in its jurisdiction, and no others', async () => {
    const { data } = await ask(viewerOf('DINSOS', { regionCodes: ['3578', '51'] }), QUOTA);
    expect(data).toMatchObject({
      employers: {
        nodes: [
          { name: 'BUMN Contoh Karya', quotaReports: [] },
          { name: 'Koperasi Contoh Bersama', quotaReports: [{ headcount: 40 }, {}] },
          { name: 'Swasta Contoh Makmur', quotaReports: [{ headcount: 640 }, {}] },
        ],
      },
    });
  });

  test('the rules are public', async () => {
    const { data } = await ask(
      PUBLIC,
      '{ quotaRules { employerType ratePercent isUncertain validFrom legalReference } }',
    );
    const rules = (data as { quotaRules: { employerType: string; ratePercent: number; isUncertain: boolean }[] })
      .quotaRules;
    expect(Object.fromEntries(rules.map((rule) => [rule.employerType, [rule.ratePercent, rule.isUncertain]]))).toEqual({
      BUMN: [2, false],
      BUMD: [2, false],
      INSTANSI_PEMERINTAH: [2, false],
      SWASTA: [1, false],
      ANAK_BUMN: [1, true],
      KOPERASI: [1, true],
      SKA_INTERNAL: [2, true],
    });
  });
});

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
    expect(
      (await places(codes, '{ vacancies { nodes { title employer { name } region { code } } } }')).statements,
    ).toHaveLength(1);
    expect(
      (await places(['3273'], '{ vacancies { nodes { employer { name } desk { version } } } }')).statements,
    ).toHaveLength(2);
  });

  test('a page goes on at its cursor, ties included, without loss or repetition', async () => {
    const seen: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const query = `query ($of: [_Any!]!, $after: String) { _entities(representations: $of) { ... on Region {
        vacancies(first: 7, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } } } }`;
      const answer = await ask(PUBLIC, query, { of: [{ __typename: 'Region', code: '5171' }], after });
      const [place] = (
        answer.data as {
          _entities: {
            vacancies: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
          }[];
        }
      )._entities;
      seen.push(...(place?.vacancies.nodes ?? []).map((node) => node.id));
      after = place?.vacancies.pageInfo.endCursor ?? null;
      more = place?.vacancies.pageInfo.hasNextPage ?? false;
    }
    expect(seen).toHaveLength(30);
    expect(new Set(seen).size).toBe(30);
  });

  test('refuses a page size or a cursor that cannot be', async () => {
    expect((await places(['3273'], '{ vacancies(first: 101) { nodes { id } } }')).codes).toEqual(['PAGE_SIZE_INVALID']);
    expect((await places(['3273'], '{ vacancies(after: "x.y.z") { nodes { id } } }')).codes).toEqual([
      'CURSOR_INVALID',
    ]);
  });
});

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
