import { createRefusalLog } from '../../platform/ledger/refusals';
import type { Viewer } from '../../shared/viewer';
import { addFamilies } from '../support/people';
import type { TestIds } from '../support/people';
import { startTestPlatform, viewerOf } from '../support/platform';
import type { TestPlatform } from '../support/platform';
import { asAdmin } from '../support/database';

let platform: TestPlatform;
let ids: TestIds;
const dpo = viewerOf('DPO', { subject: 'dpo-1', purpose: 'AUDIT', regionCodes: ['ID'] });
const companion = viewerOf('PENDAMPING', { subject: 'companion-1', regionCodes: ['320405'], purpose: 'LAYANAN' });
const office = viewerOf('DINSOS', { subject: 'office-1', regionCodes: ['3204'], purpose: 'VERIFIKASI' });
const citizen = (key: string) => viewerOf('CITIZEN', { subject: `citizen ${key}`, personId: ids.person(key) });

const look = (viewer: Viewer, key: string, fields: string) =>
  platform.ask(viewer, `query Look($id: ID!) { person(id: $id) { ${fields} } }`, { id: ids.person(key) });

beforeAll(async () => {
  platform = await startTestPlatform();
  // Gathers when the test says so: the questions below are refused reads of their own.
  await platform.relay.stop();
  ids = await addFamilies(platform, [
    { key: 'f1', members: [{ key: 'sarni', name: 'Sarni Wulandaru' }] },
    { key: 'f2', members: [{ key: 'budi', name: 'Budi Kertawan' }] },
  ]);
  await look(companion, 'sarni', 'fullName phone nik');
  await look(office, 'sarni', 'birthDate');
  await look(office, 'budi', 'fullName');
  await platform.ask(office, '{ persons { nodes { id address } } }');
  await look(dpo, 'sarni', 'id nik');
  await platform.relay.drain();
});
afterAll(() => platform.stop());

interface Entries {
  readonly nodes: { account: string; decisions: { grade: string; coordinates: string[] }[] }[];
  readonly totalCount: { value: number; exact: boolean };
  readonly pageInfo: { hasNextPage: boolean; endCursor: string | null };
}
const NODES =
  'nodes { account decisions { grade coordinates } } totalCount { value exact } pageInfo { hasNextPage endCursor }';
const readers = async (person: string, rest = '', viewer = dpo) => {
  const query = `query ($person: ID!) { readersOf(person: $person ${rest}) { ${NODES} } }`;
  const answer = await platform.ask<{ readersOf: Entries | null }>(viewer, query, { person });
  return { answer, accounts: answer.data?.readersOf?.nodes.map(({ account }) => account) };
};
const ledger = async (viewer: Viewer, args: string) =>
  platform.ask<{ readLedger: Entries }>(viewer, `{ readLedger${args} { ${NODES} } }`);

describe('who read field F of person P', () => {
  test('newest first, and nobody who read another field or another person', async () => {
    expect((await readers(ids.person('sarni'))).accounts).toEqual(['office-1', 'office-1', 'companion-1']);
    expect((await readers(ids.person('sarni'), 'field: "Person.birthDate"')).accounts).toEqual(['office-1']);
    expect((await readers(ids.person('sarni'), 'field: "Person.fullName"')).accounts).toEqual(['companion-1']);
    expect((await readers(ids.person('budi'), 'field: "Person.fullName"')).accounts).toEqual(['office-1']);
    expect((await readers(ids.person('budi'), 'field: "Person.birthDate"')).accounts).toEqual([]);
  });

  test('a field that was only masked was not read', async () => {
    expect((await readers(ids.person('sarni'), 'field: "Person.nik"')).accounts).toEqual([]);
  });

  test('in a span of time, page by page', async () => {
    expect((await readers(ids.person('sarni'), 'to: "2020-01-01T00:00:00Z"')).accounts).toEqual([]);
    expect((await readers(ids.person('sarni'), 'from: "2020-01-01T00:00:00Z"')).accounts).toHaveLength(3);
    const first = await readers(ids.person('sarni'), 'first: 2');
    const page = first.answer.data?.readersOf;
    expect([page?.nodes.length, page?.totalCount, page?.pageInfo.hasNextPage]).toEqual([
      2,
      { value: 3, exact: true },
      true,
    ]);
    const rest = await readers(ids.person('sarni'), `first: 2 after: "${page?.pageInfo.endCursor ?? ''}"`);
    expect(rest.accounts).toEqual(['companion-1']);
  });

  test.each(['PENDAMPING', 'CITIZEN', 'ADMIN', 'PUBLIC', 'PROGRAM_MANAGER'] as const)('not for %s', async (role) => {
    const { answer } = await readers(ids.person('sarni'), '', viewerOf(role, { regionCodes: ['ID'] }));
    expect(answer.data).toBeNull();
    expect(answer.errors.map(({ extensions }) => extensions['code'])).toEqual(['FORBIDDEN']);
  });
});

