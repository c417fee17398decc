import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sendDueMails } from '../../platform/mail/mail-job';
import type { MailRound } from '../../platform/mail/mail-job';
import { createFileMailer, createSmtpMailer } from '../../platform/mail/mailer';
import { textOf } from '../../platform/mail/text';
import { createFieldCipher } from '../../shared/database';
import { systemActor } from '../../shared/viewer';
import { setOfficeMailbox } from '../../subgraphs/employers/board/office-mailbox';
import { takeDueMails } from '../../subgraphs/employers/board/mail-round';
import { referralFact } from '../../subgraphs/employers/referral/referral';
import { BoardDesk } from '../support/board-desk';
import { openSmtpServer } from '../support/smtp-server';
import type { SmtpServer } from '../support/smtp-server';

/** Partners who do not look are told by mail that something waits: not what, once an hour, and once. */
let desk: BoardDesk;
let smtp: SmtpServer;
let round: MailRound;
const BOARD_URL = 'https://papan.contoh.test/';
const ADDRESS = (partner: number) => `rekrutmen@contoh-${partner}.test`;

beforeAll(async () => {
  desk = await BoardDesk.open({ partners: 3 });
  // What it writes down would hold an event back for a moment.
  await desk.platform.relay.stop();
  smtp = await openSmtpServer();
  const cipher = createFieldCipher(desk.platform.database.config.keys);
  const { database } = desk.platform.subgraph('employers');
  round = { database, cipher, mailer: createSmtpMailer(smtp.url, 'papan@berdaya.test'), boardUrl: BOARD_URL };
});
afterAll(async () => {
  round.mailer.close();
  await smtp[Symbol.asyncDispose]();
  await desk[Symbol.asyncDispose]();
});
beforeEach(async () => {
  (smtp.mails as unknown[]).length = 0;
  await desk.sql('TRUNCATE mail, office_mailbox, board_look, referral, outbox CASCADE');
  await desk.sql(`UPDATE partner_user SET status = 'ACTIVE', wants_mail = true, email_sealed = NULL`);
  for (const partner of [0, 1, 2])
    await desk.sql('UPDATE partner_user SET email_sealed = $1 WHERE subject = $2', [
      round.cipher.seal(ADDRESS(partner)),
      `recruiter-${partner}`,
    ]);
});

const later = (minutes: number) =>
  desk.sql(`UPDATE outbox SET at = at - make_interval(mins => ${minutes});
    UPDATE mail SET written_at = written_at - make_interval(mins => ${minutes}), tried_at = tried_at - make_interval(mins => ${minutes});
    UPDATE board_look SET at = at - make_interval(mins => ${minutes})`);
const run = () => sendDueMails(round);
const told = () => smtp.mails.map(({ to }) => to);

test('who has something to answer is told so, and nothing about anybody', async () => {
  const ids = [await desk.refer({ partner: 0 }), await desk.refer({ partner: 0 })];
  await desk.nominate({ partner: 1 });
  // An open board would have been asked again by then.
  expect([await run(), told()]).toEqual([0, []]);
  await later(4);
  expect([await run(), told()]).toEqual([1, [ADDRESS(0)]]);
  const [mail] = smtp.mails;
  for (const part of ['2 rujukan menunggu', '2 referrals wait', BOARD_URL, 'Auto-Submitted: auto-generated'])
    expect(mail?.text).toContain(part);
  const people = await desk.sql<{ value: string }>(
    `SELECT unnest(ARRAY[id::text, person_id::text, case_id::text, vacancy_id::text, employer_id::text]) AS value FROM referral`,
  );
  const secrets = [...ids, ...people.map(({ value }) => value), 'Penjahit', 'recruiter-0', desk.partners[0] ?? ''];
  expect(secrets.filter((secret) => mail?.text.includes(secret))).toEqual([]);
  expect(mail?.text).not.toMatch(/\d{16}/);
  expect(mail?.id).toMatch(/^[\da-f]{64}@berdaya\.test$/);
});

test('a count of one is one', () => {
  expect(textOf({ kind: 'WAITING', by: 'PARTNER', waiting: 1, changed: 0 }, BOARD_URL).text).toContain(
    '1 referral waits for an answer of your organisation',
  );
  const news = textOf({ kind: 'WAITING', by: 'PARTNER', waiting: 0, changed: 1 }, BOARD_URL);
  expect([news.subject, news.text]).toEqual([
    expect.stringContaining('news on your board'),
    expect.not.stringMatching(/menunggu|wait/),
  ]);
});

test('once an hour, with what has come since; nothing new is no mail', async () => {
  await desk.refer();
  await later(4);
  expect(await run()).toBe(1);
  await desk.refer();
  await later(10);
  expect(await run()).toBe(0);
  await later(60);
  expect(await run()).toBe(1);
  await later(120);
  expect(await run()).toBe(0);
  expect(smtp.mails.map(({ text }) => /(\d+) rujukan/.exec(text)?.[1])).toEqual(['1', '2']);
  expect(new Set(smtp.mails.map(({ id }) => id)).size).toBe(2);
});

