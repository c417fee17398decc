import { asAdmin } from '../../../test/support/database';
import { addAccounts } from '../../../test/support/partner-accounts';
import { startTestPlatform, viewerOf } from '../../../test/support/platform';
import type { Answer, TestPlatform } from '../../../test/support/platform';
import type { Role, Viewer } from '../../../shared/viewer';
import { employerId, partnersSql } from '../testing/partners';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
  await asAdmin(async (client) => {
    await client.query(partnersSql());
    await addAccounts(client, [admin(1), admin(2)]);
  }, platform.database.adminUrl);
});
afterAll(() => platform.stop());

const admin = (number: number) =>
  viewerOf('PARTNER_ADMIN', { subject: `admin of ${number}`, employerId: employerId(number) });
const newcomer = (subject: string, number: number, role: Role = 'PARTNER_RECRUITER') =>
  viewerOf(role, { subject, employerId: employerId(number) });
const MANAGER = viewerOf('PROGRAM_MANAGER');

interface User {
  readonly id: string;
  readonly status: string | null;
  readonly version: number | null;
  readonly invitationCode: string | null;
  readonly email: string | null;
  readonly role: string | null;
}
type Asked = Answer<{ done: User | null }>;
let keys = 0;
const codes = ({ errors }: Pick<Answer, 'errors'>) => errors.map(({ extensions }) => extensions['code']);
const sql = <Row extends object>(text: string, values: readonly unknown[] = []) =>
  asAdmin(async (client) => (await client.query<Row>(text, [...values])).rows, platform.database.adminUrl);

function call(
  viewer: Viewer,
  mutation: string,
  type: string,
  input: object,
  fields = 'id status version',
): Promise<Asked> {
  const query = `mutation ($input: ${type}!) { done: ${mutation}(input: $input) { ${fields} } }`;
  return platform.ask(viewer, query, { input: { clientKey: `invitation-${keys++}`, ...input } });
}
const invite = (viewer: Viewer, number: number, email: string, role: Role = 'PARTNER_RECRUITER', clientKey?: string) =>
  call(
    viewer,
    'invitePartnerUser',
    'InvitePartnerUserInput',
    { employerId: employerId(number), role, email, ...(clientKey && { clientKey }) },
    'id status version invitationCode role email',
  );
const accept = (viewer: Viewer, invitation: Pick<User, 'id'>, code: string | null) =>
  call(viewer, 'acceptInvitation', 'AcceptInvitationInput', { id: invitation.id, version: 1, code });
async function invited(number: number, email: string, role: Role = 'PARTNER_RECRUITER'): Promise<User> {
  const { data, errors } = await invite(admin(number), number, email, role);
  expect(errors).toEqual([]);
  if (!data?.done) throw new Error('nobody was invited');
  return data.done;
}
const mine = async (viewer: Viewer) =>
  (await platform.ask<{ myOrganisation: { id: string } | null }>(viewer, '{ myOrganisation { id } }')).data
    ?.myOrganisation ?? null;

