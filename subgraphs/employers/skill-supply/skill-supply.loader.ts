import { Parameters, codeWithin, statement } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import type { SubgraphContext } from '../../../shared/subgraph';
import { NATION } from '../../../shared/viewer';

/** A count of the catalogue. */
export interface SupplyRow {
  readonly skill: string;
  readonly regencyCode: string;
  readonly people: number;
  readonly asOf: string;
}

/**
 * The counts of a place, of all skills or one.
 * @throws CodedError BAD_USER_INPUT for all skills of the whole country, FILTER_INVALID for what is no region code
 */
export async function findSupply(
  context: SubgraphContext,
  within: string,
  skill: string | undefined,
): Promise<SupplyRow[]> {
  if (skill === undefined && within === NATION) {
    throw new CodedError('BAD_USER_INPUT', { reason: 'for the whole country name a skill' });
  }
  const scope = context.scope('SkillSupply');
  if (scope.kind === 'NOWHERE') return [];
  const { bind, values } = new Parameters();
  const conditions = [
    scope.where(bind),
    codeWithin('ss.regency_code', within)(bind),
    ...(skill === undefined ? [] : [`ss.skill = ${bind(skill)}`]),
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