test('whose organisation has looked since is not told; a look before, or elsewhere, is none', async () => {
  await desk.sql(
    `INSERT INTO partner_user (employer_id, role, subject, status) VALUES ($1, 'PARTNER_RECRUITER', 'colleague', 'ACTIVE')
    ON CONFLICT DO NOTHING`,
    [desk.partners[0]],
  );
  const look = (partner: number, subject?: string) =>
    desk.platform.ask(desk.recruiter(partner, subject), '{ referralEvents { cursor } }');
  await look(1);
  await desk.refer({ partner: 0 });
  await desk.refer({ partner: 1 });
  await look(0, 'colleague');
  await later(4);
  expect([await run(), told()]).toEqual([1, [ADDRESS(1)]]);
  // What comes after the look is told again.
  await desk.refer({ partner: 0 });
  await later(4);
  expect([await run(), told()]).toEqual([1, [ADDRESS(1), ADDRESS(0)]]);
});

test('who was removed, wants none, has no address, no agreement or an answer given already is not told', async () => {
  const still = [await desk.refer({ partner: 0 }), await desk.refer({ partner: 1 }), await desk.refer({ partner: 2 })];
  await later(4);
  const without = async (change: string, back: string) => {
    await desk.sql(change);
    expect(await takeDueMails(round.database, round.cipher)).toHaveLength(0);
    await desk.sql(back);
  };
  await without(`UPDATE partner_user SET status = 'REMOVED'`, `UPDATE partner_user SET status = 'ACTIVE'`);
  await without('UPDATE partner_user SET wants_mail = false', 'UPDATE partner_user SET wants_mail = true');
  await without('UPDATE agreement SET terminated_on = current_date - 1', 'UPDATE agreement SET terminated_on = NULL');
  await without(`UPDATE employer SET status = 'SUSPENDED'`, `UPDATE employer SET status = 'ACTIVE'`);
  await desk.happen(still[0] ?? '', 'DECLINE', 'DECLINED');
  await desk.happen(still[1] ?? '', 'REVOKE', 'REVOKED');
  await later(4);
  expect([await run(), told()]).toEqual([1, [ADDRESS(2)]]);
});

/** What a withdrawn consent writes of a referral that goes on. */
const shownLess = (id: string) =>
  desk.sql(
    `INSERT INTO outbox (topic, entity_id, payload) SELECT 'referral', r.id, ${referralFact('r', `'DISCLOSURE_CHANGED'`)}
     FROM referral r WHERE r.id = $1`,
    [id],
  );

test('whose organisation sees less of somebody is told so, once, and the centre is not', async () => {
  await setMailbox('S-0', SENTRA);
  const [id, other] = [await desk.refer(), await desk.refer({ partner: 1 })];
  await desk.happen(id, 'ACCEPT', 'ACCEPTED');
  await desk.happen(other, 'ACCEPT', 'ACCEPTED');
  await later(4);
  // Control: that the partner has answered is no news to it.
  expect([await run(), told()]).toEqual([0, []]);
  await shownLess(id);
  await shownLess(id);
  await later(4);
  expect([await run(), told()]).toEqual([1, [ADDRESS(0)]]);
  expect(smtp.mails[0]?.text).toContain('Of 1 referral less is shown to your organisation than before.');
  expect(smtp.mails[0]?.text).not.toMatch(/menunggu|wait for/);
  await later(120);
  expect(await run()).toBe(0);
  // With what waits it is one mail.
  await shownLess(id);
  await desk.refer();
  await later(4);
  expect(await run()).toBe(1);
  for (const part of ['1 rujukan menunggu', 'Pada 1 rujukan']) expect(smtp.mails[1]?.text).toContain(part);
});

test('what an organisation has seen on its board is not mailed', async () => {
  const id = await desk.refer();
  await desk.happen(id, 'ACCEPT', 'ACCEPTED');
  await shownLess(id);
  await desk.platform.ask(desk.recruiter(0), '{ referralEvents { cursor } }');
  await later(4);
  expect(await run()).toBe(0);
});

const SENTRA = 'penempatan@sentra.test';
const DESK = 'mitra@kementerian.test';
const setMailbox = (office: string, email: string) =>
  round.database.bulk(systemActor('test'), (connection) => setOfficeMailbox(connection, round.cipher, office, email));

