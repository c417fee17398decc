import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import type { Viewer } from '../../../shared/viewer';
import { asAdmin } from '../../../test/support/database';
import type { TestPlatform } from '../../../test/support/platform';
import {
  OFFICER,
  RECRUITER,
  day,
  plantConsent,
  plantReferral,
  plantVacancy,
  viewerFor,
  startReferralPlatform,
} from '../../../test/support/referral-desk';
import { codesOf, referralReads, rulesOf } from '../../../test/support/referral-reads';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startReferralPlatform();
});
afterAll(() => platform.stop());

const admin = <Result>(work: (client: Client) => Promise<Result>) => asAdmin(work, platform.database.adminUrl);
const { sql, historyOf, noticesOf, statusOf } = referralReads(admin);

let keys = 0;
const step = (viewer: Viewer, mutation: string, id: string, more: object = {}, type = 'StepInput') =>
  platform.ask(viewer, `mutation ($input: ${type}!) { ${mutation}(input: $input) { id } }`, {
    input: { clientKey: `placement-test-${keys++}`, id, version: 1, ...more },
  });

describe('a placement', () => {
  const offered = async (columns: object = {}) => {
    const placing = await admin((client) => plantReferral(client, 'OFFERED', { ...columns }));
    await admin((client) => plantConsent(client, placing.personId, 'EMPLOYMENT'));
    return placing;
  };
  const take = (viewer: Viewer, id: string) => step(viewer, 'takeOffer', id);

  test('takes consent to employment data', async () => {
    const { id, personId } = await admin((client) => plantReferral(client, 'OFFERED'));
    const citizen = viewerFor('CITIZEN', personId);
    expect(rulesOf(await take(citizen, id))).toEqual(['CONSENT']);
    await admin((client) => plantConsent(client, personId, 'EMPLOYMENT'));
    expect(codesOf(await take(citizen, id))).toEqual([]);
  });

  test('of two on the last seat one wins, and the vacancy is filled', async () => {
    const vacancy_id = await admin((client) => plantVacancy(client, { seats: 1 }));
    const [one, other] = [await offered({ vacancy_id }), await offered({ vacancy_id })];
    const answers = await Promise.all([take(OFFICER, one.id), take(OFFICER, other.id)]);
    expect(answers.flatMap(codesOf)).toEqual(['RULES_NOT_MET']);
    expect(answers.flatMap(rulesOf)).toEqual(['FREE_SEAT']);
    expect([await statusOf(one.id), await statusOf(other.id)].sort()).toEqual(['OFFERED', 'PLACED']);
    const [vacancy] = await sql('SELECT status, seats_taken FROM employers.vacancy WHERE id = $1', [vacancy_id]);
    expect(vacancy).toEqual({ status: 'FILLED', seats_taken: 1 });
  });

  test('takes back what else is under way with the person, and tells the partners without saying why', async () => {
    const placing = await offered();
    const { personId: person_id, caseId: case_id } = placing;
    const others = await Promise.all(
      ['REFERRED', 'OFFERED'].map((status) => admin((client) => plantReferral(client, status, { person_id, case_id }))),
    );
    const declined = await admin((client) => plantReferral(client, 'DECLINED', { person_id, case_id }));
    expect(codesOf(await take(OFFICER, placing.id))).toEqual([]);
    for (const { id } of others) {
      expect(await historyOf(id)).toEqual(['REVOKE PLACED_ELSEWHERE SYSTEM']);
      expect((await noticesOf(id)).map(({ payload }) => payload['status'])).toEqual(['REVOKED']);
      const seen = await platform.ask(
        RECRUITER,
        `{ referral(id: "${id}") { status outcomeReason history { event reason } } }`,
      );
      expect(seen.data?.['referral']).toEqual({
        status: 'REVOKED',
        outcomeReason: null,
        history: [{ event: 'REVOKE', reason: null }],
      });
      const told = await platform.ask(OFFICER, `{ referral(id: "${id}") { outcomeReason history { reason } } }`);
      expect(told.data?.['referral']).toEqual({
        outcomeReason: 'PLACED_ELSEWHERE',
        history: [{ reason: 'PLACED_ELSEWHERE' }],
      });
    }
    expect(await statusOf(declined.id)).toBe('DECLINED');
    const { data } = await platform.ask(
      RECRUITER,
      `{ referral(id: "${placing.id}") { placedOn countsTowardQuota offer { wage startsOn } serviceCaseId } }`,
    );
    expect(data?.['referral']).toEqual({
      placedOn: day(3),
      countsTowardQuota: false,
      offer: { wage: 9_000_000, startsOn: day(3) },
      serviceCaseId: null,
    });
  });

  test('two offers of one person taken at once: one placement, and never a deadlock', async () => {
    const one = await offered();
    const other = await offered({ person_id: one.personId, case_id: one.caseId });
    const answers = await Promise.all([take(OFFICER, one.id), take(OFFICER, other.id)]);
    for (const code of answers.flatMap(codesOf)) expect(['CONFLICT', 'INVALID_TRANSITION']).toContain(code);
    expect([await statusOf(one.id), await statusOf(other.id)].sort()).toEqual(['PLACED', 'REVOKED']);
  });

  test('takes back what somebody moves on in the same moment, from where it has come to', async () => {
    const placing = await offered();
    const { personId: person_id, caseId: case_id } = placing;
    const other = await admin((client) => plantReferral(client, 'REFERRED', { person_id, case_id }));
    await admin(async (client) => {
      await client.query(
        `BEGIN; UPDATE employers.referral SET status = 'ACCEPTED', version = 2 WHERE id = '${other.id}'`,
      );
      const taken = take(OFFICER, placing.id);
      const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
      while ((await sql(waiting)).length === 0) await sleep(5);
      await client.query('COMMIT');
      expect(codesOf(await taken)).toEqual([]);
    });
    const [event] = await sql(
      `SELECT r.status, r.version, e.from_status FROM employers.referral r JOIN employers.transition_event e
       ON e.entity_id = r.id WHERE r.id = $1`,
      [other.id],
    );
    expect(event).toEqual({ status: 'REVOKED', version: 3, from_status: 'ACCEPTED' });
  });

  test('is refused of who works already by another referral, until that work has ended', async () => {
    const { id, personId: person_id, caseId: case_id } = await offered();
    const before = await admin((client) => plantReferral(client, 'RETAINED_3', { person_id, case_id }));
    expect(rulesOf(await take(OFFICER, id))).toEqual(['AT_WORK']);
    expect(await statusOf(id)).toBe('OFFERED');
    const input = { endedOn: day(0), reason: 'RESIGNED' };
    expect(codesOf(await step(RECRUITER, 'endWork', before.id, input, 'EndWorkInput'))).toEqual([]);
    expect(codesOf(await take(OFFICER, id))).toEqual([]);
  });

  test('that ends gives the seat back; it cannot have ended before it began', async () => {
    const vacancy_id = await admin((client) => plantVacancy(client, { seats: 2, seats_taken: 1 }));
    const { id } = await admin((client) => plantReferral(client, 'PLACED', { vacancy_id }));
    const end = (endedOn: string) => step(RECRUITER, 'endWork', id, { endedOn, reason: 'RESIGNED' }, 'EndWorkInput');
    expect(codesOf(await end(day(-200)))).toEqual(['BAD_USER_INPUT']);
    expect(codesOf(await end(day(1)))).toEqual(['BAD_USER_INPUT']);
    expect(codesOf(await end(day(-2)))).toEqual([]);
    const [vacancy] = await sql('SELECT seats_taken FROM employers.vacancy WHERE id = $1', [vacancy_id]);
    expect(vacancy).toEqual({ seats_taken: 0 });
    expect((await noticesOf(id)).at(-1)?.payload).toMatchObject({ endedOn: day(-2), endReason: 'RESIGNED' });
  });
});
