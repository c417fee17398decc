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

type Mode = Config['mode'];

/** A table beside the row scope of its rows: what the application's statements read it from, and by what key. */
interface Case {
  readonly schema: SubgraphName;
  readonly table: string;
  /** The type whose scope applies. */
  readonly type: string;
  readonly from: string;
  /** The key, over the alias in `from`. */
  readonly id: string;
  /** Where PostgreSQL lets more rows through than the scope, for whom and why; the scope must stay within. */
  readonly wider?: { readonly roles: readonly Role[]; readonly why: string };
}

const PARTS = {
  assessment: 'Assessment',
  plan: 'ServicePlan',
  training_session: 'TrainingSession',
  case_note: 'CaseNote',
};
const SENTRA_CASES: readonly Case[] = [
  { schema: 'sentra', table: 'centre', type: 'Centre', from: 'centre ce', id: 'ce.id' },
  { schema: 'sentra', table: 'ska', type: 'Ska', from: 'ska s', id: 's.centre_id' },
  { schema: 'sentra', table: 'ska_month', type: 'SkaMonth', from: 'ska_month m', id: 'm.centre_id' },
  {
    schema: 'sentra',
    table: 'person_ref',
    type: 'Person',
    from: 'person_ref pr',
    id: 'pr.id',
  },
  { schema: 'sentra', table: 'service_case', type: 'ServiceCase', from: 'service_case c', id: 'c.id' },
  {
    schema: 'sentra',
    table: 'case_protection',
    type: 'CaseProtection',
    from: 'case_protection pr JOIN service_case c ON c.id = pr.case_id',
    id: 'pr.case_id',
  },
  ...Object.entries({ ...PARTS, certificate: 'Certificate' }).map(([table, type]): Case => ({
    schema: 'sentra',
    table,
    type,
    from: `${table} p JOIN service_case c ON c.id = p.case_id`,
    id: 'p.id',
  })),
];

const REVIEWERS = ['DINSOS', 'SUPERVISOR', 'DATA_STEWARD'] as const;
const CANDIDATES = `duplicate_candidate d JOIN person l ON l.id = d.left_id JOIN person r ON r.id = d.right_id`;
const ENROLMENTS = 'enrolment e JOIN family_ref fr ON fr.id = e.family_id';
const CHANGE_REQUESTS = `change_request c LEFT JOIN person p ON p.id = c.person_id
  LEFT JOIN family f ON f.id = coalesce(c.family_id, p.family_id)`;
const whileMerging = {
  roles: REVIEWERS,
  why: 'a merge writes the candidate after its record went into the other, in one transaction',
} as const;

const BUSINESS_CASES: readonly Case[] = [
  { schema: 'programs', table: 'kube_group', type: 'KubeGroup', from: 'kube_group g', id: 'g.id' },
  {
    schema: 'programs',
    table: 'kube_member',
    type: 'KubeMember',
    from: 'kube_member m',
    id: 'm.id',
    wider: {
      roles: ['FRONTEND', 'FRONTEND_DEVELOPER', 'PENDAMPING', 'DINSOS', 'SUPERVISOR', 'PROGRAM_MANAGER'],
      why: 'the size of a group and its grant count every member, also one whose record is restricted',
    },
  },
  ...['saving', 'turnover'].map((what) => ({
    schema: 'programs' as const,
    table: `kube_${what}`,
    type: what === 'saving' ? 'KubeSaving' : 'KubeTurnover',
    from: `kube_group g JOIN kube_${what} s ON s.group_id = g.id`,
    id: 's.group_id',
  })),
  { schema: 'programs', table: 'pena_case', type: 'PenaCase', from: 'pena_case c', id: 'c.id' },
  {
    schema: 'programs',
    table: 'pena_income',
    type: 'PenaIncome',
    from: 'pena_case c JOIN pena_income i ON i.case_id = c.id',
    id: 'i.case_id',
  },
  { schema: 'programs', table: 'prokus_case', type: 'ProkusCase', from: 'prokus_case c', id: 'c.id' },
  {
    schema: 'programs',
    table: 'prokus_month',
    type: 'ProkusMonth',
    from: 'prokus_case c JOIN prokus_month t ON t.case_id = c.id',
    id: 't.case_id',
  },
];