describe('a centre', () => {
  test('is told what waits for it, and of nothing that waits for a partner', async () => {
    await setMailbox('S-0', SENTRA);
    const [id, other] = [await desk.refer(), await desk.refer({ partner: 1 })];
    await desk.sql(`UPDATE partner_user SET wants_mail = false`);
    await later(4);
    // Control: a referral waits for its partner.
    expect([await run(), told()]).toEqual([0, []]);
    await desk.happen(id, 'OFFER', 'OFFERED');
    await later(4);
    expect([await run(), told()]).toEqual([1, [SENTRA]]);
    expect(smtp.mails[0]?.text).toContain('1 rujukan menunggu jawaban Sentra Anda');
    for (const secret of [id, other, ...desk.partners]) expect(smtp.mails[0]?.text).not.toContain(secret);
    expect(await run()).toBe(0);
  });

  test('without a mailbox, another one, and one whose officer has looked are not told', async () => {
    const id = await desk.refer();
    await desk.sql(`UPDATE partner_user SET wants_mail = false`);
    await desk.happen(id, 'OFFER', 'OFFERED');
    await later(4);
    expect(await run()).toBe(0);
    await setMailbox('S-1', SENTRA);
    expect(await run()).toBe(0);
    await setMailbox('S-0', 'a@sentra.test');
    await setMailbox('S-0', SENTRA);
    await desk.platform.ask(desk.officer(0), '{ referralEvents { cursor } }');
    expect(await run()).toBe(0);
    // Control: what comes after the look is told, to the mailbox that was set last.
    await desk.happen(await desk.refer(), 'OFFER', 'OFFERED');
    await later(4);
    expect([await run(), told()]).toEqual([1, [SENTRA]]);
  });

  test('a mailbox is one, of an office', async () => {
    await expect(setMailbox('S-0', 'nobody')).rejects.toThrow('email is no mailbox');
    await expect(setMailbox('E-001', SENTRA)).rejects.toThrow('an office is MINISTRY or the id of a centre');
    await setMailbox('S-0', SENTRA);
    const [row] = await desk.sql<{ email_sealed: string }>('SELECT email_sealed FROM office_mailbox');
    expect(row?.email_sealed).not.toContain('sentra');
  });

  test('whose mailbox was set is taken down, by whom, and not the mailbox', async () => {
    await desk.sql(`DELETE FROM transition_event WHERE machine = 'office_mailbox'`);
    await setMailbox('S-7', SENTRA);
    await setMailbox('S-7', 'baru@sentra.test');
    // Control: what is refused leaves nothing.
    await expect(setMailbox('S-7', 'nobody')).rejects.toThrow();
    const events = await desk.sql(
      `SELECT concat_ws(' ', event, evidence ->> 'office', actor, actor_role) AS line, count(DISTINCT entity_id)::int AS offices,
         bool_or(t::text LIKE '%sentra.test%') AS tells FROM transition_event t WHERE machine = 'office_mailbox' GROUP BY 1`,
    );
    expect(events).toEqual([{ line: 'SET_MAILBOX S-7 system:test SYSTEM', offices: 1, tells: false }]);
    expect(
      await desk.sql(`SELECT count(*)::int AS set FROM transition_event WHERE machine = 'office_mailbox'`),
    ).toEqual([{ set: 2 }]);
  });
});

