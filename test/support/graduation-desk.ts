import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import type { Viewer } from '../../shared/viewer';
import { TODAY } from '../../shared/machine';
import type { ServedPlatform } from './access/served';
import { viewerOf } from './platform';
import type { TestPlatform } from './platform';

/** A graduation as its steps answer it. */
export interface Told {
  readonly id: string;
  readonly status: string;
  readonly version: number;
}

/** A family in a program. */
export interface Served {
  readonly familyId: string;
  readonly enrolmentId: string;
  /** The member who speaks for the family. */
  readonly citizen: Viewer;
}

interface ServedOptions {
  readonly program?: string;
  readonly region?: string;
  readonly desil?: number;
  readonly status?: string;
  /** Days from today until the one component ends; nobody carries one where it is null. */
  readonly componentEnds?: number | null;
}

const VILLAGE = '3204052001';

/** Families in programs, the accounts of everybody who has a part in a graduation, and the tables as they are. */
export class GraduationDesk {
  readonly pendamping = viewerOf('PENDAMPING', { subject: 'pendamping', regionCodes: [VILLAGE.slice(0, 6)] });
  readonly dinsos = viewerOf('DINSOS', { subject: 'dinsos', regionCodes: [VILLAGE.slice(0, 4)] });
  readonly supervisor = viewerOf('SUPERVISOR', { subject: 'supervisor', regionCodes: [VILLAGE.slice(0, 2)] });
  readonly manager = viewerOf('PROGRAM_MANAGER', { subject: 'manager', programCodes: ['PKH', 'SEMBAKO'] });
  private keys = 0;
  private client: Promise<Client> | undefined;

  /** @param front where it asks by HTTP; without it, of the gateway in this process */
  constructor(
    private readonly platform: TestPlatform,
    private readonly front?: ServedPlatform,
  ) {}

  /** Asks the tables with the rights of the administrator, on one connection; see `close`. */
  async sql<Row = Record<string, unknown>>(text: string, values: unknown[] = []): Promise<Row[]> {
    this.client ??= connect(this.platform.database.adminUrl);
    const { rows } = await (await this.client).query(text, values);
    return rows as Row[];
  }

  async close(): Promise<void> {
    await (await this.client)?.end();
  }

  /** Puts a family into a program, with a child who carries a component of PKH. */
  async serve(options: ServedOptions = {}): Promise<Served> {
    const { program = 'PKH', region = VILLAGE, desil = 2, status = 'ACTIVE', componentEnds = 400 } = options;
    const [familyId, personId, enrolmentId] = [randomUUID(), randomUUID(), randomUUID()];
    await this.sql(
      `WITH f AS (INSERT INTO programs.family_ref (id, source_id, region_code, desil, kpm_flags) VALUES ($1::uuid, $1::uuid::text, $2, $3, ARRAY[$4])),
         p AS (INSERT INTO programs.person_ref (id, source_id, family_id, region_code, match_status)
           VALUES ($5::uuid, $5::uuid::text, $1::uuid, $2, 'PADAN'))
       SELECT 1`,
      [familyId, region, desil, program, personId],
    );
    await this.enrol({ familyId, personId, enrolmentId }, { program, region, status });
    if (componentEnds !== null) {
      await this.sql(
        `INSERT INTO programs.enrolment_component (id, enrolment_id, person_id, component, started_on, file_ended_on)
         VALUES (gen_random_uuid(), $1, $2, 'ANAK_SD', '2024-07-01', ${TODAY} + $3::int)`,
        [enrolmentId, personId, componentEnds],
      );
    }
    return { familyId, enrolmentId, citizen: viewerOf('CITIZEN', { subject: `citizen ${personId}`, personId }) };
  }

  async enrol(
    { familyId, personId, enrolmentId }: { familyId: string; personId: string; enrolmentId: string },
    { program = 'PKH', region = VILLAGE, status = 'ACTIVE' }: ServedOptions = {},
  ): Promise<void> {
    await this.sql(
      `INSERT INTO programs.enrolment (id, source_id, family_id, region_code, manager_id, program_code, status, started_on, file_status)
       VALUES ($1::uuid, $1::uuid::text, $2, $3, $4, $5, $6, '2024-01-01', 'ACTIVE')`,
      [enrolmentId, familyId, region, personId, program, status],
    );
  }

