import {
  OFFICE,
  SEARCH,
  STATUS,
  byExpression,
  byIdentifier,
  openDci,
  post,
  searchMessage,
  signedMessage,
} from '../support/dci';
import type { Bag, DciDoor, SearchItem } from '../support/dci';
import { asAdmin } from '../support/database';
import { entriesOf } from '../support/ledger';
import { addFamilies } from '../support/people';
import type { TestIds } from '../support/people';
import { startTestPlatform } from '../support/platform';
import type { TestPlatform } from '../support/platform';

/** A registered sender gets what its role, place and ground give it, and cannot tell the rest from what is not there. */
const NIK = '3204054101809001';
const OUTSIDE = '3301014101809002';
const NOBODY = '3204054101809003';
let platform: TestPlatform;
let dci: DciDoor;
let ids: TestIds;

beforeAll(async () => {
  platform = await startTestPlatform();
  dci = await openDci(platform);
  ids = await addFamilies(platform, [
    { key: 'home', desil: 1, members: [{ key: 'head', name: 'Sarni Wulandaru', nik: NIK }] },
    {
      key: 'away',
      region: '3301012001',
      desil: 1,
      members: [{ key: 'outside', name: 'Warsono Tirtadaka', nik: OUTSIDE }],
    },
  ]);
});
afterAll(async () => {
  await dci[Symbol.asyncDispose]();
  await platform.stop();
});

async function answerTo(criteria: Bag, request: Bag = {}): Promise<SearchItem> {
  const message = searchMessage(criteria);
  const [first] = message['search_request'] as Bag[];
  const { body } = await dci.post(
    SEARCH,
    signedMessage({ message: { ...message, search_request: [{ ...first, ...request }] } }),
  );
  const item = body.message?.search_response?.[0];
  if (!item) throw new Error(`no answer: ${JSON.stringify(body)}`);
  return item;
}

/** What the request is refused with; whoever is refused has read of nobody. */
async function reasonOf(criteria: Bag, request: Bag = {}): Promise<string | undefined> {
  let item: SearchItem | undefined;
  const read = await entriesOf(platform, 'beneficiaries', async () => {
    item = await answerTo(criteria, request);
  });
  expect(read.filter(({ decisions }) => decisions.length > 0)).toEqual([]);
  expect(item?.data).toBeUndefined();
  return item?.status_reason_code;
}

const INVALID = 'rjct.search_criteria.invalid';
const person = (more: Bag = {}) => byIdentifier('UIN', NIK, more);
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
const block = (code: string, ts = daysAgo(1)) => ({ ts, purpose: { code } });

test('control: with a ground the person is found', async () => {
  expect((await answerTo(person())).data?.reg_records).toHaveLength(1);
  expect((await answerTo(person({ authorize: '', consent: block('LAYANAN') }))).data?.reg_records).toHaveLength(1);
  expect((await answerTo(person({ consent: block('VERIFIKASI') }))).data?.reg_records).toHaveLength(1);
});

test.each<[string, Bag]>([
  ['no ground at all', { authorize: '' }],
  ['a ground without a purpose', { authorize: { ts: daysAgo(1) } }],
  ['a ground without a time', { authorize: { purpose: { code: 'VERIFIKASI' } } }],
  ['a purpose that is not the sender\u2019s', { authorize: block('PENYALURAN') }],
  ['a purpose named like something of the language', { authorize: block('constructor') }],
  ['a purpose that takes consent, by law', { authorize: block('LAYANAN') }],
  ['a consent that has run out', { authorize: '', consent: block('LAYANAN', daysAgo(31)) }],
  ['a consent to come', { authorize: '', consent: block('LAYANAN', daysAgo(-1)) }],
  ['an authorization to come', { authorize: block('VERIFIKASI', daysAgo(-1)) }],
  ['two purposes', { authorize: block('VERIFIKASI'), consent: block('LAYANAN') }],
  [
    'a consent that has run out beside the law',
    { authorize: block('VERIFIKASI'), consent: block('VERIFIKASI', daysAgo(31)) },
  ],
])('%s', async (_name, grounds) => {
  expect(await reasonOf(person(grounds))).toBe(INVALID);
});

test('what lies outside the jurisdiction answers like what does not exist', async () => {
  const same = async (found: Bag, missing: Bag) => {
    const [{ data, pagination, status }, other] = [await answerTo(found), await answerTo(missing)];
    expect({ data, pagination, status }).toEqual({
      data: other.data,
      pagination: other.pagination,
      status: other.status,
    });
    expect([status, data?.reg_records]).toEqual(['succ', []]);
  };
  await same(byIdentifier('UIN', OUTSIDE), byIdentifier('UIN', NOBODY));
  const nobody = '00000000-0000-4000-8000-000000000000';
  for (const response_entity of ['Group', 'Member']) {
    await same(
      byIdentifier('PERSON_ID', ids.person('outside'), { response_entity }),
      byIdentifier('PERSON_ID', nobody, { response_entity }),
    );
    await same(
      byIdentifier('FAMILY_ID', ids.family('away'), { response_entity }),
      byIdentifier('FAMILY_ID', nobody, { response_entity }),
    );
  }
  await same(
    byExpression('Group', [{ location: { $eq: '3301' } }]),
    byExpression('Group', [{ location: { $eq: '5101' } }]),
  );
});

