import type { BulkConnection } from '../../../shared/database';
import { systemActor } from '../../../shared/viewer';
import { asAdmin } from '../../../test/support/database';
import { addFamilies } from '../../../test/support/people';
import type { TestIds } from '../../../test/support/people';
import { startTestPlatform } from '../../../test/support/platform';
import type { TestPlatform } from '../../../test/support/platform';
import { QUALITY_STEPS } from './checks';
import { summarizeIntegrity } from './integrity';

const DAY = '2026-09-30';
const KEYS = ['a', 'b', 'c'];

let platform: TestPlatform;
let ids: TestIds;

beforeAll(async () => {
  platform = await startTestPlatform();
});
afterAll(() => platform.stop());

const sql = (text: string) =>
  asAdmin(async (client) => {
    await client.query('SET search_path = beneficiaries, extensions');
    return (await client.query(text)).rows as Record<string, unknown>[];
  }, platform.database.adminUrl);
const registry = () => platform.subgraph('beneficiaries').database;

/** Three families without any defect: a head and a child each, known to the civil registry as they are. */
beforeEach(async () => {
  await sql(
    'TRUNCATE person, family, nik_holder, civil_match, civil_family, finding, quarantine, district_integrity CASCADE',
  );
  ids = await addFamilies(
    platform,
    KEYS.map((key) => ({
      key,
      desil: 3,
      members: [{ key: `${key}1` }, { key: `${key}2`, role: 'CHILD', birthDate: '2015-05-05' }],
    })),
  );
  await sql(`UPDATE family f SET asset_car = 0,
    head_id = (SELECT id FROM person p WHERE p.family_id = f.id AND p.family_role = 'HEAD')`);
  await sql(`UPDATE person SET schooling = 'ATTENDING', highest_diploma = 3`);
  await sql(`INSERT INTO civil_match SELECT id, 'ACTIVE', NULL, region_code, 1, true, 'DUKCAPIL-2026-09' FROM person`);
  await sql('INSERT INTO civil_family SELECT kk_index, 2 FROM family');
});

interface Run {
  readonly onDay?: string;
  readonly changed?: boolean;
  /** A row this very import rejected, of family a. */
  readonly rejected?: string;
}

/** Runs the steps as the end of an import does. */
const check = ({ onDay = DAY, changed = true, rejected }: Run = {}) =>
  registry().bulk(systemActor('import test'), async (connection: BulkConnection) => {
    await connection.query(`CREATE TEMP TABLE intake_stage (id uuid, parent_id uuid, rejected text) ON COMMIT DROP;
      CREATE TEMP TABLE intake_changed (id uuid PRIMARY KEY) ON COMMIT DROP;
      CREATE TEMP TABLE intake_run ON COMMIT DROP AS
        SELECT gen_random_uuid() AS run_id, 'DTSEN-2026-TW3' AS snapshot, date '${onDay}' AS on_day`);
    if (changed) await connection.query(`INSERT INTO intake_changed VALUES ('${ids.person('a1')}')`);
    if (rejected) {
      const row = `('${ids.person(rejected)}', '${ids.family('a')}', 'N1:nik')`;
      await connection.query(`INSERT INTO intake_stage VALUES ${row}`);
    }
    for (const step of QUALITY_STEPS) await connection.query(step.sql);
    return summarizeIntegrity(connection);
  });

/** `RULE subject` of every open finding. */
const findings = async () =>
  (
    await sql(`SELECT rule, coalesce(f.source_id, p.source_id) AS key, subject FROM finding
      LEFT JOIN family f ON f.id = subject_id LEFT JOIN person p ON p.id = subject_id ORDER BY rule, key`)
  ).map(({ rule, subject, key }) => [rule, subject, key].join(' '));

