import type { Client } from 'pg';
import type { Viewer } from '../../../shared/viewer';
import { asAdmin } from '../../../test/support/database';
import { startTestPlatform } from '../../../test/support/platform';
import type { Answer, TestPlatform } from '../../../test/support/platform';
import { OFFICER, PARTNER, RECRUITER, day, plantPartner, plantReferral } from '../../../test/support/referral-desk';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
  await admin((client) => plantPartner(client));
  await platform.relay.drain();
});
afterAll(() => platform.stop());

const admin = <Result>(work: (client: Client) => Promise<Result>) => asAdmin(work, platform.database.adminUrl);
const sql = (text: string, values: readonly unknown[] = []) => admin((client) => client.query(text, [...values]));

let keys = 0;
const step = (viewer: Viewer, mutation: string, id: string, more: object = {}, type = 'StepInput') =>
  platform.ask(viewer, `mutation ($input: ${type}!) { done: ${mutation}(input: $input) { id status version } }`, {
    input: { clientKey: `meet-test-${keys++}`, id, version: 1, ...more },
  });
const codesOf = ({ errors }: Pick<Answer, 'errors'>) => errors.map(({ extensions }) => extensions['code']);
/** The rules an answer names, without the words. */
const rulesOf = ({ errors }: Pick<Answer, 'errors'>) =>
  errors.flatMap(({ extensions }) => (extensions['rules'] as string[]).map((rule) => rule.split(' ')[0]));

describe('an interview', () => {
  test('of who may not know what is needed nothing is asked: a refusal would tell it', async () => {
    const { id } = await admin((client) => plantReferral(client, 'ACCEPTED'));
    const name = (fields: string) =>
      sql('UPDATE employers.agreement SET fields = $2 WHERE employer_id = $1', [PARTNER, `{${fields}}`]);
    await name('FULL_NAME');
    const input = { at: `${day(3)}T03:00:00Z`, place: 'Kantor', accommodations: [] };
    expect(codesOf(await step(RECRUITER, 'inviteToInterview', id, input, 'InterviewInput'))).toEqual([]);
    // Control: who may know is asked.
    await name('FULL_NAME,ACCOMMODATIONS');
    const { id: other } = await admin((client) => plantReferral(client, 'ACCEPTED'));
    expect(rulesOf(await step(RECRUITER, 'inviteToInterview', other, input, 'InterviewInput'))).toEqual([
      'ADJUSTMENTS',
    ]);
  });

  test('an invitation says of each need whether it is met', async () => {
    const { id } = await admin((client) => plantReferral(client, 'ACCEPTED'));
    const invite = (more: object) =>
      step(
        RECRUITER,
        'inviteToInterview',
        id,
        { at: `${day(3)}T03:00:00Z`, place: 'Kantor', ...more },
        'InterviewInput',
      );
    const passedOver = await invite({ accommodations: ['JBI'] });
    expect(rulesOf(passedOver)).toEqual(['ADJUSTMENTS']);
    expect(passedOver.errors[0]?.message).toContain('RAMP_LIFT');
    expect(codesOf(await invite({ accommodations: [], at: '2026-01-01T03:00:00Z' }))).toEqual(['BAD_USER_INPUT']);
    expect(codesOf(await invite({ accommodations: [], place: 'NIK 3204054101809917' }))).toEqual(['BAD_USER_INPUT']);
    expect(codesOf(await invite({ accommodations: ['JBI'], unmetAccommodations: ['RAMP_LIFT'] }))).toEqual([]);
    const { data } = await platform.ask(
      OFFICER,
      `{ referral(id: "${id}") { interview { place accommodations unmetAccommodations } } }`,
    );
    expect(data?.['referral']).toEqual({
      interview: { place: 'Kantor', accommodations: ['JBI'], unmetAccommodations: ['RAMP_LIFT'] },
    });
  });

  test('nobody passes or fails before the interview was', async () => {
    const { id } = await admin((client) => plantReferral(client, 'INTERVIEW', { interview_at: `${day(2)}T03:00:00Z` }));
    const fails = (reason: string) => step(RECRUITER, 'failInterview', id, { reason }, 'ReasonedStepInput');
    expect(rulesOf(await step(RECRUITER, 'passInterview', id))).toEqual(['AFTER_INTERVIEW']);
    expect(rulesOf(await fails('SKILL_TEST'))).toEqual(['AFTER_INTERVIEW']);
  });
});