test.each<[string, Bag, string]>([
  ['no condition', byExpression('Group', []), INVALID],
  ['no query', { ...person(), query: undefined }, INVALID],
  ['a query of no form', { ...person(), query_type: 'expression', query: 'SELECT * FROM person' }, INVALID],
  ['an unknown type of query', person({ query_type: 'graphql' }), INVALID],
  ['an identifier nobody has', byIdentifier('MOBILE', '+62 000 1234 5678'), INVALID],
  ['part of a number', byIdentifier('UIN', NIK.slice(0, 6)), INVALID],
  ['a wildcard', byIdentifier('UIN', '%'), INVALID],
  ['another registry', person({ reg_type: 'ns:org:RegistryType:Civil' }), INVALID],
  ['records of another kind', person({ response_entity: 'Disability' }), INVALID],
  ['criteria of another version', person({ version: '2.0.0' }), INVALID],
  [
    'an attribute that is not searched for',
    byExpression('Member', [{ fullName: { $eq: 'Sarni' } }]),
    'rjct.filter.invalid',
  ],
  [
    'an attribute named like something of the language',
    byExpression('Member', [{ constructor: { $eq: '1' } }]),
    'rjct.filter.invalid',
  ],
  [
    'an operator that is not known',
    byExpression('Group', [{ poverty_score: { $regex: '.*' } }]),
    'rjct.filter.invalid',
  ],
  [
    'either of two',
    {
      ...byExpression('Group', []),
      query: { value: { expression: { query: { $or: [{ location: { $eq: '3204' } }] } } } },
    },
    'rjct.filter.invalid',
  ],
  ['no number', byExpression('Group', [{ poverty_score: { $lt: 'many' } }]), 'rjct.filter.invalid'],
  ['no place', byExpression('Group', [{ location: { $eq: 'central_region' } }]), 'rjct.filter.invalid'],
  [
    'a status without its programme',
    byExpression('Group', [{ enrolment_status: { $eq: '1' } }]),
    'rjct.filter.invalid',
  ],
  [
    'too many conditions',
    byExpression(
      'Group',
      Array.from({ length: 11 }, () => ({ location: { $eq: '3204' } })),
    ),
    'rjct.filter.invalid',
  ],
  [
    'an order that is not offered',
    byExpression('Group', [{ location: { $eq: '3204' } }], { sort: [{ attribute_name: 'UIN', sort_order: 'asc' }] }),
    'rjct.sort.invalid',
  ],
  ['a page that is too large', person({ pagination: { page_size: 101 } }), 'rjct.pagination.invalid'],
  ['page 0', person({ pagination: { page_size: 10, page_number: 0 } }), 'rjct.pagination.invalid'],
])('criteria are refused: %s', async (_name, criteria, code) => {
  expect(await reasonOf(criteria)).toBe(code);
});

test('a request is refused without an id or a time, and for an id that is a NIK or stands there twice', async () => {
  expect(await reasonOf(person(), { reference_id: '' })).toBe('rjct.reference_id.invalid');
  expect(await reasonOf(person(), { reference_id: `ref ${NIK}` })).toBe('rjct.reference_id.invalid');
  expect(await reasonOf(person(), { timestamp: 'now' })).toBe('rjct.timestamp.invalid');
  expect(await reasonOf(person(), { timestamp: daysAgo(-1) })).toBe('rjct.timestamp.invalid');
  const twice = searchMessage(person(), person());
  for (const each of twice['search_request'] as Bag[]) each['reference_id'] = 'same';
  const { body } = await dci.post(SEARCH, signedMessage({ header: { total_count: 2 }, message: twice }));
  const items = body.message?.search_response?.map(({ status, status_reason_code }) => [status, status_reason_code]);
  // Control: the first of them is answered.
  expect(items).toEqual([
    ['succ', undefined],
    ['rjct', 'rjct.reference_id.duplicate'],
  ]);
});

test('a message says how many requests it holds, and holds ten at most', async () => {
  const codeOf = async (count: number, total_count: unknown) => {
    const message = searchMessage(...Array.from({ length: count }, () => person()));
    const { body } = await dci.post(SEARCH, signedMessage({ header: { total_count }, message }));
    return body.header?.['status_reason_code'] ?? body.message?.search_response?.length;
  };
  expect(await codeOf(2, 1)).toBe('rjct.total_count.invalid');
  expect(await codeOf(11, 11)).toBe('rjct.total_count.limit_exceeded');
  expect(await codeOf(10, 10)).toBe(10);
  // As the examples of the standard write it.
  expect(await codeOf(1, '1')).toBe(1);
});

