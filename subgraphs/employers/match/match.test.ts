import { randomUUID } from 'node:crypto';
import { daysAfter, today } from '../../../shared/machine';
import type { Viewer } from '../../../shared/viewer';
import { asAdmin } from '../../../test/support/database';
import { startTestPlatform, viewerOf } from '../../../test/support/platform';
import type { TestPlatform } from '../../../test/support/platform';
import { employerId, partnersSql, vacancyId } from '../testing/partners';
import { scoreOf } from './score-of';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
  await sql(partnersSql());
  await platform.relay.drain();
});
afterAll(() => platform.stop());
beforeEach(() => sql('DELETE FROM employers.referral; DELETE FROM employers.job_seeker'));

const sql = <Row extends object>(text: string, values?: readonly unknown[]) =>
  asAdmin(async (client) => (await client.query<Row>(text, values && [...values])).rows, platform.database.adminUrl);
const officer = viewerOf('SENTRA_OFFICER', { sentraId: 'S-001' });
/** In Bandung (3273), with JAHIT and KERJA_TIM at level 2, 4,000,000 rupiah, RAMP_LIFT and JBI. */
const VACANCY = vacancyId(1);

interface Ranked {
  readonly serviceCaseId: string;
  readonly score: number;
  readonly parts: readonly { part: string; points: number; of: number; reason: string }[];
}
const RANK = `query ($id: ID!, $first: Int, $after: String) { rankCandidates(vacancyId: $id, first: $first, after: $after) {
  nodes { serviceCaseId score parts { part points of reason } } pageInfo { hasNextPage endCursor } } }`;
const ask = (viewer: Viewer = officer, variables: object = {}) =>
  platform.ask<{
    rankCandidates: {
      nodes: Ranked[];
      pageInfo: { hasNextPage: boolean; endCursor: string };
    } | null;
  }>(viewer, RANK, { id: VACANCY, ...variables });
const ranked = async (viewer?: Viewer, variables?: object) =>
  (await ask(viewer, variables)).data?.rankCandidates?.nodes ?? [];

const PERFECT = {
  ...{
    centre_id: 'S-001',
    is_ready: true,
    has_consented: true,
    consent_until: daysAfter(today(), 30),
    regency_code: '3273',
  },
  ...{
    skill_codes: '{JAHIT,KERJA_TIM}',
    skill_levels: '{2,2}',
    experience_months: 24,
    soft_readiness: 6,
    birth_year: 1990,
  },
  ready_since: daysAfter(today(), -180),
};

/** Somebody who is ready; as the vacancy wants them, but for some columns. */
async function seeker(columns: Readonly<Record<string, unknown>> = {}): Promise<{ personId: string; caseId: string }> {
  const [personId, caseId] = [randomUUID(), randomUUID()];
  const row = { person_id: personId, case_id: caseId, ...PERFECT, ...columns };
  const names = Object.keys(row);
  const places = names.map((_, index) => `$${index + 1}`);
  await sql(`INSERT INTO employers.job_seeker (${names.join()}) VALUES (${places.join()})`, Object.values(row));
  return { personId, caseId };
}

async function referred(personId: string, vacancy: number, employer: number, status: string): Promise<void> {
  await sql(
    `INSERT INTO employers.referral (person_id, case_id, centre_id, employer_id, vacancy_id, region_code, status, referred_on)
     VALUES ($1, $1, 'S-001', $2, $3, '3273', $4, current_date)`,
    [personId, employerId(employer), vacancyId(vacancy), status],
  );
}

