import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { getParts } from '../../platform/catalogue';
import { openSubgraph } from '../../platform/subgraphs';
import type { RunningSubgraph } from '../../platform/subgraphs';
import type { Viewer } from '../../shared/viewer';
import { openEmptyDatabase } from './database';
import type { TestDatabase } from './database';

/** A person who carries a component. Days are `YYYY-MM-DD`. */
export interface Carried {
  readonly component: string;
  readonly from?: string;
  readonly to?: string;
}

/** An enrolment to put into the tables; what is left out gets a harmless value. */
export interface TestEnrolment {
  readonly program?: string;
  readonly status?: string;
  readonly startedOn?: string;
  readonly endedOn?: string;
  readonly region?: string;
  readonly family?: string;
  readonly components?: readonly (string | Carried)[];
}

/** The subgraph of programs alone, with a connection of the administrator. */
export class ProgramsDesk implements AsyncDisposable {
  private constructor(
    readonly database: TestDatabase,
    readonly running: RunningSubgraph,
    private readonly admin: Client,
  ) {}

  static async open(): Promise<ProgramsDesk> {
    const database = await openEmptyDatabase();
    const running = await openSubgraph(getParts('programs'), database.adminUrl, database.config);
    const admin = new Client({ connectionString: database.adminUrl });
    await admin.connect();
    await admin.query('SET search_path = programs');
    return new ProgramsDesk(database, running, admin);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.admin.end();
    await this.running.close();
    await this.database.drop();
  }

  async rows<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return (await this.admin.query<Row>(text, [...values])).rows;
  }

  /** Everything but the catalogue is gone. */
  async clear(): Promise<void> {
    await this.admin
      .query(`TRUNCATE family_ref, person_ref, enrolment, enrolment_component, payment, transition_event, outbox,
      stage_run, client_key, compliance CASCADE`);
  }

  /** Adds a family with one person and an enrolment; gives the enrolment's id. */
  async enrol(given: TestEnrolment = {}): Promise<string> {
    const { program = 'PKH', status = 'ACTIVE', startedOn = '2025-01-01', region = '3204050001' } = given;
    const [id, family, person] = [randomUUID(), given.family ?? randomUUID(), randomUUID()];
    await this.admin.query(
      `INSERT INTO family_ref VALUES ($1::uuid, $1::text, $2, 2, ARRAY[$3::text]) ON CONFLICT DO NOTHING`,
      [family, region, program],
    );
    await this.admin.query(`INSERT INTO person_ref VALUES ($1::uuid, $1::text, $2, $3, 'PADAN')`, [
      person,
      family,
      region,
    ]);
    await this.admin.query(
      `INSERT INTO enrolment (id, source_id, family_id, region_code, manager_id, program_code, status, started_on, ended_on, file_status)
       VALUES ($1::uuid, $1::text, $2, $3, $4, $5, $6::text, $7, $8, $6::text)`,
      [id, family, region, person, program, status, startedOn, given.endedOn ?? null],
    );
    for (const each of given.components ?? []) await this.carry(id, each, person);
    return id;
  }

  async carry(enrolment: string, carried: string | Carried, person: string = randomUUID()): Promise<void> {
    const {
      component,
      from = '2025-01-01',
      to = null,
    } = typeof carried === 'string' ? { component: carried } : carried;
    await this.admin.query(
      `INSERT INTO enrolment_component (id, enrolment_id, person_id, component, started_on, file_ended_on)
       VALUES (gen_random_uuid(), $1, $2, $3, $4, $5)`,
      [enrolment, person, component, from, to],
    );
  }

  /** Moves an enrolment to a status on a day, with the event. */
  async moved(enrolment: string, to: string, at: string): Promise<void> {
    await this.admin.query(
      `INSERT INTO transition_event (machine, entity_id, event, from_status, to_status, actor, actor_role, at)
       SELECT 'enrolment', id, 'X', status, $2, 's', 'SYSTEM', $3::timestamptz FROM enrolment WHERE id = $1`,
      [enrolment, to, at],
    );
    await this.admin.query('UPDATE enrolment SET status = $2 WHERE id = $1', [enrolment, to]);
  }

  /** Asks the subgraph; `Data` is what the test knows of its own query. */
  async ask<Data>(viewer: Viewer, query: string, variables: Record<string, unknown> = {}) {
    const { data, errors = [] } = await this.running.subgraph.execute({ query, variables }, viewer);
    return { data: data as Data, codes: errors.map(({ extensions }) => extensions?.['code']), errors };
  }
}
