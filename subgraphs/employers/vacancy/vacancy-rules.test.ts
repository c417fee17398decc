import { randomUUID } from 'node:crypto';
import { SKILLS } from '../../../platform/demo/nation/occupations';
import { asSystem } from '../../../shared/database';
import { daysAfter, today } from '../../../shared/machine';
import { systemActor } from '../../../shared/viewer';
import type { Viewer } from '../../../shared/viewer';
import { asAdmin } from '../../../test/support/database';
import { addAccounts } from '../../../test/support/partner-accounts';
import { agreementSql } from '../../../test/support/partner-desk';
import { startTestPlatform, viewerOf } from '../../../test/support/platform';
import type { TestPlatform } from '../../../test/support/platform';
import { employerId, partnersSql, vacancyId } from '../testing/partners';
import { closeOverdue, fillIfTaken } from './vacancy-by-rule';

const recruiter = (number: number) =>
  viewerOf('PARTNER_RECRUITER', { subject: `recruiter of ${number}`, employerId: employerId(number) });
const [ours, theirs, suspended] = [recruiter(1), recruiter(2), recruiter(3)];
const MANAGER = viewerOf('PROGRAM_MANAGER', { regionCodes: ['ID'] });
const WAGE = 3_000_000;

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
  await asAdmin(async (client) => {
    await client.query(partnersSql());
    await addAccounts(client, [ours, theirs, suspended]);
    for (const number of [1, 2, 3]) await client.query(agreementSql(employerId(number), 'DSA'));
    await client.query(`UPDATE programs.umk SET amount = ${WAGE}`);
  }, platform.database.adminUrl);
  await platform.relay.drain();
});
afterAll(() => platform.stop());

const sql = <Row extends object>(text: string): Promise<Row[]> =>
  asAdmin(async (client) => (await client.query<Row>(text)).rows, platform.database.adminUrl);
const effectsOf = (id: string) =>
  sql(`SELECT v.status, v.version, v.seats_taken,
      ARRAY(SELECT concat_ws(' ', event, reason, actor_role) FROM employers.transition_event t WHERE t.entity_id = v.id ORDER BY t.id) AS events,
      (SELECT count(*)::int FROM employers.outbox o WHERE o.entity_id = v.id AND o.topic = 'vacancy') AS notices
    FROM employers.vacancy v WHERE v.id = '${id}'`);

let keys = 0;
async function call(viewer: Viewer, mutation: string, type: string, input: object, selection = 'id status version') {
  const { data, errors } = await platform.ask<{ done: { id: string; status: string; version: number } | null }>(
    viewer,
    `mutation ($input: ${type}!) { done: ${mutation}(input: $input) { ${selection} } }`,
    { input: { clientKey: `vacancy-test-${keys++}`, ...input } },
  );
  return { done: data?.done, codes: errors.map(({ extensions }) => extensions['code']), errors };
}

const FITS = {
  title: 'Penjahit',
  kbjiCode: '7531',
  skills: [{ code: 'JAHIT', level: 2 }],
  regencyCode: '3204',
  workMode: 'ONSITE',
  contractType: 'PKWT',
  wageMin: WAGE,
  seats: 2,
  openUntil: daysAfter(today(), 30),
};
const draft = (more: object = {}, viewer = ours) =>
  call(viewer, 'draftVacancy', 'DraftVacancyInput', { ...FITS, ...more });
async function drafted(more: object = {}, viewer = ours): Promise<string> {
  const { done, errors } = await draft(more, viewer);
  expect(errors).toEqual([]);
  return done?.id ?? '';
}
const step = (viewer: Viewer, mutation: string, id: string, more: object = {}, type = 'StepInput') =>
  call(viewer, mutation, type, { id, version: 1, ...more });
const publish = (id: string, viewer = ours) => step(viewer, 'publishVacancy', id);
const close = (viewer: Viewer, id: string, reason = 'NOT_NEEDED') =>
  step(viewer, 'closeVacancy', id, { reason }, 'ReasonedStepInput');
const edit = (viewer: Viewer, id: string, more: object) => step(viewer, 'editVacancy', id, more, 'EditVacancyInput');

