import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import type { Viewer } from '../../../shared/viewer';
import { asAdmin } from '../../../test/support/database';
import type { TestPlatform } from '../../../test/support/platform';
import {
  OFFICER,
  PARTNER,
  RECRUITER,
  day,
  plantConsent,
  plantReferral,
  startReferralPlatform,
} from '../../../test/support/referral-desk';
import { codesOf, rulesOf } from '../../../test/support/referral-reads';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startReferralPlatform();
});
afterAll(() => platform.stop());

const admin = <Result>(work: (client: Client) => Promise<Result>) => asAdmin(work, platform.database.adminUrl);
const sql = (text: string, values: readonly unknown[] = []) => admin((client) => client.query(text, [...values]));

let keys = 0;
const step = (viewer: Viewer, mutation: string, id: string, more: object = {}, type = 'StepInput') =>
  platform.ask(viewer, `mutation ($input: ${type}!) { done: ${mutation}(input: $input) { id status version } }`, {
    input: { clientKey: `meet-test-${keys++}`, id, version: 1, ...more },
  });

/** Somebody the partner wants to meet, who agreed to that. */
const accepted = (consent: object = {}) =>
  admin(async (client) => {
    const placing = await plantReferral(client, 'ACCEPTED');
    await plantConsent(client, placing.personId, 'REFERRAL', { vacancy_id: placing.vacancyId, ...consent });
    return placing;
  });
const INTERVIEW = {
  at: `${day(3)}T03:00:00Z`,
  place: 'Kantor',
  accommodations: ['JBI'],
  unmetAccommodations: ['RAMP_LIFT'],
};
const invite = (id: string, more: object = {}) =>
  step(RECRUITER, 'inviteToInterview', id, { ...INTERVIEW, ...more }, 'InterviewInput');

