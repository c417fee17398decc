import { CodedError } from '../../../shared/errors';
import type { Viewer } from '../../../shared/viewer';
import type { WriteManager } from './client-key';
import type { DuplicateRow } from './duplicate';

/**
 * Merging two records. One is kept; the other stays in the table, marked `merged_into`, and answers to nobody any more.
 * What moves to the kept record: the hold on the NIK both carry, the headship of a family both are in, and the matching
 * status where the duplicate was the reason for it. What does not: another NIK, which stays the hidden record's, so that
 * nobody else can claim it unseen; the desil, which belongs to a family; fields of the merged record, because nobody
 * decided which of two values is true.
 */

/** Both persons, the NIKs they hold and the families they head, as JSON; identifiers stay sealed. $1: the two ids. */
const IMAGE = `SELECT jsonb_build_object(
  'persons', (SELECT jsonb_agg(to_jsonb(p) ORDER BY p.id) FROM person p WHERE p.id = ANY($1::uuid[])),
  'holds', (SELECT jsonb_agg(to_jsonb(h) ORDER BY h.nik_index) FROM nik_holder h WHERE h.person_id = ANY($1::uuid[])),
  'heads', (SELECT jsonb_agg(jsonb_build_object('id', f.id, 'head_id', f.head_id) ORDER BY f.id)
    FROM family f WHERE f.head_id = ANY($1::uuid[])))`;

interface LockedPerson {
  readonly id: string;
  readonly mergedInto: string | null;
}

/**
 * Merges a candidate's records into `keptId`, in the caller's transaction, and logs what they were before.
 * @throws CodedError BAD_USER_INPUT when the kept record is none of the two; CONFLICT when one was merged meanwhile
 */
export async function mergeRecords(
  manager: WriteManager,
  viewer: Viewer,
  candidate: DuplicateRow,
  keptId: string,
): Promise<void> {
  const ids = [candidate.leftId, candidate.rightId];
  if (!ids.includes(keptId)) throw new CodedError('BAD_USER_INPUT', { reason: '`keep` is none of the two persons' });
  const mergedId = keptId === candidate.leftId ? candidate.rightId : candidate.leftId;
  const persons = await lockPersons(manager, ids);
  if (persons.length !== 2 || persons.some(({ mergedInto }) => mergedInto !== null)) {
    throw new CodedError('CONFLICT', { what: 'person' });
  }
  const before = await image(manager, ids);
  await settleMatchStatus(manager, keptId, mergedId);
  await manager.query('UPDATE person SET merged_into = $1::uuid, version = version + 1 WHERE id = $2::uuid', [
    keptId,
    mergedId,
  ]);
  await manager.query(
    `UPDATE nik_holder SET person_id = $1::uuid
     WHERE person_id = $2::uuid AND nik_index = (SELECT nik_index FROM person WHERE id = $1::uuid)`,
    [keptId, mergedId],
  );
  await manager.query(
    `UPDATE family SET head_id = $1::uuid WHERE head_id = $2::uuid
       AND id = (SELECT family_id FROM person WHERE id = $1::uuid)`,
    [keptId, mergedId],
  );
  await manager.query(
    `INSERT INTO merge_log
       (candidate_id, kept_id, merged_id, before_image, after_image, merged_by, merged_by_role)
     VALUES ($1::uuid, $2::uuid, $3::uuid, $4::jsonb, $5::jsonb, $6, $7)`,
    [candidate.id, keptId, mergedId, before, await image(manager, ids), viewer.subject, viewer.role],
  );
  await publish(manager, 'person-merged', keptId, mergedId);
}

/**
 * Takes the candidate's last merge back: every row is again exactly what it was.
 * @throws CodedError CONFLICT when one of the records changed since, so that undoing would lose that change
 */
