import { createHash } from 'node:crypto';
import { createServiceLink } from '../../platform/links';
import { createSubgraphHandler } from '../../shared/subgraph';
import { serve } from '../support/http';
import { entriesOf, readLedger, subjectOf } from '../support/ledger';
import { addFamilies } from '../support/people';
import type { TestIds } from '../support/people';
import { startTestPlatform, viewerOf } from '../support/platform';
import type { TestPlatform } from '../support/platform';
import { asAdmin } from '../support/database';

let platform: TestPlatform;
let ids: TestIds;
const NAME = 'Sarni Wulandaru';
const NIK = '3204054101809917';
const officer = viewerOf('PENDAMPING', { subject: 'officer-1', regionCodes: ['320405'], purpose: 'LAYANAN' });

beforeAll(async () => {
  platform = await startTestPlatform();
  ids = await addFamilies(platform, [
    {
      key: 'one',
      desil: 2,
      members: [
        { key: 'head', name: NAME, nik: NIK },
        { key: 'child', name: 'Anak Wulandaru', birthDate: '2015-02-03', role: 'CHILD' },
      ],
    },
  ]);
});
afterAll(() => platform.stop());

const person = (key: string) => subjectOf(platform, 'person', ids.person(key));
const family = () => subjectOf(platform, 'family', ids.family('one'));
const lookFor = (selection: string) => `query Look($id: ID!) { family(id: $id) ${selection} }`;
const ask = (selection: string, viewer = officer) =>
  platform.ask(viewer, lookFor(selection), { id: ids.family('one') });
const hashOf = (text: string) => createHash('sha256').update(text).digest('base64url');

test('one entry for a fetch: who, why, which operation, which field of whom, what was masked', async () => {
  const [entry, ...others] = await entriesOf(platform, 'beneficiaries', () =>
    ask('{ id desil housing { floorMaterial } members { fullName birthDate nik familyRole } }'),
  );
  expect(others).toEqual([]);
  expect(entry).toMatchObject({
    requestId: 'test',
    account: 'officer-1',
    role: 'PENDAMPING',
    purpose: 'LAYANAN',
    organisation: null,
    refusals: [],
    rowCount: 3,
    dataClass: 'P4',
    consentId: null,
    breakGlassId: null,
  });
  // The client's document, not the fetch that was made of it.
  expect(entry).toMatchObject({
    operationName: 'Look',
    operationHash: hashOf(
      lookFor('{ id desil housing { floorMaterial } members { fullName birthDate nik familyRole } }'),
    ),
  });
  expect(entry?.decisions).toEqual([
    {
      grade: 'FULL',
      coordinates: ['Family.desil', 'Family.housing', 'Housing.floorMaterial'],
      groups: ['DESIL', 'HOUSING'],
      subjects: [family()],
    },
    {
      grade: 'FULL',
      coordinates: ['Person.birthDate', 'Person.fullName'],
      groups: ['BIRTH_DATE', 'NAME'],
      subjects: [person('head'), person('child')],
    },
    { grade: 'MASKED', coordinates: ['Person.nik'], groups: [], subjects: [] },
  ]);
});

test('the same when the document is compiled: as many entries as requests, with the same content', async () => {
  const selection = '{ desil members { fullName birthDate } }';
  const entries = await entriesOf(platform, 'beneficiaries', async () => {
    for (let round = 0; round < 6; round++) await ask(selection);
  });
  expect(entries).toHaveLength(6);
  for (const { decisions, rowCount, dataClass } of entries) {
    expect({ decisions, rowCount, dataClass }).toEqual({
      decisions: entries[0]?.decisions,
      rowCount: 3,
      dataClass: 'P2',
    });
  }
  expect(entries[0]?.decisions.map(({ coordinates }) => coordinates)).toEqual([
    ['Family.desil'],
    ['Person.birthDate', 'Person.fullName'],
  ]);
});

test('a person has one hash in every ledger: one entry each for the two subgraphs of one request', async () => {
  const query = '{ person(id: $id) { fullName pkhComponents { component } enrolments { status } } }';
  const look = () => platform.ask(officer, `query ($id: ID!) ${query}`, { id: ids.person('head') });
  const written = { beneficiaries: 0, programs: 0 };
  const programs = await entriesOf(platform, 'programs', async () => {
    written.beneficiaries = (await entriesOf(platform, 'beneficiaries', look)).length;
  });
  expect([written.beneficiaries, programs.length]).toEqual([1, 1]);
  expect(programs[0]?.decisions).toEqual([
    {
      grade: 'FULL',
      coordinates: ['Person.enrolments', 'Person.pkhComponents'],
      groups: ['ENROLMENT'],
      subjects: [person('head')],
    },
  ]);
});

