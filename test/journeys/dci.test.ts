import { randomUUID } from 'node:crypto';
import { findPublicKey, isSignedBy } from '../../platform/dci/signature';
import { asAdmin } from '../support/database';
import { addFamilies } from '../support/people';
import type { TestIds } from '../support/people';
import {
  OFFICE,
  PROGRAM,
  RECEIVER,
  SEARCH,
  STATUS,
  byExpression,
  byIdentifier,
  openDci,
  searchMessage,
  signedMessage,
} from '../support/dci';
import type { Bag, DciDoor, SearchItem } from '../support/dci';
import { entriesOf, subjectOf } from '../support/ledger';
import { startTestPlatform, viewerOf } from '../support/platform';
import type { TestPlatform } from '../support/platform';
import { findingsOf, readExample } from '../../subgraphs/beneficiaries/dci/testing/conformity';

/** A registry elsewhere asks by signed messages of the DCI standard, from look-up to status and ledger. */
const NIK = '3204054101809001';
let platform: TestPlatform;
let dci: DciDoor;
let ids: TestIds;

beforeAll(async () => {
  platform = await startTestPlatform();
  dci = await openDci(platform);
  ids = await addFamilies(platform, [
    {
      key: 'poorest',
      desil: 1,
      kpmFlags: ['PKH'],
      members: [
        { key: 'head', name: 'Sarni Wulandaru', nik: NIK },
        { key: 'child', name: 'Anak Wulandaru', birthDate: '2015-02-03', role: 'CHILD' },
      ],
    },
    { key: 'poor', desil: 3, members: [{ key: 'second', name: 'Warsono Tirtadaka', birthDate: '1990-05-06' }] },
    { key: 'better', desil: 8, kpmFlags: ['PKH'], members: [{ key: 'third' }] },
    { key: 'left', region: '3301012001', desil: 8, kpmFlags: ['PKH'], members: [{ key: 'fourth' }] },
    { key: 'elsewhere', region: '3301012001', desil: 1, members: [{ key: 'outside', nik: '3301014101809002' }] },
  ]);
});
afterAll(async () => {
  await dci[Symbol.asyncDispose]();
  await platform.stop();
});

/** Sends one search and gives back its one item, of an answer that conforms. */
async function search(criteria: Bag, sender = OFFICE): Promise<SearchItem> {
  const { status, body } = await dci.post(SEARCH, signedMessage({ sender, message: searchMessage(criteria) }));
  expect([status, findingsOf('/registry/sync/search', body)]).toEqual([200, []]);
  const [item, ...others] = body.message?.search_response ?? [];
  if (!item || others.length > 0) throw new Error('one request has one answer');
  return item;
}

/** The ground of the sender who manages a programme. */
const OF_PROGRAM = { authorize: { ts: '2026-01-01T00:00:00Z', purpose: { code: 'PENYALURAN' } } };

const namesIn = ({ data }: SearchItem) =>
  data?.reg_records.map(({ demographic_info: info }) => (info as { name: Bag }).name['given_name']);
const groupsIn = ({ data }: SearchItem) => data?.reg_records.map((each) => each['@id']);
const group = (key: string) => `urn:uuid:${ids.family(key)}`;

test('a person by NIK: a record of the standard, signed with the published key', async () => {
  const message = searchMessage(byIdentifier('UIN', NIK));
  const { body } = await dci.post(SEARCH, signedMessage({ message }));
  expect(findingsOf('/registry/sync/search', body)).toEqual([]);
  expect(body.header).toMatchObject({
    action: 'on-search',
    status: 'succ',
    sender_id: RECEIVER,
    receiver_id: OFFICE,
    total_count: 1,
    completed_count: 1,
  });
  expect(body.message).toMatchObject({ transaction_id: message['transaction_id'], correlation_id: expect.any(String) });
  expect(body.message?.search_response?.[0]).toMatchObject({
    reference_id: 'ref-1',
    status: 'succ',
    pagination: { page_size: 10, page_number: 1, total_count: 1 },
  });
  const identifier = [{ '@type': 'Identifier', identifier_type: 'PERSON_ID', identifier_value: ids.person('head') }];
  expect(body.message?.search_response?.[0]?.data?.reg_records).toEqual([
    {
      '@context': { spdci: 'https://schema.spdci.org/extensions/social/v1/' },
      '@id': `urn:uuid:${ids.person('head')}`,
      '@type': 'spdci:Member',
      member_identifier: identifier,
      demographic_info: {
        '@type': 'SRPerson',
        identifier,
        name: { '@type': 'Name', given_name: 'Sarni Wulandaru' },
        sex: 'female',
        birth_date: '1980-01-01',
        address: [{ '@type': 'Address', address_line1: 'Jalan Contoh 1', country_code: 'ID' }],
        phone_number: ['+62 000 1234 5678'],
      },
      marital_status: 'M',
      relationship_head: 'self',
    },
  ]);
  const keys = (await (await fetch(`${dci.urls[0]}/dci/.well-known/jwks.json`)).json()) as { keys: Bag[] };
  const published = keys.keys.map(findPublicKey).filter((key) => key !== undefined);
  expect(isSignedBy(body.signature ?? '', { header: body.header, message: body.message }, RECEIVER, published)).toBe(
    true,
  );
  const altered = { header: body.header, message: { ...body.message, correlation_id: randomUUID() } };
  expect(isSignedBy(body.signature ?? '', altered, RECEIVER, published)).toBe(false);
});