export async function unmergeRecords(manager: WriteManager, viewer: Viewer, candidate: DuplicateRow): Promise<void> {
  const ids = [candidate.leftId, candidate.rightId];
  await lockPersons(manager, ids);
  const [log]: { id: string; kept_id: string; merged_id: string; before_image: object }[] = await manager.query(
    `SELECT id, kept_id, merged_id, before_image FROM merge_log
     WHERE candidate_id = $2::uuid AND undone_at IS NULL AND after_image = (${IMAGE})
     ORDER BY merged_at DESC LIMIT 1 FOR UPDATE`,
    [ids, candidate.id],
  );
  if (!log) throw new CodedError('CONFLICT', { what: 'merged record' });
  await restore(manager, JSON.stringify(log.before_image));
  await manager.query(
    'UPDATE merge_log SET undone_by = $2, undone_by_role = $3, undone_at = now() WHERE id = $1::uuid',
    [log.id, viewer.subject, viewer.role],
  );
  await publish(manager, 'person-unmerged', log.kept_id, log.merged_id);
}

/** In the order of their ids, so that two merges of the same records cannot wait for each other. */
function lockPersons(manager: WriteManager, ids: readonly string[]): Promise<LockedPerson[]> {
  return manager.query(
    `SELECT id, merged_into AS "mergedInto" FROM person WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE`,
    [ids],
  );
}

async function image(manager: WriteManager, ids: readonly string[]): Promise<string> {
  const [row]: { image: object }[] = await manager.query(`SELECT (${IMAGE}) AS image`, [ids]);
  return JSON.stringify(row?.image);
}

/**
 * A kept record that was GANDA only because of the merged one is not any more. With the same NIK it takes over what the
 * civil registry said of that NIK; with another one it must be checked again.
 */
async function settleMatchStatus(manager: WriteManager, keptId: string, mergedId: string): Promise<void> {
  await manager.query(
    `UPDATE person kept SET version = kept.version + 1,
       match_status = CASE WHEN same.nik THEN merged.match_status ELSE 'BELUM_DICEK' END,
       matched_on = CASE WHEN same.nik THEN merged.matched_on END
     FROM person merged
     CROSS JOIN LATERAL (SELECT coalesce(merged.nik_index = (SELECT nik_index FROM person WHERE id = $1::uuid), false)
       AND merged.match_status <> 'GANDA' AS nik) same
     WHERE kept.id = $1::uuid AND merged.id = $2::uuid AND kept.match_status = 'GANDA' AND NOT EXISTS (
       SELECT 1 FROM person other WHERE other.nik_index = kept.nik_index AND other.merged_into IS NULL
         AND other.id NOT IN (kept.id, merged.id))`,
    [keptId, mergedId],
  );
}

/** Writes back what a merge changes, from the image taken before it. */
async function restore(manager: WriteManager, before: string): Promise<void> {
  await manager.query(
    `UPDATE person p SET merged_into = old.merged_into, match_status = old.match_status, matched_on = old.matched_on,
       version = old.version
     FROM jsonb_populate_recordset(NULL::person, $1::jsonb -> 'persons') old WHERE p.id = old.id`,
    [before],
  );
  await manager.query(
    `UPDATE nik_holder h SET person_id = old.person_id
     FROM jsonb_populate_recordset(NULL::nik_holder, nullif($1::jsonb -> 'holds', 'null')) old
     WHERE h.nik_index = old.nik_index`,
    [before],
  );
  await manager.query(
    `UPDATE family f SET head_id = (old.value ->> 'head_id')::uuid
     FROM jsonb_array_elements(nullif($1::jsonb -> 'heads', 'null')) old WHERE f.id = (old.value ->> 'id')::uuid`,
    [before],
  );
}

/** Tells the other subgraphs: the state of both persons, and that the one now stands for the other (or no longer does). */
async function publish(
  manager: WriteManager,
  topic: 'person-merged' | 'person-unmerged',
  keptId: string,
  mergedId: string,
): Promise<void> {
  await manager.query(
    `INSERT INTO outbox (topic, entity_id, payload)
     SELECT 'person', id, jsonb_build_object('sourceId', source_id, 'familyId', family_id, 'regionCode', region_code,
       'matchStatus', match_status) FROM person WHERE id = ANY($1::uuid[]) ORDER BY id`,
    [[keptId, mergedId]],
  );
  await manager.query('INSERT INTO outbox (topic, entity_id, payload) VALUES ($1, $2::uuid, $3::jsonb)', [
    topic,
    mergedId,
    JSON.stringify({ keptId, mergedId }),
  ]);
}
