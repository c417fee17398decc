import { TODAY } from '../../../shared/machine';
import { GraduationDesk, day } from '../../../test/support/graduation-desk';
import { startTestPlatform, viewerOf } from '../../../test/support/platform';
import type { TestPlatform } from '../../../test/support/platform';
import { APPEAL_DAYS } from './graduation';

let platform: TestPlatform;
let desk: GraduationDesk;
beforeAll(async () => {
  platform = await startTestPlatform();
  desk = new GraduationDesk(platform);
});
afterAll(async () => {
  await desk.close();
  await platform.stop();
});

const graduationsOf = (enrolmentId: string) =>
  desk.sql<{ id: string; status: string; ground: string; proposed_by: string; evidence: object[] }>(
    'SELECT id, status, ground, proposed_by, evidence FROM programs.graduation WHERE enrolment_id = $1 ORDER BY proposed_on, id',
    [enrolmentId],
  );

describe('a proposal', () => {
  const propose = (viewer: Parameters<GraduationDesk['run']>[2], enrolmentId: string) =>
    desk.run('proposeGraduation', 'GraduationProposalInput', viewer, { enrolmentId, ground: 'OWN_WISH' });

  test('is made by the pendamping or by the family itself, about an enrolment they see and that runs', async () => {
    const served = await desk.serve();
    const other = await desk.serve({ region: '3205012001' });
    const over = await desk.serve({ status: 'INACTIVE' });
    expect(await propose(other.citizen, served.enrolmentId)).toBe('NOT_FOUND');
    expect(await propose(desk.pendamping, other.enrolmentId)).toBe('NOT_FOUND');
    expect(await propose(desk.dinsos, served.enrolmentId)).toBe('FORBIDDEN');
    expect(await propose(desk.pendamping, over.enrolmentId)).toBe('INVALID_TRANSITION');
    // Controls: the family of the one, the pendamping of the other place.
    expect(await propose(served.citizen, served.enrolmentId)).toMatchObject({ status: 'PROPOSED', version: 1 });
    const elsewhere = viewerOf('PENDAMPING', { regionCodes: ['3205'] });
    expect(await propose(elsewhere, other.enrolmentId)).toMatchObject({ status: 'PROPOSED' });
    expect((await graduationsOf(served.enrolmentId))[0]).toMatchObject({ proposed_by: 'CITIZEN', evidence: [] });
  });

  test('is the only one of its enrolment, also of two at once, until it is taken back', async () => {
    const { enrolmentId, citizen } = await desk.serve();
    const both = await Promise.all([propose(citizen, enrolmentId), propose(desk.pendamping, enrolmentId)]);
    expect(both.filter((each) => each === 'CONFLICT')).toHaveLength(1);
    const [first] = await graduationsOf(enrolmentId);
    const holder = first?.proposed_by === 'CITIZEN' ? citizen : desk.pendamping;
    await desk.step('withdrawGraduation', holder, { id: first?.id ?? '', status: 'PROPOSED', version: 1 });
    expect(await propose(citizen, enrolmentId)).toMatchObject({ status: 'PROPOSED' });
    expect(await graduationsOf(enrolmentId)).toHaveLength(2);
    // The table itself holds it, whatever the code does.
    await expect(
      desk.sql(`INSERT INTO programs.graduation (id, enrolment_id, family_id, region_code, program_code, status, ground,
          proposed_by, proposed_on)
        SELECT gen_random_uuid(), enrolment_id, family_id, region_code, program_code, 'PROPOSED', ground, proposed_by, proposed_on
        FROM programs.graduation WHERE enrolment_id = '${enrolmentId}' AND status = 'PROPOSED'`),
    ).rejects.toThrow('graduation_open');
  });

  test('and an answer to one are for adults of the family: a child signs nothing', async () => {
    const { enrolmentId, citizen } = await desk.serve();
    const bornAgo = (time: string) =>
      desk.sql(`UPDATE programs.person_ref SET birth_date = ${TODAY} - interval '${time}' WHERE id = $1`, [
        citizen.personId,
      ]);
    await bornAgo('17 years 364 days');
    expect(await propose(citizen, enrolmentId)).toBe('FORBIDDEN');
    const verified = await desk.verify(await desk.propose(desk.pendamping, enrolmentId));
    const { id, version } = verified;
    const agree = () => desk.run('agreeToGraduation', 'StepInput', citizen, { id, version });
    expect(await agree()).toBe('FORBIDDEN');
    // Control: the day they come of age.
    await bornAgo('18 years');
    expect(await agree()).toMatchObject({ version: version + 1 });
  });

  test('of a person keeps what the rules find as well, and goes with its enrolment when the family moves', async () => {
    const { enrolmentId, familyId } = await desk.serve({ desil: 6 });
    const { id } = await desk.propose(desk.pendamping, enrolmentId);
    expect((await graduationsOf(enrolmentId))[0]?.evidence).toEqual([
      { ground: 'DESIL_ABOVE_LIMIT', rule: 'PKH_DESIL', value: 6, limit: 4, legalRef: 'Inpres 4/2025' },
    ]);
    await desk.sql(`UPDATE programs.family_ref SET region_code = '3205012001' WHERE id = $1`, [familyId]);
    expect((await desk.row(id))['region_code']).toBe('3205012001');
  });
});

