import { randomUUID } from 'node:crypto';
import type { Viewer } from '../../shared/viewer';
import { asAdmin } from './database';
import { viewerOf } from './platform';
import type { TestPlatform } from './platform';

/** A row of the graph that takes steps. */
export interface Stepped {
  readonly id: string;
  readonly status: string;
  readonly version: number;
}

export const VILLAGE = '3204052001';
const DAY = 86_400_000;
/** A day some days from today where the ministry works, as YYYY-MM-DD. */
export const day = (days: number) => new Date(Date.now() + 7 * 3_600_000 + days * DAY).toISOString().slice(0, 10);
export const officer = (subject: string, sentraId = 'S-001') => viewerOf('SENTRA_OFFICER', { subject, sentraId });

/** Devices and needs written straight into the tables, and steps asked of a platform. */
export class DeviceDesk {
  private keys = 0;
  private teams = 0;

  constructor(private readonly platform: TestPlatform) {}

  sql<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return asAdmin(
      async (client) => (await client.query<Row>(text, [...values])).rows,
      this.platform.database.adminUrl,
    );
  }

  /** Asks for a step of a record. */
  step(viewer: Viewer, mutation: string, type: string, record: Partial<Stepped>, input: object = {}) {
    return this.ask(viewer, mutation, type, { id: record.id, version: record.version ?? 1, ...input });
  }

  ask(viewer: Viewer, mutation: string, type: string, input: object) {
    return this.platform.ask<{ done: Stepped | null }>(
      viewer,
      `mutation ($input: ${type}!) { done: ${mutation}(input: $input) { id status version } }`,
      { input: { clientKey: `device-test-${this.keys++}`, ...input } },
    );
  }

  async person(place = VILLAGE): Promise<string> {
    const id = randomUUID();
    await this.sql('INSERT INTO sentra.person_ref VALUES ($1, $2, $3)', [id, place, 'PADAN']);
    return id;
  }

  /** An open case of a centre about a person, with an assessment some days old unless left out. */
  async openCase(columns: { readonly [column: string]: unknown; readonly person_id: string | null }, assessed = -3) {
    const id = randomUUID();
    const base = { centre_id: 'S-001', region_code: VILLAGE, status: 'ASSESSED', place_kind: 'HOME', source: 'LKS' };
    const rest = { language: 'Sunda', reached_at: '2026-05-01', photo_consent: false, intake_on: day(-30) };
    await this.write('service_case', { id, ...base, ...rest, ...columns });
    if (assessed <= 0) {
      const words = { physical: 'a', psychological: 'b', social: 'c', spiritual: 'd', economic: 'e', vocational: 'f' };
      await this.write('assessment', {
        ...{ id: randomUUID(), case_id: id, episode: 1, type: 'KOMPREHENSIF', assessed_on: day(assessed), ...words },
        ...{ valid_until: day(300), risk: 'g', score: 50, washington: [1, 1, 3, 1, 1, 1], recommendation: 'r' },
        assessor: 'a',
      });
    }
    return id;
  }

  /** A need that waits since ten days, unless columns say otherwise. */
  async need(columns: Readonly<Record<string, unknown>> = {}) {
    const [id, person_id] = [randomUUID(), randomUUID()];
    const base = { centre_id: 'S-001', region_code: VILLAGE, type: 'ADAPTIVE_CANE', priority: 'NORMAL' };
    const row = { id, person_id, ...base, assessed_on: day(-10), status: 'WAITING', ...columns };
    await this.write('device_need', row);
    return row;
  }

  /** A device in stock, unless columns say otherwise. */
  async device(columns: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const id = randomUUID();
    const centre_id = columns['centre_id'] ?? 'S-001';
    const base = { centre_id, type: 'ADAPTIVE_CANE', region_code: '3275', status: 'IN_STOCK', planned_for: day(-40) };
    const made = {
      assembled_by_team_id: await this.team(String(centre_id)),
      assembled_on: day(-30),
      made_on: day(-20),
    };
    await this.write('device', { id, ...base, ...made, ...columns });
    return id;
  }

  async team(centreId = 'S-001'): Promise<string> {
    const id = randomUUID();
    const row = { id, centre_id: centreId, name: `Tim ${this.teams++}`, assemblers: 5, recorded_by: 'a' };
    await this.write('device_team', row);
    return id;
  }

  /** A device somebody was given, and the need it met. */
  async given(columns: Readonly<Record<string, unknown>> = {}, person_id: string = randomUUID()) {
    const need = await this.need({
      status: 'MET',
      met_on: day(-5),
      person_id,
      type: columns['type'] ?? 'ADAPTIVE_CANE',
    });
    const owner = { need_id: need.id, person_id: need.person_id, region_code: VILLAGE, allocated_on: day(-9) };
    const over = { fitted_on: day(-7), handed_over_on: day(-5), bast_number: 'BAST-1', received_by: 'SELF' };
    const id = await this.device({ status: 'HANDED_OVER', ...owner, ...over, ...columns });
    return { id, need };
  }

  /** How a record stands. */
  async state(table: 'device' | 'device_need', id: string): Promise<readonly [status: string, version: number]> {
    const [row] = await this.sql<Stepped>(`SELECT status, version FROM sentra.${table} WHERE id = $1`, [id]);
    if (!row) throw new Error(`no ${table} ${id}`);
    return [row.status, row.version];
  }

  private async write(table: string, row: Readonly<Record<string, unknown>>): Promise<void> {
    const names = Object.keys(row).join(', ');
    await this.sql(
      `INSERT INTO sentra.${table} (${names})
       SELECT ${names} FROM json_populate_record(NULL::sentra.${table}, $1)`,
      [JSON.stringify(row)],
    );
  }
}

/** The codes an answer was refused with. */
export const codesOf = ({ errors }: { readonly errors: readonly { readonly extensions: Record<string, unknown> }[] }) =>
  errors.map(({ extensions }) => extensions['code']);
