import { Client } from 'pg';
import { roleName, roleUrl } from '../../platform/database/roles';
import { Parameters, viewerSettings } from '../../shared/database';
import { familyScope } from '../../subgraphs/beneficiaries/family/family.access';
import { personScope } from '../../subgraphs/beneficiaries/person/person.access';
import { searchStatement } from '../../subgraphs/beneficiaries/person/search';
import type { Viewer } from '../../shared/viewer';
import { asAdmin, openEmptyDatabase } from '../support/database';
import type { TestDatabase } from '../support/database';
import { viewerOf } from '../support/platform';

const FAMILIES = 10_000;
let database: TestDatabase;
let app: Client;

beforeAll(async () => {
  database = await openEmptyDatabase();
  await asAdmin(async (admin) => {
    await admin.query(`SET search_path = beneficiaries;
      INSERT INTO family (id, source_id, kk_sealed, kk_index, region_code, desil, desil_snapshot, confirmed_on, kpm_flags)
        SELECT gen_random_uuid(), n, 's', n, (3201 + n % 40) || '052001', 1, 'x', '2026-09-01',
          CASE WHEN n % 100 = 0 THEN '{KUBE}'::text[] ELSE '{}' END FROM generate_series(1, ${FAMILIES}) n;
      INSERT INTO person (id, source_id, family_id, region_code, identity_status, full_name, search_name, birth_date, sex,
          family_role, marital_status, data_source, confirmed_on)
        SELECT gen_random_uuid(), id, id, region_code, 'DOCUMENTED', 'x', md5(id::text) || ' ' || md5(source_id), '1980-01-01',
          'FEMALE', 'HEAD', 'MARRIED', 'DTSEN', '2026-09-01' FROM family;
      ANALYZE family, person`);
  }, database.adminUrl);
  app = new Client({ connectionString: roleUrl(database.adminUrl, roleName('beneficiaries', 'app'), database.config) });
  await app.connect();
});
afterAll(async () => {
  await app.end();
  await database.drop();
});

/** The plan of a statement under a viewer's policies. */
async function planOf(viewer: Viewer, text: string, values: readonly unknown[]): Promise<string> {
  await app.query(`BEGIN; ${viewerSettings(viewer, 'demo')}`);
  const { rows } = await app.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${text}`, [...values]);
  await app.query('ROLLBACK');
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}

test('an officer’s jurisdiction is a range of the region index, and the policy only looks at what it finds', async () => {
  const viewer = viewerOf('DINSOS', { regionCodes: ['3204'] });
  const scope = familyScope(viewer, 'demo');
  if (scope.kind === 'NOWHERE') throw new Error('an officer has a jurisdiction');
  const { bind, values } = new Parameters();
  const plan = await planOf(
    viewer,
    `SELECT f.id FROM family f WHERE ${scope.where(bind)} ORDER BY f.region_code, f.id LIMIT 20`,
    values,
  );
  expect(plan).toMatch(/Index.* on family_region|using family_region/);
  expect(plan).toMatch(/Index Cond: .*region_code >= '3204'/);
  // Control: without a scope of its own the statement reads everything.
  expect(await planOf(viewer, 'SELECT f.id FROM family f', [])).toContain('Seq Scan on family');
});

test('a search by name still goes by the letters of the name and the regency', async () => {
  const viewer = viewerOf('DINSOS', { regionCodes: ['3204'] });
  const scope = personScope(viewer, 'demo');
  if (scope.kind === 'NOWHERE') throw new Error('an officer has a jurisdiction');
  const { text, values } = searchStatement(scope, viewer.regionCodes, ['abcdef'], 20, { fields: ['id'] });
  expect(await planOf(viewer, text, values)).toMatch(/Bitmap Index Scan on person_search\s[^]*Index Cond: .*abcdef/);
});

test('a program manager finds the families of the own programs by the index of flags', async () => {
  const viewer = viewerOf('PROGRAM_MANAGER', { programCodes: ['KUBE'] });
  const scope = familyScope(viewer, 'demo');
  if (scope.kind === 'NOWHERE') throw new Error('a manager has programs');
  const { bind, values } = new Parameters();
  expect(await planOf(viewer, `SELECT f.id FROM family f WHERE ${scope.where(bind)}`, values)).toContain('family_kpm');
});
