import { proposeByRule } from '../../subgraphs/programs/graduation/rule';
import { systemActor } from '../../shared/viewer';
import { GraduationDesk, day } from '../support/graduation';
import type { TestHousehold } from '../support/graduation';
import { entriesOf, subjectOf } from '../support/ledger';
import { startTestPlatform, viewerOf } from '../support/platform';
import type { Answer, TestPlatform } from '../support/platform';

let platform: TestPlatform;
let desk: GraduationDesk;
beforeAll(async () => {
  platform = await startTestPlatform();
  desk = new GraduationDesk(platform);
});
afterAll(() => platform.stop());

const SUPPORT = { type: 'GraduationSupportInput', supportKind: 'KUR', supportUntil: day(150) };

test('a family refuses, appeals and wins: aid goes on all the way', async () => {
  const home = await desk.household();
  const proposed = await desk.proposed(desk.pendamping, home, 'INCOME_GROWN');
  const verified = await desk.verified(proposed);
  const refused = await desk.refused(verified, home);
  expect([refused.status, await desk.statusOf(home)]).toEqual(['REFUSED', 'ACTIVE']);
  // While an appeal is possible nobody proposes anew.
  expect((await desk.propose(desk.pendamping, home)).codes).toEqual(['CONFLICT']);

  const appealed = await desk.taken(home.citizen, 'appealGraduation', refused);
  expect([appealed.status, await desk.statusOf(home)]).toEqual(['APPEALED', 'ACTIVE']);
  const hearing = { type: 'AppealHearingInput', heardOn: day(0) };
  const heard = await desk.taken(desk.dinsos, 'recordAppealHearing', appealed, hearing);
  const verifier = { ...desk.supervisor, subject: desk.dinsos.subject };
  expect((await desk.step(verifier, 'upholdAppeal', heard)).codes).toEqual(['FORBIDDEN']);
  const upheld = await desk.taken(desk.supervisor, 'upholdAppeal', heard);
  expect([upheld.status, await desk.statusOf(home)]).toEqual(['UPHELD', 'ACTIVE']);
  expect((await desk.step(desk.manager, 'approveGraduation', upheld, SUPPORT)).codes).toEqual(['INVALID_TRANSITION']);

  expect(await desk.written(upheld.id)).toEqual({
    events: [
      'PROPOSE PENDAMPING',
      'VERIFY DINSOS',
      'REFUSE CITIZEN',
      'APPEAL CITIZEN',
      'HEAR DINSOS',
      'UPHOLD SUPERVISOR',
    ],
    notices: 6,
  });
  expect(await desk.written(home.enrolment)).toEqual({ events: [], notices: 0 });

  // The family reads what happened, and that it read is written down under its own hash.
  const query = `query ($id: ID!) { enrolment(id: $id) { relapseOf graduations {
    status refusalReason incomePerHead appealUntil allowedEvents history { event byRole } } } }`;
  let answer: Answer | undefined;
  const entries = await entriesOf(platform, 'programs', async () => {
    answer = await platform.ask(home.citizen, query, { id: home.enrolment });
  });
  expect(answer?.errors).toEqual([]);
  expect(answer?.data?.['enrolment']).toMatchObject({
    relapseOf: null,
    graduations: [
      {
        status: 'UPHELD',
        refusalReason: 'INCOME_UNSTABLE',
        incomePerHead: 1_100_000,
        allowedEvents: [],
        appealUntil: day(30),
      },
    ],
  });
  expect(entries).toHaveLength(1);
  const subjects = new Set(entries[0]?.decisions.flatMap((decision) => decision.subjects));
  expect(subjects).toEqual(new Set([subjectOf(platform, 'family', home.family)]));
  expect(entries[0]?.decisions.flatMap(({ groups }) => groups)).toContain('GRADUATION');
});

