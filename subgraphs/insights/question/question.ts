import { isUuid, onceForKey } from '../../../shared/database';
import type { WriteManager } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import type { Viewer } from '../../../shared/viewer';
import { toStored } from '../table/request';
import type { StoredRequest, TableRequest } from '../table/request';

/** A question that is kept: its request, without the snapshot it was first asked of. */
export interface QuestionRow {
  readonly id: string;
  readonly name: string;
  readonly account: string;
  readonly request: StoredRequest;
  readonly savedAt: Date;
}

const LONGEST_NAME = 200;

/** What is kept under a name. */
export interface Keeping {
  readonly clientKey: string;
  readonly name: string;
  readonly request: TableRequest;
}

/**
 * Keeps the question of a table for the account and its office.
 * @returns its id
 * @throws CodedError BAD_USER_INPUT, IDEMPOTENCY_MISMATCH
 */
export function saveQuestion(
  manager: WriteManager,
  viewer: Viewer,
  { clientKey, name, request }: Keeping,
): Promise<string> {
  const title = name.trim();
  if (title === '' || title.length > LONGEST_NAME) {
    throw new CodedError('BAD_USER_INPUT', { reason: `name takes 1 to ${LONGEST_NAME} characters` });
  }
  const stored = toStored(request);
  const { subject, role, regionCodes, programCodes } = viewer;
  return onceForKey(manager, { subject, key: clientKey, input: { question: { title, stored } } }, async () => {
    const [saved]: { id: string }[] = await manager.query(
      `INSERT INTO saved_question (account, role, region_codes, program_codes, name, cube, request)
       VALUES ($1, $2, $3, $4, $5, $6, $7::jsonb) RETURNING id`,
      [subject, role, regionCodes, programCodes, title, stored.cube, JSON.stringify(stored)],
    );
    if (!saved) throw new Error('a question was not kept');
    return saved.id;
  });
}

/**
 * Takes a question of the own account away; its tables stay what they are for whoever made them.
 * @throws CodedError NOT_FOUND for another's too, IDEMPOTENCY_MISMATCH
 */
export function deleteQuestion(
  manager: WriteManager,
  { subject }: Viewer,
  { clientKey, questionId: id }: { readonly clientKey: string; readonly questionId: string },
): Promise<string> {
  return onceForKey(manager, { subject, key: clientKey, input: { deleteQuestion: id } }, async () => {
    const [gone]: [{ id: string }[], number] | [] = isUuid(id)
      ? await manager.query('DELETE FROM saved_question WHERE id = $1::uuid AND account = $2 RETURNING id', [
          id,
          subject,
        ])
      : [];
    const [row] = gone ?? [];
    if (!row) throw new CodedError('NOT_FOUND', { what: 'question' });
    return row.id;
  });
}