describe('days', () => {
  const refusedOne = async () => {
    const served = await desk.serve();
    const verified = await desk.verify(await desk.propose(desk.pendamping, served.enrolmentId));
    return { served, refused: await desk.refuse(verified, served, 'DEBT') };
  };
  const appeal = ({ served, refused: { id, version } }: Awaited<ReturnType<typeof refusedOne>>) =>
    desk.run('appealGraduation', 'StepInput', served.citizen, { id, version });

  test('an appeal is possible up to the last of thirty days', async () => {
    const [onTime, late] = [await refusedOne(), await refusedOne()];
    const [kept] = await desk.sql(`SELECT appeal_until - ${TODAY} AS days FROM programs.graduation WHERE id = $1`, [
      onTime.refused.id,
    ]);
    expect(kept?.['days']).toBe(APPEAL_DAYS);
    const past = (id: string, days: number) =>
      desk.sql(`UPDATE programs.graduation SET appeal_until = appeal_until - $2::int WHERE id = $1`, [id, days]);
    await past(onTime.refused.id, APPEAL_DAYS);
    await past(late.refused.id, APPEAL_DAYS + 1);
    expect(await appeal(late)).toBe('BAD_USER_INPUT');
    expect((await desk.traces(late.refused.id)).events).toHaveLength(3);
    expect(await appeal(onTime)).toMatchObject({ status: 'APPEALED' });
  });

  test('a refusal keeps others from proposing while an appeal is possible, and not for good', async () => {
    const { served, refused } = await refusedOne();
    const propose = () =>
      desk.run('proposeGraduation', 'GraduationProposalInput', desk.pendamping, {
        enrolmentId: served.enrolmentId,
        ground: 'WORK_KEPT',
      });
    expect(await propose()).toBe('CONFLICT');
    await desk.sql(`UPDATE programs.graduation SET appeal_until = ${TODAY} - 1 WHERE id = $1`, [refused.id]);
    expect(await propose()).toMatchObject({ status: 'PROPOSED' });
    expect(await desk.enrolment(served.enrolmentId)).toMatchObject({ status: 'ACTIVE', version: 1 });
  });

  test('support takes three to six months, and aid does not end before it', async () => {
    const served = await desk.serve();
    const verified = await desk.verify(await desk.propose(served.citizen, served.enrolmentId));
    const { id, version } = await desk.step('agreeToGraduation', served.citizen, verified);
    const approve = (days: number, supportKinds = ['KUBE']) =>
      desk.run('approveGraduation', 'GraduationSupportInput', desk.manager, {
        ...{ id, version, supportKinds },
        supportUntil: day(days),
      });
    expect([await approve(60), await approve(200), await approve(150, [])]).toEqual(
      Array.from({ length: 3 }, () => 'BAD_USER_INPUT'),
    );
    expect(await desk.enrolment(served.enrolmentId)).toMatchObject({ status: 'ACTIVE', version: 1 });
    const approved = await approve(150);
    if (typeof approved === 'string') throw new Error(approved);
    const complete = () => desk.run('completeGraduation', 'StepInput', desk.manager, { id, version: approved.version });
    expect(await complete()).toBe('BAD_USER_INPUT');
    expect(await desk.enrolment(served.enrolmentId)).toMatchObject({ status: 'TRANSITION', version: 2 });
    await desk.passSupport(id);
    expect(await complete()).toMatchObject({ status: 'GRADUATED' });
  });
});

