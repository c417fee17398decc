import { Parameters, codeWithin, statement } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import type { SubgraphContext } from '../../../shared/subgraph';

/** A count of the catalogue. */
export interface SupplyRow {
  readonly skill: string;
  readonly regencyCode: string;
  readonly people: number;
  readonly asOf: string;
}

/**
 * The counts of a skill, of a place, or of both.
 * @throws CodedError BAD_USER_INPUT where neither is named, FILTER_INVALID for what is no region code
 */
export async function findSupply(
  context: SubgraphContext,
  skill: string | undefined,
  place: string | undefined,
): Promise<SupplyRow[]> {
  if (skill === undefined && place === undefined) {
    throw new CodedError('BAD_USER_INPUT', { reason: 'name a skill, a place or both' });
  }
  const scope = context.scope('SkillSupply');
  if (scope.kind === 'NOWHERE') return [];
  const { bind, values } = new Parameters();
  const conditions = [
    scope.where(bind),
    ...(skill === undefined ? [] : [`ss.skill = ${bind(skill)}`]),
    ...(place === undefined ? [] : [codeWithin('ss.regency_code', place)(bind)]),
  ];
  return context.session.rows<SupplyRow>(
    statement(
      `SELECT ss.skill, ss.regency_code AS "regencyCode", ss.people, ss.as_of AS "asOf" FROM skill_supply ss
       WHERE ${conditions.map((condition) => `(${condition})`).join(' AND ')} ORDER BY ss.skill, ss.regency_code`,
      values,
      'FOR_VALUES',
    ),
  );
}
