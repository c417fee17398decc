import { createHash } from 'node:crypto';
import { createFieldCipher } from '../../../shared/database';
import { daysAfter, today } from '../../../shared/machine';
import type { Viewer } from '../../../shared/viewer';
import { CandidateDesk } from '../../../test/support/candidate-desk';
import { viewerOf } from '../../../test/support/platform';
import { CONSENT_KINDS } from './consent';
import type { ConsentGiver, ConsentKind } from './consent';

let desk: CandidateDesk;
let keys = 0;
const SOME_VACANCY = '0b5c0c5e-0000-4000-8000-000000000008';
beforeAll(async () => {
  desk = await CandidateDesk.open();
  for (const person of ['sarni', 'child']) {
    await desk.sql(
      `INSERT INTO beneficiaries.case_ref (case_id, person_id, sentra_id, open) VALUES (gen_random_uuid(), $1, 'S-001', true)`,
      [desk.ids.person(person)],
    );
  }
});
afterAll(() => desk[Symbol.asyncDispose]());
beforeEach(() => desk.sql('TRUNCATE beneficiaries.consent, beneficiaries.outbox, beneficiaries.transition_event'));

const citizen = (key: string) => viewerOf('CITIZEN', { subject: `citizen ${key}`, personId: desk.ids.person(key) });
const officer = (sentraId = 'S-001') => viewerOf('SENTRA_OFFICER', { sentraId, purpose: 'LAYANAN' });

interface Given {
  readonly id: string;
  readonly status: string;
  readonly version: number;
}

/** What a kind names of a partner. */
const named = (kind: ConsentKind) => ({
  ...(kind !== 'ANONYMOUS_PROFILE' && { employerId: desk.partners[0] }),
  ...(kind === 'REFERRAL' && { vacancyId: desk.vacancies[0] }),
});

/** Gives a consent; answers it, or what was wrong. */
async function give(
  viewer: Viewer,
  {
    person = 'sarni',
    kind = 'ANONYMOUS_PROFILE',
    ...more
  }: { person?: string; kind?: ConsentKind } & Record<string, unknown> = {},
): Promise<Given | { readonly code: unknown; readonly message: string }> {
  const query = 'mutation ($input: GiveConsentInput!) { giveConsent(input: $input) { id status version } }';
  const input = {
    ...{ clientKey: `consent-${++keys}`, personId: desk.ids.person(person), kind, givenBy: 'SELF', form: 'LISAN' },
    ...{ textVersion: 'C2-2026/1', expiresOn: daysAfter(today(), 30), ...named(kind), ...more },
  };
  const { data, errors } = await desk.platform.ask<{ giveConsent: Given | null }>(viewer, query, { input });
  const [error] = errors;
  if (error) return { code: error.extensions['code'], message: error.message };
  if (!data?.giveConsent) throw new Error('nothing was given');
  return data.giveConsent;
}
const withdraw = (viewer: Viewer, id: string, version = 1) =>
  desk.platform.ask<{ withdrawConsent: Given | null }>(
    viewer,
    'mutation ($input: StepInput!) { withdrawConsent(input: $input) { id status version } }',
    { input: { id, version, clientKey: `consent-${++keys}` } },
  );
const GIVEN = { id: expect.any(String) as string, status: 'GIVEN', version: 1 };
const broken = (rule: string) => ({ code: 'RULES_NOT_MET', message: expect.stringContaining(rule) as string });
const count = async () => (await desk.sql('SELECT FROM beneficiaries.consent')).length;

