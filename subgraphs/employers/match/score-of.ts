import { createHash } from 'node:crypto';
import type { WriteManager } from '../../../shared/database';
import { fits } from './fits';
import type { MatchInputs, ScorePart } from './match';
import { SCORE_INPUTS, WEIGHTS_TODAY, scoreFor } from './score';

/** How well somebody fits a vacancy, as it is kept with a nomination. */
export interface Score {
  /** 0 to 100. */
  readonly score: number;
  readonly parts: readonly ScorePart[];
  /** SHA-256, base64url, of everything it was worked out from: the same inputs give the same hash. */
  readonly inputsHash: string;
}

/** The score of a person for a vacancy, in the caller's transaction; undefined for somebody who does not fit, or is out of reach. */
export async function scoreOf(manager: WriteManager, vacancyId: string, personId: string): Promise<Score | undefined> {
  const [vacancy]: { asked: number }[] = await manager.query(
    'SELECT cardinality(skill_codes) AS asked FROM vacancy WHERE id = $1::uuid',
    [vacancyId],
  );
  if (!vacancy) return undefined;
  const sql = scoreFor(vacancy.asked);
  const [found]: { score: number; parts: ScorePart[]; inputs: MatchInputs }[] = await manager.query(
    `SELECT ${sql.score} AS score, ${sql.parts} AS parts, ${SCORE_INPUTS} AS inputs
     FROM vacancy v CROSS JOIN ${WEIGHTS_TODAY} CROSS JOIN job_seeker s
     WHERE v.id = $1::uuid AND s.person_id = $2::uuid AND (${fits('s', 'v')})`,
    [vacancyId, personId],
  );
  return found && { score: found.score, parts: found.parts, inputsHash: hashOf(found.inputs) };
}

/** PostgreSQL writes the keys of a jsonb value in an order of its own that does not change. */
export function hashOf(inputs: MatchInputs): string {
  return createHash('sha256').update(JSON.stringify(inputs)).digest('base64url');
}
