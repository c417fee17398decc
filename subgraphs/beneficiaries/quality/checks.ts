import type { Step } from '../../../shared/intake';
import { BELONGINGS, DESIL_LIMITS, ON_DAY, POOREST_DESIL, SAME_NAME, SCORE_PARTS, STALE_MONTHS } from './criteria';

/** A check: which persons or families a rule holds of, as a query that gives the `id` of each once. */
interface Check {
  readonly rule: string;
  readonly subject: 'PERSON' | 'FAMILY';
  readonly found: string;
}

/** Nothing is checked again when an import changed nothing. */
const SOMETHING_CHANGED = 'EXISTS (SELECT 1 FROM intake_changed)';
/** Families arrive before their members: until somebody is there, their absence says nothing. */
const HAS_PERSONS = 'EXISTS (SELECT 1 FROM person)';

const RECEIVES_AID = `f.kpm_flags && ARRAY['PKH', 'SEMBAKO']`;
/** The desil a program of the family's reaches to on the day of the snapshot is below the family's. */
const ABOVE_LIMIT = `EXISTS (SELECT 1 FROM (SELECT DISTINCT ON (program) program, highest
    FROM (VALUES ${DESIL_LIMITS.map((limit) => `('${limit.program}', ${limit.highest}, date '${limit.validFrom}')`).join(', ')})
      AS dated (program, highest, valid_from)
    WHERE valid_from <= ${ON_DAY} ORDER BY program, valid_from DESC) desil_limit
  WHERE program = ANY (f.kpm_flags) AND f.desil > highest)`;
/**
 * Whom the sender lists in a family: the living in the registry, and rows in quarantine, whose member exists although the
 * record is broken. This run's rejected rows are still in staging.
 */
const LISTED = `SELECT family_id, count(*) AS members FROM (
    SELECT p.family_id FROM person p WHERE p.merged_into IS NULL AND p.match_status <> 'MENINGGAL'
    UNION ALL
    SELECT rejected.parent_id FROM (
      SELECT q.subject_id, q.parent_id FROM quarantine q WHERE q.layout = 'persons' AND q.resolved_at IS NULL
      UNION SELECT s.id, s.parent_id FROM intake_stage s WHERE s.rejected IS NOT NULL) rejected
    WHERE rejected.parent_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM person p WHERE p.id = rejected.subject_id)) listed
  GROUP BY family_id`;

const CHECKS: readonly Check[] = [
  {
    rule: 'F3',
    subject: 'FAMILY',
    found: `SELECT f.id FROM family f WHERE NOT EXISTS
      (SELECT 1 FROM person p WHERE p.family_id = f.id AND p.id = f.head_id AND p.merged_into IS NULL)
      AND ${HAS_PERSONS}`,
  },
  {
    rule: 'F4',
    subject: 'FAMILY',
    found: `SELECT f.id FROM family f JOIN
      (SELECT kk_index FROM family GROUP BY kk_index HAVING count(*) > 1) doubled USING (kk_index)`,
  },
  {
    rule: 'ONE_MEMBER_FAMILY',
    subject: 'FAMILY',
    found: `SELECT f.id FROM family f JOIN civil_family c USING (kk_index) JOIN (${LISTED}) listed ON listed.family_id = f.id
      WHERE listed.members = 1 AND c.members >= 2`,
  },
  {
    rule: 'STALE',
    subject: 'PERSON',
    found: `SELECT p.id FROM person p
      WHERE p.merged_into IS NULL AND p.confirmed_on < ${ON_DAY} - interval '${STALE_MONTHS} months'`,
  },
  {
    rule: 'INCLUSION',
    subject: 'FAMILY',
    found: `SELECT f.id FROM family f WHERE ${RECEIVES_AID}
      AND (${ABOVE_LIMIT} OR ${BELONGINGS.map(({ where }) => where).join(' OR ')})`,
  },
  {
    rule: 'EXCLUSION',
    subject: 'FAMILY',
    found: `SELECT f.id FROM family f WHERE f.desil <= ${POOREST_DESIL} AND NOT (${RECEIVES_AID})`,
  },
  {
    rule: 'MOVED',
    subject: 'FAMILY',
    found: `SELECT DISTINCT p.family_id AS id FROM civil_match m JOIN person p ON p.id = m.person_id
      WHERE p.merged_into IS NULL AND m.status = 'ACTIVE' AND p.match_status = 'PADAN' AND m.region_code <> p.region_code`,
  },
  {
    rule: 'NAME_VARIANT',
    subject: 'PERSON',
    found: `SELECT m.person_id AS id FROM civil_match m JOIN person p ON p.id = m.person_id
      WHERE p.merged_into IS NULL AND m.name_similarity < 1
        AND (m.same_birth_date OR m.name_similarity >= ${SAME_NAME})`,
  },
  {
    rule: 'CIVIL_MISMATCH',
    subject: 'PERSON',
    found: `SELECT m.person_id AS id FROM civil_match m JOIN person p ON p.id = m.person_id
      WHERE p.merged_into IS NULL AND NOT m.same_birth_date AND m.name_similarity < ${SAME_NAME}`,
  },
];