describe('who consents for whom', () => {
  const KINDS = Object.keys(CONSENT_KINDS) as ConsentKind[];
  const GIVERS: readonly ConsentGiver[] = ['SELF', 'WALI', 'ORTU'];

  test.each(KINDS)('%s of an adult: the person or a guardian, not a parent', async (kind) => {
    for (const givenBy of GIVERS) {
      const answer = await give(officer(), { kind, givenBy });
      expect([givenBy, answer]).toEqual([givenBy, givenBy === 'ORTU' ? broken('GIVER') : GIVEN]);
      await desk.sql('TRUNCATE beneficiaries.consent');
    }
  });

  test.each(KINDS)('%s of a child: never what makes a candidate; the rest by a parent or guardian', async (kind) => {
    for (const givenBy of GIVERS) {
      const answer = await give(officer(), { person: 'child', kind, givenBy });
      const isAllowed = kind === 'DISABILITY' && givenBy !== 'SELF';
      expect([givenBy, answer]).toEqual([
        givenBy,
        isAllowed ? GIVEN : broken(kind === 'DISABILITY' ? 'GIVER' : 'OF_AGE'),
      ]);
      await desk.sql('TRUNCATE beneficiaries.consent');
    }
  });

  test('the person, a parent for the own child, and the centre that serves them; nobody else', async () => {
    expect(await give(citizen('sarni'))).toEqual(GIVEN);
    const optIn = { person: 'child', kind: 'DISABILITY', givenBy: 'ORTU' } as const;
    expect(await give(citizen('sarni'), optIn)).toEqual(GIVEN);
    for (const stranger of [citizen('budi'), officer('S-002'), officer()]) {
      // The centre of the others does not serve this one.
      const person = stranger.sentraId === 'S-001' ? 'budi' : 'sarni';
      const { code } = (await give(stranger, { person })) as { code: unknown };
      expect([stranger.subject, code]).toEqual([stranger.subject, 'NOT_FOUND']);
    }
    for (const role of ['PENDAMPING', 'DINSOS', 'SUPERVISOR', 'DPO', 'PARTNER_RECRUITER', 'FRONTEND'] as const) {
      const viewer = viewerOf(role, { regionCodes: ['32'], personId: desk.ids.person('sarni') });
      expect([role, await give(viewer)]).toEqual([role, expect.objectContaining({ code: 'FORBIDDEN' })]);
    }
    expect(await count()).toBe(2);
  });
});

describe('with an account of one’s own', () => {
  test.each([
    ['nobody is their own guardian', 'sarni', 'sarni', 'ANONYMOUS_PROFILE', 'WALI', 'SELF'],
    ['a parent does not speak as the child', 'sarni', 'child', 'DISABILITY', 'SELF', 'ORTU'],
  ] as const)('%s', async (_, account, person, kind, bad, good) => {
    expect(await give(citizen(account), { person, kind, givenBy: bad })).toEqual(broken('ACCOUNT'));
    expect(await give(citizen(account), { person, kind, givenBy: good })).toEqual(GIVEN);
  });

  test('a child does not speak as its parent; the centre may write down that the parent did', async () => {
    const optIn = { person: 'child', kind: 'DISABILITY', givenBy: 'ORTU' } as const;
    expect(await give(citizen('child'), optIn)).toEqual(broken('ACCOUNT'));
    expect(await give(citizen('child'), { ...optIn, givenBy: 'SELF' })).toEqual(broken('GIVER'));
    expect(await give(officer(), optIn)).toEqual(GIVEN);
  });
});

describe('for a child', () => {
  const optIn = { person: 'child', kind: 'DISABILITY', givenBy: 'WALI' } as const;
  const born = (text: string) =>
    desk.sql(`UPDATE beneficiaries.person SET birth_date = ${text} WHERE id = $1`, [desk.ids.person('child')]);
  afterEach(() => born(`'2015-02-03'`));

  test('it ends the day before the child comes of age at the latest', async () => {
    await born(`(now() AT TIME ZONE 'Asia/Jakarta')::date + 20 - interval '18 years'`);
    const [age] = await desk.sql<{ on: string }>(
      `SELECT (birth_date + interval '18 years')::date::text AS on FROM beneficiaries.person WHERE id = $1`,
      [desk.ids.person('child')],
    );
    const ofAge = String(age?.on);
    expect(await give(officer(), { ...optIn, expiresOn: ofAge })).toEqual(broken('CHILDHOOD'));
    expect(await give(officer(), { ...optIn, expiresOn: daysAfter(ofAge, -1) })).toEqual(GIVEN);
  });

  test('one that is outgrown, by a birth date that was corrected, is not in the way of the person’s own', async () => {
    const first = (await give(officer(), optIn)) as Given;
    await desk.sql('UPDATE beneficiaries.consent SET given_on = current_date - 200');
    expect(await give(officer(), optIn)).toEqual(broken('ONCE'));
    await born(`current_date - interval '18 years 1 month'`);
    expect(await give(citizen('child'), { ...optIn, givenBy: 'SELF' })).toEqual(GIVEN);
    expect(
      await desk.sql(
        `SELECT event, evidence ->> 'because' AS because FROM beneficiaries.transition_event WHERE entity_id = $1 ORDER BY id`,
        [first.id],
      ),
    ).toEqual([
      { event: 'GIVE', because: null },
      { event: 'END', because: 'OF_AGE' },
    ]);
  });
});

