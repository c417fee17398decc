import { CodedError } from '../../../shared/errors';
import { TODAY } from '../../../shared/machine';
import type { Ask, BusinessProgram } from './business';

/** Every participation that goes on, as `family_id, program_code`. */
const TAKING_PART = `
  SELECT family_id, program_code FROM enrolment WHERE status IN ('DESIGNATED', 'ACTIVE', 'SUSPENDED', 'TRANSITION')
  UNION ALL SELECT family_id, 'KUBE' FROM kube_member WHERE state = 'MEMBER'
  UNION ALL SELECT family_id, 'PENA' FROM pena_case WHERE status IN ('APPROVED', 'GRANTED', 'RUNNING', 'READY')
  UNION ALL SELECT family_id, 'PROKUS' FROM prokus_case
    WHERE status IN ('SEEDING', 'MENTORING', 'INCUBATION', 'MARKET_ACCESS')`;

interface Conflict {
  readonly other: string;
  readonly since: string;
  readonly legalRef: string | null;
  readonly note: string | null;
  readonly families: number;
}

/**
 * Lets decisions about the same families wait for each other until the transaction ends: of two programs that do not go
 * together, the second sees what the first decided.
 */
export async function holdFamilies(ask: Ask, families: readonly string[]): Promise<void> {
  await ask(
    'SELECT pg_advisory_xact_lock(hashtextextended(id, 4711)) FROM (SELECT unnest($1::text[]) AS id ORDER BY 1) f',
    [[...families]],
  );
}

/**
 * Holds families against the combinations that are forbidden today (`program_combination`).
 * @throws CodedError COMBINATION_FORBIDDEN with the rule: which program, since when, on what ground, for how many families
 */
export async function requireCombination(
  ask: Ask,
  program: BusinessProgram,
  families: readonly string[],
): Promise<void> {
  const [conflict] = await ask<Conflict>(
    `SELECT c.other_code AS other, c.valid_from::text AS since, c.legal_ref AS "legalRef", c.note,
       count(DISTINCT t.family_id)::int AS families
     FROM program_combination c JOIN (${TAKING_PART}) t ON t.program_code = c.other_code
     WHERE c.program_code = $1 AND NOT c.allowed AND t.family_id = ANY($2::uuid[])
       AND ${TODAY} BETWEEN c.valid_from AND coalesce(c.valid_to, 'infinity')
     GROUP BY c.program_code, c.other_code, c.valid_from ORDER BY c.other_code LIMIT 1`,
    [program, families],
  );
  if (!conflict) return;
  const { other, since, legalRef, note } = conflict;
  throw new CodedError('COMBINATION_FORBIDDEN', {
    program,
    other,
    since,
    families: conflict.families,
    reason: legalRef ?? note ?? 'without a named ground',
  });
}
