import { randomUUID } from 'node:crypto';
import { DISCLOSURE, DISCLOSURE_FIELDS } from '../../shared/access';
import type { Card, Disclosure, DisclosureField } from '../../shared/access';
import { createFieldCipher, createPseudonyms, sealCapability } from '../../shared/database';
import type { SubgraphAnswer } from '../../shared/subgraph';
import type { Viewer } from '../../shared/viewer';
import { asAdmin } from './database';
import { addFamilies, addRegions } from './people';
import type { TestIds } from './people';
import { startTestPlatform, viewerOf } from './platform';
import type { TestPlatform } from './platform';

/** A card as the employers' side publishes it. */
export const CARD: Card = {
  ageBand: 'AGE_35_44',
  regencyCode: '3204',
  provinceCode: '32',
  skills: ['JAHIT'],
  certificates: ['CTH.MEN.08'],
  education: 'JUNIOR',
  accommodations: ['RAMP_LIFT', 'JAM_FLEKSIBEL'],
  availability: 'NOW',
};

/** Everything an agreement can name. */
export const ALL_FIELDS = Object.keys(DISCLOSURE_FIELDS) as DisclosureField[];

/** A consent to write; what is left out gets a harmless value. */
export interface TestConsent {
  readonly kind: 'ANONYMOUS_PROFILE' | 'REFERRAL' | 'EMPLOYMENT' | 'DISABILITY';
  readonly employerId?: string;
  readonly vacancyId?: string;
  readonly status?: 'GIVEN' | 'WITHDRAWN' | 'ENDED';
  /** In days from today; negative is past. */
  readonly expiresIn?: number;
  readonly givenBy?: 'SELF' | 'ORTU' | 'WALI';
}

/**
 * Two partners with vacancies and agreements, and some people, of whom a test says what they agreed to and how far they were
 * referred. Partner 1 employs the recruiter.
 */
export class CandidateDesk implements AsyncDisposable {
  readonly partners = [randomUUID(), randomUUID()] as const;
  /** One of each partner, and a further one of the first. */
  readonly vacancies = [randomUUID(), randomUUID(), randomUUID()] as const;
  private readonly cipher;
  private readonly pseudonyms;

  private constructor(
    readonly platform: TestPlatform,
    readonly ids: TestIds,
  ) {
    const { keys } = platform.database.config;
    this.cipher = createFieldCipher(keys);
    this.pseudonyms = createPseudonyms(keys.identity);
  }

  static async open(): Promise<CandidateDesk> {
    const platform = await startTestPlatform();
    await addRegions(platform);
    const member = (key: string, birthDate?: string) => ({
      key,
      name: 'Sarni Dewi Wulandaru',
      nik: '3204054101809917',
      disabilities: ['FISIK'],
      ...(birthDate && { birthDate }),
    });
    const ids = await addFamilies(platform, [
      { key: 'F-1', members: [member('sarni'), member('budi'), member('child', '2015-02-03')] },
    ]);
    const desk = new CandidateDesk(platform, ids);
    await desk.sql(
      `UPDATE beneficiaries.person SET work_status = 4, business_sector = 'G', address = 'Jalan Contoh 1'`,
    );
    await desk.plantPartners();
    return desk;
  }

  /** The recruiter of a partner. */
  recruiter(partner: 0 | 1 = 0): Viewer {
    return viewerOf('PARTNER_RECRUITER', {
      subject: `recruiter-${partner}`,
      employerId: this.partners[partner],
      purpose: 'PENEMPATAN',
    });
  }

  ref(key: string, partner: 0 | 1 = 0): string {
    return this.pseudonyms.of(this.partners[partner], this.ids.person(key));
  }

  /** What the employers' side would seal. */
  disclosure(key: string, stage: Disclosure['stage'], others: Partial<Disclosure> = {}): Disclosure {
    const [employerId] = this.partners;
    const [vacancyId] = this.vacancies;
    return {
      personId: this.ids.person(key),
      employerId,
      vacancyId,
      referralId: null,
      stage,
      card: CARD,
      fields: ALL_FIELDS,
      ...others,
    };
  }

  seal(content: object, kind: string = DISCLOSURE): string {
    return sealCapability(this.cipher, kind, content);
  }

  sealText(text: string): string {
    return this.cipher.seal(text);
  }

  /** Asks the registry itself for candidates, as the gateway would. */
  entities(viewer: Viewer, representations: readonly object[], selection: string): Promise<SubgraphAnswer> {
    const query = `query ($list: [_Any!]!) { _entities(representations: $list) { ... on Candidate { ${selection} } } }`;
    const list = representations.map((each) => ({ __typename: 'Candidate', ...each }));
    return this.platform.subgraph('beneficiaries').subgraph.execute({ query, variables: { list } }, viewer);
  }