describe('a draft', () => {
  const SEEN = `query ($id: ID!) { vacancy(id: $id) { title seats skills { code level } certificateRequired description status version
    reservedForDisability desk { code seatsTaken allowedEvents history { event from to byRole } } } }`;
  const see = async (viewer: Viewer, id: string) => (await platform.ask(viewer, SEEN, { id })).data;

  test('says what was given, is there for the own organisation and the ministry, and for nobody else', async () => {
    const more = {
      ...{ code: 'A/1', certificateRequired: ['C.141110.001.02'], description: ' Menjahit kemeja. ' },
      reservedForDisability: true,
    };
    const id = await drafted(more);
    const vacancy = {
      ...{ title: 'Penjahit', seats: 2, skills: [{ code: 'JAHIT', level: 2 }], status: 'DRAFT', version: 1 },
      ...{ certificateRequired: ['C.141110.001.02'], description: 'Menjahit kemeja.', reservedForDisability: true },
    };
    expect(await see(ours, id)).toEqual({
      vacancy: {
        ...vacancy,
        desk: {
          ...{ code: 'A/1', seatsTaken: 0, allowedEvents: ['EDIT', 'PUBLISH', 'CLOSE'] },
          history: [{ event: 'DRAFT', from: null, to: 'DRAFT', byRole: 'PARTNER_RECRUITER' }],
        },
      },
    });
    expect(await see(MANAGER, id)).toEqual({ vacancy: { ...vacancy, desk: null } });
    for (const viewer of [theirs, viewerOf('PUBLIC'), viewerOf('SENTRA_OFFICER', { sentraId: 'S-001' })]) {
      expect(await see(viewer, id)).toEqual({ vacancy: null });
    }
  });

  test('takes a code once in an organisation, and another partner the same', async () => {
    await drafted({ code: 'TWICE' });
    expect((await draft({ code: 'TWICE' })).codes).toEqual(['BAD_USER_INPUT']);
    await drafted({ code: 'TWICE' }, theirs);
    // Without one there is nothing to repeat.
    expect(await drafted()).not.toBe(await drafted());
  });

  test.each<[string, object]>([
    ['a short title', { title: 'x' }],
    ['an identifier in the title', { title: 'Penjahit 3204050101900001' }],
    ['an identifier in the description', { description: '3204-0501-0190-0001' }],
    ['a long description', { description: 'x'.repeat(2_001) }],
    ['an occupation of five digits', { kbjiCode: '75310' }],
    ['a province for a regency', { regencyCode: '32' }],
    ['a skill that is not in the vocabulary', { skills: [{ code: 'TERBANG', level: 1 }] }],
    ['a level of six', { skills: [{ code: 'JAHIT', level: 6 }] }],
    ['a skill twice', { skills: [1, 2].map((level) => ({ code: 'JAHIT', level })) }],
    ['a wage below nothing', { wageMin: -1 }],
    ['no seat', { seats: 0 }],
    ['a certificate that is no unit', { certificateRequired: ['SIM A'] }],
    ['a code with a space', { code: 'A 1' }],
    ['a NIK for a code', { code: '3204050101900001' }],
  ])('is refused with %s', async (_, more) => {
    const count = () => sql('SELECT count(*)::int AS n FROM employers.vacancy');
    const before = await count();
    const { codes, errors } = await draft(more);
    expect(codes).toEqual(['BAD_USER_INPUT']);
    expect(JSON.stringify(errors)).not.toContain('3204050101900001');
    expect(await count()).toEqual(before);
  });

  test('is written by an active account only, whatever its employer has signed', async () => {
    expect((await draft({}, { ...ours, subject: 'somebody else' })).codes).toEqual(['FORBIDDEN']);
    await sql(`UPDATE employers.partner_user SET status = 'REMOVED' WHERE subject = '${suspended.subject}'`);
    expect((await draft({}, suspended)).codes).toEqual(['FORBIDDEN']);
    await sql(`UPDATE employers.partner_user SET status = 'ACTIVE' WHERE subject = '${suspended.subject}'`);
    await drafted({}, suspended);
  });

  test('changes by what is named, and only before it is published', async () => {
    const id = await drafted({ description: 'Menjahit.' });
    expect((await edit(ours, id, { seats: 7, skills: [], description: '' })).codes).toEqual([]);
    expect(await see(ours, id)).toMatchObject({
      vacancy: { title: 'Penjahit', seats: 7, skills: [], description: null, version: 2 },
    });
    expect((await edit(ours, id, { version: 2 })).codes).toEqual(['BAD_USER_INPUT']);
    await step(ours, 'publishVacancy', id, { version: 2 });
    expect((await edit(ours, id, { version: 3, seats: 1 })).codes).toEqual(['INVALID_TRANSITION']);
  });
});