/** Beside `intake_changed`: whose findings changed, and who is to be told of for another reason. Goes before what changes findings. */
export const noteTouched: Step = {
  name: 'note of whom else to tell',
  sql: 'CREATE TEMP TABLE IF NOT EXISTS intake_touched (id uuid) ON COMMIT DROP',
};

/**
 * The quality checks over the whole registry, as steps at the end of an import: findings come and go, scores are written only
 * where they differ. Set-wise, and the same when run twice.
 */
export const QUALITY_STEPS: readonly Step[] = [
  noteTouched,
  ...CHECKS.map(({ rule, subject, found }) => ({
    name: `check ${rule}`,
    sql: `WITH found AS MATERIALIZED (SELECT id FROM (${found}) candidates WHERE ${SOMETHING_CHANGED}),
      gone AS (DELETE FROM finding WHERE rule = '${rule}' AND ${SOMETHING_CHANGED}
        AND NOT EXISTS (SELECT 1 FROM found WHERE found.id = finding.subject_id) RETURNING subject_id),
      come AS (INSERT INTO finding (subject_id, subject, rule, found_on)
        SELECT found.id, '${subject}', '${rule}', ${ON_DAY} FROM found
        WHERE NOT EXISTS (SELECT 1 FROM finding known WHERE known.subject_id = found.id AND known.rule = '${rule}')
        RETURNING subject_id)
      INSERT INTO intake_touched SELECT subject_id FROM gone UNION ALL SELECT subject_id FROM come`,
  })),
  {
    name: 'score families',
    sql: `WITH scored AS (
        SELECT f.id, round(${SCORE_PARTS.map(({ points, share }) => `${points} * (${share})`).join(' + ')})::smallint AS score
        FROM family f LEFT JOIN person m ON m.family_id = f.id AND m.merged_into IS NULL
          LEFT JOIN finding ff ON ff.subject_id = f.id AND ff.rule IN ('F4', 'MOVED')
        WHERE ${SOMETHING_CHANGED} AND ${HAS_PERSONS} GROUP BY f.id)
      UPDATE family f SET integrity_score = scored.score FROM scored
      WHERE f.id = scored.id AND f.integrity_score IS DISTINCT FROM scored.score`,
  },
  {
    name: 'integrity of each district',
    sql: `WITH newest AS (SELECT max(desil_snapshot) AS snapshot FROM family),
      families AS (SELECT left(region_code, 6) AS code, count(*) AS n, avg(integrity_score) AS score FROM family GROUP BY 1),
      persons AS (
        SELECT left(p.region_code, 6) AS code, count(*) AS n,
          count(*) FILTER (WHERE p.match_status = 'PADAN') AS matched,
          count(*) FILTER (WHERE p.match_status = 'GANDA') AS duplicates,
          count(*) FILTER (WHERE p.match_status = 'MENINGGAL') AS deceased,
          count(*) FILTER (WHERE p.nik_index IS NOT NULL AND p.address IS NOT NULL AND p.schooling IS NOT NULL) AS complete,
          percentile_disc(0.5) WITHIN GROUP (ORDER BY ${ON_DAY} - p.confirmed_on) AS age
        FROM person p WHERE p.merged_into IS NULL GROUP BY 1),
      emptied AS (DELETE FROM district_integrity gone USING newest WHERE ${SOMETHING_CHANGED}
        AND gone.snapshot = newest.snapshot AND NOT EXISTS (SELECT 1 FROM persons p WHERE p.code = gone.district_code))
      INSERT INTO district_integrity AS d (district_code, snapshot, families, persons, matched, duplicates, deceased,
        complete, median_age_days, score)
      SELECT p.code, newest.snapshot, f.n, p.n, p.matched, p.duplicates, p.deceased, p.complete, p.age, f.score
      FROM persons p JOIN families f USING (code) CROSS JOIN newest WHERE ${SOMETHING_CHANGED}
      ON CONFLICT (district_code, snapshot) DO UPDATE SET families = excluded.families, persons = excluded.persons,
        matched = excluded.matched, duplicates = excluded.duplicates, deceased = excluded.deceased,
        complete = excluded.complete, median_age_days = excluded.median_age_days, score = excluded.score`,
  },
];
