import type { Viewer } from '../../../shared/viewer';
import { asAdmin } from '../../../test/support/database';
import { viewerOf } from '../../../test/support/platform';
import type { TestPlatform } from '../../../test/support/platform';
import {
  CENTRE,
  OFFICER,
  RECRUITER,
  REGENCY,
  day,
  plantConsent,
  plantReferral,
  plantVacancy,
  startReferralPlatform,
} from '../../../test/support/referral-desk';
import type { Placing } from '../../../test/support/referral-desk';

/** Who still sees what of a referral when the work, or the vacancy, is over. */
let platform: TestPlatform;
beforeAll(async () => {
  platform = await startReferralPlatform();
});
afterAll(() => platform.stop());

const sql = <Row extends object>(text: string, values: readonly unknown[] = []) =>
  asAdmin(async (client) => (await client.query<Row>(text, [...values])).rows, platform.database.adminUrl);
const refer = (status: 'ENDED' | 'PLACED' | 'REFERRED' | 'NOMINATED' | 'DECLINED' | 'REVOKED') =>
  asAdmin((client) => plantReferral(client, status), platform.database.adminUrl);
const person = ({ personId }: Placing) => viewerOf('CITIZEN', { personId });
let keys = 0;
const step = (viewer: Viewer, mutation: string, id: string, more: object = {}, type = 'StepInput') =>
  platform.ask<{ done: { id: string; status: string } | null }>(
    viewer,
    `mutation ($input: ${type}!) { done: ${mutation}(input: $input) { id status } }`,
    { input: { id, version: 1, clientKey: `after-work-${keys++}`, ...more } },
  );

describe('an ended referral', () => {
  const QUERY = `query ($id: ID!) { referral(id: $id) { status candidate { ref } vacancy { id } }
    referrals(filter: { id: { eq: $id } }) { nodes { id } totalCount { value } } }`;
  const seen = async (viewer: Viewer, id: string) => {
    const { data } = await platform.ask<{
      referral: { candidate: object | null } | null;
      referrals: { nodes: readonly object[]; totalCount: { value: number } };
    }>(viewer, QUERY, { id });
    const { referral, referrals } = data ?? {};
    return [referral != null, referrals?.nodes.length, referrals?.totalCount.value, referral?.candidate != null];
  };
  const endedFor = (id: string, days: number) =>
    sql('UPDATE employers.referral SET placed_on = $2, ended_on = $3 WHERE id = $1', [id, day(-200), day(-days)]);

  test('goes from the sight of the partner with its candidate, after the days of the rule in force', async () => {
    const placing = await refer('ENDED');
    const [all, nothing] = [
      [true, 1, 1, true],
      [false, 0, 0, false],
    ];
    await endedFor(placing.id, 30);
    expect(await seen(RECRUITER, placing.id)).toEqual(all);
    await endedFor(placing.id, 31);
    expect(await seen(RECRUITER, placing.id)).toEqual(nothing);
    // Control: the centre and the person keep it.
    for (const viewer of [OFFICER, person(placing)]) {
      expect(await seen(viewer, placing.id)).toEqual([true, 1, 1, false]);
    }
    await sql(`UPDATE employers.referral_rule SET value = 31 WHERE rule = 'SEEN_AFTER_WORK_DAYS'`);
    expect(await seen(RECRUITER, placing.id)).toEqual(all);
    // Without a rule nobody knows how long.
    await sql(`UPDATE employers.referral_rule SET valid_to = '2020-02-01' WHERE rule = 'SEEN_AFTER_WORK_DAYS'`);
    expect(await seen(RECRUITER, placing.id)).toEqual(nothing);
    await sql(`UPDATE employers.referral_rule SET value = 30, valid_to = NULL WHERE rule = 'SEEN_AFTER_WORK_DAYS'`);
  });

  test('one that came to nothing stays, with nobody behind it', async () => {
    for (const status of ['DECLINED', 'REVOKED'] as const) {
      const { id } = await refer(status);
      expect([status, await seen(RECRUITER, id)]).toEqual([status, [true, 1, 1, false]]);
    }
  });

  test('is reported by the partner late all the same, and then is no longer shown to it', async () => {
    const placing = await refer('PLACED');
    await sql('UPDATE employers.referral SET placed_on = $2 WHERE id = $1', [placing.id, day(-200)]);
    const late = { reason: 'RESIGNED', endedOn: day(-45) };
    const { data, errors } = await step(RECRUITER, 'endWork', placing.id, late, 'EndWorkInput');
    expect([data?.done, errors]).toEqual([null, []]);
    const { data: told } = await platform.ask(OFFICER, `{ referral(id: "${placing.id}") { status endedOn } }`);
    expect(told).toEqual({ referral: { status: 'ENDED', endedOn: day(-45) } });
    expect(await seen(RECRUITER, placing.id)).toEqual([false, 0, 0, false]);
  });
});

