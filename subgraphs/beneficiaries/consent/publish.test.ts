import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { systemActor } from '../../../shared/viewer';
import { createFieldCipher } from '../../../shared/database';
import { asAdmin } from '../../../test/support/database';
import { startTestPlatform, viewerOf } from '../../../test/support/platform';
import type { TestPlatform } from '../../../test/support/platform';
import { openTestRegistry } from '../../../test/support/registry-files';
import type { TestRegistry } from '../../../test/support/registry-files';
import { today } from '../person/person';
import { RightDesk, addPeople, dpo, secondDpo } from '../../../test/support/rights';
import { ReviewQueue } from '../duplicate/duplicate.fixture';
import { findDuplicates } from '../duplicate/find';
import { runRetention } from '../right/retention';

interface Told {
  readonly kind: string;
  readonly status: string;
  readonly profile: object | null;
}
const told = (rows: readonly Record<string, unknown>[]) => rows.map(({ payload }) => payload as Told);
const WAITING = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
async function someLockIsWaitedFor(client: Client): Promise<void> {
  while ((await client.query(WAITING)).rowCount === 0) await sleep(5);
}
const LAST = `SELECT payload FROM beneficiaries.outbox WHERE topic = 'consent' ORDER BY id`;
const CARD = { adultOn: null, birthYear: 1980, regencyCode: '3204', education: null };

