import fc from 'fast-check';
import { Client } from 'pg';
import { roleName, roleUrl } from '../../platform/database/roles';
import { CATALOGUE } from '../../platform/catalogue';
import type { Config, SubgraphName } from '../../shared/config';
import { Parameters, viewerSettings } from '../../shared/database';
import { ROLES } from '../../shared/viewer';
import type { Role, Viewer } from '../../shared/viewer';
import { asAdmin, openEmptyDatabase } from '../support/database';
import type { TestDatabase } from '../support/database';
import { PLACES, PROGRAMS, fillPopulation } from '../support/population';
import { CENTRES } from '../support/population/sentra';
import type { Population } from '../support/population';
import { viewerOf } from '../support/platform';
import type { Case } from '../support/row-security/case';
import { BENEFICIARY_CASES } from '../support/row-security/beneficiaries';
import { EMPLOYER_CASES } from '../support/row-security/employers';
import { INSIGHTS_CASES } from '../support/row-security/insights';
import { PROGRAM_CASES } from '../support/row-security/programs';
import { SENTRA_CASES } from '../support/row-security/sentra';

type Mode = Config['mode'];

const CASES: readonly Case[] = [
  ...BENEFICIARY_CASES,
  ...PROGRAM_CASES,
  ...SENTRA_CASES,
  ...EMPLOYER_CASES,
  ...INSIGHTS_CASES,
];

let database: TestDatabase;
let population: Population;
/** Per schema: the application role, and the administrator looking at the schema. */
const apps = new Map<SubgraphName, Client>();
const admins = new Map<SubgraphName, Client>();
const SCHEMAS = [...new Set(CASES.map(({ schema }) => schema))];

beforeAll(async () => {
  database = await openEmptyDatabase();
  population = await asAdmin((client) => fillPopulation(client), database.adminUrl);
  for (const schema of SCHEMAS) {
    apps.set(schema, await open(roleUrl(database.adminUrl, roleName(schema, 'app'), database.config)));
    const admin = await open(database.adminUrl);
    await admin.query(`SET search_path = ${schema}, extensions`);
    admins.set(schema, admin);
  }
});
afterAll(async () => {
  await Promise.all([...admins.values(), ...apps.values()].map((client) => client.end()));
  await database.drop();
});

async function open(connectionString: string): Promise<Client> {
  const client = new Client({ connectionString });
  await client.connect();
  return client;
}

function clientOf(clients: ReadonlyMap<SubgraphName, Client>, schema: SubgraphName): Client {
  const client = clients.get(schema);
  if (!client) throw new Error(`no connection to ${schema}`);
  return client;
}

const idsOf = (query: string) => `(SELECT coalesce(array_agg(id ORDER BY id), '{}') FROM (${query}) found)`;

/** A query for the keys the row scope lets through. */
function scoped({ schema, type, from, id }: Case, viewer: Viewer, mode: Mode, bind: Parameters['bind']): string {
  const scope = CATALOGUE.find(({ name }) => name === schema)?.scopes[type]?.(viewer, mode);
  const where = !scope || scope.kind === 'NOWHERE' ? 'FALSE' : scope.where(bind);
  return `SELECT ${id}::text AS id FROM ${from} WHERE (${where})`;
}

interface Seen {
  /** By row-level security alone. */
  readonly secured: readonly string[];
  /** By the row scope alone, with the rights of the administrator. */
  readonly scope: readonly string[];
  readonly both: readonly string[];
}

/** What a viewer sees of some tables of one schema, in their order. */
async function look(schema: SubgraphName, cases: readonly Case[], viewer: Viewer, mode: Mode): Promise<Seen[]> {
  const { bind, values } = new Parameters();
  const scopes = cases.map((each) => idsOf(scoped(each, viewer, mode, bind)));
  const alone = cases.map(({ table, id }) => idsOf(`SELECT ${id.replace(/^.*\./, '')}::text AS id FROM ${table}`));
  const ids = async (client: Client, lists: readonly string[]) => {
    const text = `SELECT ARRAY[${lists.map((list) => `array_to_string(${list}, ',')`).join(', ')}] AS lists`;
    const { rows } = await client.query<{ lists: string[] }>(text, lists === alone ? [] : values);
    return (rows[0]?.lists ?? []).map((list) => (list === '' ? [] : list.split(',')));
  };
  const app = clientOf(apps, schema);
  await app.query(`BEGIN; ${viewerSettings(viewer, mode)}`);
  const secured = await ids(app, alone);
  const both = await ids(app, scopes);
  await app.query('ROLLBACK');
  const scope = await ids(clientOf(admins, schema), scopes);
  return cases.map((_, index) => ({
    secured: secured[index] ?? [],
    scope: scope[index] ?? [],
    both: both[index] ?? [],
  }));
}

const isSame = (left: readonly string[], right: readonly string[]) => left.join() === right.join();

/** Whether the two rings agree on a table as they should. */
function agrees({ wider }: Pick<Case, 'wider'>, role: Role, { secured, scope, both }: Seen): boolean {
  if (!isSame(scope, both)) return false;
  if (!wider?.roles.includes(role)) return isSame(scope, secured);
  const all = new Set(secured);
  return scope.every((id) => all.has(id));
}

const RUNS = 250;
const NOTHING: Seen = { secured: [], scope: [], both: [] };

