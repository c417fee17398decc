import { randomBytes } from 'node:crypto';
import { verifyLedgers } from '../../platform/ledger/verify';
import { createKeyRing } from '../../shared/config';
import { asAdmin } from '../support/database';
import { addFamilies } from '../support/people';
import { startTestPlatform, viewerOf } from '../support/platform';
import type { TestPlatform } from '../support/platform';
import { createLedgerWriter, hashEntry } from '../../shared/database';
import { signHead } from '../../shared/database/ledger/head';
import type { LedgerRecord } from '../../shared/database';

/** Whoever owns the tables can change the ledger; nobody can do it unseen. */
let platform: TestPlatform;
const WRITTEN = 8;

beforeAll(async () => {
  platform = await startTestPlatform();
  await platform.relay.stop();
  const ids = await addFamilies(platform, [{ key: 'one', members: [{ key: 'head' }] }]);
  const officer = viewerOf('PENDAMPING', { regionCodes: ['320405'] });
  for (let count = 0; count < WRITTEN; count++) {
    await platform.ask(officer, 'query ($id: ID!) { family(id: $id) { desil address } }', { id: ids.family('one') });
  }
  // Signed now: a head signed by the clock could fall between keeping a copy and putting it back.
  await platform.subgraph('beneficiaries').ledger.close();
});
afterAll(() => platform.stop());

const members = () => platform.subgraphs.map(({ parts, database }) => ({ ...parts, database }));
const verify = () => verifyLedgers(members(), platform.database.config.keys.ledger);
const sql = (text: string) => asAdmin((client) => client.query(text), platform.database.adminUrl);

/** Does something to the ledger, verifies, and puts everything back. */
async function tampered(...statements: string[]) {
  await sql(`CREATE SCHEMA kept; CREATE TABLE kept.l AS TABLE beneficiaries.read_ledger;
    CREATE TABLE kept.h AS TABLE beneficiaries.ledger_head`);
  try {
    for (const statement of statements) await sql(statement);
    return (await verify()).breaks.map(({ schema, seq, kind }) => [schema, seq, kind]);
  } finally {
    await sql(`TRUNCATE beneficiaries.read_ledger, beneficiaries.ledger_head;
      INSERT INTO beneficiaries.read_ledger TABLE kept.l; INSERT INTO beneficiaries.ledger_head TABLE kept.h;
      DROP SCHEMA kept CASCADE`);
  }
}

const L = 'beneficiaries.read_ledger';

test('control: untouched ledgers verify', async () => {
  expect(await verify()).toMatchObject({ chains: 1, entries: WRITTEN, breaks: [] });
});

test.each([
  ['account', `account = 'somebody else'`],
  ['purpose', `purpose = 'AUDIT'`],
  ['time', `at = at + interval '1 ms'`],
  ['subjects', `decisions = jsonb_set(decisions, '{0,subjects}', '[]')`],
  ['fields', `decisions = jsonb_set(decisions, '{0,coordinates}', '["Family.desil"]')`],
  ['rows', 'row_count = 0'],
  ['class', `data_class = 'P0'`],
  ['request', `request_id = NULL`],
  ['organisation', `organisation = 'x'`],
  ['hash', `hash = prev`],
  ['previous hash', `prev = hash`],
])('an edit of the %s is found', async (_, change) => {
  expect(await tampered(`UPDATE ${L} SET ${change} WHERE seq = 4`)).toEqual([['beneficiaries', 4, 'EDITED']]);
});

test('an entry deleted in the middle is found, and at the start', async () => {
  expect(await tampered(`DELETE FROM ${L} WHERE seq = 4`)).toEqual([['beneficiaries', 4, 'MISSING']]);
  expect(await tampered(`DELETE FROM ${L} WHERE seq <= 2`)).toEqual([['beneficiaries', 1, 'MISSING']]);
});

test('a deleted entry is found although the ones after it are numbered anew', async () => {
  const found = await tampered(
    `DELETE FROM ${L} WHERE seq = 4`,
    `UPDATE ${L} SET seq = seq + 100 WHERE seq > 4`,
    `UPDATE ${L} SET seq = seq - 101 WHERE seq > 100`,
  );
  expect(found).toEqual([['beneficiaries', 4, 'EDITED']]);
});

test('two entries that changed places are found', async () => {
  const found = await tampered(
    `UPDATE ${L} SET seq = CASE seq WHEN 3 THEN 1005 ELSE 1003 END WHERE seq IN (3, 5)`,
    `UPDATE ${L} SET seq = seq - 1000 WHERE seq > 1000`,
  );
  expect(found).toEqual([['beneficiaries', 3, 'EDITED']]);
});

