import { randomUUID } from 'node:crypto';
import type { GraphQLResolveInfo } from 'graphql';
import type { WriteManager } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import { loadMany, requestedFields } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import { partOf } from '../case/part';
import type { PlanContent, PlanRow } from './plan';

const ofCase = partOf(
  'plan',
  {
    goals: 'p.goals',
    components: 'p.components',
    base: 'p.base',
    major: 'p.major',
    targetOn: 'p.target_on',
    writtenAt: 'p.written_at',
    approvedAt: 'p.approved_at',
  },
  'p.written_at, p.id',
);

/** The plans of a case, oldest first; one statement for all cases of the fetch. */
export function findPlans(context: SubgraphContext, caseId: string, info: GraphQLResolveInfo): Promise<PlanRow[]> {
  return loadMany<PlanRow>(context, 'ServicePlan', ofCase, caseId, requestedFields(info));
}

/**
 * Writes a plan for the case's episode; the latest one counts.
 * @returns its id
 * @throws CodedError BAD_USER_INPUT for a plan without a goal, or a trade the centre does not teach
 */
export async function writePlan(
  manager: WriteManager,
  { caseId, author }: { readonly caseId: string; readonly author: string },
  { goals, components, base, major, targetOn }: PlanContent,
): Promise<string> {
  if (goals.length === 0 || components.length === 0) {
    throw new CodedError('BAD_USER_INPUT', { reason: 'a plan has a goal and a component of service' });
  }
  if (major !== null) await requireTaught(manager, caseId, major);
  const id = randomUUID();
  await manager.query(
    `INSERT INTO plan (id, case_id, episode, goals, components, base, major, target_on, author)
     SELECT $1::uuid, c.id, c.episode, $3::text[], $4::text[], $5, $6, $7::date, $8 FROM service_case c
     WHERE c.id = $2::uuid`,
    [id, caseId, [...new Set(goals)], [...new Set(components)], base, major, targetOn, author],
  );
  return id;
}

async function requireTaught(manager: WriteManager, caseId: string, major: string): Promise<void> {
  const [taught]: object[] = await manager.query(
    `SELECT FROM service_case c JOIN centre ce ON ce.id = c.centre_id
     WHERE c.id = $1::uuid AND ce.vocational_majors @> ARRAY[$2]`,
    [caseId, major],
  );
  if (!taught) throw new CodedError('BAD_USER_INPUT', { reason: `the centre does not teach ${major}` });
}

/** The latest plan of the case's episode; undefined where none was written. */
export async function findLatestPlan(
  manager: WriteManager,
  caseId: string,
): Promise<Pick<PlanRow, 'id' | 'base'> | undefined> {
  const [plan]: Pick<PlanRow, 'id' | 'base'>[] = await manager.query(
    `SELECT p.id, p.base FROM plan p JOIN service_case c ON c.id = p.case_id AND c.episode = p.episode
     WHERE c.id = $1::uuid ORDER BY p.written_at DESC, p.id DESC LIMIT 1`,
    [caseId],
  );
  return plan;
}