const CASES: readonly Case[] = [
  { schema: 'beneficiaries', table: 'region', type: 'Region', from: 'region g', id: 'g.code' },
  { schema: 'beneficiaries', table: 'family', type: 'Family', from: 'family f', id: 'f.id' },
  {
    schema: 'beneficiaries',
    table: 'desil_history',
    type: 'DesilEntry',
    from: 'desil_history h JOIN family f ON f.id = h.family_id',
    id: 'h.family_id',
  },
  {
    schema: 'beneficiaries',
    table: 'person',
    type: 'Person',
    from: 'person p',
    id: 'p.id',
    wider: {
      roles: [...REVIEWERS, 'CITIZEN', 'FRONTEND'],
      why: 'the review queue joins merged records; the own record says which family is one’s own, whatever became of it',
    },
  },
  {
    schema: 'beneficiaries',
    table: 'duplicate_candidate',
    type: 'DuplicateCandidate',
    from: CANDIDATES,
    id: 'd.id',
    wider: whileMerging,
  },
  {
    schema: 'beneficiaries',
    table: 'duplicate_event',
    type: 'DuplicateEvent',
    from: `duplicate_event h JOIN ${CANDIDATES.replace('d JOIN', 'd ON d.id = h.candidate_id JOIN')}`,
    id: 'h.candidate_id',
    wider: whileMerging,
  },
  {
    schema: 'beneficiaries',
    table: 'merge_log',
    type: 'DuplicateMerge',
    from: `merge_log h JOIN ${CANDIDATES.replace('d JOIN', 'd ON d.id = h.candidate_id JOIN')}`,
    id: 'h.candidate_id',
    wider: whileMerging,
  },
  {
    schema: 'beneficiaries',
    table: 'break_glass',
    type: 'BreakGlassGrant',
    from: 'break_glass g',
    id: 'g.id',
    wider: { roles: ['CITIZEN'], why: 'the export tells whoever was opened' },
  },
  {
    schema: 'beneficiaries',
    table: 'break_glass_event',
    type: 'BreakGlassGrant',
    from: 'break_glass_event h JOIN break_glass g ON g.id = h.grant_id',
    id: 'h.grant_id',
  },
  { schema: 'beneficiaries', table: 'erasure_request', type: 'ErasureRequest', from: 'erasure_request r', id: 'r.id' },
  {
    schema: 'beneficiaries',
    table: 'change_request',
    type: 'ChangeRequest',
    from: CHANGE_REQUESTS,
    id: 'c.id',
    wider: { roles: ['FRONTEND'], why: 'the own record says which family is one’s own, also of somebody under age' },
  },
  {
    schema: 'programs',
    table: 'grievance',
    type: 'Grievance',
    from: 'grievance g',
    id: 'g.id',
  },
  { schema: 'programs', table: 'psks_helper', type: 'PsksHelper', from: 'psks_helper h', id: 'h.id' },
  { schema: 'programs', table: 'lks', type: 'Lks', from: 'lks l', id: 'l.id' },
  {
    schema: 'programs',
    table: 'community_activity',
    type: 'CommunityActivity',
    from: 'community_activity a',
    id: 'a.id',
  },
  { schema: 'programs', table: 'program', type: 'Program', from: 'program p', id: 'p.code' },
  {
    schema: 'programs',
    table: 'family_ref',
    type: 'Family',
    from: 'family_ref fr',
    id: 'fr.id',
    wider: { roles: ['PROGRAM_MANAGER'], why: 'an enrolment in the own programs is read with its family' },
  },
  {
    schema: 'programs',
    table: 'person_ref',
    type: 'Person',
    from: 'person_ref pr',
    id: 'pr.id',
    wider: {
      roles: ['PENDAMPING', ...REVIEWERS, 'DPO', 'CITIZEN', 'FRONTEND', 'PROGRAM_MANAGER'],
      why: 'the enrolments of a visible family are found by any of its members',
    },
  },
  { schema: 'programs', table: 'enrolment', type: 'Enrolment', from: ENROLMENTS, id: 'e.id' },
  {
    schema: 'programs',
    table: 'enrolment_component',
    type: 'PkhParticipation',
    from: `${ENROLMENTS} JOIN enrolment_component c ON c.enrolment_id = e.id`,
    id: 'c.id',
    wider: {
      roles: ['CITIZEN', 'FRONTEND', 'FRONTEND_DEVELOPER', 'PENDAMPING', 'DINSOS', 'SUPERVISOR', 'PROGRAM_MANAGER'],
      why: 'the amount of an enrolment counts every component, also of kinds that are not shown',
    },
  },
  {
    schema: 'programs',
    table: 'payment',
    type: 'Payment',
    from: `${ENROLMENTS} JOIN payment p ON p.enrolment_id = e.id`,
    id: 'p.id',
  },
  {
    schema: 'programs',
    table: 'compliance',
    type: 'ComplianceRecord',
    from: `${ENROLMENTS} JOIN compliance k ON k.enrolment_id = e.id`,
    id: 'k.id',
    wider: {
      roles: ['FRONTEND', 'FRONTEND_DEVELOPER', 'DINSOS', 'SUPERVISOR', 'PROGRAM_MANAGER'],
      why: 'whether a suspension may end hangs on all records, also of kinds that are not shown',
    },
  },
  { schema: 'programs', table: 'stage_run', type: 'StageRun', from: 'stage_run sr', id: 'sr.id' },
  { schema: 'sentra', table: 'centre', type: 'Centre', from: 'centre ce', id: 'ce.id' },
  ...SENTRA_CASES,
  ...BUSINESS_CASES,
  {
    schema: 'programs',
    table: 'graduation',
    type: 'Graduation',
    from: `${ENROLMENTS} JOIN graduation g ON g.enrolment_id = e.id`,
    id: 'g.id',
  },
  { schema: 'employers', table: 'employer', type: 'Employer', from: 'employer e', id: 'e.id' },
  {
    schema: 'employers',
    table: 'quota_report',
    type: 'QuotaReport',
    from: 'quota_report q JOIN employer e ON e.id = q.employer_id',
    id: 'q.employer_id',
  },
  { schema: 'employers', table: 'vacancy', type: 'Vacancy', from: 'vacancy v', id: 'v.id' },
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
    mode: fc.constantFrom<Mode>('demo', 'production'),
  });

test('for random viewers PostgreSQL alone gives exactly the rows of the row scope, or a named superset', async () => {
  const seen = { decisions: 0, rows: 0, wider: new Set<string>(), roles: new Set<string>() };
  await fc.assert(
    fc.asyncProperty(viewers(), async ({ role, mode, ...claims }) => {
      const viewer = viewerOf(role, claims);
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