test('a family whose appeal is rejected is approved by the program, not by the rejection', async () => {
  const home = await desk.household();
  const refused = await desk.refused(await desk.verified(await desk.proposed(desk.pendamping, home)), home);
  const appealed = await desk.taken(home.citizen, 'appealGraduation', refused);
  const hearing = { type: 'AppealHearingInput', heardOn: day(0) };
  const heard = await desk.taken(desk.dinsos, 'recordAppealHearing', appealed, hearing);
  const rejected = await desk.taken(desk.supervisor, 'rejectAppeal', heard);
  expect([rejected.status, await desk.statusOf(home)]).toEqual(['REJECTED', 'ACTIVE']);
  await desk.taken(desk.manager, 'approveGraduation', rejected, SUPPORT);
  expect(await desk.statusOf(home)).toBe('TRANSITION');
});

test('another family agrees, graduates and relapses: its enrolment follows, and it comes back as a relapse', async () => {
  const home = await desk.household();
  const verified = await desk.verified(await desk.proposed(home.citizen, home));
  const agreed = await desk.taken(home.citizen, 'agreeToGraduation', verified);
  expect(await desk.statusOf(home)).toBe('ACTIVE');
  for (const days of [80, 200]) {
    const wrong = { ...SUPPORT, supportUntil: day(days) };
    expect((await desk.step(desk.manager, 'approveGraduation', agreed, wrong)).codes).toEqual(['BAD_USER_INPUT']);
  }
  const approved = await desk.taken(desk.manager, 'approveGraduation', agreed, SUPPORT);
  expect(await desk.statusOf(home)).toBe('TRANSITION');
  expect((await desk.step(desk.manager, 'completeGraduation', approved)).codes).toEqual(['BAD_USER_INPUT']);
  await desk.rows('UPDATE graduation SET support_until = $2 WHERE id = $1', [approved.id, day(-1)]);
  const graduated = await desk.taken(desk.manager, 'completeGraduation', approved);
  expect(await desk.statusOf(home)).toBe('GRADUATED_VOLUNTARILY');

  await desk.rows('UPDATE graduation SET graduated_on = $2 WHERE id = $1', [graduated.id, day(-380)]);
  expect((await desk.step(desk.pendamping, 'reportRelapse', graduated)).codes).toEqual(['BAD_USER_INPUT']);
  await desk.rows('UPDATE graduation SET graduated_on = $2 WHERE id = $1', [graduated.id, day(-300)]);
  await desk.taken(desk.pendamping, 'reportRelapse', graduated);
  const again = await desk.rows<{ id: string; status: string }>(
    'SELECT id, status FROM enrolment WHERE relapse_of = $1',
    [home.enrolment],
  );
  expect(again).toEqual([{ id: expect.any(String) as string, status: 'CANDIDATE' }]);
  expect(await desk.statusOf(home)).toBe('GRADUATED_VOLUNTARILY');
  expect(await desk.written(graduated.id)).toMatchObject({ notices: 6 });
  expect(await desk.written(home.enrolment)).toEqual({
    events: ['BEGIN_TRANSITION PROGRAM_MANAGER', 'GRADUATE_VOLUNTARILY PROGRAM_MANAGER'],
    notices: 2,
  });
  expect(await desk.written(again[0]?.id ?? '')).toEqual({ events: ['READMIT PENDAMPING'], notices: 1 });
  const [notice] = await desk.rows('SELECT payload FROM outbox WHERE entity_id = $1', [again[0]?.id]);
  expect(notice).toMatchObject({ payload: { relapseOf: home.enrolment, status: 'CANDIDATE' } });
});

test('an appeal after its last day is refused and changes nothing', async () => {
  const home = await desk.household();
  const refused = await desk.refused(await desk.verified(await desk.proposed(desk.pendamping, home)), home);
  await desk.rows('UPDATE graduation SET appeal_until = $2 WHERE id = $1', [refused.id, day(-1)]);
  expect((await desk.step(home.citizen, 'appealGraduation', refused)).codes).toEqual(['BAD_USER_INPUT']);
  expect([await desk.statusOf(home), (await desk.written(refused.id)).notices]).toEqual(['ACTIVE', 3]);
  // Control: a new proposal is possible from then on, and of two at once one wins.
  const both = await Promise.all([desk.propose(desk.pendamping, home), desk.propose(home.citizen, home)]);
  expect(both.flatMap(({ codes }) => codes)).toEqual(['CONFLICT']);
});