describe('what is asked of a consent', () => {
  test.each([
    ['ANONYMOUS_PROFILE', { employerId: '00000000-0000-4000-8000-000000000001' }, 'takes no employerId'],
    ['REFERRAL', { employerId: undefined }, 'needs employerId'],
    ['REFERRAL', { vacancyId: undefined }, 'needs vacancyId'],
    ['EMPLOYMENT', { employerId: undefined }, 'needs employerId'],
    ['DISABILITY', { employerId: undefined }, 'needs employerId'],
    ['DISABILITY', { vacancyId: '00000000-0000-4000-8000-000000000001' }, 'takes no vacancyId'],
    ['REFERRAL', { employerId: 'BUMN Contoh' }, 'is no id'],
    ['REFERRAL', { textVersion: 'C3 <script>' }, 'text version takes letters'],
    ['REFERRAL', { textVersion: '3204054101809917' }, 'holds a NIK'],
    ['REFERRAL', { payroll: { account: '0071234567' } }, 'takes no payroll'],
    ['EMPLOYMENT', { payroll: { account: 'BRI 1' } }, '5 to 20 digits'],
    ['EMPLOYMENT', { payroll: { account: '0071234567', bpjsNumber: '1' } }, '11 digits'],
  ] as const)('%s with %j', async (kind, more, reason) => {
    const message = expect.stringContaining(reason) as string;
    expect(await give(officer(), { kind, ...more })).toEqual({ code: 'BAD_USER_INPUT', message });
    expect(await count()).toBe(0);
    // Control: without it, it is given.
    expect(await give(officer(), { kind })).toEqual(GIVEN);
  });

  test('a term of 24 months at most, by the row in force today', async () => {
    const [last] = await desk.sql<{ day: string }>(
      `SELECT ((now() AT TIME ZONE 'Asia/Jakarta')::date + interval '24 months')::date::text AS day`,
    );
    const day = last?.day ?? '';
    expect(await give(officer(), { expiresOn: today() })).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(await give(officer(), { expiresOn: daysAfter(day, 1) })).toEqual(broken('TERM'));
    expect(await give(officer(), { expiresOn: day })).toEqual(GIVEN);
    await desk.sql('TRUNCATE beneficiaries.consent');
    await desk.sql(
      `INSERT INTO beneficiaries.consent_term VALUES ('ANONYMOUS_PROFILE', 6, 'test', current_date - 1, 9), ('ANONYMOUS_PROFILE', 1, 'test', current_date + 5, 9)`,
    );
    expect(await give(officer(), { expiresOn: day })).toEqual(broken('TERM'));
    expect(await give(officer(), { expiresOn: daysAfter(today(), 150) })).toEqual(GIVEN);
    await desk.sql(`DELETE FROM beneficiaries.consent_term WHERE legal_basis = 'test'`);
  });

  test.each([
    ['restricted', 'restricted_at = now()', 'restricted_at = NULL'],
    ['of somebody who has died', `match_status = 'MENINGGAL'`, `match_status = 'PADAN'`],
  ])('not of a record that is %s', async (_, set, back) => {
    const person = [desk.ids.person('sarni')];
    await desk.sql(`UPDATE beneficiaries.person SET ${set} WHERE id = $1`, person);
    expect(await give(citizen('sarni'))).toEqual(broken('USABLE'));
    await desk.sql(`UPDATE beneficiaries.person SET ${back} WHERE id = $1`, person);
    expect(await give(citizen('sarni'))).toEqual(GIVEN);
  });

  test('every broken rule is named at once', async () => {
    const answer = await give(officer(), { person: 'child', expiresOn: daysAfter(today(), 800) });
    for (const rule of ['OF_AGE', 'GIVER', 'TERM']) expect(answer).toEqual(broken(rule));
  });
});