const isPartner = (role: Role) => role === 'PARTNER_RECRUITER' || role === 'PARTNER_ADMIN';
const viewers = () =>
  fc.record({
    role: fc.constantFrom(...ROLES),
    regionCodes: fc.oneof(
      { weight: 4, arbitrary: fc.uniqueArray(fc.constantFrom(...PLACES), { maxLength: 4 }) },
      { weight: 1, arbitrary: fc.constant<string[]>(['ID']) },
    ),
    personId: fc.option(fc.constantFrom(...population.personIds), { nil: undefined, freq: 8 }),
    employerId: fc.option(fc.constantFrom(...population.employerIds), { nil: undefined, freq: 4 }),
    sentraId: fc.option(fc.constantFrom(...CENTRES), { nil: undefined, freq: 6 }),
    programCodes: fc.uniqueArray(fc.constantFrom<string>(...PROGRAMS, 'UNKNOWN'), { maxLength: 3 }),
    account: fc.option(fc.constantFrom(...population.accounts), { nil: undefined, freq: 8 }),
    isElsewhere: fc.boolean(),
    mode: fc.constantFrom<Mode>('demo', 'production'),
  });

test('for random viewers PostgreSQL alone gives exactly the rows of the row scope, or a named superset', async () => {
  const seen = { decisions: 0, rows: 0, wider: new Set<string>(), roles: new Set<string>() };
  await fc.assert(
    fc.asyncProperty(viewers(), async ({ role, mode, account, isElsewhere, ...claims }) => {
      // Mostly the token says what the account says.
      const claimed = account && isPartner(role) && (isElsewhere ? { subject: account.subject } : account);
      const viewer = viewerOf(role, { ...claims, ...claimed });
      const found = await Promise.all(
        SCHEMAS.map(async (schema) => {
          const cases = CASES.filter((each) => each.schema === schema);
          const answers = await look(schema, cases, viewer, mode);
          return cases.map((subject, index) => [subject, answers[index] ?? NOTHING] as const);
        }),
      );
      for (const [subject, answer] of found.flat()) {
        if (!agrees(subject, role, answer)) {
          throw new Error(`${subject.schema}.${subject.table}: ${JSON.stringify({ viewer, mode, answer })}`);
        }
        seen.decisions += 1;
        seen.rows += answer.scope.length;
        if (answer.scope.length > 0) seen.roles.add(`${subject.schema}.${subject.table} ${role}`);
        if (answer.secured.length > answer.scope.length) seen.wider.add(`${subject.table} ${role}`);
      }
    }),
    { seed: 20261001, numRuns: RUNS, endOnFailure: true },
  );
  // Control: it looked at rows, of every table, and found each of the named supersets to be one.
  expect(seen.decisions).toBe(RUNS * CASES.length);
  expect(seen.rows).toBeGreaterThan(10_000);
  expect(new Set([...seen.roles].map((each) => each.split(' ')[0])).size).toBe(CASES.length);
  const named = CASES.flatMap(({ table, wider }) => wider?.roles.map((role) => `${table} ${role}`) ?? []);
  expect([...seen.wider].sort()).toEqual([...named].sort());
}, 180_000);

test('control: a policy that lets one row too many through is noticed, and one that hides one', async () => {
  const subject = CASES.filter(({ table }) => table === 'family');
  const viewer = viewerOf('DINSOS', { regionCodes: ['3204'] });
  const admin = clientOf(admins, 'beneficiaries');
  const { rows } = await admin.query<{ rule: string }>(
    `SELECT pg_get_expr(polqual, polrelid) AS rule FROM pg_policy
     WHERE polrelid = 'beneficiaries.family'::regclass AND polname = 'row_select'`,
  );
  const rule = rows[0]?.rule ?? '';
  const change = (using: string) => admin.query(`ALTER POLICY row_select ON family USING (${using})`);
  const verdicts = async () =>
    (await look('beneficiaries', subject, viewer, 'demo')).map((answer, index) =>
      agrees(subject[index] ?? {}, 'DINSOS', answer),
    );
  expect(await verdicts()).toEqual([true]);
  await change(`(${rule}) OR region_code = '3205012001'`);
  expect(await verdicts()).toEqual([false]);
  await change(`(${rule}) AND region_code <> '3204052001'`);
  expect(await verdicts()).toEqual([false]);
  await change(rule);
  expect(await verdicts()).toEqual([true]);
});

describe('while writing', () => {
  const count = async (viewer: Viewer, access: 'read' | 'write') => {
    const app = clientOf(apps, 'beneficiaries');
    await app.query(`BEGIN; ${viewerSettings(viewer, 'demo', access)}`);
    const { rows } = await app.query<Record<string, number>>(
      `SELECT count(*)::int AS all, count(*) FILTER (WHERE birth_date > current_date - interval '18 years')::int AS children,
         count(*) FILTER (WHERE merged_into IS NOT NULL)::int AS merged FROM person`,
    );
    await app.query('ROLLBACK');
    return rows[0];
  };

  test('a DPO has children and merged records besides, for rights that are about them; nobody else has more', async () => {
    for (const role of ROLES) {
      const viewer = viewerOf(role, {
        subject: 'nobody opened anything',
        regionCodes: ['3204'],
        programCodes: ['PKH'],
        ...(population.personIds[0] !== undefined && { personId: population.personIds[0] }),
      });
      const [reading, writing] = [await count(viewer, 'read'), await count(viewer, 'write')];
      if (role !== 'DPO') expect([role, writing]).toEqual([role, reading]);
      else {
        expect(reading).toMatchObject({ children: 0, merged: 0 });
        expect(writing?.['children']).toBeGreaterThan(0);
        expect(writing?.['merged']).toBeGreaterThan(0);
      }
    }
  });
});