test('what a role reads masked or coarse has no place in a record: no empty field tells of it', async () => {
  const manager = await search(byIdentifier('UIN', NIK, OF_PROGRAM), PROGRAM);
  const info = manager.data?.reg_records[0]?.['demographic_info'] as Bag;
  // A program manager reads names in full, the birth date and the address as a band.
  expect(Object.keys(info).sort()).toEqual(['@type', 'identifier', 'name', 'sex']);
  expect(JSON.stringify(manager)).not.toMatch(/null|\*\*\*|""/);
});

test('a family with its members, by its id and by that of a person in it', async () => {
  for (const [type, value] of [
    ['FAMILY_ID', ids.family('poorest')],
    ['PERSON_ID', ids.person('head')],
  ] as const) {
    const item = await search(byIdentifier(type, value, { response_entity: 'Group' }));
    expect(item.data?.reg_records).toEqual([
      expect.objectContaining({
        '@type': 'spdci:Group',
        '@id': group('poorest'),
        group_type: 'family',
        poverty_score: 1,
        poverty_score_type: 'desil DTSEN-2026-TW3',
        group_head_info: expect.objectContaining({ relationship_head: 'self' }),
        member_list: [
          expect.objectContaining({ relationship_head: 'self' }),
          expect.objectContaining({ relationship_head: 'child' }),
        ],
      }),
    ]);
  }
});

describe('the published examples, with what a sender has to fill in', () => {
  /** As published, but signed, fresh, with ids and with the ground the registry asks for. */
  const filled = (name: string, change: (text: string) => string = (text) => text) => {
    const { header, message } = JSON.parse(change(JSON.stringify(readExample(name)))) as {
      header: Bag;
      message: { search_request: Bag[] };
    };
    const [request] = message.search_request;
    const criteria = {
      ...(request?.['search_criteria'] as Bag),
      authorize: { ts: '2026-01-01T00:00:00Z', purpose: { code: 'VERIFIKASI' } },
    };
    const search_request = [{ ...request, reference_id: 'example', search_criteria: criteria }];
    const { version, action, total_count, is_msg_encrypted } = header;
    return signedMessage({
      header: { version, action, total_count, is_msg_encrypted },
      message: { transaction_id: randomUUID(), search_request },
    });
  };
  const answer = async (name: string, change?: (text: string) => string) => {
    const { status, body } = await dci.post(SEARCH, filled(name, change));
    expect([status, findingsOf('/registry/sync/search', body)]).toEqual([200, []]);
    return body.message?.search_response?.[0];
  };

  test('1-1, by poverty score: families from the poorest on', async () => {
    const item = await answer('processflow1-1req');
    expect(item && groupsIn(item)).toEqual([group('poorest'), group('poor')]);
  });

  test('2, by a UIN as a predicate', async () => {
    const item = await answer('processflow2req', (text) => text.replace('847951632', NIK));
    expect(item && namesIn(item)).toEqual(['Sarni Wulandaru']);
    expect((await answer('processflow2req'))?.status_reason_code).toBe('rjct.search_criteria.invalid');
  });

  test.each([
    ['processflow1-2req', 'household_size'],
    ['processflow1-3req', 'sex and marital_status'],
    ['processflow3areq', 'gender'],
    ['processflow4req', 'gender'],
  ])('%s asks for %s, which is not searched for', async (name) => {
    expect(await answer(name)).toMatchObject({ status: 'rjct', status_reason_code: 'rjct.filter.invalid' });
  });
});

test('conditions: place, decile and age, within what the sender may see', async () => {
  const inRegency = { location: { $eq: '3204' } };
  expect(groupsIn(await search(byExpression('Group', [inRegency, { poverty_score: { $lte: 3 } }])))).toHaveLength(2);
  expect(namesIn(await search(byExpression('Member', [inRegency, { age: { $lt: 18 } }])))).toEqual(['Anak Wulandaru']);
  const born = { birth_date: { $ge: '1990-05-06', $lt: '1990-05-07' } };
  expect(namesIn(await search(byExpression('Member', [inRegency, born])))).toEqual(['Warsono Tirtadaka']);
  // Control: another day, and nobody.
  const later = { birth_date: { $gt: '1990-05-06', $lt: '1991-01-01' } };
  expect(namesIn(await search(byExpression('Member', [inRegency, later])))).toEqual([]);
});