describe('the ledger', () => {
  test('by account, role, purpose, person, field, and what was refused', async () => {
    const count = async (args: string) => (await ledger(dpo, args)).data?.readLedger.totalCount.value;
    expect(await count('')).toBe(5);
    expect(await count('(filter: { account: { eq: "office-1" } })')).toBe(3);
    expect(await count('(filter: { role: { eq: "PENDAMPING" } })')).toBe(1);
    expect(await count('(filter: { purpose: { in: ["AUDIT", "LAYANAN"] } })')).toBe(2);
    expect(await count(`(filter: { person: "${ids.person('budi')}" })`)).toBe(2);
    expect(await count('(filter: { coordinates: { has: ["Person.nik"] } })')).toBe(2);
    expect(await count('(filter: { refusedOnly: true })')).toBe(1);
    const refused = await platform.ask<{ refusals: Entries }>(dpo, `{ refusals { ${NODES} } }`);
    expect(refused.data?.refusals.nodes).toEqual([
      { account: 'dpo-1', decisions: [{ grade: 'WITHHELD', coordinates: ['Person.nik'] }] },
    ]);
    const nothing = await ledger(dpo, '(filter: { person: null })');
    expect(nothing.errors.map(({ extensions }) => extensions['code'])).toEqual(['FILTER_INVALID']);
  });

  test('partners and case workers see their own reading; managers, administrators and others nothing', async () => {
    const as = (role: Viewer['role'], subject: string) => ledger(viewerOf(role, { subject }), '');
    const sees = async (role: Viewer['role'], subject: string) =>
      (await as(role, subject)).data?.readLedger.nodes.map(({ account }) => account);
    expect(await sees('PARTNER_RECRUITER', 'office-1')).toEqual(['office-1', 'office-1', 'office-1']);
    expect(await sees('SENTRA_OFFICER', 'companion-1')).toEqual(['companion-1']);
    expect(await sees('SENTRA_OFFICER', 'nobody')).toEqual([]);
    for (const role of ['PROGRAM_MANAGER', 'ADMIN', 'CITIZEN', 'PENDAMPING', 'PUBLIC'] as const) {
      const { data, errors } = await as(role, 'office-1');
      expect([data, errors.map(({ extensions }) => extensions['code'])]).toEqual([null, ['FORBIDDEN']]);
    }
  });

  test('an administrator sees how the gathering goes', async () => {
    const query = '{ ledgerSources { subgraph caughtUpAt findings } }';
    const { data } = await platform.ask<{ ledgerSources: { subgraph: string }[] }>(viewerOf('ADMIN'), query);
    expect(data?.ledgerSources.map(({ subgraph }) => subgraph)).toEqual([
      'beneficiaries',
      'employers',
      'gateway',
      'insights',
      'oversight',
      'programs',
      'sentra',
    ]);
    expect((await platform.ask(office, query)).data).toBeNull();
  });

  test('gathering again copies nothing twice', async () => {
    const rows = () =>
      asAdmin((client) => client.query('SELECT FROM oversight.ledger_entry'), platform.database.adminUrl);
    await platform.relay.drain();
    const before = (await rows()).rowCount;
    // As if the relay had died before it noted how far it had come.
    await asAdmin((client) => client.query('DELETE FROM oversight.ledger_position'), platform.database.adminUrl);
    expect(await platform.relay.drain()).toBe(before);
    expect((await rows()).rowCount).toBe(before);
  });
});