describe('the enrolment', () => {
  const agreed = async (ground: string) => {
    const served = await desk.serve();
    const verified = await desk.verify(await desk.propose(desk.pendamping, served.enrolmentId, ground));
    return { served, agreed: await desk.step('agreeToGraduation', served.citizen, verified) };
  };

  test.each([
    ['OWN_WISH', 'GRADUATED_VOLUNTARILY'],
    ['NO_COMPONENT', 'GRADUATED_NATURALLY'],
  ])('of a graduation for %s ends as %s', async (ground, status) => {
    const one = await agreed(ground);
    const approved = await desk.approve(one.agreed);
    await desk.passSupport(approved.id);
    await desk.step('completeGraduation', desk.manager, approved);
    expect(await desk.enrolment(one.served.enrolmentId)).toMatchObject({ status, version: 3, reason: null });
    const { events, notices } = await desk.traces(one.served.enrolmentId);
    expect(events).toEqual([
      'BEGIN_TRANSITION ACTIVE TRANSITION PROGRAM_MANAGER manager',
      `${status.replace('GRADUATED', 'GRADUATE')} TRANSITION ${status} PROGRAM_MANAGER manager`,
    ]);
    expect(notices).toEqual(['enrolment TRANSITION', `enrolment ${status}`]);
  });

  test('ends as ineligible, and not as agreed, where a hearing found that', async () => {
    const served = await desk.serve({ desil: 8 });
    const verified = await desk.verify(await desk.propose(desk.pendamping, served.enrolmentId));
    const appealed = await desk.step(
      'appealGraduation',
      served.citizen,
      await desk.refuse(verified, served, 'COMFORT'),
    );
    const heard = await desk.done('recordAppealHearing', 'AppealHearingInput', desk.dinsos, {
      ...{ id: appealed.id, version: appealed.version },
      heardOn: day(),
    });
    const reject = (reason: string) =>
      desk.run('rejectAppeal', 'ReasonedStepInput', desk.supervisor, { id: heard.id, version: heard.version, reason });
    expect(await reject('COMFORT')).toBe('BAD_USER_INPUT');
    const rejected = await reject('DESIL_ABOVE_LIMIT');
    if (typeof rejected === 'string') throw new Error(rejected);
    expect(await desk.enrolment(served.enrolmentId)).toMatchObject({ status: 'ACTIVE', version: 1 });
    const approved = await desk.approve(rejected);
    await desk.passSupport(approved.id);
    await desk.step('completeGraduation', desk.manager, approved);
    expect(await desk.enrolment(served.enrolmentId)).toMatchObject({ status: 'INACTIVE', reason: 'INELIGIBLE' });
  });

  test('moves with its graduation or neither does', async () => {
    const one = await agreed('OWN_WISH');
    await desk.sql(`UPDATE programs.enrolment SET status = 'INACTIVE', reason = 'MOVED' WHERE id = $1`, [
      one.served.enrolmentId,
    ]);
    const approve = () =>
      desk.run('approveGraduation', 'GraduationSupportInput', desk.manager, {
        ...{ id: one.agreed.id, version: one.agreed.version },
        ...{ supportKinds: ['KUR'], supportUntil: day(150) },
      });
    expect(await approve()).toBe('INVALID_TRANSITION');
    expect(await desk.row(one.agreed.id)).toMatchObject({ status: 'AGREED', version: 3, support_until: null });
    await desk.sql(`UPDATE programs.enrolment SET status = 'ACTIVE', reason = NULL WHERE id = $1`, [
      one.served.enrolmentId,
    ]);
    expect(await approve()).toMatchObject({ status: 'TRANSITION' });
  });

  test('of a family that was asked leaves by its graduation only: not by the steps beside it', async () => {
    const [asked, unasked] = [await desk.serve(), await desk.serve()];
    const verified = await desk.verify(await desk.propose(desk.pendamping, asked.enrolmentId));
    const direct = (enrolmentId: string) =>
      desk.run('beginTransition', 'StepInput', desk.manager, { id: enrolmentId, version: 1 });
    const deactivate = (enrolmentId: string, reason: string) =>
      desk.run('deactivateEnrolment', 'ReasonedStepInput', desk.manager, { id: enrolmentId, version: 1, reason });
    expect(await direct(asked.enrolmentId)).toBe('FORBIDDEN');
    const refused = await desk.refuse(verified, asked, 'FEAR_OF_LOSING_PBI');
    expect([await direct(asked.enrolmentId), await deactivate(asked.enrolmentId, 'INELIGIBLE')]).toEqual([
      'FORBIDDEN',
      'FORBIDDEN',
    ]);
    await desk.sql(`UPDATE programs.graduation SET appeal_until = ${TODAY} - 1 WHERE id = $1`, [refused.id]);
    expect(await direct(asked.enrolmentId)).toBe('FORBIDDEN');
    expect(await desk.enrolment(asked.enrolmentId)).toMatchObject({ status: 'ACTIVE', version: 1 });
    // Controls: what has nothing to do with it, and a family nobody asked.
    expect(await deactivate(asked.enrolmentId, 'MOVED')).toMatchObject({ status: 'INACTIVE' });
    expect(await direct(unasked.enrolmentId)).toMatchObject({ status: 'TRANSITION' });
  });
});

