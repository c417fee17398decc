import { CubeDesk } from '../../../test/support/cube-desk';
import { asAdmin } from '../../../test/support/database';
import { viewerOf } from '../../../test/support/platform';
import {
  OFFICER,
  RECRUITER,
  day,
  plantConsent,
  plantPartner,
  plantReferral,
} from '../../../test/support/referral-desk';
import { referrals } from '../cube/referrals.cube';
import { starId } from './unit';

const TABLES = ['employer', 'referral', 'vacancy'] as const;

describe('the demo nation', () => {
  let desk: CubeDesk;
  beforeAll(async () => {
    desk = await CubeDesk.ofNation();
  }, 300_000);
  afterAll(() => desk[Symbol.asyncDispose]());

  const contents = () =>
    Promise.all(TABLES.map((table) => desk.star<object>(`SELECT * FROM ${table} t ORDER BY t::text`)));
  const rewind = () =>
    desk.star(`DELETE FROM relay_position WHERE model = ANY ($1)`, [TABLES.map((t) => `insights.${t}`)]);

  it('told everything once more it knows the same, and from nothing too', async () => {
    const before = await contents();
    for (const rows of before) expect(rows.length).toBeGreaterThan(100);
    await rewind();
    expect(await desk.platform.relay.drain()).toBeGreaterThan(300);
    expect(await contents()).toEqual(before);
    await rewind();
    for (const table of TABLES) await desk.star(`DELETE FROM ${table}`);
    await desk.platform.relay.drain();
    expect(await contents()).toEqual(before);
  });

  it('holds no id another schema knows anybody by', async () => {
    const ids = await asAdmin(async (client) => {
      const { rows } = await client.query<{ id: string }>(`
        SELECT id FROM employers.referral UNION SELECT person_id FROM employers.referral UNION SELECT id FROM employers.employer
        UNION SELECT id FROM employers.vacancy UNION SELECT case_id FROM employers.referral`);
      return rows.map(({ id }) => id);
    }, desk.platform.database.adminUrl);
    const text = JSON.stringify(await contents());
    expect(ids.length).toBeGreaterThan(500);
    expect(ids.filter((id) => text.includes(id))).toEqual([]);
    // The control: they are there under the names statistics know them by.
    const keys = desk.platform.subgraph('insights').database.recordKeys;
    const known = ids.filter((id) => text.includes(starId(keys, 'person', id)));
    expect(known.length).toBeGreaterThan(200);
  });

  it('whoever is counted no longer is in no cell, whatever became of the referral', async () => {
    const placed = `SELECT DISTINCT unit FROM (${desk.source(referrals)}) c WHERE is_placed ORDER BY unit`;
    const before = await desk.star<{ unit: string }>(placed);
    await desk.star('DELETE FROM person WHERE unit = $1', [before[0]?.unit]);
    expect(await desk.star(placed)).toEqual(before.slice(1));
    expect(before.length).toBeGreaterThan(100);
  });
});

describe('a referral on its way', () => {
  it('is known with each milestone as it happened, and with no reason but the partner’s', async () => {
    await using desk = await CubeDesk.open(undefined, day(0));
    const { platform } = desk;
    const { adminUrl } = platform.database;
    const [going, leaving] = await asAdmin(async (client) => {
      await client.query('SET search_path TO employers');
      await plantPartner(client);
      const planted = [await plantReferral(client, 'REFERRED'), await plantReferral(client, 'REFERRED')] as const;
      for (const { personId, vacancyId } of planted) {
        await plantConsent(client, personId, 'REFERRAL', { vacancy_id: vacancyId });
        await plantConsent(client, personId, 'EMPLOYMENT');
      }
      await client.query('UPDATE minimum_wage SET amount = 4000000');
      return planted;
    }, adminUrl);
    const citizen = viewerOf('CITIZEN', { subject: 'somebody', personId: leaving.personId });
    let keys = 0;
    const take = async (viewer: typeof RECRUITER, mutation: string, type: string, input: object) => {
      const { errors } = await platform.ask(
        viewer,
        `mutation ($input: ${type}!) { ${mutation}(input: $input) { id } }`,
        {
          input: { clientKey: `star-test-${keys++}`, ...input },
        },
      );
      expect(errors).toEqual([]);
      await platform.relay.drain();
      return rowOf(desk, 'id' in input ? String(input.id) : '');
    };
    const { id } = going;
    expect(await take(RECRUITER, 'acceptReferral', 'StepInput', { id, version: 1 })).toMatchObject({
      ...{ status: 'ACCEPTED', is_accepted: true, is_interviewed: false, answered_on: day(0), contract: 'NONE' },
    });
    const interview = { at: `${day(2)}T03:00:00Z`, place: 'Kantor', accommodations: ['RAMP_LIFT'] };
    const invited = await take(RECRUITER, 'inviteToInterview', 'InterviewInput', { id, version: 2, ...interview });
    expect(invited).toMatchObject({ is_interviewed: true, is_offered: false });
    await asAdmin(
      (client) => client.query(`UPDATE employers.referral SET interview_at = now() - interval '1 day'`),
      adminUrl,
    );
    await take(RECRUITER, 'passInterview', 'StepInput', { id, version: 3 });
    const offer = { contractType: 'PKWT', wage: 4_500_000, startsOn: day(7) };
    const offered = await take(RECRUITER, 'makeOffer', 'OfferInput', { id, version: 4, ...offer });
    // 112.5 percent of the minimum wage: the band, not the wage.
    expect(offered).toMatchObject({ is_offered: true, contract: 'PKWT', wage_from: 110, placed_on: null });
    const placed = await take(OFFICER, 'takeOffer', 'StepInput', { id, version: 5 });
    expect(placed).toMatchObject({ status: 'PLACED', placed_on: day(7), retained_months: 0, ended_on: null });

    const revoke = { id: leaving.id, version: 1, reason: 'PERSON_WISHES' };
    const left = await take(citizen, 'revokeReferral', 'ReasonedStepInput', revoke);
    expect(left).toMatchObject({ status: 'REVOKED', decline_reason: 'NONE', answered_on: null });
    expect(JSON.stringify(await desk.star('SELECT * FROM referral'))).not.toContain('PERSON_WISHES');
  });
});

/** Days as text, as the graph has them. */
async function rowOf(desk: CubeDesk, id: string): Promise<object | undefined> {
  const keys = desk.platform.subgraph('insights').database.recordKeys;
  const [found] = await desk.star<{ row: object }>('SELECT to_jsonb(r) AS row FROM referral r WHERE id = $1', [
    starId(keys, 'referral', id),
  ]);
  return found?.row;
}