describe('NIK and KK numbers given in full', () => {
  test('are counted by role and purpose', async () => {
    // No role reads them in full without emergency access, so the entries are written by hand.
    await asAdmin(
      (client) =>
        client.query(`INSERT INTO oversight.ledger_entry (id, source, writer, seq, at, account, role, purpose, operation_hash,
          decisions, refusals, row_count, data_class, prev, hash, coordinates, subjects, is_refused)
        SELECT gen_random_uuid(), 'beneficiaries', 'test', n, '2026-03-31T18:00:00Z', 'a', 'DINSOS', 'VERIFIKASI', 'h',
          '[{"grade": "FULL", "groups": ["IDENTIFIER"], "coordinates": ["Person.nik"], "subjects": ["s1", "s2"]},
            {"grade": "FULL", "groups": ["NAME"], "coordinates": ["Person.fullName"], "subjects": ["s3"]}]',
          '{}', 3, 'P3', '', 'h', '{}', '{}', false FROM generate_series(1, 2) n`),
      platform.database.adminUrl,
    );
    const month = (name: string) =>
      platform.ask(dpo, `{ revealedIdentifiers(month: "${name}") { role purpose reads subjects } }`);
    // One in the morning of 1 April in western Indonesia.
    expect((await month('2026-04')).data).toEqual({
      revealedIdentifiers: [{ role: 'DINSOS', purpose: 'VERIFIKASI', reads: 2, subjects: 4 }],
    });
    expect((await month('2026-03')).data).toEqual({ revealedIdentifiers: [] });
    expect((await month('2026-13')).errors.map(({ extensions }) => extensions['code'])).toEqual(['BAD_USER_INPUT']);
  });
});

describe('a citizen asks who read their own record', () => {
  interface History {
    readonly accessHistory: {
      readonly nodes: { role: string; reader: string; purpose: string | null; fields: string[] }[];
      readonly totalCount: { value: number };
    };
  }
  const history = (viewer: Viewer) =>
    platform.ask<History>(viewer, '{ accessHistory { nodes { role reader purpose fields } totalCount { value } } }');

  test('exactly the readings of the own record: when, who in general, why, which fields', async () => {
    const sarni = await history(citizen('sarni'));
    expect(sarni.errors).toEqual([]);
    expect(sarni.data?.accessHistory).toEqual({
      nodes: [
        { role: 'DINSOS', reader: 'SOCIAL_SERVICE', purpose: 'VERIFIKASI', fields: ['Person.address'] },
        { role: 'DINSOS', reader: 'SOCIAL_SERVICE', purpose: 'VERIFIKASI', fields: ['Person.birthDate'] },
        {
          role: 'PENDAMPING',
          reader: 'SOCIAL_SERVICE',
          purpose: 'LAYANAN',
          fields: ['Person.fullName', 'Person.phone'],
        },
      ],
      totalCount: { value: 3 },
    });
    const budi = await history(citizen('budi'));
    expect(budi.data?.accessHistory.nodes.map(({ fields }) => fields)).toEqual([
      ['Person.address'],
      ['Person.fullName'],
    ]);
  });

  test('never the account of an officer, nor a hash of anybody', async () => {
    const text = JSON.stringify(await history(citizen('sarni')));
    expect(text).not.toMatch(/office-1|companion-1/);
    const { errors } = await platform.ask(citizen('sarni'), '{ accessHistory { nodes { account } } }');
    expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  });

  test('nobody else has such a history, and a citizen without a record an empty one', async () => {
    for (const role of ['DPO', 'PENDAMPING', 'PUBLIC', 'FRONTEND'] as const) {
      const { data, errors } = await history(viewerOf(role, { personId: ids.person('sarni') }));
      expect([data, errors.map(({ extensions }) => extensions['code'])]).toEqual([null, ['FORBIDDEN']]);
    }
    expect((await history(viewerOf('CITIZEN'))).data).toEqual({
      accessHistory: { nodes: [], totalCount: { value: 0 } },
    });
  });
});

test('what the gateway refused before any subgraph was asked stands in the ledger too', async () => {
  const { database } = platform.subgraph('oversight');
  const log = createRefusalLog(database, platform.database.config.keys.ledger, () => undefined);
  await log.record({
    requestId: 'r-9',
    viewer: viewerOf('PUBLIC'),
    document: '{ secret }',
    coordinates: ['Person.nik'],
    code: 'FORBIDDEN_FIELD',
  });
  await log.close();
  await platform.relay.drain();
  const { data } = await platform.ask(dpo, '{ refusals(first: 1) { nodes { requestId subgraph refusals rowCount } } }');
  expect(data).toEqual({
    refusals: { nodes: [{ requestId: 'r-9', subgraph: 'oversight', refusals: ['FORBIDDEN_FIELD'], rowCount: 0 }] },
  });
});
