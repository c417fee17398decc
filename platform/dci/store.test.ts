import { Pool } from 'pg';
import { createKeyRing } from '../../shared/config';
import { asAdmin, openEmptyDatabase } from '../../test/support/database';
import type { TestDatabase } from '../../test/support/database';
import { createDciStore } from './store';
import { budgetUrl } from '../budget/store';

let database: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await openEmptyDatabase();
  pool = new Pool({ connectionString: budgetUrl({ ...database.config, databaseUrl: database.adminUrl }) });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const keys = createKeyRing([{ id: 'k', secret: Buffer.alloc(32, 1) }]);
const open = () => createDciStore((text, values) => pool.query(text, [...values]), keys);
const call = (transactionId: string) => ({
  senderId: 'a.example',
  transactionId,
  correlationId: crypto.randomUUID(),
  referenceIds: ['r1'],
});
const rows = async (table: string) =>
  asAdmin(async (client) => (await client.query(`SELECT * FROM gateway.${table}`)).rows as object[], database.adminUrl);

test('a message is new once, also for several gateways at once; another sender has ids of its own', async () => {
  const claims = await Promise.all(Array.from({ length: 8 }, () => open().claim('a.example', 'm1')));
  expect(claims.filter((isNew) => isNew)).toHaveLength(1);
  expect(await open().claim('b.example', 'm1')).toBe(true);
});

test('a request is pending until it is answered, and gone when nothing came of it', async () => {
  const store = open();
  const [answered, failed] = [call('t1'), call('t2')];
  await store.begin(answered);
  await store.begin(failed);
  const stateOf = async (transactionId: string) =>
    (await store.find({ senderId: 'a.example', transactionId }))?.requests.map(({ status, total }) => [status, total]);
  expect(await stateOf('t1')).toEqual([['pdng', null]]);
  const records = [{ '@id': 'urn:uuid:1' }];
  await store.finish(answered, [
    { status: 'succ', referenceId: 'r1', page: { size: 10, number: 1 }, total: 7, records },
  ]);
  await store.abandon(failed);
  expect([await stateOf('t1'), await stateOf('t2')]).toEqual([[['succ', 7]], undefined]);
  expect(JSON.stringify(await rows('dci_request'))).not.toContain('urn:uuid');
});

test('what is over is not found, and deleted with the next message of a gateway', async () => {
  const old = call('t3');
  await open().begin(old);
  await asAdmin(
    (client) =>
      client.query(`UPDATE gateway.dci_request SET at = now() - interval '31 days' WHERE transaction_id = 't3';
        UPDATE gateway.dci_message SET at = now() - interval '2 days' WHERE sender_id = 'b.example'`),
    database.adminUrl,
  );
  expect(await open().find({ senderId: 'a.example', transactionId: 't3' })).toBeUndefined();
  await open().claim('a.example', 'm2');
  expect((await rows('dci_request')).filter((row) => 'transaction_id' in row && row.transaction_id === 't3')).toEqual(
    [],
  );
  // Control: what is not over stays.
  expect(await rows('dci_message')).toEqual([
    expect.objectContaining({ message_id: 'm1' }),
    expect.objectContaining({ message_id: 'm2' }),
  ]);
});
