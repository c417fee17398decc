import { systemActor } from '../../shared/viewer';
import { expirePartners } from '../../subgraphs/employers/agreement/expire';
import { runReferralRules } from '../../subgraphs/employers/referral/revoke-by-rule';
import { ALL_FIELDS, CandidateDesk } from '../support/candidate-desk';
import { entriesOf } from '../support/ledger';
import { PartnerFront } from '../support/partner-front';
import { PartnerView, clientKey, fieldsUpTo } from '../support/partner-view';
import type { Stage } from '../support/partner-view';
import { agreementSql, dataSharing, dayFromNow } from '../support/partner-desk';
import { viewerOf } from '../support/platform';

/**
 * The agreement of a partner ends while it looks at people of every stage: by its last day, and by notice. Everything closes with the
 * next request, whatever status the partner still has; renewed in time it all opens again. Everybody comes over HTTP.
 */
let desk: CandidateDesk;
let front: PartnerFront;
let view: PartnerView;
const manager = viewerOf('PROGRAM_MANAGER', { subject: 'partnership desk' });
const officer = viewerOf('SENTRA_OFFICER', { subject: 'a placement officer', sentraId: 'S-001' });
beforeAll(async () => {
  desk = await CandidateDesk.open();
  await desk.sql(agreementSql(desk.partners[0], 'MOU'));
  await desk.platform.relay.drain();
  await desk.platform.relay.stop();
  // That a day has passed is no word of anything.
  front = await PartnerFront.open(desk.platform, 30);
  view = new PartnerView(desk, front);
  await view.agreesToAll('sarni');
  await view.publish();
});
afterAll(async () => {
  await front?.[Symbol.asyncDispose]();
  await desk?.[Symbol.asyncDispose]();
});

const STATUS = { 1: undefined, 2: 'REFERRED', 3: 'INTERVIEW', 4: 'RETAINED_3' } as const;
const STAGES = [1, 2, 3, 4] as const;
const partner = () => [desk.partners[0]];
const refer = async (stage: Stage) => {
  await desk.sql('DELETE FROM employers.referral');
  return STATUS[stage] ? desk.refer('sarni', STATUS[stage]) : '';
};

/** Everything the partner has of people at a stage, by its own documents. */
async function looked(stage: Stage, referralId: string) {
  const list = await front.stored(desk.recruiter(), 'OurReferrals');
  const { nodes } = list.data?.['referrals'] as { nodes: readonly unknown[] };
  const supply = await front.stored(desk.recruiter(), 'SkillSupply', { within: '32' });
  return {
    told: await view.seen(stage, 'sarni', referralId),
    cards: (await view.cards()).length > 0,
    referrals: nodes.length,
    supply: (supply.data?.['skillSupply'] as readonly unknown[] | null)?.length !== 0,
  };
}
const open = (stage: Stage) => ({
  ...{ told: fieldsUpTo(stage, true), cards: true, supply: true },
  referrals: stage === 1 ? 0 : 1,
});
const SHUT = { told: undefined, cards: false, referrals: 0, supply: false };

/** Asks for a step of the partnership as the ministry does. */
async function step(mutation: string, type: string, more: object = {}) {
  const [{ version } = { version: 0 }] = await desk.sql<{ version: number }>(
    'SELECT version FROM employers.employer WHERE id = $1',
    partner(),
  );
  const { data, codes } = await front.ask(
    manager,
    `mutation ($input: ${type}!) { done: ${mutation}(input: $input) { status } }`,
    { input: { id: desk.partners[0], version, clientKey: clientKey(), ...more } },
  );
  return { codes, status: (data?.['done'] as { status: string } | null | undefined)?.status };
}
const renew = (number: string) =>
  step('renewDataSharing', 'DataSharingInput', {
    ...dataSharing(number),
    fields: ALL_FIELDS,
  });

/** Lets the last day of every agreement on data be yesterday. */
const runOut = () =>
  desk.sql(`UPDATE employers.agreement SET starts_on = $2, ends_on = $3 WHERE employer_id = $1 AND kind = 'DSA'`, [
    ...[desk.partners[0], dayFromNow(-60), dayFromNow(-1)],
  ]);
const board = () => front.board(desk.recruiter());