describe('hard conditions', () => {
  test('control: who meets them all is ranked', async () => {
    const { caseId } = await seeker();
    expect(await ranked()).toMatchObject([{ serviceCaseId: caseId, score: 100 }]);
  });

  test.each([
    ['is not ready', { is_ready: false }],
    ['has not consented', { has_consented: false }],
    ['has consented until yesterday', { consent_until: daysAfter(today(), -1) }],
    ['is a child until tomorrow', { adult_on: daysAfter(today(), 1) }],
    ['lives elsewhere and does not move', { regency_code: '3204' }],
    ['needs what the workplace does not offer', { accommodations: '{JBI,PEMBACA_LAYAR}' }],
  ])('nobody who %s', async (_, columns) => {
    await seeker(columns);
    expect(await ranked()).toEqual([]);
  });

  test.each([
    ['consents until today', { consent_until: today() }],
    ['is of age since today', { adult_on: today() }],
    ['lives elsewhere and moves', { regency_code: '3204', willing_to_move: true }],
    ['needs what is offered', { accommodations: '{JBI}' }],
    ['has none of the skills: that is a matter of points', { skill_codes: '{}', skill_levels: '{}' }],
  ])('but whoever %s', async (_, columns) => {
    await seeker(columns);
    expect(await ranked()).toHaveLength(1);
  });

  test('a certificate that is asked for is there, and has not run out', async () => {
    const held = (...units: readonly (readonly [string, number])[]) => ({
      certificate_units: `{${units.map(([unit]) => unit).join()}}`,
      certificates: JSON.stringify(
        units.map(([unitCode, days]) => ({ unitCode, level: 2, expiresOn: daysAfter(today(), days) })),
      ),
    });
    await sql(`UPDATE employers.vacancy SET certificate_required = '{TIK.01,TIK.02}' WHERE id = $1`, [VACANCY]);
    await seeker(held());
    await seeker(held(['TIK.01', 10]));
    await seeker(held(['TIK.01', 10], ['TIK.02', -1]));
    const { caseId } = await seeker(held(['TIK.01', 10], ['TIK.02', 0]));
    expect((await ranked()).map(({ serviceCaseId }) => serviceCaseId)).toEqual([caseId]);
    await sql(`UPDATE employers.vacancy SET certificate_required = '{}' WHERE id = $1`, [VACANCY]);
    expect(await ranked()).toHaveLength(4);
  });

  test.each([
    ['the vacancy, declined', 1, 1, 'DECLINED', 0],
    ['the vacancy, taken back', 1, 1, 'REVOKED', 1],
    ['the vacancy, never answered', 1, 1, 'LAPSED', 1],
    ['another vacancy of the employer, open', 5, 1, 'REFERRED', 0],
    ['another vacancy of the employer, declined', 5, 1, 'DECLINED', 1],
    ['another employer, open', 6, 2, 'REFERRED', 1],
  ])('referred to %s', async (_, vacancy, employer, status, expected) => {
    const { personId } = await seeker();
    await referred(personId, vacancy, employer, status);
    expect(await ranked()).toHaveLength(expected);
  });
});

describe('the score', () => {
  test.each([
    ['SKILLS', { skill_levels: '{1,2}' }, 34, 'JAHIT at level 1, asked 2, KERJA_TIM at level 2, asked 2'],
    [
      'SKILLS',
      { skill_codes: '{JAHIT}', skill_levels: '{5}' },
      23,
      'JAHIT at level 5, asked 2, KERJA_TIM at level 0, asked 2',
    ],
    [
      'DISTANCE',
      { regency_code: '3204', willing_to_move: true },
      9,
      'lives in the province of the workplace, willing to move',
    ],
    ['DISTANCE', { regency_code: '5171', willing_to_move: true }, 3, 'lives in another province, willing to move'],
    ['EXPERIENCE', { experience_months: 6 }, 3, '6 months of experience'],
    ['WAGE', { wage_expected: 4_000_000 }, 10, 'the offer reaches what is expected'],
    ['WAGE', { wage_expected: 5_000_000 }, 5, 'the offer lies below what is expected'],
    ['WAGE', { wage_expected: 9_000_000 }, 0, 'the offer lies below what is expected'],
    ['READINESS', { soft_readiness: 3 }, 5, '3 of 6 items of readiness hold'],
    ['WAITING', { ready_since: today() }, 0, 'ready for 0 days'],
  ])('%s counts by its formula: %j gives %d', async (part, columns, points, reason) => {
    await seeker(columns);
    const [found] = await ranked();
    expect(found?.parts.find((each) => each.part === part)).toMatchObject({ points, reason });
    const lost = (found?.parts ?? []).reduce((sum, each) => sum + each.of - each.points, 0);
    expect(found?.score).toBe(100 - lost);
    // The other parts are untouched.
    expect(found?.parts.filter((each) => each.part !== part && each.points < each.of)).toEqual([]);
  });

  test('weights are the row in force, and say on what they rest', async () => {
    await sql(`UPDATE employers.match_weight SET valid_to = (now() AT TIME ZONE 'Asia/Jakarta')::date - 1;
      INSERT INTO employers.match_weight SELECT (now() AT TIME ZONE 'Asia/Jakarta')::date, NULL, 35, 15, 10, 10, 10, 20, 60, 20, 24,
        180, 50, 'a test', NULL`);
    await seeker({ skill_codes: '{}', skill_levels: '{}' });
    expect(await ranked()).toMatchObject([{ score: 65 }]);
    await sql(`DELETE FROM employers.match_weight WHERE legal_reference = 'a test';
      UPDATE employers.match_weight SET valid_to = NULL`);
    expect(await ranked()).toMatchObject([{ score: 55 }]);
  });

  test('is kept with a hash of everything it came from', async () => {
    const { personId } = await seeker({ experience_months: 12 });
    const keep = (person = personId) =>
      platform.subgraph('employers').database.write(officer, (manager) => scoreOf(manager, VACANCY, person));
    const kept = await keep();
    expect(kept).toMatchObject({ score: 95, inputsHash: expect.stringMatching(/^[\w-]{43}$/) as string });
    expect(kept?.parts).toContainEqual({ part: 'EXPERIENCE', points: 5, of: 10 });
    expect(await keep()).toEqual(kept);
    // Another month gives the same points, and is another input.
    await sql('UPDATE employers.job_seeker SET wage_expected = 1');
    expect(await keep()).toEqual({
      ...kept,
      inputsHash: expect.not.stringContaining(kept?.inputsHash ?? '') as string,
    });
    const stranger = await seeker({ centre_id: 'S-002' });
    expect(await keep(stranger.personId)).toBeUndefined();
  });
});

