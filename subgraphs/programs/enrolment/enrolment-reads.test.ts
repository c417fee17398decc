import { getParts } from '../../../platform/catalogue';
import { openSubgraph } from '../../../platform/subgraphs';
import type { RunningSubgraph } from '../../../platform/subgraphs';
import { createFieldCipher } from '../../../shared/database';
import type { Viewer } from '../../../shared/viewer';
import { asAdmin, openEmptyDatabase } from '../../../test/support/database';
import type { TestDatabase } from '../../../test/support/database';
import { viewerOf } from '../../../test/support/platform';

const FAMILIES = 50;
const uuid = (kind: string, number: number) => `0000000${kind}-0000-8000-8000-${String(number).padStart(12, '0')}`;
const family = (number: number) => uuid('1', number);
const person = (number: number, member: number) => uuid('2', number * 10 + member);
const enrolment = (number: number, program: 'PKH' | 'SEMBAKO') => uuid(program === 'PKH' ? '3' : '4', number);
const CARD = '0000000000001234';

const PENDAMPING = viewerOf('PENDAMPING', { regionCodes: ['320405'] });

let database: TestDatabase;
let running: RunningSubgraph;
const statements: string[] = [];

beforeAll(async () => {
  database = await openEmptyDatabase();
  await fill();
  running = await openSubgraph(getParts('programs'), database.adminUrl, database.config);
  running.database.onStatement((text) => statements.push(text));
});
afterAll(async () => {
  await running.database.close();
  await database.drop();
});

/**
 * Families 1 to 50 in 3204050001, family 51 in another district. Each: four members, PKH with five components, three stages;
 * Sembako with nine months. Persons 1 (mother, pregnant, pengurus) to 4.
 */
async function fill(): Promise<void> {
  const card = createFieldCipher(database.config.keys).seal(CARD);
  await asAdmin(async (client) => {
    await client.query('SET search_path = programs');
    await client.query(`
      INSERT INTO family_ref SELECT ('00000001-0000-8000-8000-' || lpad(n::text, 12, '0'))::uuid, 'K-' || n,
        CASE WHEN n = 51 THEN '3204990001' ELSE '3204050001' END, 1 + n % 4, '{PKH,SEMBAKO}' FROM generate_series(1, 51) n;
      INSERT INTO person_ref SELECT ('00000002-0000-8000-8000-' || lpad((n * 10 + m)::text, 12, '0'))::uuid,
        'I-' || n * 10 + m, ('00000001-0000-8000-8000-' || lpad(n::text, 12, '0'))::uuid, '3204050001', 'PADAN'
        FROM generate_series(1, 51) n, generate_series(1, 4) m;
      INSERT INTO enrolment (id, source_id, family_id, manager_id, program_code, status, started_on, card_sealed, file_status,
          region_code)
        SELECT ('0000000' || p.digit || '-0000-8000-8000-' || lpad(n::text, 12, '0'))::uuid, p.code || '-' || n,
        ('00000001-0000-8000-8000-' || lpad(n::text, 12, '0'))::uuid,
        ('00000002-0000-8000-8000-' || lpad((n * 10 + 1)::text, 12, '0'))::uuid,
        p.code, 'ACTIVE', date '2020-01-01' + n, '${card}', 'ACTIVE',
        CASE WHEN n = 51 THEN '3204990001' ELSE '3204050001' END
        FROM generate_series(1, 51) n, (VALUES ('PKH', '3'), ('SEMBAKO', '4')) p (code, digit);
      INSERT INTO enrolment_component (id, enrolment_id, person_id, component, started_on)
        SELECT gen_random_uuid(), ('00000003-0000-8000-8000-' || lpad(n::text, 12, '0'))::uuid,
        ('00000002-0000-8000-8000-' || lpad((n * 10 + c.member)::text, 12, '0'))::uuid, c.component, '2025-12-01'
        FROM generate_series(1, 51) n, (VALUES (1, 'IBU_HAMIL_NIFAS'), (2, 'ANAK_USIA_DINI'), (3, 'ANAK_SD'),
          (3, 'ANAK_SMP'), (4, 'ANAK_SMA')) c (member, component);
      INSERT INTO payment (id, source_id, enrolment_id, period, year, amount, status, reason, disburser, status_on)
        SELECT gen_random_uuid(), e.source_id || p.period, e.id, p.period, 2026,
        CASE e.program_code WHEN 'PKH' THEN 2375000 ELSE 200000 END, p.status, p.reason, 'BRI', '2026-09-01'
        FROM enrolment e JOIN (VALUES ('PKH', '2026-T1', 'WITHDRAWN', NULL), ('PKH', '2026-T2', 'FAILED', 'DORMANT'),
          ('PKH', '2026-T3', 'SENT', NULL)) p (program, period, status, reason) ON p.program = e.program_code;
      INSERT INTO payment (id, source_id, enrolment_id, period, year, amount, status, disburser, status_on)
        SELECT gen_random_uuid(), e.source_id || m, e.id, '2026-0' || m, 2026, 200000, 'CREDITED', 'BRI', '2026-09-01'
        FROM enrolment e, generate_series(1, 9) m WHERE e.program_code = 'SEMBAKO'`);
  }, database.adminUrl);
}