describe('publishing', () => {
  test.each<[string, object, string]>([
    ['a wage one rupiah short', { wageMin: WAGE - 1 }, 'MINIMUM_WAGE (at least 3000000 a month)'],
    ['a deadline of yesterday', { openUntil: daysAfter(today(), -1) }, 'DEADLINE (the last day to apply is past)'],
    ['a deadline in 13 months', { openUntil: daysAfter(today(), 400) }, 'DEADLINE (the last day to apply is after'],
  ])('is refused for %s, and nothing moves', async (_, more, rule) => {
    const id = await drafted(more);
    const before = await effectsOf(id);
    const { codes, errors } = await publish(id);
    expect(codes).toEqual(['RULES_NOT_MET']);
    expect(errors[0]?.message).toContain(rule);
    expect(await effectsOf(id)).toEqual(before);
  });

  test('is fine on the last day, for an apprentice below the minimum wage, and told to everyone', async () => {
    const id = await drafted({ openUntil: today(), contractType: 'MAGANG', wageMin: 900_000 });
    expect((await publish(id)).done).toMatchObject({ status: 'PUBLISHED', version: 2 });
    const [notice] = await sql<{ payload: object }>(
      `SELECT payload FROM employers.outbox WHERE entity_id = '${id}' ORDER BY id DESC LIMIT 1`,
    );
    expect(notice?.payload).toEqual({
      ...{
        sourceId: null,
        employerId: employerId(1),
        regencyCode: '3204',
        skillCodes: ['JAHIT'],
        seats: 2,
        seatsTaken: 0,
      },
      ...{
        openUntil: today(),
        status: 'PUBLISHED',
        workMode: 'ONSITE',
        contractType: 'MAGANG',
        reservedForDisability: false,
      },
    });
    const seen = await platform.ask(viewerOf('PUBLIC'), `{ vacancy(id: "${id}") { status } }`);
    expect(seen.data).toEqual({ vacancy: { status: 'PUBLISHED' } });
  });

  test('is for active employers; every broken rule is named at once', async () => {
    const id = await drafted({ wageMin: 1 }, suspended);
    const { codes, errors } = await publish(id, suspended);
    expect(codes).toEqual(['RULES_NOT_MET']);
    expect(errors[0]?.message).toMatch(/EMPLOYER.*MINIMUM_WAGE/);
  });

  test('takes an agreement on data in force, up to its last day', async () => {
    const id = await drafted();
    const setEnd = (day: string) => sql(`UPDATE employers.agreement SET ends_on = '${day}'`);
    await setEnd(daysAfter(today(), -1));
    expect((await publish(id)).errors[0]?.message).toContain('AGREEMENT (no data-sharing agreement is in force)');
    expect(await effectsOf(id)).toMatchObject([{ status: 'DRAFT', version: 1, notices: 1 }]);
    await setEnd(today());
    expect((await publish(id)).codes).toEqual([]);
    await setEnd(daysAfter(today(), 300));
  });

  test('goes by the rule in force today', async () => {
    const id = await drafted({ openUntil: daysAfter(today(), 100) });
    // The earlier one goes on: of two the later one holds.
    await sql(`INSERT INTO employers.vacancy_rule
      VALUES ('OPEN_MONTHS', NULL, 2, false, '${today()}', NULL, 'A rule of a test', NULL)`);
    expect((await publish(id)).codes).toEqual(['RULES_NOT_MET']);
    await sql(`DELETE FROM employers.vacancy_rule WHERE legal_reference = 'A rule of a test'`);
    expect((await publish(id)).codes).toEqual([]);
  });
});

