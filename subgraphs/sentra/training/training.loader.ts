import { randomUUID } from 'node:crypto';
import type { GraphQLResolveInfo } from 'graphql';
import { Parameters, statement } from '../../../shared/database';
import type { WriteManager } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import { loadMany, requestedFields } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import { partOf } from '../case/part';
import { readText } from '../text';
import { attendancePercent } from './training';
import type { SessionRow } from './training';

const ofCase = partOf(
  'training_session',
  { heldOn: 'p.held_on', topic: 'p.topic', attended: 'p.attended' },
  'p.held_on, p.topic, p.id',
);

/** The training sessions of a case, oldest first; one statement for all cases of the fetch. */
export function findSessions(
  context: SubgraphContext,
  caseId: string,
  info: GraphQLResolveInfo,
): Promise<SessionRow[]> {
  return loadMany<SessionRow>(context, 'TrainingSession', ofCase, caseId, requestedFields(info));
}

/**
 * Records whether the person came to a session.
 * @throws CodedError BAD_USER_INPUT for a session that was recorded before
 */
export async function recordSession(
  manager: WriteManager,
  { caseId, account }: { readonly caseId: string; readonly account: string },
  session: Pick<SessionRow, 'heldOn' | 'topic' | 'attended'>,
): Promise<void> {
  const written: object[] = await manager.query(
    `INSERT INTO training_session (id, case_id, episode, held_on, topic, attended, recorded_by)
     SELECT $1::uuid, c.id, c.episode, $3::date, $4, $5, $6 FROM service_case c WHERE c.id = $2::uuid
     ON CONFLICT DO NOTHING RETURNING id`,
    [randomUUID(), caseId, session.heldOn, readText('topic', session.topic, 120), session.attended, account],
  );
  if (written.length === 0) throw new CodedError('BAD_USER_INPUT', { reason: 'this session was recorded before' });
}

const COUNTS = `SELECT c.id, count(*)::int AS held, count(*) FILTER (WHERE p.attended)::int AS attended
  FROM training_session p JOIN service_case c ON c.id = p.case_id AND c.episode = p.episode`;

interface Counted {
  readonly id: string;
  readonly held: number;
  readonly attended: number;
}

/** The attendance of a case's episode in percent, as the recorded sessions say; undefined where none was held. */
export async function readAttendance(manager: WriteManager, caseId: string): Promise<number | undefined> {
  const [counted]: Counted[] = await manager.query(`${COUNTS} WHERE c.id = $1::uuid GROUP BY c.id`, [caseId]);
  return counted && attendancePercent(counted.attended, counted.held);
}

/** The same for a reader; one statement for all cases of the fetch. */
export function findAttendance(context: SubgraphContext, caseId: string): Promise<number | undefined> {
  return context
    .loader<string, number | undefined>('attendance', async (ids) => {
      const scope = context.scope('TrainingSession');
      if (scope.kind === 'NOWHERE') return ids.map(() => undefined);
      const { bind, values } = new Parameters();
      const rows = await context.session.rows<Counted>(
        statement(`${COUNTS} WHERE c.id = ANY(${bind(ids)}::uuid[]) AND (${scope.where(bind)}) GROUP BY c.id`, values),
      );
      const byCase = new Map(rows.map(({ id, held, attended }) => [id, attendancePercent(attended, held)]));
      return ids.map((id) => byCase.get(id));
    })
    .load(caseId);
}