  /** Writes consents of a person in place of those they had, and gives their ids. */
  async agree(key: string, consents: readonly TestConsent[]): Promise<string[]> {
    await this.sql('DELETE FROM beneficiaries.consent WHERE person_id = $1', [this.ids.person(key)]);
    const ids: string[] = [];
    for (const { kind, employerId, vacancyId, status = 'GIVEN', expiresIn = 30, givenBy = 'SELF' } of consents) {
      const id = randomUUID();
      const employer = kind === 'ANONYMOUS_PROFILE' ? null : (employerId ?? this.partners[0]);
      const payroll =
        kind === 'EMPLOYMENT' ? [this.cipher.seal('0071234567'), this.cipher.seal('19012345678')] : [null, null];
      await this.sql(
        `INSERT INTO beneficiaries.consent (id, person_id, kind, employer_id, vacancy_id, status, given_by, form, text_version,
           given_on, expires_on, account_sealed, bpjs_sealed)
         VALUES ($1, $2, $3, $4, $5, $6, $10, 'TERTULIS', 'P-1', current_date - 365,
           (now() AT TIME ZONE 'Asia/Jakarta')::date + $7::int, $8, $9)`,
        [
          id,
          this.ids.person(key),
          kind,
          employer,
          kind === 'REFERRAL' ? (vacancyId ?? this.vacancies[0]) : (vacancyId ?? null),
          status,
        ]
          .concat([String(expiresIn)])
          .concat(payroll, givenBy),
      );
      ids.push(id);
    }
    return ids;
  }

  /** Writes the referral of a person to a vacancy of the first partner in place of those they had. */
  async refer(key: string, status: string, endedDaysAgo?: number): Promise<string> {
    const id = randomUUID();
    await this.sql('DELETE FROM employers.referral WHERE person_id = $1', [this.ids.person(key)]);
    await this.sql(
      `INSERT INTO employers.referral (id, person_id, case_id, centre_id, employer_id, vacancy_id, region_code, status,
         referred_on, placed_on, ended_on)
       VALUES ($1, $2, gen_random_uuid(), 'S-001', $3, $4, '3204', $5, current_date, current_date,
         (now() AT TIME ZONE 'Asia/Jakarta')::date - $6::int)`,
      [id, this.ids.person(key), this.partners[0], this.vacancies[0], status, endedDaysAgo ?? null],
    );
    return id;
  }

  sql<Row extends object = Record<string, unknown>>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return asAdmin(async (client) => {
      const { rows } = await client.query<Row>(text, [...values]);
      return rows;
    }, this.platform.database.adminUrl);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.platform.stop();
  }

  private async plantPartners(): Promise<void> {
    for (const [index, id] of this.partners.entries()) {
      await this.sql(
        `INSERT INTO employers.employer (id, source_id, name, type, status, snapshot)
         VALUES ($1, $2, 'BUMN Contoh', 'BUMN', 'ACTIVE', 'DTSEN-2026-TW3')`,
        [id, `E-${index}`],
      );
      await this.sql(
        `INSERT INTO employers.agreement (employer_id, kind, number, starts_on, ends_on, purposes, fields, legal_basis,
           retention_days, breach_contact, bast_number)
         VALUES ($1, 'DSA', $2, current_date - 10, current_date + 100, '{PENEMPATAN}', $3, 'CONSENT', 30, 'dpo', 'BAST-1')`,
        [id, `DSA-${index}`, ALL_FIELDS],
      );
      await this.sql(
        `INSERT INTO employers.partner_user (employer_id, role, subject, status) VALUES ($1, 'PARTNER_RECRUITER', $2, 'ACTIVE')`,
        [id, `recruiter-${index}`],
      );
    }
    for (const [index, id] of this.vacancies.entries()) {
      await this.sql(
        `INSERT INTO employers.vacancy (id, source_id, employer_id, title, kbji_code, regency_code, work_mode, contract_type,
           wage_min, shift, reserved_for_disability, seats, open_until, status, snapshot, employer_status)
         VALUES ($1, $2, $3, 'Penjahit', '7531', '3204', 'ONSITE', 'PKWT', 4000000, false, false, 2, current_date + 90,
           'PUBLISHED', 'DTSEN-2026-TW3', 'ACTIVE')`,
        [id, `L-${index}`, this.partners[index === 1 ? 1 : 0]],
      );
    }
  }
}