/** `Data` is what the test knows of its own query. */
async function ask<Data>(viewer: Viewer, query: string, variables?: Record<string, unknown>) {
  statements.length = 0;
  const answer = await running.subgraph.execute({ query, variables }, viewer);
  const codes = (answer.errors ?? []).map(({ extensions }) => extensions?.['code']);
  return { data: answer.data as Data, codes, sent: statements.length };
}

interface Nodes<Node> {
  readonly enrolments: { readonly nodes: readonly Node[]; readonly totalCount: { readonly value: number } };
}

const NATION = `query ($keys: [_Any!]!) {
  _entities(representations: $keys) {
    ... on Family {
      id
      aidTotal(year: 2026) { program { code } received pending paymentCount }
      enrolments {
        id status dciStatus cardNumber stageAmount(period: "2026-T3")
        program { code englishName }
        family { id }
        manager { id enrolments { id } pkhComponents { component } }
        components { component person { id } }
        payments(first: 2) { nodes { period amount status } pageInfo { hasNextPage } totalCount { value exact } }
      }
    }
  }
}`;
const keysOf = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ __typename: 'Family', id: family(index + 1) }));

describe('families with enrolments, components and payments', () => {
  test('fifty cost the statements of one', async () => {
    const one = await ask<{ _entities: object[] }>(PENDAMPING, NATION, { keys: keysOf(1) });
    const fifty = await ask<{ _entities: object[] }>(PENDAMPING, NATION, { keys: keysOf(FAMILIES) });
    expect([...one.codes, ...fifty.codes]).toEqual([]);
    expect(fifty.data._entities).toHaveLength(FAMILIES);
    expect(fifty.data._entities[0]).toEqual(one.data._entities[0]);
    expect(fifty.sent).toBe(one.sent);
    expect(one.sent).toBe(9);
  });

  test('hold what the tables hold, the card masked', async () => {
    const { data } = await ask<{ _entities: { aidTotal: object[]; enrolments: object[] }[] }>(PENDAMPING, NATION, {
      keys: keysOf(1),
    });
    const [only] = data._entities;
    expect(only?.aidTotal).toEqual([
      { program: { code: 'PKH' }, received: 2_375_000, pending: 2_375_000, paymentCount: 3 },
      { program: { code: 'SEMBAKO' }, received: 1_800_000, pending: 0, paymentCount: 9 },
    ]);
    expect(only?.enrolments[0]).toMatchObject({
      id: enrolment(1, 'PKH'),
      status: 'ACTIVE',
      dciStatus: 1,
      cardNumber: '************1234',
      stageAmount: 2_375_000,
      manager: { id: person(1, 1), enrolments: [{ id: enrolment(1, 'PKH') }, { id: enrolment(1, 'SEMBAKO') }] },
      payments: {
        nodes: [
          { period: '2026-T3', amount: 2_375_000, status: 'SENT' },
          { period: '2026-T2', amount: 2_375_000, status: 'FAILED' },
        ],
        pageInfo: { hasNextPage: true },
        totalCount: { value: 3, exact: true },
      },
    });
    expect(only?.enrolments[1]).toMatchObject({ stageAmount: null, components: [] });
  });

  test('a nested page goes on after its cursor, below every parent, and says when it ends', async () => {
    const query = `query ($after: String) { enrolments(filter: { programCode: { eq: "PKH" } }, first: 3) {
      nodes { payments(first: 2, after: $after) { nodes { period } pageInfo { hasNextPage hasPreviousPage endCursor } } } } }`;
    type Paid = Nodes<{ payments: { pageInfo: { endCursor: string } } }>;
    const first = await ask<Paid>(PENDAMPING, query);
    const cursor = first.data.enrolments.nodes[0]?.payments.pageInfo.endCursor;
    const next = await ask<Paid>(PENDAMPING, query, { after: cursor });
    expect(next.data.enrolments.nodes).toHaveLength(3);
    expect(next.data.enrolments.nodes[0]?.payments).toMatchObject({
      nodes: [{ period: '2026-T1' }],
      pageInfo: { hasNextPage: false, hasPreviousPage: true },
    });
    expect(next.sent).toBe(2);
  });

  test('a forged cursor and a page too wide are refused', async () => {
    const forged = '{ enrolments(first: 1) { nodes { payments(after: "demo.x.y") { nodes { id } } } } }';
    expect((await ask(PENDAMPING, forged)).codes).toEqual(['CURSOR_INVALID']);
    const wide = '{ enrolments(first: 1) { nodes { payments(first: 101) { nodes { id } } } } }';
    expect((await ask(PENDAMPING, wide)).codes).toEqual(['PAGE_SIZE_INVALID']);
  });
});

