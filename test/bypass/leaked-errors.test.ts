import { asAdmin } from '../support/database';
import { addFamilies } from '../support/people';
import { startTestPlatform, viewerOf } from '../support/platform';
import type { TestPlatform } from '../support/platform';

/**
 * A failing statement tells its client a registered code and an id that is found in the log, and nothing else: PostgreSQL's
 * own words quote columns and values. The log holds no value either, not even one the client sent.
 */
const NAME = 'Sarni Wulandaru';
const steward = viewerOf('DATA_STEWARD', { regionCodes: ['ID'] });
const SEARCH = 'query S($name: String!) { searchPersons(name: $name) { fullName } }';

let platform: TestPlatform;
let log: string[];
beforeAll(async () => {
  platform = await startTestPlatform();
  await addFamilies(platform, [{ key: 'home', members: [{ key: 'head', name: NAME }] }]);
});
beforeEach(() => {
  log = [];
  jest.spyOn(process.stderr, 'write').mockImplementation((line) => log.push(String(line)) > 0);
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => platform.stop());

const rename = (from: string, to: string) =>
  asAdmin(
    (client) => client.query(`ALTER TABLE beneficiaries.person RENAME COLUMN ${from} TO ${to}`),
    platform.database.adminUrl,
  );

test('control: the search answers, and nothing is logged', async () => {
  const { data } = await platform.ask(steward, SEARCH, { name: NAME });
  expect(data).toEqual({ searchPersons: [{ fullName: NAME }] });
  expect(log).toEqual([]);
});

test('a statement that fails', async () => {
  await rename('search_name', 'search_name_gone');
  const { data, errors } = await platform.ask(steward, SEARCH, { name: NAME });
  await rename('search_name_gone', 'search_name');
  expect(data).toEqual({ searchPersons: null });
  expect(errors).toHaveLength(1);
  const [error] = errors;
  expect(Object.keys(error?.extensions ?? {}).sort()).toEqual(['code', 'correlationId']);
  expect(error?.extensions['code']).toBe('INTERNAL_SERVER_ERROR');
  for (const word of ['search_name', 'column', 'SELECT', 'beneficiaries', 'at ', 'node_modules']) {
    expect(JSON.stringify(error)).not.toContain(word);
  }
  const lines = log.filter((line) => line.includes(String(error?.extensions['correlationId'])));
  expect(lines).toHaveLength(1);
  // 42703: undefined column. What it is called, and what was searched for, is not there.
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ event: 'fault', cause: '42703' });
  for (const word of ['search_name', 'Sarni', 'sarni', 'SELECT']) expect(log.join('')).not.toContain(word);
});
