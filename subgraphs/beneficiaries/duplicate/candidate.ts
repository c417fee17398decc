import type { Database } from '../../../shared/database';
import { NATION } from '../../../shared/viewer';
import type { RegionCode } from '../../../shared/viewer';
import { reopenings } from './duplicate';
import type { Score } from './score';

/** A transaction on a bare connection, as `Database.bulk` gives it. */
export type BulkClient = Parameters<Parameters<Database['bulk']>[1]>[0];

/** A scored pair on its way into the queue; `leftId` is the smaller id. */
export interface Candidate extends Score {
  readonly leftId: string;
  readonly rightId: string;
}

const COMPARED = ['nik_index', 'search_name', 'birth_date', 'sex', 'region_code', 'family_id'];

/** Fingerprint of everything a pair is judged on; a decided pair is asked again only when it changes. */
const evidenceOf = (...sides: readonly string[]): string => {
  const facts = sides.flatMap((side) => [
    ...COMPARED.map((column) => `coalesce(${side}.${column}::text, '-')`),
    `${side}.match_status = 'GANDA'`,
  ]);
  return `md5(concat_ws('|', ${facts.join(', ')}))`;
};

/** `CASE c.status WHEN ... END` from the state machine: where the search leads a candidate it finds with new evidence. */
const nextStatus = `CASE c.status ${reopenings()
  .map(({ from, to }) => `WHEN '${from}' THEN '${to}'`)
  .join(' ')} ELSE c.status END`;
const reopeningEvent = `CASE old.status ${reopenings()
  .map(({ from, event }) => `WHEN '${from}' THEN '${event}'`)
  .join(' ')} END`;

/** What the search may write over: known pairs whose records changed since they were scored, and pairs that had lapsed. */
const isStale = (evidence: string) => `c.status <> 'MERGED' AND (c.evidence <> ${evidence} OR c.status = 'LAPSED')`;

/**
 * $1: the candidates as a JSON array. A pair is unique; a known one is written only if it is stale. Fresh ones are left out
 * before the INSERT, which would lock them until the whole search is done, and officers are deciding meanwhile.
 */
const STORE = `
  WITH scored AS (
    SELECT i.*, ${evidenceOf('l', 'r')} AS evidence
    FROM jsonb_to_recordset($1::jsonb)
      AS i("leftId" uuid, "rightId" uuid, kind text, total smallint, reasons jsonb)
    JOIN person l ON l.id = i."leftId" JOIN person r ON r.id = i."rightId"
  ),
  incoming AS (
    SELECT i.* FROM scored i LEFT JOIN duplicate_candidate c ON c.left_id = i."leftId" AND c.right_id = i."rightId"
    WHERE c.id IS NULL OR (${isStale('i.evidence')}) ORDER BY i."leftId", i."rightId"
  ),
  old AS (
    SELECT c.id, c.status FROM incoming i JOIN duplicate_candidate c ON c.left_id = i."leftId" AND c.right_id = i."rightId"
  ),
  stored AS (
    INSERT INTO duplicate_candidate AS c (left_id, right_id, kind, score, reasons, evidence)
    SELECT "leftId", "rightId", kind, total, reasons, evidence FROM incoming
    ON CONFLICT (left_id, right_id) DO UPDATE SET kind = excluded.kind, score = excluded.score,
      reasons = excluded.reasons, evidence = excluded.evidence, version = c.version + 1, status = ${nextStatus},
      decided_at = CASE WHEN ${nextStatus} = 'OPEN' THEN NULL ELSE c.decided_at END,
      decided_by = CASE WHEN ${nextStatus} = 'OPEN' THEN NULL ELSE c.decided_by END,
      decided_by_role = CASE WHEN ${nextStatus} = 'OPEN' THEN NULL ELSE c.decided_by_role END,
      decision_reason = CASE WHEN ${nextStatus} = 'OPEN' THEN NULL ELSE c.decision_reason END
    WHERE ${isStale('excluded.evidence')}
    RETURNING c.id, c.status
  ),
  logged AS (
    INSERT INTO duplicate_event (candidate_id, event, from_status, to_status, subject, role)
    SELECT stored.id, coalesce(${reopeningEvent}, 'FOUND'), old.status, stored.status, 'system:duplicates', 'SYSTEM'
    FROM stored LEFT JOIN old ON old.id = stored.id
    WHERE old.status IS DISTINCT FROM stored.status
    RETURNING from_status
  )
  SELECT (SELECT count(*) FROM logged WHERE from_status IS NULL)::int AS added,
    (SELECT count(*) FROM logged WHERE from_status IS NOT NULL)::int AS reopened,
    (SELECT count(*) FROM stored JOIN old ON old.id = stored.id WHERE old.status = stored.status)::int AS changed`;

/** Writes scored pairs into the queue; idempotent. */
export async function storeCandidates(
  client: BulkClient,
  candidates: readonly Candidate[],
): Promise<{ added: number; reopened: number; changed: number }> {
  const { rows } = await client.query<{ added: number; reopened: number; changed: number }>(STORE, [
    JSON.stringify(candidates),
  ]);
  return rows[0] ?? { added: 0, reopened: 0, changed: 0 };
}

/**
 * Closes open pairs whose records changed and are no longer alike, or are gone. The search has just refreshed the
 * evidence of every pair it found, so an open pair with another evidence is one it did not find.
 */
export async function lapseChanged(client: BulkClient, scope: RegionCode): Promise<number> {
  const { rowCount } = await client.query(
    `WITH lapsed AS (
      UPDATE duplicate_candidate c SET status = 'LAPSED', version = c.version + 1
      WHERE c.status = 'OPEN' AND NOT EXISTS (
        SELECT 1 FROM person l JOIN person r ON r.id = c.right_id WHERE l.id = c.left_id
          AND (${evidenceOf('l', 'r')} = c.evidence OR l.merged_into IS NOT NULL OR r.merged_into IS NOT NULL
            OR NOT ($1 = '${NATION}' OR starts_with(l.region_code, $1) OR starts_with(r.region_code, $1))))
      RETURNING c.id
    )
    INSERT INTO duplicate_event (candidate_id, event, from_status, to_status, subject, role)
    SELECT id, 'LAPSED', 'OPEN', 'LAPSED', 'system:duplicates', 'SYSTEM' FROM lapsed`,
    [scope],
  );
  return rowCount ?? 0;
}
