import { VIEWER } from '../../../shared/database';
import type { BulkConnection, FieldCipher } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import { normalEmail } from '../partner-user/partner-user';

/** The ministry's own desk for partners; centres go by their ids. */
export const MINISTRY = 'MINISTRY';

/**
 * Sets where mail for an office goes, in place of what was set before, and takes down that it was set, when and by what.
 * @param office `MINISTRY`, or the id of a centre such as S-001
 * @throws CodedError BAD_USER_INPUT for what is no office or no mailbox
 */
export async function setOfficeMailbox(
  connection: BulkConnection,
  cipher: FieldCipher,
  office: string,
  email: string,
): Promise<void> {
  const mailbox = normalEmail(email);
  if (mailbox === undefined) throw new CodedError('BAD_USER_INPUT', { reason: 'email is no mailbox' });
  if (office !== MINISTRY && !/^S-\d+$/.test(office)) {
    throw new CodedError('BAD_USER_INPUT', { reason: `an office is ${MINISTRY} or the id of a centre, such as S-001` });
  }
  await connection.query(
    `INSERT INTO office_mailbox (office, email_sealed) VALUES ($1, $2)
     ON CONFLICT (office) DO UPDATE SET email_sealed = excluded.email_sealed, changed_at = now()`,
    [office, cipher.seal(mailbox)],
  );
  // An office has no id but its name; the history of a name is found by the hash of it.
  await connection.query(
    `INSERT INTO transition_event (machine, entity_id, event, to_status, evidence, actor, actor_role)
     VALUES ('office_mailbox', md5('office_mailbox ' || $1)::uuid, 'SET_MAILBOX', 'SET', jsonb_build_object('office', $1::text),
       ${VIEWER.subject}, ${VIEWER.role})`,
    [office],
  );
}