describe('an interview', () => {
  const name = (fields: string) =>
    sql('UPDATE employers.agreement SET fields = $2 WHERE employer_id = $1', [PARTNER, `{${fields}}`]);

  test('of who may not know what is needed nothing is asked: a refusal would tell it', async () => {
    const { id } = await accepted();
    await name('FULL_NAME');
    const nothing = { accommodations: [], unmetAccommodations: [] };
    expect(codesOf(await invite(id, nothing))).toEqual([]);
    // Control: who may know is asked.
    await name('FULL_NAME,ACCOMMODATIONS');
    const { id: other } = await accepted();
    expect(rulesOf(await invite(other, nothing))).toEqual(['ADJUSTMENTS']);
  });

  test('an invitation says of each need whether it is met; a refusal names none, as a card may withhold it', async () => {
    const { id } = await accepted();
    const passedOver = await invite(id, { unmetAccommodations: [] });
    expect(rulesOf(passedOver)).toEqual(['ADJUSTMENTS']);
    expect(JSON.stringify(passedOver.errors)).not.toContain('RAMP_LIFT');
    expect(codesOf(await invite(id, { at: '2026-01-01T03:00:00Z' }))).toEqual(['BAD_USER_INPUT']);
    expect(codesOf(await invite(id, { place: 'NIK 3204054101809917' }))).toEqual(['BAD_USER_INPUT']);
    expect(codesOf(await invite(id))).toEqual([]);
    const { data } = await platform.ask(
      OFFICER,
      `{ referral(id: "${id}") { interview { place accommodations unmetAccommodations } } }`,
    );
    expect(data?.['referral']).toEqual({
      interview: { place: 'Kantor', accommodations: ['JBI'], unmetAccommodations: ['RAMP_LIFT'] },
    });
  });

  test.each([
    ['took the consent back', { status: 'WITHDRAWN' }],
    ['agreed until yesterday', { expires_on: day(-1) }],
    ['agreed to another vacancy', { vacancy_id: randomUUID() }],
  ])('is not asked of who %s, and nothing is told of them', async (_, consent) => {
    const { id } = await accepted(consent);
    const refused = await invite(id, { unmetAccommodations: [] });
    expect(rulesOf(refused)).toEqual(['OPEN']);
    expect(JSON.stringify(refused.errors)).not.toMatch(/RAMP_LIFT|ADJUSTMENTS|CONSENT/);
  });

  test('takes a partner that is active', async () => {
    const { id } = await accepted();
    const set = (status: string) => sql('UPDATE employers.employer SET status = $2 WHERE id = $1', [PARTNER, status]);
    await set('SUSPENDED');
    expect(rulesOf(await invite(id))).toEqual(['OPEN']);
    await set('ACTIVE');
    expect(codesOf(await invite(id))).toEqual([]);
  });

  test('what was said of needs a partner reads while it may know them, whatever became of it the centre', async () => {
    const said = { interview_accommodations: ['JBI'], interview_unmet: ['RAMP_LIFT'] };
    const met = (status: string) => {
      const interview = { ...said, interview_at: `${day(-1)}T03:00:00Z`, interview_place: 'Kantor' };
      return admin((client) => plantReferral(client, status, interview));
    };
    const told = async (viewer: Viewer, { id }: { readonly id: string }) => {
      const query = `{ referral(id: "${id}") { interview { place accommodations unmetAccommodations } } }`;
      const { data, errors } = await platform.ask<{ referral: { interview: object } }>(viewer, query);
      expect(errors).toEqual([]);
      return data?.referral.interview;
    };
    const whole = { place: 'Kantor', accommodations: ['JBI'], unmetAccommodations: ['RAMP_LIFT'] };
    const closed = { place: 'Kantor', accommodations: null, unmetAccommodations: null };
    for (const status of ['DECLINED', 'REVOKED', 'INTERVIEW_FAILED', 'OFFER_REFUSED']) {
      const referral = await met(status);
      expect([status, await told(RECRUITER, referral), await told(OFFICER, referral)]).toEqual([status, closed, whole]);
    }
    // Control: while it is under way, and at work.
    for (const status of ['INTERVIEW', 'OFFERED', 'PLACED']) {
      expect([status, await told(RECRUITER, await met(status))]).toEqual([status, whole]);
    }
    const referral = await met('INTERVIEW');
    await name('FULL_NAME');
    expect(await told(RECRUITER, referral)).toEqual(closed);
    expect(await told(OFFICER, referral)).toEqual(whole);
    await name('FULL_NAME,ACCOMMODATIONS');
    expect(await told(RECRUITER, referral)).toEqual(whole);
  });

  test('who took a step a partner reads of its own ones: another’s would tell who it was that took the person back', async () => {
    const { id } = await accepted();
    expect(codesOf(await invite(id))).toEqual([]);
    const revoke = { version: 2, reason: 'PERSON_WISHES' };
    expect(codesOf(await step(OFFICER, 'revokeReferral', id, revoke, 'ReasonedStepInput'))).toEqual([]);
    const told = async (viewer: Viewer) =>
      (await platform.ask(viewer, `{ referral(id: "${id}") { history { event byRole } } }`)).data?.['referral'];
    const [own, others] = [{ event: 'INVITE', byRole: 'PARTNER_RECRUITER' }, { event: 'REVOKE' }];
    expect(await told(RECRUITER)).toEqual({ history: [own, { ...others, byRole: null }] });
    // Control: the centre reads who it was.
    expect(await told(OFFICER)).toEqual({ history: [own, { ...others, byRole: 'SENTRA_OFFICER' }] });
  });

  test('nobody passes or fails before the interview was', async () => {
    const { id } = await admin((client) => plantReferral(client, 'INTERVIEW', { interview_at: `${day(2)}T03:00:00Z` }));
    const fails = (reason: string) => step(RECRUITER, 'failInterview', id, { reason }, 'ReasonedStepInput');
    expect(rulesOf(await step(RECRUITER, 'passInterview', id))).toEqual(['AFTER_INTERVIEW']);
    expect(rulesOf(await fails('SKILL_TEST'))).toEqual(['AFTER_INTERVIEW']);
  });

  test.each(['employers.ready_seekers', 'employers.consent_ref'])(
    'is not decided on a stale copy: %s',
    async (model) => {
      const { id } = await accepted();
      await platform.relay.stop();
      const FRESH = 'UPDATE employers.relay_position SET caught_up_at = now()';
      await sql(FRESH);
      await sql(`${FRESH} - interval '1 hour' WHERE model = $1`, [model]);
      expect(codesOf(await invite(id))).toEqual(['READ_MODEL_STALE']);
      await sql(FRESH);
      expect(codesOf(await invite(id))).toEqual([]);
    },
  );
});
