import { asAdmin } from '../support/database';
import { entriesOf } from '../support/ledger';
import { addFamilies } from '../support/people';
import type { TestIds } from '../support/people';
import { startTestPlatform, viewerOf } from '../support/platform';
import type { TestPlatform } from '../support/platform';

/** Whoever can stop the ledger from being written must not get data that leaves no trace. */
let platform: TestPlatform;
let ids: TestIds;
const officer = viewerOf('PENDAMPING', { regionCodes: ['320405'], purpose: 'LAYANAN' });
const dpo = viewerOf('DPO', { regionCodes: ['ID'] });

beforeAll(async () => {
  platform = await startTestPlatform();
  ids = await addFamilies(platform, [{ key: 'one', desil: 1, members: [{ key: 'head', name: 'Sarni Wulandaru' }] }]);
});
afterAll(() => platform.stop());

const may = (verb: 'GRANT' | 'REVOKE') =>
  asAdmin(async (client) => {
    const end = verb === 'GRANT' ? 'TO' : 'FROM';
    await client.query(`${verb} INSERT ON beneficiaries.read_ledger ${end} berdaya_beneficiaries_app`);
  }, platform.database.adminUrl);
const ask = (selection: string, viewer = officer) =>
  platform.ask(viewer, `query ($id: ID!) { family(id: $id) ${selection} }`, { id: ids.family('one') });

test('control: while it is written, the data is given', async () => {
  expect((await ask('{ members { fullName } }')).data).toEqual({
    family: { members: [{ fullName: 'Sarni Wulandaru' }] },
  });
});

describe('while it cannot be written', () => {
  beforeAll(() => may('REVOKE'));
  afterAll(() => may('GRANT'));

  test.each(['{ desil }', '{ members { fullName } }', '{ housing { floorMaterial } }', '{ address id }'])(
    '%s is withheld whole',
    async (selection) => {
      const answer = await ask(selection);
      expect(JSON.stringify(answer.data)).toBe('{"family":null}');
      expect(answer.errors.map(({ extensions }) => extensions['code'])).toEqual(['LEDGER_UNAVAILABLE']);
    },
  );

  test('what is not ledgered is given', async () => {
    expect((await ask('{ id members { sex } }')).data).toMatchObject({ family: { members: [{ sex: 'FEMALE' }] } });
    const { errors } = await platform.ask(
      viewerOf('PUBLIC'),
      '{ regions { nodes { code } } vacancies { nodes { id } } }',
    );
    expect(errors).toEqual([]);
  });

  test('a refused read gave nothing away: it is answered as ever', async () => {
    const { data, errors } = await ask('{ id kkNumber }', dpo);
    expect(data).toEqual({ family: { id: ids.family('one'), kkNumber: null } });
    expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['FORBIDDEN_FIELD']);
  });

  test('another subgraph’s ledger is another one', async () => {
    const query = 'query ($id: ID!) { person(id: $id) { id enrolments { status } } }';
    expect((await platform.ask(officer, query, { id: ids.person('head') })).errors).toEqual([]);
  });
});

test('once it can be written again, data is given and the entries go on in a chain without a gap', async () => {
  const entries = await entriesOf(platform, 'beneficiaries', async () => {
    expect((await ask('{ desil }')).data).toEqual({ family: { desil: 1 } });
    await ask('{ address }');
  });
  expect(entries.map(({ seq }) => seq)).toEqual([1, 2]);
});

test('the application role can neither change nor delete what it wrote', async () => {
  const { database } = platform.subgraph('beneficiaries');
  const actor = { subject: 'system:test', role: 'SYSTEM' } as const;
  for (const table of ['read_ledger', 'ledger_head']) {
    for (const statement of [`UPDATE ${table} SET hash = ''`, `DELETE FROM ${table}`, `TRUNCATE ${table}`]) {
      await expect(database.bulk(actor, (client) => client.query(statement))).rejects.toThrow('permission denied');
    }
    await database.bulk(actor, (client) => client.query(`SELECT count(*) FROM ${table}`));
  }
});
