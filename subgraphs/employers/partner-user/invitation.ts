import { randomBytes, randomUUID } from 'node:crypto';
import { Parameters, asSystem, isUuid, only } from '../../../shared/database';
import type { FieldCipher, WriteManager } from '../../../shared/database';
import { CodedError, findCodedError } from '../../../shared/errors';
import { takeStep } from '../../../shared/machine';
import type { StepTaken } from '../../../shared/machine';
import type { Asked, SubgraphContext } from '../../../shared/subgraph';
import type { Viewer } from '../../../shared/viewer';
import { getRule } from '../partner-rule/partner-rule';
import { PARTNER_USER_RECORDS, normalEmail } from './partner-user';
import type { PartnerUserStatus } from './partner-user';
import type { AcceptInvitationInput, InviteInput } from './partner-user-inputs.graph';

const CODE_BYTES = 16;

/** Codes of the invitations made in a fetch, by the account's id: what its answer shows, and nothing keeps. */
const shown = new WeakMap<SubgraphContext, Map<string, string>>();

/** The code of an invitation this very request made; undefined ever after. */
export function codeShown(context: SubgraphContext, id: string): string | undefined {
  return shown.get(context)?.get(id);
}

/**
 * Invites somebody: the code stands in the answer once and is kept as a keyed hash.
 * @throws CodedError NOT_FOUND for a partner beyond reach, RULES_NOT_MET, BAD_USER_INPUT
 */
export async function invite(
  manager: WriteManager,
  status: PartnerUserStatus,
  { input, context }: Asked<InviteInput>,
): Promise<{ readonly id: string }> {
  const { cipher } = context.tools;
  await requireEmployer(manager, context, input.employerId);
  const email = normalEmail(input.email);
  if (email === undefined) throw new CodedError('BAD_USER_INPUT', { reason: 'email is no mailbox' });
  const index = cipher.index('email', email);
  await requireNoOther(manager, input.employerId, index);
  const [id, code] = [randomUUID(), randomBytes(CODE_BYTES).toString('base64url')];
  await manager.query(
    `INSERT INTO partner_user (id, employer_id, role, status, email_sealed, email_index, code_hash, invited_until)
     VALUES ($1::uuid, $2::uuid, $3, $4, $5, $6, $7, now() + make_interval(days => $8::int))`,
    [
      ...[id, input.employerId, input.role, status, cipher.seal(email), index],
      ...[hashOf(cipher, code), await getRule(manager, 'INVITATION_DAYS')],
    ],
  );
  shown.set(context, (shown.get(context) ?? new Map<string, string>()).set(id, code));
  return { id };
}

/** A partner the viewer keeps accounts of, whose partnership has not ended. */
async function requireEmployer(manager: WriteManager, context: SubgraphContext, id: string): Promise<void> {
  const isMinistry = context.viewer.role === 'PROGRAM_MANAGER';
  const scope = context.scope(isMinistry ? 'Employer' : 'OwnEmployer');
  const { bind, values } = new Parameters();
  const [found]: { hasEnded: boolean }[] =
    scope.kind === 'NOWHERE' || !isUuid(id)
      ? []
      : await manager.query(
          `SELECT e.status IN ('EXPIRED', 'TERMINATED') AS "hasEnded" FROM employer e
           WHERE e.id = ${bind(id)}::uuid AND (${scope.where(bind)})`,
          values,
        );
  if (!found) throw new CodedError('NOT_FOUND', { what: 'partner' });
  if (found.hasEnded) throw notMet('a partnership that has not ended');
}

/** One account for a mailbox at a partner; an invitation nobody took in time holds nobody up. */
async function requireNoOther(manager: WriteManager, employerId: string, index: string): Promise<void> {
  await manager.query(`SELECT pg_advisory_xact_lock(hashtextextended('partner_user ' || $1, 0))`, [employerId]);
  const others: object[] = await manager.query(
    `SELECT FROM partner_user WHERE employer_id = $1::uuid AND email_index = $2
       AND (status = 'ACTIVE' OR (status = 'INVITED' AND invited_until > now()))`,
    [employerId, index],
  );
  if (others.length > 0) throw notMet('no other account of this mailbox at the partner');
}

/**
 * Takes an invitation: binds the viewer's own account. Who does not hold the code learns nothing of the invitation, not even
 * that there is one, and may try a few times an hour only.
 * @throws CodedError BUDGET_EXCEEDED after too many wrong codes, NOT_FOUND for one, RULES_NOT_MET, and what a step throws
 */