  /** Asks one of the mutations; the record, or the code of the first error. */
  async run(mutation: string, type: string, viewer: Viewer, input: object): Promise<Told | string> {
    const query = `mutation ($input: ${type}!) { told: ${mutation}(input: $input) { id status version } }`;
    const variables = { input: { clientKey: `graduation-desk-${this.keys++}`, ...input } };
    const { data, errors } = this.front
      ? await this.front.ask(viewer, { query, variables })
      : await this.platform.ask<{ told: Told | null }>(viewer, query, variables);
    const [error] = errors;
    if (error) return String(error.extensions['code']);
    const told = data?.['told' as keyof typeof data] as Told | null | undefined;
    if (!told) throw new Error(`${mutation} answered nothing`);
    return told;
  }

  /** The same, where it must be done. */
  async done(mutation: string, type: string, viewer: Viewer, input: object): Promise<Told> {
    const told = await this.run(mutation, type, viewer, input);
    if (typeof told === 'string') throw new Error(`${mutation} answered ${told}`);
    return told;
  }

  propose(viewer: Viewer, enrolmentId: string, ground = 'OWN_WISH'): Promise<Told> {
    return this.done('proposeGraduation', 'GraduationProposalInput', viewer, { enrolmentId, ground });
  }

  verify({ id, version }: Told, incomePerHead = 1_400_000): Promise<Told> {
    const input = { id, version, visitedOn: day(), incomePerHead };
    return this.done('verifyGraduation', 'GraduationVisitInput', this.dinsos, input);
  }

  refuse({ id, version }: Told, { citizen }: Served, reason: string): Promise<Told> {
    return this.done('refuseGraduation', 'ReasonedStepInput', citizen, { id, version, reason });
  }

  step(mutation: string, viewer: Viewer, { id, version }: Told): Promise<Told> {
    return this.done(mutation, 'StepInput', viewer, { id, version });
  }

  approve({ id, version }: Told, supportKinds: readonly string[] = ['KUR', 'PPSE']): Promise<Told> {
    const input = { id, version, supportKinds, supportUntil: day(150) };
    return this.done('approveGraduation', 'GraduationSupportInput', this.manager, input);
  }

  /** What a graduation has in the database besides its status. */
  async row(id: string): Promise<Record<string, unknown>> {
    const [found] = await this.sql('SELECT * FROM programs.graduation WHERE id = $1', [id]);
    if (!found) throw new Error('no such graduation');
    return found;
  }

  async enrolment(id: string): Promise<Record<string, unknown>> {
    const [found] = await this.sql('SELECT status, reason, version, relapse_of FROM programs.enrolment WHERE id = $1', [
      id,
    ]);
    if (!found) throw new Error('no such enrolment');
    return found;
  }

  /** Every event of a record and the notice it gave, one line each, oldest first. */
  async traces(id: string): Promise<{ readonly events: string[]; readonly notices: string[] }> {
    const [found] = await this.sql<{ events: string[]; notices: string[] }>(
      `SELECT ARRAY(SELECT concat_ws(' ', event, from_status, to_status, reason, actor_role, actor) FROM programs.transition_event
           WHERE entity_id = $1 ORDER BY id) AS events,
         ARRAY(SELECT topic || ' ' || (payload ->> 'status') FROM programs.outbox WHERE entity_id = $1 ORDER BY id) AS notices`,
      [id],
    );
    return found ?? { events: [], notices: [] };
  }

  /** Lets the support of a graduation have ended yesterday, and it have been agreed some days before. */
  async passSupport(id: string): Promise<void> {
    await this.sql(`UPDATE programs.graduation SET support_until = ${TODAY} - 1 WHERE id = $1`, [id]);
  }
}

/** A day counted from today in Jakarta, `YYYY-MM-DD`. */
export function day(days = 0): string {
  return new Date(Date.now() + (7 + days * 24) * 3_600_000).toISOString().slice(0, 10);
}

async function connect(connectionString: string): Promise<Client> {
  const client = new Client({ connectionString });
  await client.connect();
  return client;
}