describe('one of a kind', () => {
  test('for a partner and vacancy, also of two at once', async () => {
    const both = await Promise.all([
      give(officer(), { kind: 'REFERRAL' }),
      give(citizen('sarni'), { kind: 'REFERRAL' }),
    ]);
    expect(both.filter((each) => 'id' in each)).toEqual([GIVEN]);
    expect(both.filter((each) => 'code' in each)).toEqual([broken('ONCE')]);
    expect(await give(officer(), { kind: 'REFERRAL', vacancyId: desk.vacancies[2] })).toEqual(GIVEN);
    expect(await give(officer(), { kind: 'EMPLOYMENT' })).toEqual(GIVEN);
    expect(await count()).toBe(3);
  });

  test('one that was taken back or has run out is in nobody’s way; the job need not have come by', async () => {
    const first = (await give(officer())) as Given;
    expect((await withdraw(citizen('sarni'), first.id)).data?.withdrawConsent).toMatchObject({ status: 'WITHDRAWN' });
    const second = (await give(officer())) as Given;
    await desk.sql(
      `UPDATE beneficiaries.consent SET given_on = current_date - 9, expires_on = current_date - 2 WHERE id = $1`,
      [second.id],
    );
    expect(await give(officer())).toEqual(GIVEN);
    expect(
      await desk.sql(
        `SELECT event, to_status, actor_role FROM beneficiaries.transition_event WHERE entity_id = $1 ORDER BY id`,
        [second.id],
      ),
    ).toEqual([
      { event: 'GIVE', to_status: 'GIVEN', actor_role: 'SENTRA_OFFICER' },
      { event: 'END', to_status: 'ENDED', actor_role: 'SYSTEM' },
    ]);
  });

  test('the same request again is the same consent', async () => {
    const request = { clientKey: 'consent-again', kind: 'EMPLOYMENT', payroll: { account: '007-123-4567' } } as const;
    const first = await give(officer(), request);
    expect(await give(officer(), request)).toEqual(first);
    expect(await give(officer(), { ...request, payroll: { account: '007-123-4568' } })).toMatchObject({
      code: 'IDEMPOTENCY_MISMATCH',
    });
    expect(await count()).toBe(1);
  });
});

test('what payroll needs is sealed, told nowhere, and forgotten when the consent is taken back', async () => {
  const payroll = { account: '007-123-4567', bpjsNumber: '19012345678' };
  const { id } = (await give(officer(), { kind: 'EMPLOYMENT', payroll })) as Given;
  const stored = () =>
    desk.sql<{ account: string | null; bpjs: string | null }>(
      'SELECT account_sealed AS account, bpjs_sealed AS bpjs FROM beneficiaries.consent WHERE id = $1',
      [id],
    );
  const [sealed] = await stored();
  const cipher = createFieldCipher(desk.platform.database.config.keys);
  expect([cipher.open(sealed?.account ?? ''), cipher.open(sealed?.bpjs ?? '')]).toEqual(['0071234567', '19012345678']);
  const told = await desk.sql(
    `SELECT payload::text AS text FROM beneficiaries.outbox UNION ALL SELECT evidence::text FROM beneficiaries.transition_event
     UNION ALL SELECT coalesce(answer::text, '') || input_hash FROM beneficiaries.client_key`,
  );
  expect(told.length).toBeGreaterThan(2);
  expect(JSON.stringify(told)).not.toMatch(/0071234567|19012345678/);
  // Nor can it be found again by trying every number: what was asked is kept as a hash under a key.
  const hash = (input: unknown) =>
    createHash('sha256')
      .update(JSON.stringify({ note: null, event: 'GIVE', input }))
      .digest('base64url');
  const request = {
    ...{ personId: desk.ids.person('sarni'), kind: 'EMPLOYMENT', employerId: desk.partners[0], givenBy: 'SELF' },
    ...{ form: 'LISAN', textVersion: 'C2-2026/1', expiresOn: new Date(daysAfter(today(), 30)), payroll },
  };
  const kept = await desk.sql('SELECT input_hash FROM beneficiaries.client_key ORDER BY at DESC LIMIT 1');
  expect(kept).toEqual([{ input_hash: hash({ asked: cipher.index('request', JSON.stringify(request)) }) }]);
  await withdraw(officer(), id);
  expect(await stored()).toEqual([{ account: null, bpjs: null }]);
});