describe('the end of a chain', () => {
  test('control: what neither a head nor a copy knows of leaves no trace, so both are needed', async () => {
    const found = await tampered('DELETE FROM beneficiaries.ledger_head', `DELETE FROM ${L} WHERE seq > 6`);
    expect(found).toEqual([]);
  });

  test('cut off is found by the head', async () => {
    const { heads, breaks } = await verify();
    expect([heads > 0, breaks]).toEqual([true, []]);
    expect(await tampered(`DELETE FROM ${L} WHERE seq > 6`)).toEqual([['beneficiaries', WRITTEN, 'CUT_OFF']]);
    expect(await tampered(`DELETE FROM ${L}`)).toEqual([['beneficiaries', WRITTEN, 'CUT_OFF']]);
  });

  test('a head signed with another key is found, also one that would fit', async () => {
    const { writer, hash } = (await sql(`SELECT writer, hash FROM ${L} WHERE seq = 6`)).rows[0] as Record<
      string,
      string
    >;
    const mine = createKeyRing([{ id: 'demo', secret: randomBytes(32) }]);
    const head = signHead({ writer: String(writer), seq: 6, hash: String(hash), at: new Date().toISOString() }, mine);
    const insert = `INSERT INTO beneficiaries.ledger_head VALUES
      ('${head.writer}', 6, '${head.hash}', '${head.at}', '${head.keyId}', '${head.signature}')`;
    const found = await tampered('DELETE FROM beneficiaries.ledger_head', `DELETE FROM ${L} WHERE seq > 6`, insert);
    expect(found).toEqual([['beneficiaries', 6, 'HEAD_FORGED']]);
  });

  test('cut off together with its heads is found by the gathered copies', async () => {
    expect(await platform.relay.drain()).toBeGreaterThanOrEqual(WRITTEN);
    expect(await verify()).toMatchObject({ copies: WRITTEN, breaks: [] });
    const found = await tampered('DELETE FROM beneficiaries.ledger_head', `DELETE FROM ${L} WHERE seq > 6`);
    expect(found).toEqual([['beneficiaries', 7, 'CUT_OFF']]);
    expect(await tampered('DELETE FROM beneficiaries.ledger_head', `DELETE FROM ${L}`)).toEqual([
      ['beneficiaries', 1, 'CUT_OFF'],
    ]);
  });

  test('a chain written anew, with right hashes and without heads, is found by the copies', async () => {
    const [entry] = (await sql(`SELECT * FROM ${L} WHERE seq = ${WRITTEN}`)).rows as Record<string, unknown>[];
    const changed = {
      writer: String(entry?.['writer']),
      seq: WRITTEN,
      at: (entry?.['at'] as Date).toISOString(),
      requestId: 'test',
      account: 'nobody',
      role: entry?.['role'],
      organisation: null,
      purpose: entry?.['purpose'],
      operationName: entry?.['operation_name'],
      operationHash: entry?.['operation_hash'],
      decisions: entry?.['decisions'],
      refusals: entry?.['refusals'],
      rowCount: entry?.['row_count'],
      dataClass: entry?.['data_class'],
      consentId: null,
      breakGlassId: null,
      prev: entry?.['prev'],
    } as unknown as Parameters<typeof hashEntry>[0];
    const found = await tampered(
      'DELETE FROM beneficiaries.ledger_head',
      `UPDATE ${L} SET account = 'nobody', hash = '${hashEntry(changed)}' WHERE seq = ${WRITTEN}`,
    );
    expect(found).toEqual([['beneficiaries', WRITTEN, 'REPLACED']]);
  });
});

test('the gathering finds a gap on its way and goes on', async () => {
  const { database } = platform.subgraph('programs');
  const writer = createLedgerWriter({ database, keys: platform.database.config.keys.ledger, onFault: () => undefined });
  const record: LedgerRecord = {
    requestId: null,
    account: 'a',
    role: 'DPO',
    organisation: null,
    purpose: null,
    operationName: null,
    operationHash: 'x',
    decisions: [{ grade: 'FULL', coordinates: ['Person.enrolments'], groups: ['ENROLMENT'], subjects: ['s'] }],
    refusals: [],
    rowCount: 1,
    dataClass: 'P2',
    consentId: null,
    breakGlassId: null,
  };
  for (let count = 0; count < 3; count++) await writer.write(record);
  await sql('DELETE FROM programs.read_ledger WHERE seq = 2');
  await platform.relay.drain();
  const findings = await sql('SELECT source, seq, kind FROM oversight.ledger_finding');
  expect(findings.rows).toEqual([{ source: 'programs', seq: 2, kind: 'MISSING' }]);
  const dpo = await platform.ask(viewerOf('DPO'), '{ ledgerSources { subgraph findings } }');
  expect(dpo.data).toMatchObject({
    ledgerSources: [
      { subgraph: 'beneficiaries', findings: 0 },
      { subgraph: 'employers', findings: 0 },
      { subgraph: 'gateway', findings: 0 },
      { subgraph: 'insights', findings: 0 },
      { subgraph: 'oversight', findings: 0 },
      { subgraph: 'programs', findings: 1 },
      { subgraph: 'sentra', findings: 0 },
    ],
  });
  await writer.close();
});
