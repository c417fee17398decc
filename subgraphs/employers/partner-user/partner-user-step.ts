import type { WriteManager } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import type { Evidence, LockedRecord } from '../../../shared/machine';
import type { Asked, StepInput } from '../../../shared/subgraph';
import type { Viewer } from '../../../shared/viewer';
import type { PartnerUserStatus } from './partner-user';
import type { ChangeRoleInput } from './partner-user-inputs.graph';

type User = Pick<LockedRecord<PartnerUserStatus>, 'id'>;

/** Gives an account another role; with the next request the token must not claim more. */
export async function changeRole(
  manager: WriteManager,
  { id }: User,
  { input, context: { viewer } }: Asked<ChangeRoleInput>,
): Promise<Evidence> {
  const { role } = await requireKeeper(manager, viewer, id);
  if (role === input.role) throw new CodedError('BAD_USER_INPUT', { reason: 'the account has this role already' });
  await manager.query('UPDATE partner_user SET role = $2 WHERE id = $1::uuid', [id, input.role]);
  return { from: role, to: input.role };
}

/** Checks who removes whom. */
export async function remove(
  manager: WriteManager,
  { id }: User,
  { context: { viewer } }: Asked<StepInput>,
): Promise<undefined> {
  await requireKeeper(manager, viewer, id);
}

/**
 * Nobody changes the own account. Accounts of a partner are kept by one hand at a time: of two administrators who remove each
 * other at once the second finds that it is none any more, so that one is always left.
 * @throws CodedError FORBIDDEN
 */
async function requireKeeper(manager: WriteManager, { subject, role }: Viewer, id: string): Promise<{ role: string }> {
  const [user]: { role: string; subject: string | null; employerId: string }[] = await manager.query(
    'SELECT role, subject, employer_id AS "employerId" FROM partner_user WHERE id = $1::uuid',
    [id],
  );
  if (!user) throw new CodedError('NOT_FOUND', { what: 'account' });
  if (user.subject === subject) throw new CodedError('FORBIDDEN', { reason: 'it is your own account' });
  await manager.query(`SELECT pg_advisory_xact_lock(hashtextextended('partner_user ' || $1, 0))`, [user.employerId]);
  if (role === 'PARTNER_ADMIN' && !(await isAdmin(manager, subject, user.employerId))) {
    throw new CodedError('FORBIDDEN', { reason: 'your account is no administrator of this partner any more' });
  }
  return { role: user.role };
}

async function isAdmin(manager: WriteManager, subject: string, employerId: string): Promise<boolean> {
  const own: object[] = await manager.query(
    `SELECT FROM partner_user WHERE subject = $1 AND employer_id = $2::uuid AND role = 'PARTNER_ADMIN' AND status = 'ACTIVE'`,
    [subject, employerId],
  );
  return own.length > 0;
}
