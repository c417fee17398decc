import { asSystem } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import type { Viewer } from '../../../shared/viewer';
import type { WriteManager } from '../../../shared/database';
import type { DuplicateRow } from './duplicate';
import { publishFamilies, publishPersons } from '../intake/publish';
import { publishConsents } from '../consent/publish';

/**
 * Merging two records. One is kept; the other stays in the table, marked `merged_into`, and answers to nobody any more.
 * What moves to the kept record: the hold on the NIK both carry, the headship of a family both are in, and the matching
 * status where the duplicate was the reason for it. What does not: another NIK, which stays the hidden record's, so that
 * nobody else can claim it unseen; the desil, which belongs to a family; fields of the merged record, because nobody
 * decided which of two values is true; consents, which were given about another record: they rest with it.
 */

/** What a merge can change of a record. Nothing else is logged: the record itself stays stored. */
interface PersonImage {
  readonly id: string;
  readonly matchStatus: string;
  readonly matchedOn: string | null;
  readonly version: number;
  /** Whether it holds the NIK it carries. */
  readonly holdsNik: boolean;
  /** Ids of the families of the two records that it heads. */
  readonly heads: readonly string[];
}

/** $1: the two ids. */
const IMAGE = `SELECT jsonb_agg(jsonb_build_object(
    'id', p.id, 'matchStatus', p.match_status, 'matchedOn', p.matched_on, 'version', p.version,
    'holdsNik', EXISTS (SELECT 1 FROM nik_holder h WHERE h.nik_index = p.nik_index AND h.person_id = p.id),
    'heads', (SELECT coalesce(jsonb_agg(f.id ORDER BY f.id), '[]') FROM family f WHERE f.head_id = p.id
      AND f.id IN (SELECT one.family_id FROM person one WHERE one.id = ANY($1::uuid[])))
  ) ORDER BY p.id) AS image FROM person p WHERE p.id = ANY($1::uuid[])`;

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
  // Whoever else claims the NIK may live outside the viewer's jurisdiction.
  await asSystem(manager, viewer, () => settleMatchStatus(manager, keptId, mergedId));
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
  await publish(manager, viewer, 'person-merged', { keptId, mergedId });
}

interface MergeLog {
  readonly id: string;
  readonly keptId: string;
  readonly mergedId: string;
  readonly before: readonly PersonImage[];
  readonly after: readonly PersonImage[];
}

/**
 * Takes the candidate's last merge back. If nothing happened since, every row is again exactly what it was; what imports
 * wrote since, monthly matching with the civil registry above all, is kept, and only what the merge changed goes back.
 * @throws CodedError CONFLICT when the kept record went into a further one: that merge has to be undone first
 */
export async function unmergeRecords(manager: WriteManager, viewer: Viewer, candidate: DuplicateRow): Promise<void> {
  const persons = await lockPersons(manager, [candidate.leftId, candidate.rightId]);
  const [log]: MergeLog[] = await manager.query(
    `SELECT id, kept_id AS "keptId", merged_id AS "mergedId", before_image AS before, after_image AS after
     FROM merge_log WHERE candidate_id = $1::uuid AND undone_at IS NULL ORDER BY merged_at DESC LIMIT 1 FOR UPDATE`,
    [candidate.id],
  );
  const successorOf = (id: string | undefined) => persons.find((person) => person.id === id)?.mergedInto;
  if (!log || successorOf(log.mergedId) !== log.keptId || successorOf(log.keptId) !== null) {
    throw new CodedError('CONFLICT', { what: 'merged record' });
  }
  await restore(manager, log);
  await manager.query(
    'UPDATE merge_log SET undone_by = $2, undone_by_role = $3, undone_at = now() WHERE id = $1::uuid',
    [log.id, viewer.subject, viewer.role],
  );
  await publish(manager, viewer, 'person-unmerged', log);
}

/** In the order of their ids, so that two merges of the same records cannot wait for each other. */
function lockPersons(manager: WriteManager, ids: readonly string[]): Promise<LockedPerson[]> {
  return manager.query(
    `SELECT id, merged_into AS "mergedInto" FROM person WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE`,
    [ids],
  );
}

async function image(manager: WriteManager, ids: readonly string[]): Promise<string> {
  const [row]: { image: object }[] = await manager.query(IMAGE, [ids]);
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

/** Puts back what the merge changed, where it still stands. */
async function restore(manager: WriteManager, log: MergeLog): Promise<void> {
  const movedNik = differs(log, log.mergedId, ({ holdsNik }) => holdsNik);
  for (const { id, matchStatus, matchedOn, version } of log.before) {
    // A hidden record whose NIK the kept one holds is a second claimant to every import; it is the first one again now.
    const movedStatus = differs(log, id, (image) => image.matchStatus) || (id === log.mergedId && movedNik);
    await manager.query(
      `UPDATE person SET merged_into = NULL,
         match_status = CASE WHEN $2 THEN $3 ELSE match_status END,
         matched_on = CASE WHEN $2 THEN $4::date ELSE matched_on END,
         version = CASE WHEN version = $5 THEN $6 ELSE version + 1 END
       WHERE id = $1::uuid`,
      [id, movedStatus, matchStatus, matchedOn, imageOf(log.after, id)?.version, version],
    );
  }
  if (movedNik) {
    await manager.query(
      `UPDATE nik_holder SET person_id = $1::uuid
       WHERE person_id = $2::uuid AND nik_index = (SELECT nik_index FROM person WHERE id = $1::uuid)`,
      [log.mergedId, log.keptId],
    );
  }
  const stillHeads = imageOf(log.after, log.mergedId)?.heads ?? [];
  const movedHeads = imageOf(log.before, log.mergedId)?.heads.filter((family) => !stillHeads.includes(family));
  await manager.query('UPDATE family SET head_id = $1::uuid WHERE head_id = $2::uuid AND id = ANY($3::uuid[])', [
    log.mergedId,
    log.keptId,
    movedHeads,
  ]);
}

function imageOf(images: readonly PersonImage[], id: string): PersonImage | undefined {
  return images.find((image) => image.id === id);
}

/** Whether the merge changed something of a record. */
function differs(log: MergeLog, id: string, fact: (image: PersonImage) => string | boolean): boolean {
  const [before, after] = [imageOf(log.before, id), imageOf(log.after, id)];
  return before !== undefined && after !== undefined && fact(before) !== fact(after);
}

/** Tells the other subgraphs: the state of both persons and of who heads their families, and that the one now stands for the other. */
async function publish(
  manager: WriteManager,
  viewer: Viewer,
  topic: 'person-merged' | 'person-unmerged',
  { keptId, mergedId }: Pick<MergeLog, 'keptId' | 'mergedId'>,
): Promise<void> {
  const ids = [[keptId, mergedId]];
  await asSystem(manager, viewer, async () => {
    await manager.query(publishFamilies('SELECT p.family_id FROM person p WHERE p.id = ANY($1::uuid[])'), ids);
    await manager.query(publishPersons('SELECT unnest($1::uuid[])'), ids);
    await manager.query('INSERT INTO outbox (topic, entity_id, payload) VALUES ($1, $2::uuid, $3::jsonb)', [
      topic,
      mergedId,
      JSON.stringify({ keptId, mergedId }),
    ]);
    await manager.query(publishConsents('SELECT unnest($1::uuid[])'), ids);
  });
}