const family = (key: string, change: string) => sql(`UPDATE family SET ${change} WHERE source_id = '${key}'`);
const person = (key: string, change: string) => sql(`UPDATE person SET ${change} WHERE source_id = '${key}'`);
const civil = (key: string, change: string) =>
  sql(`UPDATE civil_match SET ${change} WHERE person_id = '${ids.person(key)}'`);
const headOf = (key: string) => `head_id = '${ids.person(`${key}1`)}'`;
const withAid = (change: string) => () => family('a', `kpm_flags = '{PKH}', ${change}`);
const withoutAid = () => family('a', `kpm_flags = '{}'`);

it('finds nothing in a clean registry', async () => {
  await check();
  expect(await findings()).toEqual([]);
});

/** What is found, what makes it so, what ends it. */
const CASES: readonly (readonly [string, string[], () => Promise<unknown>, () => Promise<unknown>])[] = [
  ['no head', ['F3 FAMILY a'], () => family('a', 'head_id = NULL'), () => family('a', headOf('a'))],
  ['a head of another family', ['F3 FAMILY a'], () => family('a', headOf('b')), () => family('a', headOf('a'))],
  [
    'a head that was merged away',
    ['F3 FAMILY a', 'ONE_MEMBER_FAMILY FAMILY a'],
    () => person('a1', `merged_into = '${ids.person('b1')}'`),
    () => person('a1', 'merged_into = NULL'),
  ],
  [
    'one KK twice',
    ['F4 FAMILY a', 'F4 FAMILY c'],
    () => family('c', `kk_index = (SELECT kk_index FROM family WHERE source_id = 'a')`),
    () => family('c', `kk_index = 'another'`),
  ],
  [
    'one living member',
    ['ONE_MEMBER_FAMILY FAMILY a'],
    () => person('a2', `match_status = 'MENINGGAL'`),
    () => person('a2', `match_status = 'PADAN'`),
  ],
  [
    'a year and a day',
    ['STALE PERSON a1'],
    async () => {
      await person('b1', `confirmed_on = '2025-09-30'`);
      await person('a1', `confirmed_on = '2025-09-29'`);
    },
    () => person('a1', `confirmed_on = '2025-09-30'`),
  ],
  ['aid above the desil of the program', ['INCLUSION FAMILY a'], withAid('desil = 5'), withoutAid],
  ['aid and a car', ['INCLUSION FAMILY a'], withAid('asset_car = 1'), withoutAid],
  ['aid and another house', ['INCLUSION FAMILY a'], withAid('asset_other_house = 1'), withoutAid],
  ['aid and air conditioning', ['INCLUSION FAMILY a'], withAid('asset_air_conditioner = 1'), withoutAid],
  ['aid and gold', ['INCLUSION FAMILY a'], withAid('asset_gold_gram = 10'), () => family('a', 'asset_gold_gram = 9')],
  [
    'aid and land',
    ['INCLUSION FAMILY a'],
    withAid('asset_land_hectare = 1'),
    () => family('a', 'asset_land_hectare = 0.9'),
  ],
  [
    'aid and much power',
    ['INCLUSION FAMILY a'],
    withAid('electric_power = 2200'),
    () => family('a', 'electric_power = 1300'),
  ],
  [
    'the poorest without aid',
    ['EXCLUSION FAMILY a'],
    () => family('a', `desil = 2, kpm_flags = '{PBI_JK}'`),
    () => family('a', `kpm_flags = '{SEMBAKO}'`),
  ],
  [
    'another village in the civil registry',
    ['MOVED FAMILY a'],
    () => civil('a2', `region_code = '3204062001'`),
    () => civil('a2', `region_code = '3204052001'`),
  ],
  [
    'a name written differently',
    ['NAME_VARIANT PERSON a1'],
    () => civil('a1', 'name_similarity = 0.2'),
    () => civil('a1', 'name_similarity = 1'),
  ],
  [
    'somebody else',
    ['CIVIL_MISMATCH PERSON a1'],
    () => civil('a1', 'name_similarity = 0.2, same_birth_date = false'),
    // A NIK under which only the birth date differs is nobody else.
    () => civil('a1', 'name_similarity = 1, same_birth_date = false'),
  ],
];