describe('refused reads are written too', () => {
  const dpo = viewerOf('DPO', { purpose: 'AUDIT', regionCodes: ['ID'] });
  const withheld = (coordinate: string) => [{ grade: 'WITHHELD', coordinates: [coordinate], groups: [], subjects: [] }];

  test('by the gateway what is refused on every row, by the subgraph what is refused on this one', async () => {
    let bySubgraph: Awaited<ReturnType<typeof entriesOf>> = [];
    const byGateway = await entriesOf(platform, 'gateway', async () => {
      bySubgraph = await entriesOf(platform, 'beneficiaries', () => ask('{ desil kkNumber }', dpo));
    });
    expect(byGateway).toMatchObject([
      { account: dpo.subject, purpose: 'AUDIT', refusals: ['FORBIDDEN_FIELD'], decisions: withheld('Family.desil') },
    ]);
    expect(bySubgraph).toMatchObject([{ dataClass: 'P0', decisions: withheld('Family.kkNumber') }]);
  });

  test('calls that are for other roles', async () => {
    const entries = await entriesOf(platform, 'gateway', () =>
      platform.ask(dpo, '{ searchPersons(name: "sarni") { id } }'),
    );
    expect(entries.map(({ refusals, decisions }) => [refusals, decisions])).toEqual([
      [['FORBIDDEN'], withheld('Query.searchPersons')],
    ]);
  });

  test('arguments', async () => {
    const entries = await entriesOf(platform, 'beneficiaries', () =>
      platform.ask(dpo, '{ families(filter: { desil: { eq: 1 } }) { nodes { id } } }'),
    );
    expect(entries.map(({ refusals }) => refusals)).toEqual([['FORBIDDEN_ARGUMENT']]);
  });

  test('documents that cost too much', async () => {
    const entries = await entriesOf(platform, 'gateway', () =>
      platform.ask(dpo, '{ families(first: 1000000) { nodes { id members { id } } } }'),
    );
    expect(entries.map(({ refusals }) => refusals)).toEqual([['COST_EXCEEDED']]);
  });
});

test('control: what holds no identity data leaves no entry', async () => {
  const entries = await entriesOf(platform, 'beneficiaries', async () => {
    await ask('{ id members { id sex familyRole ageBand isChild } regency { code } }');
    await platform.ask(viewerOf('PUBLIC'), '{ families { nodes { id desil } } }');
    await platform.ask(viewerOf('PUBLIC'), '{ regions { nodes { code } } }');
  });
  expect(entries).toEqual([]);
});

test('the read of a mutation is ledgered: whom a found duplicate shows', async () => {
  await addFamilies(platform, [{ key: 'two', members: [{ key: 'twin', name: NAME, nik: '3204054101809918' }] }]);
  const steward = viewerOf('DATA_STEWARD', { regionCodes: ['ID'], purpose: 'VERIFIKASI' });
  const [entry, ...others] = await entriesOf(platform, 'beneficiaries', () =>
    platform.ask(
      steward,
      'mutation ($id: ID!) { findDuplicatesOf(personId: $id) { left { fullName } right { fullName } } }',
      { id: ids.person('head') },
    ),
  );
  expect(others).toEqual([]);
  const subjects = entry?.decisions.flatMap((decision) => decision.subjects);
  expect(new Set(subjects)).toEqual(new Set([person('head'), person('twin')]));
});

test('over HTTP the client’s question travels in the signed envelope', async () => {
  const { keys } = platform.database.config;
  const answer = createSubgraphHandler(platform.subgraph('beneficiaries').subgraph, keys.envelope, () => undefined);
  const served = await serve((request, response) => void answer(request, response));
  const link = createServiceLink('beneficiaries', served.url, keys.envelope);
  const text = 'query ($id: ID!) { person(id: $id) { fullName } }';
  const [entry] = await entriesOf(platform, 'beneficiaries', () =>
    link.send(
      {
        document: { text, json: JSON.stringify(text) },
        variables: JSON.stringify({ id: ids.person('head') }),
        isMutation: false,
        origin: { requestId: 'request-7', operationName: 'Theirs', documentHash: 'of-their-document' },
      },
      officer,
    ),
  );
  expect(entry).toMatchObject({
    requestId: 'request-7',
    operationName: 'Theirs',
    operationHash: 'of-their-document',
    account: 'officer-1',
  });
  await link.close?.();
  await served.stop();
});

test('concurrent reads go into one chain, none lost, none twice', async () => {
  const entries = await entriesOf(platform, 'beneficiaries', () =>
    Promise.all(Array.from({ length: 40 }, () => ask('{ desil }'))),
  );
  expect(entries).toHaveLength(40);
  const all = await readLedger(platform, 'beneficiaries');
  expect(all.map(({ seq }) => Number(seq)).sort((a, b) => a - b)).toEqual(all.map((_, index) => index + 1));
});

test('no entry holds a personal value: no name, number, date or id of the persons read', async () => {
  await ask('{ id desil address kkNumber members { id fullName birthDate nik phone address disability } }');
  const text = await asAdmin(async (client) => {
    const { rows } = await client.query<{ all: string }>(
      `SELECT string_agg(l::text, ' ') || coalesce((SELECT string_agg(h::text, ' ') FROM beneficiaries.ledger_head h), '')
         AS all FROM beneficiaries.read_ledger l`,
    );
    return rows[0]?.all ?? '';
  }, platform.database.adminUrl);
  expect(text).toContain('Person.fullName');
  const values = [
    NAME,
    'Wulandaru',
    NIK,
    NIK.slice(-4),
    '1980-01-01',
    '2015-02-03',
    'Jalan',
    '000 1234',
    '3204050101209001',
  ];
  const known = [...values, ids.person('head'), ids.person('child'), ids.family('one')];
  expect(known.filter((value) => text.includes(value))).toEqual([]);
});
