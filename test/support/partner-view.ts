import { systemActor } from '../../shared/viewer';
import type { Viewer } from '../../shared/viewer';
import { publishCards } from '../../subgraphs/employers/card/publish';
import type { CandidateDesk } from './candidate-desk';
import type { FrontReply, PartnerFront } from './partner-front';
import { viewerOf } from './platform';
import { day } from './referral-desk';

/** What each stage adds to what a partner sees of somebody. */
const FIELDS = {
  1: ['ageBand', 'regency', 'province', 'skills', 'certificates', 'education', 'availability', 'accommodations'],
  2: ['firstName', 'workHistory'],
  3: ['fullName', 'phone', 'interviewSupport'],
  4: ['nik', 'birthDate', 'address', 'payrollAccount', 'bpjsNumber'],
} as const;
export type Stage = keyof typeof FIELDS;

/** The names of what is told up to a stage, and with the opt-in the disability from the second on; in order. */
export function fieldsUpTo(stage: number, isOptedIn: boolean): string[] {
  const told = ([1, 2, 3, 4] as const).filter((each) => each <= stage).flatMap((each) => [...FIELDS[each]]);
  return [...told, ...(isOptedIn && stage >= 2 ? ['disability'] : [])].sort();
}

export const CONSENTS = ['ANONYMOUS_PROFILE', 'REFERRAL', 'EMPLOYMENT', 'DISABILITY'] as const;
export type Consent = (typeof CONSENTS)[number];
/** People of the desk. */
export type Key = 'sarni' | 'budi';
type Told = Readonly<Record<string, unknown>>;

/** The names of what is told of somebody, beside the pseudonym; nothing where there is nobody. */
export function toldOf(candidate: unknown): string[] | undefined {
  const told = candidate as Told | null | undefined;
  return told ? namesOf(told) : undefined;
}
const namesOf = (told: Told) =>
  Object.keys(told)
    .filter((name) => name !== 'ref' && told[name] !== null)
    .sort();

let keys = 0;
export const clientKey = (): string => `partner-view-${keys++}`;

/** People who agree over HTTP, and all that a partner's stored documents show of them at a stage. */
export class PartnerView {
  constructor(
    private readonly desk: CandidateDesk,
    private readonly front: PartnerFront,
  ) {}

  citizen(key: Key): Viewer {
    return viewerOf('CITIZEN', { subject: `the person ${key}`, personId: this.desk.ids.person(key) });
  }

  /** Gives every consent there is, by the person's own hand, in place of earlier ones; their ids. */
  async agreesToAll(key: Key): Promise<Record<Consent, string>> {
    const personId = this.desk.ids.person(key);
    await this.desk.sql('DELETE FROM beneficiaries.consent WHERE person_id = $1', [personId]);
    await this.desk.sql('DELETE FROM employers.consent_ref WHERE person_id = $1', [personId]);
    const about = { employerId: this.desk.partners[0] };
    return {
      ANONYMOUS_PROFILE: await this.agrees(key, 'ANONYMOUS_PROFILE'),
      REFERRAL: await this.agrees(key, 'REFERRAL', { ...about, vacancyId: this.desk.vacancies[0] }),
      EMPLOYMENT: await this.agrees(key, 'EMPLOYMENT', {
        ...about,
        payroll: { account: '0071234567', bpjsNumber: '19012345678' },
      }),
      DISABILITY: await this.agrees(key, 'DISABILITY', about),
    };
  }

  /** Brings consents over, and puts everybody among ten who are ready and alike: each has a card, on its finest level. */
  async publish(): Promise<void> {
    await this.desk.platform.relay.drain();
    await this.desk.sql(`DELETE FROM employers.card; DELETE FROM employers.cohort;
      INSERT INTO employers.job_seeker (person_id, has_consented, consent_until, birth_year, regency_code)
        SELECT md5('other ' || n)::uuid, true, current_date + 100, 1980, '3204' FROM generate_series(1, 10) n
        ON CONFLICT DO NOTHING;
      UPDATE employers.job_seeker SET is_ready = true, case_id = coalesce(case_id, gen_random_uuid()), centre_id = 'S-001',
        skill_codes = '{JAHIT}', skill_levels = '{3}', certificates =
          jsonb_build_array(jsonb_build_object('unitCode', 'CTH.01', 'level', 2, 'expiresOn', current_date + 400)),
        certificate_units = '{CTH.01}', accommodations = '{RAMP_LIFT}', willing_to_move = true, experience_months = 12,
        soft_readiness = 4, ready_since = current_date - 10, education = 'SENIOR';
      UPDATE employers.vacancy SET accommodations_offered = '{RAMP_LIFT}', skill_codes = '{JAHIT}', skill_levels = '{1}'`);
    await this.desk.platform.subgraph('employers').database.bulk(systemActor('a test'), publishCards);
  }

  /** A referral as the document of the partner shows it. */
  async referral(id: string): Promise<Told | null> {
    return partOf(await this.front.stored(this.desk.recruiter(), 'OurReferral', { id }), 'referral');
  }

  /** Cards of the partner's first vacancy. */
  async cards(): Promise<readonly Told[]> {
    const variables = { id: this.desk.vacancies[0], first: 100 };
    const vacancy = partOf(await this.front.stored(this.desk.recruiter(), 'CardsOfVacancy', variables), 'vacancy');
    return (vacancy?.['cards'] as { nodes: readonly Told[] } | null | undefined)?.nodes ?? [];
  }

  /** Names of what the partner sees of somebody by every document there is for a stage. */
  async seen(stage: Stage, key: Key, referralId: string): Promise<string[] | undefined> {
    if (stage === 1) return toldOf((await this.cards()).find(({ ref }) => ref === this.desk.ref(key)));
    const candidate = (await this.referral(referralId))?.['candidate'] as Told | null | undefined;
    if (stage < 4 || !candidate) return toldOf(candidate);
    const reply = await this.front.stored(this.desk.recruiter(), 'PayrollOf', { id: referralId });
    return toldOf({ ...candidate, ...(partOf(reply, 'referral')?.['candidate'] as Told | null) });
  }

  private async agrees(key: Key, kind: Consent, more: object = {}): Promise<string> {
    const form = { givenBy: 'SELF', form: 'JBI', textVersion: 'P-2026.1', expiresOn: day(100) };
    const input = { clientKey: clientKey(), personId: this.desk.ids.person(key), kind, ...form, ...more };
    const query = 'mutation ($input: GiveConsentInput!) { done: giveConsent(input: $input) { id } }';
    const { data, errors } = await this.front.ask(this.citizen(key), query, { input });
    expect([kind, errors]).toEqual([kind, []]);
    return (data?.['done'] as { id: string }).id;
  }
}

function partOf({ data }: FrontReply, name: string): Told | null {
  return (data?.[name] ?? null) as Told | null;
}