describe('a finding comes, stays once, and goes:', () => {
  it.each(CASES)('%s', async (_, found, make, end) => {
    await make();
    await check();
    expect(await findings()).toEqual(found);
    await check({ onDay: '2026-10-01' });
    expect((await findings()).filter((each) => !each.startsWith('STALE'))).toEqual(
      found.filter((each) => !each.startsWith('STALE')),
    );
    expect(await sql(`SELECT DISTINCT found_on::text FROM finding WHERE rule <> 'STALE'`)).toEqual(
      found[0]?.startsWith('STALE') ? [] : [{ found_on: DAY }],
    );
    await end();
    await check();
    expect(await findings()).toEqual([]);
  });
});

describe('what looks like a defect and is none:', () => {
  it('a member whose row is in quarantine is listed all the same', async () => {
    await sql(`DELETE FROM civil_match; DELETE FROM person WHERE source_id = 'a2'`);
    await check();
    expect(await findings()).toEqual(['ONE_MEMBER_FAMILY FAMILY a']);
    await check({ rejected: 'a2' });
    expect(await findings()).toEqual([]);
    await sql(`INSERT INTO quarantine (layout, fingerprint, run_id, snapshot, row_number, subject_id, parent_id, identifier,
        rule, field, reason, row_sealed)
      VALUES ('persons', 'x', gen_random_uuid(), 'DTSEN-2026-TW3', 2, '${ids.person('a2')}', '${ids.family('a')}', '',
        'N1', 'nik', '', '')`);
    await check();
    expect(await findings()).toEqual([]);
    await sql('UPDATE quarantine SET resolved_at = now()');
    await check();
    expect(await findings()).toEqual(['ONE_MEMBER_FAMILY FAMILY a']);
  });

  it('one member of two registered, of whom the civil registry knows one', async () => {
    await person('a2', `match_status = 'MENINGGAL'`);
    await sql('UPDATE civil_family SET members = 1');
    await check();
    expect(await findings()).toEqual([]);
  });

  it('belongings without aid, and aid that has no desil limit here', async () => {
    await family('a', `asset_car = 1, desil = 9`);
    await family('b', `asset_car = 1, kpm_flags = '{PBI_JK}'`);
    await check();
    expect(await findings()).toEqual([]);
  });

  it('desil 5 with Sembako while its limit was 5', async () => {
    await family('a', `kpm_flags = '{SEMBAKO}', desil = 5`);
    await family('b', `kpm_flags = '{PKH}', desil = 5`);
    await check({ onDay: '2025-12-31' });
    expect(await findings()).toEqual(['INCLUSION FAMILY b']);
    await check({ onDay: '2026-01-01' });
    expect(await findings()).toEqual(['INCLUSION FAMILY a', 'INCLUSION FAMILY b']);
  });

  it('a merged record', async () => {
    await person('a2', `confirmed_on = '2020-01-01'`);
    await civil('a2', `name_similarity = 0.5, region_code = '3204062001'`);
    await check();
    expect(await findings()).toHaveLength(3);
    await person('a2', `merged_into = '${ids.person('b2')}'`);
    await sql('UPDATE civil_family SET members = 1');
    await check();
    expect(await findings()).toEqual([]);
  });

  it('absent members before anybody was imported', async () => {
    await sql('TRUNCATE person CASCADE');
    await sql('UPDATE family SET integrity_score = NULL');
    await check();
    expect(await findings()).toEqual([]);
    expect(await sql('SELECT DISTINCT integrity_score FROM family')).toEqual([{ integrity_score: null }]);
  });
});

it('looks at nothing when the import changed nothing', async () => {
  await family('a', 'head_id = NULL');
  await check({ changed: false });
  expect(await findings()).toEqual([]);
  expect(await sql('SELECT 1 FROM district_integrity')).toEqual([]);
  expect(await sql('SELECT DISTINCT integrity_score FROM family')).toEqual([{ integrity_score: null }]);
});

