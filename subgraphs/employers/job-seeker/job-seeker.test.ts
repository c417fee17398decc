import { randomUUID } from 'node:crypto';
import { daysAfter, today } from '../../../shared/machine';
import { asAdmin } from '../../../test/support/database';
import { startTestPlatform } from '../../../test/support/platform';
import type { TestPlatform } from '../../../test/support/platform';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
  // What is brought is brought when a test says so.
  await platform.relay.stop();
});
afterAll(() => platform.stop());

const sql = <Row extends object>(text: string, values: readonly unknown[] = []) =>
  asAdmin(async (client) => (await client.query<Row>(text, [...values])).rows, platform.database.adminUrl);
const say = (schema: string, topic: string, entity: string, payload: object) =>
  sql(`INSERT INTO ${schema}.outbox (topic, entity_id, payload) VALUES ($1, $2, $3)`, [
    topic,
    entity,
    JSON.stringify(payload),
  ]);

const PROFILE = {
  skills: [
    { code: 'JAHIT', level: 4 },
    { code: 'KERJA_TIM', level: 2 },
  ],
  certificates: [{ unitCode: 'TIK.01', level: 2, expiresOn: '2029-01-01' }],
  ...{ accommodations: ['JBI'], willingToMove: true, wageExpected: 3_000_000, experienceMonths: 18, softReadiness: 5 },
  ...{ availableFrom: null, readySince: '2026-05-01' },
};
const UNTIL = daysAfter(today(), 100);

class Somebody {
  readonly id = randomUUID();

  async served(profile: object | null, caseId = this.caseId, centreId = 'S-001', personId: string | null = this.id) {
    const status = profile ? 'READY_FOR_WORK' : 'AFTERCARE';
    await say('sentra', 'service_case', caseId, { centreId, personId, status, open: true, episode: 1, profile });
    await platform.relay.drain();
  }

  async agrees(status: string, profile: object | null, consentId = this.consentId, kind = 'ANONYMOUS_PROFILE') {
    const said = {
      personId: this.id,
      kind,
      employerId: null,
      vacancyId: null,
      status,
      givenBy: 'SELF',
      expiresOn: UNTIL,
    };
    await say('beneficiaries', 'consent', consentId, { ...said, profile });
    await platform.relay.drain();
  }

  readonly caseId = randomUUID();
  readonly consentId = randomUUID();

  async known() {
    const [row] = await sql<Record<string, unknown>>('SELECT * FROM employers.job_seeker WHERE person_id = $1', [
      this.id,
    ]);
    return row;
  }

  async isShown() {
    const [row] = await sql('SELECT FROM employers.card WHERE person_id = $1 AND held_until IS NULL', [this.id]);
    return row !== undefined;
  }

  /** As a run would. */
  async isGivenCard() {
    await sql(
      `WITH c AS (INSERT INTO employers.cohort (id, level, age_band, availability, published_on)
        VALUES (gen_random_uuid(), 9, 'AGE_35_44', 'NOW', current_date) RETURNING id)
      INSERT INTO employers.card SELECT $1, id, $2 FROM c`,
      [this.id, UNTIL],
    );
  }
}
const FACTS = { adultOn: null, birthYear: 1990, regencyCode: '3204', education: 'SENIOR' };

test('centre and consent each say their own', async () => {
  const somebody = new Somebody();
  await somebody.agrees('GIVEN', FACTS);
  expect(await somebody.known()).toMatchObject({
    is_ready: false,
    has_consented: true,
    consent_until: UNTIL,
    birth_year: 1990,
  });
  await somebody.served(PROFILE);
  expect(await somebody.known()).toMatchObject({
    ...{ case_id: somebody.caseId, centre_id: 'S-001', is_ready: true, has_consented: true, regency_code: '3204' },
    ...{
      skill_codes: ['JAHIT', 'KERJA_TIM'],
      skill_levels: [4, 2],
      certificate_units: ['TIK.01'],
      accommodations: ['JBI'],
    },
    ...{
      willing_to_move: true,
      wage_expected: 3_000_000,
      experience_months: 18,
      soft_readiness: 5,
      ready_since: '2026-05-01',
    },
  });
});