export async function acceptInvitation(
  context: SubgraphContext,
  input: AcceptInvitationInput,
): Promise<StepTaken<PartnerUserStatus>> {
  const { viewer } = context;
  const attempt = await context.write((manager) => beginTry(manager, viewer));
  try {
    const taken = await context.write((manager) => asSystem(manager, viewer, () => accept(manager, context, input)));
    await context.write((manager) => forgetTry(manager, viewer, attempt));
    return taken;
  } catch (error) {
    const isWrong = findCodedError(error)?.code === 'NOT_FOUND';
    if (!isWrong) await context.write((manager) => forgetTry(manager, viewer, attempt));
    throw error;
  }
}

/** An invited person has no rows of a partner yet: the code stands in for the row scope. */
function accept(
  manager: WriteManager,
  { viewer, tools: { cipher } }: SubgraphContext,
  { clientKey, note, id, version, code }: AcceptInvitationInput,
): Promise<StepTaken<PartnerUserStatus>> {
  const hash = hashOf(cipher, code);
  const scope = only((bind) => `u.code_hash = ${bind(hash)} AND ${ofToken(viewer, bind)}`);
  const request = { id, version, clientKey, event: 'ACCEPT', note: note ?? null, input: { code: hash } } as const;
  return takeStep(manager, { viewer, scope }, PARTNER_USER_RECORDS, request, async (_, record) => {
    await bind(manager, viewer, record.id);
    return undefined;
  });
}

/** A token that names a partner takes invitations of that one only. */
function ofToken({ employerId }: Viewer, bindValue: Parameters['bind']): string {
  return employerId === undefined ? 'TRUE' : `u.employer_id = ${bindValue(employerId)}::uuid`;
}

async function bind(manager: WriteManager, { subject, role }: Viewer, id: string): Promise<void> {
  await manager.query(`SELECT pg_advisory_xact_lock(hashtextextended('account ' || $1, 0))`, [subject]);
  const [found]: { role: string; isLate: boolean; isBound: boolean }[] = await manager.query(
    `SELECT u.role, u.invited_until <= now() AS "isLate", EXISTS (SELECT FROM partner_user other
       WHERE other.subject = $2 AND other.status = 'ACTIVE') AS "isBound" FROM partner_user u WHERE u.id = $1::uuid`,
    [id, subject],
  );
  const rules = [
    ...(found?.isLate ? ['the last day of the invitation is not over'] : []),
    ...(found?.role === role ? [] : [`an account that comes as ${found?.role ?? '?'}`]),
    ...(found?.isBound ? ['an account that works for no partner yet'] : []),
  ];
  if (rules.length > 0) throw notMet(...rules);
  await manager.query('UPDATE partner_user SET subject = $2 WHERE id = $1::uuid', [id, subject]);
}

/** Counts a try before it is made, so that many at once are no more than a few. */
async function beginTry(manager: WriteManager, viewer: Viewer): Promise<string> {
  return asSystem(manager, viewer, async () => {
    await manager.query(`SELECT pg_advisory_xact_lock(hashtextextended('invitation ' || $1, 0))`, [viewer.subject]);
    await manager.query(`DELETE FROM invitation_attempt WHERE subject = $1 AND at <= now() - interval '1 hour'`, [
      viewer.subject,
    ]);
    const most = await getRule(manager, 'WRONG_CODES_AN_HOUR');
    const [tries]: { made: number; seconds: number }[] = await manager.query(
      `SELECT count(*)::int AS made, ceil(extract(epoch FROM min(at) + interval '1 hour' - now()))::int AS seconds
       FROM invitation_attempt WHERE subject = $1`,
      [viewer.subject],
    );
    if (tries && tries.made >= most) {
      throw new CodedError('BUDGET_EXCEEDED', { what: 'wrong invitation codes', seconds: tries.seconds });
    }
    const [begun]: { id: string }[] = await manager.query(
      'INSERT INTO invitation_attempt (subject) VALUES ($1) RETURNING id',
      [viewer.subject],
    );
    if (!begun) throw new Error('a try was not counted');
    return begun.id;
  });
}

/** A try that was no guess does not count. */
async function forgetTry(manager: WriteManager, viewer: Viewer, id: string): Promise<void> {
  await asSystem(manager, viewer, () => manager.query('DELETE FROM invitation_attempt WHERE id = $1', [id]));
}

function hashOf(cipher: FieldCipher, code: string): string {
  return cipher.index('invitation', code);
}

function notMet(...rules: readonly string[]): CodedError {
  return new CodedError('RULES_NOT_MET', { what: 'account', rules });
}