describe('by what officers and persons do', () => {
  let platform: TestPlatform;
  let desk: RightDesk;
  beforeAll(async () => {
    platform = await startTestPlatform();
    desk = new RightDesk(platform, await addPeople(platform));
  });
  afterAll(() => platform.stop());
  beforeEach(() => desk.sql('TRUNCATE beneficiaries.consent, beneficiaries.outbox'));

  const agree = async (person: string, kind = 'ANONYMOUS_PROFILE', expiresIn = 30) => {
    const [row] = await desk.sql(
      `INSERT INTO beneficiaries.consent (person_id, kind, employer_id, vacancy_id, status, given_by, form, text_version, given_on,
         expires_on, account_sealed)
       VALUES ($1, $2, CASE WHEN $2 <> 'ANONYMOUS_PROFILE' THEN gen_random_uuid() END,
         CASE WHEN $2 = 'REFERRAL' THEN gen_random_uuid() END, 'GIVEN', 'SELF', 'LISAN', 'C-1', current_date - 300,
         (now() AT TIME ZONE 'Asia/Jakarta')::date + $3::int, CASE WHEN $2 = 'EMPLOYMENT' THEN $4 END) RETURNING id`,
      [desk.ids.person(person), kind, expiresIn, createFieldCipher(platform.database.config.keys).seal('0071234567')],
    );
    return String(row?.['id']);
  };
  const notices = async () => told(await desk.sql(LAST));
  const held = async () =>
    (await desk.sql('SELECT held FROM beneficiaries.consent ORDER BY kind')).map((row) => row['held']);

  test('the payload of each kind: about the person only with consent to a card, and then no more than a card', async () => {
    const citizen = viewerOf('CITIZEN', { personId: desk.ids.person('widow') });
    const query = 'mutation ($input: GiveConsentInput!) { giveConsent(input: $input) { id } }';
    const [employerId, vacancyId] = ['00000001-0000-4000-8000-000000000001', '00000001-0000-4000-8000-000000000002'];
    const expiresOn = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10);
    await desk.sql(`UPDATE beneficiaries.person SET highest_diploma = 12 WHERE id = $1`, [desk.ids.person('widow')]);
    for (const [kind, named] of [
      ['ANONYMOUS_PROFILE', {}],
      ['REFERRAL', { employerId, vacancyId }],
    ] as const) {
      const input = {
        ...{ clientKey: `publish-${kind}`, personId: desk.ids.person('widow'), kind, givenBy: 'SELF', form: 'JBI' },
        ...{ textVersion: 'C-1', expiresOn, ...named },
      };
      const { data, errors } = await platform.ask<{ giveConsent: { id: string } }>(citizen, query, { input });
      expect(errors).toEqual([]);
      const sent = await desk.sql('SELECT topic, payload FROM beneficiaries.outbox WHERE entity_id = $1', [
        data?.giveConsent.id,
      ]);
      const whom = { personId: desk.ids.person('widow'), kind, status: 'GIVEN', givenBy: 'SELF', expiresOn };
      const profile = kind === 'REFERRAL' ? null : { ...CARD, education: 'SENIOR' };
      const about = { employerId: null, vacancyId: null, ...named };
      const statistics = { form: 'JBI', givenOn: today(), enteredBy: 'CITIZEN', endedOn: null, isHeld: false };
      expect(sent).toEqual([{ topic: 'consent', payload: { ...whom, ...about, profile, statistics } }]);
    }
    await desk.sql(`UPDATE beneficiaries.person SET highest_diploma = NULL WHERE id = $1`, [desk.ids.person('widow')]);
  });

  test.each([
    [null, 'NEVER', 'NONE'],
    [null, 'NO_LONGER', null],
    [3, 'NO_LONGER', 'PRIMARY'],
    [7, 'NO_LONGER', 'JUNIOR'],
    [11, 'NO_LONGER', 'SENIOR'],
    [14, 'ATTENDING', 'HIGHER'],
  ])('a diploma %s of somebody %s is %s', async (diploma, schooling, education) => {
    await desk.sql(`UPDATE beneficiaries.person SET highest_diploma = $2, schooling = $3 WHERE id = $1`, [
      ...[desk.ids.person('widow'), diploma, schooling],
    ]);
    await agree('widow');
    await desk.about('restrictProcessing', dpo, 'widow');
    await desk.about('liftRestriction', dpo, 'widow');
    expect((await notices()).at(-1)?.profile).toEqual({ ...CARD, education });
    await desk.sql(`UPDATE beneficiaries.person SET highest_diploma = NULL, schooling = NULL WHERE id = $1`, [
      desk.ids.person('widow'),
    ]);
  });

  test('restricted by the person and lifted again: held meanwhile, and nobody but the platform sees the row', async () => {
    await agree('widow');
    await agree('widow', 'REFERRAL');
    const citizen = viewerOf('CITIZEN', { personId: desk.ids.person('widow') });
    await desk.about('restrictProcessing', citizen, 'widow');
    expect([await notices(), await held()]).toEqual([
      expect.arrayContaining([expect.objectContaining({ kind: 'ANONYMOUS_PROFILE', status: 'GIVEN', profile: null })]),
      [true, true],
    ]);
    await desk.about('liftRestriction', citizen, 'widow');
    const last = (await notices()).slice(-2);
    expect(last.map(({ kind, profile }) => [kind, profile]).sort()).toEqual([
      ['ANONYMOUS_PROFILE', CARD],
      ['REFERRAL', null],
    ]);
    expect(await held()).toEqual([false, false]);
  });

  test('merged into another record and parted again', async () => {
    const steward = viewerOf('DATA_STEWARD', { regionCodes: ['32'] });
    const registry = platform.subgraph('beneficiaries');
    const queue = new ReviewQueue((request, viewer) => registry.subgraph.execute(request, viewer), steward);
    await desk.sql(
      `UPDATE beneficiaries.person SET full_name = 'Sarni Wulandaru', search_name = 'sarni wulandaru', birth_date = '1980-01-01'
       WHERE id = $1`,
      [desk.ids.person('widow')],
    );
    await registry.database.bulk(systemActor('duplicates'), (client) => findDuplicates(client));
    await agree('widow');
    const candidate = await queue.decided(await queue.of(desk.ids.person('widow')));
    const merged = await queue.merged(candidate, desk.ids.person('mother'));
    expect([(await notices()).at(-1)?.profile, await held()]).toEqual([null, [true]]);
    await queue.undone(merged);
    expect([(await notices()).at(-1)?.profile, await held()]).toEqual([CARD, [false]]);
  });

  test('what a change request corrects', async () => {
    await agree('widow');
    const requester = viewerOf('CITIZEN', { personId: desk.ids.person('widow'), subject: 'widow' });
    const send = async (viewer: typeof requester, mutation: string, type: string, input: object) => {
      const query = `mutation ($input: ${type}!) { done: ${mutation}(input: $input) { id version } }`;
      const { data, errors } = await platform.ask<{ done: { id: string; version: number } }>(viewer, query, { input });
      expect(errors).toEqual([]);
      return data?.done;
    };
    const proposed = await send(requester, 'proposeChange', 'ProposeChangeInput', {
      ...{ clientKey: 'change-diploma', personId: desk.ids.person('widow'), person: { highestDiploma: 14 } },
    });
    const step = { id: proposed?.id, version: 1, clientKey: 'change-verify' };
    await send(viewerOf('DINSOS', { regionCodes: ['3204'] }), 'verifyChange', 'StepInput', step);
    const steward = viewerOf('DATA_STEWARD', { regionCodes: ['3204'] });
    await send(steward, 'applyChange', 'StepInput', { ...step, version: 2, clientKey: 'change-apply' });
    expect((await notices()).map(({ profile }) => profile)).toEqual([{ ...CARD, education: 'HIGHER' }]);
  });

  test('erased: ended with event and notice, what payroll needed is gone, and so is what was told before', async () => {
    const card = await agree('widow');
    const payroll = await agree('widow', 'EMPLOYMENT');
    await desk.about('restrictProcessing', dpo, 'widow');
    await desk.about('liftRestriction', dpo, 'widow');
    expect((await notices()).filter(({ profile }) => profile !== null)).toHaveLength(1);
    const proposal = await desk.about('proposeErasure', dpo, 'widow');
    await desk.erase(secondDpo, String(proposal['id']));
    const states = await desk.sql(
      `SELECT id, status, version, account_sealed AS account, ended_at IS NOT NULL AS ended FROM beneficiaries.consent`,
    );
    const ended = { status: 'ENDED', version: 2, account: null, ended: true };
    expect(states).toEqual(
      expect.arrayContaining([
        { id: card, ...ended },
        { id: payroll, ...ended },
      ]),
    );
    expect(
      await desk.sql(
        `SELECT event, actor_role, evidence ->> 'because' AS because FROM beneficiaries.transition_event WHERE entity_id = $1`,
        [card],
      ),
    ).toEqual([{ event: 'END', actor_role: 'SYSTEM', because: 'ERASED' }]);
    const all = await notices();
    expect(all.filter(({ profile }) => profile !== null)).toEqual([]);
    // Each is told as it ends, and once more when what statistics were told is taken back.
    const over = all.filter(({ status }) => status === 'ENDED');
    expect(over.map((notice) => 'statistics' in notice)).toEqual([false, false, true, true]);
  });

  test('what retention takes from a record, it takes from what is published of it', async () => {
    await desk.sql(`UPDATE beneficiaries.person SET highest_diploma = 7, confirmed_on = '2019-01-01' WHERE id = $1`, [
      desk.ids.person('son'),
    ]);
    await desk.sql(`UPDATE beneficiaries.family SET kpm_flags = '{}'`);
    await agree('son');
    await runRetention(platform.subgraph('beneficiaries').database, 'APPLY');
    expect((await notices()).at(-1)?.profile).toMatchObject({ birthYear: 2000, education: null });
  });

  test('erased while somebody tries in vain to take a consent back: it is ended all the same', async () => {
    const payroll = await agree('son', 'EMPLOYMENT');
    const proposal = await desk.about('proposeErasure', dpo, 'son');
    await asAdmin(async (client) => {
      await client.query('BEGIN');
      await client.query('SELECT FROM beneficiaries.consent WHERE id = $1 FOR UPDATE', [payroll]);
      const erasing = desk.erase(secondDpo, String(proposal['id']));
      // Whoever does not wait for it is done first.
      await Promise.race([erasing, someLockIsWaitedFor(client)]);
      await client.query('ROLLBACK');
      expect(await erasing).toMatchObject({ carriedOutAt: expect.anything() as unknown });
    }, platform.database.adminUrl);
    expect(await desk.sql('SELECT status, account_sealed AS account FROM beneficiaries.consent')).toEqual([
      { status: 'ENDED', account: null },
    ]);
  });
});