describe.each(STAGES)('at stage %d', (stage) => {
  test('the day after its last closes everything with the next request; renewed it opens again', async () => {
    const id = await refer(stage);
    expect(await looked(stage, id)).toEqual(open(stage));
    const live = await board();
    await live.until(1);

    await runOut();
    const entries = await entriesOf(desk.platform, 'beneficiaries', async () => {
      expect(await looked(stage, id)).toEqual(SHUT);
    });
    // The registry was asked of nobody.
    expect(entries.filter(({ account }) => account === desk.recruiter().subject)).toEqual([]);
    expect(await live.ended).toBe('COMPLETE');
    expect(live.events.at(-1)?.data.errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
    expect(await board()).toMatchObject({ status: 400, code: 'FORBIDDEN' });
    // Control: the partner finds its organisation and why; the centre sees the referral throughout.
    const own = await front.stored(desk.recruiter(), 'OurAgreements');
    expect(own.data?.['myOrganisation']).toMatchObject({ status: 'ACTIVE' });
    if (stage > 1) {
      const { data } = await front.ask(officer, `{ referral(id: "${id}") { status } }`);
      expect(data).toEqual({ referral: { status: STATUS[stage] } });
    }

    expect(await renew(`PBD-${stage}/2027`)).toEqual({ codes: [], status: 'ACTIVE' });
    expect(await looked(stage, id)).toEqual(open(stage));
    const again = await board();
    expect(again.status).toBe(200);
    again.close();
  });
});

test('control: an agreement whose last day is today shows everything, and so does the other of two', async () => {
  const id = await refer(3);
  await runOut();
  await desk.sql(`${agreementSql(desk.partners[0], 'DSA', -30, 0)}; ${agreementSql(desk.partners[1], 'DSA', -30, -1)}`);
  expect(await looked(3, id)).toEqual(open(3));
  expect(await renew('PBD-5/2027')).toEqual({ codes: [], status: 'ACTIVE' });
});

test('by notice it is over today: what is under way is taken back, who works there stays, and nothing is renewed', async () => {
  const id = await refer(3);
  expect(await looked(3, id)).toEqual(open(3));
  const live = await board();
  await live.until(1);
  expect(await step('terminateEmployer', 'ReasonedStepInput', { reason: 'BY_PARTNER' })).toEqual({
    ...{ codes: [], status: 'TERMINATED' },
  });
  expect(await looked(3, id)).toEqual(SHUT);
  expect([await live.ended, live.events.at(-1)?.data.errors?.[0]?.extensions['code']]).toEqual([
    ...['COMPLETE', 'FORBIDDEN'],
  ]);
  expect((await renew('PBD-6/2027')).codes).toEqual(['INVALID_TRANSITION']);
  const rules = () => desk.platform.subgraph('employers').database.bulk(systemActor('rules'), runReferralRules);
  expect(await rules()).toContainEqual({ rule: 'PARTNERSHIP', moved: 1 });
  const { data } = await front.ask(officer, `{ referral(id: "${id}") { status outcomeReason } }`);
  expect(data).toEqual({ referral: { status: 'REVOKED', outcomeReason: 'PARTNERSHIP_ENDED' } });
  for (const stage of STAGES) expect([stage, await looked(stage, await refer(stage))]).toEqual([stage, SHUT]);
  // The last of them works there, which takes no ministry.
  expect(await rules()).toContainEqual({ rule: 'PARTNERSHIP', moved: 0 });
});

test('whose agreement ran out unnoticed expires by the job, and comes back by a new application only', async () => {
  await desk.sql(`UPDATE employers.employer SET status = 'ACTIVE' WHERE id = $1`, partner());
  await runOut();
  const job = () => desk.platform.subgraph('employers').database.bulk(systemActor('partners:expire'), expirePartners);
  expect([await job(), await job()]).toEqual([1, 0]);
  expect((await renew('PBD-7/2027')).codes).toEqual(['INVALID_TRANSITION']);
  const own = await front.stored(desk.recruiter(), 'OurAgreements');
  expect(own.data?.['myOrganisation']).toMatchObject({ status: 'EXPIRED' });
  // Control: the other partner is what it was.
  const [other] = await desk.sql('SELECT status FROM employers.employer WHERE id = $1', [desk.partners[1]]);
  expect(other).toEqual({ status: 'ACTIVE' });
});
