import { createHash, createHmac, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { clientsOf } from '../../platform/dci/clients';
import { canonical, privateKeyOf, publicJwk } from '../../platform/dci/signature';
import {
  OFFICE,
  OFFICE_KEY,
  PROGRAM,
  SEARCH,
  SENDERS,
  byIdentifier,
  openDci,
  post,
  searchMessage,
  signedMessage,
} from '../support/dci';
import type { Bag, DciDoor, DciReply } from '../support/dci';
import { addFamilies } from '../support/people';
import { startTestPlatform } from '../support/platform';
import type { TestPlatform } from '../support/platform';

/** Nothing is asked of the registry before a message is shown to be of a registered sender, fresh, and taken for the first time. */
const NIK = '3204054101809001';
let platform: TestPlatform;
let dci: DciDoor;
let other: DciDoor;
let statements = 0;

beforeAll(async () => {
  platform = await startTestPlatform();
  // Gateways with connections of their own, in either topology.
  [dci, other] = [await openDci(platform), await openDci(platform)];
  await addFamilies(platform, [{ key: 'home', members: [{ key: 'head', name: 'Sarni Wulandaru', nik: NIK }] }]);
  for (const { database } of platform.subgraphs) database.onStatement(() => (statements += 1));
});
afterAll(async () => {
  await dci[Symbol.asyncDispose]();
  await other[Symbol.asyncDispose]();
  await platform.stop();
});

const message = () => searchMessage(byIdentifier('UIN', NIK));
const valid = (header: Bag = {}) => signedMessage({ header, message: message() });
const codeOf = ({ body }: DciReply) => body.errors?.[0]?.code ?? body.header?.['status_reason_code'];

/** Sends what must not be answered, and holds that nothing was asked of any subgraph. */
async function refused(sent: unknown): Promise<[number, unknown]> {
  const before = statements;
  const reply = await dci.post(SEARCH, sent);
  expect(JSON.stringify(reply.body)).not.toMatch(/Sarni|search_response/);
  expect(statements).toBe(before);
  return [reply.status, codeOf(reply)];
}

/** The parts of a signature with some of them changed. */
function altered(sent: { readonly signature?: unknown }, change: Readonly<Record<string, string>>): string {
  const text = String(sent.signature);
  return Object.entries(change).reduce(
    (now, [name, value]) => now.replace(new RegExp(`${name}="[^"]*"`), `${name}="${value}"`),
    text,
  );
}

afterEach(async () => {
  // Control: the same search of a sender who may, is answered, and by the registry.
  const before = statements;
  const { body } = await dci.post(SEARCH, valid());
  expect(body.message?.search_response?.[0]?.data?.reg_records).toHaveLength(1);
  expect(statements).toBeGreaterThan(before);
});

test('without a signature, and with one that is none', async () => {
  const { header, message: sent } = valid();
  expect(await refused({ header, message: sent })).toEqual([401, 'err.signature.missing']);
  expect(await refused({ signature: '', header, message: sent })).toEqual([401, 'err.signature.missing']);
  for (const signature of ['unsigned-stub', 'eyJhbGciOiJub25lIn0..', 'namespace="dci"']) {
    expect(await refused({ signature, header, message: sent })).toEqual([401, 'err.signature.invalid']);
  }
});

test('an unknown sender, and a known one with the key of another', async () => {
  const sent = valid();
  const header = { ...sent.header, sender_id: 'nobody.example' };
  expect(await refused({ ...sent, header })).toEqual([401, 'err.sender_id.invalid']);
  const stolen = signedMessage({ sender: PROGRAM, header: { sender_id: OFFICE }, message: message() });
  expect(await refused(stolen)).toEqual([401, 'err.signature.invalid']);
  expect(await refused({ ...stolen, signature: altered(stolen, { kidId: `${OFFICE}|k1|ed25519` }) })).toEqual([
    401,
    'err.signature.invalid',
  ]);
});

test('a body or a header that was changed after it was signed', async () => {
  const sent = valid();
  const more = { ...sent.message, transaction_id: randomUUID() };
  expect(await refused({ ...sent, message: more })).toEqual([401, 'err.signature.invalid']);
  const header = { ...sent.header, message_id: randomUUID() };
  expect(await refused({ ...sent, header })).toEqual([401, 'err.signature.invalid']);
  // Also where the standard knows no such field.
  expect(await refused({ ...sent, header: { ...sent.header, note: 'x' } })).toEqual([401, 'err.signature.invalid']);
  // Control: blanks and the order of keys are no part of what is signed.
  const reordered = {
    message: sent.message,
    header: Object.fromEntries(Object.entries(sent.header).reverse()),
    signature: sent['signature'],
  };
  expect((await dci.post(SEARCH, JSON.stringify(reordered, null, 4))).body.message).toBeDefined();
});

test('no algorithm but that of the key: none, another, and a MAC made with the public key', async () => {
  const sent = valid();
  for (const algorithm of ['none', 'hs256', 'rs256', 'ED25519']) {
    const signature = altered(sent, { algorithm, kidId: `${OFFICE}|k1|${algorithm}` });
    expect(await refused({ ...sent, signature })).toEqual([401, 'err.signature.invalid']);
    expect(await refused({ ...sent, signature: altered(sent, { algorithm }) })).toEqual([401, 'err.signature.invalid']);
  }
  const [, created, expires] = /created="(\d+)", expires="(\d+)"/.exec(String(sent['signature'])) ?? [];
  const digest = createHash('sha256')
    .update(canonical({ header: sent.header, message: sent.message }))
    .digest('base64');
  const text = `(created): ${created}\n(expires): ${expires}\ndigest: ${digest}`;
  const secret = Buffer.from(String(publicJwk(OFFICE_KEY).x), 'base64url');
  const mac = createHmac('sha256', secret).update(text).digest('base64');
  for (const algorithm of ['hs256', 'ed25519']) {
    const signature = altered(sent, { algorithm, kidId: `${OFFICE}|k1|${algorithm}`, signature: mac });
    expect(await refused({ ...sent, signature })).toEqual([401, 'err.signature.invalid']);
  }
});

test('a key that stands for no sender, and a signature that is over, not yet, or for keeping', async () => {
  const sent = valid();
  expect(await refused({ ...sent, signature: altered(sent, { kidId: `${OFFICE}|k2|ed25519` }) })).toEqual([
    401,
    'err.signature.invalid',
  ]);
  const now = Math.floor(Date.now() / 1000);
  for (const [created, expires] of [
    [now - 600, now - 1],
    [now + 120, now + 300],
    [now, now + 86_400],
  ] as const) {
    expect(await refused({ ...sent, signature: signedAt(sent, created, expires) })).toEqual([
      401,
      'err.signature.invalid',
    ]);
  }
  // Control: made the same way, and in force.
  const { body } = await dci.post(SEARCH, { ...sent, signature: signedAt(sent, now, now + 300) });
  expect(body.message).toBeDefined();
});

/** A signature by the sender's own key with times of its own. */
function signedAt(
  sent: { readonly header: unknown; readonly message: unknown; readonly signature?: unknown },
  created: number,
  expires: number,
): string {
  const digest = createHash('sha256')
    .update(canonical({ header: sent.header, message: sent.message }))
    .digest('base64');
  const text = `(created): ${created}\n(expires): ${expires}\ndigest: ${digest}`;
  const signature = sign(null, Buffer.from(text), privateKeyOf(OFFICE_KEY)).toString('base64');
  return altered(sent, { created: String(created), expires: String(expires), signature });
}

test('an old message, one from the future, for another receiver, of another version, for another action', async () => {
  const at = (ms: number) => ({ message_ts: new Date(Date.now() + ms).toISOString() });
  expect(await refused(valid(at(-301_000)))).toEqual([200, 'rjct.message_ts.invalid']);
  expect(await refused(valid(at(120_000)))).toEqual([200, 'rjct.message_ts.invalid']);
  expect(await refused(valid({ message_ts: 'today' }))).toEqual([200, 'rjct.message_ts.invalid']);
  expect(await refused(valid({ receiver_id: 'elsewhere.example' }))).toEqual([400, 'err.receiver_id.invalid']);
  expect(await refused(valid({ receiver_id: undefined }))).toEqual([400, 'err.receiver_id.invalid']);
  expect(await refused(valid({ version: '0.9.0' }))).toEqual([200, 'rjct.version.invalid']);
  expect(await refused(valid({ action: 'txn-status' }))).toEqual([200, 'rjct.action.invalid']);
  expect(await refused(valid({ action: 'subscribe' }))).toEqual([200, 'rjct.action.not_supported']);
  expect(await refused(valid({ is_msg_encrypted: true }))).toEqual([400, 'err.encryption.invalid']);
});

test('a message is taken once, whichever gateway it reaches and however many times at once', async () => {
  const sent = valid();
  const urls = [...dci.urls, ...other.urls];
  const replies = await Promise.all([...urls, ...urls, ...urls].map((url) => post(`${url}${SEARCH}`, sent)));
  const codes = replies.map(codeOf);
  expect(codes.filter((code) => code === undefined)).toHaveLength(1);
  expect(codes.filter((code) => code === 'rjct.message_id.duplicate')).toHaveLength(replies.length - 1);
  expect(await refused(sent)).toEqual([200, 'rjct.message_id.duplicate']);
  // Control: of another sender the same id is another message.
  const { body } = await other.post(
    SEARCH,
    signedMessage({ sender: PROGRAM, header: { message_id: sent.header['message_id'] }, message: message() }),
  );
  expect(body.header?.['status']).toBe('succ');
});

test('only asymmetric public keys can be registered', () => {
  const [office] = SENDERS;
  const withKey = (key: Bag) => () => clientsOf([{ ...office, keys: [key] }]);
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const small = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey;
  expect(withKey({ ...publicKey.export({ format: 'jwk' }), kid: 'k' })()).toBeDefined();
  for (const key of [
    { kty: 'oct', k: 'c2VjcmV0', kid: 'k' },
    { ...privateKey.export({ format: 'jwk' }), kid: 'k' },
    { ...small.export({ format: 'jwk' }), kid: 'k' },
    publicKey.export({ format: 'jwk' }) as Bag,
  ]) {
    expect(withKey(key)).toThrow(/DCI_CLIENTS: spmis\.example: a key must be a public JWK/);
  }
});