describe('an invitation', () => {
  test('opens the organisation to whoever takes it, its code is shown once and kept as a hash', async () => {
    const key = 'invitation-once';
    const first = await invite(admin(1), 1, 'Rina@Mitra.example', 'PARTNER_RECRUITER', key);
    const again = await invite(admin(1), 1, 'Rina@Mitra.example', 'PARTNER_RECRUITER', key);
    expect([first.errors, again.errors]).toEqual([[], []]);
    const user = first.data?.done;
    expect(user).toMatchObject({
      status: 'INVITED',
      version: 1,
      role: 'PARTNER_RECRUITER',
      email: 'r***@mitra.example',
    });
    expect(user?.invitationCode).toMatch(/^[\w-]{22}$/);
    expect(again.data?.done).toEqual({ ...user, invitationCode: null });
    const stored = JSON.stringify(await sql('SELECT * FROM employers.partner_user WHERE id = $1', [user?.id]));
    for (const secret of [user?.invitationCode ?? '', 'rina', 'mitra.example']) expect(stored).not.toContain(secret);

    const rina = newcomer('rina', 1);
    expect(await mine(rina)).toBeNull();
    const taken = await accept(rina, user as User, user?.invitationCode ?? null);
    expect([taken.errors, taken.data?.done]).toEqual([[], { id: user?.id, status: 'ACTIVE', version: 2 }]);
    expect(await mine(rina)).toEqual({ id: employerId(1) });
    // Nothing a history or a notice holds tells who it is.
    const told = JSON.stringify([
      await sql(`SELECT evidence, note, reason FROM employers.transition_event WHERE machine = 'partner_user'`),
      await sql(`SELECT payload FROM employers.outbox WHERE topic = 'partner_user'`),
    ]);
    expect(told).not.toMatch(/rina|mitra\.example/i);
  });

  test('is taken once, by whom it was made for, and before its last day', async () => {
    const user = await invited(1, 'sari@mitra.example');
    const wrongRole = await accept(newcomer('sari', 1, 'PARTNER_ADMIN'), user, user.invitationCode);
    expect([codes(wrongRole), wrongRole.errors[0]?.extensions['rules']]).toEqual([
      ['RULES_NOT_MET'],
      ['an account that comes as PARTNER_RECRUITER'],
    ]);
    // A token of another partner does not learn that there is an invitation.
    expect(codes(await accept(newcomer('sari', 2), user, user.invitationCode))).toEqual(['NOT_FOUND']);
    await sql(`UPDATE employers.partner_user SET invited_until = now() - interval '1 minute' WHERE id = $1`, [user.id]);
    const late = await accept(newcomer('sari', 1), user, user.invitationCode);
    expect([codes(late), late.errors[0]?.message]).toEqual([['RULES_NOT_MET'], expect.stringContaining('last day')]);
    await sql(`UPDATE employers.partner_user SET invited_until = now() + interval '1 day' WHERE id = $1`, [user.id]);
    expect((await accept(newcomer('sari', 1), user, user.invitationCode)).errors).toEqual([]);
    expect(codes(await accept(newcomer('another', 1), user, user.invitationCode))).toEqual(['CONFLICT']);
    expect(await mine(newcomer('another', 1))).toBeNull();
    // One account works for one partner.
    const second = await invited(2, 'sari@mitra.example');
    const both = await accept(viewerOf('PARTNER_RECRUITER', { subject: 'sari' }), second, second.invitationCode);
    expect(codes(both)).toEqual(['RULES_NOT_MET']);
  });

  test('keeps its code: wrong ones look like missing invitations, a few an hour, also many at once', async () => {
    const user = await invited(1, 'tono@mitra.example');
    const guesser = newcomer('guesser', 1);
    const missing = await accept(guesser, { id: employerId(9) }, 'guess');
    const wrong = await accept(guesser, user, 'guess');
    expect([wrong.errors, wrong.data]).toEqual([missing.errors, missing.data]);
    expect(codes(wrong)).toEqual(['NOT_FOUND']);
    const many = await Promise.all(Array.from({ length: 12 }, (_, index) => accept(guesser, user, `guess ${index}`)));
    const answers = many.flatMap(codes);
    expect(answers.filter((code) => code === 'NOT_FOUND')).toHaveLength(3);
    expect(answers.filter((code) => code === 'BUDGET_EXCEEDED')).toHaveLength(9);
    // Not even the right one, while others are not held up.
    expect(codes(await accept(guesser, user, user.invitationCode))).toEqual(['BUDGET_EXCEEDED']);
    expect((await accept(newcomer('tono', 1), user, user.invitationCode)).errors).toEqual([]);
    // Control: an hour later.
    await sql(`UPDATE employers.invitation_attempt SET at = at - interval '1 hour' WHERE subject = 'guesser'`);
    expect(codes(await accept(guesser, user, 'guess'))).toEqual(['NOT_FOUND']);
  });

  test('is for mailboxes without another account, of the own partner, while the partnership lasts', async () => {
    expect(codes(await invite(admin(1), 2, 'umi@mitra.example'))).toEqual(['NOT_FOUND']);
    expect(codes(await invite(admin(1), 1, 'no mailbox'))).toEqual(['BAD_USER_INPUT']);
    expect(codes(await invite(newcomer('rina', 1), 1, 'umi@mitra.example'))).toEqual(['FORBIDDEN']);
    await invited(1, 'umi@mitra.example');
    expect(codes(await invite(admin(1), 1, 'UMI@mitra.example'))).toEqual(['RULES_NOT_MET']);
    expect((await invite(MANAGER, 2, 'umi@mitra.example')).data?.done).toMatchObject({ status: 'INVITED' });
    await sql(`UPDATE employers.partner_user SET invited_until = now() WHERE employer_id = $1 AND status = 'INVITED'`, [
      employerId(1),
    ]);
    expect((await invite(admin(1), 1, 'umi@mitra.example')).errors).toEqual([]);
    await sql(`UPDATE employers.employer SET status = 'TERMINATED' WHERE id = $1`, [employerId(3)]);
    // The ministry does not read mailboxes.
    expect(codes(await invite(MANAGER, 3, 'umi@mitra.example')).sort()).toEqual(['FORBIDDEN_FIELD', 'RULES_NOT_MET']);
  });
});

