import { randomUUID } from 'node:crypto';
import { openCapability } from '../../shared/database';
import { createFieldCipher } from '../../shared/database';
import { DISCLOSURE, disclosureSchema } from '../../shared/access';
import type { Disclosure } from '../../shared/access';
import type { Viewer } from '../../shared/viewer';
import { publishCards } from '../../subgraphs/employers/card/publish';
import type { CardRun } from '../../subgraphs/employers/card/publish';
import { asAdmin } from './database';
import { startTestPlatform, viewerOf } from './platform';
import type { TestPlatform } from './platform';
import { systemActor } from '../../shared/viewer';

/** A card as a partner gets it, with what it says. */
export interface SeenCard {
  readonly ref: string;
  /** Who it is: a partner never has it, a test tells by it whether a guess was right. */
  readonly personId: string;
  readonly card: NonNullable<Disclosure['card']>;
}

/** What a vacancy asks and offers, as far as cards look at it. */
export interface AskedFor {
  readonly regencyCode?: string;
  readonly skills?: readonly string[];
  readonly accommodations?: readonly string[];
  readonly certificates?: readonly string[];
}

export const EVERY_ADJUSTMENT = [
  ...['RAMP_LIFT', 'TOILET_AKSES', 'JBI', 'PEMBACA_LAYAR', 'JAM_FLEKSIBEL', 'PENDAMPING_KERJA', 'ALAT_BANTU'],
  ...['TRANSPORTASI', 'TUGAS_DISESUAIKAN', 'RUANG_TENANG'],
];

/** Two partners whose agreements are in force, with whatever vacancies a test publishes, over a pool of people who are ready. */
export class CardDesk implements AsyncDisposable {
  readonly partners = [randomUUID(), randomUUID()] as const;

  private constructor(readonly platform: TestPlatform) {}

  static async open(): Promise<CardDesk> {
    const desk = new CardDesk(await startTestPlatform());
    for (const [index, id] of desk.partners.entries()) await desk.plantPartner(index, id);
    await desk.platform.relay.drain();
    await desk.platform.relay.stop();
    return desk;
  }

  recruiter(partner: 0 | 1 = 0): Viewer {
    return viewerOf('PARTNER_RECRUITER', { subject: `recruiter-${partner}`, employerId: this.partners[partner] });
  }

  /** Publishes a vacancy and gives its id. */
  async publish(
    partner: 0 | 1,
    { regencyCode = '3273', skills = [], accommodations, certificates = [] }: AskedFor = {},
  ) {
    const id = randomUUID();
    await this.sql(
      `INSERT INTO employers.vacancy (id, source_id, employer_id, title, kbji_code, regency_code, work_mode, contract_type,
         wage_min, shift, reserved_for_disability, seats, open_until, status, snapshot, employer_status, skill_codes, skill_levels,
         accommodations_offered, certificate_required)
       VALUES ($1::uuid, $1::uuid::text, $2, 'Penjahit', '7531', $3, 'ONSITE', 'PKWT', 4000000, false, false, 2, current_date + 90,
         'PUBLISHED', 'DTSEN-2026-TW3', 'ACTIVE', $4, array_fill(1, ARRAY[cardinality($4::text[])]), $5, $6)`,
      [id, this.partners[partner], regencyCode, skills, accommodations ?? EVERY_ADJUSTMENT, certificates],
    );
    return id;
  }

  /** A run of cards. */
  run(): Promise<CardRun> {
    return this.platform.subgraph('employers').database.bulk(systemActor('a test'), publishCards);
  }

  /** Everything a partner sees of a vacancy, in its order: pages to the last, and what the registry would open of each. */
  async seen(partner: 0 | 1, vacancyId: string): Promise<SeenCard[]> {
    await this.sql('UPDATE employers.relay_position SET caught_up_at = now()');
    const cipher = createFieldCipher(this.platform.database.config.keys);
    const query = `query ($id: ID!, $after: String) { vacancy(id: $id) { cards(first: 100, after: $after) {
      nodes { ref disclosure } pageInfo { hasNextPage endCursor } } } }`;
    const found: SeenCard[] = [];
    for (let after: string | null | undefined; after !== null;) {
      const { subgraph } = this.platform.subgraph('employers');
      const { data, errors } = await subgraph.execute(
        { query, variables: { id: vacancyId, after } },
        this.recruiter(partner),
      );
      if (errors) throw new Error(errors.map(({ message }) => message).join());
      const { cards } = (data as { vacancy: { cards: CardPage } }).vacancy;
      for (const { ref, disclosure } of cards.nodes) {
        const opened = openCapability(cipher, DISCLOSURE, disclosureSchema, disclosure);
        if (!opened?.card) throw new Error('a card without a card');
        found.push({ ref, personId: opened.personId, card: opened.card });
      }
      after = cards.pageInfo.hasNextPage ? cards.pageInfo.endCursor : null;
    }
    return found;
  }

  sql<Row extends object = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<Row[]> {
    return asAdmin(async (client) => {
      const { rows } = await client.query<Row>(text, values && [...values]);
      return rows;
    }, this.platform.database.adminUrl);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.platform.stop();
  }

  private async plantPartner(index: number, id: string): Promise<void> {
    await this.sql(
      `INSERT INTO employers.employer (id, source_id, name, type, status, snapshot)
       VALUES ($1, $2, 'BUMN Contoh', 'BUMN', 'ACTIVE', 'DTSEN-2026-TW3')`,
      [id, `E-${index}`],
    );
    await this.sql(
      `INSERT INTO employers.agreement (employer_id, kind, number, starts_on, ends_on, purposes, fields, legal_basis,
         retention_days, breach_contact, bast_number)
       VALUES ($1, 'DSA', $2, current_date - 10, current_date + 100, '{PENEMPATAN}', '{SKILLS}', 'CONSENT', 30, 'dpo', 'BAST-1')`,
      [id, `DSA-${index}`],
    );
    await this.sql(
      `INSERT INTO employers.partner_user (employer_id, role, subject, status) VALUES ($1, 'PARTNER_RECRUITER', $2, 'ACTIVE')`,
      [id, `recruiter-${index}`],
    );
  }
}

interface CardPage {
  readonly nodes: readonly { readonly ref: string; readonly disclosure: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}
