import { randomUUID } from 'node:crypto';
import type { Viewer } from '../../../shared/viewer';
import { asAdmin } from '../../../test/support/database';
import { addAccounts } from '../../../test/support/partner-accounts';
import { startTestPlatform, viewerOf } from '../../../test/support/platform';
import type { TestPlatform } from '../../../test/support/platform';

const EMPLOYER = randomUUID();
const of = (role: 'PARTNER_RECRUITER' | 'PARTNER_ADMIN', subject: string) =>
  viewerOf(role, { subject, employerId: EMPLOYER });
const [recruiter, colleague] = [of('PARTNER_RECRUITER', 'a recruiter'), of('PARTNER_RECRUITER', 'a colleague')];
const keeper = of('PARTNER_ADMIN', 'a keeper');

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
  await asAdmin(async (client) => {
    await client.query(`INSERT INTO employers.employer (id, source_id, name, type, regency_codes, status, snapshot)
      VALUES ('${EMPLOYER}', 'E-1', 'Mitra Contoh', 'SWASTA', '{3204}', 'ACTIVE', 'x')`);
    await addAccounts(client, [recruiter, colleague, keeper]);
  }, platform.database.adminUrl);
});
afterAll(() => platform.stop());

const sql = <Row extends object>(text: string, values: readonly unknown[] = []) =>
  asAdmin(async (client) => (await client.query<Row>(text, [...values])).rows, platform.database.adminUrl);
const accountOf = async ({ subject }: Viewer) => {
  const [row] = await sql<{ id: string; version: number; wants: boolean; role: string }>(
    'SELECT id, version, wants_mail AS wants, role FROM employers.partner_user WHERE subject = $1',
    [subject],
  );
  if (!row) throw new Error('no account');
  return row;
};
const effectsOf = ({ subject }: Viewer) =>
  sql(
    `SELECT u.wants_mail AS wants, u.version, (SELECT count(*)::int FROM employers.outbox o WHERE o.entity_id = u.id) AS notices,
       ARRAY(SELECT concat_ws(' ', event, actor, actor_role, evidence) FROM employers.transition_event t WHERE t.entity_id = u.id
         AND t.event = 'SET_MAIL' ORDER BY t.id) AS events
     FROM employers.partner_user u WHERE u.subject = $1`,
    [subject],
  );
const wish = async (viewer: Viewer, input: object) => {
  const { data, errors } = await platform.ask<{ done: object | null }>(
    viewer,
    'mutation ($input: MailWishInput!) { done: setMailWish(input: $input) { id status version wantsMail } }',
    { input },
  );
  return { done: data?.done, codes: errors.map(({ extensions }) => extensions['code']) };
};

test('the own account says whether it wants mail: with event and notice, and once for a key', async () => {
  const { id, version } = await accountOf(recruiter);
  const input = { id, version, clientKey: 'mail-wish-1', wantsMail: false };
  const done = { id, status: 'ACTIVE', version: version + 1, wantsMail: false };
  expect(await wish(recruiter, input)).toEqual({ done, codes: [] });
  expect(await wish(recruiter, input)).toEqual({ done, codes: [] });
  const event = 'SET_MAIL a recruiter PARTNER_RECRUITER {"wantsMail": false}';
  expect(await effectsOf(recruiter)).toEqual([{ wants: false, version: version + 1, notices: 1, events: [event] }]);
  expect((await wish(recruiter, { ...input, wantsMail: true })).codes).toEqual(['IDEMPOTENCY_MISMATCH']);
  expect((await wish(recruiter, { ...input, clientKey: 'mail-wish-2' })).codes).toEqual(['CONFLICT']);
  // Control: the version it stands at, and back again.
  const again = { id, version: version + 1, clientKey: 'mail-wish-3', wantsMail: true };
  expect((await wish(recruiter, again)).done).toMatchObject({ wantsMail: true });
});

test('of another account nobody says it, not even who keeps the accounts; who was removed says nothing', async () => {
  const { id, version } = await accountOf(colleague);
  const before = await effectsOf(colleague);
  for (const viewer of [recruiter, keeper, { ...colleague, employerId: randomUUID() }]) {
    const input = { id, version, clientKey: `mail-wish-of-${viewer.subject}`, wantsMail: false };
    expect(await wish(viewer, input)).toEqual({ done: null, codes: ['NOT_FOUND'] });
  }
  await sql(`UPDATE employers.partner_user SET status = 'REMOVED' WHERE id = $1`, [id]);
  const input = { id, version, clientKey: 'mail-wish-own', wantsMail: false };
  expect((await wish(colleague, input)).codes).toEqual(['NOT_FOUND']);
  await sql(`UPDATE employers.partner_user SET status = 'ACTIVE' WHERE id = $1`, [id]);
  expect(await effectsOf(colleague)).toEqual(before);
  expect((await wish(colleague, input)).codes).toEqual([]);
  expect(await accountOf(colleague)).toMatchObject({ wants: false, role: 'PARTNER_RECRUITER' });
});