describe('a vacancy of another partner', () => {
  test('moves for nobody but its own people, though everyone sees it', async () => {
    const id = vacancyId(6);
    const before = await effectsOf(id);
    const attempts = [
      close(ours, id),
      step(ours, 'fillVacancy', id, { reason: 'FILLED_ELSEWHERE' }, 'ReasonedStepInput'),
      edit(ours, vacancyId(7), { seats: 9 }),
      publish(vacancyId(7)),
      call(ours, 'copyVacancy', 'CopyVacancyInput', { vacancyId: id, openUntil: daysAfter(today(), 9) }),
      close({ ...theirs, subject: 'somebody else' }, id),
    ];
    for (const attempt of attempts) expect((await attempt).codes).toEqual(['NOT_FOUND']);
    expect(await effectsOf(id)).toEqual(before);
    // Control: its own people, and the ministry.
    expect((await step(theirs, 'fillVacancy', id, { reason: 'FILLED_ELSEWHERE' }, 'ReasonedStepInput')).codes).toEqual(
      [],
    );
    expect((await close(MANAGER, vacancyId(1), 'UNLAWFUL')).codes).toEqual([]);
  });
});

describe('reasons', () => {
  test('that are facts must hold, and the ministry alone calls a vacancy unlawful', async () => {
    const id = await drafted();
    await publish(id);
    const attempt = (mutation: string, reason: string) =>
      step(ours, mutation, id, { version: 2, reason }, 'ReasonedStepInput');
    expect((await attempt('closeVacancy', 'DEADLINE_PASSED')).codes).toEqual(['BAD_USER_INPUT']);
    expect((await attempt('closeVacancy', 'UNLAWFUL')).codes).toEqual(['BAD_USER_INPUT']);
    expect((await attempt('fillVacancy', 'SEATS_TAKEN')).codes).toEqual(['BAD_USER_INPUT']);
    expect((await attempt('closeVacancy', 'NO_BUDGET')).codes).toEqual([]);
  });
});

describe('a copy', () => {
  test('is how a closed vacancy is opened again: a new draft that says the same', async () => {
    const id = await drafted({ code: 'FIRST', reservedForDisability: true });
    await close(ours, id);
    const openUntil = daysAfter(today(), 60);
    const copied = { vacancyId: id, code: 'SECOND', openUntil };
    const { done, codes } = await call(
      ours,
      'copyVacancy',
      'CopyVacancyInput',
      copied,
      'id status version title openUntil reservedForDisability',
    );
    expect(codes).toEqual([]);
    expect(done).toMatchObject({
      status: 'DRAFT',
      version: 1,
      title: 'Penjahit',
      openUntil,
      reservedForDisability: true,
    });
    expect(await effectsOf(id)).toMatchObject([{ status: 'CLOSED', version: 2 }]);
  });
});

describe('the last day to apply', () => {
  const overdue = () =>
    platform.subgraph('employers').database.bulk(systemActor('vacancy'), (connection) => closeOverdue(connection));

  test('closes what is published when it has passed; a second time nothing', async () => {
    await overdue();
    const [over, open, unpublished] = [await drafted(), await drafted(), await drafted()];
    for (const id of [over, open]) await publish(id);
    await sql(
      `UPDATE employers.vacancy SET open_until = '${daysAfter(today(), -1)}' WHERE id IN ('${over}', '${unpublished}')`,
    );
    await sql(`UPDATE employers.vacancy SET open_until = '${today()}' WHERE id = '${open}'`);
    expect(await overdue()).toBe(1);
    expect(await effectsOf(over)).toEqual([
      {
        ...{ status: 'CLOSED', version: 3, seats_taken: 0, notices: 3 },
        events: ['DRAFT PARTNER_RECRUITER', 'PUBLISH PARTNER_RECRUITER', 'CLOSE DEADLINE_PASSED SYSTEM'],
      },
    ]);
    expect(await effectsOf(open)).toMatchObject([{ status: 'PUBLISHED' }]);
    expect(await effectsOf(unpublished)).toMatchObject([{ status: 'DRAFT' }]);
    expect(await overdue()).toBe(0);
  });
});