describe('the score of a family', () => {
  const scoreOf = async (key: string) =>
    (await sql(`SELECT integrity_score FROM family WHERE source_id = '${key}'`))[0]?.['integrity_score'];

  it.each([
    ['nothing is wrong', () => Promise.resolve(), 100],
    // Half of 35 for identity and of 10 for the match.
    ['one of two is not matched', () => person('a2', `match_status = 'TIDAK_PADAN'`), 78],
    ['one was not checked yet', () => person('a2', `match_status = 'BELUM_DICEK'`), 95],
    ['the head is missing', () => family('a', 'head_id = NULL'), 85],
    ['it moved', () => civil('a1', `region_code = '3204062001'`), 90],
    ['it is stale', () => family('a', `confirmed_on = '2025-09-29'`), 85],
    ['nobody has a telephone', () => sql('UPDATE person SET phone = NULL'), 96],
    ['one of two has one', () => person('a2', 'phone = NULL'), 100],
    [
      'one of two has no address, schooling, diploma',
      () => person('a2', 'address = NULL, schooling = NULL, highest_diploma = NULL'),
      94,
    ],
  ])('when %s', async (_, change, score) => {
    await change();
    await check();
    expect(await scoreOf('a')).toBe(score);
  });

  it('is written only where it differs', async () => {
    await check();
    const written = () => sql('SELECT source_id, xmin::text, version FROM family ORDER BY 1');
    const before = await written();
    await family('a', 'head_id = NULL');
    await check();
    const after = await written();
    expect(after.slice(1)).toEqual(before.slice(1));
    expect(after[0]).not.toEqual(before[0]);
    await check();
    expect(await written()).toEqual(after);
  });
});

describe('the integrity of a district', () => {
  const districts = () =>
    sql(`SELECT district_code, families, persons, matched, duplicates, deceased, complete, median_age_days, score::float8
      FROM district_integrity ORDER BY 1`);
  const whole = {
    district_code: '320405',
    families: 3,
    persons: 6,
    matched: 6,
    duplicates: 0,
    deceased: 0,
    complete: 6,
  };

  it('counts records, without the merged', async () => {
    await check();
    expect(await districts()).toEqual([{ ...whole, median_age_days: 29, score: 100 }]);
    await person('a2', `match_status = 'GANDA', schooling = NULL`);
    await person('b2', `match_status = 'MENINGGAL'`);
    await person('c2', `merged_into = '${ids.person('b2')}'`);
    await check();
    const counts = { persons: 5, matched: 3, duplicates: 1, deceased: 1, complete: 4 };
    expect(await districts()).toMatchObject([{ ...whole, ...counts }]);
  });

  it('loses a district that nobody lives in any more', async () => {
    await check();
    await sql(`UPDATE family SET region_code = '3204062001'; UPDATE person SET region_code = '3204062001'`);
    await check();
    expect(await districts()).toMatchObject([{ ...whole, district_code: '320406' }]);
  });

  it('is reported for every district, the lowest first', async () => {
    await person('a2', `match_status = 'TIDAK_PADAN'`);
    const [few] = await check();
    expect(few).toMatchObject({
      title: 'Integrity by kecamatan',
      rows: [['320405', '-', 6, '83.3', '0.0', '0.0', '100.0', 29, '92.67']],
    });
    await sql(`INSERT INTO district_integrity SELECT 'x' || i, 'DTSEN-2026-TW3', 1, 1, 1, 0, 0, 1, 1, i
      FROM generate_series(10, 34) i`);
    const [many] = await check({ changed: false });
    expect(many?.rows.map(([code]) => code)).toEqual([
      ...Array.from({ length: 25 }, (_, index) => `x${index + 10}`),
      '320405',
    ]);
  });
});
