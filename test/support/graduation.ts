import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { asAdmin } from './database';
import { viewerOf } from './platform';
import type { TestPlatform } from './platform';
import type { Viewer } from '../../shared/viewer';

/** A family with an active enrolment, and its pengurus as a viewer. */
export interface TestHousehold {
  readonly family: string;
  readonly enrolment: string;
  readonly citizen: Viewer;
}

const REGION = '3204050001';

/** A graduation as a desk sees it. */
export interface SeenGraduation {
  readonly id: string;
  readonly status: string;
  readonly version: number;
}

/** Those who take the steps of graduations in a test, over the whole platform. */
export class GraduationDesk {
  readonly pendamping = viewerOf('PENDAMPING', { regionCodes: ['320405'] });
  readonly dinsos = viewerOf('DINSOS', { regionCodes: ['3204'] });
  readonly supervisor = viewerOf('SUPERVISOR', { regionCodes: ['ID'] });
  readonly manager = viewerOf('PROGRAM_MANAGER', { programCodes: ['PKH'] });
  private keys = 0;

  constructor(private readonly platform: TestPlatform) {}

  /** Rows of a statement over the schema, as administrator. */
  rows<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return this.admin(async (client) => (await client.query<Row>(text, [...values])).rows);
  }

  async household({ desil = 2, status = 'ACTIVE' } = {}): Promise<TestHousehold> {
    const [family, person, enrolment] = [randomUUID(), randomUUID(), randomUUID()];
    await this.admin((client) =>
      client.query(`
        INSERT INTO family_ref VALUES ('${family}', '${family}', '${REGION}', ${desil}, '{PKH}');
        INSERT INTO person_ref VALUES ('${person}', '${person}', '${family}', '${REGION}', 'PADAN');
        INSERT INTO enrolment (id, source_id, family_id, region_code, manager_id, program_code, status, started_on, file_status)
          VALUES ('${enrolment}', '${enrolment}', '${family}', '${REGION}', '${person}', 'PKH', '${status}', '2024-01-01', 'ACTIVE')`),
    );
    const citizen = viewerOf('CITIZEN', { subject: `citizen ${person}`, personId: person, purpose: 'HAK_SUBJEK' });
    return { family, enrolment, citizen };
  }

  /** A component of the family's pengurus; with a last day, one that has ended. */
  async component({ enrolment }: TestHousehold, endedOn: string | null): Promise<void> {
    await this.rows(
      `INSERT INTO enrolment_component (id, enrolment_id, person_id, component, started_on, file_ended_on)
       SELECT gen_random_uuid(), id, manager_id, 'ANAK_SMA', '2024-01-01', $2 FROM enrolment WHERE id = $1`,
      [enrolment, endedOn],
    );
  }

  /** Proposes; the code where it is refused. */
  async propose(viewer: Viewer, { enrolment }: Pick<TestHousehold, 'enrolment'>, ground = 'OWN_WISH') {
    const input = { enrolmentId: enrolment, ground, clientKey: this.key() };
    return this.call(viewer, 'proposeGraduation', 'GraduationProposalInput', input);
  }

  /** Takes a step at the version just seen. */
  async step(
    viewer: Viewer,
    mutation: string,
    { id, version }: SeenGraduation,
    { type = 'StepInput', ...further }: Readonly<Record<string, unknown>> & { readonly type?: string } = {},
  ) {
    return this.call(viewer, mutation, type, { id, version, clientKey: this.key(), ...further });
  }

  /** The same where the step must succeed. */
  async taken(...step: Parameters<GraduationDesk['step']>): Promise<SeenGraduation> {
    return succeeded(await this.step(...step));
  }

  async proposed(...proposal: Parameters<GraduationDesk['propose']>): Promise<SeenGraduation> {
    return succeeded(await this.propose(...proposal));
  }

  /** Visited by Dinsos; the family has the word. */
  verified(graduation: SeenGraduation): Promise<SeenGraduation> {
    const found = { type: 'GraduationVisitInput', visitedOn: day(0), incomePerHead: 1_100_000 };
    return this.taken(this.dinsos, 'verifyGraduation', graduation, found);
  }

  refused(graduation: SeenGraduation, { citizen }: TestHousehold): Promise<SeenGraduation> {
    const why = { type: 'ReasonedStepInput', reason: 'INCOME_UNSTABLE' };
    return this.taken(citizen, 'refuseGraduation', graduation, why);
  }

  async statusOf({ enrolment }: Pick<TestHousehold, 'enrolment'>): Promise<string | undefined> {
    const [found] = await this.rows<{ status: string }>('SELECT status FROM enrolment WHERE id = $1', [enrolment]);
    return found?.status;
  }

  /** What was written down about a record: events and, of the same number, notices. */
  async written(id: string): Promise<{ readonly events: string[]; readonly notices: number }> {
    const [found] = await this.rows<{ events: string[]; notices: number }>(
      `SELECT ARRAY(SELECT event || ' ' || actor_role FROM transition_event WHERE entity_id = $1 ORDER BY id) AS events,
         (SELECT count(*)::int FROM outbox WHERE entity_id = $1) AS notices`,
      [id],
    );
    return found ?? { events: [], notices: 0 };
  }

  private async call(viewer: Viewer, mutation: string, type: string, input: object) {
    const query = `mutation ($input: ${type}!) { step: ${mutation}(input: $input) { id status version } }`;
    const { data, errors } = await this.platform.ask<{ step: SeenGraduation | null }>(viewer, query, { input });
    return { graduation: data?.step ?? undefined, codes: errors.map(({ extensions }) => extensions['code']) };
  }

  private key(): string {
    this.keys += 1;
    return `graduation-desk-${this.keys}`;
  }

  private admin<Result>(work: (client: Client) => Promise<Result>): Promise<Result> {
    return asAdmin(async (client) => {
      await client.query('SET search_path = programs');
      return work(client);
    }, this.platform.database.adminUrl);
  }
}

/** A day counted from today in Jakarta. */
export function day(days: number): string {
  return new Date(Date.now() + (7 + days * 24) * 3_600_000).toISOString().slice(0, 10);
}

function succeeded(answer: { graduation: SeenGraduation | undefined; codes: unknown[] }): SeenGraduation {
  if (!answer.graduation) throw new Error(`refused: ${answer.codes.join(', ')}`);
  return answer.graduation;
}