describe('a ranking', () => {
  test('is for the officers of the centre and the supervisor of the place', async () => {
    const [here, there] = [
      await seeker(),
      await seeker({ centre_id: 'S-002', regency_code: '3204', willing_to_move: true }),
    ];
    const seen = async (viewer: Viewer) => (await ranked(viewer)).map(({ serviceCaseId }) => serviceCaseId);
    expect(await seen(officer)).toEqual([here.caseId]);
    expect(await seen(viewerOf('SENTRA_OFFICER', { sentraId: 'S-002' }))).toEqual([there.caseId]);
    expect(await seen(viewerOf('SUPERVISOR', { regionCodes: ['32'] }))).toEqual([here.caseId, there.caseId]);
    expect(await seen(viewerOf('SUPERVISOR', { regionCodes: ['3204'] }))).toEqual([there.caseId]);
    expect(await seen(viewerOf('SUPERVISOR', { regionCodes: ['33'] }))).toEqual([]);
    const { errors, statements } = await ask(viewerOf('PARTNER_RECRUITER', { employerId: employerId(1) }));
    expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['FORBIDDEN']);
    expect(statements).toEqual([]);
  });

  test('is paged by score and id, each page as many statements as the first', async () => {
    for (let number = 0; number < 25; number++) await seeker({ soft_readiness: number % 3 });
    const all: Ranked[] = [];
    const costs = new Set<number>();
    let after: string | undefined;
    do {
      const answer = await ask(officer, { first: 7, ...(after && { after }) });
      const page = answer.data?.rankCandidates;
      all.push(...(page?.nodes ?? []));
      costs.add(answer.statements.length);
      after = page?.pageInfo.hasNextPage ? page.pageInfo.endCursor : undefined;
    } while (after);
    expect(new Set(all.map(({ serviceCaseId }) => serviceCaseId)).size).toBe(25);
    expect(all.map(({ score }) => score)).toEqual(all.map(({ score }) => score).sort((a, b) => b - a));
    expect([...costs]).toEqual([3]);
  });

  test('takes no cursor of another list, and none that was made up', async () => {
    for (let number = 0; number < 3; number++) await seeker();
    const cursor = (await ask(officer, { first: 1 })).data?.rankCandidates?.pageInfo.endCursor ?? '';
    const code = async (variables: object) => (await ask(officer, variables)).errors[0]?.extensions['code'];
    expect(await code({ id: vacancyId(5), after: cursor })).toBe('CURSOR_INVALID');
    expect(await code({ after: cursor.replace(/\.[^.]*\./, '.WyIxMDAiLCIiXQ.') })).toBe('CURSOR_INVALID');
    expect(await code({ after: cursor })).toBeUndefined();
    expect(await code({ first: 101 })).toBe('PAGE_SIZE_INVALID');
  });

  test.each([
    ['a draft', 2],
    ['one that is filled', 3],
    ['one of an employer that is suspended', 10],
  ])('of %s is none', async (_, number) => {
    const { errors } = await ask(officer, { id: vacancyId(number) });
    expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['NOT_FOUND']);
  });

  test('is refused while who is ready may be too old', async () => {
    await platform.relay.stop();
    await sql(`UPDATE employers.relay_position SET caught_up_at = now() - interval '61 seconds'
      WHERE model = 'employers.consenting_seekers'`);
    const { errors } = await ask();
    expect(errors[0]?.extensions).toMatchObject({ code: 'READ_MODEL_STALE', owner: 'beneficiaries', max: 60 });
    await sql('UPDATE employers.relay_position SET caught_up_at = now()');
    expect((await ask()).errors).toEqual([]);
  });
});
