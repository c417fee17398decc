import { randomUUID } from 'node:crypto';
import { CATALOGUE } from '../../../platform/catalogue';
import type { Viewer } from '../../../shared/viewer';
import { daysAfter, today } from '../../../shared/machine';
import { asAdmin } from '../../../test/support/database';
import { startTestPlatform, viewerOf } from '../../../test/support/platform';
import type { TestPlatform } from '../../../test/support/platform';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
});
afterAll(() => platform.stop());

const officer = (subject: string, sentraId = 'S-001') => viewerOf('SENTRA_OFFICER', { subject, sentraId });
const [worker, colleague] = [officer('worker'), officer('colleague')];
const sql = <Row extends object>(text: string, values: readonly unknown[] = []) =>
  asAdmin(async (client) => (await client.query<Row>(text, [...values])).rows, platform.database.adminUrl);
let keys = 0;
const ask = (viewer: Viewer, mutation: string, type: string, input: object) =>
  platform.ask<{ done: { status: string } | null }>(
    viewer,
    `mutation ($input: ${type}!) { done: ${mutation}(input: $input) { id status version } }`,
    { input: { clientKey: `rules-test-${keys++}`, ...input } },
  );
const codes = ({ errors }: Awaited<ReturnType<typeof ask>>) => errors.map(({ extensions }) => extensions['code']);

async function person(adultOn: string | null = null, matchStatus = 'PADAN'): Promise<string> {
  const id = randomUUID();
  await sql('INSERT INTO sentra.person_ref VALUES ($1, $2, $3, $4)', [id, '3204052001', matchStatus, adultOn]);
  return id;
}

async function open(status: string, columns: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const id = randomUUID();
  const row = {
    ...{ id, status, centre_id: 'S-001', region_code: '3204052001', place_kind: 'STREET', source: 'PATROL' },
    ...{ language: 'Sunda', reached_at: '2026-05-01', photo_consent: false, intake_on: today() },
    ...columns,
  };
  const names = Object.keys(row).join(', ');
  await sql(
    `INSERT INTO sentra.service_case (${names})
     SELECT ${names} FROM json_populate_record(NULL::sentra.service_case, $1)`,
    [JSON.stringify(row)],
  );
  return id;
}

