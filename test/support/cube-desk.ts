import { SNAPSHOT_DAY } from '../../platform/demo/nation/weights';
import { systemActor } from '../../shared/viewer';
import { columnsOf } from '../../subgraphs/insights/cube/cube';
import type { Cube } from '../../subgraphs/insights/cube/cube';
import { starId } from '../../subgraphs/insights/star/unit';
import { asAdmin } from './database';
import type { TestDatabase } from './database';
import { openNation } from './nation';
import { startTestPlatform } from './platform';
import type { TestPlatform } from './platform';

const TESTER = systemActor('a test of cubes');

/** A platform whose star schema is filled, and what its cubes say. */
export class CubeDesk implements AsyncDisposable {
  private constructor(
    readonly platform: TestPlatform,
    /** `YYYY-MM-DD`. */
    readonly asOf: string,
  ) {}

  /** Over the demo nation, on the day it stands still at. */
  static async ofNation(): Promise<CubeDesk> {
    return CubeDesk.open(await openNation(), SNAPSHOT_DAY);
  }

  /**
   * @param database an empty one if none is given
   * @param asOf the day the cubes are made for, `YYYY-MM-DD`
   */
  static async open(database: TestDatabase | undefined, asOf: string): Promise<CubeDesk> {
    const desk = new CubeDesk(await startTestPlatform(database), asOf);
    await desk.platform.relay.drain();
    await desk.platform.relay.stop();
    await desk.fillRegistry();
    return desk;
  }

  /** Statements on the star schema, as the projector. */
  star<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    const { database } = this.platform.subgraph('insights');
    return database.bulk(TESTER, async (client) => (await client.query<Row>(text, [...values])).rows);
  }

  /** The unit of a person in the star schema. */
  personUnit(id: string): string {
    return starId(this.platform.subgraph('insights').database.recordKeys, 'person', id);
  }

  source(cube: Cube): string {
    return cube.source(`date '${this.asOf}'`);
  }

  /** Names and types of the columns a cube's source gives, in their order. */
  async columns(cube: Cube): Promise<{ readonly given: readonly string[]; readonly promised: readonly string[] }> {
    const rows = await this.star<{ name: string }>(
      `SELECT key AS name FROM (SELECT row_to_json(c) AS row FROM (${this.source(cube)}) c LIMIT 1) one, json_each(row)`,
    );
    return {
      given: rows.map(({ name }) => name).sort(),
      promised: columnsOf(cube)
        .map(({ name }) => name)
        .sort(),
    };
  }

  /** Persons and families of the registry, where nothing has brought them yet. */
  private async fillRegistry(): Promise<void> {
    const [known] = await this.star<{ count: number }>('SELECT count(*)::int FROM person');
    if (known?.count !== 0) return;
    const keys = this.platform.subgraph('insights').database.recordKeys;
    const rows = await asAdmin(
      async (client) => (await client.query<Registered>(REGISTERED)).rows,
      this.platform.database.adminUrl,
    );
    const persons = rows.map(({ id, family, ...row }) => ({
      ...{ ...row, ...keys.of(`person:${id}`), family: starId(keys, 'family', family) },
    }));
    const families = [...new Map(rows.map((row) => [row.family, row])).values()].map(({ family, district, desil }) => ({
      ...{ ...keys.of(`family:${family}`), district, desil },
    }));
    await this.star(PERSONS, [JSON.stringify(persons)]);
    await this.star(FAMILIES, [JSON.stringify(families)]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.platform.stop();
  }
}

interface Registered {
  readonly id: string;
  readonly family: string;
  readonly district: string;
  readonly desil: number;
}

const REGISTERED = `
  SELECT p.id, p.family_id AS family, left(f.region_code, 6) AS district, coalesce(f.desil, 0) AS desil, p.sex,
    date_trunc('month', p.birth_date)::date AS birth_month, p.match_status,
    CASE WHEN cardinality(p.disabilities) > 1 THEN 'GANDA_MULTI' ELSE coalesce(p.disabilities[1], 'NONE') END AS disability
  FROM beneficiaries.person p JOIN beneficiaries.family f ON f.id = p.family_id
  WHERE p.merged_into IS NULL AND p.erased_at IS NULL AND p.restricted_at IS NULL`;

const PERSONS = `
  INSERT INTO person (unit, rkey, mkey, family, birth_month, sex, disability, match_status, is_restricted)
  SELECT unit, rkey, mkey, family, birth_month, sex, disability, match_status, false FROM jsonb_to_recordset($1::jsonb)
    AS x(unit uuid, rkey smallint, mkey smallint, family uuid, birth_month date, sex text, disability text, match_status text)`;
const FAMILIES = `
  INSERT INTO family (unit, rkey, mkey, district, desil)
  SELECT unit, rkey, mkey, district, desil FROM jsonb_to_recordset($1::jsonb)
    AS x(unit uuid, rkey smallint, mkey smallint, district text, desil smallint)`;
