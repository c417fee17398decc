import { TODAY } from '../../../shared/machine';
import { MATCH_PARTS } from './match';
import type { MatchPart } from './match';

/** What one vacancy's matches are worked out with, in SQL over aliases `v` (vacancy), `s` (job_seeker) and `w` (match_weight). */
export interface ScoreSql {
  /** The score, 0 to 100. */
  readonly score: string;
  /** What each part gives: a JSON list of `ScorePart`. */
  readonly parts: string;
}

const PARTS = Object.keys(MATCH_PARTS) as MatchPart[];

const WEIGHTS: Readonly<Record<MatchPart, string>> = {
  SKILLS: 'w.skills',
  DISTANCE: 'w.distance',
  EXPERIENCE: 'w.experience',
  WAGE: 'w.wage',
  READINESS: 'w.readiness',
  WAITING: 'w.waiting',
};

/**
 * The formulae of a match. Each part is a share from 0 to 1 of its weight, rounded to whole points; the score is their sum.
 * `MATCH_PARTS` says them in words.
 * @param asked how many skills the vacancy asks for: written out one by one, since a query over them for each of 200,000 people
 *   would take longer than all the rest
 */
export function scoreFor(asked: number): ScoreSql {
  const shares: Readonly<Record<MatchPart, string>> = {
    SKILLS: skillShare(asked),
    DISTANCE: `CASE WHEN s.regency_code = v.regency_code THEN 1
      WHEN left(s.regency_code, 2) = v.province_code THEN w.same_province_percent / 100::float8
      ELSE w.elsewhere_percent / 100::float8 END`,
    EXPERIENCE: 'least(s.experience_months::float8 / w.full_experience_months, 1)',
    WAGE: `CASE WHEN s.wage_expected IS NULL OR s.wage_expected <= v.wage_min THEN 1 WHEN v.wage_min = 0 THEN 0
      ELSE greatest(0, 1 - (s.wage_expected - v.wage_min)::float8 * 100 / (v.wage_min * w.excess_wage_percent)) END`,
    READINESS: 's.soft_readiness / 6::float8',
    WAITING: `least(greatest(${TODAY} - s.ready_since, 0)::float8 / w.full_waiting_days, 1)`,
  };
  const points = (part: MatchPart) => `floor(${WEIGHTS[part]} * ${shares[part]} + 0.5)::int`;
  const parts = PARTS.map(
    (part) => `jsonb_build_object('part', '${part}', 'points', ${points(part)}, 'of', ${WEIGHTS[part]})`,
  );
  return { score: `(${PARTS.map(points).join(' + ')})`, parts: `jsonb_build_array(${parts.join(', ')})` };
}

function skillShare(asked: number): string {
  if (asked === 0) return '1';
  const shares = Array.from({ length: asked }, (_, index) => {
    const held = `coalesce(s.skill_levels[array_position(s.skill_codes, v.skill_codes[${index + 1}])], 0)`;
    return `least(${held}::float8 / v.skill_levels[${index + 1}], 1)`;
  });
  return `((${shares.join(' + ')}) / ${asked})`;
}

const skillsOf = (
  row: string,
) => `(SELECT coalesce(jsonb_agg(jsonb_build_object('code', k.code, 'level', k.level) ORDER BY k.code), '[]')
  FROM unnest(${row}.skill_codes, ${row}.skill_levels) AS k (code, level))`;

/** Everything the score was worked out from: `MatchInputs` as JSON. */
export const SCORE_INPUTS = `jsonb_build_object('day', ${TODAY}, 'weights', w.valid_from,
  'vacancy', jsonb_build_object('skills', ${skillsOf('v')}, 'regencyCode', v.regency_code, 'wage', v.wage_min),
  'seeker', jsonb_build_object('skills', ${skillsOf('s')}, 'regencyCode', s.regency_code,
    'experienceMonths', s.experience_months, 'wageExpected', s.wage_expected, 'readiness', s.soft_readiness,
    'readySince', s.ready_since))`;

/** The weights in force today, as alias `w`. */
export const WEIGHTS_TODAY = `(SELECT * FROM match_weight
  WHERE valid_from <= ${TODAY} AND coalesce(valid_to >= ${TODAY}, true) ORDER BY valid_from DESC LIMIT 1) w`;