test('pages: each record once, in the order asked for, with the count of all', async () => {
  const page = (page_number: number) =>
    search(
      byExpression('Group', [{ location: { $eq: '3204' } }], {
        sort: [{ attribute_name: 'poverty_score', sort_order: 'desc' }],
        pagination: { page_size: 2, page_number },
      }),
    );
  const [first, second, third] = [await page(1), await page(2), await page(3)];
  expect([groupsIn(first), groupsIn(second), groupsIn(third)]).toEqual([
    [group('better'), group('poor')],
    [group('poorest')],
    [],
  ]);
  for (const { pagination } of [first, second, third]) expect(pagination?.total_count).toBe(3);
});

test('more records than the sender may find are refused before anybody is read', async () => {
  await addFamilies(
    platform,
    ['a', 'b', 'c', 'd', 'e'].map((key) => ({ key, region: '3204061001', members: [{ key: `head ${key}` }] })),
  );
  let item: SearchItem | undefined;
  const entries = await entriesOf(platform, 'beneficiaries', async () => {
    item = await search(byExpression('Group', [{ location: { $eq: '320406' } }]));
  });
  expect([item?.status_reason_code, entries]).toEqual(['rjct.search.too_many_records_found', []]);
  // Control: a narrower place is answered.
  expect((await search(byExpression('Group', [{ location: { $eq: '320405' } }]))).status).toBe('succ');
});

test('by programme and status of enrolment, for a sender who manages the programme', async () => {
  await asAdmin(async (client) => {
    for (const [key, manager, status, reason] of [
      ['poorest', 'head', 'ACTIVE', null],
      ['poor', 'second', 'GRADUATED_NATURALLY', null],
      ['better', 'third', 'INACTIVE', 'DECEASED'],
      ['left', 'fourth', 'INACTIVE', 'MOVED'],
    ] as const) {
      const values = [ids.family(key), ids.person(manager), status, reason];
      await client.query(
        `INSERT INTO programs.family_ref VALUES ($1::uuid, $1::text, '3204052001', 2, '{PKH}')`,
        values.slice(0, 1),
      );
      await client.query(
        `INSERT INTO programs.enrolment (id, source_id, family_id, region_code, manager_id, program_code, status, reason, started_on, file_status)
         VALUES (gen_random_uuid(), $1::text, $1::uuid, '3204052001', $2, 'PKH', $3::text, $4, '2025-01-01', $3::text)`,
        values,
      );
    }
  }, platform.database.adminUrl);
  const enrolled = (...conditions: Bag[]) =>
    search(byExpression('Group', [{ programme_identifier: { $eq: 'PKH' } }, ...conditions], OF_PROGRAM), PROGRAM);
  const active = await enrolled({ enrolment_status: { $eq: '1' } });
  expect(active.data?.reg_records).toEqual([
    expect.objectContaining({
      '@id': group('poorest'),
      additional_attributes: [{ programme_identifier: 'PKH', enrolment_date: '2025-01-01', enrolment_status: '1' }],
    }),
  ]);
  const graduated = await enrolled({ enrolment_status: { $in: ['3', '4'] } });
  expect(graduated.pagination?.total_count).toBe(1);
  // Deceased is whose aid ended by death, and not whose ended otherwise.
  const deceased = await enrolled({ enrolment_status: { $eq: '2' } });
  expect(deceased.data?.reg_records).toEqual([
    expect.objectContaining({
      '@id': group('better'),
      additional_attributes: [expect.objectContaining({ enrolment_status: '2' })],
    }),
  ]);
  expect((await enrolled({ enrolment_status: { $eq: '5' } })).status_reason_code).toBe('rjct.filter.invalid');
});

test('who may not filter by a field is refused, and nobody is counted', async () => {
  const born = { birth_date: { $le: '1990-01-01' } };
  const item = await search(byExpression('Member', [born], OF_PROGRAM), PROGRAM);
  expect([item.status_reason_code, item.pagination]).toEqual(['rjct.filter.invalid', undefined]);
  // Control: whose role reads birth dates may.
  expect((await search(byExpression('Member', [born, { location: { $eq: '320405' } }]))).status).toBe('succ');
});

