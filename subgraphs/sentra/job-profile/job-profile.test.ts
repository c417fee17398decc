import { randomUUID } from 'node:crypto';
import type { Viewer } from '../../../shared/viewer';
import { asAdmin } from '../../../test/support/database';
import { startTestPlatform, viewerOf } from '../../../test/support/platform';
import type { TestPlatform } from '../../../test/support/platform';
import { today } from '../../../shared/machine';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
});
afterAll(() => platform.stop());

const officer = viewerOf('SENTRA_OFFICER', { sentraId: 'S-001' });
const sql = <Row extends object>(text: string, values: readonly unknown[] = []) =>
  asAdmin(async (client) => (await client.query<Row>(text, [...values])).rows, platform.database.adminUrl);
let keys = 0;
const ask = (mutation: string, type: string, input: object, viewer: Viewer = officer) =>
  platform.ask<{ done: { id: string; version: number; jobProfile: object | null } | null }>(
    viewer,
    `mutation ($input: ${type}!) { done: ${mutation}(input: $input) { id status version jobProfile {
      skills { code level } willingToMove wageExpected experienceMonths availableFrom readySince } } }`,
    { input: { clientKey: `profile-test-${keys++}`, ...input } },
  );
const codes = ({ errors }: Awaited<ReturnType<typeof ask>>) => errors.map(({ extensions }) => extensions['code']);

async function certified(): Promise<string> {
  const id = randomUUID();
  await sql(
    `INSERT INTO sentra.service_case (id, centre_id, region_code, person_id, status, place_kind, source, language, reached_at,
       photo_consent, intake_on) VALUES ($1, 'S-001', '3204052001', $2, 'CERTIFIED', 'HOME', 'LKS', 'Sunda', now(), false, $3)`,
    [id, randomUUID(), today()],
  );
  await sql(
    `INSERT INTO sentra.certificate (id, case_id, episode, issuer, number_sealed, number_end, unit_code, level, issued_on, expires_on)
     VALUES ($1, $2, 1, 'LSP_BNSP', 's', '0042', 'TIK.OP01', 3, '2026-01-01', '2029-01-01')`,
    [randomUUID(), id],
  );
  return id;
}

const READY = { readiness: ['SKILL', 'MOTIVATION', 'PAPERS'], accommodations: ['JBI'], jobFit: 'menjahit' };
const PROFILE = {
  skills: [
    { code: 'JAHIT', level: 4 },
    { code: 'KERJA_TIM', level: 2 },
  ],
  ...{ willingToMove: true, wageExpected: 3_000_000, experienceMonths: 18, availableFrom: '2027-01-01' },
};
const told = async (id: string) => {
  const rows = await sql<{ payload: { status: string; profile: object | null } }>(
    `SELECT payload FROM sentra.outbox WHERE entity_id = $1 ORDER BY id`,
    [id],
  );
  return rows.map(({ payload }) => payload);
};

test('whoever is called ready for work has a profile; of nobody else is one published', async () => {
  const id = await certified();
  const { data } = await ask('callReadyForWork', 'ReadyInput', { id, version: 1, ...READY, ...PROFILE });
  expect(data?.done?.jobProfile).toEqual({ ...PROFILE, readySince: today() });
  const published = {
    ...PROFILE,
    certificates: [{ unitCode: 'TIK.OP01', level: 3, expiresOn: '2029-01-01' }],
    ...{ accommodations: ['JBI'], softReadiness: 3, readySince: today() },
  };
  expect((await told(id)).map(({ profile }) => profile)).toEqual([published]);
  await ask('beginAftercare', 'FollowUpInput', { id, version: 2, outcome: 'PLACED', since: today() });
  expect(await told(id)).toMatchObject([{ status: 'READY_FOR_WORK' }, { status: 'AFTERCARE', profile: null }]);
});

test('who says nothing of it is ready with nothing, as before', async () => {
  const id = await certified();
  const { data } = await ask('callReadyForWork', 'ReadyInput', { id, version: 1, ...READY });
  expect(data?.done?.jobProfile).toEqual({
    ...{ skills: [], willingToMove: false, wageExpected: null, experienceMonths: 0, availableFrom: null },
    readySince: today(),
  });
});

test('a profile is taken down anew, once for a key and by who looked at what is there', async () => {
  const id = await certified();
  await ask('callReadyForWork', 'ReadyInput', { id, version: 1, ...READY, ...PROFILE });
  const input = {
    caseId: id,
    version: 2,
    clientKey: 'the-same-key',
    skills: [],
    willingToMove: false,
    experienceMonths: 1,
  };
  for (const time of ['first', 'again']) {
    const { data } = await ask('updateJobProfile', 'UpdateJobProfileInput', input);
    expect({ time, ...data?.done }).toMatchObject({
      time,
      version: 3,
      jobProfile: { skills: [], wageExpected: null, experienceMonths: 1 },
    });
  }
  expect(await told(id)).toHaveLength(2);
  expect((await told(id)).at(-1)?.profile).toMatchObject({ skills: [], accommodations: ['JBI'] });
  const late = { ...input, clientKey: 'another-key' };
  expect(codes(await ask('updateJobProfile', 'UpdateJobProfileInput', late))).toEqual(['CONFLICT']);
  const stranger = viewerOf('SENTRA_OFFICER', { sentraId: 'S-002' });
  expect(codes(await ask('updateJobProfile', 'UpdateJobProfileInput', late, stranger))).toEqual(['NOT_FOUND']);
});

test('only of somebody who is ready', async () => {
  const input = { caseId: await certified(), version: 1, skills: [], willingToMove: false, experienceMonths: 1 };
  expect(codes(await ask('updateJobProfile', 'UpdateJobProfileInput', input))).toEqual(['BAD_USER_INPUT']);
});

test.each([
  ['a skill that is no code', { skills: [{ code: 'jahit', level: 2 }] }],
  ['a level that is none', { skills: [{ code: 'JAHIT', level: 6 }] }],
  ['a skill named twice', { skills: [PROFILE.skills[0], PROFILE.skills[0]] }],
  ['a wage below nothing', { wageExpected: -1 }],
  ['a life of work', { experienceMonths: 721 }],
])('%s is refused', async (_, wrong) => {
  const id = await certified();
  expect(codes(await ask('callReadyForWork', 'ReadyInput', { id, version: 1, ...READY, ...wrong }))).toEqual([
    'BAD_USER_INPUT',
  ]);
  expect(await told(id)).toEqual([]);
});