test('of who is not ready any longer nothing of that stays, and of who took the consent back nothing at all', async () => {
  const somebody = new Somebody();
  await somebody.agrees('GIVEN', FACTS);
  await somebody.served(PROFILE);
  await somebody.served(null);
  expect(await somebody.known()).toMatchObject({
    case_id: null,
    is_ready: false,
    skill_codes: [],
    certificates: [],
    wage_expected: null,
  });
  await somebody.agrees('WITHDRAWN', null);
  expect(await somebody.known()).toBeUndefined();
});

test('a consent that is given and may not be used is none', async () => {
  const somebody = new Somebody();
  await somebody.served(PROFILE);
  await somebody.agrees('GIVEN', FACTS);
  await somebody.agrees('GIVEN', null);
  expect(await somebody.known()).toMatchObject({ has_consented: false, birth_year: null, regency_code: null });
  await somebody.agrees('GIVEN', FACTS);
  expect(await somebody.known()).toMatchObject({ has_consented: true });
});

test('the end of an earlier consent or case takes nothing from the later one', async () => {
  const somebody = new Somebody();
  await somebody.agrees('GIVEN', FACTS);
  await somebody.agrees('GIVEN', FACTS, randomUUID());
  await somebody.agrees('ENDED', null);
  await somebody.served(PROFILE);
  await somebody.served({ ...PROFILE, experienceMonths: 30 }, randomUUID(), 'S-002');
  await somebody.served(null);
  expect(await somebody.known()).toMatchObject({
    has_consented: true,
    is_ready: true,
    centre_id: 'S-002',
    experience_months: 30,
  });
});

test('consents of other kinds, and cases of before there were profiles, say nothing', async () => {
  const somebody = new Somebody();
  await somebody.agrees('GIVEN', null, randomUUID(), 'REFERRAL');
  await say('sentra', 'service_case', randomUUID(), {
    centreId: 'S-001',
    personId: somebody.id,
    status: 'READY_FOR_WORK',
    open: true,
  });
  await platform.relay.drain();
  expect(await somebody.known()).toBeUndefined();
});

test('a case that turns out to be somebody else’s', async () => {
  const [one, other] = [new Somebody(), new Somebody()];
  await one.served(PROFILE);
  await other.served(PROFILE, one.caseId);
  expect(await one.known()).toBeUndefined();
  expect(await other.known()).toMatchObject({ case_id: one.caseId });
});

test('what is applied twice changes nothing', async () => {
  const somebody = new Somebody();
  await somebody.agrees('GIVEN', FACTS);
  await somebody.served(PROFILE);
  const before = await somebody.known();
  await sql(`DELETE FROM employers.relay_position WHERE model LIKE 'employers.%seekers'`);
  expect(await platform.relay.drain()).toBeGreaterThan(1);
  expect(await somebody.known()).toEqual(before);
});

describe('the card of somebody', () => {
  const shown = async () => {
    const somebody = new Somebody();
    await somebody.agrees('GIVEN', FACTS);
    await somebody.served(PROFILE);
    await somebody.isGivenCard();
    return somebody;
  };

  test.each([
    ['takes the consent back', (somebody: Somebody) => somebody.agrees('WITHDRAWN', null)],
    ['may not be looked at', (somebody: Somebody) => somebody.agrees('GIVEN', null)],
    ['is ready no longer', (somebody: Somebody) => somebody.served(null)],
  ])('who %s is taken back at once, for ninety days', async (_, leave) => {
    const somebody = await shown();
    await leave(somebody);
    expect(await somebody.isShown()).toBe(false);
    await somebody.agrees('GIVEN', FACTS);
    await somebody.served(PROFILE);
    expect(await somebody.isShown()).toBe(false);
    const rows = await sql<{ held_until: string }>('SELECT held_until FROM employers.card WHERE person_id = $1', [
      somebody.id,
    ]);
    expect(rows).toEqual([{ held_until: daysAfter(today(), 90) }]);
  });

  test('who stays is shown as long as the consent lasts', async () => {
    const somebody = await shown();
    await sql(`UPDATE employers.card SET shown_until = current_date WHERE person_id = $1`, [somebody.id]);
    await somebody.agrees('GIVEN', FACTS);
    await somebody.served({ ...PROFILE, experienceMonths: 19 });
    expect(await somebody.isShown()).toBe(true);
    const rows = await sql('SELECT shown_until FROM employers.card WHERE person_id = $1', [somebody.id]);
    expect(rows).toEqual([{ shown_until: UNTIL }]);
  });
});
