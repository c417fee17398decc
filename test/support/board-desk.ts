import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PoolClient } from 'pg';
import { openLiveBus } from '../../platform/live/bus';
import type { LiveBus } from '../../platform/live/bus';
import { budgetUrl } from '../../platform/budget/store';
import { PROJECT_ROOT } from '../../platform/demo/project';
import { readDocuments } from '../../platform/front';
import { systemActor } from '../../shared/viewer';
import type { Viewer } from '../../shared/viewer';
import { referralFact } from '../../subgraphs/employers/referral/referral';
import type { ReferralEvent, ReferralStatus } from '../../subgraphs/employers/referral/referral';
import { openBoard } from './board-reader';
import type { BoardEvent, BoardReader } from './board-reader';
import { asAdmin } from './database';
import { serveGraph } from './graph';
import type { GraphOptions, ServedGraph } from './graph';
import { startTestPlatform, viewerOf } from './platform';
import type { TestGateway } from './test-gateway';
import type { TestPlatform } from './platform';

const DOCUMENTS = readDocuments();
/** What a partner's board asks for. */
export const BOARD = readFileSync(join(PROJECT_ROOT, 'documents/partner-board/ReferralBoard.graphql'), 'utf8');

/** An event as `BOARD` tells it, on one line. */
export function toldBy(events: readonly BoardEvent[]): string[] {
  return events.flatMap(({ data }) => {
    const page = data.data?.['referralEvents'] as
      { events: { event: string; referral: { id: string } | null }[] } | undefined;
    return page?.events.map(({ event, referral }) => `${event} ${referral?.id}`) ?? [];
  });
}

/**
 * Partners with an agreement, a vacancy and an account each, centres, and referrals between them that go whatever way a test sends
 * them: by the rights of the platform, with the event and the notice a step writes.
 */
export class BoardDesk implements AsyncDisposable {
  readonly partners: readonly string[];
  readonly vacancies: readonly string[];
  private readonly open: (() => Promise<void>)[] = [];
  private readonly viewers = new Map<string, Viewer>();
  /** When tokens expire, by subject; seconds since 1970. */
  readonly expiries = new Map<string, number>();

  private constructor(
    readonly platform: TestPlatform,
    partners: number,
  ) {
    this.partners = Array.from({ length: partners }, () => randomUUID());
    this.vacancies = Array.from({ length: partners }, () => randomUUID());
  }

  static async open({ partners = 2 } = {}): Promise<BoardDesk> {
    const desk = new BoardDesk(await startTestPlatform(), partners);
    await asAdmin((client) => client.query(desk.partnersSql()), desk.platform.database.adminUrl);
    return desk;
  }

  recruiter(partner: number, subject = `recruiter-${partner}`): Viewer {
    return viewerOf('PARTNER_RECRUITER', { subject, employerId: this.partners[partner] });
  }

  officer(centre: number, subject = `officer-${centre}`): Viewer {
    return viewerOf('SENTRA_OFFICER', { subject, sentraId: `S-${centre}`, regionCodes: ['32'] });
  }

  citizen(personId: string): Viewer {
    return viewerOf('CITIZEN', { subject: `citizen-${personId}`, personId });
  }

  /** Proposes somebody to a partner. */
  async nominate({ partner = 0, centre = 0, personId = randomUUID() } = {}): Promise<string> {
    const id = randomUUID();
    await this.write(async (client) => {
      await client.query(
        `INSERT INTO referral (id, person_id, case_id, centre_id, employer_id, vacancy_id, region_code, status)
         VALUES ($1, $2, gen_random_uuid(), $3, $4, $5, '3204', 'NOMINATED')`,
        [id, personId, `S-${centre}`, this.partners[partner], this.vacancies[partner]],
      );
      await notify(client, id, 'NOMINATE');
    });
    return id;
  }

  /** Lets something happen to a referral. */
  happen(id: string, event: ReferralEvent, status: ReferralStatus): Promise<void> {
    return this.write((client) => happenIn(client, id, event, status));
  }

  /** Proposes and refers somebody. */
  async refer(given: Parameters<BoardDesk['nominate']>[0] = {}): Promise<string> {
    const id = await this.nominate(given);
    await this.happen(id, 'REFER', 'REFERRED');
    return id;
  }

