import { systemActor } from '../../shared/viewer';
import type { TestPlatform } from './platform';

/** Persons and families of the registry in the star schema, for tests of cubes; nothing where the registry's events have brought them. */
export async function fillStarPeople(platform: TestPlatform): Promise<void> {
  const registry = platform.subgraph('beneficiaries').database;
  const { database } = platform.subgraph('insights');
  const keysOf = (kind: string, id: string) => database.recordKeys.of(`${kind}:${id}`);
  const read = (text: string) =>
    registry.bulk(systemActor('a test'), async (client) => (await client.query<Record<string, unknown>>(text)).rows);
  const families = await read(FAMILIES);
  const persons = await read(PERSONS);
  await database.bulk(systemActor('a test'), async (client) => {
    const { rows } = await client.query('SELECT FROM person LIMIT 1');
    if (rows.length > 0) return;
    await client.query(INSERT_FAMILIES, [
      JSON.stringify(families.map((row) => ({ ...row, ...keysOf('family', String(row['id'])) }))),
    ]);
    const units = persons.map((row) => ({
      ...row,
      ...keysOf('person', String(row['id'])),
      family: keysOf('family', String(row['family_id'])).unit,
    }));
    await client.query(INSERT_PERSONS, [JSON.stringify(units)]);
  });
}

const FAMILIES = `SELECT id, left(region_code, 6) AS district, desil FROM family WHERE erased_at IS NULL`;
const PERSONS = `SELECT id, family_id, date_trunc('month', birth_date)::date::text AS birth_month, sex, match_status,
  CASE cardinality(disabilities) WHEN 0 THEN 'NONE' WHEN 1 THEN disabilities[1] ELSE 'GANDA_MULTI' END AS disability,
  restricted_at IS NOT NULL AS is_restricted FROM person WHERE merged_into IS NULL AND erased_at IS NULL`;
const INSERT_FAMILIES = `INSERT INTO family (unit, rkey, mkey, district, desil)
  SELECT unit, rkey, mkey, district, desil FROM jsonb_to_recordset($1::jsonb)
    AS x(unit uuid, rkey smallint, mkey smallint, district text, desil smallint)`;
const INSERT_PERSONS = `INSERT INTO person (unit, rkey, mkey, family, birth_month, sex, disability, match_status, is_restricted)
  SELECT unit, rkey, mkey, family, birth_month, sex, disability, match_status, is_restricted FROM jsonb_to_recordset($1::jsonb)
    AS x(unit uuid, rkey smallint, mkey smallint, family uuid, birth_month date, sex text, disability text, match_status text,
      is_restricted boolean)`;