describe('what is protected about a case', () => {
  const SEEN = 'query ($id: ID!) { serviceCase(id: $id) { id ppksTypes protection { types team } } }';
  const see = (viewer: Viewer, id: string) => platform.ask(viewer, SEEN, { id });
  const protect = (viewer: Viewer, caseId: string, team: readonly string[], types = ['KORBAN_TRAFFICKING']) =>
    ask(viewer, 'protectCase', 'ProtectionInput', { caseId, types, team });

  test('is for the named team; for everybody else the case looks like one of which nothing is', async () => {
    const [shut, plain] = [await open('INTAKE'), await open('INTAKE')];
    expect(codes(await protect(worker, shut, ['nurse']))).toEqual([]);
    const protection = { types: ['KORBAN_TRAFFICKING'], team: ['worker', 'nurse'] };
    for (const member of [worker, officer('nurse')]) {
      expect((await see(member, shut)).data).toEqual({ serviceCase: { id: shut, ppksTypes: [], protection } });
    }
    const strangers = [
      colleague,
      viewerOf('SUPERVISOR', { regionCodes: ['ID'] }),
      viewerOf('DINSOS', { regionCodes: ['32'] }),
    ];
    for (const viewer of strangers) {
      const [of, without] = [await see(viewer, shut), await see(viewer, plain)];
      expect(of.data).toEqual({ serviceCase: { id: shut, ppksTypes: [], protection: null } });
      expect([of.errors, of.access, of.statements]).toEqual([without.errors, without.access, without.statements]);
    }
    // The account of the same name at another centre is somebody else.
    expect((await see(officer('worker', 'S-002'), shut)).data).toEqual({ serviceCase: null });
  });

  test('is changed by the team only, who may add to it', async () => {
    const id = await open('ASSESSED');
    await protect(worker, id, []);
    expect(codes(await protect(colleague, id, ['colleague']))).toEqual(['FORBIDDEN']);
    expect(await sql('SELECT team FROM sentra.case_protection WHERE case_id = $1', [id])).toEqual([
      { team: ['worker'] },
    ]);
    expect(codes(await protect(worker, id, ['colleague'], ['ODHA']))).toEqual([]);
    expect((await see(colleague, id)).data).toMatchObject({
      serviceCase: { protection: { types: ['ODHA'], team: ['worker', 'colleague'] } },
    });
  });

  test('finds no case: nothing of it can be filtered by, and no history tells of it, and no notice but that to statistics', async () => {
    const id = await open('INTAKE');
    await protect(worker, id, []);
    const { errors } = await platform.ask(
      worker,
      '{ serviceCases(filter: { protection: { has: ["ODHA"] } }) { nodes { id } } }',
    );
    expect(errors[0]?.message).toContain('protection');
    const told = await sql(
      `SELECT 'history' AS topic, evidence AS payload FROM sentra.transition_event WHERE entity_id = $1
       UNION ALL SELECT topic, payload FROM sentra.outbox WHERE entity_id = $1`,
      [id],
    );
    expect(told).toEqual([{ topic: 'case_types', payload: { types: ['KORBAN_TRAFFICKING'] } }]);
    const readers = CATALOGUE.flatMap(({ readModels }) => readModels);
    const sent = readers.filter(({ owner, topics }) => owner === 'sentra' && topics.includes('case_types'));
    expect(sent.map(({ name }) => name)).toEqual(['insights.service_case']);
  });

  test.each([
    ['nobody knows what', []],
    ['a team too large', ['ODHA'], Array.from({ length: 9 }, (_, n) => `member ${n}`)],
  ])('with %s is refused', async (_, types, team: readonly string[] = []) => {
    expect(codes(await protect(worker, await open('INTAKE'), team, types))).toEqual(['BAD_USER_INPUT']);
  });
});

describe('an intake', () => {
  const consent = { consentMode: 'MUDAH_BACA', consentTextVersion: 'C1-2026.1' };
  const takeIn = async (input: object) =>
    ask(worker, 'takeIntoService', 'AgreeInput', { id: await open('REACHED_OUT'), version: 1, ...consent, ...input });

  test('of a child takes the consent of a parent or guardian', async () => {
    const personId = await person(daysAfter(today(), 400));
    expect(codes(await takeIn({ personId, consentGivenBy: 'SELF' }))).toEqual(['BAD_USER_INPUT']);
    expect(codes(await takeIn({ personId, consentGivenBy: 'WALI' }))).toEqual([]);
    const grown = await person(today());
    expect(codes(await takeIn({ personId: grown, consentGivenBy: 'SELF' }))).toEqual([]);
  });

  test('takes somebody of the registry, alive, without another open case here', async () => {
    const given = { consentGivenBy: 'SELF' };
    expect(codes(await takeIn({ ...given, personId: randomUUID() }))).toEqual(['NOT_FOUND']);
    expect(codes(await takeIn({ ...given, personId: 'nobody' }))).toEqual(['NOT_FOUND']);
    expect(codes(await takeIn({ ...given, personId: await person(null, 'MENINGGAL') }))).toEqual(['NOT_FOUND']);
    const personId = await person();
    expect(codes(await takeIn({ ...given, personId }))).toEqual([]);
    expect(codes(await takeIn({ ...given, personId }))).toEqual(['BAD_USER_INPUT']);
    // Control: an ended case is none.
    await sql(`UPDATE sentra.service_case SET status = 'EXITED' WHERE person_id = $1`, [personId]);
    expect(codes(await takeIn({ ...given, personId }))).toEqual([]);
  });
});

