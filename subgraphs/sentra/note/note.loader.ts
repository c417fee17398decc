import { randomUUID } from 'node:crypto';
import type { GraphQLResolveInfo } from 'graphql';
import type { WriteManager } from '../../../shared/database';
import { loadMany, requestedFields } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import { partOf } from '../case/part';
import { readText } from '../text';
import type { NoteKind, NoteRow } from './note';

const ofCase = partOf('case_note', { kind: 'p.kind', text: 'p.text', writtenAt: 'p.written_at' }, 'p.written_at, p.id');

/** The notes of a case, oldest first; one statement for all cases of the fetch. */
export function findNotes(context: SubgraphContext, caseId: string, info: GraphQLResolveInfo): Promise<NoteRow[]> {
  return loadMany<NoteRow>(context, 'CaseNote', ofCase, caseId, requestedFields(info));
}

/**
 * Adds a note to the case's episode; notes are never changed.
 * @throws CodedError BAD_USER_INPUT
 */
export async function writeNote(
  manager: WriteManager,
  { caseId, author }: { readonly caseId: string; readonly author: string },
  { kind, text }: { readonly kind: NoteKind; readonly text: string },
): Promise<void> {
  await manager.query(
    `INSERT INTO case_note (id, case_id, episode, kind, text, author)
     SELECT $1::uuid, c.id, c.episode, $3, $4, $5 FROM service_case c WHERE c.id = $2::uuid`,
    [randomUUID(), caseId, kind, readText('note', text), author],
  );
}

/** Whether the case's episode has a note of a kind. */
export async function hasNote(manager: WriteManager, caseId: string, kind: NoteKind): Promise<boolean> {
  const found: object[] = await manager.query(
    `SELECT FROM case_note n JOIN service_case c ON c.id = n.case_id AND c.episode = n.episode
     WHERE c.id = $1::uuid AND n.kind = $2 LIMIT 1`,
    [caseId, kind],
  );
  return found.length > 0;
}