describe('before an agreement ends', () => {
  const ADMIN = 'pengurus@contoh-0.test';
  const endsIn = (days: number, more = '') =>
    desk.sql(
      `UPDATE agreement SET ends_on = (now() AT TIME ZONE 'Asia/Jakarta')::date + $2::int ${more} WHERE employer_id = $1`,
      [desk.partners[0], days],
    );
  beforeEach(async () => {
    await setMailbox('MINISTRY', DESK);
    await desk.sql(
      `INSERT INTO partner_user (employer_id, role, subject, status, email_sealed) VALUES ($1, 'PARTNER_ADMIN', 'keeper', 'ACTIVE', $2)
       ON CONFLICT (subject) WHERE status = 'ACTIVE' DO UPDATE SET email_sealed = excluded.email_sealed`,
      [desk.partners[0], round.cipher.seal(ADMIN)],
    );
  });
  afterEach(() => endsIn(100));

  test('the administrators of the partner and the ministry are told, once, as many days before as the rule says', async () => {
    await endsIn(31);
    expect([await run(), told()]).toEqual([0, []]);
    await endsIn(30);
    expect([await run(), told().sort()]).toEqual([2, [DESK, ADMIN].sort()]);
    const [number] = await desk.sql<{ number: string; ends: string }>(
      'SELECT number, ends_on::text AS ends FROM agreement WHERE employer_id = $1',
      [desk.partners[0]],
    );
    for (const { text } of smtp.mails) {
      for (const part of [number?.number ?? '', number?.ends ?? '', 'Perjanjian berbagi data', 'The agreement on data'])
        expect(text).toContain(part);
      expect(text).not.toContain(desk.partners[0]);
    }
    await later(120);
    await endsIn(30);
    expect([await run(), smtp.mails.length]).toEqual([0, 2]);
    // Control: the days are a dated row.
    await desk.sql(`UPDATE partner_rule SET value = 60 WHERE rule = 'AGREEMENT_NOTICE_DAYS'`);
    await endsIn(59);
    expect(await run()).toBe(2);
    await desk.sql(`UPDATE partner_rule SET value = 30 WHERE rule = 'AGREEMENT_NOTICE_DAYS'`);
  });

  test('nobody is told of one that was renewed, has ended or is of a partner no longer active', async () => {
    await endsIn(5, `, starts_on = current_date - 10`);
    const renewed = await desk.sql<{ id: string }>(
      `INSERT INTO agreement (employer_id, kind, number, starts_on, ends_on, purposes, fields, legal_basis, retention_days,
         breach_contact, bast_number)
       SELECT employer_id, kind, number || ' renewed', current_date + 4, current_date + 300, purposes, fields, legal_basis,
         retention_days, breach_contact, bast_number FROM agreement WHERE employer_id = $1 RETURNING id`,
      [desk.partners[0]],
    );
    expect(await run()).toBe(0);
    await desk.sql('DELETE FROM agreement WHERE id = $1', [renewed[0]?.id]);
    await desk.sql(`UPDATE employer SET status = 'SUSPENDED'`);
    expect(await run()).toBe(0);
    await desk.sql(`UPDATE employer SET status = 'ACTIVE'`);
    await endsIn(-1);
    expect(await run()).toBe(0);
    await endsIn(5);
    expect(await run()).toBe(2);
  });

  test('what failed on the way is sent again, though a day has passed', async () => {
    await endsIn(9);
    await desk.sql(`UPDATE partner_user SET wants_mail = false`);
    smtp.next = 'REFUSE';
    expect([await run(), told()]).toEqual([0, []]);
    await later(26 * 60);
    expect([await run(), told()]).toEqual([1, [DESK]]);
    expect(await run()).toBe(0);
  });
});

test('an event that is not in order yet is not passed over', async () => {
  const id = await desk.nominate();
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  let begun: () => void = () => undefined;
  const isBegun = new Promise<void>((resolve) => (begun = resolve));
  const slow = desk.write(async (client) => {
    await client.query('SELECT pg_current_xact_id()');
    begun();
    await held;
  });
  await isBegun;
  await desk.happen(id, 'REFER', 'REFERRED');
  await later(4);
  expect(await run()).toBe(0);
  release();
  await slow;
  expect(await run()).toBe(1);
});

test('what fails on the way is sent again under the same id; what was taken is not', async () => {
  await desk.refer();
  await later(4);
  smtp.next = 'REFUSE';
  expect([await run(), told()]).toEqual([0, []]);
  expect(await run()).toBe(0);
  await later(6);
  // The server takes it and dies: nobody knows. It comes again, and whoever gets both sees that they are one.
  smtp.next = 'DIE';
  expect([await run(), told()]).toEqual([0, [ADDRESS(0)]]);
  await desk.refer();
  await later(6);
  expect([await run(), told()]).toEqual([1, [ADDRESS(0), ADDRESS(0)]]);
  expect(smtp.mails[0]?.id).toBe(smtp.mails[1]?.id);
  expect(smtp.mails[0]?.text).toContain('1 rujukan');
  expect(smtp.mails[1]?.text).toContain('1 rujukan');
  await later(6);
  expect([await run(), smtp.mails.length]).toEqual([0, 2]);
});

test('two processes send each mail once', async () => {
  for (const partner of [0, 1, 2]) await desk.refer({ partner });
  await later(4);
  const sent = await Promise.all([run(), run(), run()]);
  expect(sent.reduce((sum, count) => sum + count, 0)).toBe(3);
  expect(told().sort()).toEqual([0, 1, 2].map(ADDRESS));
});

test('a process that ends between writing down and sending loses no mail', async () => {
  await desk.refer();
  await later(4);
  const [taken] = await takeDueMails(round.database, round.cipher);
  expect(taken?.address).toBe(ADDRESS(0));
  expect(await run()).toBe(0);
  await later(6);
  expect(await run()).toBe(1);
  expect(smtp.mails[0]?.id).toBe(`${taken?.id}@berdaya.test`);
});

test('without a server a demo writes down that a mail would have left, and not to whom', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'berdaya-mail-'));
  await createFileMailer(folder).send({
    id: 'abc',
    to: ADDRESS(0),
    ...textOf({ kind: 'WAITING', by: 'PARTNER', waiting: 3, changed: 0 }, BOARD_URL),
  });
  const line = await readFile(join(folder, 'mail.log'), 'utf8');
  expect(Object.keys(JSON.parse(line) as object)).toEqual(['at', 'id', 'subject']);
  expect(line).not.toContain('contoh');
  await rm(folder, { recursive: true });
});