describe('a relapse', () => {
  const graduated = async () => {
    const served = await desk.serve();
    const verified = await desk.verify(await desk.propose(served.citizen, served.enrolmentId));
    const approved = await desk.approve(await desk.step('agreeToGraduation', served.citizen, verified));
    await desk.passSupport(approved.id);
    return { served, done: await desk.step('completeGraduation', desk.manager, approved) };
  };
  const report = ({ id, version }: { id: string; version: number }, groundCheckOn = day()) =>
    desk.run('reportRelapse', 'RelapseInput', desk.dinsos, { id, version, groundCheckOn, reason: 'JOB_LOST' });
  const shift = (id: string, interval: string) =>
    desk.sql(`UPDATE programs.graduation SET graduated_on = (${TODAY} - interval '${interval}')::date WHERE id = $1`, [
      id,
    ]);

  test('counts up to a year after graduation; after that the family is new', async () => {
    const [early, late] = [await graduated(), await graduated()];
    await shift(early.done.id, '12 months');
    await shift(late.done.id, '12 months 1 day');
    expect(await report(late.done)).toBe('BAD_USER_INPUT');
    expect(await report(early.done, day(1))).toBe('BAD_USER_INPUT');
    expect(await report(early.done)).toMatchObject({ status: 'RELAPSED' });
    const entries = 'SELECT status, relapse_of FROM programs.enrolment WHERE family_id = $1 AND id <> $2';
    expect(await desk.sql(entries, [early.served.familyId, early.served.enrolmentId])).toEqual([
      { status: 'CANDIDATE', relapse_of: early.served.enrolmentId },
    ]);
    expect(await desk.sql(entries, [late.served.familyId, late.served.enrolmentId])).toEqual([]);
  });

  test('makes no second candidate of a family that is back already', async () => {
    const { served, done } = await graduated();
    const again = { familyId: served.familyId, personId: served.citizen.personId ?? '' };
    await desk.enrol({ ...again, enrolmentId: '00000000-0000-4000-8000-00000000000a' });
    expect(await report(done)).toBe('CONFLICT');
    expect(await desk.row(done.id)).toMatchObject({ status: 'GRADUATED', relapsed_on: null });
  });
});

describe('four eyes over roles', () => {
  test('an account with two hats does not approve what it proposed or verified', async () => {
    const served = await desk.serve();
    const proposed = await desk.propose(
      viewerOf('PENDAMPING', { subject: 'two hats', regionCodes: ['3204'] }),
      served.enrolmentId,
    );
    const { id, version } = await desk.step('agreeToGraduation', served.citizen, await desk.verify(proposed));
    const approve = (subject: string) =>
      desk.run(
        'approveGraduation',
        'GraduationSupportInput',
        { ...desk.manager, subject },
        {
          ...{ id, version, supportKinds: ['KUR'] },
          supportUntil: day(150),
        },
      );
    expect([await approve('two hats'), await approve(desk.dinsos.subject)]).toEqual(['FORBIDDEN', 'FORBIDDEN']);
    expect(await approve('somebody else')).toMatchObject({ status: 'TRANSITION' });
  });
});