describe('reading', () => {
  const LIST = `{ consents(orderBy: [{ field: EXPIRES_ON }]) { totalCount { value } nodes { kind status isInForce givenBy form
    employer { name } vacancy { title } person { fullName } allowedEvents history { event to byRole } } } }`;
  interface Listed {
    readonly consents: { readonly totalCount: { readonly value: number }; readonly nodes: readonly object[] };
  }
  const read = async (viewer: Viewer) => (await desk.platform.ask<Listed>(viewer, LIST)).data?.consents;

  test('the person, the centre, and who watches over both; with partner and history', async () => {
    await give(officer(), { kind: 'REFERRAL', form: 'JBI' });
    await desk.agree('budi', [{ kind: 'ANONYMOUS_PROFILE' }, { kind: 'REFERRAL', expiresIn: -1 }]);
    expect((await read(citizen('sarni')))?.nodes).toEqual([
      {
        ...{ kind: 'REFERRAL', status: 'GIVEN', isInForce: true, givenBy: 'SELF', form: 'JBI' },
        ...{ employer: { name: 'BUMN Contoh' }, vacancy: { title: 'Penjahit' } },
        ...{ person: { fullName: 'Sarni Dewi Wulandaru' }, allowedEvents: ['WITHDRAW'] },
        history: [{ event: 'GIVE', to: 'GIVEN', byRole: 'SENTRA_OFFICER' }],
      },
    ]);
    const counts = async (viewer: Viewer) =>
      (await desk.platform.ask<Listed>(viewer, '{ consents { totalCount { value } } }')).data?.consents.totalCount
        .value;
    expect(await counts(officer())).toBe(1);
    expect(await counts(officer('S-002'))).toBe(0);
    expect(await counts(viewerOf('SUPERVISOR', { regionCodes: ['32'] }))).toBe(3);
    expect(await counts(viewerOf('SUPERVISOR', { regionCodes: ['33'] }))).toBe(0);
    expect(await counts(viewerOf('DPO', { regionCodes: ['ID'], purpose: 'AUDIT' }))).toBe(3);
    for (const role of ['PENDAMPING', 'DINSOS', 'DATA_STEWARD', 'ANALYST', 'ADMIN', 'PUBLIC'] as const) {
      expect([role, await counts(viewerOf(role, { regionCodes: ['ID'] }))]).toEqual([role, 0]);
    }
    // A partner sees what a consent opens, not the consent.
    expect(await counts(desk.recruiter())).toBe(0);
    const states = (await read(citizen('budi')))?.nodes.map((node) => (node as { isInForce: boolean }).isInForce);
    expect(states).toEqual([false, true]);
  });

  test('who is to be asked again: what is in force and near its last day, by the row in force today', async () => {
    const remind = async () => {
      const query = '{ consents(orderBy: [{ field: EXPIRES_ON }]) { nodes { isRunningOut } } }';
      const { data } = await desk.platform.ask<{ consents: { nodes: { isRunningOut: boolean }[] } }>(
        citizen('budi'),
        query,
      );
      return data?.consents.nodes.map(({ isRunningOut }) => isRunningOut);
    };
    const days = [-1, 0, 29, 30];
    await desk.agree(
      'budi',
      days.map((expiresIn, index) => ({
        kind: 'REFERRAL',
        expiresIn,
        vacancyId: desk.vacancies[index] ?? SOME_VACANCY,
      })),
    );
    expect(await remind()).toEqual([false, true, true, false]);
    await desk.sql(`INSERT INTO beneficiaries.consent_term VALUES ('REFERRAL', 24, 'test', current_date - 1, 1)`);
    expect(await remind()).toEqual([false, true, false, false]);
    await desk.sql(`DELETE FROM beneficiaries.consent_term WHERE legal_basis = 'test'`);
    await desk.sql('UPDATE beneficiaries.consent SET held = true');
    expect(await remind()).toEqual([false, false, false, false]);
  });

  test('of a person, of an id, and by filter', async () => {
    const [card, past] = await desk.agree('budi', [{ kind: 'ANONYMOUS_PROFILE' }, { kind: 'REFERRAL', expiresIn: -1 }]);
    const ask = async (query: string, variables: Record<string, unknown>, viewer = citizen('budi')) =>
      (await desk.platform.ask(viewer, query, variables)).data;
    const one = 'query ($id: ID!) { consent(id: $id) { id } }';
    expect(await ask(one, { id: card })).toEqual({ consent: { id: card } });
    expect(await ask(one, { id: card }, citizen('sarni'))).toEqual({ consent: null });
    const ofPerson = 'query ($id: ID!) { person(id: $id) { consents { id } } }';
    const all = await ask(ofPerson, { id: desk.ids.person('budi') });
    expect(all).toMatchObject({
      person: { consents: expect.arrayContaining([{ id: card }, { id: past }]) as unknown },
    });
    const list = 'query ($filter: ConsentListFilter!) { consents(filter: $filter) { nodes { id } } }';
    const filtered = async (filter: object) => (await ask(list, { filter }))?.['consents'];
    expect(await filtered({ kind: { eq: 'REFERRAL' } })).toEqual({ nodes: [{ id: past }] });
    expect(await filtered({ expiresOn: { gte: today() }, status: { eq: 'GIVEN' } })).toEqual({ nodes: [{ id: card }] });
    expect(await filtered({ employerId: { eq: desk.partners[0] } })).toEqual({ nodes: [{ id: past }] });
    expect(await filtered({ employerId: { eq: desk.partners[1] } })).toEqual({ nodes: [] });
  });
});