describe('the vacancy of a referral', () => {
  const seen = async (viewer: Viewer, id: string, vacancyId: string) => {
    const query = `query ($id: ID!, $vacancy: ID!) { referral(id: $id) { vacancy { id status } } vacancy(id: $vacancy) { id }
      vacancies(filter: { id: { eq: $vacancy } }) { nodes { id } } }`;
    const { data } = await platform.ask<{
      referral: { vacancy: { status: string } | null } | null;
      vacancy: object | null;
      vacancies: { nodes: readonly object[] };
    }>(viewer, query, { id, vacancy: vacancyId });
    return [data?.referral?.vacancy?.status ?? null, data?.vacancy != null, data?.vacancies.nodes.length];
  };

  test.each(['FILLED', 'CLOSED'] as const)('is there for whose referral it is when it is %s', async (status) => {
    const placing = await refer('PLACED');
    const other = await refer('PLACED');
    await sql('UPDATE employers.vacancy SET status = $2 WHERE id = $1', [placing.vacancyId, status]);
    const supervisor = viewerOf('SUPERVISOR', { regionCodes: [REGENCY] });
    for (const viewer of [person(placing), OFFICER, supervisor]) {
      expect(await seen(viewer, placing.id, placing.vacancyId)).toEqual([status, true, 1]);
    }
    // Control: to everybody else it is gone, to another person and another centre too.
    const others = [person(other), viewerOf('SENTRA_OFFICER', { sentraId: `${CENTRE}9` }), viewerOf('PUBLIC')];
    for (const viewer of others) {
      expect(await seen(viewer, placing.id, placing.vacancyId)).toEqual([null, false, 0]);
    }
  });
});

describe('referrals of a vacancy', () => {
  const QUERY = `query ($id: ID!, $first: Int, $after: String) { vacancy(id: $id) { referrals(first: $first, after: $after) {
    nodes { id } pageInfo { hasNextPage endCursor } totalCount { value } } } }`;
  const page = async (viewer: Viewer, id: string, args: object = {}) => {
    const { data, errors } = await platform.ask<{
      vacancy: {
        referrals: {
          nodes: readonly { id: string }[];
          pageInfo: { hasNextPage: boolean; endCursor: string | null };
          totalCount: { value: number };
        };
      } | null;
    }>(viewer, QUERY, { id, ...args });
    return { page: data?.vacancy?.referrals, codes: errors.map(({ extensions }) => extensions['code']) };
  };

  test('come page by page, oldest first, each once; those of others are neither shown nor counted', async () => {
    const vacancyId = await asAdmin((client) => plantVacancy(client), platform.database.adminUrl);
    const ids: string[] = [];
    for (let number = 0; number < 5; number += 1) {
      const { id } = await refer('REFERRED');
      // Two at a time began at the same moment.
      const began = `2026-10-0${1 + Math.floor(number / 2)}`;
      await sql('UPDATE employers.referral SET vacancy_id = $2, nominated_at = $3 WHERE id = $1', [
        id,
        vacancyId,
        began,
      ]);
      ids.push(id);
    }
    const hidden = await refer('NOMINATED');
    await sql('UPDATE employers.referral SET vacancy_id = $2 WHERE id = $1', [hidden.id, vacancyId]);
    const found: string[] = [];
    let after: string | null = null;
    let pages = 0;
    do {
      const { page: read }: Awaited<ReturnType<typeof page>> = await page(RECRUITER, vacancyId, { first: 2, after });
      expect(read?.totalCount).toEqual({ value: 5 });
      found.push(...(read?.nodes ?? []).map(({ id }) => id));
      after = read?.pageInfo.hasNextPage === true ? read.pageInfo.endCursor : null;
      pages += 1;
    } while (after !== null);
    const byAge = [ids.slice(0, 2), ids.slice(2, 4), ids.slice(4)].flatMap((pair) => pair.sort());
    expect([pages, found]).toEqual([3, byAge]);
    expect((await page(OFFICER, vacancyId)).page?.totalCount).toEqual({ value: 6 });
    expect((await page(viewerOf('PUBLIC'), vacancyId)).page).toMatchObject({ nodes: [], totalCount: { value: 0 } });
    expect((await page(RECRUITER, vacancyId, { first: 101 })).codes).toEqual(['PAGE_SIZE_INVALID']);
    expect((await page(RECRUITER, vacancyId, { after: 'x' })).codes).toEqual(['CURSOR_INVALID']);
  });
});

describe('the card', () => {
  const COHORT = '00000072-0000-8000-8000-000000000001';
  const NEED = ['RAMP_LIFT'];

  test('somebody had when they were referred is kept with the referral', async () => {
    await sql(
      `INSERT INTO employers.cohort (id, level, age_band, region_code, skills, certificates, education, accommodations, availability, published_on)
       VALUES ($1, 1, 'AGE_25_34', '3204', '{JAHIT}', '{}', 'SENIOR', $2, 'NOW', current_date)`,
      [COHORT, NEED],
    );
    const referred = async (heldUntil: string | null) => {
      const { id, personId, vacancyId } = await refer('NOMINATED');
      const about = { vacancy_id: vacancyId };
      await asAdmin((client) => plantConsent(client, personId, 'REFERRAL', about), platform.database.adminUrl);
      await sql('INSERT INTO employers.card VALUES ($1, $2, $3, $4)', [personId, COHORT, day(100), heldUntil]);
      expect((await step(OFFICER, 'refer', id)).errors).toEqual([]);
      return id;
    };
    const kept = (id: string) => sql<{ card: unknown }>('SELECT card FROM employers.referral WHERE id = $1', [id]);
    expect(await kept(await referred(null))).toEqual([
      {
        card: {
          ...{ ageBand: 'AGE_25_34', regencyCode: '3204', provinceCode: '32', skills: ['JAHIT'], certificates: [] },
          ...{ education: 'SENIOR', accommodations: NEED, availability: 'NOW' },
        },
      },
    ]);
    // Control: of whom no card is shown nothing is kept.
    expect(await kept(await referred(day(90)))).toEqual([{ card: null }]);
  });
});