test('nothing moves when the enrolment cannot follow', async () => {
  const home = await desk.household();
  const verified = await desk.verified(await desk.proposed(desk.pendamping, home));
  const agreed = await desk.taken(home.citizen, 'agreeToGraduation', verified);
  await desk.rows(`UPDATE enrolment SET status = 'INACTIVE', reason = 'MOVED' WHERE id = $1`, [home.enrolment]);
  expect((await desk.step(desk.manager, 'approveGraduation', agreed, SUPPORT)).codes).toEqual(['INVALID_TRANSITION']);
  expect((await desk.written(agreed.id)).notices).toBe(3);
  expect((await desk.propose(desk.pendamping, home)).codes).toEqual(['INVALID_TRANSITION']);
  const elsewhere = viewerOf('PENDAMPING', { regionCodes: ['3301'] });
  expect((await desk.propose(elsewhere, home)).codes).toEqual(['NOT_FOUND']);
});

describe('rules', () => {
  const run = () =>
    platform.subgraph('programs').database.bulk(systemActor('graduation'), (connection) => proposeByRule(connection));
  const groundsOf = async ({ enrolment }: TestHousehold) =>
    (await desk.rows<{ ground: string }>('SELECT ground FROM graduation WHERE enrolment_id = $1', [enrolment])).map(
      ({ ground }) => ground,
    );

  test('propose who has no component left or a desil above the limit, once however often they run', async () => {
    const [ended, carried, unknown, risen, out, both] = await Promise.all([
      desk.household(),
      desk.household(),
      desk.household(),
      desk.household({ desil: 5 }),
      desk.household({ desil: 9, status: 'INACTIVE' }),
      desk.household({ desil: 7 }),
    ]);
    for (const home of [ended, both]) await desk.component(home, day(-1));
    await desk.component(carried, day(-1));
    await desk.component(carried, null);
    expect(await run()).toEqual([
      { program: 'PKH', ground: 'DESIL_ABOVE_LIMIT', proposed: 1 },
      { program: 'PKH', ground: 'NO_COMPONENT', proposed: 2 },
    ]);
    expect(await Promise.all([ended, carried, unknown, risen, out, both].map(groundsOf))).toEqual([
      ['NO_COMPONENT'],
      [],
      [],
      ['DESIL_ABOVE_LIMIT'],
      [],
      ['NO_COMPONENT'],
    ]);
    expect(await run()).toEqual([]);
    const [proposal] = await desk.rows<{ id: string; version: number }>(
      'SELECT id, version FROM graduation WHERE enrolment_id = $1',
      [risen.enrolment],
    );
    const graduation = { id: proposal?.id ?? '', version: 1, status: 'PROPOSED' };
    expect(await desk.written(graduation.id)).toEqual({ events: ['PROPOSE SYSTEM'], notices: 1 });
    expect(await desk.statusOf(risen)).toBe('ACTIVE');
    expect((await desk.propose(desk.pendamping, risen)).codes).toEqual(['CONFLICT']);
    // Whoever answers for it may take it back; the same rule does not come again.
    expect((await desk.step(risen.citizen, 'withdrawGraduation', graduation)).codes).toEqual(['FORBIDDEN']);
    await desk.taken(desk.pendamping, 'withdrawGraduation', graduation);
    expect(await run()).toEqual([]);
  });

  test('two runs at once propose once', async () => {
    const home = await desk.household({ desil: 6 });
    const reports = await Promise.all([run(), run()]);
    expect(reports.flat()).toEqual([{ program: 'PKH', ground: 'DESIL_ABOVE_LIMIT', proposed: 1 }]);
    expect(await groundsOf(home)).toHaveLength(1);
  });
});
