import type { BulkConnection, Database } from '../../../shared/database';
import { systemActor } from '../../../shared/viewer';
import { publishConsents } from '../consent/publish';
import { publishPersons } from '../intake/publish';
import { claimantsBeside } from '../intake/statistics';
import type { DataClass } from './data-class';
import { ELSEWHERE, ERASURES } from './erase';

/** What a rule is about. */
export type RetentionSubject = 'INACTIVE_PERSON' | 'MERGED_RECORD' | 'QUARANTINE';

interface Rule {
  readonly subject: RetentionSubject;
  readonly class: DataClass | 'ROW';
  readonly months: number;
  readonly legalBasis: string;
}

/** How many rows a rule found due, or erased. */
export interface RetentionCount extends Rule {
  readonly rows: number;
}

/** `DRY_RUN` counts, `APPLY` erases. */
export type RetentionMode = 'DRY_RUN' | 'APPLY';

/** Rows of one transaction. */
const BATCH = 1_000;

const ACTOR = systemActor('retention');

/** Which rows of `person p JOIN family f` are due after `$1` months. What is restricted waits: its person may need it. */
const DUE: Readonly<Record<Exclude<RetentionSubject, 'QUARANTINE'>, string>> = {
  INACTIVE_PERSON: `p.merged_into IS NULL AND f.kpm_flags = '{}'
    AND p.confirmed_on < current_date - make_interval(months => $1)`,
  MERGED_RECORD: `p.merged_into IS NOT NULL AND EXISTS (SELECT 1 FROM merge_log m WHERE m.merged_id = p.id
    AND m.undone_at IS NULL AND m.merged_at < now() - make_interval(months => $1))`,
};

const QUARANTINE_DUE = 'q.rejected_at < now() - make_interval(months => $1)';

/**
 * Erases what has been kept long enough, by the rules in force today: one rule after the other, in batches that are each a
 * transaction. Interrupted, it goes on where it stopped when it is run again, because what is erased is no longer due.
 */
export async function runRetention(
  database: Database,
  mode: RetentionMode,
  batch: number = BATCH,
): Promise<RetentionCount[]> {
  const startedAt = new Date();
  const rules = await database.bulk(ACTOR, readRules);
  const counts: RetentionCount[] = [];
  for (const rule of rules) {
    const rows = mode === 'DRY_RUN' ? await countDue(database, rule) : await eraseDue(database, rule, batch);
    counts.push({ ...rule, rows });
  }
  await database.bulk(ACTOR, (connection) =>
    connection.query('INSERT INTO retention_run (mode, started_at, report) VALUES ($1, $2, $3::jsonb)', [
      mode,
      startedAt,
      JSON.stringify(counts),
    ]),
  );
  return counts;
}

/** The rules in force: of each subject and class the latest that has begun. */
async function readRules(connection: BulkConnection): Promise<Rule[]> {
  const { rows } = await connection.query<Rule>(
    `SELECT DISTINCT ON (subject, class) subject, class, months, legal_basis AS "legalBasis" FROM retention_rule
     WHERE valid_from <= current_date ORDER BY subject, class, valid_from DESC`,
  );
  return rows;
}

function countDue(database: Database, rule: Rule): Promise<number> {
  const { from, where } = dueOf(rule);
  return database.bulk(ACTOR, async (connection) => {
    const { rows } = await connection.query<{ due: number }>(
      `SELECT count(*)::int AS due FROM ${from} WHERE ${where}`,
      [rule.months],
    );
    return rows[0]?.due ?? 0;
  });
}

async function eraseDue(database: Database, rule: Rule, batch: number): Promise<number> {
  let erased = 0;
  for (;;) {
    const count = await database.bulk(ACTOR, (connection) => eraseBatch(connection, rule, batch));
    erased += count;
    if (count < batch) return erased;
  }
}

async function eraseBatch(connection: BulkConnection, rule: Rule, batch: number): Promise<number> {
  const { from, where, id, alias } = dueOf(rule);
  const { rows } = await connection.query<{ id: string }>(
    `SELECT ${id} AS id FROM ${from} WHERE ${where} ORDER BY ${id} LIMIT $2 FOR UPDATE OF ${alias}`,
    [rule.months, batch],
  );
  const ids = [rows.map((row) => row.id)];
  if (rule.class === 'ROW') {
    await connection.query('DELETE FROM quarantine WHERE id = ANY($1::uuid[])', ids);
    return rows.length;
  }
  const { rows: claimants } = await connection.query<{ id: string }>(claimantsBeside('SELECT unnest($1::uuid[])'), ids);
  for (const text of ELSEWHERE[rule.class] ?? []) await connection.query(text, ids);
  await connection.query(
    `UPDATE person p SET ${ERASURES[rule.class].set}, version = p.version + 1 WHERE p.id = ANY($1::uuid[])`,
    ids,
  );
  await connection.query(
    `INSERT INTO right_event (person_id, event, account, role, reason, detail)
     SELECT id, 'RETENTION_ENDED', $2, $3, $4, $5 FROM unnest($1::uuid[]) AS id`,
    [...ids, ACTOR.subject, ACTOR.role, rule.legalBasis, rule.class],
  );
  const told = new Set([...rows, ...claimants].map(({ id: person }) => person));
  await connection.query(publishPersons('SELECT unnest($1::uuid[])'), [[...told]]);
  await connection.query(publishConsents('SELECT unnest($1::uuid[])'), ids);
  return rows.length;
}

interface Due {
  readonly from: string;
  readonly where: string;
  readonly id: string;
  readonly alias: string;
}

function dueOf(rule: Rule): Due {
  if (rule.subject === 'QUARANTINE' || rule.class === 'ROW') {
    return { from: 'quarantine q', where: QUARANTINE_DUE, id: 'q.id', alias: 'q' };
  }
  const where = `${DUE[rule.subject]} AND p.restricted_at IS NULL AND p.erased_at IS NULL AND ${ERASURES[rule.class].holds}`;
  return { from: 'person p JOIN family f ON f.id = p.family_id', where, id: 'p.id', alias: 'p' };
}