test('what is not served says so, in the form of what would be', async () => {
  const [base] = dci.urls;
  const asynchronous = await post(`${base}/dci/registry/search`, signedMessage({ message: searchMessage(person()) }));
  expect([asynchronous.status, asynchronous.body]).toEqual([
    404,
    {
      message: {
        ack_status: 'ERR',
        timestamp: expect.any(String),
        correlation_id: expect.any(String),
        error: { code: 'err.request.not_found', message: expect.any(String) },
      },
    },
  ]);
  expect((await post(`${base}/dci/elsewhere`, {})).status).toBe(404);
  const get = await fetch(`${base}${SEARCH}`);
  expect([get.status, await get.json()]).toEqual([
    405,
    { errors: [{ code: 'err.request.bad', message: expect.any(String) }] },
  ]);
  const bad = async (body: unknown, path = SEARCH) => {
    const reply = await post(`${base}${path}`, body);
    return [reply.status, reply.body.errors?.[0]?.code];
  };
  expect(await bad('{"header":')).toEqual([400, 'err.request.bad']);
  expect(await bad([])).toEqual([400, 'err.request.bad']);
  expect(await bad(`${'['.repeat(50_000)}`)).toEqual([400, 'err.request.bad']);
  expect(await bad(signedMessage({ message: { transaction_id: 'x' } }))).toEqual([400, 'err.request.bad']);
  expect(await bad(signedMessage({ message: { ...searchMessage(person()), transaction_id: NIK } }))).toEqual([
    400,
    'err.request.bad',
  ]);
  expect(await bad(signedMessage({ header: { message_id: NIK }, message: searchMessage(person()) }))).toEqual([
    400,
    'err.request.bad',
  ]);
  expect(
    await bad(signedMessage({ header: { action: 'txn-status' }, message: searchMessage(person()) }), STATUS),
  ).toEqual([400, 'err.request.bad']);
  expect(await bad(`"${'x'.repeat(200_000)}"`)).toEqual([413, 'err.request.bad']);
});

test('without its entry in the ledger nothing is given, and with a spent budget nothing is asked', async () => {
  const sent = () => signedMessage({ message: searchMessage(person()) });
  const rename = (from: string, to: string) =>
    asAdmin((client) => client.query(`ALTER TABLE beneficiaries.${from} RENAME TO ${to}`), platform.database.adminUrl);
  await rename('read_ledger', 'read_ledger_away');
  const withheld = await dci.post(SEARCH, sent());
  await rename('read_ledger_away', 'read_ledger');
  expect([withheld.status, withheld.body.errors?.[0]?.code]).toEqual([503, 'err.service.unavailable']);
  expect(JSON.stringify(withheld.body)).not.toContain('Sarni');

  await using poor = await startTestPlatform(undefined, { budgets: { reserve: async () => false } });
  await using door = await openDci(poor);
  const spent = await door.post(SEARCH, sent());
  expect([spent.status, spent.body.errors?.[0]?.code]).toEqual([429, 'err.request.too_many_requests']);
  // Control: it was the budget, and the ledger.
  expect((await dci.post(SEARCH, sent())).body.header?.['status']).toBe('succ');
});

test('nothing of a person stands in the log or in what is kept of a message', async () => {
  const lines: string[] = [];
  for (const stream of [process.stderr, process.stdout])
    jest.spyOn(stream, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
  try {
    await answerTo(person());
    await answerTo(byExpression('Member', [{ fullName: { $eq: 'Sarni' } }]));
    await dci.post(SEARCH, { ...signedMessage({ message: searchMessage(person()) }), signature: NIK });
    await dci.post(SEARCH, signedMessage({ message: { transaction_id: NIK } }));
    const { messages } = await openBroken();
    expect(messages).toBe(500);
  } finally {
    jest.restoreAllMocks();
  }
  // Control: the fault that was provoked is logged.
  expect(lines.join('\n')).toContain('"event":"fault"');
  const kept = await asAdmin(async (client) => {
    const { rows } = await client.query<Bag>(
      'SELECT to_jsonb(m) AS row FROM gateway.dci_message m UNION ALL SELECT to_jsonb(r) FROM gateway.dci_request r',
    );
    return JSON.stringify(rows);
  }, platform.database.adminUrl);
  expect(kept).toContain(OFFICE);
  for (const secret of [NIK, NIK.slice(4), 'Sarni', 'Wulandaru', 'Jalan Contoh']) {
    expect([lines.join('\n').includes(secret), kept.includes(secret)]).toEqual([false, false]);
  }
});

/** While what is kept cannot be written a message is not answered. */
async function openBroken(): Promise<{ messages: number }> {
  const rename = (from: string, to: string) =>
    asAdmin((client) => client.query(`ALTER TABLE gateway.${from} RENAME TO ${to}`), platform.database.adminUrl);
  await rename('dci_request', 'dci_request_away');
  try {
    const { status, body } = await dci.post(SEARCH, signedMessage({ message: searchMessage(person()) }));
    expect(body.errors).toEqual([{ code: 'err.service.unavailable', message: 'something went wrong on our side' }]);
    return { messages: status };
  } finally {
    await rename('dci_request_away', 'dci_request');
  }
}