test('the ledger holds who asked, why, on what ground, and whose record was given', async () => {
  const consent = { ts: new Date().toISOString(), purpose: { code: 'LAYANAN' } };
  const message = searchMessage(byIdentifier('UIN', NIK), byIdentifier('UIN', NIK, { authorize: '', consent }));
  let correlation: unknown;
  const entries = await entriesOf(platform, 'beneficiaries', async () => {
    const { body } = await dci.post(SEARCH, signedMessage({ header: { total_count: 2 }, message }));
    correlation = body.message?.['correlation_id'];
  });
  const person = subjectOf(platform, 'person', ids.person('head'));
  const common = { requestId: correlation, account: `dci:${OFFICE}`, role: 'DINSOS', operationName: 'DciLookUp' };
  const given = {
    grade: 'FULL',
    coordinates: ['Person.address', 'Person.birthDate', 'Person.fullName', 'Person.phone'],
    groups: ['BIRTH_DATE', 'CONTACT', 'NAME', 'PHONE'],
    subjects: [person],
  };
  expect(entries).toMatchObject([
    { ...common, purpose: 'VERIFIKASI', consentId: 'authorize VERIFIKASI: UU 13/2011', decisions: [given] },
    { ...common, purpose: 'LAYANAN', consentId: `consent LAYANAN since ${consent.ts}`, decisions: [given] },
  ]);
});

test('the person and the data protection officer are told of it', async () => {
  await search(byIdentifier('UIN', NIK));
  await platform.relay.drain();
  const dpo = viewerOf('DPO', { regionCodes: ['ID'], purpose: 'AUDIT' });
  const readers = await platform.ask<{ readersOf: { nodes: Bag[] } }>(
    dpo,
    'query ($id: ID!) { readersOf(person: $id, field: "Person.fullName", first: 1) { nodes { account role purpose consentId } } }',
    { id: ids.person('head') },
  );
  expect(readers.data?.readersOf.nodes).toEqual([
    { account: `dci:${OFFICE}`, role: 'DINSOS', purpose: 'VERIFIKASI', consentId: 'authorize VERIFIKASI: UU 13/2011' },
  ]);
  const citizen = viewerOf('CITIZEN', { personId: ids.person('head') });
  const history = await platform.ask<{ accessHistory: { nodes: Bag[] } }>(
    citizen,
    '{ accessHistory(first: 1) { nodes { role purpose } } }',
  );
  expect(history).toMatchObject({
    errors: [],
    data: { accessHistory: { nodes: [{ role: 'DINSOS', purpose: 'VERIFIKASI' }] } },
  });
});

describe('what became of a transaction', () => {
  const statusOf = async (transaction: unknown, asked: Bag, sender = OFFICE) => {
    const txnstatus_request = { reference_id: 'status-1', txn_type: 'search', ...asked };
    const message = { transaction_id: transaction, txnstatus_request };
    const { status, body } = await dci.post(
      STATUS,
      signedMessage({ sender, header: { action: 'txn-status' }, message }),
    );
    expect([status, findingsOf('/registry/sync/txn/status', body)]).toEqual([200, []]);
    return body.message?.txnstatus_response?.txn_status.search_response;
  };
  const message = searchMessage(byIdentifier('UIN', NIK), byIdentifier('UIN', 'no number'));
  const transaction = message['transaction_id'];
  let correlation: unknown;
  beforeAll(async () => {
    const { body } = await dci.post(SEARCH, signedMessage({ header: { total_count: 2 }, message }));
    correlation = body.message?.['correlation_id'];
  });
  const first = {
    reference_id: 'ref-1',
    timestamp: expect.any(String),
    status: 'succ',
    pagination: { page_size: 10, page_number: 1, total_count: 1 },
  };
  const second = {
    reference_id: 'ref-2',
    timestamp: expect.any(String),
    status: 'rjct',
    status_reason_code: 'rjct.search_criteria.invalid',
  };

  test('by transaction, call and request: states and counts, no records', async () => {
    expect(await statusOf(transaction, { attribute_type: 'transaction_id', attribute_value: transaction })).toEqual([
      first,
      second,
    ]);
    expect(await statusOf(transaction, { attribute_type: 'correlation_id', attribute_value: correlation })).toEqual([
      first,
      second,
    ]);
    expect(await statusOf(transaction, { attribute_type: 'reference_id_list', attribute_value: ['ref-2'] })).toEqual([
      second,
    ]);
  });

  test("another sender's is as unknown as none", async () => {
    const unknown = [
      expect.objectContaining({
        reference_id: 'status-1',
        status: 'rjct',
        status_reason_code: 'rjct.reference_id.invalid',
      }),
    ];
    const asked = (value: unknown) => ({ attribute_type: 'transaction_id', attribute_value: value });
    expect(await statusOf(transaction, asked(transaction), PROGRAM)).toEqual(unknown);
    expect(await statusOf('none', asked('none'))).toEqual(unknown);
  });
});