describe('accounts are kept', () => {
  const remove = (viewer: Viewer, user: { readonly id: string; readonly version?: number }) =>
    call(viewer, 'removePartnerUser', 'ReasonedStepInput', { id: user.id, version: user.version ?? 1, reason: 'LEFT' });
  const accountOf = async (subject: string) => {
    const found = await sql<User>(`SELECT id, version FROM employers.partner_user WHERE subject = $1`, [subject]);
    return found[0] as unknown as { id: string; version: number };
  };

  test('by an administrator of the same partner, not by oneself', async () => {
    const own = await accountOf(admin(1).subject);
    expect(codes(await remove(admin(1), own))).toEqual(['FORBIDDEN']);
    expect(codes(await remove(admin(2), own))).toEqual(['NOT_FOUND']);
    expect(await mine(admin(1))).not.toBeNull();
  });

  test('of two administrators who remove each other at once one is left', async () => {
    const [one, other] = [newcomer('one', 2, 'PARTNER_ADMIN'), newcomer('other', 2, 'PARTNER_ADMIN')];
    await asAdmin((client) => addAccounts(client, [one, other]), platform.database.adminUrl);
    await sql(`UPDATE employers.partner_user SET status = 'REMOVED' WHERE subject = $1`, [admin(2).subject]);
    const [first, second] = [await accountOf('one'), await accountOf('other')];
    const answers = await Promise.all([remove(one, second), remove(other, first)]);
    expect(answers.flatMap(codes)).toEqual([expect.stringMatching(/^(FORBIDDEN|NOT_FOUND)$/)]);
    const left = await sql(`SELECT FROM employers.partner_user WHERE employer_id = $1 AND status = 'ACTIVE'`, [
      employerId(2),
    ]);
    expect(left).toHaveLength(1);
    // The ministry may remove the last one.
    const last = (await mine(one)) === null ? second : first;
    expect((await remove(MANAGER, last)).errors).toEqual([]);
  });

  test('with a role that counts from the next request on', async () => {
    const role = newcomer('rina', 1, 'PARTNER_ADMIN');
    const asks = () => mine(role);
    expect(await asks()).toBeNull();
    const { id, version } = await accountOf('rina');
    const change = (to: Role, at: number) =>
      call(admin(1), 'changePartnerUserRole', 'ChangeRoleInput', { id, version: at, role: to });
    expect((await change('PARTNER_ADMIN', version)).errors).toEqual([]);
    expect(await asks()).toEqual({ id: employerId(1) });
    expect((await change('PARTNER_RECRUITER', version + 1)).errors).toEqual([]);
    expect(await asks()).toBeNull();
    expect(await mine(newcomer('rina', 1))).toEqual({ id: employerId(1) });
  });

  test('and are seen by no other partner', async () => {
    const query = '{ employers { nodes { id users { id email status } } } }';
    interface Seen {
      readonly employers: { readonly nodes: readonly { readonly id: string; readonly users: readonly User[] }[] };
    }
    const seenBy = async (viewer: Viewer) => {
      const { data } = await platform.ask<Seen>(viewer, query);
      return Object.fromEntries((data?.employers.nodes ?? []).map(({ id, users }) => [id, users.length]));
    };
    const counts = await seenBy(admin(1));
    expect(counts[employerId(2)]).toBe(0);
    expect(counts[employerId(1)]).toBeGreaterThan(3);
    expect((await seenBy(newcomer('rina', 1)))[employerId(1)]).toBe(1);
    expect((await seenBy(MANAGER))[employerId(2)]).toBeGreaterThan(1);
    for (const role of ['PUBLIC', 'DINSOS', 'SENTRA_OFFICER', 'ANALYST'] as const) {
      expect(Object.values(await seenBy(viewerOf(role, { regionCodes: ['ID'] }))).every((n) => n === 0)).toBe(true);
    }
    // The ministry keeps accounts and does not read mailboxes.
    const { data, errors } = await platform.ask<Seen>(MANAGER, query);
    expect(data?.employers.nodes.flatMap(({ users }) => users).every(({ email }) => email === null)).toBe(true);
    expect(new Set(codes({ errors }))).toEqual(new Set(['FORBIDDEN_FIELD']));
  });
});