describe('the amount of a period', () => {
  const amounts = `query ($id: ID!) { enrolment(id: $id) {
    t4: stageAmount(period: "2025-T4") t1: stageAmount(period: "2026-T1") month: stageAmount(period: "2026-07")
    old: stageAmount(period: "2024-T1") now: stageAmount } }`;

  test('follows the components and rates of its first day', async () => {
    const { data } = await ask<{ enrolment: object }>(PENDAMPING, amounts, { id: enrolment(1, 'PKH') });
    expect(data.enrolment).toEqual({ t4: 0, t1: 2_375_000, month: null, old: null, now: 2_375_000 });
  });

  test('is flat for Sembako, by the month', async () => {
    const { data } = await ask<{ enrolment: object }>(PENDAMPING, amounts, { id: enrolment(1, 'SEMBAKO') });
    expect(data.enrolment).toEqual({ t4: null, t1: null, month: 200_000, old: null, now: 200_000 });
  });

  test('a period that is none is refused', async () => {
    const query = '{ enrolments(first: 1) { nodes { stageAmount(period: "2026-T5") } } }';
    expect((await ask(PENDAMPING, query)).codes).toEqual(['BAD_USER_INPUT']);
  });
});

describe('who sees enrolments', () => {
  const COUNT = '{ enrolments { totalCount { value } } }';
  const count = async (viewer: Viewer) => {
    const { data, sent } = await ask<Nodes<object>>(viewer, COUNT);
    return [data.enrolments.totalCount.value, sent];
  };

  test.each([
    ['a pendamping, of the own district', PENDAMPING, 100],
    ['Dinsos, of the regency', viewerOf('DINSOS', { regionCodes: ['3204'] }), 102],
    ['Dinsos of elsewhere', viewerOf('DINSOS', { regionCodes: ['3273'] }), 0],
    ['a program manager, of the own program', viewerOf('PROGRAM_MANAGER', { programCodes: ['PKH'] }), 51],
    ['a citizen, of the own family', viewerOf('CITIZEN', { personId: person(51, 2) }), 2],
    ['a frontend, for a person', viewerOf('FRONTEND', { personId: person(1, 1) }), 2],
    ['a frontend developer, in the demo', viewerOf('FRONTEND_DEVELOPER'), 102],
  ])('%s', async (_, viewer, expected) => {
    expect((await count(viewer))[0]).toBe(expected);
  });

  test.each(['PUBLIC', 'DPO', 'DATA_STEWARD', 'ANALYST', 'ADMIN', 'SENTRA_OFFICER', 'PARTNER_RECRUITER'] as const)(
    '%s: nothing, and no statement is sent',
    async (role) => {
      expect(await count(viewerOf(role, { regionCodes: ['ID'], programCodes: ['PKH'] }))).toEqual([0, 0]);
    },
  );

  test('an enrolment elsewhere looks like a missing one, by id and below its family', async () => {
    const query = `query ($id: ID!, $keys: [_Any!]!) { enrolment(id: $id) { id }
      _entities(representations: $keys) { ... on Family { enrolments { id } aidTotal(year: 2026) { received } } } }`;
    const keys = [{ __typename: 'Family', id: family(51) }];
    const { data, codes } = await ask(PENDAMPING, query, { id: enrolment(51, 'PKH'), keys });
    expect(codes).toEqual([]);
    expect(data).toEqual({ enrolment: null, _entities: [{ enrolments: [], aidTotal: [] }] });
  });

  test('a component takes the right to read what it says', async () => {
    const components = async (viewer: Viewer) => {
      const query = 'query ($id: ID!) { enrolment(id: $id) { stageAmount components { component } } }';
      const { data } = await ask<{ enrolment: { stageAmount: number; components: { component: string }[] } }>(
        viewer,
        query,
        { id: enrolment(1, 'PKH') },
      );
      expect(data.enrolment.stageAmount).toBe(2_375_000);
      return data.enrolment.components.map(({ component }) => component).sort();
    };
    const pupils = ['ANAK_SD', 'ANAK_SMA', 'ANAK_SMP', 'ANAK_USIA_DINI'];
    expect(await components(PENDAMPING)).toEqual([...pupils, 'IBU_HAMIL_NIFAS']);
    expect(await components(viewerOf('DINSOS', { regionCodes: ['3204'] }))).toEqual(pupils);
    expect(await components(viewerOf('CITIZEN', { personId: person(1, 1) }))).toEqual([...pupils, 'IBU_HAMIL_NIFAS']);
    expect(await components(viewerOf('CITIZEN', { personId: person(1, 3) }))).toEqual(['ANAK_SD', 'ANAK_SMP']);
    expect(await components(viewerOf('FRONTEND', { personId: person(1, 3) }))).toEqual([]);
  });

  test('a program manager may not filter by place, whose exact value is not theirs to read', async () => {
    const query = '{ enrolments(filter: { region: { within: "3204" } }) { nodes { id } } }';
    const { codes } = await ask(viewerOf('PROGRAM_MANAGER', { programCodes: ['PKH'] }), query);
    expect(codes).toEqual(['FORBIDDEN_ARGUMENT']);
    expect((await ask(PENDAMPING, query)).codes).toEqual([]);
  });

  test('lists are filtered and sorted by what the tables index', async () => {
    const query = `{ enrolments(first: 2, filter: { status: { eq: ACTIVE }, desil: { gte: 2, lte: 2 }, programCode: { eq: "PKH" } },
      orderBy: [{ field: STARTED_ON, direction: DESC }]) { nodes { startedOn } totalCount { value } } }`;
    const { data, sent } = await ask<Nodes<object>>(PENDAMPING, query);
    expect(data.enrolments).toEqual({
      nodes: [{ startedOn: '2020-02-19' }, { startedOn: '2020-02-15' }],
      totalCount: { value: 13 },
    });
    expect(sent).toBe(2);
  });
});