describe('seats', () => {
  async function refer(vacancy: string, status: string): Promise<string> {
    const id = randomUUID();
    await sql(`INSERT INTO employers.referral (id, person_id, case_id, centre_id, employer_id, vacancy_id, region_code, status, referred_on,
        placed_on) VALUES ('${id}', gen_random_uuid(), gen_random_uuid(), 'S-001', '${employerId(1)}', '${vacancy}', '3204',
      '${status}', current_date, current_date)`);
    return id;
  }
  /** Somebody takes or leaves a seat, in a transaction as the step of a referral has one. */
  const moves = (vacancy: string, referralId: string, isAtWork: boolean) => {
    const citizen = viewerOf('CITIZEN', { personId: randomUUID() });
    return platform.subgraph('employers').database.write(citizen, (manager) =>
      asSystem(manager, citizen, async () => {
        await fillIfTaken(manager, vacancy, { referralId, isAtWork });
        await manager.query('UPDATE referral SET status = $2 WHERE id = $1', [
          referralId,
          isAtWork ? 'PLACED' : 'ENDED',
        ]);
      }),
    );
  };

  test('are counted from people at work; the last one fills the vacancy, one more is refused', async () => {
    const id = await drafted();
    await publish(id);
    const referrals = [await refer(id, 'OFFERED'), await refer(id, 'OFFERED'), await refer(id, 'OFFERED')];
    const [first = '', second = '', third = ''] = referrals;
    await moves(id, first, true);
    expect(await effectsOf(id)).toMatchObject([{ status: 'PUBLISHED', version: 2, seats_taken: 1 }]);
    await moves(id, second, true);
    const filled = await effectsOf(id);
    expect(filled).toMatchObject([{ status: 'FILLED', version: 3, seats_taken: 2, notices: 3 }]);
    expect((filled[0] as { events: string[] }).events.at(-1)).toBe('FILL SEATS_TAKEN SYSTEM');
    await expect(moves(id, third, true)).rejects.toMatchObject({ code: 'RULES_NOT_MET' });
    expect(await effectsOf(id)).toEqual(filled);
    await moves(id, second, false);
    expect(await effectsOf(id)).toMatchObject([{ status: 'FILLED', version: 3, seats_taken: 1 }]);
  });

  test('of two who take the last one at once, one gets it', async () => {
    const id = await drafted({ seats: 1 });
    await publish(id);
    const both = await Promise.allSettled(
      [await refer(id, 'OFFERED'), await refer(id, 'OFFERED')].map((referral) => moves(id, referral, true)),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await effectsOf(id)).toMatchObject([{ status: 'FILLED', version: 3, seats_taken: 1 }]);
  });

  test('are counted by the platform alone', async () => {
    const id = await drafted();
    await publish(id);
    const citizen = viewerOf('CITIZEN', { personId: randomUUID() });
    const { database } = platform.subgraph('employers');
    await expect(database.write(citizen, (manager) => fillIfTaken(manager, id))).rejects.toThrow('by the platform');
  });
});

describe('the vocabulary of skills', () => {
  const codes = async (search?: string) => {
    const answer = await platform.ask<{ skills: { code: string; name: string }[] }>(
      viewerOf('PUBLIC'),
      'query ($search: String) { skills(search: $search) { code name englishName source } }',
      { search },
    );
    return answer.data?.skills.map(({ code }) => code);
  };

  test('has every skill the demo asks for, and finds them in both languages', async () => {
    expect(await codes()).toEqual([...SKILLS].sort());
    expect(await codes('jahit')).toEqual(['JAHIT']);
    expect(await codes('Welding')).toEqual(['LAS']);
    expect(await codes('tak ada')).toEqual([]);
  });

  test('rules about vacancies are public, with their source', async () => {
    const { data } = await platform.ask<{ vacancyRules: { rule: string; legalReference: string }[] }>(
      viewerOf('PUBLIC'),
      '{ vacancyRules { rule contractType value isUncertain validFrom validTo legalReference note } }',
    );
    expect(data?.vacancyRules.map(({ rule }) => rule)).toEqual([
      'OPEN_MONTHS',
      ...Array.from({ length: 3 }, () => 'WAGE_FLOOR_PERCENT'),
    ]);
    expect(data?.vacancyRules.every(({ legalReference }) => legalReference !== '')).toBe(true);
  });
});
