import { systemActor } from '../../shared/viewer';
import { asAdmin } from './database';
import type { TestPlatform } from './platform';

interface Family {
  readonly id: string;
  readonly district: string;
  readonly desil: number;
}
interface Person {
  readonly id: string;
  readonly family: string;
  readonly birth: string;
  readonly match: string;
}

/** Fills families and persons of the star schema from the registry's own tables. */
export async function fillUnits(platform: TestPlatform): Promise<void> {
  const { families, persons } = await asAdmin(async (client) => {
    const found = await client.query<Family>(
      'SELECT id, left(region_code, 6) AS district, desil FROM beneficiaries.family',
    );
    const people = await client.query<Person>(`SELECT id, family_id AS family, match_status AS match,
      date_trunc('month', birth_date)::date::text AS birth FROM beneficiaries.person`);
    return { families: found.rows, persons: people.rows };
  }, platform.database.adminUrl);
  const { database } = platform.subgraph('insights');
  const keyOf = (kind: string, id: string) => database.recordKeys.of(`${kind}:${id}`);
  await database.bulk(systemActor('a test'), async (client) => {
    await client.query(
      `INSERT INTO family (unit, rkey, mkey, district, desil) SELECT unit, rkey, mkey, district, desil
       FROM jsonb_to_recordset($1::jsonb) AS x(unit uuid, rkey smallint, mkey smallint, district text, desil smallint)
       ON CONFLICT DO NOTHING`,
      [JSON.stringify(families.map(({ id, ...more }) => ({ ...keyOf('family', id), ...more })))],
    );
    await client.query(
      `INSERT INTO person (unit, rkey, mkey, family, birth_month, match_status, is_restricted)
       SELECT unit, rkey, mkey, family, birth, match, false
       FROM jsonb_to_recordset($1::jsonb) AS x(unit uuid, rkey smallint, mkey smallint, family uuid, birth date, match text)
       ON CONFLICT DO NOTHING`,
      [
        JSON.stringify(
          persons.map(({ id, family, ...more }) => ({
            ...keyOf('person', id),
            family: keyOf('family', family).unit,
            ...more,
          })),
        ),
      ],
    );
    await client.query('ANALYZE');
  });
}