test('an assessment more than fourteen days after the intake takes words that say why', async () => {
  const content = {
    ...{ physical: 'a', psychological: 'b', social: 'c', spiritual: 'd', economic: 'e', vocational: 'f', risk: 'g' },
    ...{ seeing: 1, hearing: 1, walking: 1, remembering: 1, selfCare: 1, communicating: 4, recommendation: 'r' },
    ...{ version: 1, ppksTypes: [], score: 10, assessedOn: today() },
  };
  const assess = async (days: number, input: object = {}) =>
    ask(worker, 'assessPerson', 'AssessInput', {
      id: await open('INTAKE', { intake_on: daysAfter(today(), -days) }),
      ...content,
      ...input,
    });
  expect(codes(await assess(14))).toEqual([]);
  expect(codes(await assess(15))).toEqual(['BAD_USER_INPUT']);
  expect(codes(await assess(15, { note: 'Sakit, dirawat di rumah sakit.' }))).toEqual([]);
  expect(codes(await assess(1, { assessedOn: daysAfter(today(), -2) }))).toEqual(['BAD_USER_INPUT']);
  expect(codes(await assess(1, { score: 101 }))).toEqual(['BAD_USER_INPUT']);
  expect(codes(await assess(1, { walking: 5 }))).toEqual(['BAD_USER_INPUT']);
  expect(codes(await assess(1, { social: 'NIK 3204 0501 0180 9001' }))).toEqual(['BAD_USER_INPUT']);
});

test('a centre takes as many residents as it has places, also of two who are taken at once', async () => {
  const residential = async () => {
    const id = await open('PLAN_APPROVED', { centre_id: 'S-030', conference_result: 'LULUS' });
    await sql(
      `INSERT INTO sentra.plan (id, case_id, episode, goals, components, base, target_on, author)
       VALUES (gen_random_uuid(), $1, 1, '{WORK}', '{TERAPI_FISIK}', 'RESIDENSIAL', '2099-01-01', 'a')`,
      [id],
    );
    return id;
  };
  const count = () => sql(`SELECT residents FROM sentra.centre WHERE id = 'S-030'`);
  await sql(`UPDATE sentra.centre SET capacity = 1 WHERE id = 'S-030'`);
  const there = officer('there', 'S-030');
  const start = (id: string) => ask(there, 'startService', 'StepInput', { id, version: 1 });
  const ids = [await residential(), await residential()];
  const both = await Promise.all(ids.map(start));
  expect(both.flatMap(codes)).toEqual(['BAD_USER_INPUT']);
  expect(await count()).toEqual([{ residents: 1 }]);
  const [inside] = ids.filter((_, index) => both[index]?.data?.done);
  const left = await ask(there, 'exitServiceCase', 'ReasonedStepInput', { id: inside, version: 2, reason: 'MOVED' });
  expect(codes(left)).toEqual([]);
  expect(await count()).toEqual([{ residents: 0 }]);
});

test('somebody nobody took in is not opened again; a session is recorded once and in service only', async () => {
  const consent = { consentGivenBy: 'SELF', consentMode: 'LISAN', consentTextVersion: 'C1-2026.1' };
  const reopen = async (columns: object) =>
    ask(worker, 'reopenServiceCase', 'ReopenInput', {
      ...{ id: await open('EXITED', { ...columns }), version: 1, reason: 'NEW_NEED' },
      ...consent,
    });
  expect(codes(await reopen({ intake_on: null }))).toEqual(['BAD_USER_INPUT']);
  expect(codes(await reopen({}))).toEqual([]);
  const session = { heldOn: today(), topic: 'Jahit', attended: true };
  const record = (caseId: string, input = {}) =>
    ask(worker, 'recordTrainingSession', 'SessionInput', { caseId, ...session, ...input });
  const served = await open('IN_SERVICE');
  expect(codes(await record(served))).toEqual([]);
  expect(codes(await record(served, { attended: false }))).toEqual(['BAD_USER_INPUT']);
  expect(codes(await record(await open('INTAKE')))).toEqual(['BAD_USER_INPUT']);
  expect(codes(await record(served, { clientKey: 'session-key-1', topic: 'Kerah' }))).toEqual([]);
  expect(codes(await record(served, { clientKey: 'session-key-1', topic: 'Kerah' }))).toEqual([]);
  expect(codes(await record(served, { heldOn: daysAfter(today(), 1), topic: 'Besok' }))).toEqual(['BAD_USER_INPUT']);
});