describe('by files', () => {
  let registry: TestRegistry;
  beforeAll(async () => {
    registry = await openTestRegistry();
    await registry.bring('families', [{}]);
    await registry.bring('persons', [{}]);
    await asAdmin(
      (client) =>
        client.query(`INSERT INTO beneficiaries.consent (person_id, kind, status, given_by, form, text_version, given_on, expires_on)
          SELECT id, 'ANONYMOUS_PROFILE', 'GIVEN', 'SELF', 'LISAN', 'C-1', current_date - 1, current_date + 30 FROM beneficiaries.person`),
      registry.test.adminUrl,
    );
  });
  afterAll(() => registry.close());
  beforeEach(() => registry.rows('TRUNCATE outbox'));
  const profiles = async () => told(await registry.rows(LAST)).map(({ profile }) => profile);
  const SAME = { adultOn: null, birthYear: 1980, regencyCode: '3204', education: 'JUNIOR' };

  test('a file that changes nothing publishes nothing; one with another diploma does', async () => {
    await registry.bring('persons', [{}]);
    expect(await profiles()).toEqual([]);
    await registry.bring('persons', [{ ijazahTertinggi: '13' }]);
    expect(await profiles()).toEqual([{ ...SAME, education: 'HIGHER' }]);
    await registry.bring('persons', [{}]);
  });

  test('a family that moves takes along what is published of its members', async () => {
    await registry.bring('families', [{ kodeWilayah: '3204052002' }]);
    expect(await profiles()).toEqual([SAME]);
  });

  test('the civil registry says that somebody has died, and that it was a mistake', async () => {
    await registry.bring('civil', [{ statusCapil: 'DECEASED', tanggalPeristiwa: '2026-08-01' }]);
    expect((await profiles()).at(-1)).toBeNull();
    expect(await registry.rows('SELECT held FROM consent')).toEqual([{ held: true }]);
    await registry.bring('civil', [{ snapshot: 'DUKCAPIL-2026-10' }]);
    expect((await profiles()).at(-1)).toEqual(SAME);
    expect(await registry.rows('SELECT held FROM consent')).toEqual([{ held: false }]);
  });
});