  /** One transaction of the employers' own role. */
  write<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    return this.platform.subgraph('employers').database.bulk(systemActor('test'), work);
  }

  sql<Row extends object = Record<string, unknown>>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return asAdmin(async (client) => {
      await client.query('SET search_path = employers, extensions');
      const { rows } = await client.query<Row>(text, [...values]);
      return rows;
    }, this.platform.database.adminUrl);
  }

  /** Serves a gateway of the platform over HTTP, with word from the database; whoever comes is known by the token `subject`. */
  async serve(
    gateway: Pick<TestGateway, 'server' | 'holder'> = this.platform,
    { times, ...given }: Partial<GraphOptions> & { readonly times?: NonNullable<GraphOptions['live']>['times'] } = {},
  ): Promise<ServedGraph & { readonly bus: LiveBus }> {
    const { adminUrl, config } = this.platform.database;
    const bus = openLiveBus(budgetUrl({ ...config, databaseUrl: adminUrl }));
    const served = await serveGraph({
      server: gateway.server,
      holder: gateway.holder,
      verify: async (authorization) => this.viewerBehind(authorization),
      manifest: DOCUMENTS,
      expiryOf: ({ subject }) => this.expiries.get(subject),
      ...given,
      live: { bus, times: { roundMs: 10_000_000, pauseMs: 0, settleMs: 5, ...times }, ...given.live },
    });
    const stop = async () => {
      await served.stop();
      await bus.stop();
    };
    this.open.push(stop);
    return Object.assign(Object.create(served) as ServedGraph, { bus, stop });
  }

  /** Opens a board as somebody. */
  async board(url: string, viewer: Viewer, after?: string, query = BOARD): Promise<BoardReader> {
    this.viewers.set(viewer.subject, viewer);
    const headers = { authorization: `Bearer ${viewer.subject}` };
    return openBoard({ url, headers, body: { query, variables: { after } } });
  }

  /** Every gateway has heard what was said so far, and boards that were woken have looked. */
  async settle(boards: readonly BoardReader[], events: number): Promise<void> {
    await Promise.all(boards.map((board) => board.until(events)));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const stop of this.open) await stop();
    await this.platform.stop();
  }

  private viewerBehind(authorization = ''): Viewer {
    const viewer = this.viewers.get(authorization.replace('Bearer ', ''));
    if (!viewer) throw new Error('nobody by this token');
    return viewer;
  }

  private partnersSql(): string {
    return this.partners
      .map(
        (id, index) => `
        INSERT INTO employers.employer (id, source_id, name, type, status, snapshot)
          VALUES ('${id}', 'E-${index}', 'Swasta Contoh ${index}', 'SWASTA', 'ACTIVE', 'DTSEN-2026-TW3');
        INSERT INTO employers.agreement (employer_id, kind, number, starts_on, ends_on, purposes, fields, legal_basis,
          retention_days, breach_contact, bast_number)
          VALUES ('${id}', 'DSA', 'DSA-${index}', current_date - 10, current_date + 100, '{PENEMPATAN}', '{SKILLS}', 'CONSENT', 30, 'dpo', 'BAST');
        INSERT INTO employers.partner_user (employer_id, role, subject, status)
          VALUES ('${id}', 'PARTNER_RECRUITER', 'recruiter-${index}', 'ACTIVE');
        INSERT INTO employers.vacancy (id, source_id, employer_id, title, kbji_code, regency_code, work_mode, contract_type,
          wage_min, shift, reserved_for_disability, seats, open_until, status, snapshot, employer_status)
          VALUES ('${this.vacancies[index]}', 'L-${index}', '${id}', 'Penjahit', '7531', '3204', 'ONSITE', 'PKWT', 4000000, false,
            false, 2, current_date + 90, 'PUBLISHED', 'DTSEN-2026-TW3', 'ACTIVE')`,
      )
      .join(';');
  }
}

/** The same in a transaction that is open. */
export async function happenIn(
  client: PoolClient,
  id: string,
  event: ReferralEvent,
  status: ReferralStatus,
): Promise<void> {
  await client.query(
    `UPDATE referral SET status = $2, version = version + 1,
       referred_on = CASE WHEN $2 = 'REFERRED' THEN current_date ELSE referred_on END WHERE id = $1`,
    [id, status],
  );
  await notify(client, id, event);
}

async function notify(client: PoolClient, id: string, event: ReferralEvent): Promise<void> {
  await client.query(
    `INSERT INTO outbox (topic, entity_id, payload)
     SELECT 'referral', f.id, ${referralFact('f', '$2')} FROM referral f WHERE f.id = $1`,
    [id, event],
  );
}
