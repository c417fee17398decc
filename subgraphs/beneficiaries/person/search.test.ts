import type { Viewer } from '../../../shared/viewer';
import { asAdmin } from '../../../test/support/database';
import { addFamilies } from '../../../test/support/people';
import { startTestPlatform, viewerOf } from '../../../test/support/platform';
import type { TestPlatform } from '../../../test/support/platform';
import { personScope } from './person.access';
import { searchStatement } from './search';

const REGENCIES = 20;
const PERSONS = 20_000;

let platform: TestPlatform;
const officer = viewerOf('PENDAMPING', { regionCodes: ['320405'] });

beforeAll(async () => {
  platform = await startTestPlatform();
  const named = (key: string, region: string, name: string) => ({
    key: `family ${key}`,
    region,
    members: [{ key, name }],
  });
  await addFamilies(platform, [
    named('near', '3204052001', 'Balotor Kewan'),
    named('longer', '3204052001', 'Balotor Kewan Semaru'),
    named('neighbour', '3204062001', 'Balotor Kewan'),
    named('far', '3205012001', 'Balotor Kewan'),
    named('merged', '3204052001', 'Balotor Kewan'),
    named('other', '3204052001', 'Dakari Bator'),
  ]);
  await asAdmin(async (client) => {
    await client.query('SET search_path = beneficiaries, extensions');
    await client.query(`UPDATE person SET merged_into = (SELECT id FROM person WHERE source_id = 'near')
      WHERE source_id = 'merged'`);
    // A crowd over many regencies, so that reading the table would be a choice.
    await client.query(`
      INSERT INTO person (id, source_id, family_id, region_code, identity_status, full_name, search_name, birth_date, sex,
        family_role, marital_status, data_source, confirmed_on)
      SELECT gen_random_uuid(), 'crowd' || n, (SELECT id FROM family LIMIT 1), (3204 + n % ${REGENCIES})::text || '052001',
        'DOCUMENTED', name, name, '1980-01-01', 'MALE', 'HEAD', 'MARRIED', 'DTSEN', '2026-09-01'
      FROM (SELECT n, translate(md5(n::text), '0123456789', 'ghijklmnop') || ' ' || translate(md5((-n)::text), '0123456789', 'ghijklmnop') AS name
        FROM generate_series(1, ${PERSONS}) n) crowd`);
    await client.query('VACUUM ANALYZE person');
  }, platform.database.adminUrl);
});
afterAll(() => platform.stop());

async function search(viewer: Viewer, name: string, first?: number) {
  const query = 'query ($name: String!, $first: Int) { searchPersons(name: $name, first: $first) { fullName } }';
  const answer = await platform
    .subgraph('beneficiaries')
    .subgraph.execute({ query, variables: { name, first } }, viewer);
  const found = (answer.data?.['searchPersons'] ?? []) as { fullName: string }[];
  return { names: found.map(({ fullName }) => fullName), error: answer.errors?.[0] };
}

describe('searching persons by name', () => {
  it('finds part of a name, most similar first, without merged records', async () => {
    expect(await search(officer, 'balotor')).toEqual({
      names: ['Balotor Kewan', 'Balotor Kewan Semaru'],
      error: undefined,
    });
    expect((await search(officer, 'OTOR')).names).toHaveLength(2);
    expect((await search(officer, 'kewan balo')).names).toHaveLength(2);
    expect((await search(officer, 'balotor', 1)).names).toEqual(['Balotor Kewan']);
    expect((await search(officer, 'balotor semaru tanubi')).names).toEqual([]);
  });

  it('stays within the jurisdiction, whatever level it has', async () => {
    const count = async (...regionCodes: string[]) =>
      (await search(viewerOf('DINSOS', { regionCodes }), 'balotor kewan')).names.length;
    expect(await count('3204052001')).toBe(2);
    expect(await count('320406')).toBe(1);
    expect(await count('3204')).toBe(3);
    expect(await count('32')).toBe(4);
    expect(await count('3205', '320406')).toBe(2);
    expect(await count('33', '320406')).toBe(1);
    expect(await count('ID')).toBe(4);
    expect(await count('33')).toBe(0);
    expect(await count()).toBe(0);
  });

  it('takes wildcards for letters that are not there', async () => {
    // Control: without the sign in between, the pattern fits a name.
    expect((await search(officer, 'bator')).names).toEqual(['Dakari Bator']);
    for (const text of ['ba%or', 'ba_or', 'da%tor', '%bat_r%']) expect((await search(officer, text)).names).toEqual([]);
    for (const text of ['%', '___', '%%%%', '\\', "' OR 1=1", 'ke', '']) {
      expect((await search(officer, text)).error?.extensions?.['code']).toBe('BAD_USER_INPUT');
    }
  });

  it('refuses everybody else', async () => {
    for (const role of ['PUBLIC', 'CITIZEN', 'PROGRAM_MANAGER', 'SENTRA_OFFICER', 'ANALYST', 'DPO', 'ADMIN'] as const) {
      const { names, error } = await search(viewerOf(role, { regionCodes: ['ID'] }), 'balotor');
      expect(names).toEqual([]);
      expect(error?.extensions?.['code']).toBe('FORBIDDEN');
    }
  });

  it('takes at most 50', async () => {
    expect((await search(officer, 'balotor', 51)).error?.extensions?.['code']).toBe('PAGE_SIZE_INVALID');
  });
});

describe('the plan of a search', () => {
  const planOf = (viewer: Viewer, words: string[], force?: string): Promise<string> => {
    const scope = personScope(viewer, 'demo');
    if (scope.kind === 'NOWHERE') throw new Error('this viewer has no place');
    const { text, values } = searchStatement(scope, viewer.regionCodes, words, 20, { fields: ['id', 'fullName'] });
    return asAdmin(async (client) => {
      await client.query('SET search_path = beneficiaries, extensions');
      if (force) await client.query(force);
      const { rows } = await client.query(`EXPLAIN ${text}`, [...values]);
      return rows.map((row: Record<string, string>) => row['QUERY PLAN']).join('\n');
    }, platform.database.adminUrl);
  };

  it.each([['3204052001'], ['3204'], ['32'], ['ID']])(
    'reads an index, never the table, for an officer of %s',
    async (place) => {
      const plan = await planOf(viewerOf('DINSOS', { regionCodes: [place] }), ['balotor', 'kewan']);
      expect(plan).toContain('person_search');
      expect(plan).not.toContain('Seq Scan');
    },
  );

  it('combines region and name inside the index', async () => {
    const plan = await planOf(viewerOf('DINSOS', { regionCodes: ['3204'] }), ['kewan']);
    expect(plan).toMatch(/Index Cond: .*left.*search_name/);
  });

  it('control: the same statement without the index reads the table', async () => {
    const plan = await planOf(officer, ['kewan'], 'SET enable_indexscan = off; SET enable_bitmapscan = off');
    expect(plan).toContain('Seq Scan');
  });
});
