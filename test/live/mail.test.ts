import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sendDueMails } from '../../platform/mail/mail-job';
import type { MailRound } from '../../platform/mail/mail-job';
import { createFileMailer, createSmtpMailer } from '../../platform/mail/mailer';
import { waitingMail } from '../../platform/mail/text';
import { createFieldCipher } from '../../shared/database';
import { takeDueMails } from '../../subgraphs/employers/board/mail-round';
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
  await desk.sql('TRUNCATE mail, board_look, referral, outbox CASCADE');
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
  expect(waitingMail(1, BOARD_URL).text).toContain('1 referral waits for an answer');
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
  await createFileMailer(folder).send({ id: 'abc', to: ADDRESS(0), ...waitingMail(3, BOARD_URL) });
  const line = await readFile(join(folder, 'mail.log'), 'utf8');
  expect(Object.keys(JSON.parse(line) as object)).toEqual(['at', 'id', 'subject']);
  expect(line).not.toContain('contoh');
  await rm(folder, { recursive: true });
});
