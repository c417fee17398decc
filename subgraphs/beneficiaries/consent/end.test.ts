import { setTimeout as sleep } from 'node:timers/promises';
import { startJobs } from '../../../platform/jobs';
import { CandidateDesk } from '../../../test/support/candidate-desk';
import { endConsentsThatAreOver } from './end';

let desk: CandidateDesk;
beforeAll(async () => {
  desk = await CandidateDesk.open();
});
afterAll(() => desk[Symbol.asyncDispose]());
beforeEach(() => desk.sql('TRUNCATE beneficiaries.consent, beneficiaries.outbox, beneficiaries.transition_event'));

const registry = () => desk.platform.subgraph('beneficiaries').database;
const states = () =>
  desk.sql(`SELECT kind, status, version, ended_at IS NOT NULL AS ended, account_sealed AS account
    FROM beneficiaries.consent ORDER BY expires_on DESC, kind`);

test('ends those whose last day has passed, with event and notice, and nothing else', async () => {
  const [past] = await desk.agree('sarni', [
    { kind: 'EMPLOYMENT', expiresIn: -1 },
    { kind: 'ANONYMOUS_PROFILE', expiresIn: 0 },
    { kind: 'REFERRAL', expiresIn: -5, status: 'WITHDRAWN' },
  ]);
  expect(await endConsentsThatAreOver(registry())).toBe(1);
  expect(await states()).toEqual([
    { kind: 'ANONYMOUS_PROFILE', status: 'GIVEN', version: 1, ended: false, account: null },
    { kind: 'EMPLOYMENT', status: 'ENDED', version: 2, ended: true, account: null },
    { kind: 'REFERRAL', status: 'WITHDRAWN', version: 1, ended: false, account: null },
  ]);
  const [event, ...others] = await desk.sql('SELECT * FROM beneficiaries.transition_event');
  expect(others).toEqual([]);
  expect(event).toMatchObject({
    ...{ machine: 'consent', entity_id: past, event: 'END', from_status: 'GIVEN', to_status: 'ENDED' },
    ...{ actor: 'system:consents', actor_role: 'SYSTEM', evidence: { because: 'EXPIRED' } },
  });
  const notices = await desk.sql('SELECT topic, entity_id, payload FROM beneficiaries.outbox');
  expect(notices).toMatchObject([
    { topic: 'consent', entity_id: past, payload: { kind: 'EMPLOYMENT', status: 'ENDED', profile: null } },
  ]);
  // Again: there is nothing left to do.
  expect(await endConsentsThatAreOver(registry())).toBe(0);
  expect(await desk.sql('SELECT FROM beneficiaries.outbox')).toHaveLength(1);
});

test('ends what somebody else agreed to for a child that has come of age since, and not what the person said', async () => {
  const [other, own] = await desk.agree('sarni', [
    { kind: 'DISABILITY', givenBy: 'ORTU' },
    { kind: 'REFERRAL', givenBy: 'SELF' },
  ]);
  expect(await endConsentsThatAreOver(registry())).toBe(0);
  await desk.sql(
    `UPDATE beneficiaries.person SET birth_date = current_date - interval '18 years 1 month' WHERE id = $1`,
    [desk.ids.person('sarni')],
  );
  expect(await endConsentsThatAreOver(registry())).toBe(1);
  await desk.sql(`UPDATE beneficiaries.person SET birth_date = '1980-01-01' WHERE id = $1`, [desk.ids.person('sarni')]);
  expect(await desk.sql('SELECT id, status FROM beneficiaries.consent ORDER BY status')).toEqual([
    { id: other, status: 'ENDED' },
    { id: own, status: 'GIVEN' },
  ]);
  expect(await desk.sql(`SELECT evidence ->> 'because' AS because FROM beneficiaries.transition_event`)).toEqual([
    { because: 'OF_AGE' },
  ]);
});

test('set-wise: as many statements as batches, whoever else does the same', async () => {
  await desk.sql(
    `INSERT INTO beneficiaries.consent (person_id, kind, employer_id, vacancy_id, status, given_by, form, text_version, given_on, expires_on)
     SELECT $1, 'REFERRAL', gen_random_uuid(), gen_random_uuid(), 'GIVEN', 'SELF', 'LISAN', 'C3', current_date - 9, current_date - 3
     FROM generate_series(1, 25)`,
    [desk.ids.person('sarni')],
  );
  const both = await Promise.all([endConsentsThatAreOver(registry(), 10), endConsentsThatAreOver(registry(), 10)]);
  expect(both.reduce((sum, each) => sum + each, 0)).toBe(25);
  expect(await desk.sql('SELECT FROM beneficiaries.transition_event')).toHaveLength(25);
  expect(await desk.sql('SELECT FROM beneficiaries.outbox')).toHaveLength(25);
  expect(await desk.sql(`SELECT FROM beneficiaries.consent WHERE status <> 'ENDED'`)).toEqual([]);
});

test('the running platform does it by itself, every day; a day that fails is followed by one that does not', async () => {
  const runs: string[] = [];
  const database = registry();
  let isBroken = true;
  const job = {
    name: 'test',
    every: 'MINUTE' as const,
    run: () => {
      runs.push(isBroken ? 'failed' : 'done');
      return isBroken ? Promise.reject(new Error('no database')) : endConsentsThatAreOver(database);
    },
  };
  await desk.agree('sarni', [{ kind: 'REFERRAL', expiresIn: -1 }]);
  const jobs = startJobs([{ database, jobs: [job] }, { database }], 5);
  while (runs.length < 2) await sleep(5);
  isBroken = false;
  while (!runs.includes('done')) await sleep(5);
  await jobs.stop();
  expect(runs.slice(0, 2)).toEqual(['failed', 'failed']);
  expect(await states()).toMatchObject([{ status: 'ENDED' }]);
  const after = runs.length;
  await sleep(20);
  expect(runs).toHaveLength(after);
});
